"""Types of events as ACLED names them (CASE 2021, task 2): short snippets, each with one of thirty classes.

Scored by F1 weighted by how often each class comes in the gold. No class predicted is a miss of the gold's class and
takes nothing from the precision of another. To measure on only: nothing is ever learned from this set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from dateline.evaluation.figures import Figures, Tally
from dateline.evaluation.public.reading import read_items


class Item(Struct, frozen=True, rename={"text": "EventSnippet", "label": "SubType"}):
    """A snippet and its class."""

    id: str
    text: str
    label: str


def read(path: Path) -> list[Item]:
    """The snippets of a file; InputError with the line of one that is wrong."""
    return read_items(path, Item)


def score(items: Sequence[Item], predictions: Sequence[str | None]) -> Figures:
    """Weighted F1 over the classes, and how many snippets were put into their class, of those given one and of all.

    A class that no snippet of the gold has is a wrong answer like any other.
    """
    gold = Counter(item.label for item in items)
    pairs = Counter(zip((item.label for item in items), predictions, strict=True))
    coded = Counter(predictions)
    f1 = {label: Tally(pairs[label, label], coded[label], there).rate()["f1"] for label, there in gold.items()}
    right = Tally(sum(pairs[label, label] for label in gold), len(items) - coded[None], len(items))
    weighted = sum(f1[label] * there for label, there in gold.items()) / len(items)
    return {"acled weighted F1": round(weighted, 3), "acled snippets": right.rate()}
