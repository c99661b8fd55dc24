"""`dateline gazetteer add` at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app

TABLE = "name,lat,lon,kind,country\nUmra,12.5,24.25,camp,TD\nNowhere,99,0,camp,TD\n"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "data"))
    path = tmp_path / "own.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["gazetteer", "add", *words], prog_name="dateline")


def test_places_are_added_and_a_broken_row_is_told(table: Path) -> None:
    result = run(str(table))
    assert result.exit_code == 1
    assert "1 place added, 1 row set aside" in result.stdout
    assert f"{table}:3: the coordinates 99, 0 are not on the globe" in result.stderr
    assert (table.parent / "data" / "places.sqlite").is_file()


def test_strict_adds_nothing(table: Path) -> None:
    result = run(str(table), "--strict")
    assert result.exit_code == 1
    assert not result.stdout
    assert "own.csv:3" in result.stderr


def test_many_broken_rows_are_counted(table: Path) -> None:
    table.write_text("name,lat,lon,kind,country\n" + "Nowhere,99,0,camp,TD\n" * 50, encoding="utf-8")
    result = run(str(table))
    assert "0 places added, 50 rows set aside" in result.stdout
    assert "and 30 further rows set aside" in result.stderr
    assert result.stderr.count("not on the globe") == 20
