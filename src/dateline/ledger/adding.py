"""One article into the ledger: its page, its text, its reports and totals, and the events they change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from dateline import __version__
from dateline.errors import LedgerError
from dateline.ledger import indexing, searching
from dateline.ledger.attaching import held, hold_on, reattach
from dateline.ledger.indexing import unfile
from dateline.ledger.knowing import differ, forgotten, known_among
from dateline.ledger.linking import Seen, linked
from dateline.ledger.parting import rejoin
from dateline.ledger.recording import end
from dateline.ledger.regrouping import Formed, regroup
from dateline.ledger.rows import add_change, add_row, decode, encode, meta, rows_of
from dateline.ledger.rulings import numbers_of, tied
from dateline.ledger.schema import (
    ARTICLE,
    CURRENT_ARTICLE,
    CURRENT_EVENT,
    CURRENT_REPORT,
    CURRENT_TOTAL,
    PAGE_ARTICLE,
)
from dateline.ledger.superseding import is_on, store_page, successors, superseded
from dateline.ledger.telling import RELATIONS, REPORTS, TOTALS, Told, put_reports, put_told, relations_of, retire, said
from dateline.model import Article, Coding, Page, Report
from dateline.resolving import RESOLVER, RULE

Status = Literal["new", "known", "recoded", "forgotten"]


class Stored(NamedTuple):
    """What storing an article did."""

    status: Status
    formed: Formed = Formed()
    supersedes: tuple[str, ...] = ()  # articles whose place it took


def store(connection: Connection, page: Page | None, coding: Coding) -> Stored:
    """Stores what is new of a page and its article; without a page, what is new of a known article.

    An article seen before with other content or another coding gets new rows; what it said before stays in the log. An
    article that stands where another stood takes its place.
    """
    article = coding.article
    if forgotten(connection, [article]):
        return Stored("forgotten")
    if known_among(connection, [(page, coding)]):  # another process was faster, or it came twice
        return Stored("known")
    _check(connection, coding)
    before = _last_version(connection, article.id)
    same = bool(known_among(connection, [(None, coding)]))
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
    before = _said(connection, told, [article_id, *retired])
    gone = {record_id for record_id, record in before.items() if now.get(record_id) != record}
    retire(connection, told, change, gone, now)
    come = [(record_id, article_id, now[record_id]) for record_id in sorted(now.keys() - (before.keys() - gone))]
    put_told(connection, change, told, come)


def _said(connection: Connection, told: Told, article_ids: Collection[str]) -> dict[str, str]:
    """Ids and records of what is current of a log, of articles."""
    return {key: record for its in said(connection, told, article_ids).values() for key, record in its.items()}


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
    before = _said(connection, REPORTS, [article.id, *retired])
    now = {report.id: report for report in reports}
    gone = {r for r, record in before.items() if anew or r not in now or encode(now[r]) != record}
    come = [now[report_id] for report_id in sorted(now.keys() - (before.keys() - gone))]
    heirs = successors([decode(before[report_id], Report) for report_id in sorted(gone)], come)
    touched, left = leave(connection, gone)
    decided = held(connection, left)
    retire(connection, REPORTS, change, gone, now)
    event_of = {report.id: left.get(heirs.get(report.id, "")) for report in come}
    seen = Seen()
    numbers, link = put_reports(connection, change, [(article, each, event_of[each.id]) for each in come], seen)
    link()
    touched |= numbers
    touched |= numbers_of(connection, reattach(connection, article.id, retired))
    touched |= numbers_of(connection, hold_on(connection, gone, decided))
    formed = regroup(connection, change, touched, seen)
    empty = end_empty(connection, change, {event_id for event_id in left.values() if event_id})
    return formed._replace(ended=tuple(sorted({*formed.ended, *empty})))


def leave(connection: Connection, report_ids: Collection[str]) -> tuple[set[int], dict[str, str | None]]:
    """Reports about to go: the numbers of those left behind in their neighbourhood, and the event each was in."""
    rows = list(rows_of(connection, select(CURRENT_REPORT), CURRENT_REPORT.c.id, sorted(report_ids)))
    going = {row.number for row in rows}
    behind = (linked(connection, going) | tied(connection, going)) - going if going else set()
    unfile(connection, going)
    return behind, {row.id: row.event_id for row in rows}


def end_empty(connection: Connection, change: int, event_ids: Collection[str]) -> set[str]:
    """Ends those of these events that have lost their last report; their ids."""
    empty = set()
    for event_id in sorted(event_ids):
        here = connection.scalar(select(CURRENT_EVENT.c.id).where(CURRENT_EVENT.c.id == event_id))
        held = connection.scalar(select(CURRENT_REPORT.c.id).where(CURRENT_REPORT.c.event_id == event_id).limit(1))
        if here and held is None:
            end(connection, change, event_id, "left without reports")
            empty.add(event_id)
    rejoin(connection, change, empty, ())
    return empty
