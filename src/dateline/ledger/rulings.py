"""The decisions in force, as the ledger holds them: of some, those about some reports, and what they tie together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, func, select

from dateline.ledger.rows import chunks, decode, rows_of
from dateline.ledger.ruling import JOINING, Ruling
from dateline.ledger.schema import ATTACHED, CURRENT_REPORT, DECISION, EVENT, REPORT
from dateline.model import Decision, Event

_TYING = (*JOINING, "split")
_RULING = (*_TYING, "correct")  # verbs by which a person takes an event for one


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


def rejections(connection: Connection, rulings: Collection[Ruling], report_ids: Collection[str]) -> dict[int, set[str]]:
    """The rejections of whole events among some rulings, by their numbers, each with those of the reports it spares.

    Such a rejection also keeps out what is told of its event later. What the ledger held when it was made, and what a
    later decision is about, was not rejected: these reports stay apart from those it names.
    """
    found: dict[int, set[str]] = {}
    rejecting = [each for each in rulings if each.decision.verb == "reject"]
    first = _first_told(connection, report_ids) if rejecting else {}
    for each in rejecting:
        made = connection.scalars(select(DECISION.c.change).where(DECISION.c.number == each.number)).one()
        if _is_of_all(connection, each.decision, made):
            later = (other for other in rulings if other.number > each.number and other.decision.verb in _RULING)
            ruled = {report_id for other in later for report_id in (*other.reports, *other.rest)}
            before = {report_id for report_id, change in first.items() if change < made}
            found[each.number] = (before | ruled) - {*each.reports}
    return found


def _is_of_all(connection: Connection, decision: Decision, made: int) -> bool:
    """Whether a rejection names all reports that its event had when the change came that made it."""
    query = select(EVENT.c.record).where(EVENT.c.id == decision.event_id, EVENT.c.change < made)
    record = connection.scalar(query.where(EVENT.c.record.is_not(None)).order_by(EVENT.c.number.desc()).limit(1))
    named = {each.report_id for each in decision.reports}
    return record is not None and named.issuperset(decode(record, Event).reports)


def told_before(connection: Connection, change: int, report_ids: Collection[str]) -> set[str]:
    """Those of some reports that the ledger had learnt of before a change."""
    return {report_id for report_id, first in _first_told(connection, report_ids).items() if first < change}


def _first_told(connection: Connection, report_ids: Collection[str]) -> dict[str, int]:
    """The change by which the ledger learnt of each report."""
    first = select(REPORT.c.id, func.min(REPORT.c.change).label("change")).group_by(REPORT.c.id)
    return {row.id: row.change for row in rows_of(connection, first, REPORT.c.id, sorted(report_ids))}
