"""Rules for dates that carry their own name: days, months, years, seasons, decades, weekdays, feast days."""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from dateline.grounding.calendar.match import Match, described, longest
from dateline.grounding.calendar.meaning import (
    Calendar,
    Century,
    Decade,
    Meaning,
    Range,
    Relative,
    RelativeMonth,
    RelativeSeason,
    Season,
    Unplaced,
    Weekday,
    Within,
)
from dateline.grounding.calendar.tokens import ERA_BEFORE, Tokens
from dateline.grounding.calendar.words import (
    DIRECTIONS,
    FALL,
    INTO_A_MONTH,
    INTO_A_YEAR,
    MONTH_ABBREVIATIONS,
    MONTH_NAMES_OF_PEOPLE,
    MONTH_VERBS,
    MONTHS,
    NAMED_DAYS,
    NAMED_WITH_WEEKDAY_AFTER,
    NAMED_WITH_WEEKDAY_BEFORE,
    ORDINALS,
    SEASONS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
)
from dateline.grounding.calendar.years import BEFORE_EITHER, FIRST_YEAR, LAST_YEAR, Named, year, year_named

_BEFORE_A_MONTH = BEFORE_EITHER | INTO_A_MONTH
_BEFORE_A_SEASON = INTO_A_YEAR | {"early", "late", "mid", "this", "that", "second", "first", "over", "into"}
_OTHER_THINGS = frozenset({FALL, "spring"})  # as nouns they are not always seasons
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_ATTACKS = ("attack", "terror", "hijack")
_TO = ("-", "to", "until", "till", "through")


def numeric(tokens: Tokens, i: int) -> Match | None:
    """2021-04-14, 14/04/2021, 14.04.2021; where day and month could be exchanged, found but not placed."""
    raw = tokens.raw[i]
    if len(raw) < 8 or not raw[0].isdecimal():
        return None
    if raw[4] == "-":
        return _valid(i + 1, *map(int, raw.split("-")))
    separator = "/" if "/" in raw else "."
    parts = raw.split(separator)
    if len(parts) != 3:
        return None
    first, second, year = map(int, parts)
    if first > 12 or first == second:
        return _valid(i + 1, year, second, first)
    if second > 12:
        return _valid(i + 1, year, first, second)
    return Match(i + 1, Unplaced())


def _valid(end: int, year: int, month: int, day: int) -> Match | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    return Match(end, Calendar(year, month, day))


def attacks_of_2001(tokens: Tokens, i: int) -> Match | None:
    """9/11, and the September 11 attacks: names that hold a date without its year."""
    low = tokens.low
    if low[i : i + 3] == ["9", "/", "11"] and tokens.joined(i + 2) and low[i + 3] != "/":
        return Match(i + 3, Calendar(2001, 9, 11))
    written = _month_first(tokens, i)
    if written and written.meaning == Calendar(None, 9, 11) and low[written.end].startswith(_ATTACKS):
        return Match(written.end, Calendar(2001, 9, 11))
    return None


def day_of_month(tokens: Tokens, i: int) -> Match | None:
    """A day with its month, and the year and the weekday where said: "Wednesday, 14 April", "May 1-5, 2020"."""
    weekday = _weekday_beside(tokens, i)
    match = longest((numeric, _day_first, _month_first), tokens, weekday.end if weekday else i)
    if match and weekday and isinstance(match.meaning, Calendar):
        return match._replace(meaning=replace(match.meaning, weekday=weekday.value))
    return match if not weekday else None


def _weekday_beside(tokens: Tokens, i: int) -> Named | None:
    """A weekday that accompanies a date, with the comma or full stop after it."""
    start = tokens.skip(i, *DIRECTIONS)
    word = tokens.low[start]
    if word in WEEKDAYS:
        return Named(WEEKDAYS[word], tokens.skip(tokens.skip(start + 1, ","), "the"))
    if word in WEEKDAY_ABBREVIATIONS and tokens.capitalised(start):
        return Named(WEEKDAY_ABBREVIATIONS[word], tokens.skip(tokens.skip(start + 1, "."), ","))
    return None


def _day_first(tokens: Tokens, i: int) -> Match | None:
    first = _day(tokens, tokens.skip(i, "the"))
    if not first:
        return None
    last = _last_day(tokens, first) or first
    month = _month(tokens, tokens.skip(last.end, "of"))
    if not month:
        return None
    year = year_named(tokens, tokens.skip(month.end, ",")) or year_named(tokens, tokens.skip(month.end, "of"))
    return _days(first, last, month.value, year, month.end)


