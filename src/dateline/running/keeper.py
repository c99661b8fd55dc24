"""Keeps a process that reads and codes, and starts another where it dies or hangs."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO

import msgspec

from dateline.errors import DatelineError
from dateline.model import Provenance, Record
from dateline.running import child
from dateline.running.child import Answer, Request, Verb

CODER = "dateline.running.child:load"
PATIENCE = 120.0  # seconds that an article may take, whatever its length
_RATE = 500  # bytes a second, a tenth of what a slow machine codes: what a longer article may take beyond
_LOADING = 600.0  # seconds; models come from a cold disk at times
_STARTS = 3  # of a process that dies before it has answered anything
# One thread a process: there is a process for each core, and more threads only get in each other's way.
_THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")


class Setting(Record, frozen=True, kw_only=True):
    """What a process codes with."""

    coder: str = CODER  # module:function that gives it: an object with `code` and `provenance`, as `coding.Coder`
    min_confidence: float | None = None
    patience: float = PATIENCE


class Failed(Exception):
    """An article that cannot be read or coded; its text says why."""


class _Lost(Exception):
    """The process died or was ended; its text says how."""


class Keeper:
    """A process that does one thing at a time. Use it as a context manager, or close it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._answered = dict[Verb, bytes]()  # what the process was asked to load
        self._closed = False

    def made(self) -> Provenance:
        """The versions of the coder, which is loaded where it is not yet. DatelineError where it cannot be."""
        setting = self._setting
        request = Request(verb="load coder", coder=setting.coder, min_confidence=setting.min_confidence)
        return msgspec.msgpack.decode(self._prepared(request), type=Provenance)

    def do(self, verb: Verb, data: bytes) -> bytes:
        """What a verb makes of some data.

        Where the process dies or hangs over it, another takes its place and tries once more, with nothing before it.
        Raises Failed where that does not help either, or where an error says why; DatelineError where nothing will.
        """
        try:
            return self._do(verb, data)
        except _Lost:
            self._end()
        try:
            return self._do(verb, data)
        except _Lost as lost:
            self._end()
            raise Failed(f"{lost}, twice") from None

    def close(self) -> None:
        """Ends the process for good. From another thread, what is under way raises DatelineError."""
        self._closed = True
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        self._answered.clear()
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):  # what was left in its buffer has nowhere to go
                    pipe.close()

    def _do(self, verb: Verb, data: bytes) -> bytes:
        if verb == "code":
            self.made()
        else:
            self._prepared(Request(verb="load reader"))
        return self._ask(Request(verb=verb, data=data), self._setting.patience + len(data) / _RATE)

    def _prepared(self, request: Request) -> bytes:
        """The answer to a request that is made once of a process, before the first article, and may take long."""
        for left in reversed(range(_STARTS)):
            if (known := self._answered.get(request.verb)) is not None:
                return known
            try:
                self._answered[request.verb] = self._ask(request, _LOADING)
            except _Lost as lost:
                self._end()
                if not left:
                    line = f"a process that codes cannot start: {lost}; perhaps memory is short: try fewer --workers"
                    raise DatelineError(line) from None
            except Failed as failed:
                raise DatelineError(f"the coder cannot be loaded: {failed}") from None
        return self._answered[request.verb]

    def _ask(self, request: Request, patience: float) -> bytes:
        process = self._process or self._start()
        try:
            child.write(process.stdin, msgspec.structs.replace(request, limit=2 * patience))  # type: ignore[arg-type]
            data = self._answers.get(timeout=patience)
        except OSError:
            data = None
        except queue.Empty:
            raise _Lost(f"took longer than {patience:.0f} s") from None
        if data is None:
            raise _Lost(f"the process ended over it ({_how_ended(process)})")
        answer = msgspec.msgpack.decode(data, type=Answer)
        if answer.failed is not None:
            raise DatelineError(answer.failed) if answer.fatal else Failed(answer.failed)
        return answer.data

    def _start(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise DatelineError("the run was stopped")
        # Not multiprocessing: that runs the main program again in the child, which under Ray is Ray's own.
        command = [sys.executable, "-P", "-c", "from dateline.running.child import main; main()"]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **_THREADS, **_path()}
        )
        self._process, self._answers = process, queue.SimpleQueue()
        threading.Thread(target=_listen, args=(process.stdout, self._answers), daemon=True).start()
        return process

    def __enter__(self) -> Keeper:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _path() -> dict[str, str]:
    """What the child needs to find the modules that this process finds."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _listen(pipe: IO[bytes], answers: queue.SimpleQueue[bytes | None]) -> None:
    """Hands on what a process answers, then None. A thread, since not every system can wait for a pipe with a limit."""
    with suppress(OSError, ValueError):  # closed in the middle
        while (data := child.read(pipe)) is not None:
            answers.put(data)
    answers.put(None)


def _how_ended(process: subprocess.Popen[bytes]) -> str:
    code = process.wait()
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"
