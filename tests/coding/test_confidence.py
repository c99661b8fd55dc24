"""A probability for each record, learned and shipped with the package."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from coding.told import Told, scene
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.confidence import LEAST_ALONE, Model, standing
from dateline.coding.drafting import Drafter
from dateline.errors import SetupError
from dateline.model import Coding
from dateline.ontology import Ontology

Code = Callable[..., Coding]
DRAFT = Drafter(Ontology.load())


def test_every_record_has_a_probability_over_the_threshold(code: Code) -> None:
    text = "Gunmen attacked a bank in Juba on Monday. Police arrested two men in Wau on Tuesday. Talks were held."
    found = [r.confidence for r in code(text).reports]
    assert found
    assert all(c is not None and LEAST_ALONE - 0.001 <= c <= 1 for c in found)


THREE = "Rebels attacked a town. Soldiers attacked a camp. Talks went on. Rain fell. Gunmen attacked a bank."


@pytest.mark.parametrize(
    ("likely", "expected"),
    [
        ((0.9, 0.8, 0.7), {0, 1, 2}),
        ((0.9, 0.28, 0.28), {0, 2}),  # the second stands beside a likely one, the third by itself
        ((0.28, 0.29, 0.24), {1}),  # of two that are doubtful and near, the likelier
        ((0.1, 0.1, 0.25), {2}),
    ],
)
def test_a_doubtful_mention_stands_only_where_none_of_its_type_is_near(
    likely: tuple[float, ...], expected: set[int]
) -> None:
    attacks = [d for d in DRAFT(scene(Told(), THREE)) if d.mention.token.text == "attacked"]
    for draft, p in zip(attacks, likely, strict=True):
        draft.confidence = p
    kept = standing(attacks, 0.3, LEAST_ALONE)
    assert kept == [d for n, d in enumerate(attacks) if n in expected]
    assert standing(attacks, 0.3, 0.3) == [d for d in attacks if d.confidence >= 0.3]


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
