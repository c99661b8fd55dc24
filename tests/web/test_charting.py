"""What the map and the timeline make of rows."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from dateline.ledger import Ledger, Marks
from dateline.web import charting
from dateline.web.columns import Words, columns
from dateline.web.index import Index, Rows, State
from dateline.web.rows import Row, Spot


def spot(lat: float, lon: float, name: str = "here", precision: Any = "city") -> Spot:
    return Spot(name, "IQ", precision, lat, lon, 3.0)


def rows_of(found: list[Row]) -> Rows:
    words = Words()
    marks = Marks(change=1, at="", event=0, report=0, article=0)
    return Rows(State(marks, columns(found, words), words), np.arange(len(found)))


@pytest.fixture
def one(filled: Path) -> Row:
    with Ledger.open(filled) as book:
        return next(iter(Index(book).state().rows.values()))


def test_many_points_are_clustered_and_none_is_lost(one: Row) -> None:
    choose = random.Random(2)
    spots = [spot(choose.uniform(30, 40), choose.uniform(40, 50), f"p{n}") for n in range(2000)]
    many = rows_of([replace(one, id=each.name, spots=(each,)) for each in spots])
    far, near = charting.clusters(many, 3), charting.clusters(many, 18)
    for found in (far, near):
        assert sum(mark["n"] for mark in found["points"]) == 2000
        assert sum(mark["places"] for mark in found["points"]) == 2000
        assert all(sum(mark["families"].values()) == mark["n"] for mark in found["points"])
    assert len(far["points"]) < 40
    assert len(near["points"]) > 1900
    assert all(30 <= mark["lat"] <= 40 and 40 <= mark["lon"] <= 50 for mark in far["points"])


def test_an_event_of_two_places_in_a_cluster_counts_once(one: Row) -> None:
    crowd = [replace(one, id=f"e{n}", spots=(spot(10 + n / 50, 10.0, f"p{n}"),)) for n in range(400)]
    two = replace(one, id="two", spots=(spot(36.0, 44.0, "a"), spot(36.0001, 44.0, "b")))
    found = charting.clusters(rows_of([*crowd, two]), 3)["points"]
    mark = next(mark for mark in found if mark["events"] == ["two"])
    assert (mark["n"], mark["places"], mark["name"]) == (1, 2, "a")


def test_an_area_is_never_among_the_points(one: Row) -> None:
    wide = replace(one, spots=(spot(33.0, 44.0, "Anbar", "admin"), spot(33.0, 44.0, "Iraq", "country")))
    found = charting.clusters(rows_of([wide]), 5)
    assert (found["points"], [mark["name"] for mark in found["areas"]]) == ([], ["Anbar"])
    assert [mark["country"] for mark in found["countries"]] == ["IQ"]


def test_only_the_rows_that_pass_are_drawn(one: Row) -> None:
    found = rows_of([replace(one, id=f"e{n}", spots=(spot(30.0 + n, 44.0, f"p{n}"),)) for n in range(9)])
    some = Rows(found.state, np.array([2, 5]))
    assert [mark["name"] for mark in charting.clusters(some, 5)["points"]] == ["p2", "p5"]
    assert [mark["events"] for mark in charting.clusters(some, 5)["points"]] == [["e2"], ["e5"]]


def test_days_fall_into_spells_where_there_are_many(one: Row) -> None:
    days = [
        f"{year}-{month:02d}-{day:02d}" for year in range(2010, 2014) for month in range(1, 13) for day in range(1, 28)
    ]
    found = charting.timeline(
        rows_of([replace(one, id=day, type="ASSAULT", start=day, end=day, status="occurred") for day in days])
    )
    assert len(found["marks"]) < 100
    assert sum(mark["n"] for mark in found["marks"]) == len(days)
    assert all(mark["first"] <= mark["last"] and mark["occurred"] for mark in found["marks"])


def test_marks_tell_spans_from_days_and_told_from_reported(one: Row) -> None:
    day = replace(one, id="a", start="2021-05-01", end="2021-05-01")
    span = replace(one, id="b", start="2021-05-01", end="2021-05-09")
    open_ = replace(one, id="c", start="2021-05-01", end=None)
    reported = replace(one, id="d", start=None, end=None, reported="2021-05-01")
    marks = charting.timeline(rows_of([day, span, open_, reported]))["marks"]
    assert [(mark["last"], mark["told"], mark["single"], mark["n"]) for mark in marks] == [
        ("2021-05-01", True, True, 2),
        ("2021-05-09", True, False, 1),
        ("2021-05-01", False, True, 1),
    ]


def test_nothing_dated_gives_no_chart(one: Row) -> None:
    found = charting.timeline(rows_of([replace(one, start=None, end=None, reported=None)]))
    assert (found["chart"], found["undated"]) == (None, 1)