def _month_first(tokens: Tokens, i: int) -> Match | None:
    month = _month(tokens, i)
    first = _day(tokens, tokens.skip(month.end, "the")) if month else None
    if not month or not first:
        return None
    last = _last_day(tokens, first) or first
    year = year_named(tokens, tokens.skip(last.end, ",")) or year_named(tokens, tokens.skip(last.end, "of"))
    return _days(first, last, month.value, year, last.end)


def _days(first: Named, last: Named, month: int, year: Named | None, end: int) -> Match:
    named = year.value if year else None
    leap_or_named = named or 2000
    end = year.end if year else end
    if not all(_valid(end, leap_or_named, month, day.value) for day in (first, last)):
        return Match(end, Unplaced())
    meaning: Meaning = Calendar(named, month, first.value)
    if first != last:
        meaning = Range(meaning, Calendar(named, month, last.value))
    return Match(end, meaning)


def ordinal_day(tokens: Tokens, i: int) -> Match | None:
    """A day of a month that is not named: "on the 14th"."""
    if tokens.low[i] != "the" or tokens.low[i - 1] not in ("on", "by", "since", "until", "from") or not i:
        return None
    day = _day(tokens, i + 1)
    if not day or tokens.low[i + 1].isdecimal() or described(tokens, day.end) or tokens.low[day.end] == "-":
        return None
    return Match(day.end, Calendar(day=day.value))


def month(tokens: Tokens, i: int) -> Match | None:
    """A month, with its year or alone: "January 2020", "January of 2020", "in January"."""
    named = _month(tokens, i)
    if not named:
        return None
    year = year_named(tokens, tokens.skip(named.end, ",", "of"))
    if year:
        return Match(year.end, Calendar(year.value, named.value))
    return Match(named.end, Calendar(None, named.value)) if _stands_alone(tokens, i) else None


def _stands_alone(tokens: Tokens, i: int) -> bool:
    """Whether the word at `i` is a month though no number stands by it: not "May said", not "April Jones"."""
    word, before = tokens.low[i], tokens.low[i - 1]
    if word not in MONTHS or _day_beside(tokens, i):
        return False
    if before in _BEFORE_A_MONTH or (before in ("and", "to", "-") and tokens.low[i - 2] in MONTHS):
        return True
    if word in MONTH_VERBS:
        return tokens.low[i + 1] in ("and", "to", "-") and tokens.low[i + 2] in MONTHS
    return not (word in MONTH_NAMES_OF_PEOPLE and tokens.capitalised(i + 1))


def _day_beside(tokens: Tokens, i: int) -> bool:
    """Whether a number that is no day of the month follows: "May 45" is not a month with a number after it."""
    return tokens.low[i + 1].isdecimal() and len(tokens.low[i + 1]) <= 2


def directed_month(tokens: Tokens, i: int) -> Match | None:
    """Last November, next May."""
    direction = DIRECTIONS.get(tokens.low[i])
    named = _month(tokens, i + 1) if direction is not None else None
    if direction is None or named is None or tokens.low[i + 1] not in MONTHS or _day(tokens, named.end):
        return None
    return Match(named.end, RelativeMonth(named.value, direction))


def decade(tokens: Tokens, i: int) -> Match | None:
    """The 1990s, the 470s BC."""
    at = tokens.skip(i, "the")
    word = tokens.low[at]
    if word[-2:] != "0s" or not word[:-1].isdecimal():
        return None
    if tokens.low[at + 1] in ERA_BEFORE:
        return Match(at + 2, Decade(-int(word[:-1])))
    return Match(at + 1, Decade(int(word[:4]))) if FIRST_YEAR <= int(word[:-1]) <= LAST_YEAR else None


def century(tokens: Tokens, i: int) -> Match | None:
    """The nineteenth century, the 4th century BC."""
    low = tokens.low
    at = tokens.skip(i, "the")
    number = ORDINALS.get(low[at]) or (int(low[at][:-2]) if _ORDINAL.fullmatch(low[at]) else None)
    noun = tokens.skip(at + 1, "-")
    if number is None or low[noun] != "century":
        return None
    if low[noun + 1] in ERA_BEFORE:
        return Match(noun + 2, Century(-100 * (number - 1)))
    return Match(noun + 1, Century(100 * (number - 1))) if number > 1 else None


