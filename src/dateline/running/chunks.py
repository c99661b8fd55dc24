"""Shards → chunks: pages and rows as they stand in their files, some hundred at a time, in flat memory.

The same shard always gives the same chunks, so that a run can pass over those that it has read.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import IO, Any

from dateline.errors import DatelineError, InputError
from dateline.model import Problem, Record
from dateline.reading import Raw
from dateline.reading.files import LARGEST_LIST, LARGEST_PAGE, File, lines, whole
from dateline.reading.rows import LONGEST_ROW, Row
from dateline.reading.rows import lines as rows_of
from dateline.running.archives import responses
from dateline.running.sources import Shard, Source
from dateline.running.storage import needed, opened
from dateline.running.tables import table_rows

_BYTES, _RECORDS = 2_000_000, 250  # of a chunk, whichever comes first


class Chunk(Record, frozen=True, kw_only=True):
    """Some pages and rows of a shard, and what could not be got hold of between them."""

    name: str  # sorts as the sources stand
    raws: tuple[Raw, ...]
    problems: tuple[Problem, ...] = ()


def chunks(shard: Shard) -> Iterator[Chunk]:
    """What a shard holds. What cannot be read becomes a Problem in its place."""
    number, records, size = 0, list[Raw | Problem](), 0
    for file in shard.files:
        for record in records_of(file):
            records.append(record)
            size += len(record.data) if isinstance(record, Raw) else 0
            if size >= _BYTES or len(records) == _RECORDS:
                yield _chunk(shard, number, records)
                number, records, size = number + 1, [], 0
    if records:
        yield _chunk(shard, number, records)


def _chunk(shard: Shard, number: int, records: list[Raw | Problem]) -> Chunk:
    return Chunk(
        name=f"{shard.number:06}-{number:06}",
        raws=tuple(each for each in records if isinstance(each, Raw)),
        problems=tuple(each for each in records if isinstance(each, Problem)),
    )


def records_of(file: Source, watch: Callable[[IO[bytes]], None] | None = None) -> Iterator[Raw | Problem]:
    """The pages and rows of a file. `watch` is given the open file, packed as it is, before it is read."""
    count = 0
    try:
        system, path = opened(file.address)
        with closing(system.open(path, "rb")) as stream:
            if watch:
                watch(stream)
            for record in _KINDS[file.kind](file, stream):
                count += 1
                yield record
    except InputError as error:
        yield error.problem
    except DatelineError:
        raise
    except Exception as error:  # gzip, zstandard, pyarrow and fastwarc have error types of their own
        words = getattr(error, "strerror", None) or str(error) or type(error).__name__
        what = f"breaks off after {count:,} records" if count else "cannot be read"
        yield Problem(source=file.address, reason=f"{what}: {words}")


def _page(file: Source, stream: IO[bytes]) -> Iterator[Raw | Problem]:
    largest = LARGEST_LIST if file.kind == "json" else LARGEST_PAGE
    data = whole(File(file.address, None), stream, largest)
    known = file.kind if file.kind in ("text", "html", "json") else None
    yield Raw(name=file.address, data=data, kind=known)


def _rows(file: Source, stream: IO[bytes]) -> Iterator[Raw | Problem]:
    with closing(_unpacked(file, stream)) as text:
        for row in rows_of(file.address, lines(File(file.address, "lines"), text, LONGEST_ROW)):
            yield Raw(name=row.source, data=row.data, kind="json") if isinstance(row, Row) else row


def _unpacked(file: Source, stream: IO[bytes]) -> Any:
    name = file.address.lower()
    if name.endswith(".gz"):
        return gzip.GzipFile(fileobj=stream)
    if name.endswith(".zst"):
        try:
            import zstandard
        except ImportError:
            raise needed("zstandard") from None
        plain: Any = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
        return io.BufferedReader(plain)
    return stream


_KINDS: dict[str, Callable[[Source, IO[bytes]], Iterator[Raw | Problem]]] = {
    "text": _page,
    "html": _page,
    "json": _page,
    "unknown": _page,
    "lines": _rows,
    "table": table_rows,
    "archive": responses,
}
