"""Reading: records by id, by filter, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection, Select, and_, func, or_, select

from dateline.errors import NotFound
from dateline.ledger import searching
from dateline.ledger.filtering import Filter
from dateline.ledger.rows import FIRST_DAY, LAST_DAY, bounds, chunks, decode
from dateline.ledger.schema import (
    ARTICLE,
    CURRENT_EVENT,
    CURRENT_REPORT,
    CURRENT_TOTAL,
    EVENT,
    EVENT_COUNTRY,
    EVENT_PARTY,
    LINK,
    PAGE,
    REPORT,
    TOTAL,
)
from dateline.model import Article, Date, Event, Link, Page, Report, Total
from dateline.resolving import words


def events(connection: Connection, wanted: Filter) -> Iterator[Event]:
    """Events in the order of their first day, then of their ids; what has no day comes last."""
    query = select(EVENT.c.record).join(CURRENT_EVENT, CURRENT_EVENT.c.number == EVENT.c.number)
    query = _narrowed(query, wanted)
    query = query.order_by(CURRENT_EVENT.c.start.is_(None), CURRENT_EVENT.c.start, CURRENT_EVENT.c.id)
    for piece in chunks(connection.execute(query)):
        found = [decode(row.record, Event) for row in piece]
        links = _links(connection, found)
        for event in found:
            yield _with_links(event, links)


def event(connection: Connection, event_id: str) -> Event:
    """The event of this id, or the one it was merged into. Raises NotFound."""
    seen = event_id
    while True:
        latest = select(EVENT).where(EVENT.c.id == seen).order_by(EVENT.c.number.desc()).limit(1)
        row = connection.execute(latest).first()
        if row is None:
            raise NotFound(f"{event_id}: the ledger knows no such event; `dateline events` lists them")
        if row.record is not None:
            found = decode(row.record, Event)
            return _with_links(found, _links(connection, [found]))
        if row.redirect is None:
            raise NotFound(f"{event_id}: no report tells of this event any more ({row.why})")
        seen = row.redirect


def reports(connection: Connection, ids: Iterable[str]) -> tuple[Report, ...]:
    """Current reports by their ids, in the order asked for. Raises NotFound."""
    found: dict[str, Report] = {}
    asked = list(ids)
    query = select(REPORT.c.id, REPORT.c.record).join(CURRENT_REPORT, CURRENT_REPORT.c.number == REPORT.c.number)
    for piece in chunks(asked):
        for row in connection.execute(query.where(CURRENT_REPORT.c.id.in_(piece))):
            found[row.id] = decode(row.record, Report)
    missing = [report_id for report_id in asked if report_id not in found]
    if missing:
        raise NotFound(f"{missing[0]}: the ledger knows no such report")
    return tuple(found[report_id] for report_id in asked)


def article(connection: Connection, article_id: str) -> Article:
    """The last version of an article. Raises NotFound."""
    query = select(ARTICLE.c.record).where(ARTICLE.c.id == article_id).order_by(ARTICLE.c.number.desc()).limit(1)
    record = connection.scalar(query)
    if record is None:
        raise NotFound(f"{article_id}: the ledger knows no such article")
    return decode(record, Article)


def articles(connection: Connection) -> Iterator[Article]:
    """The last version of every article, in the order they were added."""
    query = select(ARTICLE.c.record).where(ARTICLE.c.number.in_(_last_versions())).order_by(ARTICLE.c.number)
    for record in connection.scalars(query):
        yield decode(record, Article)


def page(connection: Connection, page_id: str) -> Page:
    """The page of this id. Raises NotFound."""
    record = connection.scalar(select(PAGE.c.record).where(PAGE.c.id == page_id))
    if record is None:
        raise NotFound(f"{page_id}: the ledger knows no such page")
    return decode(record, Page)


def totals(connection: Connection, wanted: Filter) -> Iterator[Total]:
    """Totals in the order of their first day, then of their ids."""
    query = select(TOTAL.c.record).join(CURRENT_TOTAL, CURRENT_TOTAL.c.number == TOTAL.c.number)
    found = (decode(record, Total) for record in connection.scalars(query))
    matching = [total for total in found if _fits(total, wanted)]
    if wanted.text is not None:
        here = _articles_with(connection, wanted.text)
        matching = [total for total in matching if total.article_id in here]
    yield from sorted(matching, key=lambda total: (_start(total) is None, _start(total) or "", total.id))


def _narrowed(query: Select[tuple[str]], wanted: Filter) -> Select[tuple[str]]:
    here = CURRENT_EVENT.c
    if wanted.since or wanted.until:
        dated = and_(
            here.start.is_not(None), here.end >= (wanted.since or FIRST_DAY), here.start <= (wanted.until or LAST_DAY)
        )
        query = query.where(or_(dated, here.start.is_(None)) if wanted.undated else dated)
    if wanted.types:
        query = query.where(here.type.in_(wanted.types))
    if wanted.countries:
        inside = select(EVENT_COUNTRY.c.event_id).where(EVENT_COUNTRY.c.country.in_(wanted.countries))
        query = query.where(here.id.in_(inside))
    if wanted.actors:
        query = query.where(or_(*(here.id.in_(_with_party(name)) for name in wanted.actors)))
    if wanted.text is not None:
        query = query.where(here.id.in_(_with_text(wanted.text)))
    return query


def _with_party(name: str) -> Select[tuple[str]]:
    """Events one of whose parties has this registry id, or all these words in one of its names."""
    asked = sorted(set(words(name)))
    every = select(EVENT_PARTY.c.event_id).where(EVENT_PARTY.c.word.in_(asked))
    every = every.group_by(EVENT_PARTY.c.event_id, EVENT_PARTY.c.party).having(func.count() == len(asked))
    by_id = select(EVENT_PARTY.c.event_id).where(EVENT_PARTY.c.word == f"#{name}")
    return select(every.union(by_id).subquery().c.event_id)


def _with_text(text: str) -> Select[tuple[str | None]]:
    numbers = searching.matching(text)
    query = select(CURRENT_REPORT.c.event_id).join(ARTICLE, ARTICLE.c.id == CURRENT_REPORT.c.article_id)
    return query.where(ARTICLE.c.number.in_(numbers) if numbers is not None else ARTICLE.c.number.is_(None))


def _articles_with(connection: Connection, text: str) -> set[str]:
    numbers = searching.matching(text)
    if numbers is None:
        return set()
    return set(connection.scalars(select(ARTICLE.c.id).where(ARTICLE.c.number.in_(numbers))))


def _last_versions() -> Select[tuple[int]]:
    return select(func.max(ARTICLE.c.number)).group_by(ARTICLE.c.id)


def _links(connection: Connection, found: Iterable[Event]) -> dict[tuple[str, str], Link]:
    """The links between current reports of these events, by their two ends."""
    ids = [report_id for event in found if len(event.reports) > 1 for report_id in event.reports]
    left, right = CURRENT_REPORT.alias(), CURRENT_REPORT.alias()
    query = select(LINK.c.record).join(left, left.c.number == LINK.c.left).join(right, right.c.number == LINK.c.right)
    query = query.where(left.c.event_id == right.c.event_id)
    links: dict[tuple[str, str], Link] = {}
    for piece in chunks(ids):
        for record in connection.scalars(query.where(or_(left.c.id.in_(piece), right.c.id.in_(piece)))):
            link = decode(record, Link)
            links[link.left, link.right] = link
    return links


def _with_links(event: Event, links: dict[tuple[str, str], Link]) -> Event:
    pairs = ((a, b) for a in event.reports for b in event.reports if a < b)
    return msgspec.structs.replace(event, links=tuple(links[pair] for pair in pairs if pair in links))


def _start(total: Total) -> str | None:
    return total.date.start if total.date else None


def _fits(total: Total, wanted: Filter) -> bool:
    """Whether a total passes all filters but the text's."""
    parties = [(set(words(party.name)), party.actor_id) for party in (*total.actors, *total.recipients)]
    return (
        (not (wanted.since or wanted.until) or _in_period(total.date, wanted))
        and (not wanted.types or total.type in wanted.types)
        and (not wanted.countries or bool(total.place and total.place.country in wanted.countries))
        and (
            not wanted.actors
            or any(set(words(name)) <= has or name == actor_id for name in wanted.actors for has, actor_id in parties)
        )
    )


def _in_period(date: Date | None, wanted: Filter) -> bool:
    start, end = bounds(date)
    if start is None or end is None:
        return wanted.undated
    return end >= (wanted.since or FIRST_DAY) and start <= (wanted.until or LAST_DAY)
