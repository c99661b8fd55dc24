"""A user's own places beside the compiled gazetteer."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from grounding.test_geonames import row

from dateline.errors import InputError, SetupError
from dateline.grounding import Gazetteer, PlaceMention, locate
from dateline.grounding.own_places import Added, add_places, own_path
from dateline.model import Problem

TABLE = "name,lat,lon,kind,country\nUmra,12.5,24.25,camp,TD\nTripoli,13.0,24.0,camp,TD\n"
Add = Callable[..., Added]


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Add:
    """Adds a file of this content to places kept in a folder of the test's own."""
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "data"))

    def run(content: str | bytes, name: str = "own.csv", **options: object) -> Added:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return add_places(file, lambda lat, lon: "TD", problems.append, **options)  # type: ignore[arg-type]

    problems: list[Problem] = []
    run.problems = problems  # type: ignore[attr-defined]
    return run


def opened() -> Gazetteer:
    return Gazetteer.open()


def test_a_place_of_ones_own_is_found_and_the_version_says_so(add: Add) -> None:
    before = opened()
    assert before.lookup("Umra") == () or before.lookup("Umra")[0].country != "TD"
    assert add(TABLE) == Added(2, 0, own_path())
    after = opened()
    assert after.lookup("Umra")[0].country == "TD"
    assert after.version.startswith(before.version + "+own-")
    assert after.near(12.5, 24.25, 5)[0].name == "Umra"


def test_a_listed_place_outranks_all_others_of_its_name(add: Add) -> None:
    add(TABLE)
    gazetteer = opened()
    first, second = gazetteer.lookup("Tripoli")[:2]
    assert (first.country, second.country) == ("TD", "LY")
    (found,) = locate([PlaceMention(text="Tripoli")], gazetteer)
    assert found.country == "TD"


def test_a_place_of_a_dump_replaces_the_one_of_its_id_and_outranks_none(add: Add) -> None:
    tripoli = opened().lookup("Tripoli")[0]
    number = tripoli.id.removeprefix("geonames:")
    add(row(id=number, name="Tripoli", lat="32.9", lon="13.2", population="1500000", country="LY"), "LY.txt")
    add(row(id="999999991", name="Tripoli", population="50"), "SY.txt")
    found = [place for place in opened().lookup("Tripoli") if place.kind == "city"]
    assert (found[0].id, found[0].population) == (tripoli.id, 1_500_000)
    assert "geonames:999999991" in {place.id for place in found[1:]}


def test_adding_again_changes_no_place(add: Add) -> None:
    add(TABLE)
    once = opened().lookup("Umra")
    add(TABLE)
    assert opened().lookup("Umra") == once


def test_a_dump_as_geonames_ships_it(add: Add, tmp_path: Path) -> None:
    archive = tmp_path / "packed.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("readme.txt", "about the columns")
        packed.writestr("SY.txt", row())
    seen: list[tuple[int, int]] = []
    assert add(archive.read_bytes(), "SY.zip", progress=lambda *done: seen.append(done)).places == 1
    assert seen[-1] == (len(row().encode()),) * 2
    assert opened().lookup("Tell Hamra")[0].country == "SY"


def test_broken_rows_are_told_and_the_rest_goes_in(add: Add) -> None:
    added = add(TABLE + "Nowhere,99,0,camp,TD\n")
    assert (added.places, added.set_aside) == (2, 1)
    (problem,) = add.problems  # type: ignore[attr-defined]
    assert problem.source.endswith("own.csv:4")


def test_strict_stores_nothing(add: Add) -> None:
    add(TABLE)
    version = opened().version
    with pytest.raises(InputError, match=r"own\.csv:3: the coordinates 99"):
        add("name,lat,lon,kind\nElse,1,1,camp\nNowhere,99,0,camp\n", strict=True)
    gazetteer = opened()
    assert gazetteer.version == version
    assert all(place.id[:4] != "own:" for place in gazetteer.lookup("Else"))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK not a zip", "a.zip"),
        (b"\xff\xfe\x00", "a.csv"),
        ("lat,lon\n", "a.csv"),
        ("", "a.csv"),
        ("", "a.txt"),
        (b"\x00\r\x01", "a.csv"),
    ],
)
def test_a_file_that_is_no_list_of_places_adds_nothing(add: Add, content: str | bytes, name: str) -> None:
    before = opened().version
    with pytest.raises(InputError, match=name):
        add(content, name)
    assert opened().version == before
    assert add(TABLE).places == 2


def test_places_of_which_none_were_ever_added_are_none(add: Add) -> None:
    add(TABLE)
    with closing(sqlite3.connect(own_path())) as connection, connection:
        connection.execute("DELETE FROM meta")
    assert "+own-" not in opened().version


def test_a_missing_file_is_named(add: Add, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.csv: cannot be read"):
        add_places(tmp_path / "gone.csv", lambda lat, lon: None, print)


def test_bytes_that_are_no_text_are_told_by_line(add: Add) -> None:
    added = add(TABLE.encode() + b"\xff\xff,1,2,camp,TD\n")
    assert (added.places, added.set_aside) == (2, 1)


def test_a_folder_that_cannot_be_written_says_what_to_do(
    add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "file"))
    with pytest.raises(SetupError, match="DATELINE_DATA"):
        add(TABLE)


def test_a_file_of_something_else_in_its_place_says_what_to_do(add: Add) -> None:
    own_path().parent.mkdir(parents=True)
    own_path().write_text("a note, not a database " * 99)
    with pytest.raises(SetupError, match="not a file of places"):
        opened()
