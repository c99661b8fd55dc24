"""Where the event of a given verb happened (Halterman 2019): sentences, a verb, and the names of its places, if said.

Two figures. `place` counts places alone: a predicted span is right where it overlaps a gold one, each of both once.
`place or none` is for those who need to trust an empty answer too: that a verb has no place is one more answer that is
right, missed or made up. A name may be given longer or shorter than in the gold ("Anbar" for "Anbar province").

The file has one part, for learning; the sentences whose SHA-256 ends in the hex digit 0 are held out to measure on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from dateline.evaluation.comparing import matches
from dateline.evaluation.figures import Figures, Tally
from dateline.evaluation.public.reading import read_items
from dateline.evaluation.public.spans import Span, check, overlap


class Item(Struct, frozen=True):
    """A sentence, a verb of it, and where that verb's event happened."""

    text: str
    verb: Span
    places: tuple[Span, ...]

    def __post_init__(self) -> None:
        check((self.verb, *self.places), self.text)


def read(path: Path) -> list[Item]:
    """The verbs of a file; InputError with the line of one that is wrong."""
    return read_items(path, Item)


def is_held_out(text: str) -> bool:
    """Whether a sentence is kept for measuring: never learn from it."""
    return hashlib.sha256(text.encode()).hexdigest().endswith("0")


def score(items: Sequence[Item], predictions: Sequence[Sequence[Span]]) -> Figures:
    """Precision, recall and F1 of places, with and without the answer that there is none."""
    places, answers = Tally(), Tally()
    for item, prediction in zip(items, predictions, strict=True):
        check(prediction, item.text)
        right = matches(prediction, item.places, overlap)
        places.add(right, len(prediction), len(item.places))
        both_none = not prediction and not item.places
        answers.add(right + both_none, len(prediction) or 1, len(item.places) or 1)
    return {"event location, place or none": answers.rate(), "event location, place": places.rate()}
