"""The indexes, made from the records of the logs: row by row as records come in, or all of them anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from dateline.ledger import attaching, searching
from dateline.ledger.rows import bounds, chunks, decode, put_rows
from dateline.ledger.schema import (
    ARTICLE,
    ATTACHED,
    BLOCK,
    CURRENT_ARTICLE,
    CURRENT_EVENT,
    CURRENT_REPORT,
    CURRENT_TOTAL,
    DECISION,
    EVENT,
    EVENT_COUNTRY,
    EVENT_PARTY,
    REPORT,
    REPORT_PARTY,
    TOMBSTONE,
    TOTAL,
)
from dateline.ledger.states import last_rows
from dateline.model import Article, Date, Decision, Event, Location, Party, Report
from dateline.resolving import Keys, keys, words

_ALL = (
    ATTACHED,
    BLOCK,
    REPORT_PARTY,
    EVENT_PARTY,
    EVENT_COUNTRY,
    CURRENT_EVENT,
    CURRENT_TOTAL,
    CURRENT_REPORT,
    CURRENT_ARTICLE,
)


def event_facts(event: Event) -> dict[str, str | None]:
    """What the log of events keeps beside a record: its type, and the days of its best date."""
    start, end = bounds(next((one.best for one in event.field("date") if isinstance(one.best, Date)), None))
    return {"type": event.type, "start": start, "end": end}


def index_event(connection: Connection, number: int, event: Event) -> None:
    """Indexes one state of an event under the number of its row."""
    put_rows(connection, EVENT_COUNTRY, [{"country": code, "event": number} for code in countries(event)])
    given = [one.best for one in event.fields if one.decision and isinstance(one.best, Party)]
    put_rows(connection, EVENT_PARTY, [{"event": number, **row} for row in party_rows(given)])


def index_report(connection: Connection, number: int, report: Report) -> None:
    """Indexes the parties of one state of a report under the number of its row."""
    put_rows(connection, REPORT_PARTY, [{"report": number, **row} for row in party_rows(parties(report))])


def file_report(connection: Connection, number: int, its: Keys) -> None:
    """Files a report under its blocking keys."""
    put_rows(connection, BLOCK, [{"key": key, "report": number} for key in sorted(its.left)])


def countries(event: Event) -> list[str]:
    """The countries of the places of an event."""
    places = (one.best for one in event.field("place") if isinstance(one.best, Location))
    return sorted({place.country for place in places if place.country})


def parties(report: Report) -> list[Party]:
    """The actors and recipients of a report, as its claims name them."""
    sides = (claim.value for claim in report.claims if claim.field in ("actor", "recipient"))
    return [value for value in sides if isinstance(value, Party)]


def party_rows(found: Iterable[Party]) -> list[dict[str, Any]]:
    """The words and registry ids by which parties are found, each name under a number of its own."""
    names = sorted({(party.name, party.actor_id or "") for party in found})
    rows = [
        {"party": party, "word": word}
        for party, (name, actor_id) in enumerate(names)
        for word in sorted({*words(name), *([f"#{actor_id}"] if actor_id else [])})
    ]
    return rows


def reindex(connection: Connection) -> None:
    """Makes all indexes anew from the logs."""
    for table in _ALL:
        connection.execute(delete(table))
    for number in searching.numbers(connection):
        searching.drop(connection, number)
    _index_articles(connection)
    event_of = _index_events(connection)
    _index_reports(connection, event_of)
    put_rows(
        connection,
        CURRENT_TOTAL,
        [{"id": r.id, "number": r.number, "article_id": r.article_id} for r in last_rows(connection, TOTAL)],
    )
    for row in connection.execute(select(DECISION.c.number, DECISION.c.record)).all():
        attaching.attach(connection, row.number, decode(row.record, Decision))


def _index_articles(connection: Connection) -> None:
    gone = set(connection.scalars(select(TOMBSTONE.c.article_id)))
    standing = [row for row in last_rows(connection, ARTICLE) if row.id not in gone]
    put_rows(connection, CURRENT_ARTICLE, [{"id": row.id, "number": row.number} for row in standing])
    query = select(ARTICLE.c.number, ARTICLE.c.id, ARTICLE.c.record).where(ARTICLE.c.record.is_not(None))
    for row in _rows(connection, query):
        if row.id not in gone:
            searching.put(connection, row.number, decode(row.record, Article), _reports_of(connection, row.id))


def _reports_of(connection: Connection, article_id: str) -> list[Report]:
    return [decode(row.record, Report) for row in last_rows(connection, REPORT, REPORT.c.article_id == article_id)]


def _index_events(connection: Connection) -> dict[str, str]:
    """Indexes all states of events; which event each report is in now."""
    event_of: dict[str, str] = {}
    current = {row.number for row in last_rows(connection, EVENT)}
    query = select(EVENT.c.number, EVENT.c.record).where(EVENT.c.record.is_not(None)).order_by(EVENT.c.number)
    for piece in chunks(_rows(connection, query)):
        for row in piece:
            event = decode(row.record, Event)
            index_event(connection, row.number, event)
            if row.number in current:
                here = {"number": row.number, "id": event.id, **event_facts(event)}
                connection.execute(insert(CURRENT_EVENT).values(**here))
                event_of.update(dict.fromkeys(event.reports, event.id))
    return event_of


def _index_reports(connection: Connection, event_of: dict[str, str]) -> None:
    published = _published(connection)
    current = {row.number for row in last_rows(connection, REPORT)}
    query = select(REPORT.c.number, REPORT.c.id, REPORT.c.article_id, REPORT.c.record)
    for row in _rows(connection, query.where(REPORT.c.record.is_not(None)).order_by(REPORT.c.number)):
        report = decode(row.record, Report)
        index_report(connection, row.number, report)
        if row.number in current:
            here = {"id": row.id, "number": row.number, "article_id": row.article_id}
            here |= {"published": published.get(row.article_id), "event_id": event_of.get(row.id)}
            connection.execute(insert(CURRENT_REPORT).values(**here))
            file_report(connection, row.number, keys(report, published.get(row.article_id)))


def _published(connection: Connection) -> dict[str, str | None]:
    return {row.id: decode(row.record, Article).published for row in last_rows(connection, ARTICLE)}


def _rows(connection: Connection, query: Any) -> Iterator[Any]:
    yield from connection.execute(query).all()
