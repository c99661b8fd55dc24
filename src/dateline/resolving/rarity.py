"""How much it tells that two texts share a word: much for a rare one, little for one that every report has.

The number of reports that hold each word stem was counted by `training/linking.py`; see `data/CARD.md`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from dateline.errors import SetupError

DATA = Path(__file__).parent / "data"


@cache
def _counted() -> tuple[int, dict[str, int]]:
    path = DATA / "words.json"
    try:
        table = json.loads(path.read_bytes())
        return int(table["texts"]), {stem: int(count) for stem, count in table["counts"].items()}
    except (OSError, ValueError, KeyError) as error:
        raise SetupError(f"{path}: the word counts cannot be read ({error}); install dateline again") from error


@cache
def rarity(stem: str) -> float:
    """Inverse document frequency of a stem, in nats: about 0 for a word of every text, 9 for one never seen."""
    texts, counts = _counted()
    return math.log((texts + 1) / (counts.get(stem, 0) + 1))


def weigh(stems: Iterable[str]) -> float:
    """Summed rarity. The order of the stems does not matter, not even to the last bit."""
    return math.fsum(map(rarity, stems))
