"""A ledger whose filter is a list of events: so that what the index found can be published like any other selection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from dateline.ledger import Filter, Ledger, Revision
from dateline.model import Article, Event, Lot, Record, Report, Total

FEW = 500  # events that are fetched by their ids


class Listed(Record, frozen=True):
    """The events of a selection, and the filter that its totals pass; None for none."""

    ids: Sequence[str]
    links: bool = True  # whether events come with the links between their reports
    totals: Filter | None = None
    most_totals: int | None = None
    hidden: frozenset[str] = frozenset()  # ids of totals that the visitor's search must not bring up


class Listing:
    """A source of publishing, over one state of a ledger."""

    def __init__(self, book: Ledger) -> None:
        self._book = book
        self._reports: dict[str, Report] = {}
        self._articles: dict[str, Article] = {}

    @property
    def version(self) -> object:
        """The ledger's."""
        return self._book.version

    def events(self, wanted: Listed | None = None, /) -> Iterator[Event]:
        """The events listed; few in the order of the list, many in the ledger's. What ended meanwhile is left out."""
        if wanted is None:
            yield from self._book.events(links=False)
        elif len(wanted.ids) > FEW:
            listed = set(wanted.ids)
            yield from (event for event in self._book.events(links=wanted.links) if event.id in listed)
        else:
            found = list(self._book.events_by_id(wanted.ids, links=wanted.links))
            self._bring(found)
            yield from found

    def reports(self, event: Event, /) -> tuple[Report, ...]:
        """The reports of an event."""
        if all(id in self._reports for id in event.reports):
            return tuple(self._reports[id] for id in event.reports)
        return self._book.reports(event)

    def article(self, id: str, /) -> Article:
        """One article."""
        return self._articles.get(id) or self._book.article(id)

    def lots(self, wanted: Listed | None = None, /) -> Iterator[Lot]:
        """The events listed with all that is behind them, in the order of `events`."""
        if wanted is None:
            yield from self._book.lots()
        elif len(wanted.ids) > FEW:
            yield from self._book.lots(only=set(wanted.ids))
        else:
            yield from self._book.lots_by_id(wanted.ids)

    def beside_persons(self) -> Iterator[tuple[Event, tuple[Report, ...]]]:
        """The events that say what must be hidden of private persons."""
        yield from self._book.beside_persons()

    def history(self, event_id: str, /) -> list[Revision]:
        """The states of an event; `NotFound` where there was never one of that id."""
        return self._book.history(event_id)

    def totals(self, wanted: Listed | None = None, /) -> Iterator[Total]:
        """The totals that pass the selection's filter."""
        if wanted is None:
            yield from self._book.totals()
        elif wanted.totals is not None:
            told = (each for each in self._book.totals(wanted.totals) if each.id not in wanted.hidden)
            yield from islice(told, wanted.most_totals)

    def _bring(self, events: Sequence[Event]) -> None:
        """Reads what will be asked for next in one go: one by one it takes many times as long."""
        reports = self._book.reports_by_id([id for event in events for id in event.reports])
        self._reports |= {each.id: each for each in reports}
        articles = sorted({each.article_id for each in reports})
        self._articles |= {each.id: each for each in self._book.articles_by_id(articles)}
