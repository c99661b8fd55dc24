"""re3d: texts on Iraq and Syria with entities and how they stand to each other: leads, belongs to, allies, fights.

The entities are given; what is asked is which of them stand in which relation. Many relations name an entity that its
text holds several times, so ends are compared by their words: lower case, without articles. "Leads" and "belongs to"
have a direction, alliances and fights have none. Only one relation of a kind is counted between two ends of a text.
The annotators marked what they noticed: much of what the texts say beside it is right and counts as wrong here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from dateline.evaluation.figures import Figures, Tally
from dateline.evaluation.public.reading import read_items
from dateline.evaluation.public.spans import check

KINDS = {"InChargeOf": "leads", "BelongsTo": "belongs to", "AlliesOf": "allies", "FightingAgainst": "fights"}
"""The set's names of the relations that are measured, and ours."""

MUTUAL = frozenset({"allies", "fights"})
WORD = re.compile(r"[\w.'’-]+")
ARTICLES = frozenset({"a", "an", "the"})

Key = tuple[str, str, str]


class Entity(Struct, frozen=True):
    """A stretch of the text, and what it names."""

    start: int
    end: int
    type: str
    value: str


class Relation(Struct, frozen=True):
    """One entity's standing to another, each by its words."""

    type: str
    source: str
    target: str


class Item(Struct, frozen=True):
    """A text with its entities and their relations."""

    id: str
    text: str
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]

    def __post_init__(self) -> None:
        check([(entity.start, entity.end) for entity in self.entities], self.text)


class Prediction(Struct, frozen=True):
    """The relations found: (kind, words of the source, words of the target), kinds by our names."""

    relations: Sequence[Key] = ()


def read(path: Path) -> list[Item]:
    """The texts of a file; InputError with the line of one that is wrong."""
    return read_items(path, Item)


def score(items: Sequence[Item], predictions: Sequence[Prediction]) -> Figures:
    """Precision, recall and F1 of the relations of all texts, together and by kind."""
    tallies = {name: Tally() for name in ("relations", *KINDS.values())}
    for item, prediction in zip(items, predictions, strict=True):
        gold = _keys((KINDS[r.type], r.source, r.target) for r in item.relations if r.type in KINDS)
        found = _keys(prediction.relations)
        for name, tally in tallies.items():
            there, coded = ({k for k in keys if name in ("relations", k[0])} for keys in (gold, found))
            tally.add(len(there & coded), len(coded), len(there))
    return {f"re3d {name}": tally.rate() for name, tally in tallies.items()}


def _keys(relations: Iterable[Key]) -> set[Key]:
    keys = set()
    for kind, source, target in relations:
        ends = [_words(source), _words(target)]
        if ends[0] != ends[1]:
            first, second = sorted(ends) if kind in MUTUAL else ends
            keys.add((kind, first, second))
    return keys


def _words(text: str) -> str:
    return " ".join(word for word in WORD.findall(text.lower()) if word not in ARTICLES)
