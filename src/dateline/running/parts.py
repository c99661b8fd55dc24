"""Parquet parts: the rows of one file, to bytes and back.

A part has columns to look at with any tool, and the whole records as JSON, from which `output` takes them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dateline.model import Article, Coding, Page
from dateline.running.child import Coded, Found
from dateline.running.records import Copy, SetAside
from dateline.running.storage import Folder, needed

Row = Mapping[str, Any]

_TEXT, _NUMBER, _LIKENESS = "string", "int32", "float"
_ARTICLE = {"id": _TEXT, "hash": _TEXT, "title": _TEXT, "published": _TEXT, "publisher": _TEXT, "url": _TEXT}
ARTICLES = {"id": _TEXT, "hash": _TEXT, "length": _NUMBER, "likeness": "binary", "page": _TEXT, "article": _TEXT}
CODED = {**_ARTICLE, "words": _NUMBER, "events": _NUMBER, "totals": _NUMBER, "page": _TEXT, "coding": _TEXT}
COPIES = {"of": _TEXT, "of_hash": _TEXT, "likeness": _LIKENESS, **_ARTICLE, "page": _TEXT, "article": _TEXT}
ASIDE = {"source": _TEXT, "reason": _TEXT, "hint": _TEXT, "stage": _TEXT, "article": _TEXT}


def parquet() -> tuple[Any, Any]:
    """pyarrow and its Parquet module; SetupError where they are missing."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise needed("pyarrow") from None
    return pyarrow, pyarrow.parquet


def packed(columns: Mapping[str, str], rows: Sequence[Row], about: Mapping[str, str] | None = None) -> bytes:
    """A Parquet file of rows with these columns; `about` is kept in its metadata."""
    pyarrow, files = parquet()
    schema = pyarrow.schema([(name, getattr(pyarrow, _ARROW.get(kind, kind))()) for name, kind in columns.items()])
    table = pyarrow.Table.from_pylist([dict(row) for row in rows], schema.with_metadata(dict(about or {})))
    sink = io.BytesIO()
    files.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def rows(data: bytes, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The rows of a Parquet file, or some of their columns."""
    pyarrow, files = parquet()
    table = files.ParquetFile(pyarrow.BufferReader(data)).read(columns=columns)
    return list(table.to_pylist())


def about(folder: Folder, name: str) -> dict[str, str]:
    """What was kept in a file's metadata with `packed`, without reading its rows."""
    _, files = parquet()
    with folder.opened(name) as file:
        known = files.ParquetFile(file).schema_arrow.metadata or {}
    return {key.decode(): value.decode() for key, value in known.items()}


def row_count(folder: Folder, name: str) -> int:
    """How many rows a file has, without reading them."""
    _, files = parquet()
    with folder.opened(name) as file:
        return int(files.ParquetFile(file).metadata.num_rows)


_ARROW = {"float": "float32"}


# ------------------------------------------------------------------ records to rows and back


def article_row(found: Found) -> Row:
    """The row of an article that was read."""
    article = found.article
    return {
        "id": article.id,
        "hash": article.hash,
        "length": len(article.text),
        "likeness": found.likeness,
        "page": _json(found.page),
        "article": _json(article),
    }


def coded_row(page: Page, article: Article, coded: Coded) -> Row:
    """A coded article's row."""
    return {
        **_described(article),
        "words": len(article.text.split()),
        "events": coded.events,
        "totals": coded.totals,
        "page": _json(page),
        "coding": coded.coding.decode(),
    }


def copy_row(copy: Copy) -> Row:
    """A copy's row."""
    return {
        "of": copy.of,
        "of_hash": copy.of_hash,
        "likeness": copy.likeness,
        **_described(copy.article),
        "page": _json(copy.page),
        "article": _json(copy.article),
    }


def aside_row(aside: SetAside) -> Row:
    """The row of what was set aside."""
    article = None if aside.article is None else _json(aside.article)
    return {
        "source": aside.source,
        "reason": aside.reason,
        "hint": aside.hint,
        "stage": aside.stage,
        "article": article,
    }


def coded_of(data: bytes) -> Iterator[tuple[Page, Coding]]:
    """The codings of a part, each with its page."""
    for row in rows(data, ["page", "coding"]):
        yield msgspec.json.decode(row["page"], type=Page), msgspec.json.decode(row["coding"], type=Coding)


def copies_of(data: bytes) -> Iterator[Copy]:
    """The copies of a part."""
    for row in rows(data, ["of", "of_hash", "likeness", "page", "article"]):
        yield Copy(
            article=msgspec.json.decode(row["article"], type=Article),
            page=msgspec.json.decode(row["page"], type=Page),
            of=row["of"],
            of_hash=row["of_hash"],
            likeness=row["likeness"],
        )


def aside_of(data: bytes) -> Iterator[SetAside]:
    """What a part says was set aside."""
    for row in rows(data):
        article = row.pop("article")
        yield SetAside(**row, article=msgspec.json.decode(article, type=Article) if article else None)


def _described(article: Article) -> Row:
    return {name: getattr(article, name) for name in _ARTICLE}


def _json(record: object) -> str:
    return msgspec.json.encode(record).decode()
