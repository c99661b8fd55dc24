"""Files are written whole or not at all, and what cannot be written is one line."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from dateline.cli.writing import whole_file
from dateline.errors import DatelineError

Ask = Callable[..., Result]
ONE = "ev-0000001"


def test_a_file_takes_its_place_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("old")
    with whole_file(file) as path:
        path.write_text("new")
        assert file.read_text() == "old"
    assert file.read_text() == "new"
    assert os.listdir(tmp_path) == ["x.csv"]


def half_written(file: Path, error: BaseException) -> None:
    with whole_file(file) as path:
        path.write_text("half")
        raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError(), DatelineError("no")])
def test_what_fails_leaves_what_stood_there(tmp_path: Path, error: BaseException) -> None:
    file = tmp_path / "x.csv"
    file.write_text("old")
    with pytest.raises(type(error)):
        half_written(file, error)
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["x.csv"]


def test_what_cannot_be_written_is_named_as_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / ("x" * 252)  # a name that leaves no room for more
    with pytest.raises(DatelineError) as raised, whole_file(file) as path:
        path.write_text("new")
    assert str(raised.value) == f"{file}: cannot be written: File name too long"


@pytest.mark.parametrize("verb", [["export", "--format", "csv"], ["report"]])
def test_nothing_is_written_over_a_ledger(ask: Ask, book: Path, verb: list[str]) -> None:
    before = book.read_bytes()
    result = ask(*verb, "-o", "dateline.db")
    assert result.exit_code == 1
    assert result.stderr == "dateline: dateline.db: is a database, as ledgers are (name another file)\n"
    assert book.read_bytes() == before


def test_a_pipe_is_written_into_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole_file(pipe) as path:
        path.write_text("new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("verb", [("report",), ("export", "--format", "jsonl")])
def test_a_full_device_is_named(ask: Ask, verb: tuple[str, ...]) -> None:
    result = ask(*verb, "-o", "/dev/full")
    assert result.exit_code == 1
    assert result.stderr == "dateline: /dev/full: cannot be written: No space left on device\n"


@pytest.mark.parametrize("verb", [("report",), ("export", "--format", "csv")])
def test_a_folder_and_a_missing_folder_are_named(ask: Ask, tmp_path: Path, verb: tuple[str, ...]) -> None:
    (tmp_path / "folder").mkdir()
    for output, said in (("folder", "folder: is a folder"), ("nowhere/x", "nowhere/x: there is no folder nowhere")):
        result = ask(*verb, "-o", output)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"dateline: {said}")
        assert result.stderr.count("\n") == 1
    assert sorted(os.listdir(tmp_path)) == ["dateline.db", "folder"]


@pytest.mark.parametrize("verb", ["events", f"show {ONE}", "decisions"])
def test_a_reader_that_takes_nothing_is_no_error(ask: Ask, book: Path, verb: str) -> None:
    ask("note", ONE, "seen")
    command = f"{sys.executable} -m dateline {verb} --ledger {book} | true; exit ${{PIPESTATUS[0]}}"
    out = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert out.returncode == 141  # as of any program whose reader went away
    assert "Traceback" not in out.stderr
