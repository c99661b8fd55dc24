"""Work on lots of events, in processes of their own where there are many."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

from dateline.errors import DatelineError
from dateline.publishing.lots import Entry, Told
from dateline.uncollected import uncollected

_FEW = 8  # lots that are done before another process would have started
_AHEAD = 3  # lots handed to each process before the first is asked back

T = TypeVar("T")
Make = Callable[[list[Entry], bool], T]
"""What makes a piece of a format of some entries, with the articles' words or without. A function of a module."""


def pieces(lots: Iterable[Told], make: Make[T], text: bool, workers: int, lean: bool = False) -> Iterator[T]:
    """What `make` gives for each lot, in order; with `lean`, of entries with only what a row shows.

    Raises DatelineError where a process is killed.
    """
    rest = iter(lots)
    with uncollected():
        first = list(islice(rest, _FEW)) if workers > 1 else []
        if len(first) == _FEW:
            yield from _in_processes(chain(first, rest), make, text, workers, lean)
            return
        for told in chain(first, rest):
            yield _piece(told, make, text, lean)


def _in_processes(lots: Iterable[Told], make: Make[T], text: bool, workers: int, lean: bool) -> Iterator[T]:
    waiting: deque[Future[T]] = deque()
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))
    try:
        for told in lots:
            waiting.append(pool.submit(_piece, told, make, text, lean))
            if len(waiting) == workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise DatelineError("a process that writes the export was killed; is there memory enough? Try again") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _piece(told: Told, make: Make[T], text: bool, lean: bool) -> T:
    with uncollected():
        return make(told.lean() if lean else told.entries(), text)
