"""The ledger as others see it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, func, select

from dateline.ledger import querying
from dateline.ledger.adding import Status, is_known, store
from dateline.ledger.filtering import Filter
from dateline.ledger.opening import clear_errors, open_engine, writing
from dateline.ledger.schema import ARTICLE, CURRENT_EVENT, CURRENT_REPORT, CURRENT_TOTAL, PAGE
from dateline.model import Article, Coding, Event, Page, Record, Report, Total

EVERYTHING = Filter()


class Added(Record, frozen=True, kw_only=True):
    """What adding one article did."""

    article_id: str
    status: Status
    reports: int
    totals: int
    new_events: tuple[str, ...] = ()
    grown_events: tuple[str, ...] = ()  # events known before that changed


class Counts(Record, frozen=True, kw_only=True):
    """How much a ledger holds."""

    pages: int
    articles: int
    reports: int
    totals: int
    events: int


class Ledger:
    """Articles, reports, totals and events in one database. Use it as a context manager, or close it.

    Every method may raise LedgerError: a lost, locked, full, read-only or damaged database, in one clear line.
    """

    def __init__(self, engine: Engine, where: str, version: int) -> None:
        self._engine = engine
        self._where = where
        self.version = str(version)  # of the schema

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Ledger:
        """Opens the ledger in a file or at a SQLAlchemy URL, and makes it there where `create` allows.

        Raises LedgerError where there is none, or none that this version can use.
        """
        engine, version = open_engine(where, create=create)
        return cls(engine, str(where), version)

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, page: Page, coding: Coding) -> Added:
        """Stores an article of a page and what was coded from it, and forms the events around its reports anew.

        All of it or nothing. Adding the same again changes nothing.
        """
        with self._reading() as connection:
            known = is_known(connection, page, coding)
        if known:
            return self._added("known", coding)
        with clear_errors(self._where), writing(self._engine) as connection:
            status, formed = store(connection, page, coding)
        return self._added(status, coding, formed.new, formed.grown)

    def events(self, wanted: Filter = EVERYTHING) -> Iterator[Event]:
        """Events in the order of their first day, then of their ids; those without a day last.

        Where `since` or `until` is given, events without a day are left out unless `undated` asks for them.
        """
        with self._reading() as connection:
            yield from querying.events(connection, wanted)

    def event(self, event_id: str) -> Event:
        """One event; an id that was merged away gives the event it is part of now. Raises NotFound."""
        with self._reading() as connection:
            return querying.event(connection, event_id)

    def reports(self, event: Event) -> tuple[Report, ...]:
        """The reports of an event, in its order. Raises NotFound where one is no longer current."""
        with self._reading() as connection:
            return querying.reports(connection, event.reports)

    def report(self, report_id: str) -> Report:
        """One report. Raises NotFound."""
        with self._reading() as connection:
            return querying.reports(connection, [report_id])[0]

    def article(self, article_id: str) -> Article:
        """The last version of an article. Raises NotFound."""
        with self._reading() as connection:
            return querying.article(connection, article_id)

    def articles(self) -> Iterator[Article]:
        """The last version of every article, in the order they were added."""
        with self._reading() as connection:
            yield from querying.articles(connection)

    def page(self, page_id: str) -> Page:
        """One page, with the version that it is of its address. Raises NotFound."""
        with self._reading() as connection:
            return querying.page(connection, page_id)

    def totals(self, wanted: Filter = EVERYTHING) -> Iterator[Total]:
        """Totals in the order of their first day, then of their ids; filters mean what they mean for events."""
        with self._reading() as connection:
            yield from querying.totals(connection, wanted)

    def counts(self) -> Counts:
        """How much the ledger holds now."""
        with self._reading() as connection:
            articles = connection.scalar(select(func.count(ARTICLE.c.id.distinct()))) or 0
            pages, reports, totals, events = (
                connection.scalar(select(func.count()).select_from(table)) or 0
                for table in (PAGE, CURRENT_REPORT, CURRENT_TOTAL, CURRENT_EVENT)
            )
        return Counts(pages=pages, articles=articles, reports=reports, totals=totals, events=events)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with clear_errors(self._where), self._engine.connect() as connection, connection.begin():
            yield connection

    def _added(
        self,
        status: Status,
        coding: Coding,
        new: tuple[str, ...] = (),
        grown: tuple[str, ...] = (),
    ) -> Added:
        return Added(
            article_id=coding.article.id,
            status=status,
            reports=len(coding.reports),
            totals=len(coding.totals),
            new_events=new,
            grown_events=grown,
        )
