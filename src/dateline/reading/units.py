"""Text → units: its paragraphs and lines, each with its offsets and the white space before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dateline.reading.story import clean, likeness

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_WIDEST = 100  # no hard-wrapped text is set wider
_WRAPPED = 0.6  # share of lines that are as full as the next word allows, in a hard-wrapped text


class Unit(NamedTuple):
    """A paragraph, or a line that stands for itself."""

    text: str
    key: str  # the same for two printings of one line
    start: int  # offsets in the page's text
    end: int
    blank: int  # blank lines before it


def units(text: str) -> list[Unit]:
    """The units of `text` in order. Lines of a hard-wrapped text (as in e-mail) are joined to their paragraphs."""
    lines = list(_lines(text))
    return list(_join(lines, width)) if (width := _width(lines)) else lines


def paragraphs(texts: list[str]) -> list[Unit]:
    """Units of a page whose paragraphs are known and whose offsets are not."""
    return [_unit(text, 0, 0, 1) for text in texts if clean(text)]


def _lines(text: str) -> Iterator[Unit]:
    last = 0
    for line in _LINE.finditer(text):
        if words := clean(line[0]):
            breaks = len(_BREAK.findall(text, last, line.start()))
            yield _unit(words, line.start(), line.end(), max(breaks - 1, 0))
            last = line.end()


def _unit(text: str, start: int, end: int, blank: int) -> Unit:
    text = clean(text)
    return Unit(text, likeness(text) or text, start, end, blank)


def _width(lines: list[Unit]) -> int | None:
    """The width a text was wrapped to, or None where it was not."""
    width = max((len(line.text) for line in lines), default=0)
    pairs = [(line, after) for line, after in pairwise(lines) if not after.blank]
    full = sum(_full(line, after, width) for line, after in pairs)
    return width if len(pairs) > 3 and width <= _WIDEST and full >= _WRAPPED * len(pairs) else None


def _full(line: Unit, after: Unit, width: int) -> bool:
    return len(line.text) + 1 + len(after.text.split(" ")[0]) > width and line.key != after.key


def _join(lines: list[Unit], width: int) -> Iterator[Unit]:
    current, last = lines[0], lines[0]
    for line in lines[1:]:
        if not line.blank and _full(last, line, width):
            current = _unit(f"{current.text} {line.text}", current.start, line.end, current.blank)
        else:
            yield current
            current = line
        last = line
    yield current
