"""Dates by their own name. A year that was not said comes from what is told, from publication, or stays open."""

from __future__ import annotations

import re
from datetime import date

from dateline.grounding.calendar import days
from dateline.grounding.calendar.days import Span
from dateline.grounding.calendar.meaning import Calendar, Century, Decade, Meaning, Part, Range, Season
from dateline.grounding.calendar.scene import Open, Placed, Scene
from dateline.model import Date

_LEAP, _COMMON = 2000, 2001
_YEARS_TO_A_LEAP_DAY = 8  # 29 February is at most this many years away (1896 to 1904)
_TOLD = re.compile(r"(-?\d{4})(?:-(\d\d))?")
SOON = 30  # days: who means such a day of last year says so, unless this year has hardly begun or is nearly over
_TURN = 7  # months back from which a month is taken for next year's: January, told after November


def named(meaning: Meaning, scene: Scene) -> Placed | None:
    """A date by its name; one that lacks the year takes it from publication, else keeps it open."""
    if not lacks_year(meaning):
        return Placed(_by_name(meaning), "calendar")
    if isinstance(meaning, Calendar) and meaning.month is None:
        return _day_of_some_month(meaning.day or 0, scene)
    year = _year_told(meaning, scene.frame.edtf) if scene.frame else None
    if year is not None:
        return Placed(_of_year(meaning, year), "event")
    if scene.published:
        nearest = _nearest(meaning, scene.published, scene)
        return Placed(nearest, "publication") if nearest else None
    still_open = _open_year(meaning)
    return Placed(still_open, "calendar") if still_open else None


def lacks_year(meaning: Meaning) -> bool:
    """Whether the words name a day, month or season without saying of which year."""
    match meaning:
        case Calendar(year=year) | Season(year=year):
            return year is None
        case Part(of=of):
            return lacks_year(of)
        case Range(first=first, last=last):
            return lacks_year(first) and lacks_year(last)
    return False


def _year_told(meaning: Meaning, edtf: str) -> int | None:
    """The year that the text is telling of; after November, January is the next year's."""
    told = _TOLD.match(edtf)
    if told is None:
        return None
    year, month = int(told[1]), int(told[2] or 0)
    named = _first_month(meaning)
    return year + 1 if month and named and month - named >= _TURN else year


def _first_month(meaning: Meaning) -> int | None:
    match meaning:
        case Calendar(month=month):
            return month
        case Part(of=of):
            return _first_month(of)
        case Range(first=first):
            return _first_month(first)
    return None


def _of_year(meaning: Meaning, year: int) -> Span | Open:
    """A meaning that lacks its year, in a year of any era."""
    if year >= 1:
        return in_year(meaning, year)
    match meaning:
        case Calendar(month=month, day=day):
            return _before_our_era(Calendar(year, month, day))
        case Season(season=season):
            return Open(f"{days.edtf_year(year)}-{days.SEASON_CODES[season]}")
        case Part(of=of):
            return _of_year(of, year)
    raise ValueError(f"not in one year: {meaning}")


def _before_our_era(meaning: Calendar) -> Open:
    rest = "".join(f"-{number:02d}" for number in (meaning.month, meaning.day) if number)
    return Open(f"{days.edtf_year(meaning.year or 0)}{rest}")


def _by_name(meaning: Meaning) -> Span | Open:
    match meaning:
        case Calendar(year=int(year)) if year < 1:
            return _before_our_era(meaning)
        case Season(season=season, year=int(year)) if year < 1:
            return Open(f"{days.edtf_year(year)}-{days.SEASON_CODES[season]}")
        case Decade(year=year) | Century(year=year) if year < 1:
            return Open(f"{days.edtf_year(year)[: -1 if isinstance(meaning, Decade) else -2]}X")
        case Calendar(year=int(year), month=None):
            return days.of_year(year)
        case Century(year=year):
            return days.of_century(year)
        case Season(season="winter", year=int(year)):
            return Open(f"{year}-{days.SEASON_CODES['winter']}")  # which of the year's two winters is not said
        case Season(season=season, year=int(year)):
            return days.of_season(year, season)
        case Decade(year=year):
            return days.of_decade(year)
        case Calendar(year=int(year)):
            return in_year(meaning, year)
    raise ValueError(f"no date by name: {meaning}")


