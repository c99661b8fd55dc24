"""Ray gives what the processes of one machine give, and outlives the loss of a worker."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import ray

from dateline.errors import DatelineError
from dateline.model import Provenance
from dateline.running import codings, copies, set_aside
from dateline.running.cluster import RayEngine
from dateline.running.keeper import Setting

from .conftest import run_plain, sentence, write_rows

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def engine() -> Iterator[RayEngine]:
    """One Ray for all tests: it takes seconds to start, and engines leave alone what they did not start."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patched.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))  # by which workers find the coder here
        patched.setenv("RAY_worker_niceness", "0")  # by itself Ray gives way to all else that a machine does
        ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")
        yield RayEngine(2)
        ray.shutdown()


def test_it_gives_what_one_machine_gives(engine: RayEngine, tmp_path: Path) -> None:
    texts = [sentence(n % 20) for n in range(25)]
    texts[3] = "Some words, told to end the process now."
    rows = write_rows(tmp_path / "rows.jsonl", texts)
    (tmp_path / "page.txt").write_text(f"A mill opens\n\n{sentence(40)}\n")
    on_ray = run_plain([rows, tmp_path / "page.txt"], tmp_path / "ray", engine=engine)
    local = run_plain([rows, tmp_path / "page.txt"], tmp_path / "local")
    assert on_ray == local
    for found in (codings, copies, set_aside):
        assert list(found(tmp_path / "ray")) == list(found(tmp_path / "local"))
    assert local.counts.not_coded == 1


def test_it_goes_on_where_a_worker_is_killed(engine: RayEngine, tmp_path: Path) -> None:
    texts = (f"{sentence(n)} They take a while. {'word ' * 2400}" for n in range(24))
    rows = write_rows(tmp_path / "rows.jsonl", texts)
    killed = list[int]()
    killer = threading.Thread(target=_kill_a_worker, args=(tmp_path / "out", killed))
    killer.start()
    run_plain([rows], tmp_path / "out", engine=engine)
    killer.join()
    assert killed
    assert [coding.article.id for coding in codings(tmp_path / "out")] == [f"a{n}" for n in range(24)]
    assert not list(set_aside(tmp_path / "out"))


def test_a_worker_with_another_coder_refuses(engine: RayEngine, tmp_path: Path) -> None:
    class Other(RayEngine):
        def made(self, setting: Setting) -> Provenance:
            self._made = msgspec.structs.replace(super().made(setting), model="another")
            return self._made

    rows = write_rows(tmp_path / "rows.jsonl", map(sentence, range(3)))
    with pytest.raises(DatelineError, match=r"^a worker has another version of the coder"):
        run_plain([rows], tmp_path / "out", engine=Other(1))


def test_a_cluster_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    ray.shutdown()
    rows = write_rows(tmp_path / "rows.jsonl", map(sentence, range(3)))
    with pytest.raises(DatelineError, match=r"^Ray at 127.0.0.1:1 cannot be reached: "):
        run_plain([rows], tmp_path / "out", engine=RayEngine(1, "127.0.0.1:1"))


def _kill_a_worker(output: Path, killed: list[int]) -> None:
    """Waits for the first codings, then kills a worker as soon as one is seen to code: between two tasks it is idle."""
    until = time.monotonic() + 240
    while not list(output.glob("coded/0*.parquet")) and time.monotonic() < until:
        time.sleep(0.02)
    while not killed and time.monotonic() < until:
        _kill_one_that_codes(killed)


def _kill_one_that_codes(killed: list[int]) -> None:
    for pid in (int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()):
        try:
            title = Path(f"/proc/{pid}/cmdline").read_text()
        except OSError:
            continue
        if title.startswith("ray::") and "_Code" in title and not killed:
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)
