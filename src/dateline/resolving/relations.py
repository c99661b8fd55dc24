"""When two values of a field are of one thing, and when one backs the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from dateline.model import Count, Date, Field, Location, Means, Party, Seizure, Value, Word
from dateline.resolving.days import gap, span
from dateline.resolving.fields import kilometres
from dateline.resolving.wording import content_words, name_words

Relation = Callable[[Value, Value], bool]

_SAME_PLACE_KM = 25.0


def _any(value: Value, other: Value) -> bool:
    """Fields of which an event has one: all values are alternatives."""
    return True


def _same_party(value: Value, other: Value) -> bool:
    if not isinstance(value, Party) or not isinstance(other, Party):
        return False
    if value.actor_id and other.actor_id:
        return value.actor_id == other.actor_id
    mine, theirs = name_words(value.name), name_words(other.name)
    if content_words(value.name) == content_words(other.name):
        return True
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _same_words(value: Value, other: Value) -> bool:
    return _text(value) == _text(other)


def _text(value: Value) -> Hashable:
    match value:
        case Means():
            return content_words(value.text)
        case Seizure():
            return content_words(value.item), value.unit
        case Word():
            return value.word
        case _:
            return value


def _meets(value: Value, other: Value) -> bool:
    """Places that may be one: near, or one a country or area that holds the other."""
    if not isinstance(value, Location) or not isinstance(other, Location):
        return False
    if value.place_id and value.place_id == other.place_id:
        return True
    if "country" in (value.precision, other.precision):
        return value.country == other.country
    apart = kilometres(value, other)
    if apart is None:
        return content_words(value.text) == content_words(other.text)
    return apart <= max(_SAME_PLACE_KM, value.radius_km or 0.0, other.radius_km or 0.0)


def _holds_days(wide: Value, narrow: Value) -> bool:
    if not isinstance(wide, Date) or not isinstance(narrow, Date):
        return False
    a, b = span(wide), span(narrow)
    return a is not None and b is not None and gap(a, b) == 0 and a.width >= b.width


def holds_count(wide: Value, narrow: Value) -> bool:
    """Whether the wider of two counts allows the narrower."""
    if not isinstance(wide, Count) or not isinstance(narrow, Count):
        return False
    low, high = bounds(narrow)
    return (wide.min or 0) <= low and (wide.max is None or high <= wide.max)


def bounds(value: Value) -> tuple[int, int]:
    """Lowest and highest number said aloud: "at least 15" says 15 and no other."""
    if not isinstance(value, Count):
        return 0, 0
    said = [bound for bound in (value.min, value.max) if bound is not None]
    return (min(said), max(said)) if said else (0, 0)


RELATIONS: tuple[tuple[Field, Relation, Relation], ...] = (
    ("date", _any, _holds_days),
    ("place", _meets, _meets),
    ("actor", _same_party, _same_party),
    ("recipient", _same_party, _same_party),
    ("weapon", _same_words, _same_words),
    ("seized", _same_words, lambda value, other: value == other),
    ("context", _same_words, _same_words),
)
"""For each field but counts: whether two values are of one thing, and whether the first backs the second."""
