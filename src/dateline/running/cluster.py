"""The engine of many machines: the same work as a Ray Data pipeline.

Reading: shards → chunks (a task that streams a shard) → parts of articles. Coding: batches → parts of codings. All are
tasks, not actors: Ray keeps its idle processes and gives them the next task. So each loads its models once for both
stages, and Ray need start no others for the second. A process of Ray's keeps another that codes, as a thread of the
local engine does, so that what crashes the coder does not cost Ray a process; where it loses one or a machine all the
same, it gives the job to another.
"""

from __future__ import annotations

import logging
import os
import socket
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from dateline.errors import DatelineError, SetupError
from dateline.model import Provenance, Record
from dateline.running.chunks import Chunk, chunks
from dateline.running.keeper import Keeper, Setting
from dateline.running.sources import Shard
from dateline.running.stages import Batch, Done, code_batch, read_chunk
from dateline.running.storage import Folder

_BLOCK = 1_000_000  # bytes that Ray gathers before it hands them on: a chunk, so that reading starts with the first
_STREAMING = 0.1  # of a core, to take a shard apart
_WORKING = 0.9  # of a core, so that both go on where there are as many workers as cores
_STORE = 512_000_000  # bytes of Ray's memory on this machine, which a few chunks are in at a time
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}  # nothing is sent anywhere, or said
_KNOCK = 20.0  # seconds
_JOBS_A_BLOCK = 16  # at most, that a task is handed at once
_EACH = 20  # times that each worker is handed some, at least, where there are so many


