"""The levels of a comparison: what is compared of two reports, and what came out.

An outcome has a key, of which there are a few a level and each has a weight, and words for a person to read. What a
report does not say has no outcome: silence is not agreement. No outcome depends on the order of the two reports.
"""

from collections.abc import Iterator

from dateline.resolving.levels import quoting, what, when, where, who
from dateline.resolving.levels.outcome import Outcome
from dateline.resolving.levels.when import Published
from dateline.resolving.profile import Profile

__all__ = ["Outcome", "Published", "outcomes"]


def outcomes(left: Profile, right: Profile, published: Published, apart: int | None) -> Iterator[Outcome]:
    """Everything that is compared of two reports, in the order in which it is shown."""
    yield from what.outcomes(left, right)
    yield from when.outcomes(left, right, published, apart)
    yield from where.outcomes(left, right)
    yield from who.outcomes(left, right)
    yield from what.tolls(left, right)
    yield from what.means(left, right)
    yield from quoting.outcomes(left, right)
