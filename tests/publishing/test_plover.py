"""PLOVER's records against a schema written from its manual, and POLECAT's columns with pandas."""

from __future__ import annotations

import io
import json

import pandas as pd
from jsonschema import Draft202012Validator

from dateline.ontology import Ontology
from dateline.publishing.polecat import COLUMNS

from .sample import sample
from .writing import written

TEXT = {"type": ["string", "null"]}
NUMBER = {"type": ["integer", "null"], "minimum": 0}
DAY = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}
PARTY = {
    "type": "object",
    "required": ["text", "actor", "sector"],
    "properties": {
        "text": {"type": "string"},
        "actor": {"type": ["string", "null"], "pattern": "^[A-Z]{3}$"},
        "sector": {"type": "array", "items": {"enum": sorted(Ontology.load().sectors)}},
    },
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "has_event": {"type": "boolean"},
        "date": DAY,
        "enddate": DAY,
        "time": TEXT,
        "endtime": TEXT,
        "actor": {"type": "array", "items": PARTY},
        "recipient": {"type": "array", "items": PARTY},
        "event": {"type": "array", "minItems": 1, "items": {"enum": sorted(Ontology.load().types)}},
        "event_loc": {
            "type": ["object", "null"],
            "properties": {
                "resolution": {"type": ["integer", "null"], "minimum": 1, "maximum": 5},
                "lat": {"type": ["number", "null"], "minimum": -90, "maximum": 90},
                "lon": {"type": ["number", "null"], "minimum": -180, "maximum": 180},
            },
        },
        "event_text": TEXT,
        "quad_code": {"enum": [1, 2, 3, 4]},
        "mode": {"type": "array", "items": {"type": "string"}},
        "context": {"type": "array", "items": {"enum": sorted(Ontology.load().contexts)}},
        "size": {
            "type": "object",
            "additionalProperties": False,
            "properties": dict.fromkeys(("dead", "injured", "arrested"), NUMBER),
        },
        "link": TEXT,
        "text": TEXT,
        "text_info": {"type": "array"},
        "cite_info": {"type": "array"},
        "coder": TEXT,
        "coded_date": DAY,
        "coded_time": TEXT,
        "comment": TEXT,
    },
}


def test_every_record_is_one_of_the_manual() -> None:
    lines = written(sample(), "plover").splitlines()
    assert len(lines) == len(sample().stored)
    for line in lines:
        Draft202012Validator(SCHEMA).validate(json.loads(line))


def test_what_did_not_happen_is_no_event() -> None:
    records = {r["id"]: r for r in map(json.loads, written(sample(), "plover").splitlines())}
    for event in sample().stored:
        assert records[event.id]["has_event"] == (event.status == "occurred")


def test_polecat_has_its_forty_columns() -> None:
    frame = pd.read_csv(io.StringIO(written(sample(), "polecat")), sep="\t")
    assert tuple(frame.columns) == COLUMNS
    assert len(COLUMNS) == 40
    assert set(frame["Quad Code"]) <= {1, 2, 3, 4}
    iraq = frame[frame["Country"] == "IRQ"]
    assert len(iraq)
    assert set(frame["Actor COW"].dropna()) <= set(Ontology.load().cow.values())
