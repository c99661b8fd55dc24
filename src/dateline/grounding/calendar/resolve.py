"""Places a time expression in time: against the calendar, the day of publication, or the event told before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from dateline.grounding.calendar import days
from dateline.grounding.calendar.by_event import from_event, some_units_from
from dateline.grounding.calendar.by_name import in_year, lacks_year, named
from dateline.grounding.calendar.by_publication import from_publication, unit
from dateline.grounding.calendar.days import Span
from dateline.grounding.calendar.meaning import (
    Anaphoric,
    Calendar,
    Century,
    Decade,
    Meaning,
    Night,
    Offset,
    Part,
    Range,
    Relative,
    Season,
    Since,
    TimeExpression,
    Vague,
    Weekday,
    Within,
)
from dateline.grounding.calendar.reasons import reason
from dateline.grounding.calendar.scene import Closed, Open, Placed, Scene
from dateline.model import Date

Tense = Literal["past", "future"]
_ONE_DAY = timedelta(days=1)


def resolve(
    expression: TimeExpression,
    *,
    published: str | None,
    previous: Date | None = None,
    tense: Tense | None = None,
    frame: Date | None = None,
    begun: bool = False,
) -> Date | None:
    """The date that the words mean, or None where they do not say enough.

    `published` is the article's ISO day (ValueError for anything else), `previous` the date of the event told before,
    which "the next day" counts from, or of the one that is named, for "a day after the vote". A weekday, and a day or
    month without a year, is the last one on or before publication, or, with tense "future", the first on or after it;
    with any other the past is meant, as in most news, but for a day and month that come within thirty days of the same
    year, unless what is told has `begun`. `frame`, where given, is the date told last in a text that takes its years
    from what it tells. With no day of publication a
    date without its year keeps it open (`XXXX-04-14`, no start, no end), "since" has an open end (`2019-10-01/..`, no
    start, no end), and words that count from publication give None. Years before our era have no start and no end.
    """
    day = date.fromisoformat(published) if published else None
    scene = Scene(day, previous, tense == "future", frame, begun)
    try:
        placed = _place(expression.meaning, scene)
    except (ValueError, OverflowError):  # beyond the calendar: 31 June, the year 0
        return None
    if placed is None:
        return None
    when = placed.when
    return Date(
        edtf=when.edtf,
        start=when.start.isoformat() if isinstance(when, Span) else None,
        end=when.end.isoformat() if isinstance(when, Span) else None,
        text=expression.text,
        anchor=placed.anchor,
        time=expression.time,
        zone=expression.zone,
        reasons=(reason(expression.text, expression.meaning, placed, scene),),
    )


def _place(meaning: Meaning, scene: Scene) -> Placed | None:
    """Where a meaning lies, and what it was counted from."""
    match meaning:
        case Calendar() | Season() | Decade() | Century():
            return named(meaning, scene)
        case Range() | Part() if lacks_year(meaning):
            return named(meaning, scene)
        case Range(first=first, last=last):
            return _range(first, last, scene)
        case Part():
            return _part(meaning, scene)
        case Within(part=part, whole=whole):
            return _within(part, whole, scene)
        case Night(day=day, into=into):
            return _night(day, into, scene)
        case Since(first=first):
            return _since(first, scene)
        case Anaphoric() | Weekday(of_event=True):
            return from_event(meaning, scene.previous)
        case Vague():
            return _vague(meaning, scene)
        case Offset(unit="week", n=n):
            return from_event(Anaphoric("day", 7 * n), scene.previous)
        case Offset(unit=unit_of, n=n):
            return from_event(Anaphoric(unit_of, n), scene.previous)
        case _ if scene.published:
            span = from_publication(meaning, scene.published, scene.future)
            return Placed(span, "publication") if span else None
    return None


def _place_closed(meaning: Meaning, scene: Scene) -> Closed | None:
    """Like `_place`, for dates with certain days only."""
    placed = _place(meaning, scene)
    return Closed(placed.when, placed.anchor) if placed and isinstance(placed.when, Span) else None


def _place_whole(meaning: Meaning, scene: Scene) -> Closed | None:
    """Like `_place_closed`, but this week, month or year is not cut at publication."""
    if isinstance(meaning, Relative) and scene.published:
        return Closed(unit(meaning, scene.published), "publication")
    return _place_closed(meaning, scene)


def _range(first: Meaning, last: Meaning, scene: Scene) -> Placed | None:
    """From the first day of one to the last of the other; the one that lacks its year takes the other's."""
    ends = [_place(end, scene) for end in (first, last)]
    if all(
        end and isinstance(end.when, Open) and not lacks_year(m) for end, m in zip(ends, (first, last), strict=True)
    ):
        return Placed(Open("/".join(end.when.edtf for end in ends if end)), "calendar")
    if lacks_year(first):
        end = _place_closed(last, scene)
        return Placed(days.of_days(_before(first, end.span).start, end.span.end), end.anchor) if end else None
    start = _place_closed(first, scene)
    if start is None:
        return None
    if lacks_year(last):
        return Placed(days.of_days(start.span.start, _after(last, start.span).end), start.anchor)
    end = _place_closed(last, scene)
    return Placed(_in_order(start.span, end.span, first, scene), start.anchor) if end else None


