"""Items of a public set: gzipped JSON Lines, one item a line."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import TypeVar

import msgspec

from dateline.errors import InputError
from dateline.model import Problem

T = TypeVar("T")


def read_items(path: Path, shape: type[T]) -> list[T]:
    """The items of a file, in its order.

    Raises InputError, with the line where there is one, for a file that cannot be read, that holds no item, or that
    holds one of another shape.
    """
    decoder = msgspec.json.Decoder(shape)
    items = []
    try:
        with gzip.open(path, "rb") as lines:
            for number, line in enumerate(lines, start=1):
                items.append(_item(decoder, line, f"{path}:{number}"))
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(Problem(source=str(path), reason=f"cannot be read: {error}")) from error
    if not items:
        raise InputError(Problem(source=str(path), reason="no items in it"))
    return items


def _item(decoder: msgspec.json.Decoder[T], line: bytes, source: str) -> T:
    try:
        return decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(Problem(source=source, reason=f"not an item of this set: {error}")) from error
