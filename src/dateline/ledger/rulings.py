"""The decisions in force, as the ledger holds them: of some, those about some reports, and what they tie together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select

from dateline.ledger.rows import chunks, decode
from dateline.ledger.ruling import JOINING, Ruling
from dateline.ledger.schema import ATTACHED, CURRENT_REPORT, DECISION
from dateline.model import Decision

_TYING = (*JOINING, "split")


def undone(connection: Connection, at: int | None = None) -> set[str]:
    """Ids of the decisions that were undone, and whose undoing was not; with `at`, as it was at that change."""
    gone: set[str] = set()
    query = select(DECISION.c.id, DECISION.c.undoes).where(DECISION.c.undoes.is_not(None))
    query = query if at is None else query.where(DECISION.c.change <= at)
    for row in connection.execute(query.order_by(DECISION.c.number.desc())):
        if row.id not in gone:
            gone.add(row.undoes)
    return gone


def in_force(connection: Connection, report_ids: Iterable[str]) -> list[Ruling]:
    """The decisions in force that are attached to one of these reports, in the order they were made."""
    if connection.scalar(select(DECISION.c.number).limit(1)) is None:
        return []
    numbers: set[int] = set()
    for piece in chunks(report_ids):
        numbers.update(connection.scalars(select(ATTACHED.c.decision).where(ATTACHED.c.report_id.in_(piece))))
    return in_force_of(connection, numbers)


def tied(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Current reports that a decision in force joins to, or parts from, one of these."""
    if connection.scalar(select(DECISION.c.number).limit(1)) is None:
        return set()
    here = CURRENT_REPORT.c
    ids = [
        r
        for piece in chunks(sorted(numbers))
        for r in connection.scalars(select(here.id).where(here.number.in_(piece)))
    ]
    rulings = [each for each in in_force(connection, ids) if each.decision.verb in _TYING]
    return numbers_of(connection, {report_id for each in rulings for report_id in (*each.reports, *each.rest)})


def numbers_of(connection: Connection, report_ids: Iterable[str]) -> set[int]:
    """The rows in which these reports stand now; a report that does not stand has none."""
    found: set[int] = set()
    for piece in chunks(sorted(report_ids)):
        found.update(connection.scalars(select(CURRENT_REPORT.c.number).where(CURRENT_REPORT.c.id.in_(piece))))
    return found


def in_force_of(connection: Connection, numbers: Iterable[int]) -> list[Ruling]:
    """Of some decisions, by the numbers of their rows, those in force, in the order they were made."""
    gone = undone(connection)
    places: dict[int, dict[int, str | None]] = defaultdict(dict)
    away: set[int] = set()
    told = select(ATTACHED, CURRENT_REPORT.c.article_id.label("told_by"))
    told = told.outerjoin(CURRENT_REPORT, CURRENT_REPORT.c.id == ATTACHED.c.report_id)
    records: dict[int, Decision] = {}
    for piece in chunks(sorted(numbers)):
        for row in connection.execute(told.where(ATTACHED.c.decision.in_(piece))):
            places[row.decision][row.place] = row.report_id
            if row.told_by not in (None, row.article_id):
                away.add(row.decision)
        for row in connection.execute(select(DECISION).where(DECISION.c.number.in_(piece))):
            if row.id not in gone:
                records[row.number] = decode(row.record, Decision)
    return [
        Ruling(number, records[number], tuple(found for _, found in sorted(places[number].items())), number in away)
        for number in sorted(records)
    ]
