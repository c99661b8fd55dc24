"""Ids for groups of reports. An id is minted once and goes on with most of its event's reports; none is minted twice.

An id that ended, because its event was merged into another or rejected, comes back when its reports come apart again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from dateline.ledger.rows import chunks, decode, rows_of
from dateline.ledger.schema import ATTACHED, CURRENT_EVENT, DECISION, EVENT
from dateline.model import Decision, Event

Group = tuple[str, ...]


class Named(NamedTuple):
    """Groups by their event's id, and which of the ids are new."""

    groups: dict[str, Group]
    minted: set[str]


def name(connection: Connection, groups: Collection[Group], old: Mapping[str, Collection[str]]) -> Named:
    """An id for each group. An old event goes on in the group that holds most of it; the oldest event gives its id.

    Where groups come apart, what an event took in from others that ended in it is not its own: that goes on under their
    ids, however much of the event it was.
    """
    by_report = {report_id: group for group in groups for report_id in group}
    named = _go_on(by_report, old, old)
    minted = set()
    nameless = [group for group in groups if group not in named]
    if nameless:
        ended = _ended(connection, old, by_report)
        own = _own(old, ended)
        named = _go_on(by_report, old, own)
        nameless = [group for group in groups if group not in named]
        named |= _come_back(by_report, nameless, ended, own)
    last = _last(connection) if nameless else 0
    for group in nameless:
        if group not in named:
            last += 1
            named[group] = f"ev-{last:07d}"
            minted.add(named[group])
    return Named({event_id: group for group, event_id in named.items()}, minted)


def _last(connection: Connection) -> int:
    """The number of the event minted last; ids in the log are never given out again."""
    last = connection.scalar(select(func.max(EVENT.c.id)))
    return int(last.removeprefix("ev-")) if last else 0


class Ended(NamedTuple):
    """What an event held when it ended, the event it was merged into, and the row of the log that says so."""

    held: set[str]
    into: str | None
    number: int


def _ended(connection: Connection, old: Iterable[str], reports: Iterable[str]) -> dict[str, Ended]:
    """Events that ended by a merge into one of the old, or by a decision about one of the reports."""
    asked: set[str] = set()
    for piece in chunks(old):
        asked.update(connection.scalars(select(EVENT.c.id).where(EVENT.c.redirect.in_(piece))))
    if connection.scalar(select(DECISION.c.number).limit(1)) is not None:
        query = select(DECISION.c.record).join(ATTACHED, ATTACHED.c.decision == DECISION.c.number)
        for piece in chunks(reports):
            for record in connection.scalars(query.where(ATTACHED.c.report_id.in_(piece))):
                decision = decode(record, Decision)
                asked.update(filter(None, (decision.event_id, *decision.events)))
    return ended_of(connection, asked.difference(old))


def ended_of(connection: Connection, event_ids: Iterable[str]) -> dict[str, Ended]:
    """Those of these events that have ended."""
    asked = set(event_ids)
    for piece in chunks(sorted(asked)):
        asked.difference_update(connection.scalars(select(CURRENT_EVENT.c.id).where(CURRENT_EVENT.c.id.in_(piece))))
    rows = select(EVENT.c.id, EVENT.c.number, EVENT.c.redirect, EVENT.c.record)
    last = {row.id: row for row in _last_of(connection, rows, asked)}
    states = {row.id: row for row in _last_of(connection, rows.where(EVENT.c.record.is_not(None)), asked)}
    return {
        event_id: Ended(set(decode(state.record, Event).reports), last[event_id].redirect, last[event_id].number)
        for event_id, state in sorted(states.items())
    }


def _last_of(connection: Connection, rows: Select[Any], event_ids: Collection[str]) -> Iterator[Any]:
    """The last of some rows of the log of each event."""
    last = rows.with_only_columns(func.max(EVENT.c.number).label("number")).group_by(EVENT.c.id)
    numbers = [row.number for row in rows_of(connection, last, EVENT.c.id, sorted(event_ids))]
    return rows_of(connection, rows, EVENT.c.number, numbers)


def _own(old: Mapping[str, Collection[str]], ended: Mapping[str, Ended]) -> dict[str, set[str]]:
    """What events hold, or held when they ended, without what came to them from others that ended in them.

    The last to end goes first, so that something is left of an event that long since holds only what came so.
    """
    own = {event_id: set(members) for event_id, members in old.items()}
    own |= {event_id: set(each.held) for event_id, each in ended.items()}
    for each in sorted(ended.values(), key=lambda each: -each.number):
        if each.into in own:
            own[each.into] = own[each.into] - each.held or own[each.into]
    return own


def _go_on(
    by_report: Mapping[str, Group], old: Mapping[str, Collection[str]], own: Mapping[str, Collection[str]]
) -> dict[Group, str]:
    """The groups in which old events go on: that which holds most of what is their own, else most of them."""
    named: dict[Group, str] = {}
    for event_id, members in sorted(old.items()):
        shares = _shares(by_report, own[event_id]) or _shares(by_report, members)
        if shares:
            named.setdefault(min(shares, key=lambda group: (-shares[group], group)), event_id)
    return named


def _come_back(
    by_report: Mapping[str, Group],
    nameless: Collection[Group],
    ended: Mapping[str, Ended],
    own: Mapping[str, Collection[str]],
) -> dict[Group, str]:
    """Ended events for groups that hold something of their own: that which held most of a group, and ended last."""
    wanted, free = [], set(nameless)
    for event_id, each in ended.items():
        held = _shares(by_report, each.held)
        groups = _shares(by_report, own[event_id]) or held
        wanted += [(-held[group], -each.number, event_id, group) for group in groups if group in free]
    named: dict[Group, str] = {}
    given: set[str] = set()
    for _, _, event_id, group in sorted(wanted):
        if group not in named and event_id not in given:
            named[group] = event_id
            given.add(event_id)
    return named


def _shares(by_report: Mapping[str, Group], members: Iterable[str]) -> Counter[Group]:
    """How many of some reports each group holds."""
    return Counter(by_report[report_id] for report_id in members if report_id in by_report)
