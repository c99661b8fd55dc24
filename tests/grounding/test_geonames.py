"""Rows in GeoNames' own format, whole and broken."""

from __future__ import annotations

import pytest

from dateline.grounding.geonames import read_geonames
from dateline.grounding.place_rows import PlaceRow
from dateline.model import Problem


def row(**values: str) -> str:
    """A line of a dump: a village of 1,200, with what is to differ."""
    cells = {
        "id": "4711", "name": "Tell Ḥamra", "ascii": "Tell Hamra", "aliases": "Tall Hamra,تل حمرا,THM", "lat": "36.5",
        "lon": "40.25", "class": "P", "code": "PPL", "country": "SY", "cc2": "", "admin1": "02", "admin2": "0203",
        "admin3": "", "admin4": "", "population": "1200", "elevation": "", "dem": "310", "timezone": "Asia/Damascus",
        "modified": "2021-03-04",
    }  # fmt: skip
    return "\t".join({**cells, **values}.values()) + "\n"


def only(line: str) -> PlaceRow | Problem | None:
    return next(iter(read_geonames([line], "SY.txt")), None)


def test_a_village() -> None:
    place = only(row())
    assert isinstance(place, PlaceRow)
    assert (place.id, place.kind, place.country, place.admin1, place.admin2) == (
        "geonames:4711", "city", "SY", "SY.02", "SY.02.0203",
    )  # fmt: skip
    assert (place.lat, place.lon, place.population, place.radius_km) == (36.5, 40.25, 1200, 5.0)
    assert set(place.names) == {"tell hamra", "tall hamra"}


@pytest.mark.parametrize(
    ("group", "code", "kind"),
    [
        ("A", "ADM1", "admin1"),
        ("A", "ADM2", "admin2"),
        ("S", "AIRB", "airfield"),
        ("S", "CMPRF", "area"),
        ("H", "STRT", "water"),
        ("L", "RGN", "area"),
        ("T", "MT", "area"),
        ("A", "PCLI", None),
        ("R", "RD", None),
        ("P", "PPLH", None),
    ],
)
def test_what_is_taken_and_as_what(group: str, code: str, kind: str | None) -> None:
    place = only(row(**{"class": group, "code": code}))
    assert (place.kind if isinstance(place, PlaceRow) else place) == kind


def test_what_lies_in_no_country_lies_at_sea() -> None:
    sea = only(row(**{"country": "", "class": "H", "code": "SEA"}))
    assert isinstance(sea, PlaceRow)
    assert sea.country == "XZ"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("one\ttwo\n", "2 columns instead of 19"),
        (row(lat="91"), "not on the globe"),
        (row(lon="-180.5"), "not on the globe"),
        (row(lat="nan"), "not on the globe"),
        (row(lat="north"), "no numbers"),
        (row(id="x1"), "no number"),
        (row(name=""), "no name"),
        (row(name="x" * 10_000), "10,000 characters"),
        (row(name="\ufffd\ufffd"), "not UTF-8"),
        (row(name="…"), "no letter"),
    ],
)
def test_a_broken_row_is_told_with_its_line(line: str, reason: str) -> None:
    first, second, third = read_geonames([row(), line, row(id="12")], "SY.txt")
    assert isinstance(first, PlaceRow)
    assert isinstance(third, PlaceRow)
    assert isinstance(second, Problem)
    assert second.source == "SY.txt:2"
    assert reason in second.reason


def test_a_name_in_another_script_is_a_place_all_the_same() -> None:
    place = only(row(name="تل حمرا"))
    assert isinstance(place, PlaceRow)
    assert "tell hamra" in place.names
