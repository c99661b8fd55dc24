"""Which of an article's places is an event's own, or that none is.

All places of the article are weighed together with the answer "none": what the clause says, what the encoder makes of
the words, how near they stand, whether the article is filed from there or keeps to it. A conditional logit, its weights
learned by `training/folds.py`; they lie in `data/placing.json`, whose card is beside it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dateline.coding.draft import SURE, Draft, fullest, says_when_and_where
from dateline.coding.place_features import Features, Sight
from dateline.coding.places import Placed
from dateline.coding.scene import Scene
from dateline.coding.weighing import Weights
from dateline.grounding.phrases import SITE_WORDS
from dateline.model import Location

WEIGHTS = Path(__file__).parent / "data" / "placing.json"
RULES = "The clause that tells the event puts it there."


@dataclass(frozen=True)
class Chosen:
    """The place of an event, the mention that it was chosen for, and how likely it is."""

    placed: Placed
    draft: Draft
    likely: float | None  # None where only the grammar was asked
    reasons: tuple[str, ...]

    @property
    def location(self) -> Location:
        """Where, with what decided."""
        location = self.placed.location
        return msgspec.structs.replace(location, reasons=(*location.reasons, *self.reasons))


class Placer:
    """Chooses the places of the events of one article."""

    def __init__(self, scene: Scene, groups: Sequence[Sequence[Draft]]) -> None:
        self.sight = Sight(scene, groups)
        self._places = scene.places

    def choose(self, number: int, weights: Weights) -> Chosen | None:
        """The place of one event; None where none is likeliest. Words and visits have one where the grammar says so."""
        group = self.sight.groups[number]
        unknown = next((d for d in (fullest(group), *group) if d.where and d.where.location.precision is None), None)
        if not self._places.is_act(group[0].type) or self._visited(group):
            return self.by_the_rules(number, unknown)
        for draft in group:
            if draft.where is not None and draft.where.location.precision and says_when_and_where(draft):
                return Chosen(draft.where, draft, SURE, (RULES,))
        known = self.sight.features(number)
        best = weights.choose(known, [n + 1 for n in self.sight.answers(number)])
        if unknown is not None and self.sight.told[number] is None:
            return _somewhere(unknown, self.sight.options[best[0] - 1].location if best else None)
        if best is None:
            return None
        answer, likely = best
        draft, placed = self.sight.nearest(group, self.sight.options[answer - 1])
        return Chosen(placed, draft, round(likely, 3), tuple(_reasons(known[answer])))

    def _visited(self, group: Sequence[Draft]) -> bool:
        """ "visited Saudi Arabia", "bombed Homs": where somebody went, or what town was hit, needs no weighing."""
        told = [(d.mention, d.where) for d in group if d.where is not None]
        return any(self._places.gone_to(m, where) or self._places.struck(m, where) for m, where in told)

    def by_the_rules(self, number: int, unknown: Draft | None) -> Chosen | None:
        """The place that the grammar gives an event; `unknown` is a mention in a place that the gazetteer lacks."""
        own = self.sight.told[number]
        if own is None:
            return None if unknown is None else _somewhere(unknown, None)
        draft, placed = self.sight.nearest(self.sight.groups[number], self.sight.options[own])
        return Chosen(placed, draft, None, (RULES,))


def _somewhere(draft: Draft, town: Location | None) -> Chosen | None:
    """A place that the gazetteer lacks: somewhere in the town of the event where it is what towns have, else open."""
    placed = draft.where
    if placed is None:
        return None
    words = placed.location.text.lower().split()
    if town is None or not words or words[-1] not in SITE_WORDS or town.precision not in ("city", "site"):
        return Chosen(
            placed, draft, None, (f"{placed.location.text} is not in the gazetteer, so where it is stays open.",)
        )
    area = msgspec.structs.replace(
        placed.location,
        precision="area",
        country=town.country,
        admin1=town.admin1,
        lat=town.lat,
        lon=town.lon,
        radius_km=town.radius_km,
    )
    reason = (
        f"{placed.location.text} is not in the gazetteer: somewhere in {town.name or town.text}, where the event was."
    )
    return Chosen(dataclasses.replace(placed, location=area), draft, None, (reason,))


def _reasons(known: Features) -> Iterator[str]:
    """What spoke for a place, in sentences."""
    told = (
        ("by the rules", RULES),
        ("read surely", "The encoder takes the words for its place."),
        ("same sentence", "It is named in the sentence that tells the event."),
        ("of all events", "All other events of the article happened there."),
        ("dateline", "The report was filed from there."),
        ("only settlement", "It is the only town or site of the article."),
        ("told most", "No other place is named as often."),
        ("the main country itself", "The article is about this country."),
    )
    yield from (sentence for mark, sentence in told if known.get(mark))
