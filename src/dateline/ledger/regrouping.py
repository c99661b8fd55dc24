"""Events of a neighbourhood, formed anew: which reports a change can touch, their groups, and the ids the groups get.

Reports here go by the number of their row, which stands for one version of a report and never changes what it means.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, or_, select, update

from dateline.ledger import naming
from dateline.ledger.indexing import event_facts, file_report, index_event
from dateline.ledger.rows import add_row, chunks, decode, encode, put_rows
from dateline.ledger.ruling import Ruling, grouped, rejected, ruled
from dateline.ledger.rulings import in_force, tied
from dateline.ledger.schema import BLOCK, CURRENT_EVENT, CURRENT_REPORT, EVENT, LINK, REPORT
from dateline.model import Event, Link, Report
from dateline.resolving import JOIN, candidates, compare, consolidate, keys, log_odds, worth_keeping


class Formed(NamedTuple):
    """Event ids: minted now, and changed."""

    new: tuple[str, ...]
    grown: tuple[str, ...]


class Neighbour(NamedTuple):
    """A current report, the row it stands in, and the event it is in so far."""

    number: int
    report: Report
    published: str | None
    publisher: str | None
    event_id: str | None


def link_up(connection: Connection, change: int, number: int, report: Report, published: str | None) -> None:
    """Files a new report under its blocking keys and stores its links to the reports already there."""
    its, shared = keys(report, published), list[tuple[int, str]]()
    for piece in chunks(sorted(its.sought)):
        query = select(BLOCK.c.report, BLOCK.c.key).join(CURRENT_REPORT, CURRENT_REPORT.c.number == BLOCK.c.report)
        query = query.where(BLOCK.c.key.in_(piece), CURRENT_REPORT.c.article_id != report.article_id)
        shared += ((number, key) for number, key in connection.execute(query))
    links = []
    for other in neighbours(connection, candidates(shared)):
        link = compare(report, other.report, published=(published, other.published))
        if worth_keeping(link):
            number_of = {report.id: number, other.report.id: other.number}
            ends = {"left": number_of[link.left], "right": number_of[link.right]}
            links.append({**ends, "change": change, "log_odds": log_odds(link), "record": encode(link)})
    put_rows(connection, LINK, links)
    file_report(connection, number, its)


def linked(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Current reports with a link that joins them to one of these."""
    found: set[int] = set()
    for piece in chunks(sorted(numbers)):
        query = select(LINK.c.left, LINK.c.right).where(LINK.c.log_odds >= JOIN, LINK.c.until.is_(None))
        rows = connection.execute(query.where(or_(LINK.c.left.in_(piece), LINK.c.right.in_(piece))))
        found.update(number for row in rows for number in row)
    return _current(connection, found)


def regroup(connection: Connection, change: int, touched: Collection[int]) -> Formed:
    """Forms the events around the touched reports anew and records what changed."""
    everything = neighbours(connection, _reach(connection, touched))
    rulings = in_force(connection, [each.report.id for each in everything])
    out = rejected(rulings)
    near = {each.report.id: each for each in everything if each.report.id not in out}
    links = _links(connection, [each.number for each in near.values()])

    def odds(left: str, right: str) -> float:
        one, other = near[left], near[right]
        return log_odds(compare(one.report, other.report, published=(one.published, other.published)))

    groups = grouped({report_id: each.report.article_id for report_id, each in near.items()}, links, rulings, odds)
    old: dict[str, set[str]] = defaultdict(set)
    for each in everything:
        if each.event_id:
            old[each.event_id].add(each.report.id)
    named = naming.name(connection, groups, old)
    changed = {
        event_id
        for event_id, group in sorted(named.groups.items())
        if _record(connection, change, event_id, [near[one] for one in group], rulings, new=event_id in named.minted)
    }
    _assign(connection, None, [each for each in everything if each.report.id in out])
    _end(connection, change, named.groups, old, rulings)
    return Formed(new=tuple(sorted(changed & named.minted)), grown=tuple(sorted(changed - named.minted)))


def resolve_anew(connection: Connection, change: int) -> None:
    """Compares all reports anew and forms all events anew, after a change of the resolver."""
    connection.execute(update(LINK).where(LINK.c.until.is_(None)).values(until=change))
    connection.execute(delete(BLOCK))
    left = set(connection.scalars(select(CURRENT_REPORT.c.number)))
    for number in sorted(left):
        for each in neighbours(connection, [number]):
            link_up(connection, change, number, each.report, each.published)
    while left:
        reached = _reach(connection, {min(left)})
        regroup(connection, change, reached)
        left -= reached


def end(connection: Connection, change: int, event_id: str, why: str, redirect: str | None = None) -> None:
    """Records that an event is no more, and where it went."""
    connection.execute(insert(EVENT).values(id=event_id, change=change, why=why, redirect=redirect))
    connection.execute(delete(CURRENT_EVENT).where(CURRENT_EVENT.c.id == event_id))


# ------------------------------------------------------------------ the neighbourhood


