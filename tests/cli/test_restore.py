"""`dateline import`, and the export that it takes in: what is refused, in one line and leaving nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Ask = Callable[..., Result]


def only_line(result: Result) -> str:
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.mark.parametrize(
    "args",
    [[], ["--persons", "--type", "ASSAULT"], ["--persons", "--no-text"], ["--persons", "--as-of", "2099-01-01"]],
)
def test_a_whole_ledger_is_written_whole_or_not_at_all(ask: Ask, tmp_path: Path, args: list[str]) -> None:
    result = ask("export", "--format", "ledger", "-o", "x.jsonl", *args)
    assert result.exit_code == 2
    assert "give --persons, and no filter, --as-of or --no-text" in only_line(result)
    assert not (tmp_path / "x.jsonl").exists()


@pytest.mark.parametrize("format", ["jsonl", "csv", "geojson", "stix", "parquet", "markdown"])
def test_other_exports_are_refused(ask: Ask, tmp_path: Path, format: str) -> None:
    assert ask("export", "--format", format, "--persons", "-o", "x").exit_code == 0
    result = ask("import", "x", "--ledger", "new.db")
    assert result.exit_code == 1
    assert "x: is no whole ledger; only what `dateline export --format ledger" in only_line(result)
    assert not (tmp_path / "new.db").exists()


def test_no_ledger_is_made_for_a_file_that_is_not_there(ask: Ask, tmp_path: Path) -> None:
    assert "none.jsonl: No such file" in only_line(ask("import", "none.jsonl", "--ledger", "new.db"))
    assert not (tmp_path / "new.db").exists()


def test_a_ledger_that_holds_something_is_left_as_it_is(ask: Ask) -> None:
    assert ask("export", "--format", "ledger", "--persons", "-o", "x.jsonl").exit_code == 0
    assert "dateline.db: holds something already" in only_line(ask("import", "x.jsonl"))
    again = ask("export", "--format", "ledger", "--persons").stdout
    assert again == Path("x.jsonl").read_text("utf-8")


def test_help_says_what_a_whole_ledger_needs(ask: Ask):
    shown = " ".join(ask("export", "--help").stdout.replace("│", "").split())
    assert "ledger (needs --persons, takes no filter)" in shown
