from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import SetupError
from dateline.grounding import Gazetteer
from dateline.grounding.geometry import distance_km

NEAR_KM = 30


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Erbil", "IQ", 36.19, 44.01),
        ("Deir el-Balah", "PS", 31.42, 34.35),
        ("Ayn al-Asad", "IQ", 33.79, 42.44),
        ("Ain al-Assad", "IQ", 33.79, 42.44),
        ("Homs", "SY", 34.73, 36.72),
        ("Kyiv", "UA", 50.45, 30.52),
        ("Gaza Strip", "PS", 31.42, 34.36),
        ("Green Zone", "IQ", 33.31, 44.39),
        ("NYC", "US", 40.71, -74.01),
        ("Erbil airport", "IQ", 36.24, 43.96),
        ("Bab el-Mandeb", "XZ", 12.6, 43.3),
        ("Tenn.", "US", 35.9, -86.4),
    ],
)
def test_best_known_place_of_a_name(gazetteer: Gazetteer, name: str, country: str, lat: float, lon: float) -> None:
    best = gazetteer.lookup(name)[0]
    assert best.country == country
    assert distance_km(best.lat, best.lon, lat, lon) < NEAR_KM


def test_namesakes_come_best_known_first(gazetteer: Gazetteer) -> None:
    towns = [place for place in gazetteer.lookup("Tripoli") if place.kind == "city"]
    assert [place.country for place in towns[:2]] == ["LY", "LB"]
    assert {place.kind for place in gazetteer.lookup("Georgia")} >= {"country", "admin1"}


def test_divisions_have_readable_names_and_extent(gazetteer: Gazetteer) -> None:
    homs = next(place for place in gazetteer.lookup("Homs Governorate") if place.kind == "admin1")
    assert (homs.name, homs.country) == ("Homs", "SY")
    assert 15 <= (homs.radius_km or 0) < 300


def test_every_place_has_a_radius_and_lies_on_the_globe(gazetteer: Gazetteer) -> None:
    places = gazetteer.near(33.3, 44.4, 60)
    assert len(places) > 10
    assert all(place.radius_km and abs(place.lat) <= 90 and abs(place.lon) <= 180 for place in places)


def test_near_is_sorted_by_distance(gazetteer: Gazetteer) -> None:
    distances = [distance_km(36.19, 44.01, place.lat, place.lon) for place in gazetteer.near(36.19, 44.01, 40)]
    assert distances == sorted(distances)
    assert distances[-1] <= 40


def test_countries_and_demonyms(gazetteer: Gazetteer) -> None:
    syria, syrian = gazetteer.country("SY"), gazetteer.demonym("Syrians")
    assert syria is not None
    assert syrian is not None
    assert syrian.place == syria
    assert gazetteer.country("ZZ") is None
    assert gazetteer.demonym("Damascus") is None


@pytest.mark.parametrize("name", ["", "   ", "’", "Qwxzptl", "م" * 50, "x" * 10_000, "'; DROP TABLE place; --"])
def test_unknown_names_give_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


def test_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"none\.sqlite: no gazetteer here"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_other_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_text("not a database, only a note " * 40)
    with pytest.raises(SetupError, match="not a gazetteer"):
        Gazetteer.open(path)


def test_the_file_is_opened_read_only(gazetteer: Gazetteer) -> None:
    with pytest.raises(Exception, match="readonly"):
        gazetteer._connection.execute("DELETE FROM place")
