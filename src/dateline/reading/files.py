"""Sources → files, and what kind of page each is, by its name or else by its first bytes."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Literal, NamedTuple

from dateline.errors import InputError
from dateline.model import Problem

Kind = Literal["text", "html", "json", "lines"]

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
}
"""What a file holds, by how its name ends."""

LARGEST_PAGE = 20_000_000  # bytes; a news page has some hundred thousand
LARGEST_LIST = 200_000_000  # bytes of a JSON file, which is held in memory as a whole
_HEAD = 65_536  # bytes that tell what a nameless page is
_TAG = re.compile(rb"<(?:!doctype html|!--|\?xml|html|head|body|main|article|section|div|meta|title|h1|p)\b|<!--", re.I)


class File(NamedTuple):
    """Something to read: a path, or standard input."""

    name: str
    kind: Kind | None  # None: to be told by the first bytes


def files(sources: Iterable[str | Path]) -> Iterator[File | Problem]:
    """The files that `sources` name, folders in sorted order. Hidden and other files of a folder are passed over."""
    for source in sources:
        if str(source) == "-":
            yield File("-", None)
        elif os.path.isdir(source):
            yield from _folder(Path(source))
        else:
            yield File(str(source), KINDS.get(Path(source).suffix.lower()))


def _folder(folder: Path) -> Iterator[File | Problem]:
    empty, problems = True, list[Problem]()
    for where, folders, names in os.walk(
        folder, onerror=lambda err: problems.append(unreadable(str(err.filename), err))
    ):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            kind = KINDS.get(Path(name).suffix.lower())
            if kind and not name.startswith("."):
                empty = False
                yield File(str(Path(where, name)), kind)
    yield from problems
    if empty and not problems:
        known = ", ".join(KINDS)
        yield Problem(source=str(folder), reason="is a folder with nothing to read in it", hint=f"files end in {known}")


def opened(file: File) -> IO[bytes]:
    """The file's bytes as a stream. Raises `InputError` for a path that cannot be read."""
    if file.name == "-":
        if sys.stdin is None:
            raise InputError(Problem(source="-", reason="standard input is closed"))
        return sys.stdin.buffer
    try:
        return open(file.name, "rb")
    except (OSError, ValueError) as err:
        raise InputError(unreadable(file.name, err)) from None


def whole(file: File, stream: IO[bytes], largest: int) -> bytes:
    """All bytes of a stream. Raises `InputError` for none, for more than `largest`, and for a failing disk."""
    try:
        data = stream.read(largest + 1)
    except OSError as err:
        raise InputError(unreadable(file.name, err)) from None
    if not data.strip():
        raise InputError(Problem(source=file.name, reason="is empty"))
    if len(data) > largest:
        hint = "write it as JSON Lines, which is read row by row" if largest == LARGEST_LIST else "save one page a file"
        raise InputError(Problem(source=file.name, reason=f"is larger than {largest // 1_000_000} MB", hint=hint))
    return data


def lines(file: File, stream: IO[bytes], longest: int) -> Iterator[bytes]:
    """The lines of a stream, none held longer than `longest` bytes and one: what is beyond is passed over."""
    try:
        while line := stream.readline(longest + 1):
            yield line
            while len(line) > longest and not line.endswith(b"\n"):
                line = stream.readline(longest + 1)
                if not line:
                    return
    except OSError as err:
        raise InputError(unreadable(file.name, err)) from None


def sniffed(stream: IO[bytes]) -> tuple[Kind, IO[bytes]]:
    """What kind of page a stream holds, and a stream that still has all of it."""
    head = _head(stream)
    return kind(head), io.BufferedReader(_Joined(head, stream))


def kind(head: bytes) -> Kind:
    """What kind of page begins with `head`: JSON Lines, a JSON row or list, HTML, or else text."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        first, _, rest = start.partition(b"\n")
        return "lines" if first.rstrip().endswith(b"}") and rest.strip() else "json"
    if re.match(rb"\[\s*[{\]]", start):
        return "json"
    return "html" if _TAG.match(start) else "text"


def _head(stream: IO[bytes]) -> bytes:
    head = b""
    while len(head) < _HEAD and (more := stream.read(_HEAD - len(head))):
        head += more
    return head


class _Joined(io.RawIOBase):
    """A stream whose first bytes were read already, whole again."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def unreadable(name: str, err: OSError | ValueError) -> Problem:
    """Why a file cannot be read, in the words that all verbs have for it."""
    known = {FileNotFoundError: "does not exist", PermissionError: "may not be read (permission denied)"}
    reason = next((words for kind, words in known.items() if isinstance(err, kind)), None)
    words = err.strerror if isinstance(err, OSError) and err.strerror else str(err)
    return Problem(source=name, reason=reason or f"cannot be read: {words}")
