"""Ids for groups of reports. An id is minted once and goes on with most of its event's reports; none is minted twice.

An id that ended, because its event was merged into another or rejected, comes back when its reports come apart again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from dateline.ledger.rows import chunks, decode
from dateline.ledger.schema import ATTACHED, CURRENT_EVENT, DECISION, EVENT
from dateline.model import Decision, Event

Group = tuple[str, ...]


class Named(NamedTuple):
    """Groups by their event's id, and which of the ids are new."""

    groups: dict[str, Group]
    minted: set[str]


def name(connection: Connection, groups: Collection[Group], old: Mapping[str, Collection[str]]) -> Named:
    """An id for each group. An old event goes on in the group that holds most of it; the oldest event gives its id."""
    by_report = {report_id: group for group in groups for report_id in group}
    named: dict[Group, str] = {}
    for event_id, members in sorted(old.items()):
        shares = Counter(by_report[report_id] for report_id in members if report_id in by_report)
        if shares:
            named.setdefault(min(shares, key=lambda group: (-shares[group], group)), event_id)
    minted = set()
    nameless = [group for group in groups if group not in named]
    if nameless:
        named |= _come_back(nameless, _ended(connection, old, by_report))
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


def _ended(connection: Connection, old: Iterable[str], reports: Iterable[str]) -> dict[str, set[str]]:
    """What events held that ended by a merge into one of the old, or by a decision about one of the reports."""
    asked: set[str] = set()
    for piece in chunks(old):
        asked.update(connection.scalars(select(EVENT.c.id).where(EVENT.c.redirect.in_(piece))))
    if connection.scalar(select(DECISION.c.number).limit(1)) is not None:
        query = select(DECISION.c.record).join(ATTACHED, ATTACHED.c.decision == DECISION.c.number)
        for piece in chunks(reports):
            for record in connection.scalars(query.where(ATTACHED.c.report_id.in_(piece))):
                decision = decode(record, Decision)
                asked.update(filter(None, (decision.event_id, *decision.events)))
    for piece in chunks(sorted(asked)):
        asked.difference_update(connection.scalars(select(CURRENT_EVENT.c.id).where(CURRENT_EVENT.c.id.in_(piece))))
    held: dict[str, set[str]] = {}
    for event_id in sorted(asked):
        query = select(EVENT.c.record).where(EVENT.c.id == event_id, EVENT.c.record.is_not(None))
        record = connection.scalar(query.order_by(EVENT.c.number.desc()).limit(1))
        if record is not None:
            held[event_id] = set(decode(record, Event).reports)
    return held


def _come_back(groups: Iterable[Group], ended: Mapping[str, set[str]]) -> dict[Group, str]:
    group_of = {report_id: group for group in groups for report_id in group}
    shares = [
        (-many, event_id, group)
        for event_id, members in ended.items()
        for group, many in Counter(group_of[each] for each in members if each in group_of).items()
    ]
    named: dict[Group, str] = {}
    given: set[str] = set()
    for _, event_id, group in sorted(shares):
        if group not in named and event_id not in given:
            named[group] = event_id
            given.add(event_id)
    return named
