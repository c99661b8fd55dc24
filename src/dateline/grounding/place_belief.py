"""Whether the best candidate of a name is to be trusted, or the name is of something that the gazetteer lacks."""

from __future__ import annotations

from dateline.grounding.names import normalise
from dateline.grounding.phrases import ADMIN_WORDS, AIR_WORDS, BEARINGS, CITY_WORDS, SITE_WORDS, WATER_WORDS
from dateline.grounding.place_candidates import OTHER_NAME, Name, Scored
from dateline.grounding.place_votes import Votes, inside_stated, own_votes

_KNOWN_BY_NAME = 5.2  # prior from which a building may be taken to stand in the place whose name it bears
_OF_A_TOWN = frozenset({"port", "harbour", "harbor", "crossing", "refinery"})  # these bear the name of their own town
_SETTLED = ("city", "admin1", "admin2", "country")
_OF_NOTE = 3.3  # about two thousand people
_ELSEWHERE = 1.5  # votes for other countries from which the article is held to be about these
_KNOWN_ABROAD = 4.8  # prior below which a place outside the article's countries is left alone

_GENERIC = (
    frozenset(word for kind in (ADMIN_WORDS, CITY_WORDS, SITE_WORDS, AIR_WORDS, WATER_WORDS) for word in kind)
    | frozenset(way + end for way in BEARINGS for end in ("", "ern"))
    | frozenset({"central", "industrial", "inner", "lower", "main", "new", "old", "outer", "upper", "victoria"})
)


def believable(name: Name, best: Scored, frame: Votes) -> bool:
    """Whether to trust the best candidate: never a namesake outside what the words, or the whole article, speak of."""
    surely = any(c.best and c.best.entry.exact for c in name.containers)  # a guess at a name refutes nothing
    if surely and (inside_stated(name, best) or not _only_beside(name, best)):
        return inside_stated(name, best)
    own = own_votes(name, frame)
    if _generic(name.mention.text):
        return frame.around(best.entry) - own.around(best.entry) >= 0.5
    if named_after(name, best):
        if name.told_alone or best.entry.prior >= _KNOWN_BY_NAME:
            return True
        if (name.mention.kind or "").lower() in _OF_A_TOWN and _spoken_of(name, best, frame):
            return True
        return frame.around(best.entry) - own.around(best.entry) >= 0.5
    if best.entry.place.kind == "airfield" and best.entry.exact:
        return True
    here = frame.countries[best.entry.place.country] - own.countries[best.entry.place.country]
    if not best.entry.exact:
        return here >= 0.5
    elsewhere = sum(frame.countries.values()) - sum(own.countries.values()) - here
    known = best.entry.prior + (0.0 if best.entry.main or _alone(name, best) else OTHER_NAME)
    return here >= 0.5 or known >= _KNOWN_ABROAD or elsewhere < _ELSEWHERE


def _spoken_of(name: Name, best: Scored, frame: Votes) -> bool:
    """Whether the article is about the country of a place that is called exactly so."""
    country = best.entry.place.country
    here = frame.countries[country] - own_votes(name, frame).countries[country]
    return best.entry.exact and best.entry.main and here >= 0.5


def _generic(text: str) -> bool:
    """Whether a name is of words that any town has: "Old City", "Northern District"."""
    words = normalise(text).split()
    return len(words) > 1 and all(word in _GENERIC for word in words)


def _only_beside(name: Name, best: Scored) -> bool:
    """ "China, Oman and Kenya", "in Sudan, Cairo": names that only stand in a row, for none can contain the first."""
    place = best.entry.place
    if (name.mention.kind or "").lower() in SITE_WORDS or not best.entry.exact:
        return False
    around = [c.best.entry.place for c in name.containers if c.best]
    if place.kind == "country":
        return True
    return best.entry.prior >= _KNOWN_ABROAD and all(outer.kind in ("city", "airfield") for outer in around)


def _alone(name: Name, best: Scored) -> bool:
    """Whether no place of note in another country is called so: such a name needs no country to be told by."""
    country = best.entry.place.country
    return all(c.entry.prior < _OF_NOTE for c in name.candidates if c.entry.place.country != country)


def named_after(name: Name, best: Scored) -> bool:
    """Whether the name is of a building, camp or street that only shares the candidate's name: "Lincoln Street"."""
    return (name.mention.kind or "").lower() in SITE_WORDS and best.entry.place.kind in _SETTLED
