"""Which of an article's places is an event's own: examples of it.

Each coded act that found its gold record is an example: its answers are the places that it can have and none, and those
are right that the scorer takes for the gold's place, or none where the gold has none.
"""

from __future__ import annotations

from collections.abc import Iterator

from judging import Row
from weighing import UNREACHED, Example

from dateline.coding.coder import Grouped
from dateline.evaluation.comparing import same_place
from dateline.evaluation.figures import ACTS
from dateline.evaluation.pairing import pair
from dateline.model import Coding
from dateline.publishing import coded
from dateline.publishing.record import place_record

STRENGTH = 0.3  # of the prior on the weights: the smaller, the stronger
LEAST = 0.3  # how much less likely than none a place may be: about the best F1, on the side of fewer places


def examples(row: Row, grouped: Grouped, coding: Coding) -> Iterator[Example]:
    """The acts of an article that found their gold record."""
    placer = grouped.placer
    records = [place_record(option.location) for option in placer.sight.options]
    for i, j in pair(row["id"], coded(coding), row).typed:
        gold = row["events"][j]
        if gold["type"] not in ACTS:
            continue
        place, known, possible = gold["place"], placer.sight.features(i), placer.sight.answers(i)
        right = [bool(place) and _same(records[n], place) for n in possible]
        answers = [known[0], *(known[n + 1] for n in possible)]
        yield Example(answers, [not any(right), *right], UNREACHED if place and not any(right) else 1.0)


def _same(record: Row | None, place: Row) -> bool:
    return record is not None and bool(same_place(record, place))
