"""All events in memory, as rows, kept up with the ledger change by change.

Facets with counts, clusters and bins look at every event that passes; no database gives them within a second at a
hundred thousand events. The ledger stays the truth: before each answer its last change is asked for, and what differs
is drawn up anew.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from itertools import islice

from dateline.ledger import Filter, Ledger
from dateline.model import Event, Record, Verb
from dateline.web.query import Query
from dateline.web.rows import Row, Told, row

_AT_ONCE = 500  # events whose reports are read in one go
_REMEMBERED = 64  # searches whose hits are kept


class State(Record, frozen=True):
    """The rows as they stood at a change. Never altered."""

    change: int
    rows: dict[str, Row]  # in the ledger's order
    of_article: dict[str, tuple[str, ...]]  # events by the articles that tell of them


class Index:
    """Rows of a ledger's events. May be used by several threads."""

    def __init__(self, book: Ledger) -> None:
        self._book = book
        self._lock = threading.Lock()
        self._state: State | None = None
        self._articles: dict[str, Told] = {}
        self._verbs: dict[str, Verb] = {}
        self._hits: dict[tuple[int, Filter], frozenset[str]] = {}

    def state(self) -> State:
        """The rows as they stand now."""
        change = self._book.change()
        with self._lock:
            if self._state is None or self._state.change < change:
                self._state = self._caught_up(self._state)
            return self._state

    def passing(self, query: Query) -> list[Row]:
        """The rows that pass, in the ledger's order."""
        state = self.state()
        hits = self.hits(state, query)
        return [each for each in state.rows.values() if not any(query.failing(each, hits))]

    def hits(self, state: State, query: Query) -> frozenset[str] | None:
        """The events that pass what only the ledger can tell: words of articles, names of parties. None: all do."""
        wanted = query.searched
        if wanted is None:
            return None
        key = (state.change, wanted)
        found = self._hits.get(key)
        if found is None:
            found = frozenset(event.id for event in self._book.events(wanted, links=False))
            with self._lock:
                while len(self._hits) >= _REMEMBERED:
                    self._hits.pop(next(iter(self._hits)))
                self._hits[key] = found
        return found

    # -------------------------------------------------------------- keeping up

    def _caught_up(self, state: State | None) -> State:
        with self._book.snapshot() as book:
            self._verbs = {each.decision.id: each.decision.verb for each in book.decisions()}
            return self._whole(book) if state is None else self._advanced(book, state)

    def _whole(self, book: Ledger) -> State:
        self._articles = {each.id: Told(each.publisher, each.published) for each in book.articles()}
        return _state(book.change(), self._rows(book, book.events(links=False)))

    def _advanced(self, book: Ledger, state: State) -> State:
        differing = {each.event_id: each.after for each in book.changed_since(state.change)}
        kept = (each for id, each in state.rows.items() if id not in differing)
        anew = self._rows(book, (event for event in differing.values() if event is not None))
        return _state(book.change(), [*kept, *anew])

    def _rows(self, book: Ledger, events: Iterable[Event]) -> Iterator[Row]:
        rest = iter(events)
        while piece := list(islice(rest, _AT_ONCE)):
            found = {report.id: report for report in book.reports_by_id([id for e in piece for id in e.reports])}
            for id in {report.article_id for report in found.values()} - self._articles.keys():
                article = book.article(id)
                self._articles[id] = Told(article.publisher, article.published)
            for event in piece:
                yield row(event, [found[id] for id in event.reports], self._articles, self._verbs)


def _state(change: int, rows: Iterable[Row]) -> State:
    ordered = sorted(rows, key=lambda each: (each.start is None, each.start or "", each.id))
    of_article: dict[str, list[str]] = {}
    for each in ordered:
        for article in each.articles:
            of_article.setdefault(article, []).append(each.id)
    return State(change, {each.id: each for each in ordered}, {id: tuple(ids) for id, ids in of_article.items()})
