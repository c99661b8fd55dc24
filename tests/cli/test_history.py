"""`history`, `diff` and `--as-of` on the command line."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import Result

from dateline.cli import app

Ask = Callable[..., Result]

ONE, OTHER = "ev-0000001", "ev-0000002"


@pytest.fixture
def dated(book: Path) -> None:
    """The articles came on the first three days of March."""
    with sqlite3.connect(book) as connection:
        connection.execute("UPDATE change SET recorded_at = '2026-03-0' || number || 'T10:00:00.000+00:00'")


@pytest.mark.usefixtures("dated")
def test_history_shows_each_state_with_what_changed(ask: Ask):
    ask("correct", ONE, "killed", "7", "--note", "list")
    first, second, *rest = ask("history", ONE).stdout.splitlines()
    assert first.startswith("2026-03-01 10:00:00  new, 1 report")
    assert second.startswith("2026-03-02 10:00:00  1 report more")
    shown = " ".join(" ".join(rest).split())
    assert "killed 4 → 6 (told 4 to 6)" in shown
    assert "killed 6 (told 4 to 6) → 7 (told 4 to 6) [a person's]" in shown
    assert "ann correct ev-0000001 killed 6 → 7: list" in shown
    assert len(ask("history", ONE, "--as-of", "2026-03-01").stdout.splitlines()) == 1


@pytest.mark.usefixtures("dated")
def test_diff_shows_what_came_went_and_changed(ask: Ask):
    assert ask("diff", "2026-02-01", "2026-03-01").stdout.startswith(f"+ {ONE}  ASSAULT")
    result = ask("diff", "2026-03-01")
    assert [line[:12] for line in result.stdout.splitlines() if line[0] != " "] == [f"~ {ONE}", f"+ {OTHER}"]
    assert "reports 1 → 2" in result.stdout
    assert "2 events differ" in result.stderr
    assert ask("diff", "2026-03-03").stdout == ""


def test_days_that_cannot_be_are_wrong_usage(ask: Ask):
    for days in (("March",), ("2026-03-01", "soon"), ("2026-03-01", ""), ("2026-03-31", "2026-03-01")):
        assert ask("diff", *days).exit_code == 2


@pytest.mark.usefixtures("dated")
def test_every_reading_verb_shows_an_earlier_day(ask: Ask, tmp_path: Path):
    then = ("--as-of", "2026-03-01")
    assert OTHER not in ask("events", *then).stdout
    assert OTHER in ask("events").stdout
    assert len(ask("export", *then).stdout.splitlines()) == 1
    assert "1 report\n" in ask("show", ONE, *then).stdout.replace("1 report ", "1 report\n")
    assert ask("show", OTHER, *then).exit_code == 1
    assert ask("report", "-o", "then.html", *then).exit_code == 0
    assert OTHER not in (tmp_path / "then.html").read_text(encoding="utf-8")
    assert ask("decisions", *then).exit_code == 0


NEEDED = {
    "show": [ONE],
    "history": [ONE],
    "report": ["-o", "x.html"],
    "code": ["x.txt"],
    "add": ["x.txt"],
    "explain": ["x.txt", ONE],
}
DATED = [
    (name, option)
    for name, verb in sorted(get_command(app).commands.items())  # type: ignore[attr-defined]
    for option in verb.params
    if "DATE" in (option.metavar or "")
]


@pytest.mark.parametrize(("verb", "option"), DATED, ids=[f"{verb} {option.opts[0]}" for verb, option in DATED])
@pytest.mark.parametrize("day", ["March", "2024-02-30", "20240101", "2024-1-1", ""])
def test_a_day_that_is_none_is_wrong_usage_whatever_the_option(ask: Ask, verb: str, option: Any, day: str):
    result = ask(verb, *NEEDED.get(verb, ()), option.opts[0], day)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert f"{option.opts[0]} {day}: is no day (write it as 2021-04-14)" in line


def test_the_options_that_take_days_are_all_tried():
    assert {option.opts[0] for _, option in DATED} == {"--as-of", "--published", "--since", "--until"}
    assert len(DATED) >= 17
