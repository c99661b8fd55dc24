"""A run gives each article once, whatever happens to it on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import DatelineError
from dateline.running import codings, copies, manifest, planning, set_aside
from dateline.running.storage import Folder

from .conftest import run_plain, sentence, write_rows

DRIVER = """
import sys
from running.conftest import run_plain
run_plain([sys.argv[1]], sys.argv[2])
"""


def ids(output: Path) -> list[str]:
    return [coding.article.id for coding in codings(output)]


def test_articles_come_out_in_the_order_of_the_sources(tmp_path: Path) -> None:
    first = write_rows(tmp_path / "b.jsonl", map(sentence, range(30)))
    done = run_plain([first], tmp_path / "out")
    assert ids(tmp_path / "out") == [f"a{n}" for n in range(30)]
    assert (done.counts.read, done.counts.coded, done.taken.files) == (30, 30, 1)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["coded", "manifest.json"]


def test_a_poisonous_article_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    poison = "Some words, told to end the process now.", "Some words: raise an error."
    rows = write_rows(tmp_path / "rows.jsonl", [sentence(1), poison[0], sentence(2), poison[1], sentence(3)])
    rows.write_text(rows.read_text() + "{broken\n")
    done = run_plain([rows], tmp_path / "out")
    assert ids(tmp_path / "out") == ["a0", "a2", "a4"]
    told = {each.source.rpartition("/")[2]: (each.stage, each.reason) for each in set_aside(tmp_path / "out")}
    assert told["rows.jsonl:2, article 1"] == (
        "code",
        "cannot be coded: the process ended over it (signal SIGABRT), twice",
    )
    assert told["rows.jsonl:4, article 1"] == ("code", "cannot be coded: ValueError: told to")
    assert told["rows.jsonl:6"][0] == "read"
    assert (done.counts.not_read, done.counts.not_coded, done.counts.coded) == (1, 2, 3)


def test_a_second_run_is_kept_out_of_the_folder_of_the_first(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", map(sentence, range(3)))
    with Folder(tmp_path / "out").locked(), pytest.raises(DatelineError, match="another run is at work there"):
        run_plain([rows], tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
    run_plain([rows], tmp_path / "out")
    assert ids(tmp_path / "out") == ["a0", "a1", "a2"]


def test_the_lock_of_a_run_that_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", map(sentence, range(3)))
    holder = "import os, signal, sys; from dateline.running.storage import Folder\n"
    holder += "with Folder(sys.argv[1]).locked(): os.kill(os.getpid(), signal.SIGKILL)"
    path = os.pathsep.join(filter(None, sys.path))
    subprocess.run([sys.executable, "-c", holder, tmp_path / "out"], env={**os.environ, "PYTHONPATH": path})
    assert (tmp_path / "out" / ".lock").exists()
    run_plain([rows], tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["coded", "manifest.json"]


def killed_on_the_way(rows: Path, output: Path, kill: Callable[[subprocess.Popen[bytes]], None]) -> int:
    """Begins a run in a process of its own, and kills when the first codings are there; gives its exit code."""
    path = os.pathsep.join(filter(None, sys.path))
    driver = subprocess.Popen([sys.executable, "-c", DRIVER, rows, output], env={**os.environ, "PYTHONPATH": path})
    until = time.monotonic() + 120
    while not list(output.glob("coded/0*.parquet")) and time.monotonic() < until:
        time.sleep(0.02)
    kill(driver)
    return driver.wait(timeout=240)


def workers_of(driver: subprocess.Popen[bytes]) -> list[int]:
    """The processes that a driver has started."""
    threads = Path(f"/proc/{driver.pid}/task").iterdir()
    return [int(pid) for thread in threads for pid in (thread / "children").read_text().split()]


@pytest.fixture
def slow_rows(tmp_path: Path) -> Path:
    """Articles that take a while, a few in a batch."""
    texts = (f"{sentence(n)} They take a while. {'word ' * 2400}" for n in range(24))
    return write_rows(tmp_path / "rows.jsonl", texts)


@pytest.mark.slow
def test_a_run_whose_driver_is_killed_goes_on_where_it_was(slow_rows: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert killed_on_the_way(slow_rows, output, lambda driver: driver.kill()) == -signal.SIGKILL
    kept = {path.name: path.stat().st_mtime_ns for path in output.glob("coded/*.parquet")}
    assert kept
    with pytest.raises(DatelineError, match="not finished"):
        next(codings(output))
    run_plain([slow_rows], output)
    assert ids(output) == [f"a{n}" for n in range(24)]
    assert {path.name: path.stat().st_mtime_ns for path in output.glob("coded/*.parquet")}.items() >= kept.items()


@pytest.mark.slow
def test_a_run_whose_workers_are_killed_goes_on(slow_rows: Path, tmp_path: Path) -> None:
    def kill(driver: subprocess.Popen[bytes]) -> None:
        found = workers_of(driver)
        assert found
        for pid in found:
            os.kill(pid, signal.SIGKILL)

    assert killed_on_the_way(slow_rows, tmp_path / "out", kill) == 0
    assert ids(tmp_path / "out") == [f"a{n}" for n in range(24)]
    assert not list(set_aside(tmp_path / "out"))


@pytest.mark.parametrize("stage", ["reading", "coding"])
def test_a_run_that_stops_between_any_two_files_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    monkeypatch.setattr(planning, "LENGTH", 300)
    rows = write_rows(tmp_path / "rows.jsonl", [sentence(n % 12) for n in range(16)])
    write, written = Folder.write, list[str]()

    def failing(self: Folder, name: str, data: bytes) -> None:
        if len(written) == (1 if stage == "reading" else 5):
            written.append(name)
            raise OSError(28, "No space left on device")
        written.append(name)
        write(self, name, data)

    monkeypatch.setattr(Folder, "write", failing)
    with pytest.raises(OSError, match="No space"):
        run_plain([rows], tmp_path / "out")
    known = manifest.load(Folder(tmp_path / "out"))
    assert known is not None
    assert known.state == stage
    monkeypatch.setattr(Folder, "write", write)
    run_plain([rows], tmp_path / "out")
    assert ids(tmp_path / "out") == [f"a{n}" for n in range(12)]
    assert [copy.article.id for copy in copies(tmp_path / "out")] == [f"a{n}" for n in range(12, 16)]


def test_copies_are_coded_once_and_told(tmp_path: Path) -> None:
    texts = [sentence(1), sentence(2), sentence(1)]
    rows = write_rows(tmp_path / "rows.jsonl", texts, source_domain="post.example.org")
    done = run_plain([rows], tmp_path / "out")
    (copy,) = copies(tmp_path / "out")
    assert (copy.article.id, copy.of, copy.article.publisher, copy.likeness) == ("a2", "a0", "post.example.org", 1.0)
    assert copy.page.source == f"{rows}:3"
    assert (done.counts.read, done.counts.coded, done.counts.copies) == (3, 2, 1)
    kept = run_plain([rows], tmp_path / "kept", keep_copies=True)
    assert (kept.counts.coded, kept.counts.copies) == (3, 0)
    assert ids(tmp_path / "kept") == ["a0", "a1", "a2"]


def test_a_finished_run_is_left_as_it_is(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", map(sentence, range(3)))
    first = run_plain([rows], tmp_path / "out")
    (part,) = (tmp_path / "out" / "coded").iterdir()
    before = part.stat()
    assert run_plain([rows], tmp_path / "out") == first
    assert part.stat() == before


def test_a_run_does_not_go_on_with_something_else(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", map(sentence, range(3)))
    run_plain([rows], tmp_path / "out")
    with pytest.raises(DatelineError, match="keep copies is True, and it was begun with False"):
        run_plain([rows], tmp_path / "out", keep_copies=True)
    other = write_rows(tmp_path / "other.jsonl", map(sentence, range(3)))
    with pytest.raises(DatelineError, match=r"begun with other sources \(.*rows.jsonl\)"):
        run_plain([other], tmp_path / "out")
    write_rows(rows, map(sentence, range(4)))
    with pytest.raises(DatelineError, match="files of its sources have changed"):
        run_plain([rows], tmp_path / "out")


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", map(sentence, range(3)))
    with pytest.raises(DatelineError, match="holds something else than a run"):
        run_plain([rows], tmp_path)
    with pytest.raises(DatelineError, match=r"lies in .*, which is read"):
        run_plain([tmp_path], tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DatelineError, match="empty: holds nothing to read"):
        run_plain([tmp_path / "empty"], tmp_path / "out")
    assert sorted(tmp_path.iterdir()) == [tmp_path / "empty", rows]
