"""Finds the words of a text that say when, by a grammar over tokens.

Why these rules and no library, on the 590 different expressions by which the gold dates its events (right / wrong day /
nothing, as the scorer compares days; milliseconds each): these 477 / 33 / 80 at 0.06; `dateparser` 1.5 with its periods
343 / 75 / 172 at 0.57; `ctparse` 0.3.6 136 / 297 / 157; `python-dateutil` 99 / 287 / 204; `parsedatetime` 2.6
66 / 431 / 93; `timexy` 8 / 51 / 531. None of them counts from an event told before or says how precise a date is.
"""

from __future__ import annotations

from dateline.grounding.calendar.compound import expression
from dateline.grounding.calendar.match import Match, described
from dateline.grounding.calendar.meaning import Calendar, Kind, Night, Range, Relative, Since, TimeExpression, Trailing
from dateline.grounding.calendar.tokens import Tokens
from dateline.grounding.calendar.words import (
    ANAPHORS,
    AROUND,
    BESIDE,
    CLOSELY,
    DEICTIC_DAYS,
    DETERMINERS,
    DIRECTIONS,
    FREQUENCIES,
    HALVES,
    INTO_A_YEAR,
    MOMENTS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    NUMBERS,
    PARTS_OF_DAY,
    PERIODS,
    PORTIONS,
    REFERENCES,
    SEASONS,
    UNITS,
    VAGUE_NUMBERS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
    WEEKS,
)

REACH = 5  # words from the first one of an expression to its first telling word, at most

# Every expression holds one of these words or a digit.
_TELLING = frozenset(
    {
        *DEICTIC_DAYS,
        *FREQUENCIES,
        *MOMENTS,
        *MONTH_ABBREVIATIONS,
        *MONTHS,
        *PARTS_OF_DAY,
        *PERIODS,
        *SEASONS,
        *UNITS,
        *WEEKDAY_ABBREVIATIONS,
        *WEEKDAY_PLURALS,
        *WEEKDAYS,
        *("bastille", "christmas", "halloween", "valentine"),
        "fall",
        *(words[0] for words, _ in REFERENCES if words[0] not in ("the", "in", "at")),
        "overnight",
        "recent",
        "new",
        "boxing",
        "o'clock",
        "hours",
    }
)
# And begins with one of these, or with a telling word or a digit.
_OPENING = frozenset(
    {
        *ANAPHORS,
        *AROUND,
        *BESIDE,
        *CLOSELY,
        *DIRECTIONS,
        *HALVES,
        *NUMBERS,
        *PORTIONS,
        *VAGUE_NUMBERS,
        *WEEKS,
        *("a", "an", "couple", "few", "the", "that", "each", "every", "past", "coming", "recent", "earlier", "later"),
        *("between", "from", "since", "per"),
    }
)
_GLUE = frozenset("-./#$€£:+&_'")  # a number that touches one of these is part of a name, an amount or a fraction


def find(text: str) -> tuple[TimeExpression, ...]:
    """The time expressions of `text` in order, without overlap; each one's `text` equals `text[start:end]`."""
    tokens = Tokens(text)
    found: list[TimeExpression] = []
    end = 0
    for i in _beginnings(tokens):
        match = expression(tokens, i) if i >= end else None
        if match:
            found.append(_record(tokens, i, match))
            end = match.end
    return tuple(found)


def _beginnings(tokens: Tokens) -> list[int]:
    """The tokens at which an expression can begin: a cheap look, so that most words cost no more than this."""
    found: list[int] = []
    telling = tokens.size + REACH + 1  # the nearest telling word from here on
    for i in range(tokens.size - 1, -1, -1):
        word = tokens.low[i]
        if word in _TELLING or word[0].isdecimal():
            telling = i
        glued = word[0].isdecimal() and tokens.joined(i) and tokens.low[i - 1] in _GLUE
        if not glued and (telling == i or (telling - i <= REACH and word in _OPENING)):
            found.append(i)
    return found[::-1]


def _record(tokens: Tokens, i: int, match: Match) -> TimeExpression:
    start, end = tokens.start[i], tokens.end[match.end - 1]
    return TimeExpression(
        start=start,
        end=end,
        text=tokens.text[start:end],
        kind=_kind(match),
        meaning=match.meaning,
        time=match.time,
        zone=match.zone,
        modifier=_modifies(tokens, i, match),
    )


def _kind(match: Match) -> Kind:
    spanning = isinstance(match.meaning, Night | Range | Since | Trailing)
    spanning = spanning or (isinstance(match.meaning, Relative) and match.meaning.side is not None)
    return "span" if spanning else match.kind


def _modifies(tokens: Tokens, i: int, match: Match) -> bool:
    """Whether the date belongs to a name or thing that follows it: "the 2015 nuclear deal", "2014 World Cup"."""
    if not isinstance(match.meaning, Calendar) or not described(tokens, match.end):
        return False
    before = tokens.low[i - 1]
    if before in DETERMINERS:
        return True
    return match.meaning.month is None and before not in INTO_A_YEAR
