"""Reading: records by id, by filter, in order, as they stand now or stood at an earlier change."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, and_, func, or_, select

from dateline.errors import InputError, NotFound
from dateline.ledger import searching
from dateline.ledger.filtering import Filter
from dateline.ledger.rows import bounds, chunks, decode, rows_of
from dateline.ledger.schema import (
    ARTICLE,
    CURRENT_ARTICLE,
    CURRENT_REPORT,
    EVENT,
    EVENT_COUNTRY,
    EVENT_PARTY,
    LINK,
    PAGE,
    RELATION,
    REPORT,
    REPORT_PARTY,
    TOMBSTONE,
    TOTAL,
)
from dateline.ledger.states import Moment, link_stood, standing
from dateline.model import (
    Article,
    Coding,
    Date,
    Event,
    Link,
    Page,
    Party,
    Problem,
    Record,
    RelationClaim,
    Report,
    Total,
)
from dateline.resolving import words

_SHORTEST = 8  # characters of an id that may stand for it
_R = TypeVar("_R", Report, Total, RelationClaim)


class StatedRelation(Record, frozen=True, kw_only=True):
    """How an article says two parties stand to each other."""

    id: str
    article_id: str
    claim: RelationClaim


def events(connection: Connection, wanted: Filter, at: Moment = None, *, links: bool = True) -> Iterator[Event]:
    """Events in the order of their first day, then of their ids; what has no day comes last."""
    for piece in event_rows(connection, wanted, at, EVENT.c.record):
        found = [decode(record, Event) for _, record in piece]
        if links:
            known = _links(connection, found, at)
            found = [_with_links(event, known) for event in found]
        yield from found


def event_rows(
    connection: Connection, wanted: Filter, at: Moment, record: ColumnElement[Any]
) -> Iterator[list[tuple[str, Any]]]:
    """Ids and records of the events that `events` gives, in its order, some hundred at a time.

    `record` is the column of records, as text or as bytes.
    """
    here = standing("event", at)
    query = select(here.c.id, here.c.number).where(*_conditions(connection, here, wanted, at))
    query = query.order_by(here.c.start.is_(None), here.c.start, here.c.id)
    fits = _told_then(connection, wanted, at) if at is not None else None
    # Put in order first: the database would carry the records along while it sorts.
    for piece in chunks(connection.execute(query).all()):
        asked = [number for _, number in piece]
        told = dict(iter(rows_of(connection, select(EVENT.c.number, record), EVENT.c.number, asked)))
        found = [(id, told[number]) for id, number in piece]
        yield [(id, record) for id, record in found if fits is None or fits(decode(record, Event))]


def events_by_id(
    connection: Connection, ids: Iterable[str], at: Moment = None, *, links: bool = True
) -> Iterator[Event]:
    """Events by their ids, in the order asked for; ids that are of no event, or of none any more, are left out."""
    for piece in chunks(ids):
        found = [decode(record, Event) for _, record in event_rows_by_id(connection, piece, at, EVENT.c.record)]
        known = _links(connection, found, at) if links else {}
        by_id = {event.id: _with_links(event, known) for event in found}
        yield from (by_id[id] for id in piece if id in by_id)


def event_rows_by_id(
    connection: Connection, ids: Sequence[str], at: Moment, record: ColumnElement[Any]
) -> Iterator[Any]:
    """Id and record of events by their ids, no more than fit one statement, in no order."""
    here = standing("event", at)
    query = select(here.c.id, record).join(EVENT, here.c.number == EVENT.c.number)
    yield from connection.execute(query.where(here.c.id.in_(ids)))


def numbers(connection: Connection, wanted: Filter, at: Moment = None) -> list[int]:
    """The rows of the events that pass, by their numbers, in no order."""
    here = standing("event", at)
    conditions = list(_conditions(connection, here, wanted, at))
    if at is None:
        return list(connection.scalars(select(here.c.number).where(*conditions)))
    query = select(EVENT.c.number, EVENT.c.record).join(here, here.c.number == EVENT.c.number).where(*conditions)
    fits = _told_then(connection, wanted, at)
    return [number for number, record in connection.execute(query) if fits(decode(record, Event))]


def event(connection: Connection, event_id: str, at: Moment = None) -> Event:
    """The event of this id, or the one it was merged into. Raises NotFound."""
    seen = event_id
    while True:
        latest = select(EVENT).where(EVENT.c.id == seen, *_until(EVENT.c.change, at))
        row = connection.execute(latest.order_by(EVENT.c.number.desc()).limit(1)).first()
        if row is None:
            raise NotFound(f"{event_id}: the ledger knows no such event; `dateline events` lists them")
        if row.record is not None:
            found = decode(row.record, Event)
            return _with_links(found, _links(connection, [found], at))
        if row.redirect is None:
            raise NotFound(f"{event_id}: is no event any more ({row.why}); `dateline history {event_id}` tells more")
        seen = row.redirect


def reports(connection: Connection, ids: Iterable[str], at: Moment = None) -> tuple[Report, ...]:
    """Reports by their ids, in the order asked for. Raises NotFound where one did not stand."""
    asked = list(ids)
    found = {row.id: decode(row.record, Report) for row in report_rows(connection, asked, at, REPORT.c.record)}
    check_found("report", asked, found)
    return tuple(found[report_id] for report_id in asked)


def articles_by_id(connection: Connection, ids: Iterable[str], at: Moment = None) -> Iterator[Article]:
    """The last versions of articles, in no order; ids that are of none are left out."""
    for _, record in article_rows(connection, ids, at, ARTICLE.c.record):
        yield decode(record, Article)


def article_rows(connection: Connection, ids: Iterable[str], at: Moment, record: ColumnElement[Any]) -> Iterator[Any]:
    """Id and record of the last versions of articles, in no order; `record` is the column of records."""
    if at is None:  # most stand, and of those it is known which version is the last
        asked = list(ids)
        query = select(ARTICLE.c.id, record).join(CURRENT_ARTICLE, CURRENT_ARTICLE.c.number == ARTICLE.c.number)
        found = list(rows_of(connection, query, CURRENT_ARTICLE.c.id, asked))
        yield from found
        ids = set(asked).difference(id for id, _ in found)
    last = select(func.max(ARTICLE.c.number)).where(ARTICLE.c.record.is_not(None), *_until(ARTICLE.c.change, at))
    for piece in chunks(ids):
        numbers = last.where(ARTICLE.c.id.in_(piece)).group_by(ARTICLE.c.id)
        yield from connection.execute(select(ARTICLE.c.id, record).where(ARTICLE.c.number.in_(numbers)))


def article(connection: Connection, article_id: str, at: Moment = None) -> Article:
    """The last version of an article, also of one that was superseded or forgotten. Raises NotFound."""
    query = select(ARTICLE.c.record).where(ARTICLE.c.id == article_id, ARTICLE.c.record.is_not(None))
    query = query.where(*_until(ARTICLE.c.change, at)).order_by(ARTICLE.c.number.desc()).limit(1)
    record = connection.scalar(query)
    if record is None:
        raise NotFound(f"{article_id}: the ledger knows no such article")
    return decode(record, Article)


def article_id(connection: Connection, words: str) -> str:
    """The id that these words are, or that they alone begin; else the words. Raises InputError where several do."""
    if len(words) < _SHORTEST or connection.scalar(select(ARTICLE.c.id).where(ARTICLE.c.id == words).limit(1)):
        return words
    begun = func.substr(ARTICLE.c.id, 1, len(words)) == words  # not LIKE, for which SQLite takes A for a
    found = connection.scalars(select(ARTICLE.c.id).where(begun).distinct().limit(2)).all()
    if len(found) > 1:
        raise InputError(Problem(source=words, reason="begins the ids of several articles", hint="write more of it"))
    return found[0] if found else words


def coding(connection: Connection, article_id: str, at: Moment = None) -> Coding:
    """An article's last version with what was coded from it. Raises NotFound."""

    def told(log: Table, kind: type[_R]) -> tuple[_R, ...]:
        here = standing(log.name, at)
        query = select(log.c.record).join(here, here.c.number == log.c.number).order_by(log.c.number)
        return tuple(decode(record, kind) for record in connection.scalars(query.where(log.c.article_id == article_id)))

    return Coding(
        article=article(connection, article_id, at),
        reports=told(REPORT, Report),
        totals=told(TOTAL, Total),
        relations=told(RELATION, RelationClaim),
    )


