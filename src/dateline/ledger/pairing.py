"""Pairs of reports compared by several processes at once, for as long as a load lasts; the links are those of one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import NamedTuple

import msgspec

from dateline.errors import DatelineError
from dateline.ledger.linking import Compare, Compared, Linked, Neighbour, Pair, compare, when_asked
from dateline.model import Report
from dateline.uncollected import uncollected

_FEW = 2_000  # pairs that are compared before another process has been told of them
_AT_ONCE = 1_000  # pairs that a process takes when it has done its share
_HELD = 10_000  # reports that another process keeps at hand


class _Side(NamedTuple):
    """A report as it is handed to another process."""

    serial: int
    number: int
    record: bytes
    published: str | None


class _Task(NamedTuple):
    """What another process is to compare: reports that are new to it, those to forget, and pairs by serial numbers."""

    new: list[_Side]
    gone: list[int]
    pairs: list[Pair]


@contextmanager
def compared_by(workers: int) -> Iterator[Compare]:
    """What compares pairs, with so many processes, this one among them; the others begin when there is much to do.

    Raises DatelineError where one of them is killed.
    """
    others = [_Other() for _ in range(workers - 1)]

    def begin(known: Mapping[int, Neighbour], pairs: Sequence[Pair]) -> Callable[[], list[Linked]]:
        if len(pairs) < _FEW or not others:
            return when_asked(known, pairs)
        return _Shared(others, known, pairs).links

    try:
        yield begin
    finally:
        for other in others:
            other.end()


class _Shared:
    """Pairs that several processes compare: a share each at first, then as they get done."""

    def __init__(self, others: Sequence[_Other], known: Mapping[int, Neighbour], pairs: Sequence[Pair]) -> None:
        self._others, self._known = others, known
        share = -(-len(pairs) // (len(others) + 1))
        parts = [pairs[start : start + share] for start in range(0, len(pairs), share)]
        self._rest = list(parts.pop())
        self._given = {n: others[n].compare(known, part) for n, part in enumerate(parts)}

    def links(self) -> list[Linked]:
        """The links, once all is compared; this process does what the others have not got to."""
        found: list[Linked] = []
        while self._rest:
            for n, given in list(self._given.items()):
                if given.done():
                    found += _result(given)
                    self._given[n] = self._others[n].compare(self._known, self._take())
            found += compare(self._known, self._take())
        for given in self._given.values():
            found += _result(given)
        return sorted(found)  # so that the log does not tell who was faster

    def _take(self) -> list[Pair]:
        part = self._rest[-_AT_ONCE:]
        del self._rest[-_AT_ONCE:]
        return part


class _Other:
    """Another process, and which reports it keeps at hand."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
        self._held: dict[int, str | None] = {}  # days of publication by serial number, the report used last at the end

    def compare(self, known: Mapping[int, Neighbour], pairs: Sequence[Pair]) -> Future[list[Linked]]:
        """Begins to compare."""
        new, sides = [], [known[number] for number in sorted({number for pair in pairs for number in pair})]
        for each in sides:
            serial = each.compared.serial
            if self._held.pop(serial, "") != each.published:
                new.append(_Side(serial, each.number, msgspec.json.encode(each.report), each.published))
            self._held[serial] = each.published
        gone = list(self._held)[: max(0, len(self._held) - max(_HELD, len(sides)))]
        for serial in gone:
            del self._held[serial]
        told = [(known[a].compared.serial, known[b].compared.serial) for a, b in pairs]
        try:
            return self._pool.submit(_compare, _Task(new, gone, told))
        except BrokenProcessPool:
            raise DatelineError(_KILLED) from None

    def end(self) -> None:
        """Lets the process go."""
        self._pool.shutdown(cancel_futures=True)


_KILLED = "a process that compares reports was killed; is there memory enough? A further try goes on"


def _result(given: Future[list[Linked]]) -> list[Linked]:
    try:
        return given.result()
    except BrokenProcessPool:
        raise DatelineError(_KILLED) from None


# ------------------------------------------------------------------ in the other process

_AT_HAND: dict[int, Neighbour] = {}  # by serial number
_REPORT = msgspec.json.Decoder(Report)


def _compare(task: _Task) -> list[Linked]:
    with uncollected():
        for each in task.new:
            compared = Compared(_REPORT.decode(each.record))
            _AT_HAND[each.serial] = Neighbour(each.number, compared, each.published, None, None)
        for serial in task.gone:
            del _AT_HAND[serial]
        return compare(_AT_HAND, task.pairs)
