"""States of events into the log: what changed, and why, in words; and events that end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, update

from dateline.ledger.indexing import current_facts, event_facts, index_events
from dateline.ledger.naming import ended_of
from dateline.ledger.rows import add_row, add_rows, chunks, decode, encode, put_rows, rows_of
from dateline.ledger.ruling import Ruling
from dateline.ledger.schema import CURRENT_EVENT, CURRENT_REPORT, EVENT
from dateline.model import Decision, Event

WHOLES = ("series", "episode")  # kinds of events that others can be part of
_FRAME = ("date", "place", "actor", "recipient")


class State(NamedTuple):
    """An event as it is to stand, and what brought it there beside its reports."""

    event: Event
    others: tuple[str, ...] = ()  # events that its reports came from
    new: bool = False  # its id was minted for it
    away: tuple[str, ...] = ()  # decisions on it whose words are gone


class Recorded(NamedTuple):
    """Ids of events that changed, and of those among them that may hold other events than before."""

    changed: set[str]
    reframed: set[str]


def record(connection: Connection, change: int, states: Collection[State]) -> Recorded:
    """Records the events that differ from how they stand."""
    before = standing(connection, [each.event.id for each in states])
    new = [each for each in states if each.event != before.get(each.event.id)]
    if new:
        events = [each.event for each in new]
        rows = [
            {"id": each.event.id, "change": change, "why": _why(before.get(each.event.id), each), **_kept(each.event)}
            for each in new
        ]
        numbers = add_rows(connection, EVENT, rows)
        index_events(connection, zip(numbers, events, strict=True))
        _drop_current(connection, [event.id for event in events])
        now = [{"number": number, **current_facts(event)} for number, event in zip(numbers, events, strict=True)]
        put_rows(connection, CURRENT_EVENT, now)
    reframed = {each.event.id for each in new if _frame(before.get(each.event.id)) != _frame(each.event)}
    return Recorded({each.event.id for each in new}, reframed)


def _kept(event: Event) -> dict[str, str | None]:
    return {"record": encode(event), **event_facts(event)}


def _frame(event: Event | None) -> object:
    """What decides which other events lie within an event; None where none can."""
    if event is None or event.kind not in WHOLES:
        return None
    return event.kind, event.type, *(one.best for one in event.fields if one.field in _FRAME)


def standing(connection: Connection, event_ids: Iterable[str]) -> dict[str, Event]:
    """The events of these ids, as they stand."""
    query = select(EVENT.c.record).join(CURRENT_EVENT, CURRENT_EVENT.c.number == EVENT.c.number)
    found = (decode(row.record, Event) for row in rows_of(connection, query, CURRENT_EVENT.c.id, event_ids))
    return {event.id: event for event in found}


def assign(connection: Connection, event_of: Mapping[int, str | None]) -> None:
    """Notes which event each report, by the number of its row, is in now."""
    if event_of:
        here = CURRENT_REPORT.c.number == bindparam("report")
        rows = [{"report": number, "event": event_id} for number, event_id in event_of.items()]
        connection.execute(update(CURRENT_REPORT).where(here).values(event_id=bindparam("event")), rows)


def end(connection: Connection, change: int, event_id: str, why: str, redirect: str | None = None) -> None:
    """Records that an event is no more, and where it went."""
    add_row(connection, EVENT, id=event_id, change=change, why=why, redirect=redirect)
    _drop_current(connection, [event_id])


def end_lost(
    connection: Connection,
    change: int,
    named: Mapping[str, tuple[str, ...]],
    old: Mapping[str, Collection[str]],
    out: Mapping[str, Ruling],
) -> tuple[set[str], set[str]]:
    """Ends the events that go on in no group: the ids of those that were rejected, and of those merged into another.

    `out` has the reports of no event, each with what rejects it.
    """
    event_of = {report_id: event_id for event_id, group in named.items() for report_id in group}
    ended, merged = set(), set()
    for event_id in sorted(old.keys() - named.keys()):
        shares = Counter(event_of[report_id] for report_id in old[event_id] if report_id in event_of)
        if shares:
            heir = min(shares, key=lambda other: (-shares[other], named[other]))
            end(connection, change, event_id, f"merged into {heir}", redirect=heir)
            merged.add(event_id)
        else:
            ends = [out[report_id].decision for report_id in old[event_id] if report_id in out]
            others = {each.event_id for each in ends if each.event_id} - {event_id}
            one = f"one with {', '.join(sorted(others))}, " if others else ""
            users = sorted({each.user for each in ends})
            end(connection, change, event_id, f"{one}rejected by {', '.join(users)}")
            ended.add(event_id)
    return ended, merged


def lead_on(connection: Connection, change: int, event_ids: Iterable[str]) -> None:
    """Has those of these events that a rejection ended lead to the events that hold their reports again, if any do."""
    query = select(CURRENT_REPORT.c.event_id).where(CURRENT_REPORT.c.event_id.is_not(None))
    for event_id, each in ended_of(connection, event_ids).items():
        shares = Counter(row.event_id for row in rows_of(connection, query, CURRENT_REPORT.c.id, sorted(each.held)))
        if shares and each.into is None:
            heir = min(shares, key=lambda other: (-shares[other], other))
            end(connection, change, event_id, f"merged into {heir}", redirect=heir)


def tell_rejected(connection: Connection, change: int, in_vain: Iterable[Decision]) -> None:
    """Records that reports came which tell of rejected events; `in_vain` has for each report what rejects it."""
    for decision, number in sorted(Counter(in_vain).items(), key=lambda each: each[0].id):
        why = f"rejected by {decision.user}; {_reports(number)} more"
        add_row(connection, EVENT, id=decision.event_id, change=change, why=why)


def _drop_current(connection: Connection, event_ids: Iterable[str]) -> None:
    for piece in chunks(event_ids):
        connection.execute(delete(CURRENT_EVENT).where(CURRENT_EVENT.c.id.in_(piece)))


def _why(before: Event | None, state: State) -> str:
    after, others = state.event, state.others
    if before is None:
        if others:
            return f"split from {', '.join(others)}"
        return f"{'new' if state.new else 'back'}, {_reports(len(after.reports))}"
    came = set(after.reports) - set(before.reports)
    went = set(before.reports) - set(after.reports)
    parts = [f"merged with {', '.join(others)}"] if others else []
    parts += [f"{_reports(len(came))} more"] if came else []
    parts += [f"{_reports(len(went))} fewer"] if went else []
    parts += [f"{', '.join(state.away)} held by another report"] if went and state.away else []
    parts += ["decided by a person"] if set(after.decisions) - set(before.decisions) else []
    parts += ["a decision undone"] if set(before.decisions) - set(after.decisions) else []
    parts += [f"part of {after.part_of or 'nothing'}"] if after.part_of != before.part_of else []
    return "; ".join(parts) or "consolidated anew"


def _reports(number: int) -> str:
    return f"{number} report{'s' * (number != 1)}"
