"""One of several answers is right, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.weighing import Weights
from dateline.errors import SetupError

scores = st.lists(st.floats(-9, 9), min_size=1, max_size=6)


def of_scores(found: list[float]) -> list[dict[str, float]]:
    """Answers that weigh so much."""
    return [{"score": score} for score in found]


def weights(least: float = 0.0) -> Weights:
    return Weights(version="1", weights={"score": 1.0}, least=least)


def test_what_was_never_learned_weighs_nothing() -> None:
    assert weights().score({"score": 2.0, "unheard of": 9.0}) == 2.0


@given(scores, st.floats(-3, 3))
def test_the_likeliest_is_taken_or_none(found: list[float], least: float) -> None:
    best = weights(least).choose(of_scores(found), range(1, len(found)))
    others = found[1:]
    assert (best is None) == (not others or max(others) + least < found[0])
    if best is not None:
        assert found[best[0]] == max(others)
        assert 0 < best[1] <= 1


def test_only_open_answers_are_taken() -> None:
    assert weights().choose(of_scores([0, 5, 1]), [2]) == (2, pytest.approx(0.731, abs=0.001))


def test_the_first_of_two_alike_is_taken() -> None:
    best = weights().choose(of_scores([0, 1, 1]), [1, 2])
    assert best is not None
    assert best[0] == 1


def test_weights_that_cannot_be_read_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="install dateline again"):
        Weights.load(tmp_path / "none.json")
