import json
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.evaluation.links.current_events import kappa, read_pairs
from dateline.evaluation.links.keys import Key, read_keys, score

KEY = Key(
    articles=["x-1", "x-2", "x-3"],
    groups=[["x-1:e1", "x-2:e1", "x-3:e2"], ["x-1:e2", "x-2:e3"]],
    doubtful=[["x-1:e4", "x-2:e4", "perhaps"]],
    hard_negatives=[["x-1:e1", "x-2:e3"], ["x-1:e2", "x-2:e1"]],
)


def test_pairs_are_right_wrong_missed_or_doubtful():
    found = score({"x": KEY}, [["x-1:e1", "x-2:e1"], ["x-1:e4", "x-2:e4"], ["x-1:e2", "x-3:e9"]])
    assert found["pairs"] == {"p": 0.5, "r": 0.25, "f1": 0.333, "n": 4}
    assert found["look-alikes apart"] == 1.0


def test_a_look_alike_in_the_group_is_not_apart():
    assert score({"x": KEY}, [["x-1:e1", "x-2:e3"]])["look-alikes apart"] == 0.5


def test_only_judged_records_count():
    found = score({"x": KEY}, [["x-1:e1", "x-2:e1", "x-3:e9"]], judged={"x-1:e1", "x-2:e1"})
    assert found["pairs"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 1}


def test_a_folder_without_keys_and_a_file_that_is_none_are_named(tmp_path: Path):
    with pytest.raises(InputError, match="no keys of links"):
        read_keys(tmp_path)
    (tmp_path / "x.json").write_text(json.dumps({"articles": ["x-1"]}))
    with pytest.raises(InputError, match=r"x\.json"):
        read_keys(tmp_path)


def test_the_labelled_pairs_are_as_their_card_says():
    pairs = read_pairs()
    assert len(pairs) == 400
    assert all(pair.label == pair.first for pair in pairs if pair.first == pair.second and pair.label)
    assert all(pair.label == bool(pair.events) for pair in pairs)
    assert sum(pair.first != pair.second for pair in pairs) == 10
    assert kappa(pairs) > 0.9
