"""The weights of a conditional logit, learned from examples: which of several answers is right."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from dateline.coding.weighing import Weights

RAREST = 5  # features seen less often are left out
UNREACHED = 0.3  # weight of an example whose right answer is none of the options: none is the better answer


@dataclass(frozen=True)
class Example:
    """One event: the features of its answers, none first, which of them are right, and its weight."""

    answers: Sequence[dict[str, float]]
    right: Sequence[bool]
    weight: float


def fingerprint(weights: Mapping[str, float]) -> str:
    """What tells weights from others: the version of a model."""
    return hashlib.sha256(json.dumps(weights, sort_keys=True).encode()).hexdigest()[:8]


def learn(seen: Sequence[Example], strength: float, least: float) -> Weights:
    """The weights under which the right answers are likeliest.

    `strength` is that of the prior on the weights, the smaller the stronger; `least` how much less likely than none an
    answer may be that is still taken.
    """
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
        return float((weight * np.log(all_ / good)).sum() + w @ w / (2 * strength)), slope + w / strength

    found = minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    weights = {name: round(float(found[n]), 3) for name, n in column.items() if abs(found[n]) >= 0.005}
    return Weights(version=fingerprint(weights), weights=weights, least=least)
