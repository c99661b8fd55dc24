"""What the logs said at a moment: the rows that stood then, of articles, reports, totals, relations, events and links.

A moment is the number of a change, or None for now. Now is read from the indexes; an earlier moment is the last row of
each id up to its change.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Table, func, or_, select

from dateline.days import typed_day
from dateline.ledger.schema import (
    ARTICLE,
    CHANGE,
    CURRENT_ARTICLE,
    CURRENT_EVENT,
    CURRENT_RELATION,
    CURRENT_REPORT,
    CURRENT_TOTAL,
    EVENT,
    LINK,
    RELATION,
    REPORT,
    TOTAL,
)

Moment: TypeAlias = int | None
_CURRENT: dict[str, tuple[Table, Table]] = {
    "article": (ARTICLE, CURRENT_ARTICLE),
    "report": (REPORT, CURRENT_REPORT),
    "total": (TOTAL, CURRENT_TOTAL),
    "relation": (RELATION, CURRENT_RELATION),
    "event": (EVENT, CURRENT_EVENT),
}


def moment(connection: Connection, day: str) -> Moment:
    """The last change of a day (UTC) or of any before it; None where nothing was changed since, so that it is now.

    Raises InputError where `day` is no ISO day.
    """
    one = dt.timedelta(days=1)
    after = (min(dt.date.fromisoformat(typed_day("--as-of", day)), dt.date.max - one) + one).isoformat()
    last = connection.scalar(select(func.max(CHANGE.c.number)))
    then = connection.scalar(select(func.max(CHANGE.c.number)).where(CHANGE.c.recorded_at < after))
    return None if then == last else (then or 0)


def standing(name: str, at: Moment) -> FromClause:
    """The rows that stood: a table or subquery with at least `number` and `id`, to be joined to the log on `number`."""
    log, current = _CURRENT[name]
    if at is None:
        return current
    last = select(func.max(log.c.number)).where(log.c.change <= at).group_by(log.c.id)
    return select(log).where(log.c.number.in_(last), log.c.record.is_not(None)).subquery(f"standing_{name}")


def link_stood(at: Moment) -> ColumnElement[bool]:
    """The condition under which a link stood; its two reports must have stood besides."""
    if at is None:
        return LINK.c.until.is_(None)
    return (LINK.c.change <= at) & or_(LINK.c.until.is_(None), LINK.c.until > at)


def last_rows(connection: Connection, log: Table, *where: ColumnElement[bool]) -> list[Row[Any]]:
    """The last row of each id of a log, where it has a record, read from the log itself."""
    last = select(func.max(log.c.number)).where(*where).group_by(log.c.id)
    return list(connection.execute(select(log).where(log.c.number.in_(last), log.c.record.is_not(None))))
