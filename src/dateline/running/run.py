"""A run from its sources to its finished folder, begun or gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import PurePosixPath
from typing import Protocol

import msgspec

from dateline import __version__
from dateline.errors import DatelineError
from dateline.model import Provenance
from dateline.running import manifest, sources
from dateline.running.keeper import Setting
from dateline.running.manifest import Counts, Made, Manifest, State, Taken
from dateline.running.output import CODED, COPIES
from dateline.running.parts import row_count
from dateline.running.planning import batches
from dateline.running.sources import Shard
from dateline.running.stages import READ, Batch, Done, counts_of
from dateline.running.storage import Folder

Tell = Callable[[State, Counts], None]


class Engine(Protocol):
    """What does the work of a run: the same functions, in one place or another."""

    def made(self, setting: Setting) -> Provenance:
        """The versions of the coder that will be used."""
        ...

    def read(
        self, folder: Folder, setting: Setting, shards: Iterable[Shard], done: frozenset[str], *, liken: bool
    ) -> Iterator[Done]:
        """Reads the chunks of shards into parts, save those whose names are `done`; each as it is done."""
        ...

    def code(self, folder: Folder, setting: Setting, batches: Iterable[Batch]) -> Iterator[Done]:
        """Codes batches into parts; each as it is done."""
        ...

    def close(self) -> None:
        """Ends what the engine began."""
        ...


def run(
    named: Sequence[str],
    output: str,
    engine: Engine,
    setting: Setting = Setting(),  # noqa: B008 (immutable)
    *,
    keep_copies: bool = False,
    tell: Tell = lambda state, counts: None,
) -> Manifest:
    """Codes all articles of the sources `named` into the folder `output`, or goes on where an earlier run was ended.

    `tell` hears after each part what was done since this call began. Raises DatelineError where a folder holds
    something else, or a run with other sources, versions or settings, or one that another process is at.
    """
    folder = Folder(output)
    if inside := next((each for each in named if folder.is_within(each)), None):
        raise DatelineError(f"{output}: lies in {inside}, which is read; name a folder outside it with --output")
    taken = sources.taken(named)  # before there is a folder: what holds nothing to read leaves nothing behind
    with folder.locked(), closing(engine):
        coder = engine.made(setting)
        made = Made(dateline=__version__, coder=coder, min_confidence=setting.min_confidence, keep_copies=keep_copies)
        known = _begun(folder, taken, made)
        if known.state == "reading":
            shards, done = sources.shards(sources.listed(named)), _done(folder, READ)
            _count(engine.read(folder, setting, shards, done, liken=not keep_copies), known, tell)
            known = _put(folder, known, "coding")
        if known.state == "coding":
            coded = _done(folder, CODED)
            todo = (batch for batch in batches(folder, keep_copies=keep_copies) if batch.name not in coded)
            _count(engine.code(folder, setting, todo), known, tell)
            known = _put(folder, msgspec.structs.replace(known, counts=_counts(folder)), "finished")
        folder.remove(READ)
    return known


def _begun(folder: Folder, taken: Taken, made: Made) -> Manifest:
    """The manifest of the run that is begun in a folder, or of a new one."""
    known = manifest.load(folder)
    if known is not None:
        manifest.check(folder, known, taken, made)
        return known
    if not folder.is_empty():
        raise DatelineError(f"{folder.address}: holds something else than a run; name an empty or a new folder")
    return _put(folder, Manifest(taken=taken, made=made), "reading")


def _put(folder: Folder, known: Manifest, state: State) -> Manifest:
    known = msgspec.structs.replace(known, state=state)
    manifest.save(folder, known)
    return known


def _done(folder: Folder, below: str) -> frozenset[str]:
    return frozenset(PurePosixPath(name).stem for name in folder.names(below))


def _count(found: Iterator[Done], known: Manifest, tell: Tell) -> None:
    counts = Counts()
    for done in found:
        counts = added(counts, done.counts)
        tell(known.state, counts)


def added(one: Counts, other: Counts) -> Counts:
    """The sums of both."""
    both = zip(msgspec.structs.astuple(one), msgspec.structs.astuple(other), strict=True)
    return Counts(**dict(zip(Counts.__struct_fields__, (a + b for a, b in both), strict=True)))


def _counts(folder: Folder) -> Counts:
    """What a run came to, by its parts."""
    counts = Counts()
    for below in (READ, CODED):
        for name in folder.names(below):
            counts = added(counts, counts_of(folder, name))
    copies = sum(row_count(folder, name) for name in folder.names(COPIES))
    return msgspec.structs.replace(counts, copies=copies)
