"""One article into the ledger: its page, its text, its reports and totals, and the events they change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Literal, NamedTuple

from msgspec.structs import replace
from sqlalchemy import Connection, Table, delete, insert, select

from dateline import __version__
from dateline.errors import LedgerError
from dateline.ledger import indexing, searching
from dateline.ledger.attaching import reattach
from dateline.ledger.indexing import index_reports, owners, unfile
from dateline.ledger.linking import Neighbour, link_up, linked
from dateline.ledger.parting import rejoin
from dateline.ledger.recording import end
from dateline.ledger.regrouping import Formed, regroup
from dateline.ledger.rows import add_change, add_row, add_rows, decode, encode, meta, put_rows, rows_of
from dateline.ledger.rulings import numbers_of, tied
from dateline.ledger.schema import (
    ARTICLE,
    CURRENT_ARTICLE,
    CURRENT_EVENT,
    CURRENT_RELATION,
    CURRENT_REPORT,
    CURRENT_TOTAL,
    PAGE_ARTICLE,
    RELATION,
    REPORT,
    TOMBSTONE,
    TOTAL,
)
from dateline.ledger.superseding import is_on, standing_page, store_page, successors, superseded
from dateline.model import Article, Coding, Page, Report
from dateline.resolving import RESOLVER, RULE

Status = Literal["new", "known", "recoded", "forgotten"]


class Told(NamedTuple):
    """A log of what articles say, and the index of what is current of it."""

    log: Table
    current: Table


REPORTS, TOTALS, RELATIONS = Told(REPORT, CURRENT_REPORT), Told(TOTAL, CURRENT_TOTAL), Told(RELATION, CURRENT_RELATION)


class Stored(NamedTuple):
    """What storing an article did."""

    status: Status
    formed: Formed = Formed((), ())
    supersedes: tuple[str, ...] = ()  # articles whose place it took


def is_known(connection: Connection, page: Page | None, coding: Coding) -> bool:
    """Whether the ledger already holds this page and says just this of the article."""
    if is_forgotten(connection, coding.article):
        return False
    if page is not None:
        number = standing_page(connection, page)
        if number is None or not is_on(connection, number, coding.article.id):
            return False
    return _same(connection, coding)


def is_forgotten(connection: Connection, article: Article) -> bool:
    """Whether this article, or this text under another id, was to be forgotten."""
    here = (TOMBSTONE.c.article_id == article.id) | (TOMBSTONE.c.hash == article.hash)
    return connection.scalar(select(TOMBSTONE.c.article_id).where(here).limit(1)) is not None


def store(connection: Connection, page: Page | None, coding: Coding) -> Stored:
    """Stores what is new of a page and its article; without a page, what is new of a known article.

    An article seen before with other content or another coding gets new rows; what it said before stays in the log. An
    article that stands where another stood takes its place.
    """
    article = coding.article
    if is_forgotten(connection, article):
        return Stored("forgotten")
    if is_known(connection, page, coding):  # another process was faster
        return Stored("known")
    _check(connection, coding)
    before = _last_version(connection, article.id)
    same = before is not None and _same(connection, coding)
    status: Status = "known" if same else "recoded" if before else "new"
    change = add_change(connection, version(coding), f"{status} article {article.id}")
    retired: list[str] = []
    if page is not None:
        number = store_page(connection, change, page)
        if not is_on(connection, number, article.id):
            connection.execute(insert(PAGE_ARTICLE).values(page=number, article_id=article.id, change=change))
        retired = superseded(connection, number, article)
    if same and not retired:
        return Stored(status)
    for old in retired:
        _retire_article(connection, change, old, article.id)
    if not same:
        _store_article(connection, change, coding, before)
    _replace_told(connection, change, TOTALS, article.id, retired, {each.id: encode(each) for each in coding.totals})
    _replace_told(connection, change, RELATIONS, article.id, retired, relations_of(coding))
    moved = before is not None and (before.published, before.publisher) != (article.published, article.publisher)
    formed = _replace_reports(connection, change, article, retired, coding.reports, anew=moved)
    return Stored(status, formed, tuple(retired))


def version(coding: Coding | None = None) -> str:
    """The versions that decide what a change says."""
    made = [report.provenance for report in coding.reports] if coding else []
    made += [total.provenance for total in coding.totals] if coding else []
    coder = made[0].coder if made else __version__
    return (f"coder {coder}; " if coding else "") + f"resolver {RESOLVER}; rule {RULE}"


def check_resolver(connection: Connection, where: str) -> None:
    """Refuses to mix events of two resolvers. Raises LedgerError."""
    known = meta(connection, "resolver")
    if known != RESOLVER:
        raise LedgerError(
            f"{where}: its events were formed by resolver {known}, this is {RESOLVER}; run `dateline recode` once"
        )


def _check(connection: Connection, coding: Coding) -> None:
    ids = [report.id for report in coding.reports] + [total.id for total in coding.totals]
    if len(ids) != len(set(ids)):
        raise LedgerError(f"article {coding.article.id}: two of its reports or totals share an id; nothing was stored")
    for table in (CURRENT_REPORT, CURRENT_TOTAL):
        query = select(table.c.id, table.c.article_id).where(table.c.article_id != coding.article.id)
        for record_id, owner in rows_of(connection, query, table.c.id, ids):
            raise LedgerError(f"article {coding.article.id}: its {record_id} is known from article {owner}")


# ------------------------------------------------------------------ articles


def _last_version(connection: Connection, article_id: str) -> Article | None:
    """The article's last version, also where it was superseded since."""
    query = select(ARTICLE.c.record).where(ARTICLE.c.id == article_id, ARTICLE.c.record.is_not(None))
    record = connection.scalar(query.order_by(ARTICLE.c.number.desc()).limit(1))
    return decode(record, Article) if record else None


