"""Our scorer against the gold's own: the same figures, to the last digit, on any predictions."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.evaluation.figures import score
from dateline.evaluation.gold import gold_root, read_rows

ROOT = gold_root()
Row = dict[str, Any]

pytestmark = pytest.mark.skipif(ROOT is None, reason="no gold here: set DATELINE_GOLD to its folder")


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """The scorer that ships with the gold."""
    assert ROOT is not None
    spec = importlib.util.spec_from_file_location("gold_score", ROOT / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold(name: str) -> dict[str, Row]:
    assert ROOT is not None
    return read_rows(ROOT / name)


def altered(event: Row, other: Row, rng: random.Random) -> Row:
    """The record with a few of its fields emptied, taken from another record, or made wrong."""
    out = copy.deepcopy(event)
    for field in rng.sample(sorted(out), rng.randint(0, 6)):
        out[field] = rng.choice([None, other.get(field), out[field]])
    if rng.random() < 0.3:
        out["confidence"] = round(rng.random(), 3)
    if out.get("date") and rng.random() < 0.4:
        out["date"] = {**out["date"], "start": rng.choice(["2021-04-14", None, "not a day", "2021-04"])}
    if out.get("place") and rng.random() < 0.4:
        out["place"] = {
            **out["place"],
            "lat": rng.choice([None, 0, 33.3]),
            "precision": rng.choice(["city", "country"]),
        }
    for name in ("killed", "injured", "arrested"):
        if rng.random() < 0.2:
            out[name] = rng.choice([{"min": 2, "max": None}, {"min": None, "max": 3}, {}, {"min": 0, "max": 0}])
    if rng.random() < 0.1:
        out["quote"] = "word " * 120
    if rng.random() < 0.1:
        out["actors"] = ["name " * 20, "", *(out.get("actors") or [])]
    return out


def perturbed(golds: dict[str, Row], seed: int) -> dict[str, Row]:
    """The gold with records dropped, altered, doubled and moved, and articles left out."""
    rng = random.Random(seed)
    events = [event for row in golds.values() for event in row["events"]]
    preds = {}
    for key, row in golds.items():
        if rng.random() < 0.1:
            continue
        kept = [altered(e, rng.choice(events), rng) for e in row["events"] if rng.random() < 0.8]
        kept += [altered(rng.choice(events), rng.choice(events), rng) for _ in range(rng.randint(0, 2))]
        rng.shuffle(kept)
        totals = [{**t, "count_min": rng.choice([t["count_min"], 7])} for t in row["aggregates"] if rng.random() < 0.7]
        preds[key] = {"id": key, "events": kept, "aggregates": totals}
    return preds


@pytest.mark.parametrize("name", ["dev", "train"])
@pytest.mark.parametrize("seed", range(4))
def test_agrees_on_perturbed_gold(reference: ModuleType, name: str, seed: int) -> None:
    golds = gold(name)
    preds = perturbed(golds, seed)
    ours, theirs = score(golds, preds), reference.score(golds, preds)
    assert list(ours.items()) == list(theirs.items())


@pytest.mark.parametrize("name", ["dev", "train"])
def test_agrees_on_nothing_and_on_everything(reference: ModuleType, name: str) -> None:
    golds = gold(name)
    for preds in ({}, golds):
        assert list(score(golds, preds).items()) == list(reference.score(golds, preds).items())


NAMES = st.sampled_from(["Syrian Democratic Forces", "SDF", "the forces", "Police", "police officers", "", "US"])
COUNT = st.none() | st.fixed_dictionaries(
    {"min": st.sampled_from([None, 0, 2, 15]), "max": st.sampled_from([None, 0, 15])}
)
DAYS = st.sampled_from(["2021-03-30", "2021-04-14", "2021-04-15", "2021-04-22", "2021-05-30", None])
RECORD = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["ASSAULT", "COERCE", "ACCUSE"]),
        "mode": st.sampled_from([None, "drone", "arrest"]),
        "core": st.booleans(),
        "status": st.sampled_from(["occurred", "planned", "failed"]),
        "certainty": st.sampled_from(["stated", "hedged"]),
        "quote": st.sampled_from(["A drone hit a depot near Harir.", "Police held two men.", "A depot was hit."]),
        "trigger": st.sampled_from(["hit", "held"]),
        "date": st.none() | st.fixed_dictionaries({"start": DAYS, "end": DAYS}),
        "place": st.none()
        | st.fixed_dictionaries(
            {
                "text": st.sampled_from(["Harir", "near Harir", "Erbil"]),
                "country": st.sampled_from(["IQ", "SY"]),
                "lat": st.sampled_from([36.2, 36.5, 39.0]),
                "lon": st.sampled_from([44.0, 44.3]),
                "precision": st.sampled_from(["site", "city", "admin", "country"]),
            }
        ),
        "weapon": st.sampled_from([None, "drone", "explosive-laden drones"]),
        "killed": COUNT,
        "injured": COUNT,
        "arrested": COUNT,
        "actors": st.lists(NAMES, max_size=3),
        "recipients": st.lists(NAMES, max_size=3),
        "sources": st.lists(NAMES, max_size=2),
        "seized": st.lists(
            st.fixed_dictionaries({"item": NAMES, "amount": st.sampled_from([None, 300]), "unit": st.none()}),
            max_size=2,
        ),
        "confidence": st.none() | st.floats(0, 1),
    }
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(golds=st.lists(RECORD, max_size=4), preds=st.lists(RECORD, max_size=4))
def test_agrees_on_invented_records(reference: ModuleType, golds: list[Row], preds: list[Row]) -> None:
    gold_rows: dict[str, Row] = {"a": {"id": "a", "events": golds, "aggregates": []}}
    pred_rows: dict[str, Row] = {"a": {"id": "a", "events": preds}}
    assert json.dumps(score(gold_rows, pred_rows)) == json.dumps(reference.score(gold_rows, pred_rows))
