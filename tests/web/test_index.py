"""The index, its filters, and what the map and the timeline make of its rows."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from dateline.errors import DatelineError, InputError
from dateline.ledger import Ledger
from dateline.web import charting
from dateline.web.index import Index
from dateline.web.query import Box, Query
from dateline.web.rows import Row, Spot


def spot(lat: float, lon: float, name: str = "here", precision: Any = "city") -> Spot:
    return Spot(name, "IQ", precision, lat, lon, 3.0)


@pytest.fixture
def rows(filled: Path) -> list[Row]:
    with Ledger.open(filled) as book:
        return Index(book).passing(Query.of())


def test_it_keeps_up_with_whatever_is_decided(ledger: Path) -> None:
    choose = random.Random(1)
    with Ledger.open(ledger) as book:
        index = Index(book)
        index.state()
        for _ in range(12):
            events = [event.id for event in book.events()]
            made = [each.decision.id for each in book.decisions()]
            act = choose.choice(["accept", "merge", "reject", "undo", "remark"])
            try:
                if act == "merge":
                    book.merge(choose.sample(events, 2), user="ann")
                elif act == "undo" and made:
                    book.undo(choose.choice(made), user="ann")
                elif act == "remark":
                    book.remark(choose.choice(events), "seen", user="ann")
                else:
                    book.accept(choose.choice(events), user="ann")
            except DatelineError:
                continue
            assert index.state() == Index(book).state()
        assert book.decisions()


@pytest.mark.parametrize(
    ("box", "inside"),
    [
        ("40,30,50,40", True),
        ("44,36,44,36", True),
        ("0,0,10,10", False),
        ("170,-90,-170,90", False),
        ("30,-90,-170,90", True),
    ],
)
def test_boxes_may_cross_the_date_line(box: str, inside: bool) -> None:
    assert Box.of(box).holds(spot(36.0, 44.0)) is inside


@pytest.mark.parametrize("box", ["", "a,b,c,d", "1,2,3", "0,10,10,0", "0,0,200,10", "nan,0,1,1", "0,0,inf,1"])
def test_what_is_no_box_is_refused(box: str) -> None:
    with pytest.raises(InputError):
        Box.of(box)


def test_many_points_are_clustered_and_none_is_lost(rows: list[Row]) -> None:
    one, choose = rows[0], random.Random(2)
    spots = [spot(choose.uniform(30, 40), choose.uniform(40, 50), f"p{n}") for n in range(2000)]
    many = [replace(one, id=each.name, spots=(each,)) for each in spots]
    far, near = charting.clusters(many, 3), charting.clusters(many, 18)
    for found in (far, near):
        assert sum(mark["n"] for mark in found["points"]) == 2000
    assert len(far["points"]) < 40
    assert len(near["points"]) > 1900
    assert all(30 <= mark["lat"] <= 40 and 40 <= mark["lon"] <= 50 for mark in far["points"])


def test_an_area_is_never_among_the_points(rows: list[Row]) -> None:
    wide = replace(rows[0], spots=(spot(33.0, 44.0, "Anbar", "admin"), spot(33.0, 44.0, "Iraq", "country")))
    found = charting.clusters([wide], 5)
    assert (found["points"], [mark["name"] for mark in found["areas"]]) == ([], ["Anbar"])
    assert [mark["country"] for mark in found["countries"]] == ["IQ"]


def test_days_fall_into_spells_where_there_are_many(rows: list[Row]) -> None:
    one = replace(rows[0], type="ASSAULT")
    days = [
        f"{year}-{month:02d}-{day:02d}" for year in range(2010, 2014) for month in range(1, 13) for day in range(1, 28)
    ]
    found = charting.timeline([replace(one, id=day, start=day, end=day) for day in days])
    assert len(found["marks"]) < 100
    assert sum(mark["n"] for mark in found["marks"]) == len(days)
    assert all(mark["first"] <= mark["last"] for mark in found["marks"])


def test_nothing_dated_gives_no_chart(rows: list[Row]) -> None:
    found = charting.timeline([replace(rows[0], start=None, end=None, reported=None)])
    assert (found["chart"], found["undated"]) == (None, 1)
