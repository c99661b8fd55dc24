"""All events in memory, as columns, kept up with the ledger change by change.

Facets with counts, clusters and bins look at every event that passes; no database gives them within a second at a
hundred thousand events. The ledger stays the truth: before each answer its last change is asked for, and what differs
is drawn up anew. Between runs the columns are kept in a file, so that a server need not read the whole ledger when it
starts; it is no more than a copy, and is made again where it does not fit.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar, cast, overload

import numpy as np
from numpy.typing import NDArray

from dateline.errors import DatelineError
from dateline.ledger import Filter, Ledger, Marks, Skim
from dateline.publishing.privacy import Private
from dateline.web import keeping
from dateline.web.columns import Columns, Flags, Words, columns, row_at
from dateline.web.query import Query
from dateline.web.rows import Row, row
from dateline.web.skimmed import (
    ReportRecord,
    SkimmedArticle,
    SkimmedDecision,
    SkimmedEvent,
    SkimmedReport,
    SkimmedTotal,
)
from dateline.web.veil import Veil

_AT_ONCE = 2000  # events that are drawn up in one go
_LONG = 50_000  # records; to read more takes longer than somebody should wait without a word
_MANY = 5000  # events that the kept index may be behind before it is drawn up ahead
_REMEMBERED = 256  # things made of the rows that are kept
_T = TypeVar("_T")


class Unready(DatelineError):
    """Much of the ledger is being read; whoever asks should ask again."""


@dataclass(frozen=True, eq=False)
class State:
    """The rows as they stood at a change. Never altered."""

    marks: Marks
    columns: Columns
    words: Words

    @property
    def change(self) -> int:
        """The change of the ledger."""
        return self.marks.change

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Rows by their ids, in the ledger's order."""
        return _ById(self)


class _ById(Mapping[str, Row]):
    """Rows by their ids, each drawn up when it is asked for."""

    def __init__(self, state: State) -> None:
        self._state = state

    def __len__(self) -> int:
        return len(self._state.columns)

    def __iter__(self) -> Iterator[str]:
        return (id.decode() for id in self._state.columns.ids)

    def __getitem__(self, event_id: str) -> Row:
        found = self._state.columns.find(event_id)
        if found is None:
            raise KeyError(event_id)
        return row_at(self._state.columns, self._state.words, found)


class Rows(Sequence[Row]):
    """Some rows of a state, each drawn up when it is asked for."""

    def __init__(self, state: State, places: NDArray[np.intp]) -> None:
        self.state, self.places = state, places

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> Row | Rows:
        if isinstance(at, slice):
            return Rows(self.state, self.places[at])
        return row_at(self.state.columns, self.state.words, int(self.places[at]))

    @property
    def ids(self) -> list[str]:
        """Their ids."""
        return [id.decode() for id in self.state.columns.ids[self.places]]

    def only(self, flags: Flags) -> Rows:
        """Those for which a flag of all events is set."""
        return Rows(self.state, self.places[flags[self.places]])

    def ordered(self, by: str) -> Rows:
        """By "date" as the ledger has them, by "-date" from the last day to the first, or by "gain", most first."""
        if by == "date":
            return self
        order = self.state.columns.gainful_first if by == "gain" else self.state.columns.newest_first
        passing = np.zeros(len(self.state.columns), np.bool_)
        passing[self.places] = True
        return Rows(self.state, order[passing[order]])


