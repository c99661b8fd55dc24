"""Cells that are safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def joined(words: Iterable[str | None]) -> str | None:
    """Several words in one cell, "; " between them."""
    return "; ".join(word for word in words if word) or None


def safe(value: object) -> object:
    """The cell, with an apostrophe before text that a spreadsheet would run as a formula. Numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) else value
