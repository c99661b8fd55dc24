"""Parquet → rows, each as the JSON that a row of JSON Lines is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO

from dateline.model import Problem
from dateline.reading import Raw
from dateline.running.parts import parquet
from dateline.running.sources import Source

_TEXTS = ("text", "maintext")
_COLUMNS = (*_TEXTS, "id", "title", "url", "source_domain", "lang", "language", "published", "date_publish")
_AT_ONCE = 200  # rows


def table_rows(file: Source, stream: IO[bytes]) -> Iterator[Raw | Problem]:
    """The rows of a Parquet file, some hundred at a time, in the columns that a row of JSON Lines may have."""
    _, files = parquet()
    table = files.ParquetFile(stream, pre_buffer=False)
    columns = [name for name in _COLUMNS if name in table.schema_arrow.names]
    if not set(_TEXTS) & set(columns):
        yield Problem(source=file.address, reason='has no column "text" (or "maintext")')
        return
    number = 0
    for batch in table.iter_batches(_AT_ONCE, columns=columns):
        for row in batch.to_pylist():
            number += 1
            known = {name: value for name, value in row.items() if value is not None}
            data = json.dumps(known, ensure_ascii=False, default=_plain).encode("utf-8", "surrogatepass")
            yield Raw(name=f"{file.address} row {number}", data=data, kind="json")


def _plain(value: object) -> object:
    """A value that JSON has no form for: days and times as ISO 8601, all else as it is printed."""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
