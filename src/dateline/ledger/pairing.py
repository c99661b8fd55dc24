"""Pairs of reports compared by several processes at once, for as long as a load lasts; the links are those of one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import NamedTuple

import msgspec

from dateline.errors import DatelineError
from dateline.ledger.linking import Compare, Compared, Linked, Neighbour, Pair, compare
from dateline.model import Report
from dateline.uncollected import uncollected

_FEW = 2_000  # pairs that are compared before another process has been told of them


class _Side(NamedTuple):
    """A report as it is handed to another process."""

    number: int
    record: bytes
    published: str | None


@contextmanager
def compared_by(workers: int) -> Iterator[Compare]:
    """What compares pairs, with so many processes, this one among them; the others begin when there is much to do.

    Raises DatelineError where one of them is killed.
    """
    if workers < 2:
        yield compare
        return
    pool = ProcessPoolExecutor(workers - 1, multiprocessing.get_context("spawn"))

    def spread(known: Mapping[int, Neighbour], pairs: Sequence[Pair]) -> list[Linked]:
        if len(pairs) < _FEW:
            return compare(known, pairs)
        share = -(-len(pairs) // workers)
        parts = [pairs[start : start + share] for start in range(0, len(pairs), share)]
        others = [pool.submit(_compare, _sides(known, part), part) for part in parts[1:]]
        found = compare(known, parts[0])
        try:
            return found + [link for other in others for link in other.result()]
        except BrokenProcessPool:
            line = "a process that compares reports was killed; is there memory enough? A further try goes on"
            raise DatelineError(line) from None

    try:
        yield spread
    finally:
        pool.shutdown(cancel_futures=True)


def _sides(known: Mapping[int, Neighbour], pairs: Sequence[Pair]) -> list[_Side]:
    """The reports of some pairs."""
    here = (known[number] for number in sorted({number for pair in pairs for number in pair}))
    return [_Side(each.number, msgspec.json.encode(each.report), each.published) for each in here]


def _compare(sides: Sequence[_Side], pairs: Sequence[Pair]) -> list[Linked]:
    with uncollected():
        decode = msgspec.json.Decoder(Report).decode
        known = {
            each.number: Neighbour(each.number, Compared(decode(each.record)), each.published, None, None)
            for each in sides
        }
        return compare(known, pairs)
