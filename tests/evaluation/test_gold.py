"""Gold folders: where they are found, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.errors import InputError, SetupError
from dateline.evaluation import gold_root, gold_sets, read_rows, set_name


def test_the_projects_own_set_is_always_there() -> None:
    assert len(read_rows(gold_sets()["own"])) == 6


def test_the_variable_names_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dev").mkdir()
    monkeypatch.setenv("DATELINE_GOLD", str(tmp_path))
    assert gold_root() == tmp_path
    assert list(gold_sets()) == ["dev", "own"]
    assert set_name(tmp_path / "dev") == "dev"
    assert set_name(tmp_path / "elsewhere") == "elsewhere"


def test_a_variable_that_names_nothing_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_GOLD", str(tmp_path / "missing"))
    with pytest.raises(SetupError, match="DATELINE_GOLD: no folder"):
        gold_root()


ROW = {"id": "a", "title": "Bridge blown up", "text": "Gunmen blew up a bridge.", "events": []}


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "no gold articles there"),
        ({"a.json": "{"}, "not a gold article"),
        ({"a.json": "[]"}, "not a gold article"),
        ({"a.json": json.dumps({"id": "a", "title": "", "text": ""})}, "no events"),
        ({"a.json": json.dumps(ROW), "b.json": json.dumps(ROW)}, "a second article with the id a"),
    ],
)
def test_a_folder_that_is_no_gold_is_refused(tmp_path: Path, files: dict[str, str], reason: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=reason):
        read_rows(tmp_path)


def test_every_own_record_is_grounded_in_its_article() -> None:
    for row in read_rows(gold_sets()["own"]).values():
        words = row["title"] + "\n" + row["text"]
        for event in row["events"]:
            assert event["quote"] in words
            assert event["trigger"] in event["quote"]
        for total in row["aggregates"]:
            assert total["quote"] in words
