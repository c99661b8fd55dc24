"""Reports into groups, one an event: average linkage over the links, with a bar against chaining.

Two groups join when their reports agree on average and no pair of them speaks clearly against it. What is not linked,
because it was never a candidate or weighs less than `FLOOR`, counts as `FLOOR` and bars the join. The result depends
on the reports and links alone, never on their order: groups are formed best first, ties by the ids. Groups never reach
beyond a component of the positive links, so that a new report can change only the components it touches.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

from dateline.model import Link, Record, Report
from dateline.resolving.blocking import keys
from dateline.resolving.comparing import compare, log_odds
from dateline.resolving.days import days_between

FLOOR = -2.0  # log-odds below which a pair speaks against any group that would hold both
JOIN = 0.0  # average log-odds from which two groups are one


class Grouping(Record, frozen=True, kw_only=True):
    """Groups of report ids, each sorted, in the order of their first id; and the links found on the way."""

    groups: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]


def group(reports: Iterable[Report], published: Mapping[str, str | None] | None = None) -> Grouping:
    """Candidates, links and groups of a set of reports. Two reports of one article never share a group.

    `published` gives the ISO day on which an article, by its id, was published, as far as known.
    """
    by_id = {report.id: report for report in reports}
    links = tuple(sorted(_links(by_id, published or {}), key=lambda link: (link.left, link.right)))
    article_of = {report.id: report.article_id for report in by_id.values()}
    return Grouping(groups=partition(article_of, links), links=links)


def worth_keeping(link: Link) -> bool:
    """Whether a link can have a part in any grouping."""
    return log_odds(link) > FLOOR


def partition(article_of: Mapping[str, str], links: Iterable[Link]) -> tuple[tuple[str, ...], ...]:
    """Groups of report ids. `article_of` names the article of every report; links to other reports are left aside."""
    forming = _Forming(article_of)
    for link in links:
        if link.left in article_of and link.right in article_of and worth_keeping(link):
            forming.tie(link.left, link.right, log_odds(link))
    return forming.result()


def _links(by_id: Mapping[str, Report], published: Mapping[str, str | None]) -> Iterable[Link]:
    filed: dict[str, list[str]] = defaultdict(list)
    found = {report_id: keys(by_id[report_id]) for report_id in sorted(by_id)}
    for report_id, its in found.items():
        for key in its.left:
            filed[key].append(report_id)
    for report_id, its in found.items():
        for other in {other for key in its.sought for other in filed[key] if other > report_id}:
            articles = (by_id[report_id].article_id, by_id[other].article_id)
            if articles[0] != articles[1]:
                apart = days_between(*map(published.get, articles))
                link = compare(by_id[report_id], by_id[other], apart)
                if worth_keeping(link):
                    yield link


class _Forming:
    """Groups while they are being formed. A group is called by its first report id."""

    def __init__(self, article_of: Mapping[str, str]) -> None:
        self.members = {report_id: [report_id] for report_id in article_of}
        self.articles = {report_id: {article} for report_id, article in article_of.items()}
        self.ties: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)  # sum of log-odds, number of links
        self.queue: list[tuple[float, str, str, int]] = []

    def tie(self, left: str, right: str, odds: float, links: int = 1) -> None:
        """Sets what links two groups, and queues their join where it is allowed."""
        left, right = min(left, right), max(left, right)
        self.ties[left][right] = self.ties[right][left] = (odds, links)
        pairs = len(self.members[left]) * len(self.members[right])
        apart = self.articles[left].isdisjoint(self.articles[right])
        if links == pairs and odds / pairs >= JOIN and apart:
            heapq.heappush(self.queue, (-odds / pairs, left, right, pairs))

    def result(self) -> tuple[tuple[str, ...], ...]:
        """Joins best first until nothing may join."""
        while self.queue:
            negative, left, right, pairs = heapq.heappop(self.queue)
            if self._stands(left, right, pairs) and -negative == self.ties[left][right][0] / pairs:
                self._join(left, right)
        return tuple(sorted(tuple(sorted(group)) for group in self.members.values()))

    def _stands(self, left: str, right: str, pairs: int) -> bool:
        """Whether a queued join is still between the groups it was queued for."""
        here = left in self.members and right in self.members
        return here and len(self.members[left]) * len(self.members[right]) == pairs

    def _join(self, left: str, right: str) -> None:
        """`right` becomes part of `left`, whose id is the smaller."""
        self.members[left] += self.members.pop(right)
        self.articles[left] |= self.articles.pop(right)
        mine, theirs = self.ties.pop(left), self.ties.pop(right)
        for other in (mine.keys() | theirs.keys()) - {left, right}:
            self.ties[other].pop(left, None)
            self.ties[other].pop(right, None)
            parts = [ties[other] for ties in (mine, theirs) if other in ties]
            self.tie(left, other, sum(odds for odds, _ in parts), sum(links for _, links in parts))
