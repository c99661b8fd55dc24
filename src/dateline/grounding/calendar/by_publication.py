"""Dates counted from the day of publication."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.grounding.calendar import days
from dateline.grounding.calendar.days import Span
from dateline.grounding.calendar.meaning import (
    Meaning,
    Quarter,
    Relative,
    RelativeMonth,
    RelativeSeason,
    Trailing,
    Weekday,
)


def from_publication(meaning: Meaning, published: date, future: bool) -> Span | None:
    """The span counted from publication; one that publication falls into is cut there: what was, or what is to come."""
    match meaning:
        case Weekday(day=day, direction=direction):
            return days.of_day(weekday(day, direction or (1 if future else -1), published, strict=direction != 0))
        case Relative(unit="month", n=0, side=None):
            return unit(meaning, published)  # "this month" is all of it; "earlier this month" is what is over
        case Relative(unit="weekend", n=0) if future and published.weekday() < 5:
            return _weekend(published, 1)
        case Relative():
            return _cut(
                unit(meaning, published), published, later=meaning.side == "later" or (future and not meaning.side)
            )
        case RelativeMonth(month=month, direction=direction):
            return _month_beside(month, direction, published)
        case RelativeSeason(season=season, direction=direction):
            return _season_beside(season, direction, published)
        case Trailing() if meaning.n > 0 or future:
            return _trailing(meaning, published)
    return None


def _cut(span: Span, published: date, *, later: bool) -> Span:
    if not span.start <= published <= span.end or span.start == span.end:
        return span
    return days.of_days(published, span.end) if later else days.of_days(span.start, published)


def weekday(day: int, direction: int, origin: date, *, strict: bool) -> date:
    """The nearest such weekday before or after a day; that day itself counts unless `strict`."""
    away = (day - origin.weekday()) * direction % 7
    return origin + timedelta(days=direction * (away or (7 if strict else 0)))


def unit(meaning: Relative, published: date) -> Span:
    """The whole day, week, weekend, month or year, counted from publication's own."""
    n = meaning.n
    match meaning.unit:
        case "day":
            return days.of_day(published + timedelta(days=n))
        case "week":
            return days.of_week(published + timedelta(weeks=n))
        case "weekend":
            return _weekend(published, n)
        case "month":
            return days.of_month(published.year, published.month + n)
        case "year":
            return days.of_year(published.year + n)


def _weekend(published: date, n: int) -> Span:
    """The weekend begun last (0), the one before it where publication is still within it (-1), the one to come (1)."""
    saturday = weekday(5, -1, published, strict=False)
    weeks = n if n > 0 or published.weekday() >= 5 else 0
    saturday += timedelta(weeks=weeks)
    return days.of_days(saturday, saturday + timedelta(days=1))


def _month_beside(month: int, direction: int, published: date) -> Span:
    """Last November: the last one over before publication's month; next May: the first one after it."""
    if direction < 0:
        return days.of_month(published.year - (month >= published.month), month)
    if direction > 0:
        return days.of_month(published.year + (month <= published.month), month)
    return days.of_month(published.year, month)


def _season_beside(season: Quarter, direction: int, published: date) -> Span:
    """The last season of that name that was over, the one of publication's year, or the first to come."""
    near = [days.of_season(published.year + offset, season) for offset in (-2, -1, 0, 1)]
    if direction < 0:
        return [span for span in near if span.end < published][-1]
    if direction > 0:
        return next(span for span in near if span.start > published)
    return next((span for span in near if span.start <= published <= span.end), near[2])


def _trailing(meaning: Trailing, published: date) -> Span:
    other = days.units_before(published, meaning.unit, meaning.n)
    span = days.of_days(min(other, published), max(other, published))
    if not meaning.approximate or span.start == span.end:
        return span
    start, end = (f"{day.isoformat()}{'~' if day == other else ''}" for day in (span.start, span.end))
    return span._replace(edtf=f"{start}/{end}")
