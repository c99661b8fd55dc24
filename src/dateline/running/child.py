"""A process that reads and codes for another one: `keeper` starts it and ends it.

Requests come on standard input and answers go to standard output, each a length in four bytes and a MessagePack list.
A process of its own, because what crashes or hangs the coder must take nobody else with it.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import IO, Any, Literal

import msgspec

from dateline.errors import DatelineError, SetupError
from dateline.model import Article, Page, Problem, Record

Verb = Literal["load coder", "load reader", "read", "read and liken", "code"]

HEAD = struct.Struct(">I")


class Request(Record, frozen=True, kw_only=True):
    """One thing to do."""

    verb: Verb
    data: bytes = b""
    limit: float = 3_600.0  # seconds, after which this process ends itself: whoever asked may be gone by then
    coder: str = ""  # of "load coder": which one, as module:function
    min_confidence: float | None = None  # of "load coder"


class Answer(Record, frozen=True, kw_only=True):
    """What came of a request."""

    data: bytes = b""
    failed: str | None = None  # why nothing did
    fatal: bool = False  # nothing else will either


class Found(Record, frozen=True, kw_only=True):
    """An article that was read."""

    page: Page
    article: Article
    likeness: bytes | None = None


class Coded(Record, frozen=True, kw_only=True):
    """A coding, and what is counted of it."""

    coding: bytes  # JSON
    events: int
    totals: int


def write(stream: IO[bytes], record: Record) -> None:
    """One request or answer, to a pipe."""
    data = msgspec.msgpack.encode(record)
    stream.write(HEAD.pack(len(data)) + data)
    stream.flush()


def read(stream: IO[bytes]) -> bytes | None:
    """The next request or answer of a pipe, still packed; None where the other side is gone."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    (size,) = HEAD.unpack(head)
    data = stream.read(size)
    return data if len(data) == size else None


def main() -> None:
    """Answers requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that asked
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    work = _Work()
    with open(os.devnull, "w") as nowhere:
        while (data := read(sys.stdin.buffer)) is not None:
            request = msgspec.msgpack.decode(data, type=Request)
            faulthandler.dump_traceback_later(request.limit, exit=True, file=nowhere)
            answer = work.answer(request)
            faulthandler.cancel_dump_traceback_later()
            write(answers, answer)


class _Work:
    def __init__(self) -> None:
        self._coder: Any = None
        self._min_confidence: float | None = None
        self._verbs: dict[Verb, Callable[[Request], bytes]] = {
            "load coder": self._load,
            "load reader": lambda _: import_module("dateline.reading").__name__.encode(),
            "read": self._read,
            "read and liken": self._read,
            "code": self._code,
        }

    def answer(self, request: Request) -> Answer:
        """What comes of a request; an error is an answer too."""
        try:
            return Answer(data=self._verbs[request.verb](request))
        except DatelineError as error:
            return Answer(failed=str(error), fatal=request.verb == "load coder" or isinstance(error, SetupError))
        except Exception as error:  # whatever the coder raises is a reason to set this article aside, and only this
            words = " ".join(str(error).split())[:200]
            return Answer(failed=f"{type(error).__name__}: {words}" if words else type(error).__name__)

    def _load(self, request: Request) -> bytes:
        module, _, name = request.coder.partition(":")
        self._coder = getattr(import_module(module), name)()
        self._min_confidence = request.min_confidence
        return msgspec.msgpack.encode(self._coder.provenance)

    def _read(self, request: Request) -> bytes:
        from dateline.reading import Raw, read_raw

        raw = msgspec.msgpack.decode(request.data, type=Raw)
        found: list[Problem | Found] = []
        for each in read_raw(raw):
            if isinstance(each, Problem):
                found.append(each)
            else:
                like = self._liken(each.article) if request.verb == "read and liken" else None
                found.append(Found(page=each.page, article=each.article, likeness=like))
        return msgspec.msgpack.encode([[each, None] if isinstance(each, Problem) else [None, each] for each in found])

    @staticmethod
    def _liken(article: Article) -> bytes:
        from dateline.running.likeness import likeness

        return likeness(article)

    def _code(self, request: Request) -> bytes:
        article = msgspec.json.decode(request.data, type=Article)
        coding = self._coder.code(article, self._min_confidence)
        packed = msgspec.json.encode(coding)
        return msgspec.msgpack.encode(Coded(coding=packed, events=len(coding.reports), totals=len(coding.totals)))


def found_of(data: bytes) -> Iterator[Found | Problem]:
    """What a "read" found."""
    for problem, found in msgspec.msgpack.decode(data, type=list[tuple[Problem | None, Found | None]]):
        yield from (each for each in (problem, found) if each)


def load() -> Any:
    """The coder with its installed data."""
    from dateline.coding import Coder

    return Coder.load()
