"""What publishing needs of a ledger, and no more: any object with the methods of `Whole` can be published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from dateline.errors import NotFound
from dateline.model import Article, Event, Lot, Report, Total

FilterT = TypeVar("FilterT", contravariant=True)
_FIRST_EVENT = "ev-0000001"  # the id that every ledger mints first


class Dated(Protocol):
    """A state of an event."""

    @property
    def at(self) -> str:
        """Since when, a UTC timestamp."""


class Source(Protocol[FilterT]):
    """Events and totals, as their readers may see them. Without a filter it gives everything."""

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


class Whole(Source[FilterT], Protocol):
    """A ledger, as far as publishing can see."""

    def lots(self, wanted: FilterT = ..., /) -> Iterator[Lot]:
        """The events that pass the filter with all that is behind them, undecoded, some hundred at a time."""

    def beside_persons(self) -> Iterator[tuple[Event, tuple[Report, ...]]]:
        """The events, each with its reports, that say what must be hidden of private persons, in no order.

        They are at least all that share an article with an event that shares one with an event or total in which a
        private person is named or a witness cited.
        """

    def history(self, event_id: str, /) -> Sequence[Dated]:
        """The states of an event in the order of time; `NotFound` where there was never one of that id."""


def founded(source: Whole[FilterT]) -> str:
    """When the ledger's first event was formed, UTC to the millisecond: two ledgers have it in common by chance only.

    History keeps it whatever becomes of that event, and a ledger that is moved takes it along. Empty without events.
    """
    try:
        return source.history(_FIRST_EVENT)[0].at
    except NotFound:
        return ""