def _before(meaning: Meaning, span: Span) -> Span:
    found = in_year(meaning, span.start.year)
    return found if found.start <= span.end else in_year(meaning, span.start.year - 1)


def _after(meaning: Meaning, span: Span) -> Span:
    found = in_year(meaning, span.start.year)
    return found if found.end >= span.start else in_year(meaning, span.start.year + 1)


def _in_order(first: Span, last: Span, meaning: Meaning, scene: Scene) -> Span:
    """The two as one span; of weekdays, the one that lies a week off is moved. ValueError where they run backwards."""
    start, end = first.start, last.end
    if start > end and isinstance(meaning, Weekday):
        week = timedelta(weeks=1)
        start, end = (start, end + week) if scene.future else (start - week, end)
    if start > end:
        raise ValueError("a range that ends before it starts")
    return days.of_days(start, end)


def _part(meaning: Part, scene: Scene) -> Placed | None:
    placed = _place(meaning.of, scene)
    if placed and isinstance(placed.when, Open):
        return placed  # which days a part has of what has none is not said
    whole = _place_whole(meaning.of, scene)
    part = days.part_of(whole.span, meaning.portion) if whole else None
    if not whole or not part:
        return None
    return Placed(_until_publication(part, scene) if whole.anchor == "publication" else part, whole.anchor)


def _within(part: Meaning, whole: Meaning, scene: Scene) -> Placed | None:
    placed = _place_whole(whole, scene)
    if placed is None:
        return None
    start = placed.span.start
    match part:
        case Weekday(day=day):
            return Placed(days.of_day(start + timedelta(days=day)), placed.anchor)
        case Calendar(month=None, day=int(day)):
            return Placed(days.of_day(start.replace(day=day)), placed.anchor)
    return Placed(in_year(part, start.year), placed.anchor)


def _since(first: Meaning, scene: Scene) -> Placed | None:
    """To publication; where that is not known the end stays open, and so the days do."""
    told = _place(first, scene._replace(begun=True))
    if told is None:
        return None
    if isinstance(told.when, Open):
        return None if "X" in told.when.edtf else Placed(Open(f"{told.when.edtf}/.."), told.anchor)
    placed = Closed(told.when, told.anchor)
    start = placed.span.start
    if scene.published is None:
        return Placed(Open(f"{start.isoformat()}/.."), placed.anchor)
    return Placed(days.of_days(start, scene.published), "publication") if start <= scene.published else None


def _night(day: Meaning, into: bool, scene: Scene) -> Placed | None:
    """A night belongs to two days."""
    placed = _place(day, scene)
    if placed is None:
        return None
    if isinstance(placed.when, Open):
        return _open_night(placed, into)
    start, end = placed.when.start, placed.when.end
    night = days.of_days(start - _ONE_DAY, end) if into else days.of_days(start, end + _ONE_DAY)
    return Placed(_until_publication(night, scene) if placed.anchor == "publication" else night, placed.anchor)


def _open_night(placed: Placed, into: bool) -> Placed | None:
    """Two days of a year that is not known; None over New Year's Eve, where the two years would look like one."""
    day = placed.when.edtf
    other = days.shift_open_day(day, -1 if into else 1)
    if other is None or "XXXX-01-01" in (other if not into else day):
        return None
    return Placed(Open(f"{other}/{day}" if into else f"{day}/{other}"), placed.anchor)


def _vague(meaning: Vague, scene: Scene) -> Placed | None:
    """Some days before or after another time, approximately."""
    if meaning.ago:
        if scene.published is None:
            return None
        span = some_units_from(meaning, days.of_day(scene.published))
        return Placed(span, "publication") if span else None
    told = scene.previous
    if told is None or told.start is None or told.end is None:
        return None
    span = some_units_from(meaning, Span(date.fromisoformat(told.start), date.fromisoformat(told.end), told.edtf))
    return Placed(span, "event") if span else None


def _until_publication(span: Span, scene: Scene) -> Span:
    """What of a span had passed by publication: words in the past tense tell of no later day."""
    if scene.future or scene.published is None or not span.start <= scene.published < span.end:
        return span
    return days.of_days(span.start, scene.published)
