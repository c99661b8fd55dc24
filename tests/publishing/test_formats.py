"""The table, the lines and the features, read back by readers that are not ours."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from msgspec.structs import replace

from dateline.publishing import FORMATS
from dateline.publishing.geojson import feature

from .sample import Fake, sample
from .writing import MADE, exported, written


@pytest.fixture(scope="module")
def ledger() -> Fake:
    return sample()


def lines(ledger: Fake, **options: bool) -> dict[str, Any]:
    rows = (json.loads(line) for line in written(ledger, "jsonl", **options).splitlines())
    return {row["id"]: row for row in rows}


def table(ledger: Fake, **options: bool) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in csv.DictReader(io.StringIO(written(ledger, "csv", **options)))}


def features(ledger: Fake, **options: bool) -> dict[str, Any]:
    collection = json.loads(written(ledger, "geojson", **options))
    assert collection["type"] == "FeatureCollection"
    return {entry["id"]: entry for entry in collection["features"]}


def test_every_format_has_one_entry_an_event(ledger: Fake) -> None:
    ids = {event.id for event in ledger.stored}
    assert set(lines(ledger)) == set(table(ledger)) == set(features(ledger)) == ids


def test_the_filter_holds(ledger: Fake) -> None:
    assert [json.loads(line)["id"] for line in written(ledger, "jsonl", {"ev-0014"}).splitlines()] == ["ev-0014"]
    assert json.loads(written(ledger, "geojson", set()))["features"] == []


def test_a_line_has_the_lowest_and_highest_told(ledger: Fake) -> None:
    row = lines(ledger)["ev-0001"]
    assert row["injured"] == {
        "best": {"min": 7, "max": 7},
        "low": {"min": 7, "max": 7},
        "high": {"min": 9, "max": 9},
    }
    assert row["reports"] == 2
    assert row["publishers"] == ["Mosul Courier", "Levant Wire"]
    assert "emergency department of Azadi hospital" in row["sources"]


def test_a_toll_not_told_is_empty_and_nobody_is_zero(ledger: Fake) -> None:
    rows = table(ledger)
    assert rows["ev-0004"]["killed_min"] == rows["ev-0004"]["killed_max"] == "0"
    assert rows["ev-0006"]["killed_min"] == ""
    assert (rows["ev-0013"]["killed_min"], rows["ev-0013"]["killed_max"]) == ("3", "")


def test_an_open_year_fills_no_day(ledger: Fake) -> None:
    row = table(ledger)["ev-0026"]
    assert (row["date"], row["date_start"], row["date_end"]) == ("XXXX-04-14", "", "")


def test_cells_that_would_run_as_formulas_are_neutralised(ledger: Fake) -> None:
    hostile = sample()
    story = hostile.articles["aleppo"]
    for start in ("=HYPERLINK(1)", "+1", "-1+2", "@SUM(A1)", "\t=1", " =1"):
        hostile.articles["aleppo"] = replace(story, title=start, publisher=start)
        row = table(hostile)["ev-0014"]
        assert row["titles"] == row["publishers"] == f"'{start}"


def test_a_number_is_no_formula() -> None:
    south = sample()
    event = next(event for event in south.stored if event.id == "ev-0014")
    fields = tuple(
        replace(value, best=replace(value.best, lat=-12.5, lon=-3.25)) if value.field == "place" else value
        for value in event.fields
    )
    south.stored = [replace(event, fields=fields)]
    row = table(south)["ev-0014"]
    assert (float(row["latitude"]), float(row["longitude"])) == (-12.5, -3.25)


def test_a_feature_has_its_longitude_first(ledger: Fake) -> None:
    found = features(ledger)["ev-0014"]
    assert found["type"] == "Feature"
    assert found["geometry"] == {"type": "Point", "coordinates": [37.16, 36.2]}
    assert found["properties"]["precision"] == "city"


def test_an_event_without_coordinates_has_a_null_geometry(ledger: Fake) -> None:
    assert features(ledger)["ev-0002"]["geometry"] is None


def test_several_places_are_one_feature_of_the_coarsest_precision(ledger: Fake) -> None:
    found = features(ledger)["ev-0024"]
    assert found["geometry"]["type"] == "MultiPoint"
    assert len(found["geometry"]["coordinates"]) == len(found["properties"]["places"]) == 2
    assert found["properties"]["precision"] == "area"
    assert found["properties"]["radius_km"] == 25.0


def test_a_place_at_nought_is_a_place() -> None:
    row = {"id": "e", "date": None, "places": [{"lat": 0.0, "lon": 0.0, "precision": "water", "radius_km": None}]}
    assert feature(row)["geometry"] == {"type": "Point", "coordinates": [0.0, 0.0]}


@pytest.mark.parametrize("format", FORMATS)
def test_without_text_no_sentence_and_no_headline_is_passed_on(ledger: Fake, format: str) -> None:
    out = written(ledger, format, text=False)
    assert "Roadside bomb hits" not in out
    assert "tore through a police patrol" not in out
    assert "Mosul Courier" in out


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_export_gives_the_same_bytes(ledger: Fake, format: str) -> None:
    assert exported(ledger, format)[0] == exported(sample(), format)[0]


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_selection_is_written_all_the_same(ledger: Fake, format: str) -> None:
    assert "Mosul Courier" not in written(ledger, format, set())


@pytest.mark.parametrize("format", FORMATS)
def test_what_a_format_cannot_hold_is_said(ledger: Fake, format: str) -> None:
    _, selection = exported(ledger, format)
    assert selection.said


def test_a_map_says_where_it_comes_from(ledger: Fake) -> None:
    about = json.loads(written(ledger, "geojson"))["dateline"]
    assert (about["ledger"], about["made"], about["private_persons"]) == ("7", MADE, "masked")
