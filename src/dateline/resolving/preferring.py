"""Which of the values told is best: the rules by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dateline.model import Count, Date, Location
from dateline.resolving.relations import Relation, bounds
from dateline.resolving.told import Told, precision, sources

RULE = "most-cited-2"
RULES = (RULE, "latest-best-source-1", "conservative-1")
Preference = Callable[[Told, Sequence[Told], Relation], tuple[float | str, ...]]

_KINDS = ("unknown", "party", "media", "ngo", "witness", "authority", "medical")  # the better to know a toll last


def _most_cited(each: Told, told: Sequence[Told], backs: Relation) -> tuple[float | str, ...]:
    return (float(sources([other for other in told if backs(other.value, each.value)])),)


def _latest_best_source(each: Told, told: Sequence[Told], backs: Relation) -> tuple[float | str, ...]:
    nearest = each.claim.cited[0].kind if each.claim.cited else "media"
    return float(_KINDS.index(nearest)), each.day


def _conservative(each: Told, told: Sequence[Told], backs: Relation) -> tuple[float | str, ...]:
    if isinstance(each.value, Count):
        return (-float(bounds(each.value)[0]),)
    return (-precision(each.value) if isinstance(each.value, Date | Location) else 0.0,)


PREFERENCES: dict[str, Preference] = dict(zip(RULES, (_most_cited, _latest_best_source, _conservative), strict=True))
"""By rule: the higher a claim's value comes out, the better; given the alternatives and what backs what."""
