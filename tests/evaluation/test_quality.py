"""The coder's figures hold their floors, on the project's own gold and on every gold set there is."""

from __future__ import annotations

import pytest

from dateline.coding import Coder
from dateline.evaluation import breaches, evaluate, gold_sets, read_floors

NAMES = ("dev", "train", "stories", "own")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_figures_hold_their_floors(name: str, coder: Coder) -> None:
    folders = gold_sets()
    if name not in folders:
        pytest.skip(f"no gold set {name} here: set DATELINE_GOLD to the folder that holds it")
    floors = read_floors()[name]
    assert not [str(breach) for breach in breaches(name, evaluate(folders[name], coder).figures, floors)]
