"""Rules that join dates: parts of them, ranges, "since", nights, and times of day beside them."""

from __future__ import annotations

from dateline.grounding.calendar.absolute import NAMED_RULES
from dateline.grounding.calendar.clock import alone, clock
from dateline.grounding.calendar.lengths import duration, recurring, reference
from dateline.grounding.calendar.match import Match, Rule, is_day, is_divisible, is_month, is_span, longest
from dateline.grounding.calendar.meaning import (
    Anaphoric,
    Calendar,
    Meaning,
    Night,
    Part,
    Portion,
    Range,
    Relative,
    Since,
    Unplaced,
    Within,
)
from dateline.grounding.calendar.relative import ANAPHORIC_RULES, DEICTIC_RULES
from dateline.grounding.calendar.tokens import Tokens
from dateline.grounding.calendar.words import DIRECTIONS, HALVES, PARTS_OF_DAY, PORTIONS, WEEKS

_JOINTS = ("to", "until", "till", "through", "-")


def simple(tokens: Tokens, i: int) -> Match | None:
    """One date by its name or from publication, with the year it is put in: "June 12 last year"."""
    match = longest((*NAMED_RULES, *DEICTIC_RULES), tokens, i)
    return _in_a_told_year(tokens, match) if match else None


def _in_a_told_year(tokens: Tokens, match: Match) -> Match:
    if not isinstance(match.meaning, Calendar) or match.meaning.year is not None:
        return match
    at = tokens.skip(match.end, "of", "in")
    if match.meaning.month is None:
        return _in_a_told_month(tokens, match, at)
    if tokens.low[at] in DIRECTIONS and tokens.low[at + 1] == "year":
        whole: Meaning = Relative("year", DIRECTIONS[tokens.low[at]])
        return match._replace(end=at + 2, meaning=Within(match.meaning, whole))
    anaphor = longest(ANAPHORIC_RULES, tokens, at) if tokens.low[at] in ("that", "the") else None
    if anaphor and tokens.low[anaphor.end - 1] == "year":
        return anaphor._replace(meaning=Within(match.meaning, anaphor.meaning))
    return match


def _in_a_told_month(tokens: Tokens, match: Match, at: int) -> Match:
    """The 14th of this month, the 14th of that month."""
    told = longest((*DEICTIC_RULES, *ANAPHORIC_RULES), tokens, at) if at > match.end else None
    if told and isinstance(told.meaning, Relative | Anaphoric) and told.meaning.unit == "month":
        return told._replace(meaning=Within(match.meaning, told.meaning))
    return match


def part(tokens: Tokens, i: int) -> Match | None:
    """Early May, mid-June, late last year, the start of 2018, the second half of 2019, the first week of July."""
    at = tokens.skip(i, "the")
    opened = _portion(tokens, at)
    if opened is None:
        return None
    portion, at = opened
    match = simple(tokens, at)
    if match is None or not is_divisible(match.meaning) or (portion in WEEKS.values() and not is_month(match.meaning)):
        return None
    return match._replace(meaning=Part(portion, match.meaning), time=None)


def _portion(tokens: Tokens, i: int) -> tuple[Portion, int] | None:
    """The part named at token `i`, and the token where the whole begins."""
    low = tokens.low
    if low[i] in HALVES and low[i + 1 : i + 3] == ["half", "of"]:
        return HALVES[low[i]], i + 3
    if low[i] in WEEKS and low[i + 1 : i + 3] == ["week", "of"]:
        return WEEKS[low[i]], i + 3
    if low[i] not in PORTIONS:
        return None
    if low[i] in ("early", "mid", "late"):
        return PORTIONS[low[i]], tokens.skip(i + 1, "-", "in")
    return (PORTIONS[low[i]], i + 2) if low[i + 1] == "of" else None


def early_or_late_day(tokens: Tokens, i: int) -> Match | None:
    """Early on Friday, late Sunday, earlier Tuesday."""
    word = tokens.low[i]
    if word not in ("early", "late", "earlier", "later"):
        return None
    match = simple(tokens, tokens.skip(i + 1, "on"))
    if match is None or not is_day(match.meaning):
        return None
    if word in ("earlier", "later"):
        return match
    named = tokens.low[match.end] in PARTS_OF_DAY
    time = f"{word} {tokens.low[match.end]}" if named else word
    return match._replace(end=match.end + named, time=time)


def since(tokens: Tokens, i: int) -> Match | None:
    """Since late 2019."""
    match = dated(tokens, i + 1) if tokens.low[i] == "since" else None
    return Match(match.end, Since(match.meaning), "span") if match and not is_span(match.meaning) else None


