"""Many articles into the ledger at once: what is new goes in together, and events are formed once for all of it.

Most articles of a batch are plain: never seen, on a page of which no other version is known. They are stored table by
table and resolved in one pass, which gives the same groups as one after the other. The rest follow one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from sqlalchemy import Connection, select

from dateline.ledger import searching
from dateline.ledger.adding import Stored, store, version
from dateline.ledger.knowing import Found, forgotten, known_among, matching
from dateline.ledger.linking import Compare, Seen, when_asked
from dateline.ledger.regrouping import Formed, regroup
from dateline.ledger.rows import add_change, add_rows, encode, put_rows, rows_of
from dateline.ledger.schema import ARTICLE, CURRENT_ARTICLE, CURRENT_REPORT, PAGE, PAGE_ARTICLE
from dateline.ledger.telling import RELATIONS, REPORTS, TOTALS, put_reports, put_told, relations_of
from dateline.model import Article, Coding, Page


def store_all(
    connection: Connection, found: Sequence[Found], source: str | None, seen: Seen, by: Compare = when_asked
) -> list[Stored]:
    """Stores articles with their pages, as `store` does one by one; what it did for each. `source` names the lot.

    `by` compares the reports of those that are plain.
    """
    known = known_among(connection, found)
    plain = _plain(connection, [number for number in range(len(found)) if number not in known], found)
    done = {number: Stored("known") for number in known}
    if plain:
        stored = _store_plain(connection, [found[number] for number in plain], source, seen, by)
        done |= dict(zip(plain, stored, strict=True))
    for number, (page, coding) in enumerate(found):
        if number not in done:
            done[number] = store(connection, page, coding)
    return [done[number] for number in range(len(found))]


# ------------------------------------------------------------------ what is plain


def _plain(connection: Connection, numbers: Iterable[int], found: Sequence[Found]) -> list[int]:
    """Those of these articles, by their numbers, that nothing in the ledger or earlier in the batch bears upon."""
    seen = _Seen(connection, [found[number] for number in numbers])
    return [number for number in numbers if seen.takes(*found[number])]


class _Seen:
    """What the ledger holds, and then what a batch has brought, that another article may run into."""

    def __init__(self, connection: Connection, found: Sequence[Found]) -> None:
        articles = [coding.article for _, coding in found]
        gone = forgotten(connection, articles)
        self._articles = {articles[number].id for number in gone}
        self._articles |= {row.id for row in matching(connection, ARTICLE.c.id, (each.id for each in articles))}
        self._told: set[str] = set()
        for told, ids in zip((REPORTS, TOTALS), zip(*(_ids(coding) for _, coding in found), strict=True), strict=False):
            self._told |= {row.id for row in matching(connection, told.current.c.id, chain(*ids))}
        self._pages: dict[str, set[str | None]] = defaultdict(set)  # addresses of pages, by id
        self._versions: dict[str, set[str]] = defaultdict(set)  # ids of pages, by address
        pages = [page for page, _ in found if page is not None]
        for column, values in ((PAGE.c.id, (page.id for page in pages)), (PAGE.c.url, (page.url for page in pages))):
            for row in matching(connection, column, (value for value in values if value is not None)):
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


def _store_plain(
    connection: Connection, found: Sequence[Found], source: str | None, seen: Seen, by: Compare
) -> list[Stored]:
    codings = [coding for _, coding in found]
    change = add_change(connection, version(codings[0]), _why([each.article for each in codings], source))
    _put_pages(connection, change, found)
    numbers = _put_articles(connection, change, list(_articles(codings)))
    come = [(each.article, report, None) for each in codings for report in each.reports]
    touched, link = put_reports(connection, change, come, seen, by)
    _put_rest(connection, change, numbers, codings)  # meanwhile others compare
    link()
    formed = regroup(connection, change, touched, seen) if touched else Formed()
    return _shares(connection, codings, formed)


def _put_articles(connection: Connection, change: int, articles: Sequence[Article]) -> range:
    rows = [{"id": each.id, "hash": each.hash, "change": change, "record": encode(each)} for each in articles]
    numbers = add_rows(connection, ARTICLE, rows)
    current = [{"id": each.id, "number": number} for number, each in zip(numbers, articles, strict=True)]
    put_rows(connection, CURRENT_ARTICLE, current)
    return numbers


def _put_rest(connection: Connection, change: int, numbers: Iterable[int], codings: Sequence[Coding]) -> None:
    """Stores what articles, by the numbers of their rows, say beside reports, and the words by which they are found."""
    told = zip(numbers, codings, strict=True)
    searching.put_new(connection, [(number, each.article, each.reports) for number, each in told])
    totals = [(total.id, each.article.id, encode(total)) for each in codings for total in each.totals]
    put_told(connection, change, TOTALS, totals)
    relations = [(id, each.article.id, record) for each in codings for id, record in relations_of(each).items()]
    put_told(connection, change, RELATIONS, relations)


def _put_pages(connection: Connection, change: int, found: Sequence[Found]) -> None:
    pages = {page.id: page for page, _ in found if page is not None}
    number_of = {row.id: row.number for row in matching(connection, PAGE.c.id, pages)}
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
    """Which events each article made or changed, or tells of in vain; what else changed or ended is the first one's."""
    ids = [report.id for coding in codings for report in coding.reports]
    query = select(CURRENT_REPORT.c.article_id, CURRENT_REPORT.c.event_id)
    told: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(connection, query, CURRENT_REPORT.c.id, ids):
        told[row.article_id].add(row.event_id)
    told[codings[0].article.id] |= {*formed.new, *formed.grown}.difference(*told.values())
    shares = []
    for coding in codings:
        here = told[coding.article.id]
        new, grown = (tuple(one for one in ids if one in here) for ids in (formed.new, formed.grown))
        shares.append(Formed(new, grown, rejected={r: e for r, e in formed.rejected.items() if r in _ids(coding)[0]}))
    shares[0] = shares[0]._replace(ended=formed.ended, merged=formed.merged)
    return [Stored("new", each) for each in shares]
