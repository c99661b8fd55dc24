"""Type, kind, mode, status, toll and means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from dateline.resolving.fields import WORDS, family
from dateline.resolving.levels.outcome import Outcome, step
from dateline.resolving.levels.when import Published, undated_news
from dateline.resolving.profile import Profile, Toll

_RELATED = (
    {"aerial", "drone", "heavy-weapons", "explosives", "destroy"},
    {"explosives", "suicide-attack"},
    {"execute", "massacre", "firearms", "assassinate", "cleansing"},
    {"multilateral", "third-party", "visit"},
    {"demo", "riot", "obstruct"},
    {"release", "return", "withdraw"},
)


_SOME = 2  # or more: "hostages were freed" tells no number
_FEW = 4  # victims: so many are told of many events


def outcomes(left: Profile, right: Profile, published: Published) -> Iterator[Outcome]:
    """Type, kind, mode, status and place in a row."""
    yield _type(left.type, right.type)
    if left.kind != right.kind:
        yield Outcome(level="kind", key="other", words=lambda: _both(left.kind, right.kind))
    if left.mode and right.mode:
        yield Outcome(level="mode", key=_modes(left.mode, right.mode), words=lambda: _both(left.mode, right.mode))
    yield from _status(left.status, right.status)
    yield from _row(left, right, published)


def _row(left: Profile, right: Profile, published: Published) -> Iterator[Outcome]:
    """Which of a row it is: "a fourth prisoner" is not the fifth, and "another strike" not that of the day before."""
    if left.ordinals and right.ordinals:
        key = "same" if left.ordinals & right.ordinals else "other"
        told = sorted((_all(left.ordinals), _all(right.ordinals)))
        yield Outcome(level="in a row", key=key, words=lambda: " and ".join(told))
    elif None not in published and published[0] != published[1]:
        earlier, later = (right, left) if _is_later(*published) else (left, right)
        if later.one_more and not earlier.one_more and not later.back:
            yield Outcome(level="in a row", key="one more", words=lambda: "the later is told as one more")


def _all(ordinals: frozenset[str]) -> str:
    return ", ".join(sorted(ordinals))


def _type(left: str, right: str) -> Outcome:
    same = "words" if left in WORDS else left
    key = same if left == right else "kin" if family(left) == family(right) else "alien"
    return Outcome(level="type", key=key, words=lambda: _both(left, right))


def _modes(left: str, right: str) -> str:
    """Modes are related where two articles may put one act under either: a missile is of the air or a heavy weapon."""
    if left == right:
        return "same"
    return "related" if any({left, right} <= modes for modes in _RELATED) else "other"


def _status(left: str, right: str) -> Iterator[Outcome]:
    if left == right == "occurred":
        return
    key = f"both {left}" if left == right else "planned and not" if "planned" in (left, right) else "other"
    yield Outcome(level="status", key=key, words=lambda: _both(left, right))


def _both(left: str | None, right: str | None) -> str:
    return f"both {left}" if left == right else " and ".join(sorted((str(left), str(right))))


# ------------------------------------------------------------------ toll


def tolls(left: Profile, right: Profile, published: Published) -> Iterator[Outcome]:
    """One outcome for each kind of toll that both give: of a number that both tell of some, or else of all together.

    The toll of an event rises from day to day, it seldom falls; one that is told afresh is another's.
    """
    first, later = (right, left) if _is_later(*published) else (left, right)
    told_apart = None not in published and published[0] != published[1]
    fresh = told_apart and undated_news(left, right) and not (left.back or right.back)
    for what, before in first.tolls.items():
        after = later.tolls.get(what)
        if after:
            both = _shared_number(left.told_tolls[what], right.told_tolls[what])
            low, high = (both, both) if both else sorted((before, after), key=_size)
            ways = (fresh and "afresh", told_apart and not both and after[0] < before[0] and "falls")
            way = "".join(f", {each}" for each in ways if each)
            key = _agreement(low, high) + way
            yield Outcome(level="toll", key=key, words=partial(_told, what, low, high, way))


def _told(what: str, low: Toll, high: Toll, way: str) -> str:
    put = way.replace("afresh", "told afresh on another day")
    return f"{what} {_figure(low)} and {_figure(high)}{put}"


def _shared_number(left: Sequence[Toll], right: Sequence[Toll]) -> Toll | None:
    """A number that both tell, where one of them tells no other: that of one side, of which the other tells more."""
    few, many = sorted((set(left), set(right)), key=len)
    if len(few) != 1 or not few <= many:
        return None
    (number,) = few
    return number if number[0] == number[1] and number[0] > _FEW else None


def _is_later(left: str | None, right: str | None) -> bool:
    return left is not None and right is not None and left > right


def _size(bounds: Toll) -> tuple[int, bool, int]:
    return bounds[0], bounds[1] is None, bounds[1] or 0


def _agreement(low: Toll, high: Toll) -> str:
    """`low` tells the fewer."""
    if low == high and low[0] == low[1]:
        return f"same {step(low[0], (0, 1, 2, 9))}"
    most = low[1]
    if low[0] == high[0]:
        return f"same least {step(low[0], (1, _SOME, 9))}"
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
        yield Outcome(level="means", key="shared" if a & b else "other", words=lambda: _shared(a, b))


def _shared(a: frozenset[str], b: frozenset[str]) -> str:
    return "shared: " + " ".join(sorted(a & b)) if a & b else " / ".join(sorted(" ".join(sorted(x)) for x in (a, b)))
