"""A ledger whose filter is a list of events: so that what the index found can be published like any other selection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from dateline.errors import NotFound
from dateline.ledger import Filter, Ledger
from dateline.model import Article, Event, Record, Report, Total

_FEW = 200  # events that are fetched one by one


class Listed(Record, frozen=True):
    """The events of a selection, and the filter that its totals pass; None for none."""

    ids: Sequence[str]
    totals: Filter | None = None
    most_totals: int | None = None


class Listing:
    """A source of publishing, over a ledger."""

    def __init__(self, book: Ledger) -> None:
        self._book = book

    @property
    def version(self) -> object:
        """The ledger's."""
        return self._book.version

    def events(self, wanted: Listed | None = None, /) -> Iterator[Event]:
        """The events listed; few in the order of the list, many in the ledger's. What ended meanwhile is left out."""
        if wanted is None:
            yield from self._book.events(links=False)
            return
        if len(wanted.ids) > _FEW:
            listed = set(wanted.ids)
            yield from (event for event in self._book.events() if event.id in listed)
            return
        for event_id in wanted.ids:
            try:
                yield self._book.event(event_id)
            except NotFound:
                continue

    def reports(self, event: Event, /) -> tuple[Report, ...]:
        """The reports of an event."""
        return self._book.reports(event)

    def article(self, id: str, /) -> Article:
        """One article."""
        return self._book.article(id)

    def totals(self, wanted: Listed | None = None, /) -> Iterator[Total]:
        """The totals that pass the selection's filter."""
        if wanted is None:
            yield from self._book.totals()
        elif wanted.totals is not None:
            yield from islice(self._book.totals(wanted.totals), wanted.most_totals)
