"""`dateline evaluate` on public sets."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app
from dateline.evaluation import gate, read_floors
from dateline.evaluation.public import FILES

SNIPPET = {"id": "1", "EventSnippet": "Police arrested three journalists in Ankara.", "SubType": "ARREST"}

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    return lambda *args: CliRunner().invoke(app, ["evaluate", *map(str, args)], prog_name="dateline")


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A folder with one public set of twenty snippets."""
    path = tmp_path / FILES["acled"]
    path.write_bytes(gzip.compress("\n".join([json.dumps(SNIPPET)] * 20).encode()))
    return tmp_path


@pytest.fixture
def floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of floors of the test's own, without any yet."""
    path = tmp_path / "floors.json"
    path.write_text("{}")
    monkeypatch.setattr("dateline.evaluation.read_floors", lambda: read_floors(path))
    monkeypatch.setattr("dateline.evaluation.write_floors", lambda floors: gate.write_floors(floors, path))
    return path


def test_public_sets_are_measured_and_missing_ones_named(run: Run, public: Path) -> None:
    result = run("--public", public)
    assert result.exit_code == 0, result.stderr
    assert "acled: 20 items" in result.stdout
    assert "acled weighted F1" in result.stdout
    missing = [file for name, file in FILES.items() if name != "acled"]
    assert all(file in line for file, line in zip(missing, result.stderr.splitlines(), strict=True))


def test_public_figures_have_floors_too(run: Run, public: Path, floors: Path) -> None:
    result = run("--public", public, "--gate")
    assert result.exit_code == 1
    assert "public: no floors to hold it to" in result.stderr
    assert run("--public", public, "--raise").exit_code == 0
    assert read_floors(floors) == {"public": {"acled weighted F1": 1.0}}  # too few snippets for the other
    assert run("--public", public, "--gate").exit_code == 0
    floors.write_text('{"public": {"acled weighted F1": 1.01}}')
    result = run("--public", public, "--gate")
    assert result.exit_code == 1
    assert "public: acled weighted F1 1.000 is under its floor, 1.010" in result.stderr


def test_a_folder_without_public_sets(run: Run, tmp_path: Path) -> None:
    result = run("--public", tmp_path)
    assert result.exit_code == 1
    assert "no public set there" in result.stderr


def test_public_sets_and_gold_folders_are_not_measured_at_once(run: Run, public: Path) -> None:
    for args in ((public, "--public", public), ("--public", public, "--show")):
        result = run(*args)
        assert result.exit_code == 2
        assert "--public" in result.stderr
