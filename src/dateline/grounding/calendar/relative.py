"""Rules for dates told from the day of publication or from the event before: yesterday, two weeks ago, the next day."""

from __future__ import annotations

from dateline.grounding.calendar.match import Match, described, number, unit
from dateline.grounding.calendar.meaning import (
    Anaphoric,
    Duration,
    Meaning,
    Night,
    Offset,
    Relative,
    Side,
    Trailing,
    Unit,
    Unplaced,
    Vague,
    Weekday,
)
from dateline.grounding.calendar.tokens import BREAK, Tokens
from dateline.grounding.calendar.words import (
    ANAPHORS,
    DEICTIC_DAYS,
    DIRECTIONS,
    PARTS_OF_DAY,
    PERIODS,
    PLURAL_UNITS,
    UNITS,
    WEEKDAYS,
)

_RECENT: dict[str, Trailing] = {
    "days": Trailing("week", 1, approximate=True),
    "weeks": Trailing("month", 1, approximate=True),
    "months": Trailing("month", 3, approximate=True),
}
_SHIFTS: dict[str, int] = {"later": 1, "after": 1, "afterwards": 1, "earlier": -1, "before": -1, "previously": -1}
_MARKS = ("", BREAK, *".,;:!?)\"'”-")
_AFTER_AN_ANAPHOR = frozenset(
    {*_MARKS, "in", "on", "at", "by", "and", "but", "when", "near", "from", "with", "as", "while", "outside"}
)
_BEFORE_A_DURATION = frozenset(
    {"for", "within", "lasted", "lasting", "lasts", "in", "over", "about", "nearly", "almost", "than", "under", "spent"}
)
_OVER = frozenset({"for", "within", "in", "over", "during", "throughout", "about", "nearly", "almost", "than", "under"})
_SIDES: dict[str, Side] = {"earlier": "earlier", "later": "later"}


def deictic_day(tokens: Tokens, i: int) -> Match | None:
    """Yesterday, tonight, the day before yesterday; not the newspaper "USA Today"."""
    low = tokens.low
    if low[i : i + 4] == ["the", "day", "before", "yesterday"]:
        return Match(i + 4, Relative("day", -2))
    if low[i : i + 4] == ["the", "day", "after", "tomorrow"]:
        return Match(i + 4, Relative("day", 2))
    at = tokens.skip(i, *_SIDES)
    if low[at] not in DEICTIC_DAYS or (tokens.capitalised(at) and tokens.capitalised(at - 1) and at == i > 0):
        return None
    offset, part = DEICTIC_DAYS[low[at]]
    return Match(at + 1, Relative("day", offset), time=part)


def deictic_part_of_day(tokens: Tokens, i: int) -> Match | None:
    """This morning, last night."""
    word, part = tokens.low[i], tokens.low[i + 1]
    if part not in PARTS_OF_DAY or word not in ("this", "last"):
        return None
    if word == "last" and part not in ("night", "evening"):
        return None
    return Match(i + 2, Relative("day", DIRECTIONS[word]), time=part)


def overnight(tokens: Tokens, i: int) -> Match | None:
    """The night that ended on the day of publication."""
    if tokens.low[i] != "overnight" or described(tokens, i + 1):
        return None
    return Match(i + 1, Night(Relative("day", 0), into=True), "span", "night")


def period(tokens: Tokens, i: int) -> Match | None:
    """Last week, this year, earlier this month, next weekend, over the weekend; not "the last week of May"."""
    low = tokens.low
    side = _SIDES.get(low[i])
    at = i + 1 if side else i
    if side and low[at] == "in" and low[at + 1] == "the" and low[at + 2] in PERIODS:
        return Match(at + 3, Relative(PERIODS[low[at + 2]], 0, side), "span")
    if low[at] == "the" and low[at + 1] == "weekend" and low[at - 1] in ("over", "at", "during", "in"):
        return Match(at + 2, Relative("weekend", 0))
    if low[at] not in DIRECTIONS or low[at + 1] not in PERIODS or low[at - 1] == "the":
        return None
    return Match(at + 2, Relative(PERIODS[low[at + 1]], DIRECTIONS[low[at]], side), "span" if side else "point")


