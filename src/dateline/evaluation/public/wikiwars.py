"""WikiWars: articles on the history of wars with every time expression marked and its value in TIMEX2.

Scored over whole articles: an expression is right where it overlaps a gold one and has its value, each gold one once.
Gold expressions whose value is "null" are left out, and so is what is predicted on them alone. Values are compared as
strings; `dateline.evaluation.public.timex` says how the calendar's EDTF becomes one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from dateline.evaluation.figures import Figures, Tally
from dateline.evaluation.public.reading import read_items
from dateline.evaluation.public.spans import check, overlap

NULL = "null"


class Timex(Struct, frozen=True):
    """One time expression: the text's [start:end] and its value."""

    start: int
    end: int
    value: str


class Item(Struct, frozen=True):
    """An article, the ISO day on which it was saved, and its time expressions."""

    id: str
    dct: str
    text: str
    timex: tuple[Timex, ...]

    def __post_init__(self) -> None:
        check(((t.start, t.end) for t in self.timex), self.text)


class Counted(NamedTuple):
    """Of one article: expressions found, and those with the right value too."""

    found: int
    right: int
    coded: int
    there: int


def read(path: Path) -> list[Item]:
    """The articles of a file; InputError with the line of one that is wrong."""
    return read_items(path, Item)


def score(items: Sequence[Item], predictions: Sequence[Sequence[Timex]]) -> Figures:
    """Precision, recall and F1 of expressions by their extent alone, and by extent and value."""
    extents, values = Tally(), Tally()
    for item, prediction in zip(items, predictions, strict=True):
        check(((t.start, t.end) for t in prediction), item.text)
        counted = count(item.timex, prediction)
        extents.add(counted.found, counted.coded, counted.there)
        values.add(counted.right, counted.coded, counted.there)
    return {"wikiwars extent": extents.rate(), "wikiwars extent and value": values.rate()}


def count(gold: Sequence[Timex], prediction: Sequence[Timex]) -> Counted:
    """How many expressions of an article pair with a gold one, and how many of them have its value."""
    valued = [t for t in gold if t.value != NULL]
    without = [t for t in gold if t.value == NULL]
    coded = [p for p in prediction if _on(p, valued) or not _on(p, without)]
    pairs = list(_pairs(valued, coded))
    right = sum(g.value == p.value for g, p in pairs)
    return Counted(len(pairs), right, len(coded), len(valued))


def _on(one: Timex, others: Sequence[Timex]) -> bool:
    return any(overlap((one.start, one.end), (o.start, o.end)) for o in others)


def _pairs(gold: Sequence[Timex], coded: Sequence[Timex]) -> Iterator[tuple[Timex, Timex]]:
    """One-to-one pairs that overlap: those of one value first, then those that share most characters."""
    shared = [
        (g.value == p.value, min(g.end, p.end) - max(g.start, p.start), -i, -j)
        for i, g in enumerate(gold)
        for j, p in enumerate(coded)
        if overlap((g.start, g.end), (p.start, p.end))
    ]
    free_gold, free_coded = set(range(len(gold))), set(range(len(coded)))
    for _, _, i, j in sorted(shared, reverse=True):
        if -i in free_gold and -j in free_coded:
            free_gold.remove(-i)
            free_coded.remove(-j)
            yield gold[-i], coded[-j]
