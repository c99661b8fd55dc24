"""The coder's own reports of gold articles, each with the gold record that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.evaluation.gold import Rows
from dateline.evaluation.pairing import pair
from dateline.evaluation.run import Codes, articles
from dateline.model import Article, Coding, Report
from dateline.publishing import coded


def code(rows: Rows, coder: Codes) -> list[Coding]:
    """The articles, coded from title, text and day of publication alone."""
    found: Iterable[Article] = articles(rows.values())
    return [coder.code(article) for article in found]


def partners(codings: Iterable[Coding], rows: Rows) -> Mapping[str, tuple[Report, str]]:
    """By report id, each report that is about a gold record, whatever its type, and that record's name."""
    found: dict[str, tuple[Report, str]] = {}
    for coding in codings:
        gold = rows[coding.article.id]
        for ours, theirs in pair(coding.article.id, coded(coding), gold).loose:
            report = coding.reports[ours]
            found[report.id] = (report, f"{coding.article.id}:{gold['events'][theirs]['id']}")
    return found
