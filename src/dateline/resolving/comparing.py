"""Two reports side by side: one named level for each thing compared, in words, with its weight in log-odds."""

from __future__ import annotations

import math

from dateline.model import Level, Link, Report
from dateline.resolving import weights
from dateline.resolving.days import days_between
from dateline.resolving.levels import Published, outcomes


def compare(
    left: Report, right: Report, published_apart: int | None = None, *, published: Published = (None, None)
) -> Link:
    """How far two reports agree, level by level, and the probability that they are about one event.

    The probability is the logistic of the prior plus the levels' weights. The result names the reports in the order of
    their ids and does not depend on the order of the arguments. `published` gives the ISO days on which the articles of
    `left` and `right` were published, as far as known, `published_apart` the days between them where the days
    themselves are not at hand; they count only where the reports give no two dates to compare.
    """
    if published_apart is None:
        published_apart = days_between(*published)
    if right.id < left.id:
        left, right, published = right, left, (published[1], published[0])
    table = weights.load()
    levels = tuple(
        Level(name=each.level, outcome=each.words, weight=table.of(each.level, each.key))
        for each in outcomes(left, right, published, published_apart)
    )
    odds = _odds(levels)
    return Link(left=left.id, right=right.id, probability=round(1 / (1 + math.exp(-odds)), 6), levels=levels)


def log_odds(link: Link) -> float:
    """The log-odds behind a link's probability, to the last bit."""
    return _odds(link.levels)


def _odds(levels: tuple[Level, ...]) -> float:
    return weights.load().prior + math.fsum(level.weight for level in levels)
