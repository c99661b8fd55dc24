"""Days apart."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.resolving.days import Span, gap, ordinal
from dateline.resolving.levels.outcome import Outcome, step
from dateline.resolving.profile import Profile

_APART = (1, 2, 3, 7, 30)
_WIDTH = (2, 10, 45, 400)
_PUBLISHED = (0, 1, 3, 14, 60, 200)
_TOLD = (1, 3, 7, 30)
_NEAR = 2  # days

Published = tuple[str | None, str | None]
"""The ISO days on which the articles of two reports were published, as far as known."""


def outcomes(left: Profile, right: Profile, published: Published, apart: int | None) -> Iterator[Outcome]:
    """Days between the dates given; where one gives none, what the days of publication tell."""
    ours, theirs = left.spans, right.spans
    if ours and theirs:
        yield min((_outcome(a, b) for a in ours for b in theirs), key=_closest)[1]
        return
    if ours or theirs:
        dated, undated, told = (ours, right, published[1]) if ours else (theirs, left, published[0])
        if undated.core and undated.status == "occurred" and told and not any(span.open_year for span in dated):
            yield _told(dated, ordinal(told))
            return
    if apart is not None:
        yield _published(left, right, published, apart, bool(ours or theirs))


def telling(left: Profile, right: Profile, published: Published) -> Iterator[Outcome]:
    """Whether each tells news or looks back: news of two days is less often of one event than news and a look back."""
    if None in published:
        return
    ways = "one day" if published[0] == published[1] else "two days"
    back = _backward(left, right, published)
    yield Outcome(level="telling", key=f"{back}, {ways}", words=lambda: f"{back}, published on {ways}")


def undated_news(left: Profile, right: Profile) -> bool:
    """Whether two reports tell what their articles are about and give no day, so that the day they are told counts."""
    occurred = not (left.status == right.status == "planned")
    return left.core and right.core and occurred and not left.spans and not right.spans


def _backward(left: Profile, right: Profile, published: Published) -> str:
    """Which of two reports looks back; of two published on one day, or on days not known, only whether one does."""
    if left.back == right.back:
        return "both look back" if left.back else "both are news"
    in_order = None not in published and published[0] != published[1]
    later = left if (published[0] or "") > (published[1] or "") else right
    return "the earlier looks back" if in_order and not later.back else "one looks back"


def _told(dated: list[Span], told: int) -> Outcome:
    """News is told near its day: from the day that one gives to the publication of the other, whose news it is."""
    lag = min((_lag(span, told) for span in dated), key=abs)
    side = "before" if lag < 0 else "after"
    return Outcome(level="told", key=_when(lag), words=lambda: f"published {_days(abs(lag))} {side} the other's day")


def _when(lag: int) -> str:
    """A day before is a matter of time zones and of what is put a day off; news told long before is no news of it."""
    return step(lag, _TOLD) if lag >= 0 else "before" if lag >= -_NEAR else "long before"


def _lag(span: Span, told: int) -> int:
    """Days from a span to a later day; negative where the day is before it, 0 within."""
    return told - span.first if told < span.first else max(told - span.last, 0)


def _published(left: Profile, right: Profile, published: Published, apart: int, one_dated: bool) -> Outcome:
    """News that gives no day is mostly of the day it is told, so that two days tell of two events."""
    told = "planned, " if left.status == right.status == "planned" else ""
    if undated_news(left, right):
        told = f"{_backward(left, right, published)}, "
    key = told + ("one day known, " if one_dated else "") + step(apart, _PUBLISHED)
    return Outcome(level="published apart", key=key, words=lambda: f"no day in both, published {_days(apart)} apart")


def _days(number: int) -> str:
    return f"{number} day{'s' * (number != 1)}"


_Ranked = tuple[tuple[int, int, int], Outcome]


def _outcome(a: Span, b: Span) -> _Ranked:
    apart, width = gap(a, b), max(a.width, b.width)
    if apart:
        vague = ", vague" if width > _WIDTH[0] else ""
        key = f"apart {step(apart, _APART)}{vague}"
        return (apart, width, 0), Outcome(level="days apart", key=key, words=lambda: f"{_days(apart)} apart")
    if a.open_year or b.open_year:
        key = f"year open {step(width, _WIDTH[:1])}"
        return (0, width, 1), Outcome(level="days apart", key=key, words=lambda: "same day of the year, year not known")
    words = "same day" if width <= 2 else f"overlap, within {width} days"
    same = "same" if (a.first, a.last) == (b.first, b.last) else "overlap"
    return (0, width, 0), Outcome(level="days apart", key=f"{same} {step(width, _WIDTH)}", words=lambda: words)


def _closest(ranked: _Ranked) -> tuple[tuple[int, int, int], str]:
    return ranked[0], ranked[1].key
