"""Pairs of short reports of the current-events portal: do two of them report an event in common?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from dateline.evaluation.figures import Figures, Tally
from dateline.evaluation.gold import Row, Rows
from dateline.evaluation.public.reading import read_items
from dateline.model import Coding

FILE = "current-events.jsonl.gz"
_PAIRS = Path(__file__).parent / "data" / "current-events.jsonl"


class Item(Struct, frozen=True):
    """One report of the portal."""

    id: str
    date: str
    text: str
    story: Sequence[str] = ()

    def row(self) -> Row:
        """As an article to code."""
        return {"id": self.id, "title": "", "text": self.text, "published": self.date}


class LabelledPair(Struct, frozen=True):
    """Two items, and whether they report an event in common; see `data/CARD.md`."""

    left: str
    right: str
    first: bool  # the two readings
    second: bool
    label: bool


def read_pairs() -> list[LabelledPair]:
    """The labelled pairs that come with the project."""
    return [msgspec.json.decode(line, type=LabelledPair) for line in _PAIRS.read_bytes().splitlines()]


def rows(path: Path, pairs: Iterable[LabelledPair]) -> Rows:
    """The items of the pairs as articles, by id. InputError for a bad file."""
    wanted = {name for pair in pairs for name in (pair.left, pair.right)}
    return {item.id: item.row() for item in read_items(path, Item) if item.id in wanted}


def score(pairs: Sequence[LabelledPair], codings: Iterable[Coding], groups: Iterable[Sequence[str]]) -> Figures:
    """Precision, recall and F1 of "an event in common": whether any report of one is grouped with one of the other."""
    article_of = {report.id: coding.article.id for coding in codings for report in coding.reports}
    together: Mapping[str, set[int]] = _homes(groups, article_of)
    tally = Tally()
    for pair in pairs:
        linked = bool(together.get(pair.left, set()) & together.get(pair.right, set()))
        tally.add(linked and pair.label, linked, pair.label)
    return {"pairs": tally.rate(), "kappa of the labels": round(kappa(pairs), 3)}


def _homes(groups: Iterable[Sequence[str]], article_of: Mapping[str, str]) -> dict[str, set[int]]:
    homes: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for report_id in group:
            homes.setdefault(article_of[report_id], set()).add(number)
    return homes


def kappa(pairs: Sequence[LabelledPair]) -> float:
    """Cohen's kappa of the two readings, which one reader made; see `data/CARD.md`."""
    n = len(pairs)
    agreed = sum(pair.first == pair.second for pair in pairs) / n
    first, second = sum(pair.first for pair in pairs) / n, sum(pair.second for pair in pairs) / n
    chance = first * second + (1 - first) * (1 - second)
    return (agreed - chance) / (1 - chance)