def articles(connection: Connection, at: Moment = None) -> Iterator[Article]:
    """The last version of every article that is not superseded or forgotten, in the order they were added."""
    here = standing("article", at)
    query = select(ARTICLE.c.record).join(here, here.c.number == ARTICLE.c.number)
    query = query.where(ARTICLE.c.id.not_in(select(TOMBSTONE.c.article_id))).order_by(ARTICLE.c.number)
    for record in _streamed(connection, query):
        yield decode(record, Article)


def page(connection: Connection, page_id: str, at: Moment = None) -> Page:
    """The page of this id, as the version it was last. Raises NotFound."""
    query = select(PAGE.c.record).where(PAGE.c.id == page_id, *_until(PAGE.c.change, at))
    record = connection.scalar(query.order_by(PAGE.c.number.desc()).limit(1))
    if record is None:
        raise NotFound(f"{page_id}: the ledger knows no such page")
    return decode(record, Page)


def totals(connection: Connection, wanted: Filter, at: Moment = None) -> Iterator[Total]:
    """Totals in the order of their first day, then of their ids."""
    here = standing("total", at)
    query = select(TOTAL.c.record).join(here, here.c.number == TOTAL.c.number)
    found = (decode(record, Total) for record in connection.scalars(query))
    matching = [total for total in found if _fits(total, wanted)]
    if wanted.text is not None:
        inside = _told_with(connection, wanted.text, at)
        matching = [total for total in matching if total.article_id in inside]
    yield from sorted(matching, key=lambda total: (_start(total) is None, _start(total) or "", total.id))


