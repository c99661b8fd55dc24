"""Rows of the registry: what is right in a file is taken, what is wrong is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError, SetupError
from dateline.grounding import Registry, actors
from dateline.grounding.registry import rows_without

GOOD = """\
defaults: {kind: armed group, country: SY}
actors:
- {id: group:ansar-al-nahr, name: Ansar al-Nahr, aliases: [ANB, أنصار النهر], sector: REB}
- {id: person:hasan-nahr, name: Hasan al-Nahri, kind: person, office: Commander,
   relations: [{kind: leads, other: group:ansar-al-nahr, start: 2021-03, end: 2022}]}
- {extends: group:hts, aliases: [Sham Liberation Board]}
"""


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    monkeypatch.setenv(actors.FOLDER, str(tmp_path / "own"))
    return tmp_path / "own" / "actors"


def added(tmp_path: Path, text: str, *, strict: bool = False) -> actors.Added:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return actors.add(path, rows_without("mine"), strict=strict)


def test_a_users_file_becomes_part_of_the_registry(tmp_path: Path, own: Path) -> None:
    before = Registry.load()
    found = added(tmp_path, GOOD)
    registry = Registry.load()
    assert (found.rows, found.problems, found.path) == (3, (), own / "mine.yaml")
    names = ("ANB", "أنصار النهر", "Commander Hasan al-Nahri", "Sham Liberation Board")
    ids = [actor.id for name in names if (actor := registry.find(name))]
    assert ids == ["group:ansar-al-nahr", "group:ansar-al-nahr", "person:hasan-nahr", "group:hts"]
    assert registry.version != before.version
    assert before.find("ANB") is None


def test_a_file_added_again_replaces_the_earlier_one(tmp_path: Path) -> None:
    added(tmp_path, GOOD)
    assert added(tmp_path, GOOD.replace("ANB", "QZX")).problems == ()
    registry = Registry.load()
    assert registry.find("QZX") is not None
    assert registry.find("ANB") is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{id: group:a, name: A Front, kind: club}", "Invalid enum value 'club'"),
        ("{id: group:a, name: A Front}", "missing required field `kind`"),
        ("{id: group:a, name: A Front, kind: force, colour: red}", "unknown key colour"),
        ("{id: group:a, name: A Front, kind: force, country: Syria}", "no ISO 3166"),
        ("{id: group:a, name: A Front, kind: force, country: QQ}", "no country has the code QQ"),
        ("{id: group:a, name: A Front, kind: force, sector: ARMY}", "no PLOVER sector"),
        ("{id: A Front, name: A Front, kind: force}", "not of the form kind:name"),
        ("{id: group:a, name: '…', kind: force}", "holds no letter"),
        ("{id: group:hts, name: A Front, kind: force}", "two actors have the id group:hts"),
        ("{id: group:a, name: Hezbollah, kind: force}", "group:hezbollah and group:a share the name 'Hezbollah'"),
        ("{id: group:a, name: A Front, kind: force, relations: [{kind: part of, other: group:zz}]}", "to group:zz"),
        ("{id: group:a, name: A Front, kind: force, relations: [{kind: owns, other: group:hts}]}", "'owns'"),
        (
            "{id: group:a, name: A Front, kind: force, relations: [{kind: part of, other: group:hts, start: soon}]}",
            "'soon' is no date",
        ),
        ("{extends: group:zz, aliases: [Z]}", "extends group:zz, which has no row"),
        ("{extends: group:hts, name: Z}", "has no name"),
        ("just words", "not a row"),
        ("[1, 2]", "not a row"),
        (f"{{id: group:a, name: {'x' * 10_000}, kind: force}}", "a name of 10,000 characters"),
    ],
)
def test_a_wrong_row_is_named_and_the_rest_taken(tmp_path: Path, own: Path, row: str, reason: str) -> None:
    text = f"actors:\n- {{id: group:right, name: The Right Ones, kind: armed group}}\n- {row}\n"
    assert added(tmp_path, text, strict=True).path is None
    assert not own.exists()
    found = added(tmp_path, text)
    (problem,) = found.problems
    assert found.rows == 1
    assert problem.source.endswith("mine.yaml:3")
    assert reason in problem.reason
    assert Registry.load().get("group:right") is not None
    assert Registry.load().get("group:a") is None


def test_a_relation_to_a_row_that_falls_out_takes_its_row_along(tmp_path: Path) -> None:
    text = """\
actors:
- {id: group:a, name: A Front, kind: armed group, relations: [{kind: part of, other: group:zz}]}
- {id: group:b, name: B Front, kind: armed group, relations: [{kind: part of, other: group:a}]}
"""
    found = added(tmp_path, text)
    assert (found.rows, len(found.problems), found.path) == (0, 2, None)


@pytest.mark.parametrize("text", ["", "[]", "actors: yes", "actors: {a: 1}", "a: [", "\x00", "actors:\n\t- x"])
def test_what_is_no_file_of_actors_is_refused(tmp_path: Path, own: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"mine\.yaml"):
        added(tmp_path, text)
    assert not own.exists()


def test_a_stored_file_that_was_spoilt_is_named(tmp_path: Path, own: Path) -> None:
    added(tmp_path, GOOD)
    (own / "mine.yaml").write_text("actors:\n- {id: group:a, name: Hezbollah, kind: force}\n")
    with pytest.raises(SetupError, match=r"mine\.yaml:2: .* share the name"):
        Registry.load()


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        rows, problems = actors.read(b"actors:\n- " + content, "x.yaml")
    except InputError:
        return
    assert len(rows) + len(problems) >= 0


@given(st.text(min_size=1, max_size=30))
def test_any_name_is_found_again_or_refused(name: str) -> None:
    import yaml

    row = {"id": "group:any", "name": name, "kind": "armed group"}
    rows, problems = actors.read(yaml.safe_dump({"actors": [row]}).encode(), "x.yaml")
    assert len(rows) + len(problems) == 1
    for one in rows:
        assert one.actor.name == name
