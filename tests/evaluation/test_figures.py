"""The scorer on the project's own gold: right where all is right, and each slip costs what it should."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dateline.evaluation import gold_sets, in_words, read_rows, score
from dateline.evaluation.figures import Figures, Rate, calibration_error
from dateline.evaluation.pairing import pair

Rows = dict[str, dict[str, Any]]


@pytest.fixture
def gold() -> Rows:
    return read_rows(gold_sets()["own"])


@pytest.fixture
def pred(gold: Rows) -> Rows:
    """The gold itself, to be spoilt."""
    return copy.deepcopy(gold)


def rate(figures: Figures, name: str) -> Rate:
    value = figures[name]
    assert isinstance(value, dict)
    return value


def test_the_gold_scores_one_against_itself(gold: Rows) -> None:
    for name, value in score(gold, gold).items():
        if isinstance(value, dict) and value["n"]:
            assert value["f1"] == 1, name


def test_nothing_coded_scores_nothing(gold: Rows) -> None:
    figures = score(gold, {})
    assert rate(figures, "events") == {"p": 0, "r": 0, "f1": 0, "n": 40}
    assert figures["core recall"] == 0


def test_a_missed_event_costs_recall_and_an_extra_one_precision(gold: Rows, pred: Rows) -> None:
    pred["own-1"]["events"].pop(0)
    pred["own-2"]["events"].append({"type": "ASSAULT", "quote": "Nothing of the sort was reported.", "trigger": "sort"})
    events = rate(score(gold, pred), "events")
    assert (events["p"], events["r"]) == (round(39 / 40, 3), round(39 / 40, 3))


def test_a_wrong_type_is_found_all_the_same(gold: Rows, pred: Rows) -> None:
    pred["own-1"]["events"][0]["type"] = "COERCE"
    figures = score(gold, pred)
    assert rate(figures, "found")["f1"] == 1
    assert rate(figures, "events")["r"] < 1


def test_a_date_made_up_is_counted(gold: Rows, pred: Rows) -> None:
    undated = next(event for event in pred["own-3"]["events"] if event["date"] is None)
    undated["date"] = {"start": "2023-06-11", "end": "2023-06-11", "text": ""}
    assert score(gold, pred)["dates invented"] > 0
    assert score(gold, gold)["dates invented"] == 0


def test_confidence_is_calibrated_where_it_says_what_comes_true() -> None:
    assert calibration_error([(1.0, True), (0.0, False)] * 10) == pytest.approx(0)
    assert calibration_error([(0.9, False)] * 10) == pytest.approx(0.9)
    assert calibration_error([]) == 0


def test_words_say_what_was_paired_missed_and_extra(gold: Rows, pred: Rows) -> None:
    dropped = pred["own-2"]["events"].pop(1)
    pred["own-2"]["events"].append({"type": "AID", "quote": "Help came at last to the town.", "trigger": "Help"})
    lines = list(in_words(pair("own-2", pred["own-2"], gold["own-2"])))
    assert lines[0] == "own-2: 3 of 4 found, 4 coded"
    assert any(line.startswith("  missed  COERCE: detained") for line in lines)
    assert any(line.startswith("  extra   AID: Help") for line in lines)
    assert dropped["trigger"] == "detained"
