"""The coder's figures hold their floors, on the project's own gold and on every gold set there is."""

from __future__ import annotations

import pytest

from dateline.coding import Coder
from dateline.evaluation import breaches, evaluate, gold_root, gold_sets, read_floors
from dateline.evaluation.public import FILES, CoderPredictor, measure

NAMES = ("dev", "train", "stories", "own")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_figures_hold_their_floors(name: str, coder: Coder) -> None:
    folders = gold_sets()
    if name not in folders:
        pytest.skip(f"no gold set {name} here: set DATELINE_GOLD to the folder that holds it")
    floors = read_floors()[name]
    assert not [str(breach) for breach in breaches(name, evaluate(folders[name], coder).figures, floors)]


@pytest.mark.slow
def test_figures_on_public_sets_hold_their_floors(coder: Coder) -> None:
    root = gold_root()
    folder = root.parent / "data" if root else None
    if folder is None or not all((folder / file).is_file() for file in FILES.values()):
        pytest.skip("the public sets do not lie beside the gold here")
    figures = {name: value for one in measure(folder, CoderPredictor(coder)) for name, value in one.figures.items()}
    assert not [str(breach) for breach in breaches("public", figures, read_floors()["public"])]
