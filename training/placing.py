"""Which of an article's places is an event's own: examples of it, and the weights learned from them.

Each coded act that found its gold record is an example: its answers are the places that it can have and none, and those
are right that the scorer takes for the gold's place, or none where the gold has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from judging import Row
from numpy.typing import NDArray
from scipy.optimize import minimize

from dateline.coding.coder import Grouped
from dateline.coding.placing import Weights
from dateline.evaluation.comparing import same_place
from dateline.evaluation.figures import ACTS
from dateline.evaluation.pairing import pair
from dateline.model import Coding
from dateline.publishing import coded
from dateline.publishing.record import place_record

RAREST = 5  # features seen less often are left out
STRENGTH = 0.3  # of the prior on the weights: the smaller, the stronger
LEAST = 0.3  # how much less likely than none a place may be: about the best F1, on the side of fewer places
UNREACHED = 0.3  # weight of an example whose place is none of the options: none is the better answer


@dataclass(frozen=True)
class Example:
    """One event: the features of its answers, none first, which of them are right, and its weight."""

    answers: Sequence[dict[str, float]]
    right: Sequence[bool]
    weight: float


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


def learn(seen: Sequence[Example]) -> Weights:
    """The weights under which the right answers are likeliest."""
    often = Counter(name for example in seen for answer in example.answers for name in answer)
    column = {name: n for n, name in enumerate(sorted(name for name, count in often.items() if count >= RAREST))}
    sizes = [len(example.answers) for example in seen]
    table = np.zeros((sum(sizes), len(column)))
    for n, answer in enumerate(answer for example in seen for answer in example.answers):
        for name, value in answer.items():
            if name in column:
                table[n, column[name]] = value
    right = np.array([r for example in seen for r in example.right], float)
    starts = np.cumsum([0, *sizes[:-1]])
    owner = np.repeat(np.arange(len(seen)), sizes)
    weight = np.array([example.weight for example in seen])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = table @ w
        scores = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        all_, good = np.add.reduceat(scores, starts), np.maximum(np.add.reduceat(scores * right, starts), 1e-300)
        slope = table.T @ ((scores / all_[owner] - scores * right / good[owner]) * weight[owner])
        return float((weight * np.log(all_ / good)).sum() + w @ w / (2 * STRENGTH)), slope + w / STRENGTH

    found = minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    weights = {name: round(float(found[n]), 3) for name, n in column.items() if abs(found[n]) >= 0.005}
    return Weights(version="1", weights=weights, least=LEAST)
