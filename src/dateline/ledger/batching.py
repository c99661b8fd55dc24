"""Many articles into the ledger at once: what is new goes in together, and events are formed once for all of it.

Most articles of a batch are plain: never seen, on a page of which no other version is known. They are stored table by
table and resolved in one pass, which gives the same groups as one after the other. The rest follow one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, func, select

from dateline.ledger import searching
from dateline.ledger.adding import (
    RELATIONS,
    REPORTS,
    TOTALS,
    Stored,
    Told,
    differ,
    put_reports,
    put_told,
    said_by,
    store,
    version,
)
from dateline.ledger.regrouping import Formed, regroup
from dateline.ledger.rows import add_change, add_rows, decode, encode, put_rows, rows_of
from dateline.ledger.schema import ARTICLE, CURRENT_ARTICLE, CURRENT_REPORT, PAGE, PAGE_ARTICLE, TOMBSTONE
from dateline.model import Article, Coding, Page

Found = tuple[Page | None, Coding]


def store_all(connection: Connection, found: Sequence[Found], source: str | None = None) -> list[Stored]:
    """Stores articles with their pages, as `store` does one by one; what it did for each. `source` names the lot."""
    known = known_among(connection, found)
    plain = _plain(connection, [number for number in range(len(found)) if number not in known], found)
    done = {number: Stored("known") for number in known}
    if plain:
        stored = _store_plain(connection, [found[number] for number in plain], source)
        done |= dict(zip(plain, stored, strict=True))
    for number, (page, coding) in enumerate(found):
        if number not in done:
            done[number] = store(connection, page, coding)
    return [done[number] for number in range(len(found))]


def known_among(connection: Connection, found: Sequence[Found]) -> set[int]:
    """Which of these pages and articles, by their numbers, the ledger already holds, saying just this."""
    gone = _forgotten(connection, [coding.article for _, coding in found])
    standing = _standing_pages(connection, found)
    ids = [coding.article.id for _, coding in found]
    query = select(ARTICLE.c.record).join(CURRENT_ARTICLE, CURRENT_ARTICLE.c.number == ARTICLE.c.number)
    articles = {
        article.id: article
        for article in (decode(row.record, Article) for row in rows_of(connection, query, CURRENT_ARTICLE.c.id, ids))
    }
    said = {told: _said(connection, told, articles) for told in (REPORTS, TOTALS, RELATIONS)} if articles else {}
    return {
        number
        for number, (page, coding) in enumerate(found)
        if coding.article.id in articles
        and number not in gone
        and (page is None or coding.article.id in standing.get((page.id, page.url), ()))
        and not differ(articles[coding.article.id], coding.article)
        and all(said[told].get(coding.article.id, {}) == now for told, now in said_by(coding))
    }


# ------------------------------------------------------------------ what is known


def _forgotten(connection: Connection, articles: Sequence[Article]) -> set[int]:
    """Which of these articles, by their numbers, were to be forgotten, under any id."""
    ids = {row.article_id for row in _rows(connection, TOMBSTONE.c.article_id, (each.id for each in articles))}
    texts = {row.hash for row in _rows(connection, TOMBSTONE.c.hash, (each.hash for each in articles))}
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
    for row in _rows(connection, PAGE_ARTICLE.c.page, standing.values()):
        on[row.page].add(row.article_id)
    return {page: on[number] for page, number in standing.items()}


def _last(connection: Connection, column: Any, values: Iterable[str]) -> dict[str, int]:
    """The last row of each of these ids or addresses of pages."""
    query = select(column, func.max(PAGE.c.number)).group_by(column)
    return {row[0]: row[1] for row in rows_of(connection, query, column, sorted(values))}


def _said(connection: Connection, told: Told, article_ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """What articles say now, as far as a log keeps it: ids and records by article."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    query = select(told.log.c.id, told.log.c.article_id, told.log.c.record)
    query = query.join(told.current, told.current.c.number == told.log.c.number)
    for row in rows_of(connection, query, told.current.c.article_id, sorted(article_ids)):
        found[row.article_id][row.id] = row.record
    return found


def _rows(connection: Connection, column: Any, values: Iterable[object]) -> Iterator[Any]:
    yield from rows_of(connection, select(column.table), column, dict.fromkeys(values))


# ------------------------------------------------------------------ what is plain


def _plain(connection: Connection, numbers: Iterable[int], found: Sequence[Found]) -> list[int]:
    """Those of these articles, by their numbers, that nothing in the ledger or earlier in the batch bears upon."""
    seen = _Seen(connection, [found[number] for number in numbers])
    return [number for number in numbers if seen.takes(*found[number])]


