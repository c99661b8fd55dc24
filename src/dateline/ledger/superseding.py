"""Versions: which articles a new version of a page takes the place of, and which reports go on in which.

The same address with other content is the next version of its page. Where both versions hold one article, the new one
supersedes the old; of a page with several, an article supersedes the one most of whose words it shares. What dropped
off a list of stories was not taken back, and stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec
from sqlalchemy import Connection, func, select

from dateline.ledger import searching
from dateline.ledger.rows import add_row, decode, encode, rows_of
from dateline.ledger.schema import ARTICLE, CURRENT_ARTICLE, PAGE, PAGE_ARTICLE
from dateline.model import Article, Page, Report
from dateline.ontology import Ontology
from dateline.resolving import words

_SAME_STORY = 0.5  # of the words of the shorter text, shared
_SAME_EVENT = 0.3  # of the words of the shorter sentence, shared


def standing_page(connection: Connection, page: Page) -> int | None:
    """The row of a page where it is the last version under its address, or has none."""
    number: int | None = connection.scalar(select(func.max(PAGE.c.number)).where(PAGE.c.id == page.id))
    if number is None or page.url is None:
        return number
    last = connection.scalar(select(func.max(PAGE.c.number)).where(PAGE.c.url == page.url))
    return number if last in (None, number) else None


def store_page(connection: Connection, change: int, page: Page) -> int:
    """The row of a page, made where it does not stand, as the next version where another is known under its address."""
    number = standing_page(connection, page)
    if number is not None:
        return number
    if page.url is not None:
        latest = select(PAGE.c.record).where(PAGE.c.url == page.url).order_by(PAGE.c.number.desc()).limit(1)
        record = connection.scalar(latest)
        if record is not None:
            before = decode(record, Page)
            page = msgspec.structs.replace(page, version=before.version + 1, supersedes=before.id)
    return add_row(connection, PAGE, id=page.id, url=page.url, change=change, record=encode(page))


def is_on(connection: Connection, number: int, article_id: str) -> bool:
    """Whether an article is known to stand on this version of a page."""
    here = (PAGE_ARTICLE.c.page == number) & (PAGE_ARTICLE.c.article_id == article_id)
    return connection.scalar(select(PAGE_ARTICLE.c.page).where(here)) is not None


def superseded(connection: Connection, number: int, article: Article) -> list[str]:
    """Current articles of earlier versions of a page that an article of this version takes the place of."""
    url = connection.scalar(select(PAGE.c.url).where(PAGE.c.number == number))
    if url is None:
        return []
    versions = connection.scalars(
        select(PAGE.c.number).where(PAGE.c.url == url, PAGE.c.number < number).order_by(PAGE.c.number.desc())
    )
    here = set(_on(connection, number))
    for earlier in versions:
        there = _on(connection, earlier)
        old = [each for each in there if each not in here and not _elsewhere(connection, each, url)]
        articles = [each for each in (_current(connection, each) for each in old) if each is not None]
        if articles:
            alone = len(there) == 1 and here <= {article.id}
            return [each.id for each in articles if alone or _alike(each, article)]
    return []


def heir(connection: Connection, article_id: str) -> str:
    """The article that took the place of this one, of that one, and so on; else this one."""
    query = select(ARTICLE.c.redirect).order_by(ARTICLE.c.number.desc()).limit(1)
    seen: set[str] = set()
    while article_id not in seen:
        seen.add(article_id)
        article_id = connection.scalar(query.where(ARTICLE.c.id == article_id)) or article_id
    return article_id


def forerunners(connection: Connection, article_ids: Collection[str]) -> dict[str, set[str]]:
    """Each of some current articles with those in whose place it stands, by however many steps, and itself."""
    found = {article_id: {article_id} for article_id in article_ids}
    on = select(PAGE_ARTICLE.c.article_id, PAGE.c.url).join(PAGE, PAGE.c.number == PAGE_ARTICLE.c.page)
    on = on.where(PAGE.c.url.is_not(None))
    urls = {row.url for row in rows_of(connection, on, PAGE_ARTICLE.c.article_id, sorted(article_ids))}
    for earlier in {row.article_id for row in rows_of(connection, on, PAGE.c.url, sorted(urls))}.difference(found):
        now = heir(connection, earlier)
        if now in found:
            found[now].add(earlier)
    return found


def _on(connection: Connection, number: int) -> list[str]:
    return list(connection.scalars(select(PAGE_ARTICLE.c.article_id).where(PAGE_ARTICLE.c.page == number)))


def _current(connection: Connection, article_id: str) -> Article | None:
    query = select(ARTICLE.c.record).join(CURRENT_ARTICLE, CURRENT_ARTICLE.c.number == ARTICLE.c.number)
    record = connection.scalar(query.where(CURRENT_ARTICLE.c.id == article_id))
    return decode(record, Article) if record else None


def _elsewhere(connection: Connection, article_id: str, url: str) -> bool:
    """Whether an article also stands on the last version of another page, or on one without an address."""
    query = select(PAGE.c.number, PAGE.c.url).join(PAGE_ARTICLE, PAGE_ARTICLE.c.page == PAGE.c.number)
    for row in connection.execute(query.where(PAGE_ARTICLE.c.article_id == article_id)).all():
        if row.url is None:
            return True
        last = select(func.max(PAGE.c.number)).where(PAGE.c.url == row.url)
        if row.url != url and connection.scalar(last) == row.number:
            return True
    return False


def _alike(one: Article, other: Article) -> bool:
    return _shared(f"{one.title} {one.text}", f"{other.title} {other.text}") >= _SAME_STORY


def _shared(one: str, other: str) -> float:
    left, right = set(searching.folded(one)), set(searching.folded(other))
    return len(left & right) / max(1, min(len(left), len(right)))


# ------------------------------------------------------------------ reports


def successors(old: Iterable[Report], new: Collection[Report]) -> dict[str, str]:
    """Which new report goes on for which old one, by their ids: new to old.

    Of a pair the types are of one family. Most alike go first: the same trigger, then the words of the sentence.
    """
    scored: Sequence[tuple[float, str, str]] = sorted(
        (-score, one.id, other.id) for one in old for other in new if (score := _likeness(one, other)) > 0
    )
    found: dict[str, str] = {}
    for _, old_id, new_id in scored:
        if new_id not in found and old_id not in found.values():
            found[new_id] = old_id
    return found


def _likeness(old: Report, new: Report) -> float:
    if old.id == new.id:
        return 10.0
    if new.type not in Ontology.load().family(old.type):
        return 0.0
    shared = _shared(old.quote.quote, new.quote.quote)
    same_trigger = words(old.trigger.quote) == words(new.trigger.quote)
    return shared + same_trigger + (old.type == new.type) if same_trigger or shared >= _SAME_EVENT else 0.0
