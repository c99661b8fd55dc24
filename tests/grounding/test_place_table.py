"""Tables of places that users write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.grounding.place_rows import PlaceRow
from dateline.grounding.place_table import read_table
from dateline.model import Problem

HEADER = "name,lat,lon,kind,country,radius_km,aliases,id\n"


def read(*rows: str, header: str = HEADER) -> list[PlaceRow | Problem]:
    return list(read_table([header, *(row + "\n" for row in rows)], "own.csv", lambda lat, lon: "SD"))


def test_a_place_with_all_that_can_be_told() -> None:
    (place,) = read("Camp Umra,12.5,24.25,camp,TD,4,Umra camp;Oumra,c1")
    assert isinstance(place, PlaceRow)
    assert (place.id, place.name, place.kind, place.country, place.radius_km) == (
        "own:c1",
        "Camp Umra",
        "area",
        "TD",
        4,
    )
    assert {"camp umra", "umra camp", "oumra"} <= set(place.names)


def test_what_is_not_told_is_found() -> None:
    (place,) = read("Umra,12.5,24.25,village", header="name,lat,lon,kind\n")
    assert isinstance(place, PlaceRow)
    assert (place.kind, place.country, place.radius_km) == ("city", "SD", 5.0)
    assert read("Umra,12.5,24.25,village", header="\ufeffNAME, lat,lon,kind\n".lstrip("\ufeff")) == [place]


def test_names_in_any_script_and_with_marks() -> None:
    arabic, marked, reordered = read("معسكر,12,24,camp", "U\u0308mra\u0301,12,25,town", "\u202eUmra,12,26,town")
    assert all(isinstance(place, PlaceRow) for place in (arabic, marked, reordered))
    assert isinstance(marked, PlaceRow)
    assert "umra" in marked.names


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",12,24,camp", "no name"),
        ("Umra,,24,camp", "no lat"),
        ("Umra,12,24,", "no kind"),
        ("Umra", "no lat, lon, kind"),
        ("Umra,95,24,camp", "not on the globe"),
        ("Umra,12,1e3,camp", "not on the globe"),
        ("Umra,12,inf,camp", "not on the globe"),
        ("Umra,twelve,24,camp", "no numbers"),
        ("Umra,12,24,nonsense", "'nonsense' is not known"),
        ("Umra,12,24,camp,Sudan", "two-letter code"),
        ("Umra,12,24,camp,ZZ", "two-letter code"),
        ("Umra,12,24,camp,SD,-1", "not between"),
        ("Umra,12,24,camp,SD,wide", "no number"),
        ("Umra,12,24,camp,SD,,ok;" + "x" * 10_000, "among the aliases"),
        ("x" * 10_000 + ",12,24,camp", "10,000 characters"),
        ("---,12,24,camp", "no letter"),
        ("x" * 200_000 + ",12,24,camp", "not CSV"),
    ],
)
def test_a_broken_row_is_told_with_its_line_and_the_rest_is_read(row: str, reason: str) -> None:
    first, second, third = read("One,12,24,camp", row, "Three,12,25,camp")
    assert isinstance(first, PlaceRow)
    assert isinstance(third, PlaceRow)
    assert isinstance(second, Problem)
    assert second.source == "own.csv:3"
    assert reason in second.reason


def test_an_id_twice_is_told() -> None:
    _, second = read("One,12,24,camp,,,,a", "Two,12,25,camp,,,,a")
    assert isinstance(second, Problem)
    assert second.reason == "the same id as line 2: own:a"


@pytest.mark.parametrize("header", ["", "name,lat\n", "Umra,12,24,camp\n"])
def test_a_table_without_its_header_says_what_belongs_there(header: str) -> None:
    with pytest.raises(InputError, match=r"own\.csv:1: no column .*the first line names the columns"):
        read(header=header)


@given(st.lists(st.text(max_size=60), max_size=5))
def test_garbage_is_told_and_never_crashes(rows: list[str]) -> None:
    for found in read_table([HEADER, *(row + "\n" for row in rows)], "own.csv", lambda lat, lon: None):
        assert isinstance(found, PlaceRow | Problem)
