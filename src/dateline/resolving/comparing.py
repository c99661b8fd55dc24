"""Two reports side by side: one named level for each thing compared, in words, with its weight in log-odds.

Weights are learned as if every claim were what its article says. Where the coder is not sure of a claim, what agrees
or disagrees tells less: an outcome that is `x` times as likely of one event as of two, of claims that are both right
with probability `q`, is `q x + 1 - q` times as likely.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from dateline.model import Level, Link, Report
from dateline.resolving import weights
from dateline.resolving.days import days_between
from dateline.resolving.levels import Outcome, Published, outcomes, sure
from dateline.resolving.profile import Profile, profile

TWICE = -3.0  # log-odds that what the coder took for two events of one article is one


def compare(
    left: Report, right: Report, published_apart: int | None = None, *, published: Published = (None, None)
) -> Link:
    """How far two reports agree, level by level, and the probability that they are about one event.

    The probability is the logistic of the prior plus the levels' weights. The result names the reports in the order of
    their ids and does not depend on the order of the arguments. `published` gives the ISO days on which the articles of
    `left` and `right` were published, as far as known, `published_apart` the days between them where the days
    themselves are not at hand; they count only where the reports give no two dates to compare.
    """
    return compare_profiles(profile(left), profile(right), published_apart, published)


def compare_profiles(
    left: Profile, right: Profile, published_apart: int | None = None, published: Published = (None, None)
) -> Link:
    """The same of two profiles, for whoever compares a report many times."""
    if right.id < left.id:
        left, right, published = right, left, (published[1], published[0])
    return _link(left, right, _weighed(left, right, published_apart, published))


def compare_above(
    floor: float, left: Profile, right: Profile, published: Published = (None, None)
) -> tuple[float, Link] | None:
    """The log-odds and the link of two profiles, or None where the log-odds are not above a floor."""
    if right.id < left.id:
        left, right, published = right, left, (published[1], published[0])
    weighed = _weighed(left, right, None, published)
    odds = weights.load().prior + math.fsum([weight for _, weight in weighed])
    return (odds, _link(left, right, weighed)) if odds > floor else None


def odds_of(left: Profile, right: Profile, published: Published = (None, None)) -> float:
    """The log-odds alone, without the words: the same number as that of the link.

    Two reports of one article have no link. Where the coder made both it took them for two events, and may be wrong.
    """
    if left.article_id == right.article_id:
        return TWICE if left.by_machine and right.by_machine else -math.inf
    return weights.load().prior + math.fsum([weight for _, weight in _weighed(left, right, None, published)])


def found(left: Profile, right: Profile, published_apart: int | None, published: Published) -> Iterator[Outcome]:
    """The outcomes of the levels."""
    return outcomes(left, right, published, days_between(*published) if published_apart is None else published_apart)


def softened(weight: float, sure: float) -> float:
    """A weight where what was compared is right with a probability of `sure`, and tells nothing where it is wrong."""
    return weight if sure == 1.0 else math.log(sure * math.exp(weight) + 1 - sure)


def log_odds(link: Link) -> float:
    """The log-odds behind a link's probability, to the last bit."""
    return _odds(link.levels)


def _weighed(
    left: Profile, right: Profile, published_apart: int | None, published: Published
) -> list[tuple[Outcome, float]]:
    """The outcomes of the levels, each with its weight."""
    weight = weights.load().of
    return [
        (each, softened(weight(each.level, each.key), sure(each, left, right)))
        for each in found(left, right, published_apart, published)
    ]


def _link(left: Profile, right: Profile, weighed: list[tuple[Outcome, float]]) -> Link:
    levels = tuple([Level(name=each.level, outcome=each.words(), weight=weight) for each, weight in weighed])
    odds = _odds(levels)
    return Link(left=left.id, right=right.id, probability=round(1 / (1 + math.exp(-odds)), 6), levels=levels)


def _odds(levels: tuple[Level, ...]) -> float:
    return weights.load().prior + math.fsum(level.weight for level in levels)
