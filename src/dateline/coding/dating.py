"""Which of an article's dates is an event's own, or that none is.

All dates of the article are weighed together with the answer "none": what syntax ties to the event, what the encoder
makes of the words, how near they stand, whose time they tell, how long before publication they lie, what the dates of
the other events are. A conditional logit, its weights learned by `training/folds.py`; they lie in `data/dating.json`,
whose card is beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.coding.date_features import DateSight, Features
from dateline.coding.date_rules import DateRules
from dateline.coding.draft import SURE, Draft, fullest, says_when_and_where
from dateline.coding.offsets import counted_from
from dateline.coding.scene import Scene
from dateline.coding.times import Dated
from dateline.coding.weighing import Weights
from dateline.model import Date
from dateline.ontology import Ontology

WEIGHTS = Path(__file__).parent / "data" / "dating.json"


@dataclass(frozen=True)
class Chosen:
    """The date of an event, its words, the mention that it was chosen for, and how likely it is."""

    dated: Dated
    date: Date
    draft: Draft
    likely: float | None  # None where it was not weighed


class DateChooser:
    """Chooses the dates of the events of one article."""

    def __init__(self, scene: Scene, ontology: Ontology, groups: Sequence[Sequence[Draft]]) -> None:
        self._rules = DateRules(scene, ontology)
        _count(scene, groups)
        self.sight = DateSight(scene, groups, self._rules)

    def choose(self, number: int, weights: Weights) -> Chosen | None:
        """The date of one event; None where none is likeliest."""
        settled = self.settled(number)
        if settled is not None:
            return settled
        known = self.sight.features(number)
        best = weights.choose(known, [n + 1 for n in self.sight.answers(number)])
        return None if best is None else self.chosen(number, best[0] - 1, known[best[0]], best[1])

    def settled(self, number: int) -> Chosen | None:
        """The date of an event that needs no weighing: told for itself, counted from another, or of no known year."""
        group = self.sight.groups[number]
        for draft in group:
            if draft.when is not None and says_when_and_where(draft):
                return Chosen(*draft.when, draft, SURE)
        told = [(draft, *draft.when) for draft in (fullest(group), *group) if draft.when]
        if not told or any(self.sight.weighs(dated) for _, dated, _ in told):
            return None
        draft, dated, date = told[0]
        return Chosen(dated, date, draft, None)

    def chosen(self, number: int, option: int, known: Features, likely: float) -> Chosen | None:
        """One of the article's dates as that of an event."""
        draft, dated = self.sight.nearest(number, option)
        when = draft.when
        if when is None or when[0] is not dated:
            why = f"{_told(known)}; of the article's dates it is the likeliest, {likely:.2f}"
            when = self._rules.when(draft.mention, dated, why, draft.judgement.status == "planned")
        return Chosen(dated, when[1], draft, round(likely, 3)) if when else None


def _count(scene: Scene, groups: Sequence[Sequence[Draft]]) -> None:
    """Give events that syntax left without a date one counted from another event: "three days after the vote".

    What was only meant to happen has no day of its own in what did.
    """
    dated = [(draft, when[1]) for group in groups if (when := _ruled(group)) for draft in group]
    for group in groups:
        if _ruled(group) is None:
            for draft in group:
                if draft.judgement.reality != "intended":
                    draft.when = counted_from(scene, draft.mention, dated)


def _ruled(group: Sequence[Draft]) -> tuple[Dated, Date] | None:
    return next((draft.when for draft in group if draft.when), None)


def _told(known: Features) -> str:
    """Where a date that syntax does not tie to an event is told."""
    told = (
        ("here", "a sentence of the event tells it"),
        ("its actor speaks words", "it is when its actor spoke"),
        ("near", "it is told next to the event"),
        ("close", "it is told near the event"),
    )
    return next((words for mark, words in told if mark in known), "it is told elsewhere in the article")
