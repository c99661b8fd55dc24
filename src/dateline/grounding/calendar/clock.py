"""Times of day and their zones, alone or beside a date."""

from __future__ import annotations

from typing import NamedTuple

from dateline.grounding.calendar.match import Match
from dateline.grounding.calendar.meaning import Anaphoric
from dateline.grounding.calendar.tokens import Tokens
from dateline.grounding.calendar.words import AROUND, BESIDE, CLOSELY, MOMENTS, NUMBERS, ZONES


class Clock(NamedTuple):
    """A time of day up to token `end` (not included)."""

    end: int
    time: str
    zone: str | None = None


def clock(tokens: Tokens, i: int) -> Clock | None:
    """11.50pm, 3 a.m. local time, 0300 GMT, shortly before midnight; hours are counted from 0 to 23."""
    qualifier, at = _qualifier(tokens, i)
    core = _moment(tokens, at) or _hour(tokens, at) or _military(tokens, at)
    if core is None:
        return None
    time = f"{qualifier} {core.time}" if qualifier else core.time
    return Clock(core.end, time, core.zone)


def alone(tokens: Tokens, i: int) -> Match | None:
    """A time of day with no date beside it: on the day told before."""
    found = clock(tokens, i) if tokens.low[i] != "at" else None
    return Match(found.end, Anaphoric("day", 0), "time", found.time, found.zone) if found else None


def _qualifier(tokens: Tokens, i: int) -> tuple[str, int]:
    """Words that loosen a time ("around", "shortly before"), and the token after them."""
    low = tokens.low
    i = tokens.skip(i, "at")
    if low[i] in CLOSELY and low[i + 1] in BESIDE:
        return f"{low[i]} {low[i + 1]}", i + 2
    if low[i] in BESIDE:
        return low[i], i + 1
    return ("around", i + 1) if low[i] in AROUND else ("", i)


def _moment(tokens: Tokens, i: int) -> Clock | None:
    word = tokens.low[i]
    if word not in MOMENTS or "-" in (tokens.low[i - 1], tokens.low[i + 1]) or tokens.capitalised(i):
        return None
    return _zoned(tokens, i + 1, MOMENTS[word])


def _hour(tokens: Tokens, i: int) -> Clock | None:
    """An hour with its minutes, "am" or "pm", "o'clock" or a zone: "11.50pm", "23:50", "3 a.m."."""
    word = tokens.low[i]
    hour, minutes = _hour_and_minutes(word)
    if hour is None:
        return None
    half = tokens.low[i + 1].replace(".", "").replace(" ", "")
    if half in ("am", "pm") and 1 <= hour <= 12:
        return _zoned(tokens, i + 2, f"{hour % 12 + 12 * (half == 'pm'):02d}:{minutes}")
    if tokens.low[i + 1] == "o'clock" and hour <= 12:
        return _zoned(tokens, i + 2, f"{hour} o'clock")  # morning or evening is not said
    zoned = _zoned(tokens, i + 1, f"{hour:02d}:{minutes}")
    return zoned if ":" in word or ("." in word and zoned.zone) else None


def _hour_and_minutes(word: str) -> tuple[int | None, str]:
    hour, _, minutes = word.replace(".", ":").partition(":")
    value = int(hour) if hour.isdecimal() and len(hour) <= 2 else NUMBERS.get(hour, 24)
    if value > 23 or (minutes and not (minutes.isdecimal() and len(minutes) == 2 and minutes < "60")):
        return None, ""
    return value, minutes or "00"


def _military(tokens: Tokens, i: int) -> Clock | None:
    """Four digits with a zone or "hours": "0300 GMT", "1830 hours"."""
    word = tokens.low[i]
    if len(word) != 4 or not word.isdecimal() or word[:2] > "23" or word[2:] > "59":
        return None
    zoned = _zoned(tokens, tokens.skip(i + 1, "hours", "hrs", "h"), f"{word[:2]}:{word[2:]}")
    return zoned if zoned.end > i + 1 else None


def _zoned(tokens: Tokens, i: int, time: str) -> Clock:
    """The time with the zone named after it, as written."""
    if tokens.raw[i] in ZONES:
        return Clock(i + 1, time, tokens.raw[i])
    if tokens.low[i + 1] == "time" and (tokens.low[i] == "local" or tokens.capitalised(i)):
        return Clock(i + 2, time, f"{tokens.raw[i]} {tokens.raw[i + 1]}")
    return Clock(i, time)
