"""One article into the ledger: its page, its text, its reports and totals, and the events they change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Literal

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select

from dateline import __version__
from dateline.errors import LedgerError
from dateline.ledger import searching
from dateline.ledger.regrouping import Formed, end, link_up, linked, regroup
from dateline.ledger.rows import chunks, decode, encode
from dateline.ledger.schema import (
    ARTICLE,
    BLOCK,
    CHANGE,
    CURRENT_EVENT,
    CURRENT_REPORT,
    CURRENT_TOTAL,
    PAGE,
    REPORT,
    TOTAL,
)
from dateline.model import Article, Coding, Page, Report, Total
from dateline.resolving import RESOLVER, RULE

Status = Literal["new", "known", "recoded"]


def is_known(connection: Connection, page: Page, coding: Coding) -> bool:
    """Whether the ledger already holds this page and says just this of the article."""
    known_page = connection.scalar(select(PAGE.c.id).where(PAGE.c.id == page.id))
    return known_page is not None and _same(connection, coding)


def store(connection: Connection, page: Page, coding: Coding) -> tuple[Status, Formed]:
    """Stores what is new of a page and its article; the status of the article, and the events that changed.

    An article seen before with other content or another coding gets new rows; what it said before stays in the log.
    """
    if is_known(connection, page, coding):  # another process was faster
        return "known", Formed((), ())
    _check(connection, coding)
    article, reports = coding.article, {report.id: report for report in coding.reports}
    before = _last_version(connection, article.id)
    same = _same(connection, coding)
    status: Status = "known" if same else "recoded" if before else "new"
    change = _change(connection, coding, f"{status} article {article.id}")
    if connection.scalar(select(PAGE.c.id).where(PAGE.c.id == page.id)) is None:
        record = encode(_as_version(connection, page))
        connection.execute(insert(PAGE).values(id=page.id, url=page.url, change=change, record=record))
    if same:
        return status, Formed((), ())
    _store_article(connection, change, coding, before)
    _replace_totals(connection, change, article.id, {total.id: total for total in coding.totals})
    moved = before is not None and before[1].published != article.published
    return status, _replace_reports(connection, change, article, reports, anew=moved)


def _as_version(connection: Connection, page: Page) -> Page:
    """The page, as the next version where another was stored under its address."""
    if page.url is None:
        return page
    latest = select(PAGE.c.record).where(PAGE.c.url == page.url).order_by(PAGE.c.change.desc()).limit(1)
    record = connection.scalar(latest)
    if record is None:
        return page
    before = decode(record, Page)
    return msgspec.structs.replace(page, version=before.version + 1, supersedes=before.id)


def _check(connection: Connection, coding: Coding) -> None:
    ids = [report.id for report in coding.reports] + [total.id for total in coding.totals]
    if len(ids) != len(set(ids)):
        raise LedgerError(f"article {coding.article.id}: two of its reports or totals share an id; nothing was stored")
    for table in (CURRENT_REPORT, CURRENT_TOTAL):
        for piece in chunks(ids):
            query = select(table.c.id, table.c.article_id).where(table.c.id.in_(piece))
            for record_id, owner in connection.execute(query.where(table.c.article_id != coding.article.id)):
                raise LedgerError(f"article {coding.article.id}: its {record_id} is known from article {owner}")


def _last_version(connection: Connection, article_id: str) -> tuple[int, Article] | None:
    """The article's last version and its number."""
    query = select(ARTICLE.c.number, ARTICLE.c.record).where(ARTICLE.c.id == article_id)
    row = connection.execute(query.order_by(ARTICLE.c.number.desc()).limit(1)).first()
    return (row.number, decode(row.record, Article)) if row else None


def _differ(one: Article, other: Article) -> bool:
    """Whether two versions of an article differ in more than where they were found."""
    one, other = (msgspec.structs.replace(each, page_id=None, position=None) for each in (one, other))
    return one != other


def _same(connection: Connection, coding: Coding) -> bool:
    before = _last_version(connection, coding.article.id)
    if before is None or _differ(before[1], coding.article):
        return False
    reports = {report.id: encode(report) for report in coding.reports}
    totals = {total.id: encode(total) for total in coding.totals}
    here = coding.article.id
    return _said(connection, CURRENT_REPORT, REPORT, here) == reports and (
        _said(connection, CURRENT_TOTAL, TOTAL, here) == totals
    )


def _said(connection: Connection, current: Table, log: Table, article_id: str) -> dict[str, str]:
    """Ids and records of an article's current reports or totals."""
    query = select(log.c.id, log.c.record).join(current, current.c.number == log.c.number)
    return {row.id: row.record for row in connection.execute(query.where(current.c.article_id == article_id))}


