"""What tests of the formats share: an export in memory."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from dateline.publishing import FORMATS, Selection

from .sample import Fake

MADE = "2026-02-03"


def select(ledger: Fake, filter: set[str] | None = None, **options: Any) -> Selection:
    """What one export holds, made on a given day."""
    return Selection(ledger, filter, made=MADE, words={"types": ["ASSAULT"]}, **options)


def exported(ledger: Fake, format: str, filter: set[str] | None = None, **options: Any) -> tuple[bytes, Selection]:
    """The bytes of an export, and the selection with what could not be written."""
    selection = select(ledger, filter, **options)
    out: Any = io.BytesIO() if FORMATS[format].binary else io.StringIO()
    FORMATS[format].write(selection, out)
    content = out.getvalue()
    return (content if isinstance(content, bytes) else content.encode()), selection


def written(ledger: Fake, format: str, filter: set[str] | None = None, **options: bool) -> str:
    """The export as text; of a table its rows, as they read."""
    content, _ = exported(ledger, format, filter, **options)
    return str(pq.read_table(io.BytesIO(content)).to_pylist()) if FORMATS[format].binary else content.decode()


def saved(path: Path, ledger: Fake, format: str, filter: set[str] | None = None, **options: bool) -> Path:
    """The export in a file."""
    path.write_bytes(exported(ledger, format, filter, **options)[0])
    return path