def span(tokens: Tokens, i: int) -> Match | None:
    """Between 3 and 5 May, from March to June 2020, 29 April - 2 May, August and September."""
    opener = tokens.low[i] if tokens.low[i] in ("between", "from") else None
    first = dated(tokens, i + 1 if opener else i)
    if first is None or (is_span(first.meaning) and not opener):
        return None
    if is_span(first.meaning):
        return first
    joint = tokens.low[first.end]
    last = dated(tokens, tokens.skip(first.end + 1, "the")) if joint in (*_JOINTS, "and") else None
    if last is None or is_span(last.meaning) or isinstance(last.meaning, Unplaced):
        return None
    if joint == "and" and opener != "between" and not _follows(first.meaning, last.meaning):
        return None
    return Match(last.end, Range(first.meaning, last.meaning), "span")


def _follows(first: Meaning, last: Meaning) -> bool:
    """Whether two months stand side by side, so that "August and September" is one span."""
    if not isinstance(first, Calendar) or not isinstance(last, Calendar) or first.day or last.day:
        return False
    return first.month is not None and last.month is not None and last.month == first.month % 12 + 1


def part_of_day_of(tokens: Tokens, i: int) -> Match | None:
    """The night of April 14, the early morning hours of August 2, the evening of the next day."""
    found = _part_of_day(tokens, tokens.skip(i, "the"))
    if found is None or tokens.low[found[0]] not in ("of", "on", "between"):
        return None
    end, time = found
    match = span(tokens, end) if tokens.low[end] == "between" else dated(tokens, end + 1)
    if match is None or not (is_day(match.meaning) or is_span(match.meaning)):
        return None
    if time == "night" and not is_span(match.meaning):
        return Match(match.end, Night(match.meaning), "span", "night")
    return match._replace(time=time)


def overnight_beside_day(tokens: Tokens, i: int) -> Match | None:
    """Overnight into Wednesday, overnight on May 3."""
    if tokens.low[i] != "overnight":
        return None
    match = simple(tokens, tokens.skip(i + 1, "on", "into", "to"))
    if match is None or not is_day(match.meaning):
        return None
    return Match(match.end, Night(match.meaning, into=tokens.low[i + 1] in ("into", "to")), "span", "night")


def clock_before_day(tokens: Tokens, i: int) -> Match | None:
    """Shortly before midnight on June 9, 9 a.m. Sunday."""
    found = clock(tokens, i) if tokens.low[i] != "at" else None
    if found is None:
        return None
    match = simple(tokens, tokens.skip(tokens.skip(found.end, ","), "on"))
    if match is None or not is_day(match.meaning):
        return None
    return match._replace(time=found.time, zone=found.zone)


def with_time(tokens: Tokens, match: Match) -> Match:
    """The match with the times of day that stand after it: "Wednesday night", "on April 14 at 03:00 GMT"."""
    while is_day(match.meaning) and (longer := _one_time_after(tokens, match)):
        match = longer
    return match


def _one_time_after(tokens: Tokens, match: Match) -> Match | None:
    at = tokens.skip(match.end, ",")
    if found := _part_of_day(tokens, tokens.skip(tokens.skip(at, "in", "during", "on"), "the")):
        end, time = found
        adjacent = at == match.end or end > at + 1
        return match._replace(end=end, time=time) if adjacent and tokens.low[end] != "of" else None
    told = clock(tokens, at)
    return match._replace(end=told.end, time=told.time, zone=told.zone) if told else None


def _part_of_day(tokens: Tokens, i: int) -> tuple[int, str] | None:
    """The token after "early morning hours", and the words that say when of day: "early morning"."""
    low = tokens.low
    degree = low[i] if low[i] in ("early", "late") else ""
    at = i + bool(degree)
    if low[at] in PARTS_OF_DAY:
        return tokens.skip(at + 1, "hours"), f"{degree} {low[at]}".strip()
    return (at + 1, f"{degree} hours") if degree and low[at] == "hours" else None


def dated(tokens: Tokens, i: int) -> Match | None:
    """One date, or a part of one: what a range or "since" may hold."""
    return longest((simple, part, *ANAPHORIC_RULES), tokens, i)


_RULES: tuple[Rule, ...] = (
    span,
    since,
    part,
    early_or_late_day,
    part_of_day_of,
    overnight_beside_day,
    clock_before_day,
    simple,
    *ANAPHORIC_RULES,
    recurring,
    duration,
    reference,
    alone,
)


def expression(tokens: Tokens, i: int) -> Match | None:
    """The longest time expression that begins at token `i`."""
    match = longest(_RULES, tokens, i)
    return with_time(tokens, match) if match else None
