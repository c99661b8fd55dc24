"""Taking a text out for good: the one place where rows of a log are rewritten, and only to take words out of them.

What goes: the article in all its versions, its page's address, its reports, totals and relations, their links, the
values that events have from it now and had at any earlier time, its words in every index, and the words that decisions
are attached to. What stays: ids, hashes, types, days of changes, and a tombstone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Engine, delete, insert, or_, select, text, update

from dateline.errors import NotFound
from dateline.ledger import searching
from dateline.ledger.adding import end_empty, leave, version
from dateline.ledger.attaching import held, hold_on
from dateline.ledger.database import is_sqlite
from dateline.ledger.indexing import event_facts, index_events
from dateline.ledger.linking import Seen
from dateline.ledger.parting import PART_OF
from dateline.ledger.regrouping import regroup
from dateline.ledger.rows import add_change, add_row, chunks, decode, encode
from dateline.ledger.ruling import is_beside
from dateline.ledger.rulings import numbers_of
from dateline.ledger.schema import (
    ARTICLE,
    ATTACHED,
    CHANGE,
    CURRENT_ARTICLE,
    CURRENT_REPORT,
    DECISION,
    EVENT,
    EVENT_COUNTRY,
    EVENT_PARTY,
    LINK,
    PAGE,
    PAGE_ARTICLE,
    RELATION,
    REPORT,
    REPORT_PARTY,
    TOMBSTONE,
    TOTAL,
)
from dateline.ledger.telling import RELATIONS, REPORTS, TOTALS, retire
from dateline.model import (
    Article,
    Attachment,
    ClaimRef,
    Consolidated,
    Decision,
    Event,
    Evidence,
    Location,
    Means,
    Page,
    Party,
    Report,
    Seizure,
    Value,
)

FORGOTTEN = "[forgotten]"
"""What the record of a page has for its source once all its articles were forgotten."""
_NO_WORDS = Evidence(part="body", start=0, end=0, quote="")
_TOLD = ("article", "report", "total", "relation", "report_party", "article_text")
_REWRITTEN = (*_TOLD, "event", "link", "page", "decision")


def forget(connection: Connection, article_id: str, *, user: str, note: str | None = None) -> tuple[str, ...]:
    """Takes an article's text out of every table; the ids of what was forgotten, versions of the same story with it.

    An article forgotten before is left as it is. Raises NotFound.
    """
    ids = _versions(connection, article_id)
    if not ids:
        raise NotFound(f"{article_id}: the ledger knows no such article")
    ids -= set(connection.scalars(select(TOMBSTONE.c.article_id)))
    if not ids:
        return ()
    change = add_change(connection, version(), f"forget article {article_id}" + (f": {note}" if note else ""), user)
    day = str(connection.scalar(select(CHANGE.c.recorded_at).where(CHANGE.c.number == change)))[:10]
    reports = set(connection.scalars(select(REPORT.c.id).where(REPORT.c.article_id.in_(ids))))
    decisions = _scrub_decisions(connection, ids)  # first: what they said no longer holds of what is regrouped
    for each in sorted(ids):
        _end(connection, change, each)
    for each in sorted(ids):
        _scrub_article(connection, each, day)
    _scrub_pages(connection, ids)
    _scrub_events(connection, reports, decisions)
    searching.purge(connection)
    return tuple(sorted(ids))


def clean(engine: Engine) -> None:
    """Makes the database let go of the bytes of what was deleted: free pages, old rows, the write-ahead log."""
    if not is_sqlite(engine):
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM FULL " + ", ".join(_REWRITTEN)))
        return
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection  # outside any transaction
        for command in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            raw.execute(command).fetchall()


def tombstones(connection: Connection) -> list[tuple[str, str, str]]:
    """Articles that were forgotten, when, and by whom."""
    query = select(TOMBSTONE.c.article_id, CHANGE.c.recorded_at, CHANGE.c.user).distinct()
    query = query.join(CHANGE, CHANGE.c.number == TOMBSTONE.c.change).order_by(CHANGE.c.recorded_at)
    return [(row.article_id, row.recorded_at, row.user) for row in connection.execute(query)]


def _versions(connection: Connection, article_id: str) -> set[str]:
    """The article, those that it superseded or that superseded it, and all of the same text."""
    found: set[str] = set()
    edge = set(connection.scalars(select(ARTICLE.c.id).where(ARTICLE.c.id == article_id)))
    while edge:
        found |= edge
        query = select(ARTICLE.c.id, ARTICLE.c.redirect).where(ARTICLE.c.redirect.is_not(None))
        rows = connection.execute(query.where(or_(ARTICLE.c.id.in_(edge), ARTICLE.c.redirect.in_(edge))))
        texts = select(ARTICLE.c.hash).where(ARTICLE.c.id.in_(edge))
        same = connection.scalars(select(ARTICLE.c.id).where(ARTICLE.c.hash.in_(texts)))
        edge = {each for row in rows for each in row}.union(same) - found
    return found


def _end(connection: Connection, change: int, article_id: str) -> None:
    """Takes an article with its reports and totals out of what is current."""
    mine = select(CURRENT_REPORT.c.id).where(CURRENT_REPORT.c.article_id == article_id)
    gone = set(connection.scalars(mine))
    touched, left = leave(connection, gone)
    decided = held(connection, left)
    retire(connection, REPORTS, change, gone, ())
    for told in (TOTALS, RELATIONS):
        ids = select(told.current.c.id).where(told.current.c.article_id == article_id)
        retire(connection, told, change, set(connection.scalars(ids)), ())
    touched |= numbers_of(connection, hold_on(connection, gone, decided))
    regroup(connection, change, touched, Seen())
    end_empty(connection, change, {event_id for event_id in left.values() if event_id})
    for digest in set(connection.scalars(select(ARTICLE.c.hash).where(ARTICLE.c.id == article_id))):
        connection.execute(insert(TOMBSTONE).values(article_id=article_id, hash=digest, change=change))
    if connection.scalar(select(CURRENT_ARTICLE.c.id).where(CURRENT_ARTICLE.c.id == article_id)):
        connection.execute(delete(CURRENT_ARTICLE).where(CURRENT_ARTICLE.c.id == article_id))
        add_row(connection, ARTICLE, id=article_id, hash=digest, change=change)


def _scrub_article(connection: Connection, article_id: str, day: str) -> None:
    for row in connection.execute(select(ARTICLE).where(ARTICLE.c.id == article_id)).all():
        searching.drop(connection, row.number)
        if row.record is not None:
            before = decode(row.record, Article)
            stone = Article(
                id=before.id, hash=before.hash, title=f"[forgotten on {day}]", text="", published=before.published
            )
            connection.execute(update(ARTICLE).where(ARTICLE.c.number == row.number).values(record=encode(stone)))
    for log in (TOTAL, RELATION):
        connection.execute(update(log).where(log.c.article_id == article_id).values(record=None))
    rows = connection.execute(select(REPORT.c.number, REPORT.c.record).where(REPORT.c.article_id == article_id)).all()
    for piece in chunks([row.number for row in rows]):
        connection.execute(delete(LINK).where(or_(LINK.c.left.in_(piece), LINK.c.right.in_(piece))))
        connection.execute(delete(REPORT_PARTY).where(REPORT_PARTY.c.report.in_(piece)))
    for row in rows:
        if row.record is not None:
            stone_of = replace(decode(row.record, Report), trigger=_NO_WORDS, quote=_NO_WORDS, claims=())
            connection.execute(update(REPORT).where(REPORT.c.number == row.number).values(record=encode(stone_of)))


def _scrub_pages(connection: Connection, ids: Collection[str]) -> None:
    """Takes the addresses of pages away that hold nothing else."""
    for number in set(connection.scalars(select(PAGE_ARTICLE.c.page).where(PAGE_ARTICLE.c.article_id.in_(ids)))):
        others = select(PAGE_ARTICLE.c.page).where(PAGE_ARTICLE.c.page == number, PAGE_ARTICLE.c.article_id.not_in(ids))
        record = connection.scalar(select(PAGE.c.record).where(PAGE.c.number == number))
        if record is not None and connection.scalar(others) is None:
            page = replace(decode(record, Page), source=FORGOTTEN, url=None)
            connection.execute(update(PAGE).where(PAGE.c.number == number).values(url=None, record=encode(page)))


def _scrub_events(connection: Connection, reports: Collection[str], decisions: Collection[str]) -> None:
    """Takes what these reports told, and these decisions took from them, out of every state of every event."""
    for piece in chunks(sorted([*reports, *decisions])):
        told = or_(*(EVENT.c.record.contains(each, autoescape=True) for each in piece))
        for row in connection.execute(select(EVENT.c.number, EVENT.c.record).where(told)).all():
            event = decode(row.record, Event)
            fields = tuple(kept for field in event.fields if (kept := _without(field, reports, decisions)))
            event = replace(event, fields=fields)
            values = {"record": encode(event), **event_facts(event)}
            connection.execute(update(EVENT).where(EVENT.c.number == row.number).values(**values))
            for table in (EVENT_COUNTRY, EVENT_PARTY):
                connection.execute(delete(table).where(table.c.event == row.number))
            index_events(connection, [(row.number, event)])


def _without(field: Consolidated, reports: Collection[str], decisions: Collection[str]) -> Consolidated | None:
    def gone(ref: ClaimRef | None) -> bool:
        return ref is not None and ref.report_id in reports

    if gone(field.best_claim) or field.decision in decisions:
        return None
    if gone(field.low_claim):
        field = replace(field, low=None, low_claim=None)
    return replace(field, high=None, high_claim=None) if gone(field.high_claim) else field


def _scrub_decisions(connection: Connection, ids: Collection[str]) -> set[str]:
    """Takes the words of articles out of the decisions on them; those whose value went with the words.

    A value goes where a person took it from such an article, or where no other article is left that it is said of.
    Where others tell the event it is said of these; it goes with a word of it that stood in such an article alone.
    """

    def bare(places: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
        return tuple(replace(each, words=_NO_WORDS) if each.article_id in ids else each for each in places)

    emptied = set()
    gone = {*ids, *connection.scalars(select(TOMBSTONE.c.article_id))}
    mine = select(CURRENT_REPORT.c.id).where(CURRENT_REPORT.c.article_id.in_(ids))
    query = select(DECISION.c.number, DECISION.c.record).join(ATTACHED, ATTACHED.c.decision == DECISION.c.number)
    query = query.where(or_(ATTACHED.c.article_id.in_(ids), ATTACHED.c.report_id.in_(mine)))
    for row in connection.execute(query.distinct()).all():
        made = decode(row.record, Decision)
        told = made.support_of in ids
        others = _others(connection, row.number, ids)
        orphaned = gone.issuperset(each.article_id for each in made.reports)
        evidence = _NO_WORDS if is_beside(made) else None
        made = replace(made, reports=bare(made.reports), rest=bare(made.rest), evidence=evidence)
        if told:
            made = replace(made, support=None, support_of=None)
        if made.field != PART_OF:  # whose values are ids
            if not any(claim.value == made.replaces for each in others for claim in each.claims):
                made = replace(made, replaces=None)
            if made.value is not None and (told or (orphaned and not _is_said(connection, made.value, others, ids))):
                emptied.add(made.id)
                made = replace(made, value=None)
        connection.execute(update(DECISION).where(DECISION.c.number == row.number).values(record=encode(made)))
    return emptied


def _others(connection: Connection, number: int, ids: Collection[str]) -> list[Report]:
    """The reports that other articles make of the events that a decision is about."""
    events = select(CURRENT_REPORT.c.event_id).join(ATTACHED, ATTACHED.c.report_id == CURRENT_REPORT.c.id)
    events = events.where(ATTACHED.c.decision == number, CURRENT_REPORT.c.event_id.is_not(None))
    query = select(REPORT.c.record).join(CURRENT_REPORT, CURRENT_REPORT.c.number == REPORT.c.number)
    query = query.where(CURRENT_REPORT.c.event_id.in_(events), CURRENT_REPORT.c.article_id.not_in(ids))
    return [decode(record, Report) for record in connection.scalars(query)]


def _is_said(connection: Connection, value: Value, others: Collection[Report], ids: Collection[str]) -> bool:
    """Whether a value can be said of what others tell: no word of it stood in these articles alone."""
    told = {each.article_id for each in others}
    return bool(told) and set(_words(value)) & _texts(connection, ids) <= _texts(connection, told)


def _words(value: Value) -> list[str]:
    """The words of a name, of goods or of means; those of numbers, days and the codebook are nobody's."""
    match value:
        case Party():
            return searching.folded(value.name)
        case Location():
            return searching.folded(f"{value.text} {value.name or ''}")
        case Means():
            return searching.folded(value.text)
        case Seizure():
            return searching.folded(value.item)
        case _:
            return []


def _texts(connection: Connection, ids: Iterable[str]) -> set[str]:
    """The words of all versions of articles."""
    query = select(ARTICLE.c.record).where(ARTICLE.c.id.in_(sorted(ids)), ARTICLE.c.record.is_not(None))
    return {word for record in connection.scalars(query) for word in searching.words_of(decode(record, Article), ())}
