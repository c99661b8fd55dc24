"""Events with all that is behind them, as they are stored, some hundred at a time: for whoever passes many on.

Nothing is decoded here but what names the next records. Whoever decodes them may do so in other processes; all are of
one state of the ledger, because only one process reads it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, Table, select

from dateline.ledger.filtering import Filter
from dateline.ledger.querying import article_rows, check_found, event_rows, event_rows_by_id, report_rows
from dateline.ledger.rows import as_bytes, chunks, decode
from dateline.ledger.schema import ARTICLE, EVENT, EVENT_PARTY, REPORT, TOTAL
from dateline.ledger.skimming import Skim
from dateline.ledger.states import Moment, standing
from dateline.model import Event, Lot, Record, Report

_PRIVATE, _WITNESS = b'"private":true', b'"kind":"witness"'  # as `encode` writes them


class _Reports(Record, frozen=True):
    reports: tuple[str, ...] = ()


class _ArticleId(Record, frozen=True):
    article_id: str


def lots(
    connection: Connection, wanted: Filter, at: Moment = None, only: Container[str] | None = None
) -> Iterator[Lot]:
    """The events that pass, in the ledger's order; with `only`, those of them with one of these ids.

    Raises NotFound where a report or an article is missing.
    """
    for piece in event_rows(connection, wanted, at, as_bytes(connection, EVENT.c.record)):
        events = [record for id, record in piece if only is None or id in only]
        if events:
            yield _lot(connection, events, at)


def lots_by_id(connection: Connection, ids: Iterable[str], at: Moment = None) -> Iterator[Lot]:
    """Events by their ids, in the order asked for; ids that are of no event, or of none any more, are left out."""
    for piece in chunks(ids):
        known = dict(event_rows_by_id(connection, piece, at, as_bytes(connection, EVENT.c.record)))
        if known:
            yield _lot(connection, [known[id] for id in piece if id in known], at)


def _lot(connection: Connection, events: Sequence[bytes], at: Moment) -> Lot:
    asked = [id for record in events for id in decode(record, _Reports).reports]
    rows = list(report_rows(connection, asked, at, as_bytes(connection, REPORT.c.record)))
    check_found("report", asked, {id for id, _, _, _ in rows})
    ids = sorted({article_id for _, _, article_id, _ in rows})
    articles = {row[0]: row[1] for row in article_rows(connection, ids, at, as_bytes(connection, ARTICLE.c.record))}
    check_found("article", ids, articles)
    return Lot(
        events=tuple(events),
        reports=tuple([record for _, _, _, record in rows]),
        articles=tuple(articles.values()),
        article_ids=tuple(ids),
    )


# ------------------------------------------------------------------ private persons


def beside_persons(connection: Connection, at: Moment = None) -> Iterator[tuple[Event, tuple[Report, ...]]]:
    """The events, each with its reports, that say what must be hidden of private persons, in no order.

    They are all that are told in the articles of an event or total that names a private person or cites a witness; and,
    since an event may be told in several articles, all that are told in the others of its articles.
    """
    skim = Skim(connection, at)
    naming = _naming(connection, at, skim)
    beside = skim.told_in(sorted(_articles(skim, _reports(skim, skim.told_in(sorted(naming))))))
    for piece in chunks(beside):
        events = [event for _, _, event in skim.read("event", Event, piece)]
        told = {id: each for id, _, each in skim.read("report", Report, [id for each in events for id in each.reports])}
        yield from ((event, tuple(told[id] for id in event.reports)) for event in events)


def _naming(connection: Connection, at: Moment, skim: Skim) -> set[str]:
    """The articles of the events and totals that name a private person or cite a witness."""
    named = [id for id, record in _records(connection, REPORT, at) if _PRIVATE in record or _WITNESS in record]
    given = EVENT.c.number.in_(select(EVENT_PARTY.c.event))  # a party that a person gave stands in no report
    events = {id for id, record in _records(connection, EVENT, at, given) if _PRIVATE in record}
    events.update(skim.holding(named))
    totals = (record for _, record in _records(connection, TOTAL, at) if _PRIVATE in record or _WITNESS in record)
    told = {decode(record, _ArticleId).article_id for record in totals}
    return _articles(skim, _reports(skim, sorted(events))) | told


def _reports(skim: Skim, event_ids: Sequence[str]) -> list[str]:
    return [id for _, _, each in skim.read("event", _Reports, event_ids) for id in each.reports]


def _articles(skim: Skim, report_ids: Sequence[str]) -> set[str]:
    return {each.article_id for _, _, each in skim.read("report", _ArticleId, report_ids)}


def _records(
    connection: Connection, log: Table, at: Moment, *where: ColumnElement[bool]
) -> Iterator[tuple[str, bytes]]:
    """Ids and records of what stands in a log, undecoded."""
    here = standing(log.name, at)
    query = select(here.c.id, as_bytes(connection, log.c.record)).join(here, here.c.number == log.c.number)
    yield from connection.execute(query.where(*where), execution_options={"yield_per": 2000})
