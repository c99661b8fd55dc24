"""Pairs of short reports of the current-events portal: do two of them report an event in common?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from dateline.evaluation.figures import Figures, Tally
from dateline.evaluation.gold import Row, Rows
from dateline.evaluation.public.reading import read_items
from dateline.model import Coding, Report
from dateline.resolving.fields import family

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


class Common(Struct, frozen=True):
    """An event that both items of a pair report: its type family, and where in each text a word for it starts."""

    family: str
    left: int
    right: int


class LabelledPair(Struct, frozen=True):
    """Two items, and whether they report an event in common; see `data/CARD.md`."""

    left: str
    right: str
    first: bool  # the two readings
    second: bool
    label: bool
    events: Sequence[Common] = ()  # some event in common, where there is one


def read_pairs() -> list[LabelledPair]:
    """The labelled pairs that come with the project."""
    return [msgspec.json.decode(line, type=LabelledPair) for line in _PAIRS.read_bytes().splitlines()]


def rows(path: Path, pairs: Iterable[LabelledPair]) -> Rows:
    """The items of the pairs as articles, by id. InputError for a bad file."""
    wanted = {name for pair in pairs for name in (pair.left, pair.right)}
    return {item.id: item.row() for item in read_items(path, Item) if item.id in wanted}


def coded(pair: LabelledPair, reports: Mapping[str, Sequence[Report]]) -> list[tuple[list[Report], list[Report]]]:
    """For each event that both items of a pair have coded, the reports of it in the one and in the other."""
    found = [
        (
            [report for report in reports[pair.left] if _tells(report, event.family, event.left)],
            [report for report in reports[pair.right] if _tells(report, event.family, event.right)],
        )
        for event in pair.events
    ]
    return [(ours, theirs) for ours, theirs in found if ours and theirs]


def score(pairs: Sequence[LabelledPair], codings: Sequence[Coding], groups: Iterable[Sequence[str]]) -> Figures:
    """Precision, recall and F1 of "an event in common": whether any report of one is grouped with one of the other.

    `pairs` leaves aside pairs with an event in common that the coder has not coded in both: there are no two reports of
    it to resolve. `all pairs` counts these as missed.
    """
    reports = {coding.article.id: coding.reports for coding in codings}
    together = _homes(groups, {each.id: name for name, told in reports.items() for each in told})
    judged, every = Tally(), Tally()
    for pair in pairs:
        linked = bool(together.get(pair.left, set()) & together.get(pair.right, set()))
        every.add(linked and pair.label, linked, pair.label)
        if not pair.label or coded(pair, reports):
            judged.add(linked and pair.label, linked, pair.label)
    return {"pairs": judged.rate(), "all pairs": every.rate(), "kappa of the labels": round(kappa(pairs), 3)}


def _tells(report: Report, kin: str, at: int) -> bool:
    return family(report.type) == kin and report.quote.start <= at < report.quote.end


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
