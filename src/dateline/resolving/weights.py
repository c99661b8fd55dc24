"""What each outcome of a comparison weighs, in log-odds for or against the same event.

Learned by `training/linking.py` from pairs of reports known to be and not to be about one event; see `data/CARD.md`.
An outcome that was not seen often enough to learn from weighs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from dateline.errors import SetupError
from dateline.model import Record
from dateline.resolving.rarity import DATA


class Weights(Record, frozen=True, kw_only=True):
    """Log-odds by level and outcome, and those of a candidate pair of which nothing else is known."""

    version: str
    prior: float
    levels: Mapping[str, Mapping[str, float]]

    def of(self, level: str, key: str) -> float:
        """The weight of an outcome of a level."""
        return self.levels.get(level, {}).get(key, 0.0)


@cache
def load() -> Weights:
    """The installed weights; SetupError where they are unusable."""
    path = DATA / "weights.json"
    try:
        return Weights(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise SetupError(f"{path}: the weights cannot be read ({error}); install dateline again") from error
