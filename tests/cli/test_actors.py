"""`dateline actors`: entries added, unknown names listed, an entry shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app

Run = Callable[..., Result]
RIGHT = "- {id: group:ansar-al-nahr, name: Ansar al-Nahr, kind: armed group, sector: REB, country: SY}\n"
WRONG = "- {id: group:b, name: B Front, kind: club}\n"
STORY = "Gunmen of the Nahr Brigade killed four farmers in Taiz, Yemen, on Monday."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in an empty folder with a data folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "100")
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args], prog_name="dateline")


def test_entries_are_added_and_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(f"actors:\n{RIGHT}{WRONG}")
    done = run("actors", "add", "mine.yaml")
    assert done.exit_code == 1
    assert "mine.yaml:3: group:b: Invalid enum value 'club'" in done.stderr
    assert "1 entry added" in done.stderr
    shown = run("actors", "show", "Ansar al-Nahr")
    assert shown.exit_code == 0
    assert "group:ansar-al-nahr" in shown.stdout


def test_strict_adds_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(f"actors:\n{RIGHT}{WRONG}")
    done = run("actors", "add", "mine.yaml", "--strict")
    assert done.exit_code == 1
    assert "nothing was added" in done.stderr
    assert not (tmp_path / "data").exists()
    assert run("actors", "show", "group:ansar-al-nahr").exit_code == 1


def test_a_missing_file_is_one_line(run: Run) -> None:
    done = run("actors", "add", "nowhere.yaml")
    assert done.exit_code == 1
    assert done.stderr == "dateline: nowhere.yaml: cannot be read: No such file or directory\n"


def test_relations_are_shown_from_both_ends(run: Run) -> None:
    shown = run("actors", "show", "Hezbollah").stdout
    assert "backed by  Iran (state:IR)" in shown
    assert "led by     Naim Qassem (person:naim-qassem), 2024-10–" in shown


def test_an_unknown_name_is_near_another(run: Run) -> None:
    done = run("actors", "show", "Hezbolah")
    assert done.exit_code == 1
    assert "near it: Hezbollah" in done.stderr


def test_recurring_names_without_an_entry_are_listed(run: Run, tmp_path: Path) -> None:
    for day, name in enumerate(("one", "two"), start=1):
        text = f"<html><head><title>Killed in Taiz</title></head><body><article><p>{STORY}</p></article></body></html>"
        (tmp_path / f"{name}.html").write_text(text.replace("four", f"{day + 3}"))
        assert run("add", f"{name}.html", "--published", f"2023-05-{day * 10}").exit_code == 0, name
    shown = run("actors", "unknown", "--least", "1")
    assert shown.exit_code == 0
    assert "Nahr Brigade" in shown.stdout
    assert "farmers" not in shown.stdout


def test_a_ledger_without_unknown_names_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Markets open\n\nShops opened in Taiz on Monday, and buses ran all day.")
    run("add", "page.txt", "--published", "2023-05-10")
    assert "no name without an entry" in run("actors", "unknown").stderr
