"""The calendar's answers as TIMEX2 values, so that they can be compared with texts marked in TIMEX2 or TIMEX3.

- A day, month or year, `1941-06-22`, `1941-06`, `1941`: the same, and so is one of a year not known, `XXXX-04-14`.
- Part of one ("early 1941", `1941-01-01/1941-03-31`): what it is a part of, `1941`, since TIMEX2 tells the part beside
  the value. The halves of a year are `1941-H1` and `1941-H2`.
- A year before our era, `-0498`: `BC0499`. A decade or century, `194X`, `18XX`: `194`, `18`.
- A season, `1941-22`, or the winter begun in 1941: `1941-SU`, `1941-WI`. A week or weekend: `1941-W26`, `1941-W26-WE`.
- A day with its time ("23:50", "early morning", "night"): `1941-06-22T23:50`, `…TMO`, `…TAF`, `…TEV`, `…TNI`.
- A span between two dates, `1939/1945`: two expressions, `1939` and `1945`. Since a date: that date.
- A span counted from publication ("the past two months"): its length, `P2M`.
- A duration: `P3D`, `PT2H`, `P2DE`, and `PXW` where it is not counted.
- A set: "daily" `XXXX-XX-XX`, "weekly" `XXXX-WXX`, "Fridays" `XXXX-WXX-5`, "annually" `XXXX`.
- "Now", "recently" or "weeks ago", "in the future" or "months later": `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`.

Words that could not be placed have no value and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dateline.evaluation.public.wikiwars import Timex
from dateline.grounding.calendar import TimeExpression, find, in_order
from dateline.grounding.calendar.meaning import (
    Anaphoric,
    Calendar,
    Century,
    Decade,
    Duration,
    Meaning,
    Night,
    Part,
    Range,
    Recurring,
    Reference,
    Relative,
    RelativeMonth,
    RelativeSeason,
    Season,
    Since,
    Trailing,
    Unit,
    Vague,
    Weekday,
    Within,
)
from dateline.model import Date

_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
_HALVES = {"first half": "H1", "second half": "H2"}
_LENGTHS: dict[Unit, str] = {
    "second": "T{}S",
    "minute": "T{}M",
    "hour": "T{}H",
    "day": "{}D",
    "week": "{}W",
    "month": "{}M",
    "year": "{}Y",
    "decade": "{}DE",
    "century": "{}CE",
}
_SETS: dict[Unit, str] = {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}
_CUT = {"century": 2, "decade": 3, "year": 4, "month": 7, "day": 10}
_PARTS = (("morning", "TMO"), ("afternoon", "TAF"), ("evening", "TEV"), ("night", "TNI"), ("dawn", "TMO"))
_CLOCK = re.compile(r"\d\d:\d\d")
_JOINT = re.compile(r"\s*(?:\b(?:to|until|till|through|and)\b|[-–—])\s*(?:the\s+)?", re.IGNORECASE)


def timexes(text: str, published: str) -> list[Timex]:
    """Every time expression of a text that has a value."""
    expressions = find(text)
    dates = in_order(text, expressions, published=published)
    return [t for e, d in zip(expressions, dates, strict=True) for t in _values(e, d)]


def _values(expression: TimeExpression, told: Date | None) -> Iterator[Timex]:
    meaning = expression.meaning
    if isinstance(meaning, Range) and told is not None:
        yield from _both_ends(expression, meaning, told)
        return
    value = _without_day(meaning) or (_dated(meaning, told, expression.time) if told else None)
    if value:
        yield Timex(expression.start, expression.end, value)


def _both_ends(expression: TimeExpression, meaning: Range, told: Date) -> Iterator[Timex]:
    """A span as the two dates it lies between, parted where the words are: "1 to 5 May" names a day twice."""
    joints = [j for j in _JOINT.finditer(expression.text) if j.start() > 0 and j.end() < len(expression.text)]
    middle = min(joints, key=lambda j: abs(j.start() + j.end() - len(expression.text)), default=None)
    first, last = _ends(told)
    opening = re.match(r"(?:between|from)\s+", expression.text, re.IGNORECASE)
    begin = expression.start + (opening.end() if opening else 0)
    if middle is None or expression.start + middle.start() <= begin:
        return
    yield Timex(begin, expression.start + middle.start(), _cut(first, meaning.first))
    yield Timex(expression.start + middle.end(), expression.end, _cut(last, meaning.last))


def _ends(told: Date) -> tuple[str, str]:
    first, _, last = told.edtf.partition("/")
    return told.start or first, told.end or last or first


def _without_day(meaning: Meaning) -> str | None:
    """The value of words that name no day."""
    match meaning:
        case Trailing(unit=of, approximate=True):
            return "P" + _LENGTHS[of].format("X")
        case Duration(unit=of, n=n) | Trailing(unit=of, n=n):
            return "P" + _LENGTHS[of].format("X" if n is None else f"{abs(n):g}")
        case Recurring(unit=of, day=day):
            return _SETS.get(of, "XXXX-XX-XX") + (f"-{day + 1}" if day is not None else "")
        case Reference(to=to):
            return f"{to.upper()}_REF"
        case Vague(direction=direction):
            return "PAST_REF" if direction < 0 else "FUTURE_REF"
    return None


def _dated(meaning: Meaning, told: Date, time: str | None) -> str:
    value = _cut(told.start or told.edtf, meaning)
    return value + _time(time) if re.fullmatch(r".*-..-..", value) else value


def _time(time: str | None) -> str:
    if not time:
        return ""
    clock = _CLOCK.search(time)
    return f"T{clock[0]}" if clock else next((part for word, part in _PARTS if word in time), "")


def _cut(day: str, meaning: Meaning) -> str:
    """A day or open date as precise as the words were."""
    era, day = ("BC", day.lstrip("-")) if day.startswith(("-", "0000")) else ("", day)
    day = day.partition("/")[0]
    if era:
        day = f"{int(day[:4]) + 1:04d}{day[4:]}" if day[:4].isdecimal() else day.rstrip("X")
    match meaning:
        case Season(season=season) | RelativeSeason(season=season):
            return f"{era}{day[:4]}-{_SEASONS[season]}"
        case Part(portion=portion, of=of):
            half = _HALVES.get(portion)
            whole = _cut(f"-{int(day[:4]) - 1:04d}{day[4:]}" if era else day, of)
            return f"{whole}-{half}" if half and len(whole) == 4 else whole
        case Within(part=part):
            return _cut(day, part)
        case Since(first=first):
            return _cut(day, first)
        case Night():
            return day[:10] + "TNI"
        case Relative(unit="week") | Anaphoric(unit="week"):
            return _week(day)
        case Relative(unit="weekend"):
            return _week(day) + "-WE"
    return era + day[: _CUT[_unit(meaning)]]


def _week(day: str) -> str:
    year, week, _ = date.fromisoformat(day[:10]).isocalendar()
    return f"{year}-W{week:02d}"


def _unit(meaning: Meaning) -> str:
    match meaning:
        case Calendar(day=None, month=None) | Relative(unit="year") | Anaphoric(unit="year"):
            return "year"
        case Calendar(day=None) | Relative(unit="month") | RelativeMonth() | Anaphoric(unit="month"):
            return "month"
        case Decade():
            return "decade"
        case Century():
            return "century"
        case Weekday():
            return "day"
    return "day"
