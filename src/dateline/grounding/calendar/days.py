"""Days, months, years and their spans as EDTF (ISO 8601-2). Arithmetic only: no word of any language is known here."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from dateline.grounding.calendar.meaning import Portion, Quarter, Unit

SEASON_CODES: dict[Quarter, int] = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_SEASON_MONTHS: dict[Quarter, int] = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_MONTH_PARTS: dict[Portion, tuple[int, int]] = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 31),
    "first half": (1, 15),
    "second half": (16, 31),
    "first week": (1, 7),
    "second week": (8, 14),
    "third week": (15, 21),
    "last week": (-7, 31),
}
_YEAR_PARTS: dict[Portion, tuple[int, int]] = {
    "early": (1, 3),
    "mid": (5, 8),
    "late": (10, 12),
    "first half": (1, 6),
    "second half": (7, 12),
}
_OPEN_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")
_OPEN_MONTH = re.compile(r"XXXX-(\d\d)")
_CYCLE = range(1999, 2004)  # years around a leap year: a sum of days that differs among them cannot be told


class Span(NamedTuple):
    """First and last day, and the EDTF that says no more than the words did."""

    start: date
    end: date
    edtf: str


def of_day(day: date) -> Span:
    """One day."""
    return Span(day, day, day.isoformat())


def of_days(start: date, end: date) -> Span:
    """From one day to another."""
    return of_day(start) if start == end else Span(start, end, f"{start.isoformat()}/{end.isoformat()}")


def of_month(year: int, month: int) -> Span:
    """A whole month; months beyond 1..12 run into the years beside."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), f"{year:04d}-{month:02d}")


def edtf_year(year: int) -> str:
    """A year of any era."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def of_year(year: int) -> Span:
    """A whole year."""
    return Span(date(year, 1, 1), date(year, 12, 31), f"{year:04d}")


def of_decade(year: int) -> Span:
    """Ten years."""
    return Span(date(year, 1, 1), date(year + 9, 12, 31), f"{year // 10:03d}X")


def of_century(year: int) -> Span:
    """A hundred years."""
    return Span(date(year, 1, 1), date(year + 99, 12, 31), f"{year // 100:02d}XX")


def of_week(day: date) -> Span:
    """The week, Monday to Sunday, that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return of_days(monday, monday + timedelta(days=6))


def of_season(year: int, season: Quarter) -> Span:
    """Three whole months of the northern hemisphere; a winter begins in `year`."""
    first = _SEASON_MONTHS[season]
    start, end = of_month(year, first).start, of_month(year, first + 2).end
    return Span(start, end, f"{year:04d}-{SEASON_CODES[season]}") if season != "winter" else of_days(start, end)


def months_before(day: date, n: int) -> date:
    """The same day `n` months before, or the last of that month where it has no such day."""
    month = of_month(day.year, day.month - n)
    return month.start.replace(day=min(day.day, month.end.day))


def units_before(day: date, unit: Unit, n: int) -> date:
    """The day `n` units before another; hours and less count as the days they may reach into."""
    match unit:
        case "month":
            return months_before(day, n)
        case "year":
            return months_before(day, 12 * n)
        case "decade":
            return months_before(day, 120 * n)
        case "week":
            return day - timedelta(weeks=n)
        case "day":
            return day - timedelta(days=n)
        case "hour":
            return day + timedelta(days=-n // 24 if n > 0 else -(n // 24))
        case _:
            return day


def part_of(span: Span, portion: Portion) -> Span | None:
    """An early, middle or late part of a week, month, season, year or decade; None for other spans."""
    length = (span.end - span.start).days + 1
    if length == 7:
        return _part_of_week(span, portion)
    if 28 <= length <= 31:
        first, last = _MONTH_PARTS[portion]
        first = first if first > 0 else span.end.day + 1 + first
        return of_days(span.start.replace(day=first), span.start.replace(day=min(last, span.end.day)))
    if 90 <= length <= 92:
        return _part_of_season(span, portion)
    if 365 <= length <= 366:
        first, last = _YEAR_PARTS[portion]
        return of_days(of_month(span.start.year, first).start, of_month(span.start.year, last).end)
    return _part_of_decade(span, portion)


def _part_of_week(span: Span, portion: Portion) -> Span | None:
    reach: dict[Portion, tuple[int, int]] = {"early": (0, 2), "mid": (2, 3), "late": (4, 6)}
    if portion not in reach:
        return None
    first, last = reach[portion]
    return of_days(span.start + timedelta(days=first), span.start + timedelta(days=last))


def _part_of_season(span: Span, portion: Portion) -> Span | None:
    offset = {"early": 0, "mid": 1, "late": 2}.get(portion)
    return of_month(span.start.year, span.start.month + offset) if offset is not None else None


def _part_of_decade(span: Span, portion: Portion) -> Span | None:
    reach: dict[Portion, tuple[int, int]] = {
        "early": (0, 3),
        "mid": (4, 6),
        "late": (7, 9),
        "first half": (0, 4),
        "second half": (5, 9),
    }
    first, last = reach[portion]
    return of_days(of_year(span.start.year + first).start, of_year(span.start.year + last).end)


def shift_open_day(edtf: str, days: int) -> str | None:
    """`XXXX-05-08` moved by days; None where the answer depends on the year, and for other EDTF."""
    matched = _OPEN_DAY.fullmatch(edtf)
    if not matched:
        return None
    month, day = map(int, matched.groups())
    sums = {_shift_in_year(year, month, day, days) for year in _CYCLE}
    return f"XXXX-{sums.pop()}" if len(sums) == 1 and None not in sums else None


def _shift_in_year(year: int, month: int, day: int, days: int) -> str | None:
    try:
        return (date(year, month, day) + timedelta(days=days)).strftime("%m-%d")
    except ValueError:
        return "02-29" if not days else None


def shift_open_month(edtf: str, months: int) -> str | None:
    """The month of `XXXX-05` or `XXXX-05-08` moved by months; None for other EDTF."""
    matched = _OPEN_MONTH.match(edtf)
    if not matched or "/" in edtf:
        return None
    return f"XXXX-{(int(matched.group(1)) - 1 + months) % 12 + 1:02d}"
