"""Whether a ledger is what it says: every span its words, every event its reports, every value its claim, every index
its log. Each fault is one line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select, text

from dateline.ledger import searching
from dateline.ledger.database import is_sqlite
from dateline.ledger.indexing import countries, current_facts, event_facts, parties, party_rows
from dateline.ledger.rows import decode, meta
from dateline.ledger.rulings import undone
from dateline.ledger.schema import (
    ARTICLE,
    BLOCK,
    CHANGE,
    CURRENT_ARTICLE,
    CURRENT_EVENT,
    CURRENT_RELATION,
    CURRENT_REPORT,
    CURRENT_TOTAL,
    DECISION,
    EVENT,
    EVENT_COUNTRY,
    RELATION,
    REPORT,
    REPORT_PARTY,
    TOMBSTONE,
    TOTAL,
)
from dateline.ledger.states import last_rows
from dateline.model import Article, ClaimRef, Decision, Event, Evidence, RelationClaim, Report, Total, Value
from dateline.resolving import RESOLVER, keys

_Told = Report | Total | RelationClaim


def faults(connection: Connection) -> Iterator[str]:
    """Every fault of the ledger, one line each; none where all is well."""
    yield from _database(connection)
    yield from _changes(connection)
    yield from _spans(connection)
    yield from _events(connection)
    yield from _current(connection)
    yield from _details(connection)


def _database(connection: Connection) -> Iterator[str]:
    """What SQLite finds when it looks at every page; PostgreSQL checks its own."""
    if not is_sqlite(connection):
        return
    for line in connection.scalars(text("PRAGMA integrity_check")):
        if line != "ok":
            yield f"database: {line}"
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"database: row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there"


def _changes(connection: Connection) -> Iterator[str]:
    before = ""
    for row in connection.execute(select(CHANGE.c.number, CHANGE.c.recorded_at).order_by(CHANGE.c.number)):
        if row.recorded_at < before:
            yield f"change {row.number}: is dated before the change that came before it"
        before = row.recorded_at


# ------------------------------------------------------------------ spans


def _spans(connection: Connection) -> Iterator[str]:
    """Spans of all states of all reports, totals and relations, against the article as it was then."""
    forgotten = set(connection.scalars(select(TOMBSTONE.c.article_id)))
    ids = select(ARTICLE.c.id).distinct().order_by(ARTICLE.c.id)
    for article_id in connection.scalars(ids).all():
        if article_id in forgotten:
            continue
        rows = select(ARTICLE.c.change, ARTICLE.c.record).where(ARTICLE.c.id == article_id)
        rows = rows.where(ARTICLE.c.record.is_not(None)).order_by(ARTICLE.c.number)
        versions = [(row.change, decode(row.record, Article)) for row in connection.execute(rows)]
        for change, told, spans in _told_by(connection, article_id):
            article = next((version for since, version in reversed(versions) if since <= change), None)
            yield from _wrong_spans(told, spans, article_id, article)


def _told_by(connection: Connection, article_id: str) -> Iterator[tuple[int, str, Iterator[Evidence]]]:
    """What an article was said to tell: since which change, what it is, and its spans."""
    kinds: tuple[tuple[Table, type[_Told]], ...] = ((REPORT, Report), (TOTAL, Total), (RELATION, RelationClaim))
    for log, kind in kinds:
        rows = select(log).where(log.c.article_id == article_id, log.c.record.is_not(None))
        for row in connection.execute(rows):
            yield row.change, f"{log.name} {row.id}", _evidence(decode(row.record, kind))


def _wrong_spans(told: str, spans: Iterator[Evidence], article_id: str, article: Article | None) -> Iterator[str]:
    if article is None:
        yield f"{told}: its article {article_id} was not in the ledger then"
        return
    for span in set(spans):
        try:
            words = article.part(span)[span.start : span.end]
        except IndexError:
            words = ""
        if words != span.quote:
            yield f"{told}: {span.part} {span.start}-{span.end} is not “{span.quote}” in {article.id}"


def _evidence(told: _Told) -> Iterator[Evidence]:
    if isinstance(told, RelationClaim):
        yield from told.evidence
    else:
        yield told.quote
    if isinstance(told, Report):
        yield told.trigger
        for claim in told.claims:
            yield from claim.evidence
    chains = [claim.cited for claim in told.claims] if isinstance(told, Report) else [told.cited]
    for link in (link for chain in chains for link in chain):
        yield from filter(None, (link.evidence, link.cue))


# ------------------------------------------------------------------ events


def _events(connection: Connection) -> Iterator[str]:
    reports = {row.id: decode(row.record, Report) for row in last_rows(connection, REPORT)}
    decisions = {
        row.id: decode(row.record, Decision) for row in connection.execute(select(DECISION.c.id, DECISION.c.record))
    }
    gone, home = undone(connection), dict[str, str]()
    events = [decode(row.record, Event) for row in last_rows(connection, EVENT)]
    for event in events:
        for report_id in event.reports:
            if report_id not in reports:
                yield f"event {event.id}: its report {report_id} does not stand"
            elif report_id in home:
                yield f"event {event.id}: its report {report_id} is also in event {home[report_id]}"
            home[report_id] = event.id
        for decision_id in event.decisions:
            if decision_id not in decisions or decision_id in gone:
                yield f"event {event.id}: decision {decision_id} is not in force"
        yield from _wrong_values(event, reports, decisions)
    yield from _lost_wholes(events)
    rejected = {row.id for row in connection.execute(select(CURRENT_REPORT).where(CURRENT_REPORT.c.event_id.is_(None)))}
    for report_id in sorted(reports.keys() - home.keys() - rejected):
        yield f"report {report_id}: is in no event, and was not rejected"
    yield from _lost_redirects(connection)


def _wrong_values(event: Event, reports: Mapping[str, Report], decisions: Mapping[str, Decision]) -> Iterator[str]:
    for one in event.fields:
        told = [("lowest", one.low, one.low_claim), ("highest", one.high, one.high_claim)]
        if one.decision is None:
            told.append(("best", one.best, one.best_claim))
        elif one.decision not in decisions or decisions[one.decision].value != one.best:
            yield f"event {event.id}: its {one.field} is not what decision {one.decision} says"
        for which, value, ref in told:
            if (value is not None or ref is not None) and not _is_claimed(value, ref, event, reports):
                yield f"event {event.id}: the {which} {one.field} is not what its claim says"


def _is_claimed(value: Value | None, ref: ClaimRef | None, event: Event, reports: Mapping[str, Report]) -> bool:
    if ref is None or ref.report_id not in event.reports or ref.report_id not in reports:
        return False
    claims = reports[ref.report_id].claims
    return 0 <= ref.claim < len(claims) and claims[ref.claim].value == value


def _lost_wholes(events: Iterable[Event]) -> Iterator[str]:
    """Wholes that are no events, and events that are part of themselves."""
    whole_of = {event.id: event.part_of for event in events}
    for event_id, whole in whole_of.items():
        if whole is not None and whole not in whole_of:
            yield f"event {event_id}: is part of {whole}, which is no event"
        seen = {event_id}
        while whole is not None and whole not in seen:
            seen.add(whole)
            whole = whole_of.get(whole)
        if whole == event_id:
            yield f"event {event_id}: is part of itself"


def _lost_redirects(connection: Connection) -> Iterator[str]:
    known = set(connection.scalars(select(EVENT.c.id)))
    for row in connection.execute(select(EVENT.c.id, EVENT.c.redirect).where(EVENT.c.redirect.is_not(None))):
        if row.redirect not in known:
            yield f"event {row.id}: leads to {row.redirect}, which the ledger does not know"


# ------------------------------------------------------------------ indexes


def _current(connection: Connection) -> Iterator[str]:
    """Whether the indexes of what is current name the last rows of the logs."""
    pairs = (
        (ARTICLE, CURRENT_ARTICLE),
        (REPORT, CURRENT_REPORT),
        (TOTAL, CURRENT_TOTAL),
        (RELATION, CURRENT_RELATION),
        (EVENT, CURRENT_EVENT),
    )
    for log, current in pairs:
        stands = {row.id: row.number for row in last_rows(connection, log)}
        if log is ARTICLE:
            stands = {k: v for k, v in stands.items() if not _is_forgotten(connection, k)}
        said = {row.id: row.number for row in connection.execute(select(current.c.id, current.c.number))}
        yield from _unlike(f"{log.name} index", stands, said)
    event_of = {
        report_id: event.id
        for event in (decode(row.record, Event) for row in last_rows(connection, EVENT))
        for report_id in event.reports
    }
    query = select(CURRENT_REPORT.c.id, CURRENT_REPORT.c.event_id).where(CURRENT_REPORT.c.event_id.is_not(None))
    yield from _unlike("events of reports", event_of, {row.id: row.event_id for row in connection.execute(query)})


def _is_forgotten(connection: Connection, article_id: str) -> bool:
    return connection.scalar(select(TOMBSTONE.c.article_id).where(TOMBSTONE.c.article_id == article_id)) is not None


def _unlike(what: str, stands: Mapping[str, object], said: Mapping[str, object]) -> Iterator[str]:
    for key in sorted(stands.keys() | said.keys()):
        if stands.get(key) != said.get(key):
            yield f"{what}: has {said.get(key, 'nothing')} for {key}, the log has {stands.get(key, 'nothing')}"


def _details(connection: Connection) -> Iterator[str]:
    """Whether filters find what the records hold."""
    for row in connection.execute(select(EVENT).where(EVENT.c.record.is_not(None))):
        facts = event_facts(decode(row.record, Event))
        if facts != {"type": row.type, "start": row.start, "end": row.end}:
            yield f"event index: row {row.number} of {row.id} is filed under another type or day"
    query = select(CURRENT_EVENT, EVENT.c.record).join(EVENT, EVENT.c.number == CURRENT_EVENT.c.number)
    for row in connection.execute(query.where(EVENT.c.record.is_not(None))):
        facts = current_facts(decode(row.record, Event))
        if facts != {name: getattr(row, name) for name in facts}:
            yield f"index of current events: {row.id} is not filed as its record says"
    yield from _sets(
        "country index",
        EVENT_COUNTRY,
        ("event", "country"),
        ((row.number, code) for row in _told(connection, EVENT) for code in countries(decode(row.record, Event))),
        connection,
    )
    yield from _sets(
        "party index",
        REPORT_PARTY,
        ("report", "party", "word"),
        (
            (row.number, each["party"], each["word"])
            for row in _told(connection, REPORT)
            for each in party_rows(parties(decode(row.record, Report)))
        ),
        connection,
    )
    if meta(connection, "resolver") == RESOLVER:
        articles = last_rows(connection, ARTICLE)
        published = {row.id: decode(row.record, Article).published for row in articles}
        filed = (
            (row.number, key)
            for row in last_rows(connection, REPORT)
            for key in keys(decode(row.record, Report), published.get(row.article_id)).left
        )
        yield from _sets("index of candidates", BLOCK, ("report", "key"), filed, connection)
    texts = {row.number for row in _told(connection, ARTICLE) if not _is_forgotten(connection, row.id)}
    for number in sorted(texts ^ searching.numbers(connection)):
        yield f"text index: article row {number} is {'not in it' if number in texts else 'in it, and not in the log'}"


def _told(connection: Connection, log: Table) -> Iterator[Any]:
    yield from connection.execute(select(log).where(log.c.record.is_not(None)))


def _sets(
    what: str, table: Table, names: Iterable[str], expected: Iterable[tuple[object, ...]], connection: Connection
) -> Iterator[str]:
    """Whether an index holds these rows and no others; one line for each owner of rows that differ."""
    stands, said = defaultdict[object, set[object]](set), defaultdict[object, set[object]](set)
    for owner, *rest in expected:
        stands[owner].add(tuple(rest))
    for owner, *rest in connection.execute(select(*(table.c[name] for name in names))):
        said[owner].add(tuple(rest))
    for owner in sorted(stands.keys() | said.keys(), key=str):
        if stands[owner] != said[owner]:
            yield f"{what}: does not hold what row {owner} of the log says"
