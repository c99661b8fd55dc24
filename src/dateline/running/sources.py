"""What a run reads: the files that sources name, in a fixed order, in shards that can be read apart."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from dateline.errors import DatelineError
from dateline.model import Record
from dateline.reading.files import KINDS
from dateline.running.manifest import Taken
from dateline.running.storage import is_local, opened

Kind = Literal["text", "html", "json", "lines", "table", "archive", "unknown"]

_KINDS: dict[str, Kind] = {**KINDS, ".parquet": "table", ".warc": "archive"}
_PACKED = (".gz", ".zst")
_PAGES: tuple[Kind, ...] = ("text", "html", "json", "unknown")
_PAGES_A_SHARD = 200  # pages are files of their own; what holds many articles is a shard by itself
_GLOB = frozenset("*?[")
_CHANGED = ("ETag", "etag", "mtime", "LastModified", "last_modified", "updated", "created")


class Source(Record, frozen=True, kw_only=True):
    """A file to read."""

    address: str  # absolute path, or address with its protocol: the same on every machine
    kind: Kind
    size: int  # bytes
    changed: str  # time or tag of the last change, as the file system tells it


class Shard(Record, frozen=True, kw_only=True):
    """Files that one worker reads in turn: some pages, or one file that holds many articles."""

    number: int
    files: tuple[Source, ...]


def listed(sources: Sequence[str]) -> Iterator[Source]:
    """The files that folders, globs, paths and addresses name; folders in sorted order, hidden and other files not.

    Raises DatelineError for a source that is not there, or holds nothing that can be read.
    """
    for source in sources:
        yield from _of(source)


def shards(files: Iterable[Source]) -> Iterator[Shard]:
    """The files in shards, in their order."""
    number, pages = 0, list[Source]()
    for file in files:
        if file.kind in _PAGES:
            pages.append(file)
        if pages and (len(pages) == _PAGES_A_SHARD or file.kind not in _PAGES):
            yield Shard(number=number, files=tuple(pages))
            number, pages = number + 1, []
        if file.kind not in _PAGES:
            yield Shard(number=number, files=(file,))
            number += 1
    if pages:
        yield Shard(number=number, files=tuple(pages))


def taken(sources: Sequence[str]) -> Taken:
    """What sources hold, without opening their files. Raises DatelineError as `listed` does."""
    digest, files, size = hashlib.sha256(), 0, 0
    for file in listed(sources):
        digest.update(f"{file.address}\0{file.size}\0{file.changed}\n".encode())
        files, size = files + 1, size + file.size
    return Taken(sources=tuple(sources), files=files, bytes=size, digest=digest.hexdigest())


def _of(source: str) -> Iterator[Source]:
    if source == "-":
        raise DatelineError("-: standard input cannot be read again when a run goes on; save it to a file first")
    system, path = opened(source)
    found = False
    for each in _roots(system, path, source):
        info = _info(system, each, source)
        for file in _walk(system, info) if info["type"] == "directory" else (_file(system, info),):
            found = True
            yield file
    if not found:
        known = ", ".join(_KINDS)
        raise DatelineError(
            f"{source}: holds nothing to read; files end in {known}, rows and archives also in .gz, .zst"
        )


def _roots(system: Any, path: str, source: str) -> list[str]:
    """What a source stands for: itself, or what matches it."""
    if not _GLOB & set(path) or system.exists(path):
        return [path]
    found = sorted(map(str, system.glob(path)))
    if not found:
        raise DatelineError(f"{source}: nothing matches it")
    return found


def _info(system: Any, path: str, source: str) -> dict[str, Any]:
    try:
        return dict(system.info(path))
    except FileNotFoundError:
        raise DatelineError(f"{source}: does not exist") from None
    except OSError as error:
        raise DatelineError(f"{source}: cannot be read: {error.strerror or error}") from None


def _walk(system: Any, folder: dict[str, Any]) -> Iterator[Source]:
    try:
        inside = system.ls(folder["name"], detail=True)
    except OSError as error:
        raise DatelineError(f"{folder['name']}: cannot be read: {error.strerror or error}") from None
    # Files before folders, each by name: the order in which `dateline add` reads a folder.
    for info in sorted(inside, key=lambda each: (each["type"] == "directory", each["name"])):
        name = posixpath.basename(info["name"].rstrip("/"))
        if name.startswith(".") or info["name"].rstrip("/") == folder["name"].rstrip("/"):
            continue
        if info["type"] == "directory":
            yield from () if info.get("islink") else _walk(system, info)
        elif kind(name) != "unknown":
            yield _file(system, info)


def _file(system: Any, info: dict[str, Any]) -> Source:
    return Source(
        address=str(info["name"]) if is_local(system) else system.unstrip_protocol(info["name"]),
        kind=kind(info["name"]),
        size=int(info["size"] or 0),
        changed=next((str(info[key]) for key in _CHANGED if info.get(key)), ""),
    )


def kind(name: str) -> Kind:
    """What a file holds, by its name."""
    stem, suffix = posixpath.splitext(name.lower())
    if suffix in _PACKED:
        inner = _KINDS.get(posixpath.splitext(stem)[1], "unknown")
        return inner if inner in ("lines", "archive") else "unknown"
    return _KINDS.get(suffix, "unknown")
