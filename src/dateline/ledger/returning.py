"""What an undo goes back to: the events as they were when the decisions were last those that are in force again.

Which reports are one event follows from the decisions in force; which id it has does not, as ids go on from state to
state. So where the decisions that bear on some reports are again those of an earlier moment, the events take the ids
that they had then. Only what decisions changed since goes back: what further reports brought stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from dateline.ledger.linking import linked
from dateline.ledger.rows import decode, rows_of
from dateline.ledger.rulings import DIVIDING, ids_of, numbers_of, taken_back
from dateline.ledger.schema import ATTACHED, CURRENT_REPORT, DECISION, EVENT
from dateline.ledger.tracing import Past
from dateline.model import Decision, Event


class Earlier(NamedTuple):
    """Events before a change; none before the first."""

    change: int
    changed: Collection[str]  # events that decisions have changed since
    event_of: Mapping[str, str]  # which of them each report was in, by its id then
    reports: Collection[str]  # current ones, whose events go back together


class _Step(NamedTuple):
    """A decision, or the undoing of one."""

    id: str
    undoes: str | None
    change: int


def earlier(connection: Connection, report_ids: Collection[str]) -> Earlier:
    """The events when the decisions that bear on these reports were last those of now; none where they never were."""
    numbers, reports = _entangled(connection, report_ids)
    steps = _steps(connection, numbers)
    now = _in_force(steps)
    then = next((n for n in reversed(range(len(steps))) if _in_force(steps[:n]) == now), None)
    if then is None:
        return Earlier(0, (), {}, report_ids)
    since = [step.change for step in steps[then:]]
    changed = sorted({row.id for row in rows_of(connection, select(EVENT.c.id), EVENT.c.change, since)})
    of_them = rows_of(connection, select(CURRENT_REPORT.c.id), CURRENT_REPORT.c.event_id, changed)
    reports.update(row.id for row in of_them)
    return Earlier(since[0], changed, _event_of(connection, since[0], changed), reports)


def homes(
    connection: Connection, then: Earlier, now: Mapping[str, Collection[str]], report_ids: Collection[str]
) -> dict[str, set[str]]:
    """Events with the reports by which they go on: of what decisions changed, those of then, else those of `now`."""
    held: dict[str, set[str]] = defaultdict(set)
    for report_id, form in Past(connection, report_ids).before(then.change).items():
        if form in then.event_of:
            held[then.event_of[form]].add(report_id)
    back = set().union(*held.values())
    rest = {event_id: {*members} - back for event_id, members in now.items() if event_id not in held}
    return {event_id: members for event_id, members in rest.items() if members} | held


def _entangled(connection: Connection, report_ids: Collection[str]) -> tuple[set[int], set[str]]:
    """These reports with all that joining links and decisions, in force or undone, lead to; and the rows of those
    decisions, as far as they rule which reports are one event.
    """
    numbers, reports, edge = set[int](), set(report_ids), set(report_ids)
    while edge:
        new = _dividing(connection, edge) - numbers
        near = ids_of(connection, linked(connection, numbers_of(connection, edge)))
        edge = (near | _named(connection, new)) - reports
        numbers |= new
        reports |= edge
    return numbers, reports


def _dividing(connection: Connection, report_ids: Collection[str]) -> set[int]:
    """The rows of the decisions that rule which of these reports are one event, or ever did."""
    query = select(ATTACHED.c.decision, DECISION.c.record)
    query = query.join(DECISION, DECISION.c.number == ATTACHED.c.decision).distinct()
    rows = rows_of(connection, query, ATTACHED.c.report_id, sorted(report_ids))
    return {row.decision for row in rows if decode(row.record, Decision).verb in DIVIDING}


def _named(connection: Connection, numbers: Collection[int]) -> set[str]:
    """The reports that decisions are about."""
    query = select(ATTACHED.c.report_id).where(ATTACHED.c.report_id.is_not(None))
    return {row.report_id for row in rows_of(connection, query, ATTACHED.c.decision, sorted(numbers))}


def _steps(connection: Connection, numbers: Collection[int]) -> list[_Step]:
    """These decisions and what undoes them, or undoes that, in the order they were made."""
    query = select(DECISION.c.number, DECISION.c.id, DECISION.c.undoes, DECISION.c.change)
    made, ids = list[_Step](), set[str]()
    undoing = connection.execute(query.where(DECISION.c.undoes.is_not(None)))
    for row in sorted([*rows_of(connection, query, DECISION.c.number, sorted(numbers)), *undoing]):
        if row.number in numbers or row.undoes in ids:
            made.append(_Step(row.id, row.undoes, row.change))
            ids.add(row.id)
    return made


def _in_force(steps: Iterable[_Step]) -> set[str]:
    """The decisions in force after these steps."""
    made = list(steps)
    return {step.id for step in made if step.undoes is None} - taken_back(reversed(made))


def _event_of(connection: Connection, change: int, event_ids: Collection[str]) -> dict[str, str]:
    """Which of these events each report was in before a change."""
    last = select(func.max(EVENT.c.number).label("number")).where(EVENT.c.change < change).group_by(EVENT.c.id)
    numbers = [row.number for row in rows_of(connection, last, EVENT.c.id, event_ids)]
    query = select(EVENT.c.record).where(EVENT.c.record.is_not(None))
    stood = (decode(row.record, Event) for row in rows_of(connection, query, EVENT.c.number, numbers))
    return {report_id: event.id for event in stood for report_id in event.reports}
