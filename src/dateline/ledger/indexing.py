"""The indexes, made from the records of the logs: row by row as records come in, or all of them anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, select

from dateline.ledger import attaching, searching
from dateline.ledger.rows import bounds, chunks, decode, put_rows, put_values, rows_of
from dateline.ledger.schema import (
    ARTICLE,
    ATTACHED,
    BLOCK,
    CURRENT_ARTICLE,
    CURRENT_EVENT,
    CURRENT_RELATION,
    CURRENT_REPORT,
    CURRENT_TOTAL,
    DECISION,
    EVENT,
    EVENT_COUNTRY,
    EVENT_PARTY,
    RELATION,
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
    CURRENT_RELATION,
    CURRENT_TOTAL,
    CURRENT_REPORT,
    CURRENT_ARTICLE,
)


def event_facts(event: Event) -> dict[str, str | None]:
    """What the log of events keeps beside a record: its type, and the days of its best date."""
    start, end = bounds(next((one.best for one in event.field("date") if isinstance(one.best, Date)), None))
    return {"type": event.type, "start": start, "end": end}


def current_facts(event: Event) -> dict[str, str | None]:
    """What the index of current events keeps of a state."""
    return {"id": event.id, **event_facts(event), "kind": event.kind, "part_of": event.part_of}


def index_events(connection: Connection, found: Iterable[tuple[int, Event]]) -> None:
    """Indexes states of events, each under the number of its row."""
    at, by = list[dict[str, Any]](), list[dict[str, Any]]()
    for number, event in found:
        at += ({"country": code, "event": number} for code in countries(event))
        given = [one.best for one in event.fields if one.decision and isinstance(one.best, Party)]
        by += ({"event": number, **row} for row in party_rows(given))
    put_rows(connection, EVENT_COUNTRY, at)
    put_rows(connection, EVENT_PARTY, by)


def index_reports(connection: Connection, found: Iterable[tuple[int, Report]]) -> None:
    """Indexes the parties of states of reports, each under the number of its row."""
    rows = ({"report": number, **row} for number, report in found for row in party_rows(parties(report)))
    put_rows(connection, REPORT_PARTY, list(rows))


def file_reports(connection: Connection, found: Iterable[tuple[int, Keys]]) -> None:
    """Files reports under their blocking keys."""
    # In the order of the keys each page of the index is written to once.
    rows = sorted((key, number) for number, its in found for key in its.left)
    put_values(connection, BLOCK, ("key", "report"), rows)


def unfile(connection: Connection, numbers: Iterable[int]) -> None:
    """Takes current reports out from under their blocking keys."""
    query = select(REPORT.c.number, REPORT.c.record, CURRENT_REPORT.c.published)
    query = query.join(CURRENT_REPORT, CURRENT_REPORT.c.number == REPORT.c.number)
    for row in list(rows_of(connection, query, REPORT.c.number, sorted(numbers))):
        for piece in chunks(sorted(keys(decode(row.record, Report), row.published).left)):
            connection.execute(delete(BLOCK).where(BLOCK.c.key.in_(piece), BLOCK.c.report == row.number))


def owners(connection: Connection, articles: Mapping[str, Article]) -> dict[str, str | None]:
    """Who speaks in each article: its publisher, and in a copy whoever does in the article that it is a copy of."""
    originals = {article.copy_of for article in articles.values() if article.copy_of}
    query = select(ARTICLE.c.record).join(CURRENT_ARTICLE, CURRENT_ARTICLE.c.number == ARTICLE.c.number)
    known = [decode(row.record, Article) for row in rows_of(connection, query, CURRENT_ARTICLE.c.id, sorted(originals))]
    speaks = {article.id: article.publisher or f"article {article.id}" for article in known}
    return {
        article_id: speaks.get(article.copy_of, f"article {article.copy_of}") if article.copy_of else article.publisher
        for article_id, article in articles.items()
    }


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
    for log, current in ((TOTAL, CURRENT_TOTAL), (RELATION, CURRENT_RELATION)):
        told = last_rows(connection, log)
        put_rows(connection, current, [{"id": r.id, "number": r.number, "article_id": r.article_id} for r in told])
    for row in connection.execute(select(DECISION.c.number, DECISION.c.record)).all():
        attaching.attach_anew(connection, row.number, decode(row.record, Decision))


def _index_articles(connection: Connection) -> None:
    gone = set(connection.scalars(select(TOMBSTONE.c.article_id)))
    standing = [row for row in last_rows(connection, ARTICLE) if row.id not in gone]
    put_rows(connection, CURRENT_ARTICLE, [{"id": row.id, "number": row.number} for row in standing])
    query = select(ARTICLE.c.number, ARTICLE.c.id, ARTICLE.c.record).where(ARTICLE.c.record.is_not(None))
    for row in _rows(connection, query):
        if row.id not in gone:
            reports, earlier = _reports_of(connection, row.id), reports_ever(connection, row.id)
            searching.put(connection, row.number, decode(row.record, Article), reports, earlier)


def reports_ever(connection: Connection, article_id: str) -> list[Report]:
    """All states of all reports that were ever made of an article."""
    query = select(REPORT.c.record).where(REPORT.c.article_id == article_id, REPORT.c.record.is_not(None))
    return [decode(record, Report) for record in connection.scalars(query)]


def _reports_of(connection: Connection, article_id: str) -> list[Report]:
    return [decode(row.record, Report) for row in last_rows(connection, REPORT, REPORT.c.article_id == article_id)]


def _index_events(connection: Connection) -> dict[str, str]:
    """Indexes all states of events; which event each report is in now."""
    event_of: dict[str, str] = {}
    current = {row.number for row in last_rows(connection, EVENT)}
    query = select(EVENT.c.number, EVENT.c.record).where(EVENT.c.record.is_not(None)).order_by(EVENT.c.number)
    for piece in chunks(_rows(connection, query)):
        states = [(row.number, decode(row.record, Event)) for row in piece]
        index_events(connection, states)
        stand = [(number, event) for number, event in states if number in current]
        put_rows(connection, CURRENT_EVENT, [{"number": number, **current_facts(event)} for number, event in stand])
        for _, event in stand:
            event_of.update(dict.fromkeys(event.reports, event.id))
    return event_of


def _index_reports(connection: Connection, event_of: dict[str, str]) -> None:
    articles = {row.id: decode(row.record, Article) for row in last_rows(connection, ARTICLE)}
    owner = owners(connection, articles)
    current = {row.number for row in last_rows(connection, REPORT)}
    query = select(REPORT.c.number, REPORT.c.id, REPORT.c.article_id, REPORT.c.record)
    for piece in chunks(_rows(connection, query.where(REPORT.c.record.is_not(None)).order_by(REPORT.c.number))):
        states = [(row, decode(row.record, Report)) for row in piece]
        index_reports(connection, [(row.number, report) for row, report in states])
        stand = [(row, report, articles.get(row.article_id)) for row, report in states if row.number in current]
        put_rows(
            connection,
            CURRENT_REPORT,
            [
                {
                    "id": row.id,
                    "number": row.number,
                    "article_id": row.article_id,
                    "published": article.published if article else None,
                    "publisher": owner.get(row.article_id),
                    "event_id": event_of.get(row.id),
                }
                for row, _, article in stand
            ],
        )
        filed = ((row.number, keys(report, article.published if article else None)) for row, report, article in stand)
        file_reports(connection, filed)


def _rows(connection: Connection, query: Any) -> Iterator[Any]:
    yield from connection.execute(query).all()
