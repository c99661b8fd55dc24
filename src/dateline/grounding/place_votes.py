"""Weighs the candidates of all names of an article under each other's votes, and the countries that it is about."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from dateline.grounding.gazetteer import Entry
from dateline.grounding.geometry import distance_km
from dateline.grounding.names import normalise
from dateline.grounding.place_candidates import FITTING_KINDS, OF_A_GOVERNOR, Name, Scored

_ROUNDS = 4
_SHARPNESS = 2.0  # of a vote: a candidate one point ahead gets e**2 times the share

# What evidence weighs, in points; one point is a tenfold population.
_COUNTRY, _DIVISION, _NEAR, _INSIDE = 2.8, 3.2, 2.5, 6.0
_FAME = 0.95  # a place this much better known (Geneva) is meant even where its namesake has more support
# Shares of the votes from which a namesake is believed: where both countries are spoken of, or of its own no place is
# named ("US and Russian envoys met in Geneva"), and where only its own is.
_OF_NAMESAKE, _OF_NAMESAKE_ALONE, _SPOKEN_OF, _PLACES_NAMED = 0.5, 0.25, 0.5, 0.3


class Votes:
    """Where all names' shares fall, by country, division and tile of one degree."""

    def __init__(self) -> None:
        self.countries: defaultdict[str, float] = defaultdict(float)
        self.within: defaultdict[str, float] = defaultdict(float)  # by country, of places in it
        self.divisions: defaultdict[str, float] = defaultdict(float)
        self.tiles: defaultdict[tuple[int, int], float] = defaultdict(float)

    def add(self, name: Name) -> None:
        for candidate in name.candidates:
            place, share = candidate.entry.place, candidate.share**2  # a name in doubt is a weak witness
            self.countries[place.country] += share
            if place.kind == "country":
                continue
            self.within[place.country] += share
            if candidate.entry.admin1:
                self.divisions[candidate.entry.admin1] += share
            if place.kind != "admin1":
                self.tiles[_tile(candidate.entry)] += share

    def around(self, entry: Entry) -> float:
        """Shares within about 150 km."""
        if not self.tiles:
            return 0.0
        row, column = _tile(entry)
        near = [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        return sum([self.tiles[tile] for tile in near if tile in self.tiles])


def settle(names: list[Name], hints: Sequence[str]) -> None:
    """Scores all candidates under each other's votes; leaves every name's candidates best first."""
    for name in names:
        _share(name)
    for _ in range(_ROUNDS):
        votes = Votes()
        _add_hints(votes, hints)
        for name in _one_per_text(names):
            votes.add(name)
        for name in names:
            _rescore(name, votes)
            name.candidates.sort(key=lambda c: (-c.score, c.entry.place.id))
        _trust_fame(names, votes)
        for name in names:
            _share(name)
    _agree(names)


def _trust_fame(names: Iterable[Name], votes: Votes) -> None:
    """Paris is in France, unless the words say otherwise or much of the article is of the country of another."""
    for name in names:
        best = name.best
        if best is None or name.mention.kind or inside_stated(name, best):
            continue
        famous = max(name.candidates, key=lambda c: (c.entry.exact, c.entry.main, c.entry.prior, c.entry.place.id))
        if famous.entry.prior >= best.entry.prior + _FAME and not _at_home(name, best.entry, famous.entry, votes):
            _prefer(name, famous.entry.place.id, "by far the best known")


def _at_home(name: Name, namesake: Entry, famous: Entry, votes: Votes) -> bool:
    """Whether the article is of the country, or the division, of a lesser namesake."""
    own, home, abroad = own_votes(name, votes), namesake.place.country, famous.place.country
    at_home = votes.countries[home] - own.countries[home]
    if home == abroad:
        return _division_votes(namesake, votes, own) > _OF_NAMESAKE * at_home
    spoken_of = votes.countries[abroad] - own.countries[abroad] >= _SPOKEN_OF
    places_named = votes.within[home] - own.within[home] >= _PLACES_NAMED
    share = _OF_NAMESAKE if spoken_of or not places_named else _OF_NAMESAKE_ALONE
    return at_home > share * (sum(votes.countries.values()) - sum(own.countries.values()))


def _agree(names: Iterable[Name]) -> None:
    """One name means one place throughout an article, unless the words say otherwise: the surest mention decides."""
    by_text: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.candidates:
            by_text[normalise(name.mention.text)].append(name)
    for same in by_text.values():
        stated = [name for name in same if name.best and inside_stated(name, name.best)]
        if not stated:
            _agree_with_a_governor(same)
            continue
        surest = max(stated, key=lambda n: (n.candidates[0].score, n.candidates[0].entry.place.id)).candidates[0]
        for name in same:
            if name not in stated and not (name.mention.kind and _fits_kind(name, surest) is False):
                _prefer(name, surest.entry.place.id, "told elsewhere in the article")


def _agree_with_a_governor(same: Iterable[Name]) -> None:
    """Where a Niger has a governor, it is the state of Nigeria, and no Niger of the article is the country."""
    governed = [n.best for n in same if n.best and n.mention.kind == OF_A_GOVERNOR and _fits_kind(n, n.best)]
    for name in same:
        abroad = governed and name.best and name.best.entry.place.country != governed[0].entry.place.country
        if abroad and not name.mention.kind:
            _prefer(name, governed[0].entry.place.id, "it has a governor")


def _fits_kind(name: Name, candidate: Scored) -> bool | None:
    fitting = FITTING_KINDS.get((name.mention.kind or "").lower())
    return None if fitting is None else candidate.entry.place.kind in fitting


def _prefer(name: Name, place_id: str, why: str) -> None:
    """Puts one candidate first."""
    for candidate in name.candidates:
        if candidate.entry.place.id == place_id and candidate is not name.best:
            candidate.score = name.candidates[0].score + 0.1
            candidate.support.append(why)
    name.candidates.sort(key=lambda c: (-c.score, c.entry.place.id))


def _add_hints(votes: Votes, hints: Sequence[str]) -> None:
    for rank, code in enumerate(dict.fromkeys(hints)):
        votes.countries[code] += 1.0 / (1 + 0.5 * rank)


def _one_per_text(names: Iterable[Name]) -> list[Name]:
    """Mentions of one text are one witness: of each text the mention with most to go by."""
    best: dict[str, Name] = {}
    for name in names:
        key = normalise(name.mention.text)
        if key not in best or len(name.containers) > len(best[key].containers):
            best[key] = name
    return list(best.values())


def _share(name: Name) -> None:
    """Turns scores into shares that sum to one."""
    if not name.candidates:
        return
    top = max(candidate.score for candidate in name.candidates)
    weights = [math.exp(_SHARPNESS * (candidate.score - top)) for candidate in name.candidates]
    for candidate, weight in zip(name.candidates, weights, strict=True):
        candidate.share = weight / sum(weights)


def _rescore(name: Name, votes: Votes) -> None:
    own = own_votes(name, votes)
    for candidate in name.candidates:
        candidate.support = []
        candidate.score = candidate.base + _context(candidate, votes, own) + _containment(candidate, name.containers)


def own_votes(name: Name, votes: Votes) -> Votes:
    """The votes that a name cast itself, which are no evidence for it."""
    own = Votes()
    own.add(name)
    return own


def _context(candidate: Scored, votes: Votes, own: Votes) -> float:
    entry, country = candidate.entry, candidate.entry.place.country
    parts = (
        ("same country as other places", _COUNTRY, votes.countries[country] - own.countries[country]),
        ("same division as other places", _DIVISION, _division_votes(entry, votes, own)),
        ("near other places", _NEAR, votes.around(entry) - own.around(entry)),
    )
    total = 0.0
    for reason, weight, mass in parts:
        if mass > 0.2:
            candidate.support.append(reason)
        total += weight * (1 - math.exp(-max(0.0, mass)))
    return total


def _division_votes(entry: Entry, votes: Votes, own: Votes) -> float:
    if entry.place.kind == "country" or not entry.admin1:
        return 0.0
    return votes.divisions[entry.admin1] - own.divisions[entry.admin1]


def _containment(candidate: Scored, containers: list[Name]) -> float:
    """Points for lying in, or near, what the words say it lies in or near."""
    total = 0.0
    for container in containers:
        inside = sum(c.share for c in container.candidates if _lies_in(candidate.entry, c.entry))
        if inside > 0.5:
            candidate.support.append(f"in or near {container.mention.text}, as stated")
        total += _INSIDE * inside / len(containers)
    return total


def inside_stated(name: Name, best: Scored) -> bool:
    return any(_lies_in(best.entry, c.best.entry) for c in name.containers if c.best)


def _lies_in(entry: Entry, container: Entry) -> bool:
    place, outer = entry.place, container.place
    if outer.kind == "country":
        return place.country == outer.country
    if outer.kind == "admin1":
        return entry.admin1 == container.admin1 or (entry.admin1 is None and _close(entry, container))
    if outer.kind == "admin2" and entry.admin2:
        return entry.admin2 == container.admin2
    return place.kind != "country" and _close(entry, container)


def _close(entry: Entry, container: Entry) -> bool:
    reach = (container.place.radius_km or 0.0) + 60.0
    return distance_km(entry.place.lat, entry.place.lon, container.place.lat, container.place.lon) <= reach


def _tile(entry: Entry) -> tuple[int, int]:
    return math.floor(entry.place.lat), math.floor(entry.place.lon)


def frame_of(names: list[Name], hints: Sequence[str]) -> Votes:
    """The final votes: the countries the article is about."""
    votes = Votes()
    _add_hints(votes, hints)
    for name in _one_per_text(names):
        votes.add(name)
    return votes
