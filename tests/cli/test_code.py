"""`dateline code` with a bar of one's own for what is likely enough."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app

STORY = """Gunmen attack bank in Juba

Gunmen attacked a bank in Juba on Monday and killed two guards, police said.

Officers arrested three men in Wau on Tuesday. Residents fear further attacks by the group.
"""

Run = Callable[..., Result]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def run(story: Path) -> Run:
    return lambda *options: CliRunner().invoke(app, ["code", str(story), *options], prog_name="dateline")


def events(result: Result) -> int:
    """How many events were coded."""
    assert result.exit_code == 0, result.stderr
    return sum(len(json.loads(line)["events"]) for line in result.stdout.splitlines())


def test_a_higher_bar_gives_no_more_events(run: Run) -> None:
    usual = events(run())
    assert usual > 0
    assert events(run("--min-confidence", "0.99")) <= usual <= events(run("--min-confidence", "0"))
    assert events(run("--min-confidence", "1")) == 0


@pytest.mark.parametrize(
    ("value", "reason"),
    [("1.5", "less than or equal to 1"), ("-0.1", "greater than or equal to 0"), ("high", "number")],
)
def test_a_bar_that_is_no_probability_is_wrong_usage(
    run: Run, monkeypatch: pytest.MonkeyPatch, value: str, reason: str
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    result = run("--min-confidence", value)
    assert result.exit_code == 2
    assert not result.stdout
    (line,) = (line for line in result.stderr.splitlines() if "--min-confidence" in line)
    assert reason in line


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--engine", "ray"), "goes with --output"),
        (("--workers", "2"), "goes with --output"),
        (("--output", "out", "--published", "2024-03-04"), "goes without --output"),
        (("--output", "out", "--address", "x:1"), "is for --engine ray"),
        (("--dry-run", "--strict"), "goes without --output"),
    ],
)
def test_options_of_another_way_to_code_are_wrong_usage(
    run: Run, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], reason: str
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    result = run(*options)
    assert result.exit_code == 2
    assert reason in result.stderr


def test_a_choice_that_there_is_not_is_said_without_the_librarys_words(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    result = run("--engine", "xyz")
    assert result.exit_code == 2
    assert "'--engine': 'xyz' is not one of 'local', 'ray'" in result.stderr
    result = CliRunner().invoke(app, ["export", "--format", "xyz"], prog_name="dateline")
    assert result.exit_code == 2
    assert "'--format': 'xyz' is not one of 'jsonl', " in result.stderr


def test_what_one_article_would_take_is_said_of_one(run: Run) -> None:
    assert "From 1 article coded; nothing was written." in run("--dry-run").stdout


@pytest.mark.slow
def test_a_run_says_what_came_of_it_and_what_did_not(story: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("{broken\n")
    command = ["code", str(story), str(tmp_path / "rows.jsonl"), "--output", str(tmp_path / "out"), "--workers", "1"]
    result = CliRunner().invoke(app, command, prog_name="dateline")
    assert result.exit_code == 1
    assert "rows.jsonl:1: broken JSON" in result.stderr
    shown = result.stdout.splitlines()
    assert shown[0] == "1 article read from 2 files"
    assert shown[1].startswith("1 article coded, ")
    assert shown[2] == f"1 input set aside, for the reasons in {tmp_path / 'out'}/aside"
    assert shown[-1] == f"  dateline add --from {tmp_path / 'out'}"
