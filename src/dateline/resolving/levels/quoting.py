"""Words shared by the triggers and by the quotes, weighed by how rare they are.

In place of a sentence encoder: on gold pairs the overlap of words, so weighed, told one event from another better than
the all-MiniLM-L6-v2 sentence encoder (average precision 0.46 and 0.38 alone), which added nothing beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.resolving.levels.outcome import Outcome, step
from dateline.resolving.profile import Profile
from dateline.resolving.rarity import rarity, weigh
from dateline.resolving.wording import stems

_ALIKE = (0.02, 0.06, 0.1, 0.15, 0.2, 0.3, 0.45, 0.7)
_SHARED = (0, 5, 10, 16, 24, 40)
_TRIGGER = (3.5, 6.0)
_SHOWN = 4


def outcomes(left: Profile, right: Profile) -> Iterator[Outcome]:
    """The triggers; then the quotes, by the share of their words and by all rare words of the reports together."""
    yield _trigger(left, right)
    if left.own and right.own:
        alike = 2 * weigh(left.own & right.own) / (left.own_rarity + right.own_rarity)
        yield Outcome(
            level="quote", key=step(alike, _ALIKE), words=f"{alike:.0%} of the words shared, weighed by rarity"
        )
    shared = sorted(left.told & right.told, key=lambda word: (-rarity(word), word))
    words = ", ".join(shared[:_SHOWN]) if shared else "none"
    yield Outcome(level="rare words", key=step(weigh(shared), _SHARED), words=f"shared: {words}")


def _trigger(left: Profile, right: Profile) -> Outcome:
    shared = stems(left.trigger) & stems(right.trigger)
    words = " / ".join(sorted((left.trigger, right.trigger)))
    key = f"shared {step(max(map(rarity, shared)), _TRIGGER)}" if shared else "none shared"
    return Outcome(level="trigger", key=key, words=words)
