"""Words shared by the triggers and by the quotes, weighed by how rare they are.

In place of a sentence encoder: on gold pairs the overlap of words, so weighed, told one event from another better than
the all-MiniLM-L6-v2 sentence encoder (average precision 0.46 and 0.38 alone), which added nothing beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dateline.model import Report
from dateline.resolving.fields import locations, parties
from dateline.resolving.levels.outcome import Outcome, step
from dateline.resolving.rarity import rarity, weigh
from dateline.resolving.wording import stems

_ALIKE = (0.02, 0.06, 0.1, 0.15, 0.2, 0.3, 0.45, 0.7)
_SHARED = (0, 5, 10, 16, 24, 40)
_TRIGGER = (3.5, 6.0)
_SHOWN = 4


def outcomes(left: Report, right: Report) -> Iterator[Outcome]:
    """The triggers; then the quotes, by the share of their words and by all rare words of the reports together."""
    yield _trigger(left, right)
    a, b = _own(left), _own(right)
    if a and b:
        alike = 2 * weigh(a & b) / (weigh(a) + weigh(b))
        yield Outcome(
            level="quote", key=step(alike, _ALIKE), words=f"{alike:.0%} of the words shared, weighed by rarity"
        )
    told, others = _told(left), _told(right)
    shared = sorted(told & others, key=lambda word: (-rarity(word), word))
    words = ", ".join(shared[:_SHOWN]) if shared else "none"
    yield Outcome(level="rare words", key=step(weigh(shared), _SHARED), words=f"shared: {words}")


def _trigger(left: Report, right: Report) -> Outcome:
    shared = stems(left.trigger.quote) & stems(right.trigger.quote)
    words = " / ".join(sorted((left.trigger.quote, right.trigger.quote)))
    key = f"shared {step(max(map(rarity, shared)), _TRIGGER)}" if shared else "none shared"
    return Outcome(level="trigger", key=key, words=words)


@lru_cache(maxsize=65536)
def _own(report: Report) -> frozenset[str]:
    """Words of the quote beyond the trigger and the names that other levels have counted."""
    counted = [report.trigger.quote, *_names(report)]
    return stems(report.quote.quote) - {word for text in counted for word in stems(text)}


@lru_cache(maxsize=65536)
def _told(report: Report) -> frozenset[str]:
    """All words of the quote and the names."""
    return stems(report.quote.quote).union(*map(stems, _names(report)))


def _names(report: Report) -> list[str]:
    named = [party.name for role in ("actor", "recipient") for party in parties(report, role)]
    return [*named, *(place.text for place in locations(report))]
