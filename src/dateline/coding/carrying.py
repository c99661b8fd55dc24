"""What an event's own sentences leave unsaid because the article has said it already.

An article about one place names it a few times and then tells on ("police fired tear gas"). Only where all its
mentions agree is the place carried to an event that names none; an article of several scenes is left open.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.draft import Draft
from dateline.coding.places import Placed

# Types whose events happen on the spot; a conviction or a deal may have been made anywhere.
ON_THE_SPOT = frozenset({"ASSAULT", "COERCE", "PROTEST"})
SETTLEMENT = frozenset({"site", "city"})
OFTEN, TWICE = 3, 2  # mentions from which a settlement, or a wider place, is the article's scene


def carry(groups: Sequence[Sequence[Draft]], drafts: Sequence[Draft]) -> None:
    """Give events without a place the one scene of their article, where it has one."""
    scene = _scene([d.where for d in drafts if d.where is not None])
    if scene is None:
        return
    for group in groups:
        first = next((d for d in group if d.mention.part.name == "body"), None)
        if first is not None and first.type in ON_THE_SPOT and not any(d.where for d in group):
            first.where = scene


def _scene(told: Sequence[Placed]) -> Placed | None:
    """The one place of an article: one settlement told often in one country, or one wider place and no settlement."""
    located = [p for p in told if p.location.precision is not None]
    if len({p.location.country for p in located}) != 1:
        return None
    settlements = [p for p in located if p.location.precision in SETTLEMENT]
    candidates = settlements or located
    if len({p.location.text for p in candidates}) != 1 or len(candidates) < (OFTEN if settlements else TWICE):
        return None
    return candidates[0]