def totals_in(connection: Connection, article_ids: Iterable[str], at: Moment = None) -> Iterator[Total]:
    """The totals that some articles tell, in no order."""
    here = standing("total", at)
    query = select(TOTAL.c.record).join(here, here.c.number == TOTAL.c.number)
    for piece in chunks(article_ids):
        for record in connection.scalars(query.where(here.c.article_id.in_(piece))):
            yield decode(record, Total)


def relations(connection: Connection, actor: str | None = None, at: Moment = None) -> list[StatedRelation]:
    """Relations that articles state, in the order they were learnt; of an actor, by words of a name or registry id."""
    here = standing("relation", at)
    query = select(RELATION.c.id, RELATION.c.article_id, RELATION.c.record).join(
        here, here.c.number == RELATION.c.number
    )
    found = (
        StatedRelation(id=row.id, article_id=row.article_id, claim=decode(row.record, RelationClaim))
        for row in connection.execute(query)
    )
    return [each for each in found if actor is None or _is_named((each.claim.source, each.claim.target), (actor,))]


def _streamed(connection: Connection, query: Select[Any]) -> Iterator[str]:
    """One column of many rows, without holding them all."""
    yield from connection.execute(query, execution_options={"yield_per": 500}).scalars()


def check_found(what: str, asked: Iterable[str], found: Container[str]) -> None:
    """Raises NotFound for the first record that was asked for and not found."""
    missing = next((id for id in asked if id not in found), None)
    if missing is not None:
        raise NotFound(f"{missing}: the ledger knows no such {what}")


def _until(change: ColumnElement[int], at: Moment) -> list[ColumnElement[bool]]:
    return [] if at is None else [change <= at]


# ------------------------------------------------------------------ filters


def _conditions(connection: Connection, here: FromClause, wanted: Filter, at: Moment) -> Iterator[ColumnElement[bool]]:
    if wanted.period:
        first, last = wanted.period
        dated = and_(here.c.start.is_not(None), here.c.end >= first, here.c.start <= last)
        yield or_(dated, here.c.start.is_(None)) if wanted.undated else dated
    if wanted.types:
        yield here.c.type.in_(wanted.types)
    if wanted.countries:
        inside = select(EVENT_COUNTRY.c.event).where(EVENT_COUNTRY.c.country.in_(wanted.countries))
        yield here.c.number.in_(inside)
    if at is not None:
        return  # which event a report was in earlier, only the events' records say: `_told_then` looks there
    if wanted.actors:
        yield or_(*(_with_party(here, name) for name in wanted.actors))
    if wanted.text is not None:
        inside = _articles_with(connection, wanted.text)
        told = select(CURRENT_REPORT.c.event_id).where(CURRENT_REPORT.c.event_id.is_not(None))
        yield here.c.id.in_(told.where(CURRENT_REPORT.c.article_id.in_(inside)))


def _with_party(here: FromClause, name: str) -> ColumnElement[bool]:
    """Events one of whose parties has this registry id, or all these words in one of its names."""
    told = select(CURRENT_REPORT.c.event_id).where(CURRENT_REPORT.c.event_id.is_not(None))
    told = told.where(CURRENT_REPORT.c.number.in_(_party(REPORT_PARTY, "report", name)))
    return or_(here.c.id.in_(told), here.c.number.in_(_party(EVENT_PARTY, "event", name)))


def _party(table: Table, holder: str, name: str) -> Select[tuple[int]]:
    """The rows that a party of this name belongs to."""
    asked = sorted(set(words(name)))
    every = select(table.c[holder]).where(table.c.word.in_(asked))
    every = every.group_by(table.c[holder], table.c.party).having(func.count() == len(asked))
    by_id = select(table.c[holder]).where(table.c.word == f"#{name}")
    return select(every.union(by_id).subquery().c[holder])


