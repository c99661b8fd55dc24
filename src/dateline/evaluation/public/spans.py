"""Spans of characters: Unicode code points of a text, the first one in, the last one out."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]


def check(spans: Iterable[Span], text: str) -> None:
    """Raise ValueError for a span that is empty or runs out of its text: scored in silence it would only look wrong."""
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}-{end} is not within the text, which has {len(text)} characters")


def overlap(left: Span, right: Span) -> bool:
    """Whether two spans have a character in common."""
    return left[0] < right[1] and right[0] < left[1]
