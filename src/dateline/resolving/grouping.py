"""Reports into groups, one an event: average linkage over the links, with a bar against chaining.

Two groups join when their reports agree on average and no pair of them speaks clearly against it, at `FLOOR` or less.
Pairs that were never candidates are compared when a join would hinge on them; where they cannot be, they bar the join.
The result depends on the reports and links alone, never on their order: groups are formed best first, ties by the ids.
Two reports of one article were two events to the coder, who errs: such a pair speaks against a join, and where a second
article keeps the same two apart it bars it.
Groups never reach beyond a component of the links that join (`JOIN` or more), so that a new report can change only the
components it touches.

Why no linkage library: splink estimates and scores in batches over SQL tables, wants pandas and DuckDB (some 150 MB),
clusters by connected components, which chain, and has no way to add one article's reports; the comparison above it
(named levels, log-odds added up, shown as a waterfall) is the Fellegi-Sunter model that it made well known.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from dateline.model import Link, Record, Report
from dateline.resolving.blocking import Keys, keys
from dateline.resolving.comparing import compare_profiles, log_odds, odds_of
from dateline.resolving.meeting import meet
from dateline.resolving.profile import Profile, profile

FLOOR = -4.0  # log-odds below which a pair speaks against any group that would hold both
JOIN = -1.25  # average log-odds from which two groups are one; several pairs that lean one way bear each other out
ALONE = -0.1  # the same of two reports, whose pair no other bears out
UNSURE = (0.3, 0.7)  # probabilities of a link between which a person should look
_SHOWN = math.log(UNSURE[0] / (1 - UNSURE[0]))


class Grouping(Record, frozen=True, kw_only=True):
    """Groups of report ids, each sorted, in the order of their first id; and the links that join or are unsure."""

    groups: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]

    def unsure(self) -> tuple[Link, ...]:
        """The links that a person should look at, least sure first."""
        return unsure(self.links)


def group(reports: Iterable[Report], published: Mapping[str, str | None] | None = None) -> Grouping:
    """Candidates, links and groups of a set of reports.

    Two reports of one article share a group only where reports of other articles bring them together.
    `published` gives the ISO day on which an article, by its id, was published, as far as known.
    """
    by_id = {report.id: report for report in reports}
    days = published or {}
    article_of = {report.id: report.article_id for report in by_id.values()}
    profiles: dict[str, Profile] = {}
    odds = _odds(profiles, days)
    met = meet(_filed(by_id, days, profiles))
    ids = sorted(by_id)
    pairs = ((ids[one], ids[other]) for one, other in met)
    apart = (pair for pair in pairs if article_of[pair[0]] != article_of[pair[1]])
    known = {pair: weight for pair in apart if (weight := odds(*pair)) > FLOOR}
    shown = sorted(pair for pair, weight in known.items() if weight >= _SHOWN)
    links = tuple(
        compare_profiles(profiles[a], profiles[b], None, (days.get(article_of[a]), days.get(article_of[b])))
        for a, b in shown
    )
    return Grouping(groups=_Forming(article_of, known, odds).result(), links=links)


def _odds(profiles: Mapping[str, Profile], published: Mapping[str, str | None]) -> Callable[[str, str], float]:
    def odds(left: str, right: str) -> float:
        one, other = profiles[left], profiles[right]
        return odds_of(one, other, (published.get(one.article_id), published.get(other.article_id)))

    return odds


def worth_keeping(link: Link) -> bool:
    """Whether a link can have a part in any grouping."""
    return log_odds(link) > FLOOR


def unsure(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links whose probability lies within `UNSURE`, least sure first: they are for a person to decide."""
    low, high = UNSURE
    doubtful = (link for link in links if low <= link.probability <= high)
    return tuple(sorted(doubtful, key=lambda link: (abs(link.probability - 0.5), link.left, link.right)))


def partition(
    article_of: Mapping[str, str], links: Iterable[Link], odds: Callable[[str, str], float] | None = None
) -> tuple[tuple[str, ...], ...]:
    """Groups of report ids. `article_of` names the article of every report; links to other reports are left aside.

    `odds` gives the log-odds of two reports, by their ids in order, that no link joins; without it a pair without a
    link bars a join.
    """
    return partition_by_odds(article_of, {(link.left, link.right): log_odds(link) for link in links}, odds)


def partition_by_odds(
    article_of: Mapping[str, str],
    known: Mapping[tuple[str, str], float],
    odds: Callable[[str, str], float] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """The same where of the links only the log-odds are at hand, by the two report ids in order."""
    inside = {pair: found for pair, found in known.items() if found > FLOOR and article_of.keys() >= {*pair}}
    return _Forming(article_of, inside, odds).result()


def _filed(
    by_id: Mapping[str, Report], published: Mapping[str, str | None], profiles: dict[str, Profile]
) -> Iterator[Keys]:
    """The keys of the reports in the order of their ids, while the profiles are filled in: both read the same words."""
    for report_id, report in sorted(by_id.items()):
        profiles[report_id] = profile(report)
        yield keys(report, published.get(report.article_id))


def _bar(pairs: int) -> float:
    """The average log-odds that joins two groups between which there are so many pairs."""
    return ALONE if pairs == 1 else JOIN


class _Forming:
    """Groups while they are being formed. A group is called by its first report id."""

    def __init__(
        self,
        article_of: Mapping[str, str],
        known: dict[tuple[str, str], float],
        odds: Callable[[str, str], float] | None,
    ) -> None:
        self.members = {report_id: [report_id] for report_id in article_of}
        self.articles = {report_id: {article} for report_id, article in article_of.items()}
        self.known = known  # log-odds of pairs of reports
        self.ties: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)  # sum of log-odds, number of pairs known
        self.queue: list[tuple[float, str, str, int]] = []
        self._odds = odds
        for (left, right), weight in list(known.items()):
            self.tie(left, right, weight, 1)

    def tie(self, left: str, right: str, odds: float, links: int) -> None:
        """Sets what links two groups, and queues their join where it is allowed."""
        left, right = min(left, right), max(left, right)
        pairs = len(self.members[left]) * len(self.members[right])
        may = len(self.articles[left] & self.articles[right]) <= 1
        if may and links < pairs and odds / links >= _bar(pairs) and self._odds is not None:
            found = self._across(left, right)
            if found is not None:
                odds, links = math.fsum(found), pairs
        self.ties[left][right] = self.ties[right][left] = (odds, links)
        if links == pairs and odds / pairs >= _bar(pairs) and may:
            heapq.heappush(self.queue, (-odds / pairs, left, right, pairs))

    def _across(self, left: str, right: str) -> list[float] | None:
        """The log-odds of all pairs of two groups, or None as soon as one of them speaks against a join."""
        found = []
        for a in self.members[left]:
            for b in self.members[right]:
                odds = self._between(a, b)
                if odds <= FLOOR:
                    return None
                found.append(odds)
        return found

    def _between(self, one: str, other: str) -> float:
        pair = (min(one, other), max(one, other))
        if pair not in self.known:
            assert self._odds is not None
            self.known[pair] = self._odds(*pair)
        return self.known[pair]

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