class _Seen:
    """What the ledger holds, and then what a batch has brought, that another article may run into."""

    def __init__(self, connection: Connection, found: Sequence[Found]) -> None:
        articles = [coding.article for _, coding in found]
        gone = _forgotten(connection, articles)
        self._articles = {articles[number].id for number in gone}
        self._articles |= {row.id for row in _rows(connection, ARTICLE.c.id, (each.id for each in articles))}
        self._told: set[str] = set()
        for told, ids in zip((REPORTS, TOTALS), zip(*(_ids(coding) for _, coding in found), strict=True), strict=False):
            self._told |= {row.id for row in _rows(connection, told.current.c.id, chain(*ids))}
        self._pages: dict[str, set[str | None]] = defaultdict(set)  # addresses of pages, by id
        self._versions: dict[str, set[str]] = defaultdict(set)  # ids of pages, by address
        pages = [page for page, _ in found if page is not None]
        for column, values in ((PAGE.c.id, (page.id for page in pages)), (PAGE.c.url, (page.url for page in pages))):
            for row in _rows(connection, column, (value for value in values if value is not None)):
                self._note(row.id, row.url)

    def takes(self, page: Page | None, coding: Coding) -> bool:
        """Whether an article is plain; what it brings is seen from then on."""
        article, told = coding.article.id, list(chain(*_ids(coding)))
        plain = article not in self._articles and self._told.isdisjoint(told) and len(set(told)) == len(told)
        self._articles.add(article)
        self._told.update(told)
        if page is None:
            return False
        self._note(page.id, page.url)
        return plain and len(self._pages[page.id]) == 1 and (page.url is None or len(self._versions[page.url]) == 1)

    def _note(self, page_id: str, url: str | None) -> None:
        self._pages[page_id].add(url)
        if url is not None:
            self._versions[url].add(page_id)


def _ids(coding: Coding) -> tuple[list[str], list[str]]:
    """Ids of the reports, and of the totals."""
    return [report.id for report in coding.reports], [total.id for total in coding.totals]


# ------------------------------------------------------------------ storing


def _store_plain(connection: Connection, found: Sequence[Found], source: str | None) -> list[Stored]:
    codings = [coding for _, coding in found]
    change = add_change(connection, version(codings[0]), _why([each.article for each in codings], source))
    _put_pages(connection, change, found)
    rows = [{"id": each.id, "hash": each.hash, "change": change, "record": encode(each)} for each in _articles(codings)]
    numbers = add_rows(connection, ARTICLE, rows)
    put_rows(
        connection,
        CURRENT_ARTICLE,
        [{"id": each.id, "number": number} for number, each in zip(numbers, _articles(codings), strict=True)],
    )
    told = zip(numbers, codings, strict=True)
    searching.put_new(connection, [(number, each.article, each.reports) for number, each in told])
    for log in (TOTALS, RELATIONS):
        put_told(
            connection,
            change,
            log,
            [
                (record_id, each.article.id, record)
                for each in codings
                for kind, said in said_by(each)
                if kind is log
                for record_id, record in said.items()
            ],
        )
    come = [(each.article, report, None) for each in codings for report in each.reports]
    formed = regroup(connection, change, put_reports(connection, change, come)) if come else Formed((), ())
    return _shares(connection, codings, formed)


def _put_pages(connection: Connection, change: int, found: Sequence[Found]) -> None:
    pages = {page.id: page for page, _ in found if page is not None}
    number_of = {row.id: row.number for row in _rows(connection, PAGE.c.id, pages)}
    new = [page for page_id, page in pages.items() if page_id not in number_of]
    rows = [{"id": page.id, "url": page.url, "change": change, "record": encode(page)} for page in new]
    number_of |= {page.id: number for page, number in zip(new, add_rows(connection, PAGE, rows), strict=True)}
    on = [(number_of[page.id], coding.article.id) for page, coding in found if page is not None]
    put_rows(connection, PAGE_ARTICLE, [{"page": n, "article_id": each, "change": change} for n, each in on])


def _articles(codings: Iterable[Coding]) -> Iterator[Article]:
    return (coding.article for coding in codings)


def _why(articles: Sequence[Article], source: str | None) -> str:
    what = f"new article {articles[0].id}" if len(articles) == 1 else f"{len(articles)} new articles"
    return f"{what} of {source}" if source else what


def _shares(connection: Connection, codings: Sequence[Coding], formed: Formed) -> list[Stored]:
    """Which events each article made or changed; an event that changed without a report of them is the first one's."""
    ids = [report.id for coding in codings for report in coding.reports]
    query = select(CURRENT_REPORT.c.article_id, CURRENT_REPORT.c.event_id)
    told: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(connection, query, CURRENT_REPORT.c.id, ids):
        told[row.article_id].add(row.event_id)
    told[codings[0].article.id] |= {*formed.new, *formed.grown}.difference(*told.values())
    new, grown = set(formed.new), set(formed.grown)
    return [
        Stored("new", Formed(tuple(sorted(new & told[each.id])), tuple(sorted(grown & told[each.id]))))
        for each in _articles(codings)
    ]
