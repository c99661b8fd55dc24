"""The engine of one machine: a thread for each worker process, which hands it work and writes what comes back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from typing import TypeVar

from dateline.model import Provenance
from dateline.running.chunks import chunks
from dateline.running.keeper import Keeper, Setting
from dateline.running.sources import Shard
from dateline.running.stages import Batch, Done, code_batch, read_chunk
from dateline.running.storage import Folder

_T = TypeVar("_T")


class LocalEngine:
    """Worker processes on this machine."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1
        self._keepers = list[Keeper]()

    def made(self, setting: Setting) -> Provenance:
        """The versions of the coder, as the first of the processes tells them."""
        return self._kept(setting)[0].made()

    def read(
        self, folder: Folder, setting: Setting, shards: Iterable[Shard], done: frozenset[str], *, liken: bool
    ) -> Iterator[Done]:
        """Reads the chunks of shards that are not done yet."""
        todo = (chunk for shard in shards for chunk in chunks(shard) if chunk.name not in done)
        yield from self._each(setting, todo, lambda keeper, chunk: read_chunk(keeper, folder, chunk, liken=liken))

    def code(self, folder: Folder, setting: Setting, batches: Iterable[Batch]) -> Iterator[Done]:
        """Codes batches."""
        yield from self._each(setting, batches, lambda keeper, batch: code_batch(keeper, folder, batch))

    def close(self) -> None:
        """Ends the worker processes."""
        for keeper in self._keepers:
            keeper.close()

    def _each(self, setting: Setting, jobs: Iterable[_T], do: Callable[[Keeper, _T], Done]) -> Iterator[Done]:
        """What becomes of each job, as it is done. One job waits beside those that are being done, no more."""
        free: SimpleQueue[Keeper] = SimpleQueue()
        for keeper in self._kept(setting):
            free.put(keeper)

        def work(job: _T) -> Done:
            keeper = free.get()
            try:
                return do(keeper, job)
            finally:
                free.put(keeper)

        pool = ThreadPoolExecutor(self.workers)
        waiting = set[Future[Done]]()
        try:
            for job in jobs:
                waiting.add(pool.submit(work, job))
                if len(waiting) > self.workers:
                    finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (each.result() for each in finished)
            while waiting:
                finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in finished)
        finally:
            for each in waiting:
                each.cancel()
            if waiting:  # an error or Ctrl-C: what is under way ends with the processes, and is done again next time
                self.close()
            pool.shutdown(wait=not waiting)

    def _kept(self, setting: Setting) -> list[Keeper]:
        while len(self._keepers) < self.workers:
            self._keepers.append(Keeper(setting))
        return self._keepers
