"""Records to and from their JSON, and look-ups by many keys at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import msgspec

from dateline.model import Date, Record

_R = TypeVar("_R", bound=Record)
_T = TypeVar("_T")
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
_MOST = 500  # keys in one statement; every database takes that many


def encode(record: Record) -> str:
    """A record as JSON, the same text for equal records."""
    return msgspec.json.encode(record).decode()


def decode(text: str, kind: type[_R]) -> _R:
    """The record that `encode` made."""
    return msgspec.json.decode(text, type=kind)


def bounds(date: Date | None) -> tuple[str | None, str | None]:
    """First and last day of a date, both None where it has none or its year is open; a side left open has no bound."""
    if date is None or (date.start is None and date.end is None):
        return None, None
    return date.start or FIRST_DAY, date.end or LAST_DAY


def chunks(items: Iterable[_T]) -> Iterator[Sequence[_T]]:
    """Items in pieces that fit one statement, in order."""
    rest = iter(items)
    while piece := list(islice(rest, _MOST)):
        yield piece
