"""Which event is part of which series or episode, kept in the events' own states.

The machine joins an event to the narrowest series or episode that it lies within; where a person ruled, that holds. An
event's state names the whole, so what it was part of on an earlier day is in the log like all else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, select

from dateline.ledger import states
from dateline.ledger.indexing import event_facts
from dateline.ledger.recording import WHOLES, State, record, standing
from dateline.ledger.rows import decode, rows_of
from dateline.ledger.ruling import Ruling
from dateline.ledger.rulings import in_force
from dateline.ledger.schema import CURRENT_EVENT, CURRENT_REPORT, EVENT
from dateline.ledger.states import Moment
from dateline.model import Event, Word
from dateline.ontology import Ontology
from dateline.resolving import Frame, wholes_of

PART_OF, NOTHING = "part_of", "none"  # the field of a decision, and its value where an event is part of no other
_NARROWER = {"episode": ("incident", "series"), "series": ("incident",)}


def placed(connection: Connection, found: Collection[Event], rulings: Iterable[Ruling]) -> list[Event]:
    """The events, each with the whole that it is part of as things stand."""
    ruled = [each for each in rulings if each.decision.field == PART_OF]
    those = {event.id: event for event in _wholes(connection, found)}
    those |= {event.id: event for event in found if event.kind in WHOLES}
    wholes = defaultdict[str, list[Frame]](list)
    for frame in map(Frame, those.values()):
        wholes[frame.family].append(frame)
    told = {event.id: whole for event in found for whole in _ruled(connection, event, ruled)}
    above = {whole.id: told.get(whole.id, whole.part_of) for whole in those.values()} | told
    return [
        replace(event, part_of=told[event.id] if event.id in told else _narrowest(Frame(event), wholes, above))
        for event in found
    ]


def _narrowest(event: Frame, wholes: Mapping[str, Sequence[Frame]], above: Mapping[str, str | None]) -> str | None:
    """The narrowest of the wholes of its family that an event lies within, and that is no part of it."""
    holding = wholes_of(event, wholes.get(event.family, ()))
    return next((whole for whole in holding if not _leads(above, whole, event.id)), None)


def rejoin(connection: Connection, change: int, moved: Collection[str], reframed: Collection[str]) -> set[str]:
    """Places events anew after others changed or ended (`moved`), some of which may hold others than before.

    Gives the ids of those that are now part of another event, or of none.
    """
    near = {event.id: event for event in _affected(connection, moved, reframed)}
    if not near:
        return set()
    rulings = in_force(connection, [report_id for event in near.values() for report_id in event.reports])
    states = [State(event) for event in placed(connection, list(near.values()), rulings)]
    return record(connection, change, states).changed


def join_all(connection: Connection, change: int) -> None:
    """Places all events, as after a change of the schema."""
    wholes = select(CURRENT_EVENT.c.id).where(CURRENT_EVENT.c.kind.in_(WHOLES))
    rejoin(connection, change, (), set(connection.scalars(wholes)))


def above(connection: Connection, event_id: str) -> Iterator[str]:
    """The ids of the event, of what it is part of, and so on up."""
    seen: set[str] = set()
    here: str | None = event_id
    while here is not None and here not in seen:
        yield here
        seen.add(here)
        here = connection.scalar(select(CURRENT_EVENT.c.part_of).where(CURRENT_EVENT.c.id == here))


def parts(connection: Connection, event_id: str, at: Moment = None) -> list[str]:
    """The ids of the events that are part of this one, in the order of their days."""
    here = states.standing("event", at)
    inside = (
        here.c.part_of == event_id if at is None else here.c.record.contains(f'"part_of":"{event_id}"', autoescape=True)
    )
    query = select(here.c.id).where(inside)
    return list(connection.scalars(query.order_by(here.c.start.is_(None), here.c.start, here.c.id)))


# ------------------------------------------------------------------ what may hold what


def _affected(connection: Connection, moved: Collection[str], reframed: Collection[str]) -> Iterator[Event]:
    """Events that are part of events that moved, and those that lie in the days of events that were reframed."""
    query = select(EVENT.c.record).join(CURRENT_EVENT, CURRENT_EVENT.c.number == EVENT.c.number)
    for row in rows_of(connection, query, CURRENT_EVENT.c.part_of, sorted({*moved, *reframed})):
        yield decode(row.record, Event)
    for whole in standing(connection, sorted(reframed)).values():
        facts, narrower = event_facts(whole), _NARROWER.get(whole.kind)
        if facts["start"] is None or narrower is None:
            continue
        within = CURRENT_EVENT.c.type.in_(sorted(Ontology.load().family(whole.type)))
        here = CURRENT_EVENT.c
        days = (here.start >= facts["start"]) & (here.end <= facts["end"])
        days &= here.start <= facts["end"]  # which follows, but tells the database how far to look
        rows = connection.scalars(query.where(CURRENT_EVENT.c.kind.in_(narrower), within, days))
        yield from (decode(record, Event) for record in rows)


def _wholes(connection: Connection, found: Iterable[Event]) -> Iterator[Event]:
    """Series and episodes that span the days of one of these events, of its family of types."""
    days: dict[frozenset[str], list[tuple[str, str]]] = defaultdict(list)
    for event in found:
        facts = event_facts(event)
        if facts["start"] is not None and facts["end"] is not None:
            days[frozenset(Ontology.load().family(event.type))].append((facts["start"], facts["end"]))
    here = CURRENT_EVENT.c
    query = select(here.number, here.start, here.end).where(here.kind.in_(WHOLES))
    holding: list[int] = []
    for types, spans in days.items():
        spanning = (here.start <= max(start for start, _ in spans)) & (here.end >= min(end for _, end in spans))
        rows = connection.execute(query.where(here.type.in_(sorted(types)), spanning)).all()
        holding += _holding(rows, spans)
    for row in rows_of(connection, select(EVENT.c.record), EVENT.c.number, holding):
        yield decode(row.record, Event)


def _holding(rows: Iterable[Any], spans: Iterable[tuple[str, str]]) -> list[int]:
    """The numbers of those rows, each with its first and last day, that one of the spans lies within."""
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]
    ends = list(accumulate((end for _, end in reversed(ordered)), min))[::-1]  # the first end, of it and all after it
    found = ((row.number, row.end, bisect_left(starts, row.start)) for row in rows)
    return [number for number, end, after in found if after < len(ends) and ends[after] <= end]


def _ruled(connection: Connection, event: Event, ruled: Iterable[Ruling]) -> Iterator[str | None]:
    """What persons ruled that an event is part of, in the order they did; nothing of wholes whose words are lost."""
    for each in ruled:
        if {*each.reports}.isdisjoint(event.reports) or not isinstance(each.decision.value, Word):
            continue
        if each.decision.value.word == NOTHING:
            yield None
        query = select(CURRENT_REPORT.c.event_id)
        holding = (row.event_id for row in rows_of(connection, query, CURRENT_REPORT.c.id, each.rest))
        shares = Counter(event_id for event_id in holding if event_id not in (None, event.id))
        if shares:
            yield min(shares, key=lambda whole: (-shares[whole], whole))


def _leads(part_of: Mapping[str, str | None], from_id: str, to_id: str) -> bool:
    """Whether one event is part of another, by however many steps."""
    here: str | None = from_id
    for _ in range(len(part_of) + 1):
        if here is None or here == to_id:
            break
        here = part_of.get(here)
    return here == to_id
