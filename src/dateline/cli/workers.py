"""Coding in several processes at once, where there are many articles."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from dateline.errors import DatelineError
from dateline.model import Article, Coding

if TYPE_CHECKING:
    from dateline.coding import Coder

_FEW = 40  # articles that are coded before another process has loaded the pipeline
_AHEAD = 8  # articles handed to each process before the first is asked back
_T = TypeVar("_T")


def coded(
    found: Iterable[tuple[_T, Article]], min_confidence: float | None, workers: int
) -> Iterator[tuple[_T, Coding]]:
    """Each article's coding, in order, with what came with it. Few articles are coded in this process."""
    rest = iter(found)
    first = list(islice(rest, _FEW)) if workers > 1 else []
    if workers > 1 and len(first) == _FEW:
        yield from _in_processes(chain(first, rest), min_confidence, workers)
        return
    for mark, article in chain(first, rest):
        yield mark, _code(article, min_confidence)


def _in_processes(
    found: Iterable[tuple[_T, Article]], min_confidence: float | None, workers: int
) -> Iterator[tuple[_T, Coding]]:
    context = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks of the libraries loaded
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)
    waiting: deque[tuple[_T, Future[Coding]]] = deque()
    try:
        for mark, article in found:
            waiting.append((mark, pool.submit(_code, article, min_confidence)))
            if len(waiting) == workers * _AHEAD:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    except BrokenProcessPool as error:
        line = "a process that codes was ended from outside, perhaps for want of memory; try again with --workers 1"
        raise DatelineError(line) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _next(waiting: deque[tuple[_T, Future[Coding]]]) -> tuple[_T, Coding]:
    mark, future = waiting.popleft()
    return mark, future.result()


def _begin() -> None:
    """In a process that codes: Ctrl-C is for the one that asked, and without that one there is nothing to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _code(article: Article, min_confidence: float | None) -> Coding:
    return _coder().code(article, min_confidence)


@cache
def _coder() -> Coder:
    # Loading the pipeline takes seconds: it waits until there is an article to code.
    from dateline.coding import Coder

    return Coder.load()
