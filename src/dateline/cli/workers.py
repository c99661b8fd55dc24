"""Coding in several processes at once, where there are many articles."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from itertools import chain, islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

import msgspec

from dateline.errors import DatelineError
from dateline.model import Article, Coding
from dateline.running.child import Coded
from dateline.running.keeper import Failed, Keeper, Setting

if TYPE_CHECKING:
    from dateline.coding import Coder

_FEW = 40  # articles that are coded before another process has loaded the pipeline
_AHEAD = 8  # articles handed to each process before the first is asked back
_T = TypeVar("_T")


def coded(
    found: Iterable[tuple[_T, Article]], min_confidence: float | None, workers: int
) -> Iterator[tuple[_T, Coding]]:
    """Each article's coding, in order, with what came with it. Few articles are coded in this process.

    Raises DatelineError, naming it, at an article that a process cannot code.
    """
    rest = iter(found)
    first = list(islice(rest, _FEW)) if workers > 1 else []
    if workers > 1 and len(first) == _FEW:
        yield from _in_processes(chain(first, rest), Setting(min_confidence=min_confidence), workers)
        return
    for mark, article in chain(first, rest):
        yield mark, _coder().code(article, min_confidence)


def _in_processes(found: Iterable[tuple[_T, Article]], setting: Setting, workers: int) -> Iterator[tuple[_T, Coding]]:
    keepers = [Keeper(setting) for _ in range(workers)]
    free: SimpleQueue[Keeper] = SimpleQueue()
    for keeper in keepers:
        free.put(keeper)
    pool = ThreadPoolExecutor(workers)
    waiting: deque[tuple[_T, Future[Coding]]] = deque()
    try:
        for mark, article in found:
            waiting.append((mark, pool.submit(_code, free, article)))
            if len(waiting) == workers * _AHEAD:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    finally:
        for keeper in keepers:
            keeper.close()
        pool.shutdown(cancel_futures=True)


def _next(waiting: deque[tuple[_T, Future[Coding]]]) -> tuple[_T, Coding]:
    mark, future = waiting.popleft()
    return mark, future.result()


def _code(free: SimpleQueue[Keeper], article: Article) -> Coding:
    keeper = free.get()
    try:
        answer = keeper.do("code", msgspec.json.encode(article))
    except Failed as failed:
        raise DatelineError(f"article {article.id} cannot be coded: {failed}") from None
    finally:
        free.put(keeper)
    return msgspec.json.decode(msgspec.msgpack.decode(answer, type=Coded).coding, type=Coding)


@cache
def _coder() -> Coder:
    # Loading the pipeline takes seconds: it waits until there is an article to code.
    from dateline.coding import Coder

    return Coder.load()