def neighbours(connection: Connection, numbers: Iterable[int]) -> list[Neighbour]:
    """The current reports of these rows."""
    found: list[Neighbour] = []
    query = select(REPORT.c.number, REPORT.c.record)
    query = query.add_columns(CURRENT_REPORT.c.published, CURRENT_REPORT.c.publisher, CURRENT_REPORT.c.event_id)
    query = query.join(CURRENT_REPORT, CURRENT_REPORT.c.number == REPORT.c.number)
    for piece in chunks(sorted(numbers)):
        for row in connection.execute(query.where(REPORT.c.number.in_(piece))):
            report = decode(row.record, Report)
            found.append(Neighbour(row.number, report, row.published, row.publisher, row.event_id))
    return found


def _reach(connection: Connection, touched: Collection[int]) -> set[int]:
    """The touched reports and all that joining links, decisions and events of now lead to."""
    reached, edge = set(touched), set(touched)
    while edge:
        edge = (linked(connection, edge) | tied(connection, edge) | _together(connection, edge)) - reached
        reached |= edge
    return reached


def _together(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Reports that are in one event with one of these so far."""
    found: set[int] = set()
    for piece in chunks(sorted(numbers)):
        events = select(CURRENT_REPORT.c.event_id).where(CURRENT_REPORT.c.number.in_(piece))
        found.update(connection.scalars(select(CURRENT_REPORT.c.number).where(CURRENT_REPORT.c.event_id.in_(events))))
    return found


def _current(connection: Connection, numbers: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for piece in chunks(sorted(numbers)):
        found.update(connection.scalars(select(CURRENT_REPORT.c.number).where(CURRENT_REPORT.c.number.in_(piece))))
    return found


def _links(connection: Connection, numbers: Collection[int]) -> list[Link]:
    """The links both of whose ends are among these."""
    inside = set(numbers)
    found: list[Link] = []
    for piece in chunks(sorted(numbers)):
        query = select(LINK.c.right, LINK.c.record).where(LINK.c.left.in_(piece), LINK.c.until.is_(None))
        found += [decode(record, Link) for right, record in connection.execute(query) if right in inside]
    return found


# ------------------------------------------------------------------ one event


def _record(
    connection: Connection,
    change: int,
    event_id: str,
    members: Collection[Neighbour],
    rulings: Iterable[Ruling],
    *,
    new: bool,
) -> bool:
    """Consolidates a group under its id and records it where anything changed; whether it did."""
    reports = {each.report.id: each.report for each in members}
    published = {each.report.article_id: each.published for each in members}
    publishers = {each.report.article_id: each.publisher for each in members}
    event = consolidate(event_id, reports.values(), published=published, publishers=publishers)
    event = ruled(event, reports, rulings)
    _assign(connection, event_id, members)
    query = select(EVENT.c.record).join(CURRENT_EVENT, CURRENT_EVENT.c.number == EVENT.c.number)
    before = connection.scalar(query.where(CURRENT_EVENT.c.id == event_id))
    after = encode(event)
    if before == after:
        return False
    others = sorted({each.event_id for each in members if each.event_id and each.event_id != event_id})
    why = _why(decode(before, Event), event, others) if before else _why_here(event, others, new=new)
    facts = event_facts(event)
    number = add_row(connection, EVENT, id=event_id, change=change, why=why, record=after, **facts)
    index_event(connection, number, event)
    connection.execute(delete(CURRENT_EVENT).where(CURRENT_EVENT.c.id == event_id))
    connection.execute(insert(CURRENT_EVENT).values(number=number, id=event_id, **facts))
    return True


def _assign(connection: Connection, event_id: str | None, members: Iterable[Neighbour]) -> None:
    for piece in chunks(each.number for each in members if each.event_id != event_id):
        here = CURRENT_REPORT.c.number.in_(piece)
        connection.execute(update(CURRENT_REPORT).where(here).values(event_id=event_id))


def _why_here(event: Event, others: Collection[str], *, new: bool) -> str:
    if others:
        return f"split from {', '.join(others)}"
    return f"{'new' if new else 'back'}, {_reports(event.reports)}"


def _why(before: Event, after: Event, others: Collection[str]) -> str:
    came = set(after.reports) - set(before.reports)
    went = set(before.reports) - set(after.reports)
    parts = [f"merged with {', '.join(others)}"] if others else []
    parts += [f"{_reports(came)} more"] if came else []
    parts += [f"{_reports(went)} fewer"] if went else []
    parts += ["decided by a person"] if set(after.decisions) - set(before.decisions) else []
    parts += ["a decision undone"] if set(before.decisions) - set(after.decisions) else []
    return "; ".join(parts) or "consolidated anew"


def _reports(ids: Collection[str]) -> str:
    return f"{len(ids)} report{'s' * (len(ids) != 1)}"


def _end(
    connection: Connection,
    change: int,
    named: Mapping[str, tuple[str, ...]],
    old: Mapping[str, Collection[str]],
    rulings: Iterable[Ruling],
) -> None:
    """Ends the events that go on in no group: merged into another, or rejected."""
    event_of = {report_id: event_id for event_id, group in named.items() for report_id in group}
    for event_id in sorted(old.keys() - named.keys()):
        shares = Counter(event_of[report_id] for report_id in old[event_id] if report_id in event_of)
        if shares:
            heir = min(shares, key=lambda other: (-shares[other], named[other]))
            end(connection, change, event_id, f"merged into {heir}", redirect=heir)
        else:
            ends = [each for each in rulings if each.decision.verb == "reject" and {*each.reports} & {*old[event_id]}]
            users = {each.decision.user for each in ends}
            end(connection, change, event_id, f"rejected by {', '.join(sorted(users))}")
