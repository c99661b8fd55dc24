"""JSON rows → stories. A row is one article: never split, its words never altered; records coded in it are ignored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from dateline.errors import InputError
from dateline.model import Problem
from dateline.reading import dating, languages
from dateline.reading.story import Story

LONGEST_ROW = 20_000_000  # bytes; a longer line of a JSON Lines file is no article


class Row(NamedTuple):
    """One row as it stands in its file."""

    source: str  # "file.jsonl:7", "file.json row 7"
    data: bytes

    @property
    def page_id(self) -> str:
        """The sha256 of the row's bytes, hex."""
        return hashlib.sha256(self.data).hexdigest()


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with every key it has, so that one given twice is seen."""


def lines(name: str, stream: Iterable[bytes]) -> Iterator[Row | Problem]:
    """The rows of a JSON Lines file, read as they are asked for. Empty lines are passed over but counted."""
    empty = True
    for number, line in enumerate(stream, 1):
        data = line.strip() if number > 1 else line.removeprefix(b"\xef\xbb\xbf").strip()
        if data:
            empty = False
            yield _within(Row(f"{name}:{number}", data))
    if empty:
        yield Problem(source=name, reason="is empty")


def document(name: str, data: bytes) -> Iterator[Row | Problem]:
    """The rows of a JSON file that holds one row or a list of them."""
    data = data.removeprefix(b"\xef\xbb\xbf").strip()
    if not data.startswith(b"["):
        yield Row(name, data)
        return
    try:
        rows = list(_elements(data.decode("utf-8")))
    except (ValueError, RecursionError):
        yield Problem(source=name, reason=_broken(data))
        return
    if not rows:
        yield Problem(source=name, reason="is an empty list")
    yield from (Row(f"{name} row {number}", row.encode("utf-8")) for number, row in enumerate(rows, 1))


def story(row: Row) -> Story:
    """The story of a row. Raises `InputError` naming the row where it cannot be used as it is."""
    try:
        return _story(_fields(row))
    except _RowError as err:
        raise InputError(Problem(source=row.source, reason=err.reason, hint=err.hint)) from None


class _RowError(Exception):
    def __init__(self, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def _within(row: Row) -> Row | Problem:
    if len(row.data) <= LONGEST_ROW:
        return row
    return Problem(source=row.source, reason=f"is a row of more than {LONGEST_ROW // 1_000_000} MB")


def _elements(text: str) -> Iterator[str]:
    """Each element of a JSON list as it is written. Raises ValueError, before the first, where the list is broken."""
    json.loads(text)
    decoder, at = json.JSONDecoder(), _next(text, 1)
    while text[at] != "]":
        _, after = decoder.raw_decode(text, at)
        yield text[at:after]
        at = _next(text, after)


def _next(text: str, at: int) -> int:
    """Where the element or bracket after position `at` begins."""
    while text[at] in " \t\r\n,":
        at += 1
    return at


def _broken(data: bytes) -> str:
    try:
        json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as err:
        return f"is not UTF-8 (byte {err.start})"
    except json.JSONDecodeError as err:
        where = f"line {err.lineno}, column {err.colno}" if b"\n" in data else f"column {err.colno}"
        return f"broken JSON at {where}: {err.msg[:1].lower()}{err.msg[1:].removesuffix(' starting at')}"
    except (ValueError, RecursionError):
        pass
    return "is no JSON that can be read"


def _fields(row: Row) -> dict[str, Any]:
    try:
        value = json.loads(row.data.decode("utf-8"), object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        raise _RowError(_broken(row.data)) from None
    if not isinstance(value, _Pairs):
        raise _RowError("is no row: a JSON object is needed", 'write one article a row: {"title": ..., "text": ...}')
    fields = dict(value)
    if len(fields) < len(value):
        names = [key for key, _ in value]
        twice = next(key for key in names if names.count(key) > 1)
        raise _RowError(f'has the key "{twice}" twice')
    return fields


def _story(fields: dict[str, Any]) -> Story:
    text = _string(fields, "text", "maintext")
    if text is None or not text.strip():
        raise _RowError('has no text: "text" (or "maintext") is missing or empty')
    title = _string(fields, "title") or ""
    published = _published(fields)
    said = dating.dateline(text.lstrip())
    return Story(
        id=_id(fields),
        title=title,
        text=text,
        dateline=said[0] if said else None,
        publisher=_string(fields, "source_domain"),
        url=_string(fields, "url"),
        lang=languages.declared(_string(fields, "lang", "language")),
        published=published or (said[1] if said else None),
        published_from="row" if published else ("dateline" if said and said[1] else None),
    )


def _string(fields: dict[str, Any], *names: str) -> str | None:
    """The first of the named fields that is given."""
    for name in names:
        value = fields.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise _RowError(f'"{name}" is no string but {_kind(value)}')
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise _RowError(f'"{name}" holds half a character (a lone surrogate)')
        return value
    return None


def _id(fields: dict[str, Any]) -> str | None:
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(fields, "id") or None


def _published(fields: dict[str, Any]) -> str | None:
    value = _string(fields, "published", "date_publish")
    if value is None or not value.strip():
        return None
    day = dating.day(value)
    if day is None:
        raise _RowError(
            f'"published" is no date: {value[:40]!r}', "write it as 2021-06-05, or leave it out where it is not known"
        )
    return day


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", _Pairs: "an object"}
    return kinds.get(type(value), "a list")
