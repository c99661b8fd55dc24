"""Events of a neighbourhood, formed anew: which reports a change can touch, their groups, and the ids the groups get.

Reports here go by the number of their row, which stands for one version of a report and never changes what it means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection, delete, select, update

from dateline.ledger import naming
from dateline.ledger.linking import Neighbour, Seen, known_odds, link_up, linked, neighbours
from dateline.ledger.parting import placed, rejoin
from dateline.ledger.recording import State, assign, end_lost, record, tell_rejected
from dateline.ledger.returning import Earlier, homes
from dateline.ledger.rows import chunks, rows_of
from dateline.ledger.ruling import Groups, Ruling, grouped, kept_out, rejected, ruled
from dateline.ledger.rulings import in_force, rejections, tied
from dateline.ledger.schema import BLOCK, CURRENT_REPORT, LINK
from dateline.ledger.tracing import Past
from dateline.resolving import consolidate


class Formed(NamedTuple):
    """Event ids: minted now, changed, ended, merged away; and rejected ones, by the new reports that tell of them."""

    new: tuple[str, ...] = ()
    grown: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    rejected: Mapping[str, str] = MappingProxyType({})


def regroup(
    connection: Connection, change: int, touched: Collection[int], seen: Seen, then: Earlier | None = None
) -> Formed:
    """Forms the events around the touched reports anew and records what changed.

    `then` are the events to which an undo goes back, so that they have their ids again.
    """
    everything = neighbours(connection, _reach(connection, touched), seen)
    near = {each.report.id: each for each in everything}
    rulings = in_force(connection, near)
    groups, out = _divided(connection, near, rulings, seen)
    old: dict[str, set[str]] = defaultdict(set)
    for each in everything:
        if each.event_id:
            old[each.event_id].add(each.report.id)
    named = naming.name(connection, groups, homes(connection, then, old, near) if then else old)
    assign(connection, _moves(everything, {one: event_id for event_id, group in named.groups.items() for one in group}))
    fresh = {each.report.id for each in everything if each.number in touched}
    states = [
        _state(event_id, [near[one] for one in group], rulings, new=event_id in named.minted)
        for event_id, group in sorted(named.groups.items())
        if old.get(event_id) != set(group) or not fresh.isdisjoint(group)
    ]
    events = placed(connection, [each.event for each in states], rulings)
    found = record(connection, change, [each._replace(event=event) for each, event in zip(states, events, strict=True)])
    ended, merged = end_lost(connection, change, named.groups, old, out)
    follow = fresh & out.keys() - rejected(rulings)
    in_vain = {one: out[one].decision for one in follow - Past(connection, follow).before(change).keys()}
    tell_rejected(connection, change, in_vain.values())
    moved = rejoin(connection, change, found.changed | ended | merged, found.reframed) | found.changed
    new = found.changed & named.minted
    return Formed(
        new=tuple(sorted(new)),
        grown=tuple(sorted(moved - new)),
        ended=tuple(sorted(ended)),
        merged=tuple(sorted(merged)),
        rejected={one: each.event_id for one, each in in_vain.items() if each.event_id},
    )


def resolve_anew(connection: Connection, change: int) -> None:
    """Compares all reports anew and forms all events anew, after a change of the resolver."""
    connection.execute(update(LINK).where(LINK.c.until.is_(None)).values(until=change))
    connection.execute(delete(BLOCK))
    left = set(connection.scalars(select(CURRENT_REPORT.c.number)))
    seen = Seen()
    for piece in chunks(sorted(left)):
        link_up(connection, change, neighbours(connection, piece, seen), seen)()
        seen.settle()
    for piece in chunks(sorted(left)):
        reached = _reach(connection, left.intersection(piece))
        regroup(connection, change, reached, seen)
        seen.settle()
        left -= reached


# ------------------------------------------------------------------ the neighbourhood


def _reach(connection: Connection, touched: Collection[int]) -> set[int]:
    """The touched reports and all that joining links, decisions and events of now lead to."""
    reached, edge = set(touched), set(touched)
    while edge:
        edge = (linked(connection, edge) | tied(connection, edge) | _together(connection, edge)) - reached
        reached |= edge
    return reached


def _together(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Reports that are in one event with one of these so far."""
    here = CURRENT_REPORT.c
    of = select(here.event_id).where(here.event_id.is_not(None))
    events = {row.event_id for row in rows_of(connection, of, here.number, sorted(numbers))}
    return {row.number for row in rows_of(connection, select(here.number), here.event_id, sorted(events))}


def _divided(
    connection: Connection, near: Mapping[str, Neighbour], rulings: Collection[Ruling], seen: Seen
) -> tuple[Groups, dict[str, Ruling]]:
    """Reports by their ids into the groups that are events, and those of no event, each with what rejects it."""
    spared = rejections(connection, rulings, near)
    single = rejected(rulings) - rejected(each for each in rulings if each.number in spared)
    inside = {report_id: each for report_id, each in near.items() if report_id not in single}
    groups = grouped(
        {report_id: each.report.article_id for report_id, each in inside.items()},
        known_odds(connection, inside.values()),
        rulings,
        lambda left, right: seen.odds(near[left], near[right]),
        spared,
    )
    out = kept_out(groups, rulings, spared)
    return tuple(left for group in groups if (left := tuple(one for one in group if one not in out))), out


# ------------------------------------------------------------------ one event


def _state(event_id: str, members: Collection[Neighbour], rulings: Collection[Ruling], *, new: bool) -> State:
    """A group consolidated under its id."""
    reports = {each.report.id: each.report for each in members}
    published = {each.report.article_id: each.published for each in members}
    publishers = {each.report.article_id: each.publisher for each in members}
    event = consolidate(event_id, reports.values(), published=published, publishers=publishers)
    others = sorted({each.event_id for each in members if each.event_id and each.event_id != event_id})
    event = ruled(event, reports, rulings)
    away = [each.decision.id for each in rulings if each.away and each.decision.id in event.decisions]
    return State(event, tuple(others), new, tuple(away))


def _moves(everything: Iterable[Neighbour], event_of: Mapping[str, str]) -> dict[int, str | None]:
    """Reports that go into another event, or out of all, by the numbers of their rows."""
    now = ((each, event_of.get(each.report.id)) for each in everything)
    return {each.number: event_id for each, event_id in now if each.event_id != event_id}
