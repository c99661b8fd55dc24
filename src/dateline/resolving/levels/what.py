"""Type, kind, mode, status, toll and means."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Count, Means, Report
from dateline.resolving.fields import WORDS, family, standing
from dateline.resolving.levels.outcome import Outcome, step
from dateline.resolving.wording import content_words

_TOLLS = ("killed", "injured", "arrested", "abducted", "released", "displaced", "participants", "casualties")


def outcomes(left: Report, right: Report) -> Iterator[Outcome]:
    """Type, kind, mode and status."""
    yield _type(left.type, right.type)
    if left.kind != right.kind:
        yield Outcome(level="kind", key="other", words=_both(left.kind, right.kind))
    if left.mode and right.mode:
        same = left.mode == right.mode
        yield Outcome(level="mode", key="same" if same else "other", words=_both(left.mode, right.mode))
    yield from _status(left.status, right.status)


def _type(left: str, right: str) -> Outcome:
    same = "words" if left in WORDS else left
    key = same if left == right else "kin" if family(left) == family(right) else "alien"
    return Outcome(level="type", key=key, words=_both(left, right))


def _status(left: str, right: str) -> Iterator[Outcome]:
    if left == right == "occurred":
        return
    key = f"both {left}" if left == right else "planned and not" if "planned" in (left, right) else "other"
    yield Outcome(level="status", key=key, words=_both(left, right))


def _both(left: str, right: str) -> str:
    return f"both {left}" if left == right else " and ".join(sorted((left, right)))


# ------------------------------------------------------------------ toll


def tolls(left: Report, right: Report) -> Iterator[Outcome]:
    """One outcome for each kind of toll that both give."""
    for what in _TOLLS:
        a, b = _toll(left, what), _toll(right, what)
        if a and b:
            low, high = sorted((a, b), key=lambda bounds: (bounds[0], bounds[1] is None, bounds[1] or 0))
            words = f"{what} {_figure(low)} and {_figure(high)}"
            yield Outcome(level="toll", key=_agreement(low, high), words=words)


def _toll(report: Report, what: str) -> tuple[int, int | None] | None:
    """Fewest and most persons that a report's counts allow, sides together; None where it gives no count."""
    counts = [value for value in standing(report, "count") if isinstance(value, Count) and value.what == what]
    if not counts:
        return None
    highest = [count.max for count in counts if count.max is not None]
    return min(count.min or 0 for count in counts), sum(highest) if len(highest) == len(counts) else None


def _agreement(low: tuple[int, int | None], high: tuple[int, int | None]) -> str:
    """`low` tells the fewer."""
    if low == high and low[0] == low[1]:
        return f"same {step(low[0], (0, 1, 2, 9))}"
    most = low[1]
    if low[0] == high[0]:
        return f"same least {step(low[0], (1, 9))}"
    if most is None or most >= high[0]:
        return f"may be same {step(high[0] / low[0], (1.5, 3))}" if low[0] else "may be same"
    if most == 0:
        return "none and some"
    return f"times {step(high[0] / most, (1.5, 3))}"


def _figure(bounds: tuple[int, int | None]) -> str:
    low, high = bounds
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low}-{high}"


# ------------------------------------------------------------------ means


def means(left: Report, right: Report) -> Iterator[Outcome]:
    """The weapon or other means."""
    a, b = _means(left), _means(right)
    if a and b:
        words = (
            "shared: " + " ".join(sorted(a & b)) if a & b else " / ".join(sorted(" ".join(sorted(x)) for x in (a, b)))
        )
        yield Outcome(level="means", key="shared" if a & b else "other", words=words)


def _means(report: Report) -> frozenset[str]:
    texts = (value.text for value in standing(report, "weapon") if isinstance(value, Means))
    return frozenset(word for text in texts for word in content_words(text))
