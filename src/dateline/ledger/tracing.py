"""What reports were at an earlier moment: themselves, or the report of which they are a later form.

A report has another id as soon as a newer coder finds it by other words, or another version of its page is read. It is
a later form of the one that it goes on for, as events go on, else of one whose words it is made of, as decisions find
theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from dateline.ledger.attaching import attachment, locate, reports_of
from dateline.ledger.rows import decode, rows_of
from dateline.ledger.schema import CURRENT_REPORT, REPORT
from dateline.ledger.superseding import forerunners, successors
from dateline.model import Report


class Past:
    """The log of some current reports, and of those whose later forms they may be."""

    def __init__(self, connection: Connection, report_ids: Collection[str]) -> None:
        self._connection = connection
        query = select(CURRENT_REPORT.c.id, CURRENT_REPORT.c.article_id)
        rows = rows_of(connection, query, CURRENT_REPORT.c.id, sorted(report_ids))
        self._article_of = {row.id: row.article_id for row in rows}
        self._forerunners = forerunners(connection, set(self._article_of.values()))
        self._log: dict[str, list[Any]] = defaultdict(list)  # by article, in order
        told = select(REPORT.c.id, REPORT.c.article_id, REPORT.c.change, REPORT.c.number).order_by(REPORT.c.number)
        articles = sorted({earlier for each in self._forerunners.values() for earlier in each})
        for row in rows_of(connection, told, REPORT.c.article_id, articles):
            self._log[row.article_id].append(row)

    def before(self, change: int) -> dict[str, str]:
        """Those of the reports that the ledger had learnt of before a change, each with its id then."""
        known = {row.id for rows in self._log.values() for row in rows if row.change < change}
        found = {report_id: report_id for report_id in self._article_of if report_id in known}
        new = self._article_of.keys() - found
        for article_id in {self._article_of[report_id] for report_id in new}:
            if old := self._stood(article_id, change):
                forms = _earlier_forms(old, reports_of(self._connection, article_id))
                found |= {now: then for now, then in forms.items() if now in new}
        return found

    def _stood(self, article_id: str, change: int) -> list[Report]:
        """What stood of the reports of an article before a change, and of those in whose place it stands."""
        rows = (row for earlier in sorted(self._forerunners[article_id]) for row in self._log[earlier])
        last = {row.id: row.number for row in rows if row.change < change}
        query = select(REPORT.c.record).where(REPORT.c.record.is_not(None))
        return [
            decode(row.record, Report)
            for row in rows_of(self._connection, query, REPORT.c.number, sorted(last.values()))
        ]


def _earlier_forms(old: Collection[Report], new: Collection[Report]) -> dict[str, str]:
    """Which old report each new one was, by their ids."""
    same_words = {now.id: each.id for each in old if (now := locate(attachment(each), new))}
    return same_words | successors(old, new)