class Index:
    """Rows of a ledger's events. May be used by several threads."""

    def __init__(self, book: Ledger) -> None:
        self._book = book
        self._lock = threading.Lock()
        self._state: State | None = None
        self._kept: OrderedDict[tuple[int, object], Future[Any]] = OrderedDict()
        self._keeping = threading.Lock()
        self._watchers: list[Callable[[Skim, int, set[str] | None], None]] = []
        self._saved = -1
        self._read, self._to_read = 0, 0  # records, while many are drawn up

    def state(self) -> State:
        """The rows as they stand now. Raises Unready while another thread draws many up."""
        change = self._book.change()
        state = self._state
        if state is None or state.change < change:
            if self._to_read > _LONG:
                share = min(99, 100 * self._read // self._to_read)
                raise Unready(f"the ledger is read before it can be shown: {share} of 100 done")
            with self._lock:
                state = self._state
                if state is None or state.change < change:
                    self._state = state = self._caught_up(state)
                    self._let_go(state)
        return state

    def empty(self) -> bool:
        """Whether there is no event. Does not wait for the rows."""
        return not (self._book.counts().events if self._state is None else len(self.state().columns))

    def passing(self, query: Query) -> Rows:
        """The rows that pass, in the ledger's order."""
        state = self.state()
        return self.kept(state, ("passing", query), lambda: self._passing(state, query))

    def failing(self, state: State, query: Query) -> dict[str, Flags]:
        """The events that do not pass, for each filter that was asked; words and parties are asked of the ledger."""
        key = ("hits", query.searched, query.veiled)
        hits = self.kept(state, key, lambda: self._hits(state, query.searched, query.veiled))
        return query.failing(state.columns, state.words, hits)

    def hidden_totals(self, query: Query) -> frozenset[str]:
        """The ids of totals that pass a query, and that its visitor must not learn of."""
        if not query.veiled:
            return frozenset()
        with self._book.snapshot() as book, book.skimmed() as skim:
            return Veil(book, skim, query).totals()

    def private(self) -> Private:
        """The names of private persons in any event, report or total, as they stand now."""
        state = self.state()
        return self.kept(state, "private", lambda: self._private(state))

    def kept(self, state: State, key: object, make: Callable[[], _T]) -> _T:
        """What `make` gives, made once for each state, however many ask for it at once."""
        place = (state.change, key)
        with self._keeping:
            found = self._kept.get(place)
            mine = found is None
            if found is None:
                found = self._kept[place] = Future()
                while len(self._kept) > _REMEMBERED:
                    self._kept.popitem(last=False)
            else:
                self._kept.move_to_end(place)
        if mine:
            try:
                found.set_result(make())
            except BaseException as error:
                found.set_exception(error)
                with self._keeping:
                    self._kept.pop(place, None)
        return cast(_T, found.result())

    def watch(self, act: Callable[[Skim, int, set[str] | None], None]) -> None:
        """Has `act` told of each change and the events that it touched, None for all, before anybody sees them."""
        self._watchers.append(act)

    def save(self) -> None:
        """Keeps the rows for the next run, where they can be kept and have changed."""
        state, path = self._state, self._book.index_file
        if state is not None and path is not None and state.change != self._saved:
            keeping.save(path, state.marks, state.columns, state.words)
            self._saved = state.change

    # -------------------------------------------------------------- within

    def _let_go(self, state: State) -> None:
        """Forgets what was made of earlier states, which would keep these in memory."""
        with self._keeping:
            for place in [place for place in self._kept if place[0] < state.change]:
                del self._kept[place]

    def _passing(self, state: State, query: Query) -> Rows:
        failing = self.failing(state, query)
        passes = ~np.logical_or.reduce(list(failing.values())) if failing else np.ones(len(state.columns), np.bool_)
        return Rows(state, np.flatnonzero(passes))

    def _hits(self, state: State, wanted: Filter | None, veiled: bool) -> Flags | None:
        if wanted is None:
            return None
        with self._book.snapshot() as book, book.skimmed() as skim:
            hits = np.isin(state.columns.number, np.array(skim.matching(wanted), np.int64))
            return Veil(book, skim, wanted).events(hits, state.columns, state.words) if veiled else hits

    def _private(self, state: State) -> Private:
        known = state.words.of["private"].words
        names = {known[place] for place in np.unique(state.columns.private.values)}
        with self._book.skimmed() as skim:
            return Private(names.union(*(total.private for _, _, total in skim.read("total", SkimmedTotal))))

    # -------------------------------------------------------------- keeping up

    def _caught_up(self, state: State | None) -> State:
        with self._book.skimmed() as skim:
            state = state or self._loaded(skim)
            try:
                return self._whole(skim) if state is None else self._advanced(skim, state)
            finally:
                self._to_read = 0

    def _loaded(self, skim: Skim) -> State | None:
        """The rows as the last run kept them, where they are of this ledger."""
        path = self._book.index_file
        found = keeping.load(path) if path is not None else None
        if found is None or not skim.came_from(found[0]):
            return None
        self._saved = found[0].change
        return State(*found)

    def _whole(self, skim: Skim) -> State:
        counts, words = self._book.counts(), Words()
        self._read, self._to_read = 0, counts.articles + counts.reports + counts.events
        for act in self._watchers:
            act(skim, skim.marks().change, None)
        articles = {id: each for id, _, each in self._noted(skim.read("article", SkimmedArticle))}
        reports = {id: each.skimmed for id, _, each in self._noted(skim.read("report", ReportRecord))}
        verbs = {id: each.verb for id, _, each in skim.read("decision", SkimmedDecision)}
        parts = [columns([], words)]
        rest = self._noted(skim.read("event", SkimmedEvent))
        while piece := list(islice(rest, _AT_ONCE)):
            drawn = [row(id, n, event, [reports[r] for r in event.reports], articles, verbs) for id, n, event in piece]
            parts.append(columns(drawn, words))
        made = Columns.joined(parts)
        return State(skim.marks(), made.taken(made.as_in_ledger), words)

    def _advanced(self, skim: Skim, state: State) -> State:
        marks, touched = skim.marks(), skim.touched(state.marks)
        self._read, self._to_read = 0, len(touched)
        for act in self._watchers:
            act(skim, marks.change, touched)
        old = state.columns
        kept = np.flatnonzero(~np.isin(old.ids, np.array([id.encode() for id in touched], np.bytes_)))
        new = columns(list(self._noted(_rows(skim, touched))), state.words)
        new = new.taken(new.as_in_ledger)
        among = range(len(kept))
        places = [bisect_left(among, new.order(n), key=lambda k: old.order(int(kept[k]))) for n in range(len(new))]
        order = np.insert(kept, places, np.arange(len(old), len(old) + len(new)))
        return State(marks, Columns.joined((old, new)).taken(order), state.words)

    def _noted(self, found: Iterable[_T]) -> Iterator[_T]:
        """What is read, while it is noted how much."""
        for each in found:
            self._read += 1
            yield each


def keep_up(book: Ledger) -> None:
    """Draws the index up for the next server, where it is so far behind that somebody would have to wait.

    Only beside a SQLite file: where the server of a database server's ledger runs, nobody knows.
    """
    path = book.index_file
    if path is None or not path.with_suffix("").is_file():
        return
    with book.skimmed() as skim:
        kept = keeping.marks(path)
        behind = skim.marks().event - (kept.event if kept is not None and skim.came_from(kept) else 0)
    if behind > _MANY:
        index = Index(book)
        index.state()
        index.save()


def articles_of(skim: Skim, event_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The articles that tell of some events, by the events' ids."""
    events = list(skim.read("event", SkimmedEvent, sorted(event_ids)))
    report_ids = sorted({id for _, _, event in events for id in event.reports})
    articles = {id: each.article_id for id, each in _reports(skim, report_ids).items()}
    return {id: tuple(dict.fromkeys(articles[r] for r in event.reports)) for id, _, event in events}


def _reports(skim: Skim, ids: Sequence[str]) -> dict[str, SkimmedReport]:
    """What is kept of some reports."""
    return {id: each.skimmed for id, _, each in skim.read("report", ReportRecord, ids)}


def _rows(skim: Skim, event_ids: Iterable[str]) -> Iterator[Row]:
    """The rows of some events."""
    events = list(skim.read("event", SkimmedEvent, sorted(event_ids)))
    report_ids = sorted({id for _, _, event in events for id in event.reports})
    reports = _reports(skim, report_ids)
    article_ids = sorted({each.article_id for each in reports.values()})
    articles = {id: each for id, _, each in skim.read("article", SkimmedArticle, article_ids)}
    decision_ids = sorted({id for _, _, event in events for id in event.decisions})
    verbs = {id: each.verb for id, _, each in skim.read("decision", SkimmedDecision, decision_ids)}
    for id, number, event in events:
        yield row(id, number, event, [reports[r] for r in event.reports], articles, verbs)
