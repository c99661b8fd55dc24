"""Spans of days, also those whose year is open."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from dateline.model import Date, Record

_OPEN = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?")
_OPEN_YEAR = 2000  # stands in for the unknown year; a leap year, so that 29 February has a place


class Span(Record, frozen=True, kw_only=True):
    """First and last day as proleptic Gregorian ordinals; `open_year` where only month and day are known."""

    first: int
    last: int
    open_year: bool = False

    @property
    def width(self) -> int:
        """Days in the span."""
        return self.last - self.first + 1


@lru_cache(maxsize=65536)
def span(date: Date) -> Span | None:
    """The days that a date may mean, or None where it tells none. A date without an end runs on for ever."""
    if date.start is None and date.end is None:
        return _open_span(date.edtf)
    first = dt.date.fromisoformat(date.start).toordinal() if date.start else dt.date.min.toordinal()
    last = dt.date.fromisoformat(date.end).toordinal() if date.end else dt.date.max.toordinal()
    return Span(first=first, last=last)


def gap(left: Span, right: Span) -> int:
    """Whole days between two spans: 0 where they overlap, 1 for neighbouring days. An open year takes the best year."""
    if not left.open_year and not right.open_year:
        return max(0, left.first - right.last, right.first - left.last)
    if not left.open_year:
        left, right = right, left
    return min(gap(_in_year(left, year), _closed(right)) for year in _years(right))


def days_between(one: str | None, other: str | None) -> int | None:
    """Days between two ISO days, or None where either is not known."""
    if one is None or other is None:
        return None
    return abs(ordinal(one) - ordinal(other))


@lru_cache(maxsize=65536)
def ordinal(day: str) -> int:
    """The proleptic Gregorian ordinal of an ISO day."""
    return dt.date.fromisoformat(day).toordinal()


def _open_span(edtf: str) -> Span | None:
    found = _OPEN.findall(edtf)
    if not found:
        return None
    first = _day(_OPEN_YEAR, int(found[0][0]), int(found[0][1] or 1))
    last = _day(_OPEN_YEAR, int(found[-1][0]), int(found[-1][1] or 31))
    if last < first:  # "29 December to 2 January"
        last = _day(_OPEN_YEAR + 1, int(found[-1][0]), int(found[-1][1] or 31))
    return Span(first=first, last=last, open_year=True)


def _day(year: int, month: int, day: int) -> int:
    """The ordinal of a day, of the month's last day where the month is shorter."""
    following = dt.date(year + month // 12, month % 12 + 1, 1).toordinal()
    return min(dt.date(year, month, 1).toordinal() + day - 1, following - 1)


def _in_year(open_span: Span, year: int) -> Span:
    start = dt.date.fromordinal(open_span.first)
    first = _day(year, start.month, start.day)
    return Span(first=first, last=first + open_span.width - 1)


def _closed(value: Span) -> Span:
    return Span(first=value.first, last=value.last)


def _years(value: Span) -> range:
    first = dt.date.fromordinal(value.first).year
    last = dt.date.fromordinal(value.last).year
    # Any two neighbouring years hold every day of the calendar, so a long span need not be walked year by year.
    return range(max(1, first - 1), min(last + 1, first + 2, 9998) + 1)
