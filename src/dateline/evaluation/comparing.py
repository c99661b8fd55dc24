"""When two values of one field count as the same: one function a kind of value.

The rules are those of the gold's guidelines, MUC-style: lenient about wording, strict about facts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

Fields = Mapping[str, Any]
"""A date, place, count or seizure as it stands in a JSON record."""

DaySpan = tuple[int, int]
"""First and last day, as proleptic Gregorian ordinals."""

T = TypeVar("T")

EARTH_DIAMETER_KM = 12742
CITY_KM, REGION_KM = 50, 300
SHORT_SPAN_DAYS = 8
_ARTICLES_AND_PRONOUNS = ("the", "a", "an", "s", "'s", "his", "her", "their", "its")
_PREPOSITIONS = ("of", "in", "on", "at", "for", "to", "by", "from", "with")
STOP_WORDS = frozenset((*_ARTICLES_AND_PRONOUNS, *_PREPOSITIONS, "and"))


def content_words(text: str | None) -> list[str]:
    """Lower-case words as they come, stop words left out, plural endings cut."""
    found = re.findall(r"[^\W_]+", (text or "").lower().replace("’", "'"))
    return [_singular(word) for word in found if word not in STOP_WORDS]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def same_name(left: str | None, right: str | None) -> bool:
    """Half of all their words are shared, or the shorter lies within the longer and has its last word."""
    ordered = sorted((content_words(left), content_words(right)), key=lambda words: len(set(words)))
    short, long = ordered
    if not short or not long:
        return False
    shared, union = set(short) & set(long), set(short) | set(long)
    within = shared == set(short) and long[-1] in shared
    return within or 2 * len(shared) >= len(union)


def overlap(left: str | None, right: str | None) -> float:
    """Share of the shorter text's words that stand in the longer: near 1 where one sentence is, or holds, the other."""
    ours, theirs = set(content_words(left)), set(content_words(right))
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def matches(left: Collection[T], right: Collection[T], same: Callable[[T, T], bool]) -> int:
    """How many of `left` find a partner of their own in `right`, taking the first that fits."""
    free, found = list(right), 0
    for item in left:
        partner = next((k for k, other in enumerate(free) if same(item, other)), None)
        if partner is not None:
            del free[partner]
            found += 1
    return found


def days(value: Fields | None) -> DaySpan | None:
    """The days of a date, or None where it has no start or is not a date."""
    if not value or not value.get("start"):
        return None
    try:
        start = date.fromisoformat(value["start"][:10])
        end = date.fromisoformat((value.get("end") or value["start"])[:10])
    except ValueError:
        return None
    return start.toordinal(), end.toordinal()


def same_days(pred: DaySpan | None, gold: DaySpan | None) -> bool:
    """Both ends within a day (a tenth of a longer gold span), or any part of a gold span of up to eight days."""
    if pred is None or gold is None:
        return False
    length = gold[1] - gold[0]
    slack = max(1, length // 10)
    if all(abs(p - g) <= slack for p, g in zip(pred, gold, strict=True)):
        return True
    return 0 < length <= SHORT_SPAN_DAYS and gold[0] <= pred[0] and pred[1] <= gold[1]


def distance_km(left: Fields, right: Fields) -> float | None:
    """Great-circle distance of two places, or None where one has no coordinates."""
    numbers = [place.get(key) for place in (left, right) for key in ("lat", "lon")]
    if not all(isinstance(number, int | float) for number in numbers):
        return None
    lat1, lon1, lat2, lon2 = (math.radians(number) for number in numbers if number is not None)
    haversine = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(haversine)))


def same_place(pred: Fields | None, gold: Fields | None) -> bool:
    """50 km around a gold site or city; 300 km and the country of a gold region; a gold country and nothing finer."""
    if not pred or not gold:
        return False
    same_country = bool(pred.get("country") == gold["country"])
    if gold["precision"] == "country":
        return same_country and pred.get("precision") == "country"
    far = distance_km(pred, gold)
    if far is None:
        return same_name(pred.get("text"), gold["text"])
    if gold["precision"] == "admin":
        return same_country and far <= REGION_KM
    return far <= CITY_KM


def same_count(pred: Fields | None, gold: Fields | None) -> bool:
    """The same least number, and no contradiction about the greatest."""
    if not pred or not gold or pred.get("min") != gold.get("min"):
        return False
    greatest: Sequence[int | None] = (pred.get("max"), gold.get("max"))
    return greatest[0] == greatest[1] or (gold.get("min") is not None and None in greatest)


def same_seizure(pred: Fields, gold: Fields) -> bool:
    """The same goods and the same amount, whatever the unit is called."""
    return same_name(pred.get("item"), gold["item"]) and bool(pred.get("amount") == gold["amount"])


def same_total(pred: Fields, gold: Fields) -> bool:
    """The same sentence and the same least number of events."""
    return overlap(pred.get("quote"), gold["quote"]) >= 0.6 and bool(pred.get("count_min") == gold["count_min"])