def _change(connection: Connection, coding: Coding, why: str) -> int:
    provenances = [report.provenance for report in coding.reports] + [total.provenance for total in coding.totals]
    made = provenances[0].coder if provenances else __version__
    now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    version = f"coder {made}; resolver {RESOLVER}; rule {RULE}"
    return _add(connection, CHANGE, {"recorded_at": now, "version": version, "why": why})


def _add(connection: Connection, table: Table, values: Mapping[str, object]) -> int:
    """Adds a row to a log; its number."""
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _store_article(connection: Connection, change: int, coding: Coding, before: tuple[int, Article] | None) -> None:
    article = coding.article
    if before:
        searching.drop(connection, before[0])
    number = before[0] if before else 0
    if before is None or _differ(before[1], article):
        values = {"id": article.id, "hash": article.hash, "change": change, "record": encode(article)}
        number = _add(connection, ARTICLE, values)
    searching.put(connection, number, article, coding.reports)


def _replace_totals(connection: Connection, change: int, article_id: str, totals: Mapping[str, Total]) -> None:
    said = _said(connection, CURRENT_TOTAL, TOTAL, article_id)
    now = {total_id: encode(total) for total_id, total in totals.items()}
    gone = {total_id for total_id, record in said.items() if now.get(total_id) != record}
    _retire(connection, CURRENT_TOTAL, TOTAL, change, article_id, gone, now)
    for total_id in sorted(now.keys() - (said.keys() - gone)):
        values = {"id": total_id, "article_id": article_id, "change": change, "record": now[total_id]}
        number = _add(connection, TOTAL, values)
        connection.execute(insert(CURRENT_TOTAL).values(id=total_id, number=number, article_id=article_id))


def _replace_reports(
    connection: Connection, change: int, article: Article, reports: Mapping[str, Report], *, anew: bool
) -> Formed:
    """New and changed reports in, reports no longer made out, and the events around both formed anew.

    `anew` also takes the unchanged reports for new ones, because what their links rest on has changed.
    """
    said = _said(connection, CURRENT_REPORT, REPORT, article.id)
    now = {report_id: encode(report) for report_id, report in reports.items()}
    gone = {report_id for report_id, record in said.items() if anew or now.get(report_id) != record}
    touched, left = _leave(connection, gone)
    _retire(connection, CURRENT_REPORT, REPORT, change, article.id, gone, now)
    for report_id in sorted(now.keys() - (said.keys() - gone)):
        values = {"id": report_id, "article_id": article.id, "change": change, "record": now[report_id]}
        number = _add(connection, REPORT, values)
        row = {"id": report_id, "number": number, "article_id": article.id, "published": article.published}
        connection.execute(insert(CURRENT_REPORT).values(**row, event_id=left.get(report_id)))
        link_up(connection, number, reports[report_id], article.published)
        touched.add(number)
    formed = regroup(connection, change, touched)
    _end_empty(connection, change, set(left.values()))
    return formed


def _leave(connection: Connection, report_ids: Collection[str]) -> tuple[set[int], dict[str, str]]:
    """Reports about to go: the numbers of those left behind in their neighbourhood, and the event each was in."""
    rows = [
        row
        for piece in chunks(sorted(report_ids))
        for row in connection.execute(select(CURRENT_REPORT).where(CURRENT_REPORT.c.id.in_(piece)))
    ]
    going = {row.number for row in rows}
    if going:
        connection.execute(delete(BLOCK).where(BLOCK.c.report.in_(going)))
    return linked(connection, going) - going, {row.id: row.event_id for row in rows}


def _retire(
    connection: Connection,
    current: Table,
    log: Table,
    change: int,
    article_id: str,
    gone: Collection[str],
    now: Collection[str],
) -> None:
    """Takes reports or totals out of what is current; the log says so of those that nothing replaces."""
    for record_id in sorted(gone):
        connection.execute(delete(current).where(current.c.id == record_id))
        if record_id not in now:
            connection.execute(insert(log).values(id=record_id, article_id=article_id, change=change))


def _end_empty(connection: Connection, change: int, event_ids: Collection[str]) -> None:
    """Ends the events that have lost their last report."""
    for event_id in sorted(event_ids):
        here = connection.scalar(select(CURRENT_EVENT.c.id).where(CURRENT_EVENT.c.id == event_id))
        held = connection.scalar(select(CURRENT_REPORT.c.id).where(CURRENT_REPORT.c.event_id == event_id).limit(1))
        if here and held is None:
            end(connection, change, event_id, "left without reports")
