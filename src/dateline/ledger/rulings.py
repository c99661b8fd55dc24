"""The decisions in force, as the ledger holds them: of some, those about some reports, and what they tie together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, select

from dateline.ledger.rows import chunks, decode, rows_of
from dateline.ledger.ruling import JOINING, Ruling
from dateline.ledger.schema import ATTACHED, CURRENT_REPORT, DECISION, EVENT
from dateline.ledger.tracing import Past
from dateline.model import Decision, Event

_TYING = (*JOINING, "split")
_RULING = (*_TYING, "correct")  # verbs by which a person takes an event for one
DIVIDING = (*_TYING, "reject")  # verbs that rule which reports are one event, or none


def undone(connection: Connection, at: int | None = None) -> set[str]:
    """Ids of the decisions that were undone, and whose undoing was not; with `at`, as it was at that change."""
    query = select(DECISION.c.id, DECISION.c.undoes).where(DECISION.c.undoes.is_not(None))
    query = query if at is None else query.where(DECISION.c.change <= at)
    return taken_back(connection.execute(query.order_by(DECISION.c.number.desc())))


def taken_back(made: Iterable[Any]) -> set[str]:
    """Likewise of some decisions, each with its id and what it undoes, the last one first."""
    gone: set[str] = set()
    for each in made:
        if each.undoes is not None and each.id not in gone:
            gone.add(each.undoes)
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
    rulings = [each for each in in_force(connection, ids_of(connection, numbers)) if each.decision.verb in _TYING]
    return numbers_of(connection, {report_id for each in rulings for report_id in (*each.reports, *each.rest)})


def ids_of(connection: Connection, numbers: Iterable[int]) -> set[str]:
    """The current reports that stand in these rows."""
    query = select(CURRENT_REPORT.c.id)
    return {row.id for row in rows_of(connection, query, CURRENT_REPORT.c.number, sorted(numbers))}


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
    later decision is about, was not rejected: these reports, and their later forms, stay apart from those it names.
    """
    found: dict[int, set[str]] = {}
    rejecting = [each for each in rulings if each.decision.verb == "reject"]
    past = Past(connection, report_ids if rejecting else ())
    for each in rejecting:
        made = connection.scalars(select(DECISION.c.change).where(DECISION.c.number == each.number)).one()
        if _is_of_all(connection, each.decision, made):
            later = (other for other in rulings if other.number > each.number and other.decision.verb in _RULING)
            ruled = {report_id for other in later for report_id in (*other.reports, *other.rest)}
            named = {place.report_id for place in each.decision.reports}
            before = {now for now, then in past.before(made).items() if then not in named}
            found[each.number] = (before | ruled) - {*each.reports}
    return found


def _is_of_all(connection: Connection, decision: Decision, made: int) -> bool:
    """Whether a rejection names all reports that its event had when the change came that made it."""
    query = select(EVENT.c.record).where(EVENT.c.id == decision.event_id, EVENT.c.change < made)
    record = connection.scalar(query.where(EVENT.c.record.is_not(None)).order_by(EVENT.c.number.desc()).limit(1))
    named = {each.report_id for each in decision.reports}
    return record is not None and named.issuperset(decode(record, Event).reports)
