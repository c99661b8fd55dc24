"""Rules for words of time that have a value but no day: durations, sets, and references to past, present and future."""

from __future__ import annotations

from dateline.grounding.calendar.match import Match, number, unit
from dateline.grounding.calendar.meaning import Duration, Meaning, Recurring, Reference, Unit
from dateline.grounding.calendar.tokens import Tokens
from dateline.grounding.calendar.words import (
    FREQUENCIES,
    PARTS_OF_DAY,
    PLURAL_UNITS,
    REFERENCES,
    WEEKDAY_PLURALS,
    WEEKDAYS,
)

_BEFORE_A_DURATION = frozenset(
    {"for", "within", "lasted", "lasting", "lasts", "in", "over", "about", "nearly", "almost", "than", "under", "spent"}
)
_OLD = ("old", "olds")


def reference(tokens: Tokens, i: int) -> Match | None:
    """Now, recently, in the future: a time that is only said to be past, present or to come."""
    low = tokens.low
    for words, to in REFERENCES:
        end = i + len(words)
        if tuple(low[i:end]) == words and not (tokens.capitalised(i) and tokens.capitalised(end)):
            return Match(end, Reference(to), "reference")
    return None


def recurring(tokens: Tokens, i: int) -> Match | None:
    """Daily, every Friday, each of the days: a set, of which no one date is meant."""
    low = tokens.low
    if low[i] in FREQUENCIES and not (tokens.capitalised(i) and tokens.capitalised(i + 1)):
        return Match(i + 1, Recurring(FREQUENCIES[low[i]]), "set")
    if low[i] in WEEKDAY_PLURALS and tokens.low[i + 1] != "'":
        return Match(i + 1, Recurring("week", WEEKDAYS[low[i][:-1]]), "set")
    if low[i] not in ("every", "each"):
        return None
    at = tokens.skip(i + 1, "other", "single")
    count = number(tokens, at)
    at = count.end if count else at
    if low[at] in WEEKDAYS:
        return Match(at + 1, Recurring("week", WEEKDAYS[low[at]]), "set")
    of: Unit | None = "day" if low[at] in PARTS_OF_DAY else unit(tokens, at)
    return Match(at + 1, Recurring(of), "set") if of else None


def duration(tokens: Tokens, i: int) -> Match | None:
    """Three hours, several weeks, two-week, "for weeks", a year-long siege; never an age or "24-hour"."""
    low = tokens.low
    if low[i] == "per":
        of = unit(tokens, i + 1)
        return Match(i + 2, _length(of, 1), "duration") if of else None
    count = number(tokens, i)
    if count is None:
        return _uncounted(tokens, i)
    hyphen = low[count.end] == "-"
    at = count.end + hyphen
    of = unit(tokens, at)
    if of is None or low[at + 1 + (low[at + 1] == "-")] in _OLD:
        return None
    if hyphen and of in ("second", "minute", "hour"):
        return None
    said = hyphen or low[at] in PLURAL_UNITS or low[i - 1] in _BEFORE_A_DURATION
    return Match(at + 1, _length(of, count.value if count.exact else None), "duration") if said else None


def _uncounted(tokens: Tokens, i: int) -> Match | None:
    low = tokens.low
    of = unit(tokens, i)
    if of and low[i + 1] == "-" and low[i + 2] == "long":
        return Match(i + 3, _length(of, None if low[i] in PLURAL_UNITS else 1), "duration")
    plural = low[i] in PLURAL_UNITS and low[i - 1] in ("for", "lasted", "lasting")
    return Match(i + 1, _length(of, None), "duration") if plural and of else None


def _length(of: Unit, n: float | None) -> Meaning:
    return Duration(of, n)
