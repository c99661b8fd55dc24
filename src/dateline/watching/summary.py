"""What one cycle did, counted and in words."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from dateline.ledger import Added

Feeds = Literal["read", "unchanged", "failed", "postponed"]
Pages = Literal["new", "changed", "unchanged", "set aside", "not allowed", "failed", "postponed"]

_FEEDS: tuple[Feeds, ...] = ("read", "unchanged", "failed", "postponed")
_PAGES: tuple[Pages, ...] = ("new", "changed", "unchanged", "set aside", "not allowed", "failed", "postponed")


class Summary:
    """The counts of one cycle."""

    def __init__(self) -> None:
        self.feeds: Counter[Feeds] = Counter()
        self.pages: Counter[Pages] = Counter()
        self.elsewhere = 0  # pages that a further feed listed too
        self.waiting = 0  # pages left for the next cycle
        self.added: list[Added] = []

    @property
    def failed(self) -> bool:
        """Whether something could not be had, or could not be stored."""
        return bool(self.feeds["failed"] or self.pages["failed"])

    def words(self) -> str:
        """One line: "2 feeds: 1 read, 1 failed; 3 pages: 2 new, 1 unchanged; 4 events new, 1 grown"."""
        new = {event for one in self.added for event in one.new_events}
        grown = {event for one in self.added for event in one.grown_events} - new
        superseded = sum(bool(one.supersedes) for one in self.added)
        return "; ".join(
            filter(
                None,
                (
                    _counted("feed", {name: self.feeds[name] for name in _FEEDS}),
                    _counted("page", {name: self.pages[name] for name in _PAGES}),
                    f"{self.elsewhere} listed twice" if self.elsewhere else "",
                    f"{self.waiting} wait for the next cycle" if self.waiting else "",
                    f"{superseded} took the place of an earlier version" if superseded else "",
                    f"{len(new)} events new, {len(grown)} grown",
                ),
            )
        )


def _counted(noun: str, counts: dict[str, int]) -> str:
    total = sum(counts.values())
    how = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    return f"{total} {noun}{'' if total == 1 else 's'}" + (f": {how}" if how else "")
