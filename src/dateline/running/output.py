"""A finished run, record by record: what `dateline add --from` reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.errors import DatelineError
from dateline.model import Coding, Page
from dateline.running import manifest, parts
from dateline.running.records import Copy, SetAside
from dateline.running.storage import Folder

CODED, COPIES, ASIDE = "coded", "copies", "aside"


def codings(directory: Path | str) -> Iterator[Coding]:
    """The codings of a finished run, in the order in which the sources held their articles.

    `directory` is the folder (or fsspec address) that `dateline code --output` wrote. The order is the same however
    many workers there were and however often the run was stopped. One part is held in memory at a time, some hundred
    articles.

    Raises DatelineError where the folder holds no run, or one that is not finished; the check is made at the first
    `next`. A coding is there once: copies are under `copies`, what could not be read or coded under `set_aside`. Where
    the run was told to keep copies, articles with the same id may come several times, as the sources had them.
    """
    return (coding for _, coding in coded(directory))


def coded(directory: Path | str) -> Iterator[tuple[Page, Coding]]:
    """As `codings`, each with the page that its article stood on, by which a ledger tells versions of a page."""
    folder = finished(directory)
    for name in folder.names(CODED):
        yield from parts.coded_of(folder.read(name))


def copies(directory: Path | str) -> Iterator[Copy]:
    """The articles of a finished run that were not coded because they are copies of one that was, in source order.

    `Copy.of` and `Copy.of_hash` are the id and hash of an article among `codings`, never of another copy. Raises
    DatelineError as `codings` does.
    """
    folder = finished(directory)
    for name in folder.names(COPIES):
        yield from parts.copies_of(folder.read(name))


def set_aside(directory: Path | str) -> Iterator[SetAside]:
    """What a finished run could not read or not code, with reasons. Raises DatelineError as `codings` does."""
    folder = finished(directory)
    for name in folder.names(ASIDE):
        yield from parts.aside_of(folder.read(name))


def finished(directory: Path | str) -> Folder:
    """The folder of a finished run. DatelineError where it holds none, or one that is not finished."""
    folder = Folder(directory)
    known = manifest.load(folder)
    if known is None:
        raise DatelineError(f"{directory}: holds no run; make one with dateline code SOURCE --output {directory}")
    if known.state != "finished":
        raise DatelineError(f"{directory}: the run there is not finished; give the same command again to go on with it")
    return folder
