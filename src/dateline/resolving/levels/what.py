"""Type, kind, mode, status, toll and means."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.resolving.fields import WORDS, family
from dateline.resolving.levels.outcome import Outcome, step
from dateline.resolving.profile import Profile, Toll


def outcomes(left: Profile, right: Profile) -> Iterator[Outcome]:
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


def tolls(left: Profile, right: Profile) -> Iterator[Outcome]:
    """One outcome for each kind of toll that both give."""
    for what, ours in left.tolls.items():
        theirs = right.tolls.get(what)
        if theirs:
            low, high = sorted((ours, theirs), key=lambda bounds: (bounds[0], bounds[1] is None, bounds[1] or 0))
            words = f"{what} {_figure(low)} and {_figure(high)}"
            yield Outcome(level="toll", key=_agreement(low, high), words=words)


def _agreement(low: Toll, high: Toll) -> str:
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


def _figure(bounds: Toll) -> str:
    low, high = bounds
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low}-{high}"


# ------------------------------------------------------------------ means


def means(left: Profile, right: Profile) -> Iterator[Outcome]:
    """The weapon or other means."""
    a, b = left.means, right.means
    if a and b:
        words = (
            "shared: " + " ".join(sorted(a & b)) if a & b else " / ".join(sorted(" ".join(sorted(x)) for x in (a, b)))
        )
        yield Outcome(level="means", key="shared" if a & b else "other", words=words)
