from __future__ import annotations

import threading
from pathlib import Path

import pytest

from dateline.errors import SetupError
from dateline.grounding import Gazetteer, build


@pytest.fixture
def few_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds from our own places alone, which takes no time."""
    monkeypatch.setattr(build, "_rows", lambda report: list(build._own_places()))


@pytest.mark.usefixtures("few_places")
def test_two_builders_at_once_both_end_well(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "gazetteer.sqlite"
    threads = [threading.Thread(target=build.build, args=(path,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [p.name for p in path.parent.iterdir()] == ["gazetteer.sqlite"]
    assert Gazetteer.open(path).lookup("Sinai")[0].country == "EG"


@pytest.mark.usefixtures("few_places")
def test_same_data_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.sqlite", tmp_path / "other.sqlite"
    build.build(one)
    build.build(other)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.usefixtures("few_places")
def test_progress_ends_at_one(tmp_path: Path) -> None:
    steps: list[float] = []
    build.build(tmp_path / "g.sqlite", lambda what, share: steps.append(share))
    assert steps == sorted(steps)
    assert steps[-1] == 1.0


def test_failed_build_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(report: object) -> list[object]:
        raise RuntimeError("no more")

    monkeypatch.setattr(build, "_rows", fail)
    with pytest.raises(RuntimeError):
        build.build(tmp_path / "g.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_unwritable_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="DATELINE_CACHE"):
        build.build(tmp_path / "file" / "g.sqlite")


def test_cache_folder_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    assert build.default_path().parent == tmp_path
    assert build.source_version() in build.default_path().name


def test_curated_places_are_sound() -> None:
    rows = list(build._own_places())
    assert len({row.id for row in rows}) == len(rows) > 150
    assert all(abs(row.lat) <= 90 and abs(row.lon) <= 180 and row.radius_km > 0 for row in rows)
    assert {row.kind for row in rows} <= {"area", "water", "airfield", "city"}
    assert all(len(row.country) == 2 and row.country.isupper() for row in rows)


def test_no_curated_name_means_two_curated_places() -> None:
    owners: dict[str, str] = {}
    for row in build._own_places():
        for name in row.names:
            assert owners.setdefault(name, row.id) == row.id
