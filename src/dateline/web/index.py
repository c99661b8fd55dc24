"""All events in memory, as rows, kept up with the ledger change by change.

Facets with counts, clusters and bins look at every event that passes; no database gives them within a second at a
hundred thousand events. The ledger stays the truth: before each answer its last change is asked for, and what differs
is drawn up anew.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from dateline.ledger import Filter, Ledger
from dateline.model import Event, Record, Verb
from dateline.web.query import Check, Query
from dateline.web.rows import Row, Told, row

_AT_ONCE = 500  # events whose reports are read in one go
_REMEMBERED = 64  # things made of the rows that are kept
_T = TypeVar("_T")


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
        self._kept: OrderedDict[tuple[int, tuple[str, object]], tuple[Any]] = OrderedDict()

    def state(self) -> State:
        """The rows as they stand now."""
        change = self._book.change()
        with self._lock:
            if self._state is None or self._state.change < change:
                self._state = self._caught_up(self._state)
            return self._state

    def passing(self, query: Query) -> list[Row]:
        """The rows that pass, in the ledger's order. Not to be altered."""
        state = self.state()
        return self.kept(state, ("passing", query), lambda: self._passing(state, query))

    def checks(self, state: State, query: Query) -> dict[str, Check]:
        """What rows have to pass; words of articles and names of parties are asked of the ledger."""
        return query.checks(self.kept(state, ("hits", query.searched), lambda: self._hits(query.searched)))

    def kept(self, state: State, key: tuple[str, object], make: Callable[[], _T]) -> _T:
        """What `make` gives, made once for each state: one page asks several things of the same rows."""
        with self._lock:
            found = self._kept.get((state.change, key))
        if found is None:
            found = (make(),)
            with self._lock:
                self._kept[state.change, key] = found
                while len(self._kept) > _REMEMBERED:
                    self._kept.popitem(last=False)
        made: _T = found[0]
        return made

    def _passing(self, state: State, query: Query) -> list[Row]:
        checks = list(self.checks(state, query).values())
        return [row for row in state.rows.values() if all(check(row) for check in checks)]

    def _hits(self, wanted: Filter | None) -> frozenset[str] | None:
        return None if wanted is None else frozenset(each.id for each in self._book.events(wanted, links=False))

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
