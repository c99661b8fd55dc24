"""A conditional logit: which of several answers, each known by named features, is right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec

from dateline.errors import SetupError


class Weights(msgspec.Struct, frozen=True):
    """The weights of the features, as `training/folds.py` learns them."""

    version: str
    weights: dict[str, float]
    least: float  # how much less likely than none an answer may be; where negative, how much likelier it must be

    @staticmethod
    @cache
    def load(path: Path) -> Weights:
        """Installed weights; SetupError where they are unusable."""
        try:
            return msgspec.json.decode(path.read_bytes(), type=Weights)
        except (OSError, msgspec.DecodeError) as error:
            raise SetupError(f"{path}: the model cannot be read ({error}); install dateline again") from error

    def score(self, features: Mapping[str, float]) -> float:
        """Log-odds of one answer, up to what all answers share."""
        return sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def choose(self, answers: Sequence[Mapping[str, float]], open_: Iterable[int]) -> tuple[int, float] | None:
        """The likeliest of the answers that are open, and how likely it is beside those and none, the first of all.

        None where none is too much likelier.
        """
        scores = [self.score(features) for features in answers]
        among = list(open_)
        best = max(among, key=lambda n: (scores[n], -n), default=None)
        if best is None or scores[best] + self.least < scores[0]:
            return None
        return best, 1 / sum(math.exp(scores[n] - scores[best]) for n in (0, *among))