def trailing(tokens: Tokens, i: int) -> Match | None:
    """The past two months, the last year, recent weeks, this past week; "the next three days" of plans."""
    low = tokens.low
    at = tokens.skip(i, "the", "this")
    if low[at] == "recent" and low[at + 1] in _RECENT:
        return Match(at + 2, _RECENT[low[at + 1]], "span")
    if low[at] not in ("past", "last", "next", "coming"):
        return None
    count = number(tokens, at + 1)
    of = unit(tokens, count.end if count else at + 1)
    if count is None and low[at] == "next" and low[at + 1] in PERIODS and low[i - 1] not in _OVER:
        return None  # "the next year" is a year, "over the next year" twelve months
    if of is None or (count is None and (at == i and low[at] != "past")):
        return None
    end = (count.end if count else at + 1) + 1
    if low[end] == "of" or (count is None and low[end - 1] in ("day", "night", "hour") and low[at] != "past"):
        return None
    if count is None and low[end - 1] in PLURAL_UNITS:
        return Match(end, Duration(of, None), "duration")
    return Match(end, _reach(of, count.value if count else 1, low[at], not count or count.exact), "span")


def _reach(of: Unit, value: int | None, word: str, exact: bool) -> Meaning:
    if value is None:
        return Unplaced()
    return Trailing(of, -value if word in ("next", "coming") else value, approximate=not exact)


def ago(tokens: Tokens, i: int) -> Match | None:
    """Two weeks ago, a fortnight ago, a year ago; "weeks ago" is found but not placed."""
    count = number(tokens, i)
    at = count.end if count else i
    of = unit(tokens, at)
    if of is None or tokens.low[at + 1] != "ago" or (count is None and tokens.low[at] not in PLURAL_UNITS):
        return None
    exact = count is not None and count.exact and of != "decade"
    return Match(
        at + 2, _before_publication(of, count.value) if exact and count and count.value else Vague(of, -1, ago=True)
    )


def _before_publication(of: Unit, n: int) -> Meaning:
    match of:
        case "day" | "month" | "year":
            return Relative(of, -n)
        case "week":
            return Relative("day", -7 * n)
        case _:
            return Trailing(of, n)


def shifted(tokens: Tokens, i: int) -> Match | None:
    """Three days later, a week earlier, the day before, two days after the vote."""
    low = tokens.low
    count = number(tokens, i)
    at = count.end if count else tokens.skip(i, "the")
    of = unit(tokens, at)
    shift = _SHIFTS.get(low[at + 1])
    if of is None or shift is None:
        return None
    bare = count is None and at == i
    if bare and low[at] not in PLURAL_UNITS:
        return None
    named = low[at + 1] in ("after", "before", "previously") and low[at + 2] not in _AFTER_AN_ANAPHOR
    value = 1 if count is None and not bare else count.value if count and count.exact else None
    time = "night" if low[at] == "night" else None
    if named:
        return Match(at + 2, Offset(of, shift * value) if value else Vague(of, shift), time=time)
    return Match(at + 2, _from_event(of, shift * value) if value else Vague(of, shift), time=time)


def _from_event(of: Unit, n: int) -> Meaning:
    return Anaphoric("day", 7 * n) if of == "week" else Anaphoric(of, n)


def anaphor(tokens: Tokens, i: int) -> Match | None:
    """The next day, the following week, the previous evening, that month, later that day, the same night."""
    low = tokens.low
    at = tokens.skip(i, *_SIDES)
    at = at if at == i else tokens.skip(at, "on", "in")
    article = low[at] == "the"
    if low[at] == "that":
        at = at + 1 if low[at + 1] == "same" else at
        n = 0
    elif low[at + article] in ANAPHORS:
        at += article
        n = ANAPHORS[low[at]]
    else:
        return _later_in_the_day(tokens, i)
    word = low[at + 1]
    if word in PARTS_OF_DAY or word == "day":
        return Match(at + 2, Anaphoric("day", n), time=None if word == "day" else word)
    if word in WEEKDAYS and n and low[at] != "next":
        return Match(at + 2, Weekday(WEEKDAYS[word], n, of_event=True))
    if word in ("week", "month", "year") and (low[at] != "next" or (article and low[i - 1] not in _BEFORE_A_DURATION)):
        return Match(at + 2, Anaphoric(UNITS[word], n))
    return None


def _later_in_the_day(tokens: Tokens, i: int) -> Match | None:
    if tokens.low[i] in _SIDES and tokens.low[i + 1 : i + 4] == ["in", "the", "day"]:
        return Match(i + 4, Anaphoric("day", 0))
    return None


DEICTIC_RULES = (deictic_day, deictic_part_of_day, overnight, period, trailing, ago)
ANAPHORIC_RULES = (shifted, anaphor)
