"""Decisions hold on to words: which report of an article is made of the words that a decision is about.

A decision names each report by its article, its trigger and its type. When the article is coded anew, or superseded by
another version, the same words lead to the report that is made of them now; where none is, the decision waits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from dateline.ledger.rows import chunks, decode
from dateline.ledger.schema import ATTACHED, CURRENT_REPORT, DECISION, REPORT
from dateline.model import Attachment, Decision, Evidence, Report


def attachment(report: Report) -> Attachment:
    """What holds a decision to a report."""
    return Attachment(article_id=report.article_id, words=report.trigger, type=report.type, report_id=report.id)


def locate(place: Attachment, reports: Iterable[Report]) -> Report | None:
    """The report, of those of the article, that is made of the words now: by its id, its trigger, then its sentence.

    Of several on the same words, one of the same type goes first. A sentence leads to a report of the same type alone,
    and only where it tells one.
    """
    here = sorted(reports, key=lambda report: (report.type != place.type, report.id))
    by_id = [report for report in here if report.id == place.report_id]
    by_trigger = [report for report in here if _overlap(report.trigger, place.words)]
    by_words = [report for report in here if report.type == place.type and report.trigger.quote == place.words.quote]
    by_sentence = [report for report in here if report.type == place.type and _overlap(report.quote, place.words)]
    for found in (by_id, by_trigger):
        if found:
            return found[0]
    for found in (by_sentence, by_words):
        if len(found) == 1:
            return found[0]
    return None


def _overlap(one: Evidence, other: Evidence) -> bool:
    """Whether two spans share words. Offsets of another version of the text count only where its words are the same."""
    if (one.part, one.caption) != (other.part, other.caption):
        return False
    start, end = max(one.start, other.start), min(one.end, other.end)
    if start >= end:
        return False
    return one.quote[start - one.start : end - one.start] == other.quote[start - other.start : end - other.start]


def attach(connection: Connection, number: int, decision: Decision) -> None:
    """Notes which reports a decision is about now."""
    for place, each in enumerate((*decision.reports, *decision.rest)):
        found = locate(each, reports_of(connection, each.article_id))
        values = {"decision": number, "place": place, "article_id": each.article_id}
        connection.execute(insert(ATTACHED).values(**values, report_id=found.id if found else None))


def reattach(connection: Connection, article_id: str, earlier: Collection[str]) -> set[str]:
    """Finds the words of decisions anew after the reports of an article changed.

    `earlier` are the articles that it supersedes: their decisions go over to it. Gives the reports, of any article,
    that the decisions which moved are about.
    """
    query = select(ATTACHED, DECISION.c.record).join(DECISION, DECISION.c.number == ATTACHED.c.decision)
    rows = [
        row
        for piece in chunks(sorted({article_id, *earlier}))
        for row in connection.execute(query.where(ATTACHED.c.article_id.in_(piece)))
    ]
    if not rows:
        return set()
    reports = reports_of(connection, article_id)
    moved = set()
    for row in rows:
        decision = decode(row.record, Decision)
        found = locate((*decision.reports, *decision.rest)[row.place], reports)
        now = found.id if found else None
        if (row.article_id, row.report_id) != (article_id, now):
            here = (ATTACHED.c.decision == row.decision) & (ATTACHED.c.place == row.place)
            connection.execute(update(ATTACHED).where(here).values(article_id=article_id, report_id=now))
            moved.add(row.decision)
    query = select(ATTACHED.c.report_id).where(ATTACHED.c.decision.in_(moved), ATTACHED.c.report_id.is_not(None))
    return set(connection.scalars(query))


def detach(connection: Connection, article_id: str) -> None:
    """Forgets that decisions were about an article."""
    connection.execute(delete(ATTACHED).where(ATTACHED.c.article_id == article_id))


def reports_of(connection: Connection, article_id: str) -> Sequence[Report]:
    """The current reports of an article."""
    query = select(REPORT.c.record).join(CURRENT_REPORT, CURRENT_REPORT.c.number == REPORT.c.number)
    records = connection.scalars(query.where(CURRENT_REPORT.c.article_id == article_id))
    return [decode(record, Report) for record in records]
