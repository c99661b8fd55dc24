"""What publishing needs of a ledger, and no more: any object with these methods can be published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from dateline.model import Article, Event, Report, Total

FilterT = TypeVar("FilterT", contravariant=True)


class Source(Protocol[FilterT]):
    """A ledger, as far as publishing can see. Without a filter it gives everything."""

    @property
    def version(self) -> object:
        """Names the state that is published; shown as it stands."""

    def events(self, wanted: FilterT = ..., /) -> Iterator[Event]:
        """The events that pass the filter."""

    def reports(self, event: Event, /) -> tuple[Report, ...]:
        """The reports judged to be about an event."""

    def article(self, id: str, /) -> Article:
        """One article; `NotFound` where there is none of that id."""

    def totals(self, wanted: FilterT = ..., /) -> Iterator[Total]:
        """The totals that pass the filter."""
