"""The ledger as others see it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import OperationalError

from dateline.errors import LedgerError
from dateline.ledger import archiving, deciding, forgetting, history, parting, querying, states, streaming, verifying
from dateline.ledger.adding import Status, Stored, check_resolver, version
from dateline.ledger.batching import store_all
from dateline.ledger.database import clear_errors, reading, written
from dateline.ledger.deciding import Decided, Standing
from dateline.ledger.filtering import Filter
from dateline.ledger.history import Difference, Revision
from dateline.ledger.knowing import known_among
from dateline.ledger.linking import Compare, Seen, when_asked
from dateline.ledger.migrating import HEAD
from dateline.ledger.opening import index_file, open_engine
from dateline.ledger.pairing import compared_by
from dateline.ledger.querying import StatedRelation
from dateline.ledger.regrouping import resolve_anew
from dateline.ledger.rows import add_change, meta, set_meta
from dateline.ledger.schema import CHANGE, PAGE
from dateline.ledger.skimming import Skim
from dateline.ledger.states import Moment, standing
from dateline.model import (
    Article,
    Coding,
    Event,
    Evidence,
    Field,
    Lot,
    Page,
    Record,
    Report,
    Total,
    TotalCheck,
    Value,
)
from dateline.resolving import RESOLVER, check, check_all, covers
from dateline.uncollected import uncollected

EVERYTHING = Filter()
_AT_ONCE = 2000  # articles loaded in one transaction
_T = TypeVar("_T")


class Added(Record, frozen=True, kw_only=True):
    """What adding one article did."""

    article_id: str
    status: Status
    reports: int
    totals: int
    new_events: tuple[str, ...] = ()
    grown_events: tuple[str, ...] = ()  # events known before that changed
    ended_events: tuple[str, ...] = ()  # events known before that are none any more
    merged_events: tuple[str, ...] = ()  # events known before that are one with another now
    rejected_events: tuple[str, ...] = ()  # that a person rejected, and that reports of it tell of: they stay rejected
    supersedes: tuple[str, ...] = ()  # articles whose place it took


class Counts(Record, frozen=True, kw_only=True):
    """How much a ledger holds."""

    pages: int
    articles: int
    reports: int
    totals: int
    events: int


class Ledger:
    """Articles, reports, totals, events and decisions in one database. Use it as a context manager, or close it.

    Every method may raise LedgerError: a lost, locked, full, read-only or damaged database, in one clear line. A ledger
    opened with `as_of` shows what it said at the end of that day (UTC), and cannot be written.
    """

    def __init__(self, engine: Engine, name: str, day: str | None = None) -> None:
        self._engine = engine
        self.name = name  # the file or URL, without any password
        self.day = day  # as of which it is read
        self.version = HEAD + (f", as of {day}" if day else "")  # of the schema, and the state that is shown
        self._at: Moment = None
        self._connection: Connection | None = None  # of a snapshot
        if day is not None:
            with self._reading() as connection:
                self._at = states.moment(connection, day)

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True, as_of: str | None = None) -> Ledger:
        """Opens the ledger in a file or at a SQLAlchemy URL, and makes it there where `create` allows.

        A ledger of an older schema is brought up to date. Raises LedgerError where there is none, or none that this
        version can use, and InputError where `as_of` is no ISO day.
        """
        engine, name = open_engine(where, create=create)
        try:
            return cls(engine, name, as_of)
        except Exception:
            engine.dispose()
            raise

    @classmethod
    def restore(cls, where: str | Path, path: Path) -> tuple[Ledger, int]:
        """Takes a whole ledger out of a file into a new or an empty one, and opens it; with how many rows it is.

        All of it or nothing: where there was no ledger, a file that cannot be taken in leaves none. Raises LedgerError.
        """
        rows = 0

        def fill(connection: Connection, name: str) -> None:
            nonlocal rows
            rows = archiving.restore(connection, path, name)

        engine, name = open_engine(where, create=True, fill=fill)
        return cls(engine, name), rows

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -------------------------------------------------------------- adding

    def add(self, page: Page, coding: Coding) -> Added:
        """Stores an article of a page and what was coded from it, and forms the events around its reports anew.

        All of it or nothing. Adding the same again changes nothing. An article that was forgotten is not stored.
        """
        return self.add_all([(page, coding)])[0]

    def add_all(self, found: Sequence[tuple[Page | None, Coding]]) -> list[Added]:
        """Stores several articles in one go, which is faster: all of them or none.

        An article without a page must be known; it is coded anew.
        """
        return self._add_all(found, None, Seen(), when_asked)

    def load(self, found: Iterable[tuple[Page, Coding]], source: str, *, workers: int = 1) -> Iterator[list[Added]]:
        """Stores many articles, two thousand in one go, and gives what became of each lot as soon as it is stored.

        Gives the same events as adding them one by one. What is known already is passed over, so a load that was cut
        off goes on where it was. `source` says in the log where they are from. Where one article cannot be stored,
        those before it are, and LedgerError names it. So many `workers`, this process among them, compare reports;
        DatelineError where one of the others is killed.
        """
        rest, seen = iter(found), Seen()
        with compared_by(workers) as by:
            while lot := list(islice(rest, _AT_ONCE)):
                yield from self._load(lot, source, seen, by)

    def _load(self, lot: Sequence[tuple[Page, Coding]], source: str, seen: Seen, by: Compare) -> Iterator[list[Added]]:
        try:
            added = self._add_all(lot, source, seen, by)
        except LedgerError as error:
            if len(lot) == 1 or isinstance(error.__cause__, OperationalError):
                raise  # of the one article, or of the database, which another try will not mend
            half = len(lot) // 2
            yield from self._load(lot[:half], source, seen, by)
            yield from self._load(lot[half:], source, seen, by)
        else:
            yield added

    def _add_all(
        self, found: Sequence[tuple[Page | None, Coding]], source: str | None, seen: Seen, by: Compare
    ) -> list[Added]:
        def work(connection: Connection) -> list[Stored]:
            seen.begin()
            return store_all(connection, found, source, seen, by)

        with uncollected():
            with self._reading() as connection:
                known = len(known_among(connection, found)) == len(found)
            stored = [Stored("known")] * len(found)
            if not known:
                stored = self._written(work)
                seen.settle()
        return [_added(each, coding) for each, (_, coding) in zip(stored, found, strict=True)]

    def recode(self, codings: Iterable[Coding]) -> list[Added]:
        """Stores new codings of known articles beside the old; decisions are carried over to their reports."""
        return self.add_all([(None, coding) for coding in codings])

    def resolve(self) -> bool:
        """Forms all events anew where another resolver formed them; whether that was needed."""

        def work(connection: Connection) -> bool:
            if meta(connection, "resolver") == RESOLVER:
                return False
            resolve_anew(connection, add_change(connection, version(), "events formed anew by another resolver"))
            set_meta(connection, "resolver", RESOLVER)
            return True

        return self._written(work, mixed=True)

    # -------------------------------------------------------------- reading

    def events(self, wanted: Filter = EVERYTHING, *, links: bool = True) -> Iterator[Event]:
        """Events in the order of their first day, then of their ids; those without a day last.

        Where `since` or `until` is given, events without a day are left out unless `undated` asks for them. Without
        `links` they come without the links between their reports, which is faster.
        """
        with self._reading() as connection:
            yield from querying.events(connection, wanted, self._at, links=links)

    def lots(self, wanted: Filter = EVERYTHING, *, only: Container[str] | None = None) -> Iterator[Lot]:
        """The same events undecoded, some hundred at a time, with all that is behind them; with `only`, those of these.

        For whoever passes many on. Raises NotFound where a report or an article of one is missing.
        """
        with self._reading() as connection:
            yield from streaming.lots(connection, wanted, self._at, only)

    def lots_by_id(self, event_ids: Sequence[str]) -> Iterator[Lot]:
        """Likewise many events by their ids, in the order asked for; ids that are of no event now are left out."""
        with self._reading() as connection:
            yield from streaming.lots_by_id(connection, event_ids, self._at)

    def beside_persons(self) -> Iterator[tuple[Event, tuple[Report, ...]]]:
        """The events, with their reports, that say what must be hidden of private persons; in no order."""
        with self._reading() as connection:
            yield from streaming.beside_persons(connection, self._at)

    def event(self, event_id: str) -> Event:
        """One event; an id that was merged away gives the event it is part of now. Raises NotFound."""
        with self._reading() as connection:
            return querying.event(connection, event_id, self._at)

    def events_by_id(self, event_ids: Sequence[str], *, links: bool = True) -> Iterator[Event]:
        """Many events in one go, in the order asked for; ids that are of no event now are left out."""
        with self._reading() as connection:
            yield from querying.events_by_id(connection, event_ids, self._at, links=links)

    def reports(self, event: Event) -> tuple[Report, ...]:
        """The reports of an event, in its order. Raises NotFound where one is no longer current."""
        with self._reading() as connection:
            return querying.reports(connection, event.reports, self._at)

    def reports_by_id(self, report_ids: Sequence[str]) -> tuple[Report, ...]:
        """Many reports in one go, in the order asked for. Raises NotFound."""
        with self._reading() as connection:
            return querying.reports(connection, report_ids, self._at)

    def report(self, report_id: str) -> Report:
        """One report. Raises NotFound."""
        with self._reading() as connection:
            return querying.reports(connection, [report_id], self._at)[0]

    def article(self, article_id: str) -> Article:
        """The last version of an article; of one that was forgotten, its tombstone. Raises NotFound."""
        with self._reading() as connection:
            return querying.article(connection, article_id, self._at)

    def article_called(self, words: str) -> Article:
        """Likewise by its id or, where that is of no other, the first eight characters of it or more.

        Raises NotFound, and InputError where several ids begin so.
        """
        with self._reading() as connection:
            return querying.article(connection, querying.article_id(connection, words), self._at)

    def coding(self, article_id: str) -> Coding:
        """All that is current of an article: its last version and what was coded from it. Raises NotFound."""
        with self._reading() as connection:
            return querying.coding(connection, article_id, self._at)

    def articles(self) -> Iterator[Article]:
        """The last version of every article that is not superseded or forgotten, in the order they were added."""
        with self._reading() as connection:
            yield from querying.articles(connection, self._at)

    def articles_by_id(self, article_ids: Sequence[str]) -> Iterator[Article]:
        """Many articles in one go, in no order; ids that are of none are left out."""
        with self._reading() as connection:
            yield from querying.articles_by_id(connection, article_ids, self._at)

    def page(self, page_id: str) -> Page:
        """One page, with the version that it is of its address. Raises NotFound."""
        with self._reading() as connection:
            return querying.page(connection, page_id, self._at)

    def totals(self, wanted: Filter = EVERYTHING) -> Iterator[Total]:
        """Totals in the order of their first day, then of their ids; filters mean what they mean for events."""
        with self._reading() as connection:
            yield from querying.totals(connection, wanted, self._at)

    def check(self, total: Total) -> TotalCheck:
        """Which of the events held a total covers, and whether they are as many as it says."""
        return check(total, self.events(Filter.around(total), links=False))

    def checks(self, wanted: Filter = EVERYTHING) -> list[tuple[Total, TotalCheck]]:
        """Totals that pass the filters, each held against all events of the ledger."""
        with self.snapshot() as view:
            found = list(view.totals(wanted))
            return list(zip(found, check_all(found, view.events(links=False) if found else ()), strict=True))

    def totals_about(self, event: Event) -> list[Total]:
        """Totals that say when or where and cover an event, or are told by an article that tells of it."""
        told = {report.article_id for report in self.reports(event)}
        return [
            total
            for total in self.totals()
            if total.article_id in told or ((total.date or total.place) and covers(total, event))
        ]

    def parts(self, event_id: str) -> list[str]:
        """The ids of the events that are part of an episode or series, in the order of their days."""
        with self._reading() as connection:
            return parting.parts(connection, event_id, self._at)

    def relations(self, actor: str | None = None, as_of: str | None = None) -> list[StatedRelation]:
        """Relations between parties that articles state (who leads, backs, fights whom), in the order they were learnt.

        `actor` is words of a name or a registry id, on either side; `as_of` a day, where not that of the ledger.
        """
        with self._reading() as connection:
            at = states.moment(connection, as_of) if as_of else self._at
            return querying.relations(connection, actor, at)

    def counts(self) -> Counts:
        """How much the ledger holds."""
        with self._reading() as connection:
            pages = select(func.count(PAGE.c.id.distinct()))
            pages = pages if self._at is None else pages.where(PAGE.c.change <= self._at)
            found = [connection.scalar(pages) or 0]
            for name in ("article", "report", "total", "event"):
                here = standing(name, self._at)
                found.append(connection.scalar(select(func.count()).select_from(here)) or 0)
        return Counts(**dict(zip(("pages", "articles", "reports", "totals", "events"), found, strict=True)))

    @contextmanager
    def snapshot(self) -> Iterator[Ledger]:
        """The ledger in one state for as long as the context lasts, whatever is written meanwhile.

        For reading, by one thread; many small reads are faster than without.
        """
        with self._reading() as connection:
            view = copy(self)
            view._connection = connection
            yield view

    @contextmanager
    def skimmed(self) -> Iterator[Skim]:
        """One state of the ledger for as long as the context lasts, for indexes that are kept elsewhere."""
        with self._reading() as connection:
            yield Skim(connection, self._at)

    @property
    def index_file(self) -> Path | None:
        """Where what is made of the ledger's events may be kept between runs; `forget` removes it.

        Beside a SQLite file; in the user's cache folder for a server's database; None where it is read as of a day, or
        nothing may be written.
        """
        return None if self.day is not None else index_file(self._engine)

    # -------------------------------------------------------------- history

    def history(self, event_id: str) -> list[Revision]:
        """Every state an event was in, with who or what made it and why. Raises NotFound."""
        with self._reading() as connection:
            return history.revisions(connection, event_id, self._at)

    def diff(self, since: str, until: str | None = None) -> list[Difference]:
        """The events that differ between the ends of two days (UTC); without `until`, between a day and now."""
        with self._reading() as connection:
            first = states.moment(connection, since)
            last = states.moment(connection, until) if until else None
            return list(history.differences(connection, first, last))

    def change(self) -> int:
        """The number of the last change, as of the day it is read."""
        if self._at is not None:
            return self._at
        with self._reading() as connection:
            return connection.scalar(select(func.max(CHANGE.c.number))) or 0

    def changed_since(self, change: int) -> list[Difference]:
        """The events that differ from how they were at a change."""
        with self._reading() as connection:
            return list(history.differences(connection, change, None))

    def verify(self) -> Iterator[str]:
        """Every fault of the ledger, one line each: none where all is well."""
        with self._reading() as connection:
            yield from verifying.faults(connection)

    # -------------------------------------------------------------- decisions

    def accept(self, event_id: str, *, user: str, note: str | None = None) -> Decided:
        """Rules that an event is one, as it stands. Decisions may raise NotFound and InputError."""
        return self._decided(lambda c, id: deciding.accept(c, id, event_id, user=user, note=note))

    def reject(self, event_id: str, *, user: str, reports: Sequence[str] = (), note: str | None = None) -> Decided:
        """Rules that an event, or some of its reports, are none."""
        return self._decided(lambda c, id: deciding.reject(c, id, event_id, user=user, reports=reports, note=note))

    def merge(self, event_ids: Sequence[str], *, user: str, note: str | None = None) -> Decided:
        """Rules that events are one."""
        return self._decided(lambda c, id: deciding.merge(c, id, event_ids, user=user, note=note))

    def split(self, event_id: str, reports: Sequence[str], *, user: str, note: str | None = None) -> Decided:
        """Rules that some reports of an event are of another."""
        return self._decided(lambda c, id: deciding.split(c, id, event_id, reports, user=user, note=note))

    def correct(
        self,
        event_id: str,
        field: Field,
        value: Value,
        *,
        user: str,
        replaces: Value | None = None,
        add: bool = False,
        support: tuple[str, Evidence] | None = None,
        note: str | None = None,
    ) -> Decided:
        """Rules what a field's value is, in place of the one that stands there, or with `add` beside it.

        `support` is an article of the event and the words of it that tell the value.
        """
        return self._decided(
            lambda c, id: deciding.correct(
                c, id, event_id, field, value, user=user, replaces=replaces, add=add, support=support, note=note
            )
        )

    def place(self, event_id: str, whole: str | None, *, user: str, note: str | None = None) -> Decided:
        """Rules which event an event is part of, or with None that it is part of no other."""
        return self._decided(lambda c, id: deciding.place(c, id, event_id, whole, user=user, note=note))

    def remark(self, event_id: str, note: str, *, user: str) -> Decided:
        """Keeps a note with an event."""
        return self._decided(lambda c, id: deciding.remark(c, id, event_id, note, user=user))

    def undo(self, decision_id: str, *, user: str, note: str | None = None) -> Decided:
        """Takes a decision back."""
        return self._decided(lambda c, id: deciding.undo(c, id, decision_id, user=user, note=note))

    def decisions(self, *, ids: Sequence[str] | None = None, about: Event | None = None) -> list[Standing]:
        """All decisions in the order they were made, or those of some ids, or those about one event."""
        with self._reading() as connection:
            return deciding.decisions(connection, self._at, ids=ids, about=about)

    def decision_ids(self) -> list[str]:
        """The ids of all decisions in the order they were made."""
        with self._reading() as connection:
            return deciding.decision_ids(connection, self._at)

    # -------------------------------------------------------------- as a whole

    def lines(self) -> Iterator[str]:
        """The whole ledger with its history, as lines of JSON that `restore` takes."""
        with self._reading() as connection:
            yield from archiving.lines(connection)

    # -------------------------------------------------------------- forgetting

    def forget(self, article_id: str, *, user: str, note: str | None = None) -> tuple[str, ...]:
        """Takes an article's text and its quotes out of the database for good; a dated tombstone stays.

        Gives the ids of what was forgotten: other versions of the same story go with it. Raises NotFound.
        """
        ids = self._written(lambda c: forgetting.forget(c, article_id, user=user, note=note), mixed=True)
        with clear_errors(f"{self.name}: the text is forgotten, but its bytes may linger; run forget again. It"):
            forgetting.clean(self._engine)
        if self.index_file is not None:
            self.index_file.unlink(missing_ok=True)
        return ids

    # -------------------------------------------------------------- within

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with clear_errors(self.name):
            if self._connection is not None:
                yield self._connection
                return
            with reading(self._engine) as connection:
                yield connection

    def _written(self, work: Callable[[Connection], _T], *, mixed: bool = False) -> _T:
        """What `work` gives, in one transaction. `mixed`: also where another resolver formed the events."""
        if self.day is not None:
            raise LedgerError(f"{self.name}: what it said on {self.day} cannot be changed; open it without a day")

        def checked(connection: Connection) -> _T:
            if not mixed:
                check_resolver(connection, self.name)
            return work(connection)

        with clear_errors(self.name):
            return written(self._engine, checked)

    def _decided(self, make: Callable[[Connection, str], Decided]) -> Decided:
        decision_id = deciding.mint()
        return self._written(lambda connection: make(connection, decision_id))


def _added(stored: Stored, coding: Coding) -> Added:
    return Added(
        article_id=coding.article.id,
        status=stored.status,
        reports=len(coding.reports),
        totals=len(coding.totals),
        new_events=stored.formed.new,
        grown_events=stored.formed.grown,
        ended_events=stored.formed.ended,
        merged_events=stored.formed.merged,
        rejected_events=tuple(sorted({*stored.formed.rejected.values()})),
        supersedes=stored.supersedes,
    )