def _told_then(connection: Connection, wanted: Filter, at: Moment) -> Callable[[Event], bool]:
    """Whether an event passed the filters of actors and text at an earlier moment."""
    told = standing("report", at)
    by_actor: set[str] = set()
    for name in wanted.actors:
        query = select(told.c.id).where(told.c.number.in_(_party(REPORT_PARTY, "report", name)))
        by_actor.update(connection.scalars(query))
    by_text: set[str] = set()
    if wanted.text is not None:
        with_words = sorted(_told_with(connection, wanted.text, at))
        by_text.update(row.id for row in rows_of(connection, select(told.c.id), told.c.article_id, with_words))

    def fits(event: Event) -> bool:
        acted = not wanted.actors or not by_actor.isdisjoint(event.reports) or _given(event, wanted)
        return acted and (wanted.text is None or not by_text.isdisjoint(event.reports))

    return fits


def _given(event: Event, wanted: Filter) -> bool:
    """Whether a person gave the event a party that the filter asks for."""
    parties = [one.best for one in event.fields if one.decision and isinstance(one.best, Party)]
    return _is_named(parties, wanted.actors)


def _is_named(parties: Iterable[Party], names: Iterable[str]) -> bool:
    """Whether one of these parties has one of these registry ids, or all words of one of these names."""
    known = [(set(words(party.name)), party.actor_id) for party in parties]
    return any(set(words(name)) <= has or name == actor_id for name in names for has, actor_id in known)


def _articles_with(connection: Connection, text: str, *, ever: bool = False) -> Select[tuple[str]]:
    """Articles that stand and hold the words; with `ever`, versions of articles that may have held them once."""
    here = ARTICLE if ever else standing("article", None)
    numbers = searching.matching(connection, text, ever=ever)
    return select(here.c.id).where(here.c.number.in_(numbers) if numbers is not None else here.c.number.is_(None))


def _told_with(connection: Connection, text: str, at: Moment) -> set[str]:
    """The articles that stood at a moment and held the words, in the text or in a name that was used then."""
    if at is None:
        return set(connection.scalars(_articles_with(connection, text)))
    here, told, wanted = standing("article", at), standing("report", at), set(searching.folded(text))
    query = select(ARTICLE.c.id, ARTICLE.c.record).join(here, here.c.number == ARTICLE.c.number)
    records = select(REPORT.c.record).join(told, told.c.number == REPORT.c.number)
    found = set()
    for row in connection.execute(query.where(ARTICLE.c.id.in_(_articles_with(connection, text, ever=True)))).all():
        of = connection.scalars(records.where(REPORT.c.article_id == row.id))
        if wanted <= set(searching.words_of(decode(row.record, Article), (decode(each, Report) for each in of))):
            found.add(row.id)
    return found


def _start(total: Total) -> str | None:
    return total.date.start if total.date else None


def _fits(total: Total, wanted: Filter) -> bool:
    """Whether a total passes all filters but the text's."""
    return (
        (wanted.period is None or _in_period(total.date, wanted.period, wanted.undated))
        and (not wanted.types or total.type in wanted.types)
        and (not wanted.countries or bool(total.place and total.place.country in wanted.countries))
        and (not wanted.actors or _is_named((*total.actors, *total.recipients), wanted.actors))
    )


def _in_period(date: Date | None, period: tuple[str, str], undated: bool) -> bool:
    start, end = bounds(date)
    if start is None or end is None:
        return undated
    return end >= period[0] and start <= period[1]


# ------------------------------------------------------------------ links


def report_rows(connection: Connection, ids: Iterable[str], at: Moment, *columns: ColumnElement[Any]) -> Iterator[Any]:
    """Id, number of its row, article, and what else is asked of the log, of reports that stood, in no order."""
    here = standing("report", at)
    query = select(here.c.id, here.c.number, here.c.article_id, *columns)
    query = query.join(REPORT, REPORT.c.number == here.c.number) if columns else query
    yield from rows_of(connection, query, here.c.id, ids)


def _links(connection: Connection, found: Iterable[Event], at: Moment) -> dict[tuple[str, str], Link]:
    """The links between reports of these events that stood, by their two ends."""
    ids = [report_id for event in found if len(event.reports) > 1 for report_id in event.reports]
    numbers = sorted(row.number for row in report_rows(connection, ids, at))
    inside = set(numbers)
    links: dict[tuple[str, str], Link] = {}
    for piece in chunks(numbers):
        query = select(LINK.c.right, LINK.c.record).where(LINK.c.left.in_(piece), link_stood(at))
        for right, record in connection.execute(query):
            if right in inside:
                link = decode(record, Link)
                links[link.left, link.right] = link
    return links


def _with_links(event: Event, links: dict[tuple[str, str], Link]) -> Event:
    pairs = ((a, b) for a in event.reports for b in event.reports if a < b)
    return msgspec.structs.replace(event, links=tuple(links[pair] for pair in pairs if pair in links))
