"""Kilometres apart."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Location
from dateline.resolving.fields import WORDS, kilometres
from dateline.resolving.levels.outcome import Outcome, step
from dateline.resolving.profile import Profile
from dateline.resolving.rarity import rarity
from dateline.resolving.wording import content_words, stems

_RADIUS = {"site": 5.0, "city": 10.0, "admin2": 40.0, "admin": 120.0, "route": 60.0, "water": 200.0, "area": 100.0}
_FINE = ("site", "city")
_FAR = ("<=200", "<=400", "more", "other country")
_SEA, _OFF_SHORE = "XZ", 2000.0  # no state's; km from the middle of a state, within which its sea may lie
_RARE = 5.0  # nats: a word of one report in a hundred and fifty
_NEIGHBOURS = 150.0  # km; whose land it is may be what the two disagree about


def outcomes(left: Profile, right: Profile) -> Iterator[Outcome]:
    """The closest of the places given; of statements, where they were made says little and is a level of its own."""
    found = [each for a in left.places for b in right.places if (each := _outcome(a, b)) is not None]
    if found:
        best = min(found, key=lambda ranked: (ranked[0], ranked[1].key))[1]
        yield Outcome(level="km apart (words)", key=best.key, words=best.words) if left.type in WORDS else best


def is_far(outcome: Outcome) -> bool:
    """Whether an outcome says that two places are far apart, however roughly they are known."""
    return outcome.key.endswith(_FAR)


_Ranked = tuple[float, Outcome]


def _outcome(a: Location, b: Location) -> _Ranked | None:
    apart = kilometres(a, b)
    abroad = a.country and b.country and a.country != b.country and not _off_shore(a, b, apart)
    if abroad and (apart is None or ("country" in (a.precision, b.precision) and apart > _NEIGHBOURS)):
        return 9e9, _made("other country", " and ".join(sorted((str(a.country), str(b.country)))))
    if "country" in (a.precision, b.precision) or apart is None:
        return _coarse(a, b)
    fine = a.precision in _FINE and b.precision in _FINE
    beyond = max(0.0, apart - _radius(a) - _radius(b))
    if fine:
        return beyond, _made(f"points {step(beyond, (0, 20, 80, 400))}", f"{apart:.0f} km apart")
    named = "" if beyond else _named(a, b, apart)
    shape = "areas" if a.precision not in _FINE and b.precision not in _FINE else "point and area"
    words = f"{apart:.0f} km apart, areas" + ("" if beyond else " that meet") + named
    return 1000 + beyond, _made(f"{shape} {step(beyond, (0, 50, 200))}{named}", words)


def _named(a: Location, b: Location, apart: float) -> str:
    """Whether two areas that meet share a word of their names, and whether few reports have it.

    Where neither holds the other's middle, other names are those of neighbours.
    """
    shared = _names(a) & _names(b)
    if shared:
        return ", a rare name" if max(map(rarity, shared)) > _RARE else ""
    return ", other names" if apart > max(_radius(a), _radius(b)) else ""


def _names(place: Location) -> frozenset[str]:
    return stems(place.text) | stems(place.name or "")


def _off_shore(a: Location, b: Location, apart: float | None) -> bool:
    """Whether one is at sea, and not too far from the other for that to be its sea."""
    return _SEA in (a.country, b.country) and apart is not None and apart <= _OFF_SHORE


def _coarse(a: Location, b: Location) -> _Ranked | None:
    """Places of which one is a whole country or not on the map: weak evidence."""
    unmapped = a.precision is None and b.precision is None
    if unmapped and content_words(a.text) == content_words(b.text):
        return 500, _made("same words", f"both “{min(a.text, b.text)}”, not on the map")
    if a.country and a.country == b.country:
        both = "country" if a.precision == b.precision else "country and finer"
        return 5000, _made(both, f"both in {a.country}, no nearer told")
    return None


def _radius(place: Location) -> float:
    if place.radius_km is not None:
        return max(place.radius_km, _RADIUS["site"])
    return _RADIUS.get(place.precision or "", _RADIUS["city"])


def _made(key: str, words: str) -> Outcome:
    return Outcome(level="km apart", key=key, words=lambda: words)
