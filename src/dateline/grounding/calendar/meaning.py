"""What a time expression says before it is placed in time: small tagged records, the calendar's inner language."""

from __future__ import annotations

from typing import Literal

from dateline.model import Record

Kind = Literal["point", "span", "duration", "set", "reference", "time"]
Unit = Literal["second", "minute", "hour", "day", "week", "month", "year", "decade", "century"]
Period = Literal["day", "week", "weekend", "month", "year"]
Quarter = Literal["spring", "summer", "autumn", "winter"]
Portion = Literal[
    "early", "mid", "late", "first half", "second half", "first week", "second week", "third week", "last week"
]
Side = Literal["earlier", "later"]
Era = Literal["past", "present", "future"]


class Calendar(Record, frozen=True, tag=True):
    """A day, month or year by its name. None was not said: "14 April" has no year, "the 14th" no month either.

    Years are astronomical, as in EDTF: 1 BC is 0, 499 BC is -498.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # said beside the day, Monday being 0


class Decade(Record, frozen=True, tag=True):
    """The ten years from `year`."""

    year: int


class Century(Record, frozen=True, tag=True):
    """The hundred years from `year`, counted as EDTF does: the nineteenth century is that of 1800."""

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


class Offset(Record, frozen=True, tag=True):
    """`n` units from what the words after it name: three days after the vote."""

    unit: Unit
    n: int


class Part(Record, frozen=True, tag=True):
    """An early, middle or late part of a month, year, season or week, or a week of a month."""

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


class Duration(Record, frozen=True, tag=True):
    """A length that lies nowhere: three hours, for weeks (`n` None). It has a value but no day."""

    unit: Unit
    n: float | None


class Recurring(Record, frozen=True, tag=True):
    """A set, of which no one day is meant: daily, every Friday (`day` 4)."""

    unit: Unit
    day: int | None = None


class Reference(Record, frozen=True, tag=True):
    """Some time that is only said to be past, present or to come: recently, now, in the future."""

    to: Era


class Vague(Record, frozen=True, tag=True):
    """Some units before (-1) or after (1) another time: days later, a few weeks after the vote, weeks ago."""

    unit: Unit
    direction: int
    ago: bool = False  # counted from publication, not from an event


class Unplaced(Record, frozen=True, tag=True):
    """A time that the words do not place: 03/04/2021."""


Meaning = (
    Calendar
    | Decade
    | Century
    | Season
    | Weekday
    | Relative
    | RelativeSeason
    | RelativeMonth
    | Trailing
    | Anaphoric
    | Offset
    | Part
    | Within
    | Range
    | Since
    | Night
    | Duration
    | Recurring
    | Reference
    | Vague
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