def _current_number(connection: Connection, article_id: str) -> int | None:
    number: int | None = connection.scalar(select(CURRENT_ARTICLE.c.number).where(CURRENT_ARTICLE.c.id == article_id))
    return number


def differ(one: Article, other: Article) -> bool:
    """Whether two versions of an article differ in more than where they were found."""
    one, other = (replace(each, page_id=None, position=None) for each in (one, other))
    return one != other


def _same(connection: Connection, coding: Coding) -> bool:
    here = coding.article.id
    if _current_number(connection, here) is None:
        return False
    before = _last_version(connection, here)
    if before is None or differ(before, coding.article):
        return False
    return all(_said(connection, told, [here]) == now for told, now in said_by(coding))


def said_by(coding: Coding) -> tuple[tuple[Told, dict[str, str]], ...]:
    """What a coding says, log by log: ids and records."""
    return (
        (REPORTS, {report.id: encode(report) for report in coding.reports}),
        (TOTALS, {total.id: encode(total) for total in coding.totals}),
        (RELATIONS, relations_of(coding)),
    )


def relations_of(coding: Coding) -> dict[str, str]:
    """The relations that an article states, under ids made of the article and what is stated in which words."""
    records = (encode(replace(claim, cited=())) for claim in coding.relations)
    ids = (f"rel-{blake2b(f'{coding.article.id} {record}'.encode(), digest_size=8).hexdigest()}" for record in records)
    return {relation_id: encode(claim) for relation_id, claim in zip(ids, coding.relations, strict=True)}


def _said(connection: Connection, told: Told, article_ids: Collection[str]) -> dict[str, str]:
    """Ids and records of what is current of a log, of articles."""
    query = select(told.log.c.id, told.log.c.record).join(told.current, told.current.c.number == told.log.c.number)
    return {row.id: row.record for row in rows_of(connection, query, told.current.c.article_id, article_ids)}


def _store_article(connection: Connection, change: int, coding: Coding, before: Article | None) -> None:
    article, number = coding.article, _current_number(connection, coding.article.id)
    if number is None or before is None or differ(before, article):
        values = {"id": article.id, "hash": article.hash, "change": change, "record": encode(article)}
        number = add_row(connection, ARTICLE, **values)
        connection.execute(delete(CURRENT_ARTICLE).where(CURRENT_ARTICLE.c.id == article.id))
        connection.execute(insert(CURRENT_ARTICLE).values(id=article.id, number=number))
    searching.put(connection, number, article, coding.reports, indexing.reports_ever(connection, article.id))


def _retire_article(connection: Connection, change: int, article_id: str, heir: str) -> None:
    digest = select(ARTICLE.c.hash).where(ARTICLE.c.id == article_id).order_by(ARTICLE.c.number.desc()).limit(1)
    values = {"id": article_id, "hash": connection.scalar(digest), "change": change, "redirect": heir}
    add_row(connection, ARTICLE, **values)
    connection.execute(delete(CURRENT_ARTICLE).where(CURRENT_ARTICLE.c.id == article_id))


# ------------------------------------------------------------------ what articles tell


def _replace_told(
    connection: Connection, change: int, told: Told, article_id: str, retired: Collection[str], now: Mapping[str, str]
) -> None:
    """New and changed records of a log in, and out what is not said any more."""
    said = _said(connection, told, [article_id, *retired])
    gone = {record_id for record_id, record in said.items() if now.get(record_id) != record}
    retire(connection, told, change, gone, now)
    come = [(record_id, article_id, now[record_id]) for record_id in sorted(now.keys() - (said.keys() - gone))]
    put_told(connection, change, told, come)


