"""Reading much of a ledger but little of each record, for indexes that are kept elsewhere and must keep up.

Records come as a type of the caller's own that names only the fields it needs; the rest is passed over unread, which
is several times faster than whole records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, func, select

from dateline.ledger import querying
from dateline.ledger.filtering import Filter
from dateline.ledger.rows import chunks, decode
from dateline.ledger.schema import ARTICLE, CHANGE, CURRENT_EVENT, CURRENT_REPORT, DECISION, EVENT, REPORT, TOTAL
from dateline.ledger.states import Moment, standing
from dateline.model import Record, Total

Log: TypeAlias = Literal["event", "report", "total", "article", "decision"]
_T = TypeVar("_T", bound=Record)


class Marks(Record, frozen=True, kw_only=True):
    """How far a ledger had been written: its last change, when that was, and the last row of its logs."""

    change: int
    at: str  # UTC; tells this ledger from another that was put in its place
    event: int
    report: int
    article: int


class _Reports(Record, frozen=True):
    reports: tuple[str, ...] = ()


class Skim:
    """One state of a ledger, for as long as the context lasts that made it."""

    def __init__(self, connection: Connection, at: Moment) -> None:
        self._connection, self._at = connection, at

    def marks(self) -> Marks:
        """How far the ledger is written."""
        change = self._last(CHANGE) if self._at is None else self._at
        return Marks(
            change=change,
            at=self._recorded(change),
            event=self._last(EVENT),
            report=self._last(REPORT),
            article=self._last(ARTICLE),
        )

    def came_from(self, earlier: Marks) -> bool:
        """Whether this ledger was once written as far as these marks."""
        return earlier.at == self._recorded(earlier.change)

    def read(self, log: Log, kind: type[_T], ids: Sequence[str] | None = None) -> Iterator[tuple[str, int, _T]]:
        """Id, number of its row, and record of what stands in a log, in no order; with `ids`, of these only.

        Of articles and decisions it is the last record of each, whether or not it still stands.
        """
        query, column = self._query(log)
        for id, number, record in self._rows(query, column, ids):
            yield id, number, decode(record, kind)

    def matching(self, wanted: Filter) -> list[int]:
        """The rows of the events that pass, by their numbers, in no order."""
        return querying.numbers(self._connection, wanted, self._at)

    def touched(self, since: Marks) -> set[str]:
        """Events that changed since, or whose reports or articles did: also those that ended."""
        told = select(CURRENT_REPORT.c.event_id).where(CURRENT_REPORT.c.event_id.is_not(None))
        articles = select(ARTICLE.c.id).where(ARTICLE.c.number > since.article)
        return {
            *self._connection.scalars(select(EVENT.c.id).where(EVENT.c.number > since.event)),
            *self._connection.scalars(told.where(CURRENT_REPORT.c.number > since.report)),
            *self._connection.scalars(told.where(CURRENT_REPORT.c.article_id.in_(articles))),
        }

    def beside(self, event_ids: Iterable[str]) -> set[str]:
        """Events of an article that tells, or once told, of one of these; these included."""
        asked, reports, articles = set(event_ids), set[str](), set[str]()
        states = select(EVENT.c.id, EVENT.c.number, EVENT.c.record).where(EVENT.c.record.is_not(None))
        for _, _, record in self._rows(states, EVENT.c.id, sorted(asked)):
            reports.update(decode(record, _Reports).reports)
        for piece in chunks(sorted(reports)):
            articles.update(self._connection.scalars(select(REPORT.c.article_id).where(REPORT.c.id.in_(piece))))
        return asked.union(self.told_in(sorted(articles)))

    def told_in(self, article_ids: Sequence[str]) -> list[str]:
        """The events that some articles tell of, in the order of their first day, then of their ids."""
        if self._at is not None:
            return self._told_then(article_ids)
        query = select(CURRENT_EVENT.c.id, CURRENT_EVENT.c.start)
        query = query.join(CURRENT_REPORT, CURRENT_REPORT.c.event_id == CURRENT_EVENT.c.id)
        found: dict[str, tuple[bool, str, str]] = {}
        for piece in chunks(article_ids):
            for id, start in self._connection.execute(query.where(CURRENT_REPORT.c.article_id.in_(piece))):
                found[id] = (start is None, start or "", id)
        return sorted(found, key=found.__getitem__)

    def holding(self, report_ids: Sequence[str]) -> set[str]:
        """The events that some reports are in."""
        if self._at is not None:
            reports = set(report_ids)
            return {id for id, its in self._event_reports() if not reports.isdisjoint(its)}
        query = select(CURRENT_REPORT.c.event_id).where(CURRENT_REPORT.c.event_id.is_not(None))
        pieces = (query.where(CURRENT_REPORT.c.id.in_(piece)) for piece in chunks(report_ids))
        return {id for piece in pieces for id in self._connection.scalars(piece)}

    def totals(self, article_ids: Sequence[str]) -> Iterator[Total]:
        """The totals that some articles tell."""
        yield from querying.totals_in(self._connection, article_ids, self._at)

    # -------------------------------------------------------------- within

    def _query(self, log: Log) -> tuple[Select[Any], ColumnElement[str]]:
        if log == "article":
            later = ARTICLE.alias()
            newer = select(later.c.number).where(
                later.c.id == ARTICLE.c.id, later.c.number > ARTICLE.c.number, *self._until(later)
            )
            query = select(ARTICLE.c.id, ARTICLE.c.number, ARTICLE.c.record)
            query = query.where(ARTICLE.c.record.is_not(None), *self._until(ARTICLE))
            return query.where(~newer.where(later.c.record.is_not(None)).exists()), ARTICLE.c.id
        if log == "decision":
            query = select(DECISION.c.id, DECISION.c.number, DECISION.c.record)
            return query.where(*self._until(DECISION)), DECISION.c.id
        table, here = {"event": EVENT, "report": REPORT, "total": TOTAL}[log], standing(log, self._at)
        query = select(here.c.id, table.c.number, table.c.record).join(table, table.c.number == here.c.number)
        return query, here.c.id

    def _told_then(self, article_ids: Sequence[str]) -> list[str]:
        """Which event a report was in earlier, only the events' records say."""
        told = standing("report", self._at)
        query = select(told.c.id)
        reports: set[str] = set()
        for piece in chunks(article_ids):
            reports.update(self._connection.scalars(query.where(told.c.article_id.in_(piece))))
        return [id for id, its in self._event_reports() if not reports.isdisjoint(its)]

    def _event_reports(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Each event with its reports, in the order of their first day, then of their ids."""
        here = standing("event", self._at)
        states = select(here.c.id, EVENT.c.record).join(EVENT, EVENT.c.number == here.c.number)
        rows = self._connection.execute(states.order_by(here.c.start.is_(None), here.c.start, here.c.id))
        return ((id, decode(record, _Reports).reports) for id, record in rows)

    def _rows(self, query: Select[Any], column: ColumnElement[str], ids: Sequence[str] | None) -> Iterator[Any]:
        if ids is None:
            yield from self._connection.execute(query, execution_options={"yield_per": 2000})
            return
        for piece in chunks(ids):
            yield from self._connection.execute(query.where(column.in_(piece)))

    def _last(self, table: Table) -> int:
        return self._connection.scalar(select(func.max(table.c.number)).where(*self._until(table))) or 0

    def _recorded(self, change: int) -> str:
        return self._connection.scalar(select(CHANGE.c.recorded_at).where(CHANGE.c.number == change)) or ""

    def _until(self, table: FromClause) -> list[ColumnElement[bool]]:
        return [] if self._at is None or table is CHANGE else [table.c.change <= self._at]
