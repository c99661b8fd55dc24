"""Rules for years: alone, in spans, at the head of a section, and before our era."""

from __future__ import annotations

from typing import NamedTuple

from dateline.grounding.calendar.match import Match, described
from dateline.grounding.calendar.meaning import Calendar, Range
from dateline.grounding.calendar.tokens import ERA_BEFORE, Tokens
from dateline.grounding.calendar.words import DETERMINERS, INTO_A_YEAR, ZONES

FIRST_YEAR, LAST_YEAR = 1500, 2099  # a bare number outside these is not read as a year
LONGEST_SPAN = 20  # years between two that stand for a span wherever they are: "the northern front 1861-1863"
BEFORE_EITHER = frozenset({"of", "early", "mid", "late", "between"})
_BEFORE_A_YEAR = (
    BEFORE_EITHER | INTO_A_YEAR | DETERMINERS | {"to", "and", "or", "for", "about", "as", "(", "-", ":", "years", "so"}
)
_INTO_ANTIQUITY = INTO_A_YEAR | {"of", "between", "and", "to", "(", "-"}
_UNITS_AFTER = ("local", "hours", "hrs", "%", "percent", "km", "$", "€")


class Named(NamedTuple):
    """A number that stands for a day, month or year, and the token after it."""

    value: int
    end: int


def year(tokens: Tokens, i: int) -> Match | None:
    """A year alone, where the word before it can stand before a year; "2014-2016", "1915-16", "264 to 241 BC"."""
    found = year_named(tokens, i) or _of_antiquity(tokens, i)
    if not found:
        return None
    last = _last_year(tokens, found)
    if last and (last.value - found.value < LONGEST_SPAN or _can_stand(tokens, i, found)):
        return Match(last.end, Range(Calendar(found.value), Calendar(last.value)))
    return Match(found.end, Calendar(found.value)) if _can_stand(tokens, i, found) else None


def _can_stand(tokens: Tokens, i: int, found: Named) -> bool:
    before = tokens.low[i - 1]
    if before in _BEFORE_A_YEAR or found.value <= 0 or _heads_a_line(tokens, i, found):
        return True
    return not before[:1].isalnum() and described(tokens, found.end)


def _heads_a_line(tokens: Tokens, i: int, found: Named) -> bool:
    """ "1937", "1937: The north", "1938The battle": the year of a section, whose text may be run in."""
    if not tokens.opens_line(i):
        return False
    return tokens.opens_line(found.end) or tokens.low[found.end] in (":", "-", ",") or tokens.joined(found.end)


def _last_year(tokens: Tokens, first: Named) -> Named | None:
    """The second year of a span; of two digits it is one of the same century."""
    if tokens.low[first.end] != "-":
        return None
    last = year_named(tokens, first.end + 1) or _of_antiquity(tokens, first.end + 1)
    if last:
        return last if last.value > first.value else None
    word = tokens.low[first.end + 1]
    if len(word) == 2 and word.isdecimal() and tokens.joined(first.end + 1) and int(word) > first.value % 100 > 0:
        return Named(first.value // 100 * 100 + int(word), first.end + 2)
    return None


def year_named(tokens: Tokens, i: int) -> Named | None:
    """A year, as far as the number and the word after it tell: not "2000 troops", not "1500 GMT"."""
    word = tokens.low[i]
    if not word.isdecimal() or len(word) > 4:
        return None
    if tokens.low[i + 1] in ERA_BEFORE:
        return Named(1 - int(word), i + 2)
    if len(word) != 4 or not FIRST_YEAR <= int(word) <= LAST_YEAR:
        return None
    after = tokens.low[i + 1]
    run_in = tokens.opens_line(i) or tokens.low[i - 1] == "-" or tokens.low[i - 1] == ","
    if tokens.joined(i + 1) and after[:1].isalnum() and not (run_in and tokens.capitalised(i + 1)):
        return None
    if tokens.raw[i + 1] in ZONES or after in _UNITS_AFTER:
        return None
    counted = int(word) % 50 == 0 and tokens.raw[i + 1].islower() and described(tokens, i + 1)
    return None if counted else Named(int(word), i + 1)


def _of_antiquity(tokens: Tokens, i: int) -> Named | None:
    """In a text of antiquity, three digits where a year can stand: "from 499 to 493 BC"."""
    word = tokens.low[i]
    if not tokens.ancient or len(word) != 3 or not word.isdecimal() or tokens.low[i - 1] not in _INTO_ANTIQUITY:
        return None
    return None if described(tokens, i + 1) else Named(1 - int(word), i + 1)