def put_told(connection: Connection, change: int, told: Told, come: Sequence[tuple[str, str, str]]) -> None:
    """Adds records to a log of what articles say, each with its id and its article's, and marks them as current."""
    rows = [{"id": record_id, "article_id": article_id} for record_id, article_id, _ in come]
    records = [{**row, "change": change, "record": record} for row, (_, _, record) in zip(rows, come, strict=True)]
    numbers = add_rows(connection, told.log, records)
    put_rows(connection, told.current, [{"number": n, **row} for n, row in zip(numbers, rows, strict=True)])


def _replace_reports(
    connection: Connection,
    change: int,
    article: Article,
    retired: Collection[str],
    reports: Iterable[Report],
    *,
    anew: bool,
) -> Formed:
    """New and changed reports in, reports no longer made out, and the events around both formed anew.

    A report that goes on for another keeps its event. `anew` also takes the unchanged reports for new ones, because
    what their links rest on has changed.
    """
    said = _said(connection, REPORTS, [article.id, *retired])
    now = {report.id: report for report in reports}
    gone = {r for r, record in said.items() if anew or r not in now or encode(now[r]) != record}
    come = [now[report_id] for report_id in sorted(now.keys() - (said.keys() - gone))]
    heirs = successors([decode(said[report_id], Report) for report_id in sorted(gone)], come)
    touched, left = leave(connection, gone)
    retire(connection, REPORTS, change, gone, now)
    event_of = {report.id: left.get(heirs.get(report.id, "")) for report in come}
    touched |= put_reports(connection, change, [(article, report, event_of[report.id]) for report in come])
    touched |= numbers_of(connection, reattach(connection, article.id, retired))
    formed = regroup(connection, change, touched)
    end_empty(connection, change, {event_id for event_id in left.values() if event_id})
    return formed


def put_reports(connection: Connection, change: int, come: Sequence[tuple[Article, Report, str | None]]) -> set[int]:
    """Adds reports, each with its article and the event it is in so far, and their links; the numbers of their rows."""
    rows = [
        {"id": report.id, "article_id": article.id, "change": change, "record": encode(report)}
        for article, report, _ in come
    ]
    numbers = add_rows(connection, REPORT, rows)
    owner = owners(connection, {article.id: article for article, _, _ in come})
    new = [
        Neighbour(number, report, article.published, owner[article.id], event_id)
        for number, (article, report, event_id) in zip(numbers, come, strict=True)
    ]
    put_rows(connection, CURRENT_REPORT, [_current(each) for each in new])
    index_reports(connection, [(each.number, each.report) for each in new])
    link_up(connection, change, new)
    return set(numbers)


def _current(each: Neighbour) -> dict[str, object]:
    here: dict[str, object] = {"id": each.report.id, "number": each.number, "article_id": each.report.article_id}
    return here | {"published": each.published, "publisher": each.publisher, "event_id": each.event_id}


def leave(connection: Connection, report_ids: Collection[str]) -> tuple[set[int], dict[str, str | None]]:
    """Reports about to go: the numbers of those left behind in their neighbourhood, and the event each was in."""
    rows = list(rows_of(connection, select(CURRENT_REPORT), CURRENT_REPORT.c.id, sorted(report_ids)))
    going = {row.number for row in rows}
    behind = (linked(connection, going) | tied(connection, going)) - going if going else set()
    unfile(connection, going)
    return behind, {row.id: row.event_id for row in rows}


def retire(connection: Connection, told: Told, change: int, gone: Collection[str], now: Collection[str]) -> None:
    """Takes records of a log out of what is current; the log says so of those that nothing replaces."""
    current = told.current
    for record_id in sorted(gone):
        owner = connection.scalar(select(current.c.article_id).where(current.c.id == record_id))
        connection.execute(delete(current).where(current.c.id == record_id))
        if record_id not in now:
            add_row(connection, told.log, id=record_id, article_id=owner, change=change)


def end_empty(connection: Connection, change: int, event_ids: Collection[str]) -> None:
    """Ends the events that have lost their last report."""
    empty = set()
    for event_id in sorted(event_ids):
        here = connection.scalar(select(CURRENT_EVENT.c.id).where(CURRENT_EVENT.c.id == event_id))
        held = connection.scalar(select(CURRENT_REPORT.c.id).where(CURRENT_REPORT.c.event_id == event_id).limit(1))
        if here and held is None:
            end(connection, change, event_id, "left without reports")
            empty.add(event_id)
    rejoin(connection, change, empty, ())
