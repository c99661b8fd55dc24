"""One article into the ledger: its page, its text, its reports and totals, and the events they change."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select

from dateline import __version__
from dateline.errors import LedgerError
from dateline.ledger import searching
from dateline.ledger.attaching import reattach
from dateline.ledger.indexing import index_report
from dateline.ledger.regrouping import Formed, end, link_up, linked, regroup
from dateline.ledger.rows import add_change, add_row, chunks, decode, encode, meta
from dateline.ledger.rulings import numbers_of, tied
from dateline.ledger.schema import (
    ARTICLE,
    BLOCK,
    CURRENT_ARTICLE,
    CURRENT_EVENT,
    CURRENT_REPORT,
    CURRENT_TOTAL,
    PAGE_ARTICLE,
    REPORT,
    TOMBSTONE,
    TOTAL,
)
from dateline.ledger.superseding import is_on, standing_page, store_page, successors, superseded
from dateline.model import Article, Coding, Page, Report, Total
from dateline.resolving import RESOLVER, RULE

Status = Literal["new", "known", "recoded", "forgotten"]


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
    _replace_totals(connection, change, article.id, retired, coding.totals)
    moved = before is not None and _voice(before) != _voice(article)
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
        for piece in chunks(ids):
            query = select(table.c.id, table.c.article_id).where(table.c.id.in_(piece))
            for record_id, owner in connection.execute(query.where(table.c.article_id != coding.article.id)):
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


def _differ(one: Article, other: Article) -> bool:
    """Whether two versions of an article differ in more than where they were found."""
    one, other = (msgspec.structs.replace(each, page_id=None, position=None) for each in (one, other))
    return one != other


def _voice(article: Article) -> tuple[str | None, str | None]:
    """What links and counts of sources rest on beside the reports."""
    return article.published, article.publisher


def _same(connection: Connection, coding: Coding) -> bool:
    here = coding.article.id
    if _current_number(connection, here) is None:
        return False
    before = _last_version(connection, here)
    if before is None or _differ(before, coding.article):
        return False
    reports = {report.id: encode(report) for report in coding.reports}
    totals = {total.id: encode(total) for total in coding.totals}
    return _said(connection, CURRENT_REPORT, REPORT, [here]) == reports and (
        _said(connection, CURRENT_TOTAL, TOTAL, [here]) == totals
    )


def _said(connection: Connection, current: Table, log: Table, article_ids: Collection[str]) -> dict[str, str]:
    """Ids and records of the current reports or totals of articles."""
    query = select(log.c.id, log.c.record).join(current, current.c.number == log.c.number)
    return {row.id: row.record for row in connection.execute(query.where(current.c.article_id.in_(article_ids)))}


def _store_article(connection: Connection, change: int, coding: Coding, before: Article | None) -> None:
    article, number = coding.article, _current_number(connection, coding.article.id)
    if number is None or before is None or _differ(before, article):
        values = {"id": article.id, "hash": article.hash, "change": change, "record": encode(article)}
        number = add_row(connection, ARTICLE, **values)
        connection.execute(delete(CURRENT_ARTICLE).where(CURRENT_ARTICLE.c.id == article.id))
        connection.execute(insert(CURRENT_ARTICLE).values(id=article.id, number=number))
    searching.put(connection, number, article, coding.reports)


def _retire_article(connection: Connection, change: int, article_id: str, heir: str) -> None:
    digest = select(ARTICLE.c.hash).where(ARTICLE.c.id == article_id).order_by(ARTICLE.c.number.desc()).limit(1)
    values = {"id": article_id, "hash": connection.scalar(digest), "change": change, "redirect": heir}
    connection.execute(insert(ARTICLE).values(**values))
    connection.execute(delete(CURRENT_ARTICLE).where(CURRENT_ARTICLE.c.id == article_id))


# ------------------------------------------------------------------ totals and reports


def _replace_totals(
    connection: Connection, change: int, article_id: str, retired: Collection[str], totals: Iterable[Total]
) -> None:
    said = _said(connection, CURRENT_TOTAL, TOTAL, [article_id, *retired])
    now = {total.id: encode(total) for total in totals}
    gone = {total_id for total_id, record in said.items() if now.get(total_id) != record}
    retire(connection, CURRENT_TOTAL, TOTAL, change, gone, now)
    for total_id in sorted(now.keys() - (said.keys() - gone)):
        number = add_row(connection, TOTAL, id=total_id, article_id=article_id, change=change, record=now[total_id])
        connection.execute(insert(CURRENT_TOTAL).values(id=total_id, number=number, article_id=article_id))


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
    said = _said(connection, CURRENT_REPORT, REPORT, [article.id, *retired])
    now = {report.id: report for report in reports}
    gone = {r for r, record in said.items() if anew or r not in now or encode(now[r]) != record}
    come = [now[report_id] for report_id in sorted(now.keys() - (said.keys() - gone))]
    heirs = successors([decode(said[report_id], Report) for report_id in sorted(gone)], come)
    touched, left = leave(connection, gone)
    retire(connection, CURRENT_REPORT, REPORT, change, gone, now)
    for report in come:
        touched.add(_put_report(connection, change, article, report, left.get(heirs.get(report.id, ""))))
    touched |= numbers_of(connection, reattach(connection, article.id, retired))
    formed = regroup(connection, change, touched)
    end_empty(connection, change, {event_id for event_id in left.values() if event_id})
    return formed


def _put_report(connection: Connection, change: int, article: Article, report: Report, event_id: str | None) -> int:
    number = add_row(connection, REPORT, id=report.id, article_id=article.id, change=change, record=encode(report))
    row = {"id": report.id, "number": number, "article_id": article.id, "published": article.published}
    connection.execute(insert(CURRENT_REPORT).values(**row, event_id=event_id))
    index_report(connection, number, report)
    link_up(connection, change, number, report, article.published)
    return number


def leave(connection: Connection, report_ids: Collection[str]) -> tuple[set[int], dict[str, str | None]]:
    """Reports about to go: the numbers of those left behind in their neighbourhood, and the event each was in."""
    rows = [
        row
        for piece in chunks(sorted(report_ids))
        for row in connection.execute(select(CURRENT_REPORT).where(CURRENT_REPORT.c.id.in_(piece)))
    ]
    going = {row.number for row in rows}
    behind = (linked(connection, going) | tied(connection, going)) - going if going else set()
    for piece in chunks(sorted(going)):
        connection.execute(delete(BLOCK).where(BLOCK.c.report.in_(piece)))
    return behind, {row.id: row.event_id for row in rows}


def retire(
    connection: Connection, current: Table, log: Table, change: int, gone: Collection[str], now: Collection[str]
) -> None:
    """Takes reports or totals out of what is current; the log says so of those that nothing replaces."""
    for record_id in sorted(gone):
        owner = connection.scalar(select(current.c.article_id).where(current.c.id == record_id))
        connection.execute(delete(current).where(current.c.id == record_id))
        if record_id not in now:
            connection.execute(insert(log).values(id=record_id, article_id=owner, change=change))


def end_empty(connection: Connection, change: int, event_ids: Collection[str]) -> None:
    """Ends the events that have lost their last report."""
    for event_id in sorted(event_ids):
        here = connection.scalar(select(CURRENT_EVENT.c.id).where(CURRENT_EVENT.c.id == event_id))
        held = connection.scalar(select(CURRENT_REPORT.c.id).where(CURRENT_REPORT.c.event_id == event_id).limit(1))
        if here and held is None:
            end(connection, change, event_id, "left without reports")
