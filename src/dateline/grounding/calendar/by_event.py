"""Dates counted from the event told before."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateline.grounding.calendar import days
from dateline.grounding.calendar.by_publication import weekday
from dateline.grounding.calendar.days import Span
from dateline.grounding.calendar.meaning import Anaphoric, Unit, Vague, Weekday
from dateline.grounding.calendar.scene import Open, Placed
from dateline.model import Date

_YEAR = re.compile(r"-?\d{4}")
SOME: dict[Unit, tuple[int, int]] = {"day": (1, 7), "week": (7, 28), "month": (30, 365)}  # days, least and most
LONGEST_DAY_COUNT_FROM = 31  # days; "the next day" after "in 2019" is some one day, not a span of 365


def from_event(meaning: Anaphoric | Weekday, previous: Date | None) -> Placed | None:
    """The date counted from the one before; None with nothing to count from."""
    if previous is None:
        return None
    if previous.start is None or previous.end is None:
        edtf = _from_open_event(meaning, previous.edtf)
        return Placed(Open(edtf), "event") if edtf else None
    told = Span(date.fromisoformat(previous.start), date.fromisoformat(previous.end), previous.edtf)
    if (told.end - told.start).days > LONGEST_DAY_COUNT_FROM and _counts_days(meaning):
        return None
    span = _from_told(meaning, told)
    return Placed(span, "event") if span else None


def some_units_from(meaning: Vague, told: Span) -> Span | None:
    """Not the next unit and not the next larger one: days later is within a week, weeks later within a month."""
    if meaning.unit in ("second", "minute", "hour"):
        return days.of_days(told.start, told.end)
    if meaning.unit not in SOME or (told.end - told.start).days > LONGEST_DAY_COUNT_FROM:
        return None
    least, most = (timedelta(days=n) for n in SOME[meaning.unit])
    if meaning.direction > 0:
        span = days.of_days(told.start + least, told.end + most)
    else:
        span = days.of_days(told.start - most, told.end - least)
    return span._replace(edtf="/".join(f"{day}~" for day in span.edtf.split("/")))


def _counts_days(meaning: Anaphoric | Weekday) -> bool:
    return isinstance(meaning, Weekday) or (meaning.unit not in ("month", "year") and meaning.n != 0)


def _from_told(meaning: Anaphoric | Weekday, told: Span) -> Span | None:
    """A span of several days is moved as a whole: the sum is no more precise than what it counts from."""
    match meaning:
        case Weekday(day=day, direction=direction):
            return days.of_day(weekday(day, direction, told.end if direction > 0 else told.start, strict=True))
        case Anaphoric(unit="day", n=0):
            return told
        case Anaphoric(unit="day", n=n):
            return days.of_days(told.start + timedelta(days=n), told.end + timedelta(days=n))
        case Anaphoric(unit="week", n=n):
            start, end = (days.of_week(day + timedelta(weeks=n)) for day in (told.start, told.end))
            return days.of_days(start.start, end.end)
        case Anaphoric(unit="month", n=n):
            return _joined(*(days.of_month(day.year, day.month + n) for day in (told.start, told.end)))
        case Anaphoric(unit="year", n=n):
            return _joined(*(days.of_year(day.year + n) for day in (told.start, told.end)))
        case Anaphoric(unit="hour" | "minute" | "second", n=n):
            reached = days.units_before(told.end if n > 0 else told.start, meaning.unit, -n)
            return days.of_days(min(told.start, reached), max(told.end, reached))
    return None


def _joined(first: Span, last: Span) -> Span:
    return first if first == last else days.of_days(first.start, last.end)


def _from_open_event(meaning: Anaphoric | Weekday, edtf: str) -> str | None:
    match meaning:
        case Anaphoric(unit="day", n=0):
            return edtf
        case Anaphoric(unit="day", n=n):
            return days.shift_open_day(edtf, n)
        case Anaphoric(unit="month", n=n):
            return days.shift_open_month(edtf, n)
        case Anaphoric(unit="minute" | "second"):
            return edtf
        case Anaphoric(unit="year", n=n) if year := _YEAR.match(edtf):
            return days.edtf_year(int(year[0]) + n)
    return None
