"""What articles say, log by log: their reports, totals and relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from msgspec.structs import replace
from sqlalchemy import Connection, Table, delete, select

from dateline.ledger.indexing import index_reports, owners
from dateline.ledger.linking import Compare, Compared, Neighbour, Seen, link_up, when_asked
from dateline.ledger.rows import add_row, add_rows, encode, put_rows, rows_of
from dateline.ledger.schema import (
    CURRENT_RELATION,
    CURRENT_REPORT,
    CURRENT_TOTAL,
    RELATION,
    REPORT,
    TOTAL,
)
from dateline.model import Article, Coding, Report


class Told(NamedTuple):
    """A log of what articles say, and the index of what is current of it."""

    log: Table
    current: Table


REPORTS, TOTALS, RELATIONS = Told(REPORT, CURRENT_REPORT), Told(TOTAL, CURRENT_TOTAL), Told(RELATION, CURRENT_RELATION)


def said_by(coding: Coding) -> tuple[tuple[Told, dict[str, str]], ...]:
    """What a coding says, log by log: ids and records."""
    return (
        (REPORTS, {report.id: encode(report) for report in coding.reports}),
        (TOTALS, {total.id: encode(total) for total in coding.totals}),
        (RELATIONS, relations_of(coding)),
    )


def relations_of(coding: Coding) -> dict[str, str]:
    """The relations that an article states, under ids made of the article and what is stated in which words."""
    records = (encode(replace(claim, cited=())) for claim in coding.relations)
    ids = (f"rel-{blake2b(f'{coding.article.id} {record}'.encode(), digest_size=8).hexdigest()}" for record in records)
    return {relation_id: encode(claim) for relation_id, claim in zip(ids, coding.relations, strict=True)}


def said(connection: Connection, told: Told, article_ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """What articles say now, as far as a log keeps it: ids and records by article."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    query = select(told.log.c.id, told.log.c.article_id, told.log.c.record)
    query = query.join(told.current, told.current.c.number == told.log.c.number)
    for row in rows_of(connection, query, told.current.c.article_id, sorted(article_ids)):
        found[row.article_id][row.id] = row.record
    return found


def put_told(connection: Connection, change: int, told: Told, come: Sequence[tuple[str, str, str]]) -> None:
    """Adds records to a log of what articles say, each with its id and its article's, and marks them as current."""
    rows = [{"id": record_id, "article_id": article_id} for record_id, article_id, _ in come]
    records = [{**row, "change": change, "record": record} for row, (_, _, record) in zip(rows, come, strict=True)]
    numbers = add_rows(connection, told.log, records)
    put_rows(connection, told.current, [{"number": n, **row} for n, row in zip(numbers, rows, strict=True)])


def retire(connection: Connection, told: Told, change: int, gone: Collection[str], now: Collection[str]) -> None:
    """Takes records of a log out of what is current; the log says so of those that nothing replaces."""
    current = told.current
    for record_id in sorted(gone):
        owner = connection.scalar(select(current.c.article_id).where(current.c.id == record_id))
        connection.execute(delete(current).where(current.c.id == record_id))
        if record_id not in now:
            add_row(connection, told.log, id=record_id, article_id=owner, change=change)


def put_reports(
    connection: Connection,
    change: int,
    come: Sequence[tuple[Article, Report, str | None]],
    seen: Seen,
    by: Compare = when_asked,
) -> tuple[set[int], Callable[[], None]]:
    """Adds reports, each with its article and the event it is in so far; the numbers of their rows.

    Begins to compare them, and gives what stores their links in the end.
    """
    rows = [
        {"id": report.id, "article_id": article.id, "change": change, "record": encode(report)}
        for article, report, _ in come
    ]
    numbers = add_rows(connection, REPORT, rows)
    owner = owners(connection, {article.id: article for article, _, _ in come})
    new = [
        Neighbour(number, Compared(report), article.published, owner[article.id], event_id)
        for number, (article, report, event_id) in zip(numbers, come, strict=True)
    ]
    for each in new:
        seen.add(each.number, each.compared)
    put_rows(connection, CURRENT_REPORT, [_current(each) for each in new])
    index_reports(connection, [(each.number, each.report) for each in new])
    return set(numbers), link_up(connection, change, new, seen, by)


def _current(each: Neighbour) -> dict[str, object]:
    here: dict[str, object] = {"id": each.report.id, "number": each.number, "article_id": each.report.article_id}
    return here | {"published": each.published, "publisher": each.publisher, "event_id": each.event_id}
