"""What one export holds: the events that pass a filter, as their readers may see them, and what is said about it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from msgspec import Struct

from dateline import __version__
from dateline.publishing.lots import Entry, Told
from dateline.publishing.privacy import Masked, Readable, shown, stated
from dateline.publishing.report.summary import Counting
from dateline.publishing.source import founded
from dateline.publishing.spreading import Make, T, pieces

_LEDGERS = uuid.uuid5(uuid.NAMESPACE_DNS, "ledgers.dateline.events")
NO_COLUMN = "that a person decided a value has no column: the value is the person's"


class Said(Struct, frozen=True):
    """One thing that a format could not hold, and of which events."""

    what: str
    events: tuple[str, ...] = ()


@dataclass
class Selection:
    """The events of a source that pass a filter, masked and without an article's words unless asked for.

    `said` collects what a format finds that it cannot hold; it is complete once the export is written.
    """

    source: Readable[Any]
    filter: Any
    persons: bool = False  # name private persons
    text: bool = True  # pass on quotes and headlines
    made: str = ""  # day of the export, UTC, ISO 8601
    change: int | None = None  # the ledger's last one
    words: Mapping[str, Any] = field(default_factory=dict)  # the filter, as a person would say it
    counting: Counting = field(default_factory=Counting)  # what enters sums
    workers: int = 1  # processes that may work on it at once
    _left_out: dict[str, list[str]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.source = shown(self.source, self.persons)

    @cached_property
    def namespace(self) -> uuid.UUID:
        """The namespace of ids that mean something in this ledger alone: every ledger has an event ev-0000001."""
        source = self.source
        return uuid.uuid5(_LEDGERS, source.founded if isinstance(source, Masked) else founded(source))

    def entries(self) -> Iterator[Entry]:
        """The events in the ledger's order, each with what is behind it."""
        for told in self._lots():
            yield from told.entries()

    def pieces(self, make: Make[T], *, lean: bool = False) -> Iterator[T]:
        """What `make` gives for lots of the entries, in order: for formats that write each event by itself.

        With `lean` the entries hold only what a row shows (`rows.row`), which is sooner done.
        """
        yield from pieces(self._lots(), make, self.text, self.workers, lean)

    def _lots(self) -> Iterator[Told]:
        if isinstance(self.source, Masked):
            yield from (Told(*each) for each in self.source.masked_lots(self.filter))
        else:
            yield from (Told(lot, {}) for lot in self.source.lots(self.filter))

    def leave_out(self, what: str, *events: str) -> None:
        """Note what the format cannot hold; the same thing of several events is one note."""
        self._left_out.setdefault(what, []).extend(events)

    @property
    def said(self) -> list[Said]:
        """What the format could not hold, as far as it has been written."""
        return [Said(what, tuple(events)) for what, events in self._left_out.items()]

    def about(self) -> dict[str, Any]:
        """Where the export comes from: what readers need to make it again, and to know what it lacks."""
        return {
            "made_by": f"Dateline {__version__}",
            "made": self.made,
            "ledger": str(self.source.version),
            **({"change": self.change} if self.change is not None else {}),
            "filter": stated(self.source, self.words),
            "private_persons": "named" if self.persons else "masked",
            "quotes": "included" if self.text else "left out",
        }
