"""All time expressions of a text, each placed against what was told before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date as day

import msgspec

from dateline.grounding.calendar.by_event import LONGEST_DAY_COUNT_FROM
from dateline.grounding.calendar.meaning import (
    Anaphoric,
    Calendar,
    Meaning,
    Offset,
    Range,
    Relative,
    TimeExpression,
    Vague,
    Weekday,
)
from dateline.grounding.calendar.resolve import Tense, resolve
from dateline.model import Date

OLD = 2  # years from publication on which a year that is said is history
FEWEST = 3  # old years that make a chronicle
DEICTIC = 10  # and how many of them outweigh a word that counts from publication
DAYLESS = ("duration", "set", "reference")
_DAY = len("XXXX-04-14")
# A year named after one of these is told of in passing: "by 1976", "the law of 1905", "(1914)".
_IN_PASSING = re.compile(r"(?:\b(?:by|until|till|since|of|from|to|before|after|than|like)|\()\s*$", re.IGNORECASE)
_LOOK_BACK = 16
# And after one of these it opens what is told next.
_OPENING = re.compile(r"(?:^|[.:;\n]\W*)(?:(?:in|during|throughout|by) )?$", re.IGNORECASE)
_YEAR = re.compile(r"-?\d{4}")
_SAME_SCENE = 300  # characters after a day within which a time of day is taken for one of that day
_ONWARD = 3  # years that a story may go on at once


class _Told:
    """What a text has told so far."""

    def __init__(self, text: str, published: str | None, frames: bool) -> None:
        self._text = text
        self._published = published
        self._frames = frames
        self._last: Date | None = None
        self._day: Date | None = None
        self._day_end = 0

    def place(self, expression: TimeExpression, tense: Tense) -> Date | None:
        """The date of the next expression, which is told from then on."""
        meaning = expression.meaning
        if expression.kind in DAYLESS or counts_from_named(expression) or _hours(meaning):
            return None  # an offset counts from an event, which is none of the calendar's business
        previous = self._day if counts_days(meaning) and self._day else self._last
        published = self._published
        if self._frames and self._last:
            expression = msgspec.structs.replace(expression, meaning=_of_what_is_told(meaning))
            if isinstance(meaning, Weekday) and self._day and self._day.start:
                published = self._day.start
        if expression.kind == "time" and expression.start - self._day_end > _SAME_SCENE:
            return None
        frame = self._last if self._frames else self._beside(meaning)
        date = resolve(expression, published=published, previous=previous, tense=tense, frame=frame)
        if date and date.anchor == "event" and tense == "past" and _is_ahead(date, self._published):
            return None  # what had happened by publication was counted from some other event
        if date is not None and not self._in_passing(expression, date) and not _is_ahead(date, self._published):
            self._last = date
            if _is_day(date):
                self._day, self._day_end = date, expression.end
            elif isinstance(meaning, Calendar):
                self._day = None  # a month or year of its own: the day told before is over
        return date

    def _beside(self, meaning: Meaning) -> Date | None:
        """Of a text without a day of publication, the day told last, for a date of the same month or one next to it."""
        if self._published or self._day is None or self._day.start is None:
            return None
        match meaning:
            case Calendar(year=None, month=int(month)) if abs(month - int(self._day.start[5:7])) <= 1:
                return self._day
        return None

    def _in_passing(self, expression: TimeExpression, date: Date) -> bool:
        """Whether the text goes on as if the date had not been named."""
        if expression.modifier:
            return True
        match expression.meaning:
            case Calendar(year=int(), month=None, day=None):
                before = self._text[max(0, expression.start - _LOOK_BACK) : expression.start]
                return bool(_IN_PASSING.search(before)) or not (_OPENING.search(before) or self._goes_on(date))
        return False

    def _goes_on(self, date: Date) -> bool:
        """Whether a year is the one that is told of, or soon after."""
        told, new = (_YEAR.match(d.edtf) for d in (self._last or date, date))
        return not told or not new or 0 <= int(new[0]) - int(told[0]) <= _ONWARD


def in_order(
    text: str, expressions: Sequence[TimeExpression], *, published: str | None, tenses: Sequence[Tense] | None = None
) -> tuple[Date | None, ...]:
    """The dates of a text's expressions, in text order; each for its tense where that is given, else for the past.

    "The next day" counts from the last day told, "that year" from the last date. In a chronicle a date without its year
    is one of the year told last: "in June" after "in 1941". Where the day of publication is not known it is so only
    beside the last day told: "on May 5" after "on May 3, 2024"; else its year stays open.
    """
    told = _Told(text, published, is_chronicle(expressions, published))
    past: Sequence[Tense] = ["past"] * len(expressions)
    return tuple(map(told.place, expressions, tenses or past))


def _is_day(date: Date) -> bool:
    """Whether days can be counted from a date: it is one, or a few."""
    if date.start is None or date.end is None:
        return "/" not in date.edtf and len(date.edtf.lstrip("-")) == _DAY
    return (day.fromisoformat(date.end) - day.fromisoformat(date.start)).days < LONGEST_DAY_COUNT_FROM


def _is_ahead(date: Date, published: str | None) -> bool:
    return bool(date.start and published and date.start > published)


def _of_what_is_told(meaning: Meaning) -> Meaning:
    """In a chronicle, "later in the year" is later in the year that is told of."""
    match meaning:
        case Relative(unit=unit, n=0) if unit in ("month", "year"):
            return Anaphoric(unit, 0)
    return meaning


def is_chronicle(expressions: Iterable[TimeExpression], published: str | None) -> bool:
    """Whether a text tells of years gone by: its years are old, and few of its words count from publication.

    Of what age years are cannot be told of a text without a day of publication.
    """
    if published is None:
        return False
    year = int(published[:4])
    old = recent = deictic = 0
    for expression in expressions:
        match expression.meaning:
            case Calendar(year=int(said)) | Range(last=Calendar(year=int(said))):
                old += year - said >= OLD
                recent += year - said < OLD
            case Weekday(of_event=False) | Relative():
                deictic += 1
    return old >= max(FEWEST, recent) and old > DEICTIC * deictic


def counts_from_named(expression: TimeExpression) -> bool:
    """Whether an expression counts from the event that the words after it name: "three days after the vote"."""
    if isinstance(expression.meaning, Vague):
        return not expression.meaning.ago and expression.text.lower().endswith(("after", "before"))
    return isinstance(expression.meaning, Offset)


def _hours(meaning: Meaning) -> bool:
    """Whether some hours or minutes are meant: of which day they are is not said."""
    return isinstance(meaning, Vague) and meaning.unit in ("second", "minute", "hour")


def counts_days(meaning: Meaning) -> bool:
    """Whether words like "the next day" need a day to count from."""
    return isinstance(meaning, Weekday | Vague) or (
        isinstance(meaning, Anaphoric) and meaning.unit not in ("month", "year")
    )
