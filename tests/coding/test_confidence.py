"""A probability for each record, learned and shipped with the package."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.confidence import Model
from dateline.errors import SetupError
from dateline.model import Coding

Code = Callable[..., Coding]


def test_every_record_has_a_probability_over_the_threshold(code: Code) -> None:
    text = "Gunmen attacked a bank in Juba on Monday. Police arrested two men in Wau on Tuesday. Talks were held."
    found = [r.confidence for r in code(text).reports]
    assert found
    assert all(c is not None and Model.load().threshold - 0.001 <= c <= 1 for c in found)


def test_a_plain_account_is_surer_than_a_passing_word(code: Code) -> None:
    plain = code("Gunmen attacked a bank in Juba on Monday, killing two guards.", title="Gunmen attack bank in Juba")
    passing = code("Residents fear attacks, and attacks on shops worry traders who speak of an attack.")
    assert plain.reports[0].confidence is not None
    assert all((r.confidence or 0) < plain.reports[0].confidence for r in passing.reports)


@given(st.dictionaries(st.sampled_from(sorted(Model.load().weights)), st.floats(-1e6, 1e6), max_size=8))
def test_a_probability_is_one_whatever_the_features(features: dict[str, float]) -> None:
    assert 0 <= Model.load().probability(features) <= 1


def test_unknown_features_weigh_nothing() -> None:
    model = Model.load()
    assert model.probability({"no such feature": 3.0}) == model.probability({})


def test_a_damaged_model_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "confidence.json"
    path.write_text(json.dumps({"version": "1"}))
    with pytest.raises(SetupError, match="install dateline again"):
        Model.load(path)
