"""Several hosts asked at once, each of them for one thing at a time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

AT_ONCE = 8  # hosts
_Job = TypeVar("_Job")
_Result = TypeVar("_Result")


def in_turn(
    jobs: Iterable[_Job], place: Callable[[_Job], str], work: Callable[[_Job], _Result]
) -> Iterator[tuple[_Job, _Result | Exception]]:
    """What `work` gives or raises for each job, as it comes; jobs of one place are done one by one, in their order.

    What is not asked for is not begun. An iterator that is closed early leaves at most one job a thread to end.
    """
    lanes: dict[str, list[_Job]] = {}
    for job in jobs:
        lanes.setdefault(place(job), []).append(job)
    waiting = list(reversed(lanes.values()))
    results: queue.Queue[tuple[_Job, _Result | Exception]] = queue.Queue(maxsize=AT_ONCE)
    stopped = threading.Event()

    def put(result: tuple[_Job, _Result | Exception]) -> None:
        while not stopped.is_set():
            try:
                results.put(result, timeout=0.5)
                return
            except queue.Full:
                continue

    def run() -> None:
        while waiting and not stopped.is_set():
            try:
                lane = waiting.pop()
            except IndexError:  # another thread was faster
                return
            for job in lane:
                if stopped.is_set():
                    return
                try:
                    put((job, work(job)))
                except Exception as error:  # a thread that dies silently would leave its jobs waiting for ever
                    put((job, error))

    threads = [threading.Thread(target=run, daemon=True) for _ in range(min(AT_ONCE, len(lanes)))]
    for thread in threads:
        thread.start()
    try:
        for _ in range(sum(map(len, lanes.values()))):
            yield results.get()
    finally:
        stopped.set()
