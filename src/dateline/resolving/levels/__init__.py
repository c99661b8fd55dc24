"""The levels of a comparison: what is compared of two reports, and what came out.

An outcome has a key, of which there are a few a level and each has a weight, and words for a person to read. What a
report does not say has no outcome: silence is not agreement. No outcome depends on the order of the two reports.
"""

import math
from collections.abc import Iterator, Mapping

from dateline.model import Field
from dateline.resolving.levels import quoting, what, when, where, who
from dateline.resolving.levels.outcome import Outcome
from dateline.resolving.levels.when import Published
from dateline.resolving.profile import Profile

__all__ = ["Outcome", "Published", "outcomes", "sure"]


_OF: Mapping[str, Field] = {
    "type": "type",
    "mode": "mode",
    "status": "status",
    "days apart": "date",
    "told": "date",
    "km apart": "place",
    "km apart (words)": "place",
    "actors": "actor",
    "recipients": "recipient",
    "toll": "count",
    "means": "weapon",
}
"""The field that a level compares; levels of words and of publication compare what cannot be misread."""


def sure(outcome: Outcome, left: Profile, right: Profile) -> float:
    """How sure what was compared is: the geometric mean of the claims' probabilities, 1 where none tells.

    Places far apart are surer than that: who misplaces one event in two articles mostly misplaces it alike.
    """
    field = _OF.get(outcome.level, "")
    both = left.sure.get(field, 1.0) * right.sure.get(field, 1.0)
    return math.sqrt(math.sqrt(both)) if outcome.level == "km apart" and where.is_far(outcome) else math.sqrt(both)


def outcomes(left: Profile, right: Profile, published: Published, apart: int | None) -> Iterator[Outcome]:
    """Everything that is compared of two reports, in the order in which it is shown."""
    yield from what.outcomes(left, right, published)
    yield from when.outcomes(left, right, published, apart)
    yield from when.telling(left, right, published)
    yield from where.outcomes(left, right)
    parties = tuple(who.outcomes(left, right))
    yield from parties
    if not any(who.tells_two_victims(each) for each in parties):  # that each was one agrees in nothing
        yield from what.tolls(left, right, published)
    yield from what.means(left, right)
    yield from quoting.outcomes(left, right)
