"""Floors hold, only rise, and are kept one figure a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.evaluation import TWO_CODERS, breaches, raised, read_floors, write_floors
from dateline.evaluation.figures import Figures, Rate, score
from dateline.evaluation.gate import GATED, LABELLED, LoweredFloorError


def rate(f1: float) -> Rate:
    return {"p": f1, "r": f1, "f1": f1, "n": 40}


@pytest.fixture
def figures() -> Figures:
    """Figures that are all 0.5, dates invented 0.2."""
    measured: Figures = {name: rate(0.5) if isinstance(value, dict) else 0.5 for name, value in score({}, {}).items()}
    return {**measured, "dates invented": 0.2}


def test_a_figure_under_its_floor_is_a_breach(figures: Figures) -> None:
    (breach,) = breaches("dev", figures, {"events": 0.501, "record": 0.5, "core recall": 0.4})
    assert str(breach) == "dev: events 0.500 is under its floor, 0.501"


def test_where_less_is_better_the_floor_is_a_ceiling(figures: Figures) -> None:
    assert not list(breaches("dev", figures, {"dates invented": 0.2}))
    (breach,) = breaches("dev", figures, {"dates invented": 0.199})
    assert "over the most allowed, 0.199" in str(breach)


def test_a_figure_no_longer_measured_is_a_breach(figures: Figures) -> None:
    del figures["macro"]
    (breach,) = breaches("dev", figures, {"macro": 0.1})
    assert "not measured" in str(breach)


def test_floors_rise_to_what_was_measured(figures: Figures) -> None:
    floors = raised("dev", figures, {"dev": {"events": 0.4}, "train": {"events": 0.9}})
    assert floors["train"] == {"events": 0.9}
    assert floors["dev"] == {name: 0.2 if name == "dates invented" else 0.5 for name in GATED}


def test_floors_never_sink(figures: Figures) -> None:
    floors = {"dev": {"events": 0.6, "dates invented": 0.1}}
    with pytest.raises(LoweredFloorError, match=r"events 0\.500 .* dates invented 0\.200 .* floors only rise"):
        raised("dev", figures, floors)


def test_floors_are_written_one_figure_a_line(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    write_floors({"dev": {"events": 0.5, "record": 0.25}}, path)
    assert '\n    "events": 0.5,\n' in path.read_text()
    assert read_floors(path) == {"dev": {"events": 0.5, "record": 0.25}}


def test_every_gated_figure_is_one_that_is_measured() -> None:
    measured = score({}, {})
    assert set(GATED) <= measured.keys()
    assert measured.keys() >= TWO_CODERS.keys()


def test_the_floors_kept_name_gated_figures_only() -> None:
    for name, floors in read_floors().items():
        # Out of fold, on the sets of others and of links, further figures are gated.
        if name not in ("public", "links", "all gold", "briefs"):
            assert set(floors) <= {*GATED, *LABELLED}, name