def season(tokens: Tokens, i: int) -> Match | None:
    """The summer of 2018, spring 2018, last summer, in the autumn, the winter offensive."""
    low = tokens.low
    direction = DIRECTIONS.get(low[i])
    at = i + 1 if direction is not None or low[i] == "the" else i
    name = SEASONS.get(low[at]) or ("autumn" if low[at] == FALL else None)
    if name is None:
        return None
    named_year = year_named(tokens, tokens.skip(at + 1, "of"))
    if named_year:
        return Match(named_year.end, Season(name, named_year.value))
    if direction is not None:
        return Match(at + 1, RelativeSeason(name, direction))
    beside = low[i - 1] in _BEFORE_A_SEASON or (low[i - 1] == "and" and low[i - 2] in SEASONS)
    said = (at > i or low[at] != FALL) if beside else (at > i and low[at] not in _OTHER_THINGS)
    return Match(at + 1, Season(name)) if said and low[at + 1] != "of" else None


def weekday(tokens: Tokens, i: int) -> Match | None:
    """Wednesday, last Monday, this past Friday, Tuesday of last week."""
    low = tokens.low
    direction = DIRECTIONS.get(low[i])
    at = i if direction is None else tokens.skip(i + 1, "past", "coming")
    if low[at] not in WEEKDAYS or low[at - 1] in NAMED_WITH_WEEKDAY_BEFORE or low[at + 1] in NAMED_WITH_WEEKDAY_AFTER:
        return None
    day = Weekday(WEEKDAYS[low[at]], direction or 0)
    week = tokens.skip(at + 1, "of", ",")
    if low[week] in DIRECTIONS and low[week + 1] == "week":
        return Match(week + 2, Within(day, Relative("week", DIRECTIONS[low[week]])))
    return Match(at + 1, day)


def named_day(tokens: Tokens, i: int) -> Match | None:
    """New Year's Eve, Christmas Day 2019."""
    for words, (month_of, day) in NAMED_DAYS.items():
        end = i + len(words)
        if not tokens.capitalised(i) or tuple(tokens.low[i:end]) != words:
            continue
        if len(words) == 1 and described(tokens, end):  # "Christmas market"
            continue
        named_year = year_named(tokens, tokens.skip(end, ",", "of", "in"))
        year = named_year.value if named_year else None
        return Match(named_year.end if named_year else end, Calendar(year, month_of, day))
    return None


def _month(tokens: Tokens, i: int) -> Named | None:
    word = tokens.low[i]
    if word in MONTHS:
        needs_capital = word in MONTH_VERBS or word in MONTH_NAMES_OF_PEOPLE
        return Named(MONTHS[word], i + 1) if tokens.capitalised(i) or not needs_capital else None
    if word in MONTH_ABBREVIATIONS and tokens.capitalised(i):
        return Named(MONTH_ABBREVIATIONS[word], tokens.skip(i + 1, "."))
    return None


def _day(tokens: Tokens, i: int) -> Named | None:
    """A day of the month, "14" or "14th"; not the hour of "May 3 p.m."."""
    word = tokens.low[i]
    digits = word if word.isdecimal() else word[:-2] if word[-2:] in ("st", "nd", "rd", "th") else ""
    if not digits.isdecimal() or len(digits) > 2 or not 1 <= int(digits) <= 31:
        return None
    if tokens.low[i + 1].startswith(("am", "pm", "a.m", "p.m")):
        return None
    return Named(int(digits), i + 1)


def _last_day(tokens: Tokens, first: Named) -> Named | None:
    """The second day of "1-5", "1 to 5", "between 1 and 5", and of "1 and 2": of "1 and 5" each day is its own date."""
    joint = tokens.low[first.end]
    last = _day(tokens, first.end + 1) if joint in (*_TO, "and") else None
    if not last or last.value <= first.value:
        return None
    between = "between" in tokens.low[max(0, first.end - 4) : first.end]
    return last if joint != "and" or between or last.value == first.value + 1 else None


NAMED_RULES = (
    attacks_of_2001,
    day_of_month,
    ordinal_day,
    month,
    directed_month,
    year,
    decade,
    century,
    season,
    weekday,
    named_day,
)
