"""The outcome of one comparison."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import cache

from dateline.model import Record


class Outcome(Record, frozen=True, kw_only=True):
    """What came out of comparing one thing of two reports."""

    level: str  # "days apart", "km apart", "actors" ...
    key: str  # which of the level's few outcomes
    words: Callable[[], str]  # for a person to read; made when asked for, since most pairs are not shown


def step(value: float, bounds: tuple[float, ...]) -> str:
    """The first bound that holds the value, as a key: "<=3"; "more" beyond the last. The bounds rise."""
    return _keys(bounds)[bisect_left(bounds, value)]


@cache
def _keys(bounds: tuple[float, ...]) -> tuple[str, ...]:
    return (*(f"<={bound:g}" for bound in bounds), "more")
