"""A person's decisions are marked wherever a format has a place for it, and said where it has none."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace

from dateline.model import Count, Party
from dateline.publishing import FORMATS, report
from dateline.publishing.report.summary import summarise
from dateline.publishing.report.view import told_range

from .sample import Fake, sample
from .writing import exported, written

EVENT = "ev-0001"
WITHOUT = ("acled", "ucdp", "polecat")  # columns that others fixed
WORDS = "decided by a person: killed, recipient"


def ruled(killed: int = 5) -> Fake:
    """The sample, in which a person set the killed and a recipient of one event."""
    ledger = sample()
    ledger.stored = [_ruled(event, killed) if event.id == EVENT else event for event in ledger.stored]
    return ledger


def _ruled(event: Any, killed: int) -> Any:
    def given(value: Any) -> Any:
        mine = (isinstance(value.best, Count) and value.best.what == "killed") or isinstance(value.best, Party)
        if not mine or value.field == "actor":
            return value
        best = replace(value.best, min=killed, max=killed) if isinstance(value.best, Count) else value.best
        return replace(value, best=best, decision="de-7")

    order = sorted(event.fields, key=lambda value: value.field != "count")
    return replace(event, fields=tuple(map(given, order)), decisions=("de-6", "de-7"))


def test_a_row_names_what_a_person_decided() -> None:
    rows = {row["id"]: row for row in map(json.loads, written(ruled(), "jsonl").splitlines())}
    assert rows[EVENT]["decided"] == ["killed", "recipients"]
    assert rows[EVENT]["decisions"] == ["de-6", "de-7"]
    assert all(row["decided"] == row["decisions"] == [] for id, row in rows.items() if id != EVENT)
    features = json.loads(written(ruled(), "geojson"))["features"]
    assert [f["id"] for f in features if f["properties"]["decided"]] == [EVENT]


def test_a_table_names_what_a_person_decided() -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(written(ruled(), "csv")))}
    assert (rows[EVENT]["decided"], rows[EVENT]["decisions"]) == ("killed; recipients", "de-6; de-7")
    assert {row["decided"] for id, row in rows.items() if id != EVENT} == {""}
    for format in ("parquet", "geoparquet"):
        table = pq.read_table(io.BytesIO(exported(ruled(), format)[0])).to_pylist()
        assert [(row["id"], row["decided"]) for row in table if row["decided"]] == [(EVENT, ["killed", "recipients"])]


@pytest.mark.parametrize("format", ["plover", "stix", "ftm", "atom", "markdown"])
def test_formats_with_room_for_words_say_it(format: str) -> None:
    assert WORDS in written(ruled(), format)
    assert WORDS not in written(sample(), format)


def test_every_format_marks_it_or_says_that_it_cannot() -> None:
    for format in FORMATS:
        content, selection = exported(ruled(), format)
        assert (content != exported(sample(), format)[0]) == (format != "polecat"), format  # the value is the person's
        notes = [said.events for said in selection.said if "a person decided" in said.what]
        assert notes == ([(EVENT,)] if format in WITHOUT else [])


def test_the_report_marks_event_and_value(tmp_path: Path) -> None:
    words = {"types": ["ASSAULT"], "until": "2024-03"}
    report.write(ruled(), None, tmp_path / "r.html", made="2026-02-03", words=words)
    html = (tmp_path / "r.html").read_text("utf-8")
    found = re.search(r'<script type="application/json" id="data-events">(.*?)</script>', html, re.S)
    assert found
    events = {event["id"]: event for event in json.loads(found[1])}
    assert [id for id, event in events.items() if event["decided"]] == [EVENT]
    assert [field["name"] for field in events[EVENT]["fields"] if field["decided"]] == ["recipient", "killed"]
    assert "Made by Dateline · 2026-02-03 · ledger 7 · filter: types ASSAULT; until 2024-03 · Names" in html


def test_every_format_says_what_it_is_of() -> None:
    """In the file, where the format has a place for it; in any case in what stands beside it."""
    for format in FORMATS:
        content, selection = exported(sample(), format)
        about = selection.about()
        assert (about["ledger"], about["filter"], about["made"]) == ("7", {"types": ["ASSAULT"]}, "2026-02-03")
        inside = all(word in content for word in (b"ASSAULT", b"2026-02-03", b"private", b"masked"))
        assert inside == (format in ("geojson", "parquet", "geoparquet", "stix", "atom", "markdown")), format


@pytest.mark.parametrize("killed", [0, 9])
def test_a_decided_toll_has_no_rival_wherever_figures_are_told(killed: int) -> None:
    """The reports tell at least 4, and 5."""
    ledger = ruled(killed)
    figures = {"min": killed, "max": killed}
    (row,) = (each for each in map(json.loads, written(ledger, "jsonl").splitlines()) if each["id"] == EVENT)
    assert row["killed"] == {"best": figures, "low": figures, "high": figures}
    (event,) = ledger.events({EVENT})
    sums = {sum.what: sum for sum in summarise([event]).sums}
    assert (sums["killed"].words, sums["injured"].words) == (str(killed), "7 to 9")
    assert told_range(event, "killed") is None
    assert f"Killed: {killed}." in written(ledger, "stix", {EVENT})
    assert f"- Killed: {killed} (told of 1 event)\n" in written(ledger, "markdown", {EVENT})


def test_ucdp_takes_a_decided_toll_for_lowest_best_and_highest() -> None:
    def deaths(ledger: Fake) -> list[tuple[str, str, str]]:
        rows = csv.DictReader(io.StringIO(written(ledger, "ucdp", {EVENT})))
        return [(row["low"], row["best"], row["high"]) for row in rows]

    assert deaths(sample()) == [("4", "4", "4")]
    assert deaths(ruled(9)) == [("9", "9", "9")]
    assert deaths(ruled(0)) == []  # whatever was told: nobody died
