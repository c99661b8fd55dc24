"""What the ledger knows already: pages, articles, what they say, and what was to be forgotten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from dateline.ledger.rows import decode, rows_of
from dateline.ledger.schema import ARTICLE, CURRENT_ARTICLE, PAGE, PAGE_ARTICLE, TOMBSTONE
from dateline.ledger.telling import RELATIONS, REPORTS, TOTALS, said, said_by
from dateline.model import Article, Coding, Page

Found = tuple[Page | None, Coding]


def known_among(connection: Connection, found: Sequence[Found]) -> set[int]:
    """Which of these pages and articles, by their numbers, the ledger already holds, saying just this."""
    gone = forgotten(connection, [coding.article for _, coding in found])
    standing = _standing_pages(connection, found)
    ids = [coding.article.id for _, coding in found]
    query = select(ARTICLE.c.record).join(CURRENT_ARTICLE, CURRENT_ARTICLE.c.number == ARTICLE.c.number)
    articles = {
        article.id: article
        for article in (decode(row.record, Article) for row in rows_of(connection, query, CURRENT_ARTICLE.c.id, ids))
    }
    before = {told: said(connection, told, articles) for told in (REPORTS, TOTALS, RELATIONS)} if articles else {}
    return {
        number
        for number, (page, coding) in enumerate(found)
        if coding.article.id in articles
        and number not in gone
        and (page is None or coding.article.id in standing.get((page.id, page.url), ()))
        and not differ(articles[coding.article.id], coding.article)
        and all(before[told].get(coding.article.id, {}) == now for told, now in said_by(coding))
    }


def differ(one: Article, other: Article) -> bool:
    """Whether two versions of an article differ in more than where they were found."""
    one, other = (replace(each, page_id=None, position=None) for each in (one, other))
    return one != other


def forgotten(connection: Connection, articles: Sequence[Article]) -> set[int]:
    """Which of these articles, by their numbers, were to be forgotten, under any id."""
    ids = {row.article_id for row in matching(connection, TOMBSTONE.c.article_id, (each.id for each in articles))}
    texts = {row.hash for row in matching(connection, TOMBSTONE.c.hash, (each.hash for each in articles))}
    return {number for number, each in enumerate(articles) if each.id in ids or each.hash in texts}


def _standing_pages(connection: Connection, found: Sequence[Found]) -> dict[tuple[str, str | None], set[str]]:
    """The articles of the pages that stand: that are the last version under their address, or have none."""
    pages = {(page.id, page.url) for page, _ in found if page is not None}
    by_id = _last(connection, PAGE.c.id, {page_id for page_id, _ in pages})
    by_url = _last(connection, PAGE.c.url, {url for _, url in pages if url is not None})
    standing = {
        (page_id, url): by_id[page_id]
        for page_id, url in pages
        if page_id in by_id and (url is None or by_url.get(url) in (None, by_id[page_id]))
    }
    on: dict[int, set[str]] = defaultdict(set)
    for row in matching(connection, PAGE_ARTICLE.c.page, standing.values()):
        on[row.page].add(row.article_id)
    return {page: on[number] for page, number in standing.items()}


def _last(connection: Connection, column: Any, values: Iterable[str]) -> dict[str, int]:
    """The last row of each of these ids or addresses of pages."""
    query = select(column, func.max(PAGE.c.number)).group_by(column)
    return {row[0]: row[1] for row in rows_of(connection, query, column, sorted(values))}


def matching(connection: Connection, column: Any, values: Iterable[object]) -> Iterator[Any]:
    """The rows of a table in one of whose columns one of these values stands."""
    yield from rows_of(connection, select(column.table), column, dict.fromkeys(values))
