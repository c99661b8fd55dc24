"""Decisions hold on to words: which report of an article is made of the words that a decision is about.

A decision names each report by its article, its trigger and its type. When the article is coded anew, or superseded by
another version, the same words lead to the report that is made of them now. Where none is, a decision on an event holds
on to the event by another of its reports, until its words are found again; where the event is no more, it waits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, insert, select, update

from dateline.ledger.rows import chunks, decode
from dateline.ledger.schema import ATTACHED, CURRENT_REPORT, DECISION, EVENT, REPORT
from dateline.ledger.superseding import heir
from dateline.model import Attachment, Decision, Evidence, Report

_ON_AN_EVENT = ("accept", "correct", "note")  # verbs that rule on one event, whichever of its reports tell it


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
        article_id = heir(connection, each.article_id)
        found = locate(each, reports_of(connection, article_id))
        values = {"decision": number, "place": place, "article_id": article_id}
        connection.execute(insert(ATTACHED).values(**values, report_id=found.id if found else None))


def attach_anew(connection: Connection, number: int, decision: Decision) -> None:
    """Likewise of a decision made earlier, all of whose words may be gone: the log says on which event it was last."""
    attach(connection, number, decision)
    here = EVENT.c.record.contains(f'"{decision.id}"', autoescape=True)
    if _may_hold(connection, number, decision):
        event_id = connection.scalar(select(EVENT.c.id).where(here).order_by(EVENT.c.number.desc()).limit(1))
        _hold(connection, number, decision, event_id)


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
        now = found.id if found else _still(connection, row.report_id)
        if (row.article_id, row.report_id) != (article_id, now):
            here = (ATTACHED.c.decision == row.decision) & (ATTACHED.c.place == row.place)
            connection.execute(update(ATTACHED).where(here).values(article_id=article_id, report_id=now))
            moved.add(row.decision)
    query = select(ATTACHED.c.report_id).where(ATTACHED.c.decision.in_(moved), ATTACHED.c.report_id.is_not(None))
    return set(connection.scalars(query))


def held(connection: Connection, left: Mapping[str, str | None]) -> dict[int, str]:
    """Decisions, by their rows, that are about one of these reports, each with the event that its first report is in.

    `left` are reports about to go, and the event of each.
    """
    found: dict[int, str] = {}
    query = select(ATTACHED.c.decision, ATTACHED.c.place, ATTACHED.c.report_id)
    rows = [row for piece in chunks(left) for row in connection.execute(query.where(ATTACHED.c.report_id.in_(piece)))]
    for row in sorted(rows, key=lambda row: (row.decision, row.place)):
        event_id = left[row.report_id]
        if event_id is not None:
            found.setdefault(row.decision, event_id)
    return found


def hold_on(connection: Connection, gone: Collection[str], events: Mapping[int, str]) -> set[str]:
    """Lets go of reports that went; a decision that has none left holds on to its event by another report of it.

    `events` are the decisions that were about them, as `held` gives them. Gives the reports that they hold on to.
    """
    for piece in chunks(gone):
        stale = ATTACHED.c.report_id.in_(piece) & ATTACHED.c.report_id.not_in(select(CURRENT_REPORT.c.id))
        connection.execute(update(ATTACHED).where(stale).values(report_id=None))
    found = set()
    for number, event_id in sorted(events.items()):
        decision = decode(
            connection.scalars(select(DECISION.c.record).where(DECISION.c.number == number)).one(), Decision
        )
        if _may_hold(connection, number, decision):
            found.add(_hold(connection, number, decision, event_id))
    return {report_id for report_id in found if report_id is not None}


def _may_hold(connection: Connection, number: int, decision: Decision) -> bool:
    """Whether a decision is one on an event, and no report is left that it is about."""
    if decision.verb not in _ON_AN_EVENT or (decision.verb == "correct" and decision.value is None):
        return False
    about = (ATTACHED.c.decision == number) & (ATTACHED.c.place < len(decision.reports))
    query = select(ATTACHED.c.report_id).where(about, ATTACHED.c.report_id.is_not(None))
    return connection.scalar(query.limit(1)) is None


def _hold(connection: Connection, number: int, decision: Decision, event_id: str | None) -> str | None:
    """Attaches a decision to a report of an event: of another article, so that its words are seen to be gone, and one
    that tells what it corrects, or of its field, first.
    """
    if event_id is None:
        return None
    query = select(REPORT.c.record).join(CURRENT_REPORT, CURRENT_REPORT.c.number == REPORT.c.number)
    records = connection.scalars(query.where(CURRENT_REPORT.c.event_id == event_id))
    reports = [decode(record, Report) for record in records]
    own = {each.article_id for each in decision.reports}
    nearest = min(reports, key=lambda r: (r.article_id in own, _unlike(r, decision), r.id), default=None)
    if nearest is None:
        return None
    here = (ATTACHED.c.decision == number) & (ATTACHED.c.place == 0)
    connection.execute(update(ATTACHED).where(here).values(report_id=nearest.id))
    return nearest.id


def _unlike(report: Report, decision: Decision) -> tuple[bool, bool]:
    here = [claim.value for claim in report.claims if claim.field == decision.field]
    return decision.replaces not in here, not here


def _still(connection: Connection, report_id: str | None) -> str | None:
    """A report that a decision holds on to, where it still stands."""
    here: str | None = connection.scalar(select(CURRENT_REPORT.c.id).where(CURRENT_REPORT.c.id == report_id))
    return here


def reports_of(connection: Connection, article_id: str) -> Sequence[Report]:
    """The current reports of an article."""
    query = select(REPORT.c.record).join(CURRENT_REPORT, CURRENT_REPORT.c.number == REPORT.c.number)
    records = connection.scalars(query.where(CURRENT_REPORT.c.article_id == article_id))
    return [decode(record, Report) for record in records]
