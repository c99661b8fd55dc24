"""The codes that the encoder learned from: places in texts, and not a word of the texts themselves."""

from __future__ import annotations

import gzip
import importlib
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline.ontology import Ontology

TRAINING = Path(__file__).resolve().parents[2] / "training"
SINGLE, LISTS = ("quote", "trigger", "weapon", "date", "place"), ("actors", "recipients", "sources")
SETS = ("hrdsattack-train", "hrdsattack-dev", "re3d", "polnear-train", "current-events", "lgl", "invented")
TITLE, TEXT = "Port shelled", "Rebels shelled the port of Aden on Monday."


@pytest.fixture
def labelled(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TRAINING))
    return importlib.import_module("labelled")


@pytest.fixture
def rows(labelled: ModuleType) -> list[dict[str, Any]]:
    return [row for path in (labelled.CODES, labelled.FURTHER) for row in read(path)]


def read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def is_place(value: object) -> bool:
    match value:
        case ["title" | "body", int(start), int(end)]:
            return 0 <= start < end
    return False


def test_rows_hold_ids_and_hashes(rows: list[dict[str, Any]]) -> None:
    assert rows
    for row in rows:
        assert row.keys() == {"id", "set", "row", "sha256", "events"}
        assert re.fullmatch(r"[a-z0-9-]{1,20}", row["id"])
        assert row["set"] in SETS
        assert isinstance(row["row"], int)
        assert re.fullmatch(r"[0-9a-f]{64}", row["sha256"])
    assert len({row["id"] for row in rows}) == len(rows)


def test_invented_articles_are_the_ones_that_were_coded(labelled: ModuleType, rows: list[dict[str, Any]]) -> None:
    found = [row for row in rows if row["set"] == "invented"]
    assert len(found) == len(read(labelled.INVENTED))
    for row in found:
        title, text, published = labelled.source(Path("nowhere"), "invented", row["row"])
        assert labelled.digest(title, text) == row["sha256"]
        assert published is None or re.fullmatch(r"\d{4}-\d\d-\d\d", published)
        parts = {"title": title, "body": text}
        assert all(event["quote"][2] <= len(parts[event["quote"][0]]) for event in row["events"])


def test_events_hold_class_names_and_offsets_and_no_text(rows: list[dict[str, Any]]) -> None:
    ontology = Ontology.load()
    for event in (event for row in rows for event in row["events"]):
        assert event.keys() == {"type", "mode", "core", "status", "certainty", *SINGLE, *LISTS}
        assert event["type"] in ontology.types
        assert event["mode"] is None or event["mode"] in ontology.types[event["type"]].modes
        assert event["core"] in (True, False)
        assert event["status"] in ("occurred", "failed", "planned", "denied")
        assert event["certainty"] in ("stated", "hedged")
        assert is_place(event["quote"])
        assert is_place(event["trigger"])
        assert all(event[name] is None or is_place(event[name]) for name in SINGLE)
        assert all(is_place(place) for name in LISTS for place in event[name])


@pytest.fixture
def data(labelled: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one set of one text, and its codes."""
    event = {
        "type": "ASSAULT", "mode": "heavy-weapons", "core": True, "status": "occurred", "certainty": "stated",
        "quote": ["body", 0, len(TEXT)], "trigger": ["body", 7, 14], "actors": [["body", 0, 6]], "recipients": [],
        "sources": [], "weapon": None, "date": ["body", 32, 41], "place": ["body", 27, 31],
    }  # fmt: skip
    row = {"id": "re3d-1", "set": "re3d", "row": 0, "sha256": labelled.digest(TITLE, TEXT), "events": [event]}
    codes = tmp_path / "codes.jsonl.gz"
    codes.write_bytes(gzip.compress(json.dumps(row).encode()))
    monkeypatch.setattr(labelled, "CODES", codes)
    return tmp_path


def write(data: Path, text: str) -> None:
    row = json.dumps({"title": TITLE, "text": text})
    (data / "re3d.jsonl.gz").write_bytes(gzip.compress(row.encode()))


def test_codes_become_words_of_their_text(labelled: ModuleType, data: Path) -> None:
    write(data, TEXT)
    (row,) = labelled.labelled(data).values()
    (event,) = row["events"]
    assert (row["id"], row["title"], row["text"], row["published"]) == ("re3d-1", TITLE, TEXT, None)
    assert (event["trigger"], event["actors"], event["recipients"]) == ("shelled", ["Rebels"], [])
    aden = {"text": "Aden", **labelled.UNLOCATED}
    assert (event["place"], event["date"], event["weapon"]) == (aden, {"text": "on Monday"}, None)


def test_a_text_that_is_no_longer_the_one_coded_is_left_out(labelled: ModuleType, data: Path) -> None:
    write(data, TEXT.replace("Aden", "Eden"))
    assert labelled.labelled(data) == {}