class RayEngine:
    """Workers of a Ray cluster, or on a Ray that is started on this machine for the run."""

    def __init__(self, workers: int | None = None, address: str | None = None) -> None:
        self._workers, self._address = workers, address
        self._began = False
        self._made: Provenance | None = None

    def made(self, setting: Setting) -> Provenance:
        """The versions of the coder on one of the workers; others that have other versions refuse to code."""
        ray = self._ray()
        made = ray.remote(num_cpus=_WORKING)(_made)
        asked = [
            made.remote(setting) for _ in range(self._size(ray))
        ]  # so that most load it before they are asked to code
        try:
            self._made = ray.get(asked[0])
        except ray.exceptions.RayError as error:
            raise _explained(error) from None
        return self._made

    def read(
        self, folder: Folder, setting: Setting, shards: Iterable[Shard], done: frozenset[str], *, liken: bool
    ) -> Iterator[Done]:
        """Reads the chunks of shards that are not done yet."""
        ray = self._ray()
        jobs = self._jobs(ray, list(shards))
        found = jobs.map_batches(
            _Chunks(done), batch_size=1, batch_format="pyarrow", num_cpus=_STREAMING, zero_copy_batch=True
        )
        yield from self._done(ray, found, _Read(folder, setting, liken))

    def code(self, folder: Folder, setting: Setting, batches: Iterable[Batch]) -> Iterator[Done]:
        """Codes batches."""
        todo = list(batches)
        if todo:
            ray = self._ray()
            yield from self._done(ray, self._jobs(ray, todo), _Code(folder, setting, self._made))

    def close(self) -> None:
        """Ends the Ray that was started for the run; leaves a cluster as it is."""
        if self._began:
            import ray

            ray.shutdown()

    def _ray(self) -> Any:
        """Ray, connected."""
        for name, value in _QUIET.items():
            os.environ.setdefault(name, value)
        try:
            import ray
            import ray.data
        except ImportError:
            raise SetupError("ray is not installed: pip install 'dateline[ray]'") from None
        if not ray.is_initialized():
            self._begin(ray)
        context = ray.data.DataContext.get_current()
        context.target_max_block_size = _BLOCK
        context.enable_progress_bars = context.print_on_execution_start = False
        context.raise_original_map_exception = True
        logging.getLogger("ray.data").setLevel(logging.CRITICAL)
        warnings.filterwarnings("ignore", module=r"ray\.data")  # how many blocks it would like
        return ray

    def _begin(self, ray: Any) -> None:
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "error"}
        own: dict[str, Any] = {"include_dashboard": False, "object_store_memory": _STORE, "num_cpus": self._cores()}
        try:
            if self._address:
                _knock(self._address)
                ray.init(address=self._address, **quiet)
            else:
                ray.init(address="local", **own, **quiet)
        except (OSError, ValueError, RuntimeError, ray.exceptions.RayError) as error:
            words = " ".join(str(error).split())
            raise DatelineError(f"Ray at {self._address or 'this machine'} cannot be reached: {words}") from None
        self._began = True

    def _cores(self) -> int:
        return max(self._workers or 1, os.cpu_count() or 1)

    def _size(self, ray: Any) -> int:
        return self._workers or max(1, int(ray.cluster_resources().get("CPU", 1)))

    def _jobs(self, ray: Any, jobs: Sequence[Record]) -> Any:
        """Jobs as a dataset, a few in a block."""
        import pyarrow

        each = min(_JOBS_A_BLOCK, max(1, len(jobs) // (_EACH * self._size(ray))))
        tables = [_table(jobs[at : at + each]) for at in range(0, len(jobs), each)]
        return ray.data.from_arrow(tables or [pyarrow.table({"job": pyarrow.array([], pyarrow.binary())})])

    def _done(self, ray: Any, jobs: Any, do: Callable[[Any], Any]) -> Iterator[Done]:
        found = jobs.map_batches(
            do,
            batch_size=1,
            batch_format="pyarrow",
            num_cpus=_WORKING,
            compute=ray.data.TaskPoolStrategy(size=self._size(ray)),
        )
        try:
            for table in found.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
                yield from (msgspec.msgpack.decode(job, type=Done) for job in table["job"].to_pylist())
        except ray.exceptions.RayError as error:
            raise _explained(error) from None


def _knock(address: str) -> None:
    """Raises OSError where nobody listens at an address of host and port, which takes Ray minutes to find out."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), timeout=_KNOCK).close()


class _Chunks:
    """Shards → their chunks that are not done yet, one by one. Called by Ray."""

    def __init__(self, done: frozenset[str]) -> None:
        self._done = done

    def __call__(self, table: Any) -> Iterator[Any]:
        for job in table["job"].to_pylist():
            for chunk in chunks(msgspec.msgpack.decode(job, type=Shard)):
                if chunk.name not in self._done:
                    yield _table([chunk])


class _Read:
    """Chunks → what was done of them. Called by Ray."""

    def __init__(self, folder: Folder, setting: Setting, liken: bool) -> None:
        self._folder, self._setting, self._liken = folder, setting, liken

    def __call__(self, table: Any) -> Any:
        keeper = _kept(self._setting)
        jobs = (msgspec.msgpack.decode(job, type=Chunk) for job in table["job"].to_pylist())
        return _table([read_chunk(keeper, self._folder, job, liken=self._liken) for job in jobs])


class _Code:
    """Batches → what was done of them. Called by Ray."""

    def __init__(self, folder: Folder, setting: Setting, made: Provenance | None) -> None:
        self._folder, self._setting, self._made = folder, setting, made

    def __call__(self, table: Any) -> Any:
        keeper = _kept(self._setting)
        if self._made is not None and keeper.made() != self._made:
            raise DatelineError("a worker has another version of the coder; install one version on all machines")
        jobs = (msgspec.msgpack.decode(job, type=Batch) for job in table["job"].to_pylist())
        return _table([code_batch(keeper, self._folder, job) for job in jobs])


def _made(setting: Setting) -> Provenance:
    """The versions of the coder. Called by Ray."""
    return _kept(setting).made()


_keeping = dict[Setting, Keeper]()


def _kept(setting: Setting) -> Keeper:
    """The process that this process of Ray's keeps for as long as it lives, or until something else is asked of it."""
    if setting not in _keeping:
        while _keeping:
            _keeping.popitem()[1].close()
        _keeping[setting] = Keeper(setting)
    return _keeping[setting]


def _table(records: Sequence[Record]) -> Any:
    import pyarrow

    return pyarrow.table({"job": pyarrow.array(list(map(msgspec.msgpack.encode, records)), pyarrow.binary())})


def _explained(error: Exception) -> DatelineError:
    """The error of ours that ended the work, or else Ray's, in one line."""
    cause = getattr(error, "cause", None)
    if isinstance(cause, DatelineError):
        return cause
    return DatelineError(f"Ray: {' '.join(str(error).split())[-300:]}")
