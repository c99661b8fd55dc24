"""The folds: every article is judged once, and by nothing that was learned of it or its story."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TRAINING = Path(__file__).resolve().parents[2] / "training"
ARTICLES = [*(f"st{story:02}-{outlet}" for story in range(20) for outlet in "abc"), *(f"dev-{n}" for n in range(40))]


@pytest.fixture
def splits(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TRAINING))
    return importlib.import_module("splits")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_every_article_has_one_fold(splits: ModuleType, article: str) -> None:
    assert splits.fold_of(article) in range(splits.FOLDS)
    assert splits.fold_of(article) == splits.fold_of(article)


def test_every_fold_has_its_share(splits: ModuleType) -> None:
    sizes = [sum(splits.fold_of(article) == fold for article in ARTICLES) for fold in range(splits.FOLDS)]
    assert min(sizes) > len(ARTICLES) / splits.FOLDS / 3


def test_a_story_is_never_torn_apart(splits: ModuleType) -> None:
    for story in range(20):
        assert len({splits.fold_of(f"st{story:02}-{outlet}") for outlet in "abc"}) == 1
    assert splits.story("st07-bbc") == splits.story("st07-ap") != splits.story("st08-bbc")
    assert splits.story("dev-1") != splits.story("dev-2")


def test_the_folds_are_the_same_on_every_machine(splits: ModuleType) -> None:
    assert [splits.fold_of(f"dev-{n}") for n in range(8)] == [3, 3, 0, 0, 3, 3, 1, 3]


def test_nothing_is_learned_of_what_is_judged(splits: ModuleType) -> None:
    judged = {article: [({article: 1.0}, 1)] for article in ARTICLES}
    for fold in range(splits.FOLDS):
        learned = {name for features, _ in splits.without(judged, fold) for name in features}
        held_out = set(ARTICLES) - learned
        assert held_out == {article for article in ARTICLES if splits.fold_of(article) == fold}
        assert not set(map(splits.story, learned)) & set(map(splits.story, held_out))


def test_coded_articles_and_briefs_are_read_by_name(splits: ModuleType, tmp_path: Path) -> None:
    for folder, name in (("dev", "dev-1"), ("train", "train-1"), ("stories", "st01-a")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.json").write_text(json.dumps({"id": name}))
    (tmp_path / "briefs.jsonl").write_text('{"id": "ce-1"}\n{"id": "ce-2"}\n')
    rows = splits.gold_rows(tmp_path)
    assert sorted(rows) == ["ce-1", "ce-2", "dev-1", "st01-a", "train-1"]
    assert all(row["id"] == name for name, row in rows.items())
