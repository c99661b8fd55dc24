"""What a time expression says before it is placed in time: small tagged records, the calendar's inner language."""

from __future__ import annotations

from typing import Literal

from dateline.model import Record

Kind = Literal["point", "span", "duration", "set", "time"]
Unit = Literal["second", "minute", "hour", "day", "week", "month", "year", "decade"]
Period = Literal["day", "week", "weekend", "month", "year"]
Quarter = Literal["spring", "summer", "autumn", "winter"]
Portion = Literal["early", "mid", "late", "first half", "second half"]
Side = Literal["earlier", "later"]


class Calendar(Record, frozen=True, tag=True):
    """A day, month or year by its name. None was not said: "14 April" has no year, "the 14th" no month either."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # said beside the day, Monday being 0


class Decade(Record, frozen=True, tag=True):
    """The ten years from `year`."""

    year: int


class Season(Record, frozen=True, tag=True):
    """A season of the northern hemisphere by whole months; a winter is named by the year of its December."""

    season: Quarter
    year: int | None = None


class Weekday(Record, frozen=True, tag=True):
    """A day of the week, Monday being 0. `direction`: last or previous -1, next or following 1, else 0."""

    day: int
    direction: int = 0
    of_event: bool = False  # counted from the event told before, not from publication


class Relative(Record, frozen=True, tag=True):
    """The calendar unit `n` units from publication's own: yesterday, last week, this month, four years ago."""

    unit: Period
    n: int
    side: Side | None = None  # "earlier this month" ends, "later this month" starts, at publication


class RelativeSeason(Record, frozen=True, tag=True):
    """Last, this or next summer."""

    season: Quarter
    direction: int


class RelativeMonth(Record, frozen=True, tag=True):
    """Last or next November."""

    month: int
    direction: int


class Trailing(Record, frozen=True, tag=True):
    """The `n` units that end at publication, or, with a negative `n`, that start there."""

    unit: Unit
    n: int
    approximate: bool = False


class Anaphoric(Record, frozen=True, tag=True):
    """`n` units from the event told before: the same day, three weeks later, the previous month."""

    unit: Unit
    n: int


class Part(Record, frozen=True, tag=True):
    """An early, middle or late part of a month, year, season or week."""

    portion: Portion
    of: Meaning


class Within(Record, frozen=True, tag=True):
    """`part` as it falls in `whole`: June 12 of last year, Tuesday of last week."""

    part: Meaning
    whole: Meaning


class Range(Record, frozen=True, tag=True):
    """From the start of `first` to the end of `last`."""

    first: Meaning
    last: Meaning


class Since(Record, frozen=True, tag=True):
    """From the start of `first` to publication."""

    first: Meaning


class Night(Record, frozen=True, tag=True):
    """A night by the day it follows (`into` false) or the day it ends on (`into` true): always two days."""

    day: Meaning
    into: bool = False


class Unplaced(Record, frozen=True, tag=True):
    """A time that the words do not place: weeks ago, three days after the vote, for two hours, every Friday, 3 a.m."""


Meaning = (
    Calendar
    | Decade
    | Season
    | Weekday
    | Relative
    | RelativeSeason
    | RelativeMonth
    | Trailing
    | Anaphoric
    | Part
    | Within
    | Range
    | Since
    | Night
    | Unplaced
)


class TimeExpression(Record, frozen=True):
    """Words that say when: `text` is the searched text's [start:end], in code points; `meaning` is not placed yet."""

    start: int
    end: int
    text: str
    kind: Kind
    meaning: Meaning
    time: str | None = None  # "23:50", "around 03:00", "shortly before midnight", "early morning"
    zone: str | None = None  # as written: "GMT", "local time"
    modifier: bool = False  # belongs to a name or thing: "the 2015 nuclear deal"
