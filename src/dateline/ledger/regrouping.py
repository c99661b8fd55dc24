"""Events of a neighbourhood, formed anew: which reports a change can touch, their groups, and the ids the groups get.

Reports here go by the number of their row, which stands for one version of a report and never changes what it means.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from dateline.ledger.rows import bounds, chunks, decode, encode
from dateline.ledger.schema import (
    BLOCK,
    CURRENT_EVENT,
    CURRENT_REPORT,
    EVENT,
    EVENT_COUNTRY,
    EVENT_PARTY,
    LINK,
    REPORT,
)
from dateline.model import Date, Event, Link, Location, Party, Report
from dateline.resolving import JOIN, compare, consolidate, days_between, keys, log_odds, partition, words, worth_keeping


class Formed(NamedTuple):
    """Event ids: minted now, and changed."""

    new: tuple[str, ...]
    grown: tuple[str, ...]


class Neighbour(NamedTuple):
    """A current report, the row it stands in, and the event it is in so far."""

    number: int
    report: Report
    published: str | None
    event_id: str | None


def link_up(connection: Connection, number: int, report: Report, published: str | None) -> None:
    """Files a new report under its blocking keys and stores its links to the reports already there."""
    its = keys(report)
    found: set[int] = set()
    for piece in chunks(sorted(its.sought)):
        query = select(BLOCK.c.report).join(CURRENT_REPORT, CURRENT_REPORT.c.number == BLOCK.c.report)
        query = query.where(BLOCK.c.key.in_(piece), CURRENT_REPORT.c.article_id != report.article_id)
        found.update(connection.scalars(query))
    for other in _neighbours(connection, found):
        link = compare(report, other.report, days_between(published, other.published))
        if worth_keeping(link):
            _store(connection, link, {report.id: number, other.report.id: other.number})
    if its.left:
        connection.execute(insert(BLOCK), [{"key": key, "report": number} for key in sorted(its.left)])


def linked(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Current reports with a link that joins them to one of these."""
    found: set[int] = set()
    for piece in chunks(sorted(numbers)):
        query = select(LINK.c.left, LINK.c.right).where(LINK.c.log_odds >= JOIN)
        rows = connection.execute(query.where(or_(LINK.c.left.in_(piece), LINK.c.right.in_(piece))))
        found.update(number for row in rows for number in row)
    return _current(connection, found)


def regroup(connection: Connection, change: int, touched: Collection[int]) -> Formed:
    """Forms the events around the touched reports anew and records what changed."""
    near = {each.report.id: each for each in _neighbours(connection, _reach(connection, touched))}
    links = _links(connection, [each.number for each in near.values()])
    groups = partition({report_id: each.report.article_id for report_id, each in near.items()}, links)
    old: dict[str, set[str]] = defaultdict(set)
    for report_id, each in near.items():
        if each.event_id:
            old[each.event_id].add(report_id)
    named = _name(groups, old, _last_event(connection))
    changed = {
        event_id for event_id, group in sorted(named.items()) if _record(connection, change, event_id, group, near)
    }
    _redirect(connection, change, named, old)
    new = changed - old.keys()
    return Formed(new=tuple(sorted(new)), grown=tuple(sorted(changed - new)))


def end(connection: Connection, change: int, event_id: str, why: str, redirect: str | None = None) -> None:
    """Records that an event is no more, and where it went."""
    connection.execute(insert(EVENT).values(id=event_id, change=change, why=why, redirect=redirect))
    connection.execute(delete(CURRENT_EVENT).where(CURRENT_EVENT.c.id == event_id))


# ------------------------------------------------------------------ the neighbourhood


def _reach(connection: Connection, touched: Collection[int]) -> set[int]:
    """The touched reports and all that joining links lead to."""
    reached, edge = set(touched), set(touched)
    while edge:
        edge = linked(connection, edge) - reached
        reached |= edge
    return reached