def in_year(meaning: Meaning, year: int) -> Span:
    """A meaning that lacks its year, in that year. ValueError where it has no such day."""
    match meaning:
        case Calendar(month=int(month), day=None):
            return days.of_month(year, month)
        case Calendar(month=int(month), day=int(day)):
            return days.of_day(date(year, month, day))
        case Season(season=season):
            return days.of_season(year, season)
        case Part(portion=portion, of=of):
            part = days.part_of(in_year(of, year), portion)
            if part:
                return part
        case Range(first=first, last=last):
            start, end = in_year(first, year), in_year(last, year)
            return days.of_days(start.start, (end if end.end >= start.start else in_year(last, year + 1)).end)
    raise ValueError(f"not in one year: {meaning}")


def _nearest(meaning: Meaning, published: date, scene: Scene) -> Span | None:
    """The last one begun by publication, or the first not ended; the other where that alone falls on the weekday said.

    A day that comes within a month, of this year, is meant rather than that of the year before.
    """
    usual, other = (_on_side(meaning, published, side) for side in (scene.future, not scene.future))
    if usual is None or other is None:
        return usual
    weekday = meaning.weekday if isinstance(meaning, Calendar) else None
    if weekday is not None and weekday in (usual.start.weekday(), other.start.weekday()):
        return usual if usual.start.weekday() == weekday else other
    ahead = not scene.future and not scene.begun and _of_days(meaning) and other.start.year == published.year
    return other if ahead and (other.start - published).days <= SOON else usual


def _of_days(meaning: Meaning) -> bool:
    """Whether the words name days, rather than months or seasons."""
    match meaning:
        case Calendar(day=day):
            return day is not None
        case Range(first=first, last=last):
            return _of_days(first) and _of_days(last)
    return False


def _on_side(meaning: Meaning, published: date, future: bool) -> Span | None:
    step = 1 if future else -1
    for year in range(published.year - step, published.year + (_YEARS_TO_A_LEAP_DAY + 1) * step, step):
        try:
            span = in_year(meaning, year)
        except ValueError:  # 29 February
            continue
        if span.end >= published if future else span.start <= published:
            return span
    return None


def _open_year(meaning: Meaning) -> Open | None:
    """The date with its year left open. A part that ends with February, as no one day, is given as the month."""
    if isinstance(meaning, Calendar):
        day = f"-{meaning.day:02d}" if meaning.day else ""
        return Open(f"XXXX-{meaning.month:02d}{day}")
    spans = [in_year(meaning, year) for year in (_LEAP, _COMMON)]
    if any(span.start.year != span.end.year for span in spans):
        return None
    ends = {(f"XXXX-{span.start:%m-%d}", f"XXXX-{span.end:%m-%d}") for span in spans}
    if len(ends) > 1:
        return _open_year(meaning.of) if isinstance(meaning, Part) else None
    return Open("/".join(ends.pop()))


def _day_of_some_month(day: int, scene: Scene) -> Placed:
    """The 14th: of the month of the event before, where one is known, else the nearest such day to publication."""
    if scene.previous and scene.previous.start and _in_one_month(scene.previous):
        told = date.fromisoformat(scene.previous.start).replace(day=day)
        if scene.future or not scene.published or told <= scene.published:
            return Placed(days.of_day(told), "event")
    month = days.shift_open_month(scene.previous.edtf, 0) if scene.previous else None
    if month and not scene.published:
        return Placed(Open(f"{month}-{day:02d}"), "event")
    if not scene.published:
        return Placed(Open(f"XXXX-XX-{day:02d}"), "calendar")
    return Placed(days.of_day(_nearest_day(day, scene.published, scene.future)), "publication")


def _in_one_month(when: Date) -> bool:
    return when.start is not None and when.end is not None and when.start[:7] == when.end[:7]


def _nearest_day(day: int, published: date, future: bool) -> date:
    step = 1 if future else -1
    for months in (0, 1, 2):
        month = days.of_month(published.year, published.month + months * step)
        if day <= month.end.day:
            found = month.start.replace(day=day)
            if found >= published if future else found <= published:
                return found
    raise ValueError(f"no day {day}")
