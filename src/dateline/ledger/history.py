"""What changed: the states of one event, and the events that differ between two moments."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Select, select

from dateline.errors import NotFound
from dateline.ledger.rows import decode
from dateline.ledger.schema import CHANGE, EVENT
from dateline.ledger.states import Moment
from dateline.model import Event, Record


class Revision(Record, frozen=True, kw_only=True):
    """One state of an event: since when, by which versions or whom, and why."""

    event_id: str
    at: str  # UTC timestamp
    version: str
    user: str | None  # who decided; None: the machine
    because: str  # what the change was about
    why: str  # what it did to the event
    event: Event | None  # None: the event ended
    redirect: str | None = None  # the event it was merged into


class Difference(Record, frozen=True, kw_only=True):
    """How an event differs between two moments."""

    event_id: str
    before: Event | None  # None: there was no such event
    after: Event | None  # None: it is one no more
    redirect: str | None
    revisions: tuple[Revision, ...]  # what happened between, in order


def revisions(connection: Connection, event_id: str, at: Moment = None) -> list[Revision]:
    """The states of an event in the order of time. Raises NotFound."""
    query = _states().where(EVENT.c.id == event_id)
    found = _read(connection, query if at is None else query.where(EVENT.c.change <= at))
    if not found:
        raise NotFound(f"{event_id}: the ledger knows no such event; `dateline events` lists them")
    return found


def differences(connection: Connection, since: Moment, until: Moment) -> Iterator[Difference]:
    """The events that differ between two moments, by their ids."""
    if since is None:
        return
    query = _states().where(EVENT.c.change > since)
    between: dict[str, list[Revision]] = {}
    for each in _read(connection, query if until is None else query.where(EVENT.c.change <= until)):
        between.setdefault(each.event_id, []).append(each)
    for event_id, steps in sorted(between.items()):
        before = _state(connection, event_id, since)
        if before != steps[-1].event:
            yield Difference(
                event_id=event_id,
                before=before,
                after=steps[-1].event,
                redirect=steps[-1].redirect,
                revisions=tuple(steps),
            )


def _states() -> Select[tuple[object, ...]]:
    columns = (EVENT.c.id, EVENT.c.why, EVENT.c.record, EVENT.c.redirect)
    query = select(*columns, CHANGE.c.recorded_at, CHANGE.c.version, CHANGE.c.user, CHANGE.c.why.label("because"))
    return query.join(CHANGE, CHANGE.c.number == EVENT.c.change).order_by(EVENT.c.number)


def _read(connection: Connection, query: Select[tuple[object, ...]]) -> list[Revision]:
    return [
        Revision(
            event_id=row.id,
            at=row.recorded_at,
            version=row.version,
            user=row.user,
            because=row.because,
            why=row.why,
            event=decode(row.record, Event) if row.record else None,
            redirect=row.redirect,
        )
        for row in connection.execute(query)
    ]


def _state(connection: Connection, event_id: str, at: int) -> Event | None:
    query = select(EVENT.c.record).where(EVENT.c.id == event_id, EVENT.c.change <= at)
    record = connection.scalar(query.order_by(EVENT.c.number.desc()).limit(1))
    return decode(record, Event) if record else None
