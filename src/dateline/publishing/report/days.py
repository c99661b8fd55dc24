"""Which days a report is about."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FAR_OFF = (
    0.0,
    0.002,
    0.005,
    0.01,
    0.02,
    0.05,
    0.1,
)  # shares of the events at either end to leave out, the least first
_PRESSED = 4  # so many times longer than most of it the whole must be before any is left out
_ROOMY = 1.3  # so many times longer than that what is drawn may then be
_LEAST_DAYS = 14


def day_spans(events: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """First and last day of each event; of one whose date is not told, the day it was first reported."""
    spans = ((event["start"] or event["reported"], event["end"] or event["reported"]) for event in events)
    return [(start, end) for start, end in spans if start]


def drawn(spans: list[tuple[str, str]]) -> tuple[date, date]:
    """First and last day of the timeline: of all spans, or of most where a few lie far off and would press the rest."""
    days = np.array([[date.fromisoformat(day).toordinal() for day in span] for span in spans], np.int32)
    first, last = drawn_days(days[:, 0], days[:, 1])
    return date.fromordinal(first), date.fromordinal(last)


def drawn_days(starts: NDArray[np.int32], ends: NDArray[np.int32]) -> tuple[int, int]:
    """The same of the first and last days of many events, as ordinals."""
    starts, ends = np.sort(starts), np.sort(ends)
    ranges = [_without(starts, ends, int(len(starts) * share)) for share in _FAR_OFF]
    whole, most = ranges[0], max(_days(ranges[-1]), _LEAST_DAYS)
    if _days(whole) <= _PRESSED * most:
        return whole
    return next(days for days in ranges if _days(days) <= _ROOMY * most or days == ranges[-1])


def _without(starts: NDArray[np.int32], ends: NDArray[np.int32], spare: int) -> tuple[int, int]:
    first, last = int(starts[spare]), int(ends[-1 - spare])
    return first, max(first, last)


def _days(span: tuple[int, int]) -> int:
    return span[1] - span[0]
