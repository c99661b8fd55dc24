"""Dates of publication as pages print them: full days only, nothing inferred from a story's words or an address."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_MONTH = rf"(?P<month>{_MONTH_NAME})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
_ZONE = r"(?:z|utc|gmt|bst|cet|cest|e[sd]t|ast|local time|[+-]\d{2}:?\d{2}|\([A-Za-z+:\d ]{1,12}\))"
_TIME = rf"(?:[T,|·•\s–-]*(?:at\s+)?{_CLOCK}(?:\s*{_ZONE})*)?"
_ISO = r"(?P<year>\d{4})([-/.])(?P<number>\d{2})\2(?P<day>\d{2})"
_COMPACT = r"(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})(?:T?\d{4,6}Z?)?"
_DAY_FIRST = rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+(?P<year>\d{{4}})"
_MONTH_FIRST = rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
_SLASHED = r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4})"
_FORMS = tuple(re.compile(form + _TIME, re.I) for form in (_ISO, _COMPACT, _DAY_FIRST, _MONTH_FIRST, _SLASHED))
_DATE_LINE = re.compile(
    r"(?:(?P<label>(?:first |last |date )?(?:published|posted|publication date|updated|date|modified|issued)"
    r"(?:\s+(?:on|at))?)\s*[:\s-]\s*)?(?P<date>.{6,60})",
    re.I,
)
_DAY = rf"(?i:(?:{_MONTH_NAME}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH_NAME})(?:,?\s+\d{{4}})?)"
_YEARLESS = re.compile(_WEEKDAY + _DAY + _TIME, re.I)
_PLACE = rf"(?!(?i:{_MONTH_NAME})\s+\d)[A-Z][\w.'’-]*(?:[ -][A-Za-z][\w.'’-]*){{0,4}}"
_AGENCY = r"\([A-Z][\w .&'/-]{1,40}\)"
_DATELINE = re.compile(
    rf"(?P<words>(?P<place>{_PLACE})(?:(?:,\s*|\s*/\s*){_PLACE}){{0,2}}(?:,?\s+(?P<day>{_DAY}))?)"
    rf"\s*(?P<agency>{_AGENCY})?\s*(?:--+|[-–—])\s"
)


class DateLine(NamedTuple):
    """A line that only says when a story was published or updated."""

    day: str | None  # ISO; None where the line has no year, or its order of day and month is not certain
    updated: bool


def day(text: str) -> str | None:
    """The ISO day that `text` is, as written, whatever its clock time and zone; None where it is no single full day."""
    for form in _FORMS:
        found = form.fullmatch(text.strip())
        if found:
            return _iso(found.groupdict())
    return None


def date_line(text: str) -> DateLine | None:
    """What a line such as "Published: 5 June 2021, 10:30 GMT" or "June 5, 2021" says; None for any other line."""
    found = _DATE_LINE.fullmatch(text)
    label = (found["label"] or "").lower() if found else ""
    forms = (*_FORMS, _YEARLESS) if label else _FORMS
    if not found or not any(form.fullmatch(found["date"].strip()) for form in forms):
        return None
    return DateLine(day(found["date"]), "updated" in label or "modified" in label)


def dateline(text: str) -> tuple[str, str | None] | None:
    """The words of the dateline that opens a body ("ERBIL, Iraq, May 12") and the day they give in full, if any.

    A place alone counts only in capitals or before an agency: "Rebels - backed by" and "US - Iran" are no datelines.
    """
    found = _DATELINE.match(text[:160])
    if not found or not (found["agency"] or found["day"] or (found["place"].isupper() and len(found["place"]) > 3)):
        return None
    return found["words"], day(found["day"]) if found["day"] else None


def _iso(parts: dict[str, str | None]) -> str | None:
    year = int(parts["year"] or 0)
    month, number = _month_and_day(parts)
    try:
        return datetime.date(year, month, number).isoformat()
    except ValueError:
        return None


def _month_and_day(parts: dict[str, str | None]) -> tuple[int, int]:
    """(month, day), or (0, 0) for figures such as 05/06/2021, which two customs read differently."""
    if parts.get("month"):
        return _MONTHS.index(str(parts["month"])[:3].lower()) + 1, int(parts["day"] or 0)
    if parts.get("number"):
        return int(parts["number"] or 0), int(parts["day"] or 0)
    first, second = int(parts["first"] or 0), int(parts["second"] or 0)
    if first == second or second > 12:
        return first, second
    return (second, first) if first > 12 else (0, 0)
