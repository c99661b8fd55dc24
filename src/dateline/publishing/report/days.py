"""Which days a report is about."""

from __future__ import annotations

from datetime import date
from typing import Any

_FAR_OFF = 0.1  # share of the events at either end that the timeline may leave out
_PRESSED = 4  # so many times longer the whole must be before it does
_LEAST_DAYS = 14


def day_spans(events: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """First and last day of each event; of one whose date is not told, the day it was first reported."""
    spans = ((event["start"] or event["reported"], event["end"] or event["reported"]) for event in events)
    return [(start, end) for start, end in spans if start]


def drawn(spans: list[tuple[str, str]]) -> tuple[date, date]:
    """First and last day of the timeline: of all spans, or of most where a few lie far off and would press the rest."""
    first, last = date.fromisoformat(min(spans)[0]), date.fromisoformat(max(end for _, end in spans))
    starts, ends = sorted(start for start, _ in spans), sorted(end for _, end in spans)
    spare = int(len(spans) * _FAR_OFF)
    from_, to = date.fromisoformat(starts[spare]), date.fromisoformat(ends[-1 - spare])
    pressed = (last - first).days > _PRESSED * max((to - from_).days, _LEAST_DAYS)
    return (from_, max(from_, to)) if pressed else (first, last)
