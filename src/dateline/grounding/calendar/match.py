"""What a rule of the grammar returns, and the pieces that rules share: numbers, units, the words beside a date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dateline.grounding.calendar.meaning import (
    Anaphoric,
    Calendar,
    Decade,
    Kind,
    Meaning,
    Part,
    Range,
    Relative,
    RelativeMonth,
    RelativeSeason,
    Season,
    Unit,
    Weekday,
    Within,
)
from dateline.grounding.calendar.tokens import Tokens
from dateline.grounding.calendar.words import A_FEW, FORTNIGHTS, FUNCTION_WORDS, NUMBERS, UNITS, VAGUE_NUMBERS


class Match(NamedTuple):
    """A rule's reading of the tokens up to `end` (not included)."""

    end: int
    meaning: Meaning
    kind: Kind = "point"
    time: str | None = None
    zone: str | None = None


Rule = Callable[[Tokens, int], Match | None]


class Number(NamedTuple):
    """How many; `value` is None for "several", and not `exact` for "a few"."""

    value: int | None
    end: int
    exact: bool = True


def longest(rules: Iterable[Rule], tokens: Tokens, i: int) -> Match | None:
    """The reading from token `i` that takes in most words; of equals, the one of the earlier rule."""
    best: Match | None = None
    for rule in rules:
        match = rule(tokens, i)
        if match and (best is None or match.end > best.end):
            best = match
    return best


def number(tokens: Tokens, i: int) -> Number | None:
    """A number of units: "3", "twenty-one", "a", "a few", "a couple of", "several"; of weeks before "fortnight"."""
    found = _number(tokens, i)
    at = found.end if found else i
    if tokens.low[at] not in FORTNIGHTS:
        return found
    if found is None:
        return Number(2, at)
    return found._replace(value=2 * found.value) if found.value else found


def _number(tokens: Tokens, i: int) -> Number | None:
    low = tokens.low
    word = low[i]
    if word.isdecimal() and len(word) <= 3:
        return Number(int(word), i + 1)
    if word in NUMBERS:
        return _spelled(tokens, i)
    if word in ("a", "the") and low[i + 1] in ("few", "couple"):
        i, word = i + 1, low[i + 1]
    if word == "few":
        return Number(A_FEW, i + 1, exact=False)
    if word == "couple":
        return Number(2, tokens.skip(i + 1, "of"), exact=False)
    if word in ("a", "an"):
        return Number(1, i + 1)
    return Number(None, i + 1, exact=False) if word in VAGUE_NUMBERS else None


def _spelled(tokens: Tokens, i: int) -> Number:
    value = NUMBERS[tokens.low[i]]
    rest = NUMBERS.get(tokens.low[i + 2], 10) if tokens.low[i + 1] == "-" else 10
    if value >= 20 and rest < 10:
        return Number(value + rest, i + 3)
    return Number(value, i + 1)


def unit(tokens: Tokens, i: int) -> Unit | None:
    """The unit of time named by token `i`."""
    return UNITS.get(tokens.low[i])


def described(tokens: Tokens, end: int) -> bool:
    """Whether a word follows that the date may describe ("2015 nuclear deal"), rather than the sentence going on."""
    word = tokens.raw[end]
    return word[:1].isalpha() and tokens.low[end] not in FUNCTION_WORDS


def is_day(meaning: Meaning) -> bool:
    """Whether the words name one day, which a time of day can be part of."""
    match meaning:
        case Calendar(day=day):
            return day is not None
        case Weekday():
            return True
        case Relative(unit=of) | Anaphoric(unit=of):
            return of == "day"
        case Within(part=part):
            return is_day(part)
    return False


def is_divisible(meaning: Meaning) -> bool:
    """Whether the words name something with an early, a middle and a late part."""
    match meaning:
        case Calendar(day=day):
            return day is None
        case Relative(unit=of, side=side):
            return of in ("week", "month", "year") and side is None
        case Season() | RelativeSeason() | RelativeMonth() | Decade():
            return True
        case Within(part=part):
            return is_divisible(part)
    return False


def is_month(meaning: Meaning) -> bool:
    """Whether the words name one month."""
    match meaning:
        case Calendar(month=month, day=day):
            return month is not None and day is None
        case Relative(unit=of, side=side):
            return of == "month" and side is None
        case RelativeMonth():
            return True
        case Within(part=part):
            return is_month(part)
    return False


def is_span(meaning: Meaning) -> bool:
    """Whether the words join two times, rather than name one."""
    return isinstance(meaning, Range) or (isinstance(meaning, Part) and is_span(meaning.of))
