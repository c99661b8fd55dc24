"""The folds: every article is judged once, and by nothing that was learned of it or its story."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

TRAINING = Path(__file__).resolve().parents[2] / "training"
ARTICLES = [*(f"st{story:02}-{outlet}" for story in range(8) for outlet in "abc"), *(f"dev-{n}" for n in range(20))]
BRIEFS = [f"brief-{n}" for n in range(15)]


@pytest.fixture
def folds(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    pytest.importorskip("sklearn")  # of the extra `training`
    monkeypatch.syspath_prepend(str(TRAINING))
    return importlib.import_module("folds")


def test_every_article_is_judged_once(folds: ModuleType) -> None:
    splits = list(folds.splits("articles", ARTICLES, BRIEFS))
    assert len(splits) == 5
    assert sorted(article for split in splits for article in split.judge) == sorted(ARTICLES)


def test_nothing_is_learned_of_what_is_judged(folds: ModuleType) -> None:
    for split in folds.splits("articles", ARTICLES, BRIEFS):
        assert sorted([*split.learn, *split.judge]) == sorted([*ARTICLES, *BRIEFS])
        assert set(BRIEFS) <= set(split.learn)
        assert not set(map(folds.story, split.learn)) & set(map(folds.story, split.judge))


def test_the_folds_are_the_same_every_time(folds: ModuleType) -> None:
    assert folds.folds(ARTICLES) == folds.folds(ARTICLES)
    assert list(map(sorted, folds.folds(ARTICLES))) == list(map(sorted, folds.folds(ARTICLES[::-1])))
