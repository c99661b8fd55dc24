"""The figures at the head of the report, and the rule by which they were made."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from dateline.model import CountWhat, Event
from dateline.publishing.record import TOLLS
from dateline.publishing.report.english import COUNTS, plural
from dateline.publishing.rows import at_least, tolls

APART = ("failed", "planned", "denied")  # counted beside the sums


class Sum(Struct, frozen=True):
    """Persons over all counted events, from the lowest to the highest told."""

    what: CountWhat
    low: int
    high: int
    open: bool  # some event says "at least": there is no upper end
    told: int  # events that give a figure
    untold: int  # uses of force that give none

    @property
    def words(self) -> str:
        """ "18 to 27", "18 or more", "none told" where no event gives a figure."""
        if not self.told:
            return "none told"
        if self.open:
            return f"{self.low:,} or more" if self.high <= self.low else f"{self.low:,} to {self.high:,} or more"
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"

    @property
    def note(self) -> str:
        """How many events stand behind the figure, and how many say nothing."""
        told = f"told of {plural(self.told, 'event', 'events')}"
        untold = plural(self.untold, "use of force gives", "uses of force give")
        return f"{told}; {untold} no figure" if self.untold else told


class Summary(Struct, frozen=True):
    """What the head of the report says."""

    all: int
    occurred: int  # incidents and series that occurred
    hedged: int  # of them, doubtful
    episodes: int  # that occurred; their tolls enter no sum
    apart: dict[str, int]  # failed, planned and denied events
    sums: tuple[Sum, ...]

    @property
    def rule(self) -> str:
        """The rule of the sums, in words."""
        return (
            "Counted are incidents and series that occurred. Planned, failed and denied events are listed and enter no "
            "sum, nor does a toll told of a whole episode, whose incidents are counted one by one. Each sum runs "
            "from the lowest to the highest figure told of every event; “at least” has no upper end. An event that "
            "gives no figure adds nothing and is not taken for zero."
        )


def summarise(events: Iterable[Event]) -> Summary:
    """Counts events and adds up their tolls."""
    events = list(events)
    occurred = [event for event in events if event.status == "occurred"]
    counted = [event for event in occurred if event.kind != "episode"]
    return Summary(
        all=len(events),
        occurred=len(counted),
        hedged=sum(event.certainty == "hedged" for event in counted),
        episodes=len(occurred) - len(counted),
        apart={status: n for status in APART if (n := sum(e.status == status for e in events))},
        sums=tuple(_sum(counted, what) for what in TOLLS),
    )


def label(what: CountWhat) -> str:
    """The heading of a sum."""
    return COUNTS[what]


def _sum(events: list[Event], what: CountWhat) -> Sum:
    figures = [(event, tolls(event, what)) for event in events]
    told = [figure for _, figure in figures if figure]
    highs = [figure["high"]["max"] for figure in told]
    lows = [figure["low"]["min"] or 0 for figure in told]
    return Sum(
        what=what,
        low=sum(lows),
        high=sum(at_least(figure) for figure in told),
        open=None in highs,
        told=len(told),
        untold=sum(event.type == "ASSAULT" and figure is None for event, figure in figures)
        if what != "arrested"
        else 0,
    )