def _current(connection: Connection, numbers: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for piece in chunks(sorted(numbers)):
        found.update(connection.scalars(select(CURRENT_REPORT.c.number).where(CURRENT_REPORT.c.number.in_(piece))))
    return found


def _neighbours(connection: Connection, numbers: Iterable[int]) -> list[Neighbour]:
    found: list[Neighbour] = []
    query = select(REPORT.c.number, REPORT.c.record, CURRENT_REPORT.c.published, CURRENT_REPORT.c.event_id)
    query = query.join(CURRENT_REPORT, CURRENT_REPORT.c.number == REPORT.c.number)
    for piece in chunks(sorted(numbers)):
        for row in connection.execute(query.where(REPORT.c.number.in_(piece))):
            found.append(Neighbour(row.number, decode(row.record, Report), row.published, row.event_id))
    return found


def _store(connection: Connection, link: Link, number_of: Mapping[str, int]) -> None:
    ends = {"left": number_of[link.left], "right": number_of[link.right]}
    connection.execute(insert(LINK).values(**ends, log_odds=log_odds(link), record=encode(link)))


def _links(connection: Connection, numbers: Collection[int]) -> list[Link]:
    """The links both of whose ends are among these."""
    inside = set(numbers)
    found: list[Link] = []
    for piece in chunks(sorted(numbers)):
        rows = connection.execute(select(LINK.c.right, LINK.c.record).where(LINK.c.left.in_(piece)))
        found += [decode(record, Link) for right, record in rows if right in inside]
    return found


# ------------------------------------------------------------------ ids


def _last_event(connection: Connection) -> int:
    """The number of the event minted last; ids in the log are never given out again."""
    last = connection.scalar(select(func.max(EVENT.c.id)))
    return int(last.removeprefix("ev-")) if last else 0


def _name(groups: Iterable[tuple[str, ...]], old: Mapping[str, set[str]], last: int) -> dict[str, tuple[str, ...]]:
    """An id for each group. An old event goes on in the group that holds most of it; the oldest event gives its id."""
    heir: dict[str, tuple[str, ...]] = {}
    by_report = {report_id: group for group in groups for report_id in group}
    for event_id, members in sorted(old.items()):
        shares = Counter(by_report[report_id] for report_id in members)
        heir[event_id] = min(shares, key=lambda group: (-shares[group], group))
    named: dict[tuple[str, ...], str] = {}
    for event_id, group in heir.items():
        named.setdefault(group, event_id)
    for group in groups:
        if group not in named:
            last += 1
            named[group] = f"ev-{last:07d}"
    return {event_id: group for group, event_id in named.items()}


def _redirect(
    connection: Connection, change: int, named: Mapping[str, tuple[str, ...]], old: Mapping[str, set[str]]
) -> None:
    event_of = {report_id: event_id for event_id, group in named.items() for report_id in group}
    for event_id in sorted(old.keys() - named.keys()):
        shares = Counter(event_of[report_id] for report_id in old[event_id])
        heir = min(shares, key=lambda other: (-shares[other], named[other]))
        end(connection, change, event_id, f"merged into {heir}", redirect=heir)


# ------------------------------------------------------------------ one event


def _record(
    connection: Connection,
    change: int,
    event_id: str,
    group: tuple[str, ...],
    near: Mapping[str, Neighbour],
) -> bool:
    """Consolidates a group under its id and records it where anything changed; whether it did."""
    members = [near[report_id] for report_id in group]
    event = consolidate(event_id, (each.report for each in members))
    _assign(connection, event_id, members)
    query = select(EVENT.c.record).join(CURRENT_EVENT, CURRENT_EVENT.c.number == EVENT.c.number)
    before = connection.scalar(query.where(CURRENT_EVENT.c.id == event_id))
    after = encode(event)
    if before == after:
        return False
    why = _why(event_id, decode(before, Event) if before else None, event, members)
    row = connection.execute(insert(EVENT).values(id=event_id, change=change, why=why, record=after))
    assert row.inserted_primary_key is not None
    _index(connection, row.inserted_primary_key[0], event, [each.report for each in members])
    return True


def _assign(connection: Connection, event_id: str, members: Iterable[Neighbour]) -> None:
    for piece in chunks(each.number for each in members if each.event_id != event_id):
        here = CURRENT_REPORT.c.number.in_(piece)
        connection.execute(update(CURRENT_REPORT).where(here).values(event_id=event_id))


def _why(event_id: str, before: Event | None, after: Event, members: Iterable[Neighbour]) -> str:
    others = sorted({each.event_id for each in members if each.event_id not in (None, event_id)} - {None}, key=str)
    if before is None:
        return f"split from {', '.join(map(str, others))}" if others else f"new, {_reports(after.reports)}"
    came = set(after.reports) - set(before.reports)
    went = set(before.reports) - set(after.reports)
    parts = [f"merged with {', '.join(map(str, others))}"] if others else []
    parts += [f"{_reports(came)} more"] if came else []
    parts += [f"{_reports(went)} fewer"] if went else []
    return "; ".join(parts) or "consolidated anew"


def _reports(ids: Collection[str]) -> str:
    return f"{len(ids)} report{'s' * (len(ids) != 1)}"


def _index(connection: Connection, number: int, event: Event, reports: Iterable[Report]) -> None:
    connection.execute(delete(CURRENT_EVENT).where(CURRENT_EVENT.c.id == event.id))
    date = next((each.best for each in event.field("date") if isinstance(each.best, Date)), None)
    first, last = bounds(date)
    row = {"id": event.id, "number": number, "type": event.type, "start": first, "end": last}
    connection.execute(insert(CURRENT_EVENT).values(**row))
    places = [each.best for each in event.field("place") if isinstance(each.best, Location)]
    countries = [{"event_id": event.id, "country": code} for code in sorted({p.country for p in places if p.country})]
    if countries:
        connection.execute(insert(EVENT_COUNTRY), countries)
    parties = [{"event_id": event.id, "party": party, "word": word} for party, word in _party_words(reports)]
    if parties:
        connection.execute(insert(EVENT_PARTY), parties)


def _party_words(reports: Iterable[Report]) -> list[tuple[int, str]]:
    """The words and registry ids by which an event's parties are found, each name under a number of its own."""
    names = {
        (claim.value.name, claim.value.actor_id)
        for report in reports
        for claim in report.claims
        if isinstance(claim.value, Party) and claim.field in ("actor", "recipient")
    }
    found: set[tuple[int, str]] = set()
    for party, (name, actor_id) in enumerate(sorted(names, key=str)):
        found |= {(party, word) for word in words(name)} | ({(party, f"#{actor_id}")} if actor_id else set())
    return sorted(found)
