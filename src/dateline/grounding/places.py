"""Resolves the place names of one article together.

Each name is weighed against all it could mean: how well known each candidate is, whether it is of the kind the words
say, whether it lies where the words say, and how well it sits among the other names' candidates (same country, same
division, near by). The last is found by repeated voting: every name spreads one vote over its candidates, in
proportion to their scores, and is scored anew under the votes of the others. The order of the mentions plays no part.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from dateline.grounding.gazetteer import Entry, Gazetteer
from dateline.grounding.geometry import centre, distance_km, shift
from dateline.grounding.names import homes, normalise
from dateline.grounding.phrases import (
    ADMIN_WORDS,
    AIR_WORDS,
    BEARINGS,
    CITY_WORDS,
    SITE_WORDS,
    WATER_WORDS,
    PlaceMention,
    bearing,
    parse_place,
)
from dateline.model import Candidate, Location, Precision

MOST_CANDIDATES = 40  # per name, best known first: enough for every "Washington County"
SITE_RADIUS_KM = 3.0  # an area no wider than this is a site
_ROUNDS = 4
_SHARPNESS = 2.0  # of a vote: a candidate one point ahead gets e**2 times the share
_SHOWN = 5

# What evidence weighs, in points; one point is a tenfold population.
_COUNTRY, _DIVISION, _NEAR, _INSIDE, _KIND, _WRONG_KIND = 2.8, 3.2, 2.5, 6.0, 2.5, -3.0
_OTHER_NAME, _OTHER_SPELLING, _HAS_SEAT = -1.0, -1.5, -0.8
_KNOWN_BY_NAME = 5.2  # prior from which a building may be taken to stand in the place whose name it bears
_SETTLED = ("city", "admin1", "admin2", "country")
_OF_NOTE = 3.3  # about two thousand people
_ELSEWHERE = 1.5  # votes for other countries from which the article is held to be about these
_KNOWN_ABROAD = 4.8  # prior below which a place outside the article's countries is left alone

_FITTING_KINDS = {
    **dict.fromkeys(ADMIN_WORDS, ("admin1", "admin2", "area")),
    **dict.fromkeys(CITY_WORDS, ("city",)),
    **dict.fromkeys(WATER_WORDS, ("water",)),
    **dict.fromkeys(AIR_WORDS, ("airfield",)),
}
_GENERIC = (
    frozenset(word for kind in (ADMIN_WORDS, CITY_WORDS, SITE_WORDS, AIR_WORDS, WATER_WORDS) for word in kind)
    | frozenset(way + end for way in BEARINGS for end in ("", "ern"))
    | frozenset({"central", "industrial", "inner", "lower", "main", "new", "old", "outer", "upper", "victoria"})
)
_PRECISION: dict[str, Precision] = {
    "country": "country",
    "admin1": "admin",
    "admin2": "admin2",
    "city": "city",
    "airfield": "site",
    "water": "water",
    "area": "area",
}


@dataclass
class _Scored:
    """One candidate of one name under the votes so far."""

    entry: Entry
    base: float
    reasons: list[str]
    score: float = 0.0
    share: float = 0.0
    support: list[str] = field(default_factory=list)


@dataclass
class _Name:
    """One distinct mention, or a container that mentions name, with its candidates."""

    mention: PlaceMention
    candidates: list[_Scored]
    containers: list[_Name] = field(default_factory=list)
    told_alone: bool = False  # the article has the name as a place's, too, not only as a building's

    @property
    def best(self) -> _Scored | None:
        return self.candidates[0] if self.candidates else None


class _Votes:
    """Where all names' shares fall, by country, division and tile of one degree."""

    def __init__(self) -> None:
        self.countries: defaultdict[str, float] = defaultdict(float)
        self.divisions: defaultdict[str, float] = defaultdict(float)
        self.tiles: defaultdict[tuple[int, int], float] = defaultdict(float)

    def add(self, name: _Name) -> None:
        for candidate in name.candidates:
            place, share = candidate.entry.place, candidate.share**2  # a name in doubt is a weak witness
            self.countries[place.country] += share
            if place.kind == "country":
                continue
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


def locate(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, *, hints: Sequence[str] = ()
) -> tuple[Location, ...]:
    """Where each mention of one article is: one Location per mention, in their order.

    `hints` are ISO 3166 codes of countries that the article suggests otherwise, strongest first. A name that the
    gazetteer lacks takes the area of what contains it, else stays open: `precision`, `lat` and `lon` None.
    """
    names = _distinct(mentions, gazetteer)
    everything = list(_with_containers(names.values()))
    _settle(everything, hints)
    frame = _frame(everything, hints)
    found = {key: _location(name, frame) for key, name in names.items()}
    return tuple(_worded(found[_key(mention)], mention.text) for mention in mentions)


def of_people(word: str, gazetteer: Gazetteer) -> Location | None:
    """The country of a people or an adjective ("Kenyans", "Kenyan"); None where the word is neither."""
    entry = gazetteer.demonym(word)
    if entry is None or normalise(word) == normalise(entry.place.name):
        return None
    people = _at(PlaceMention(text=word), entry, ())
    return msgspec.structs.replace(people, reasons=(f"Its people, or their adjective, name {entry.place.name}.",))


def _worded(location: Location, text: str) -> Location:
    return msgspec.structs.replace(location, text=text)


# ------------------------------------------------------------------ candidates


def _key(mention: PlaceMention) -> tuple[str, ...]:
    return (normalise(mention.text), mention.kind or "", mention.offset or "", *map(normalise, mention.within))


def _distinct(mentions: Iterable[PlaceMention], gazetteer: Gazetteer) -> dict[tuple[str, ...], _Name]:
    """One name per distinct mention, in an order that the order of the mentions does not change."""
    by_key = {_key(mention): mention for mention in mentions}
    told = {normalise(text) for mention in mentions for text in (mention.text, *mention.within)}
    shared: dict[str, _Name] = {}
    names = {key: _name(_bearing_a_name(by_key[key], told, gazetteer), gazetteer, shared) for key in sorted(by_key)}
    alone = {key[0] for key in by_key if key[1].lower() not in SITE_WORDS}
    for key, name in names.items():
        name.told_alone = key[0] in alone
    return names


def _bearing_a_name(mention: PlaceMention, told: set[str], gazetteer: Gazetteer) -> PlaceMention:
    """An unknown building that bears the name of a place in the article is in that place: "Izmir City Court"."""
    if _entries(mention, gazetteer):
        return mention
    words = mention.text.split()
    starts = (" ".join(words[:size]) for size in range(len(words) - 1, 0, -1))
    place = next((start for start in starts if normalise(start) in told and start[:1].isupper()), None)
    if place is None:
        return mention
    return PlaceMention(text=mention.text, kind=mention.kind, within=(*mention.within, place), offset=mention.offset)


def _name(mention: PlaceMention, gazetteer: Gazetteer, shared: dict[str, _Name]) -> _Name:
    mention = _read(mention, gazetteer)
    containers = [_container(text, gazetteer, shared) for text in mention.within]
    return _Name(mention, _candidates(mention, gazetteer), [c for c in containers if c.candidates])


def _read(mention: PlaceMention, gazetteer: Gazetteer) -> PlaceMention:
    """The mention with what its own text says of it, where the gazetteer does not know the text as it stands."""
    whole = f"{mention.offset} {mention.text}"
    if mention.offset and any(entry.exact for entry in gazetteer.entries(whole)):
        # Northern Ireland is a name, not a part of Ireland.
        return PlaceMention(text=whole, kind=mention.kind, within=mention.within)
    if _entries(mention, gazetteer) or gazetteer.demonym(mention.text):
        return mention
    parsed = parse_place(mention.text)
    leading, rest = _leading_demonym(parsed.text, gazetteer)
    return PlaceMention(
        text=rest,
        kind=mention.kind or parsed.kind,
        within=(*parsed.within, *mention.within, *leading),
        offset=mention.offset or parsed.offset,
    )


def _leading_demonym(text: str, gazetteer: Gazetteer) -> tuple[tuple[str, ...], str]:
    """("Iraqi",), "Harir" of "Iraqi Harir"."""
    first, _, rest = text.partition(" ")
    if rest and not gazetteer.entries(text) and gazetteer.demonym(first):
        return (first,), rest
    return (), text


def _container(text: str, gazetteer: Gazetteer, shared: dict[str, _Name]) -> _Name:
    key = normalise(text)
    if key not in shared:
        shared[key] = _name(PlaceMention(text=text), gazetteer, shared)
    return shared[key]


def _entries(mention: PlaceMention, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """What the gazetteer knows under the name, with its head word first. A text without a capital is no name."""
    if mention.text == mention.text.lower():
        return ()
    full = gazetteer.entries(f"{mention.text} {mention.kind}") if mention.kind else ()
    full = tuple(entry for entry in full if entry.exact)
    known = {entry.place.id for entry in full}
    return (*full, *(entry for entry in gazetteer.entries(mention.text) if entry.place.id not in known))


def _candidates(mention: PlaceMention, gazetteer: Gazetteer) -> list[_Scored]:
    entries = _entries(mention, gazetteer)[:MOST_CANDIDATES]
    people = gazetteer.demonym(mention.text) if not (mention.kind and entries) else None
    if people and people.place.id not in {entry.place.id for entry in entries}:
        entries = (people, *entries)
    if not entries:
        entries = _home_of(mention.text, gazetteer)
    scored = [_scored(entry, mention.kind) for entry in entries]
    if not mention.kind:
        _prefer_seats(scored)
    return scored


def _home_of(word: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The division or region of its inhabitants: "Ontarians", "Abkhaz"."""
    found = (
        e for home in homes(word) for e in gazetteer.entries(home) if e.exact and e.place.kind in ("admin1", "area")
    )
    return tuple(sorted(found, key=lambda entry: (-entry.prior, entry.place.id)))[:1]


def _prefer_seats(candidates: list[_Scored]) -> None:
    """A bare name means the town rather than the division that is called after it."""
    seats = {c.entry.admin1 for c in candidates if c.entry.place.kind == "city"}
    for candidate in candidates:
        if candidate.entry.place.kind in ("admin1", "admin2") and candidate.entry.admin1 in seats:
            candidate.base += _HAS_SEAT
            candidate.score = candidate.base
            candidate.reasons.append("has a town of its name")


def _scored(entry: Entry, kind: str | None) -> _Scored:
    """A candidate's score before any context, with the reasons."""
    base = entry.prior
    population = entry.place.population
    reasons = [f"{entry.place.kind}, population {population:,}" if population else str(entry.place.kind)]
    if not entry.exact:
        base += _OTHER_SPELLING
        reasons.append("by a looser spelling")
    elif not entry.main:
        base += _OTHER_NAME
        reasons.append("by an alternate name")
    fitting = _FITTING_KINDS.get((kind or "").lower())
    if fitting:
        fits = entry.place.kind in fitting
        base += _KIND if fits else _WRONG_KIND
        reasons.append(f"{'fits' if fits else 'does not fit'} the word {kind}")
    return _Scored(entry, base, reasons, score=base)


def _with_containers(names: Iterable[_Name]) -> Iterator[_Name]:
    """The names and, once each, the containers they are told by."""
    seen: set[int] = set()
    queue = list(names)
    while queue:
        name = queue.pop(0)
        if id(name) not in seen:
            seen.add(id(name))
            yield name
            queue.extend(name.containers)


# ------------------------------------------------------------------ voting


def _settle(names: list[_Name], hints: Sequence[str]) -> None:
    """Scores all candidates under each other's votes; leaves every name's candidates best first."""
    for name in names:
        _share(name)
    for _ in range(_ROUNDS):
        votes = _Votes()
        _add_hints(votes, hints)
        for name in _one_per_text(names):
            votes.add(name)
        for name in names:
            _rescore(name, votes)
        for name in names:
            _share(name)
    for name in names:
        name.candidates.sort(key=lambda c: (-c.score, c.entry.place.id))
    _agree(names)


def _agree(names: Iterable[_Name]) -> None:
    """One name means one place throughout an article, unless the words say otherwise: the surest mention decides."""
    by_text: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in names:
        if name.candidates:
            by_text[normalise(name.mention.text)].append(name)
    for same in by_text.values():
        stated = [name for name in same if name.best and _inside_stated(name, name.best)]
        if not stated:
            continue
        surest = max(stated, key=lambda n: (n.candidates[0].score, n.candidates[0].entry.place.id)).candidates[0]
        for name in same:
            if name not in stated and not (name.mention.kind and _fits_kind(name, surest) is False):
                _prefer(name, surest.entry.place.id)


def _fits_kind(name: _Name, candidate: _Scored) -> bool | None:
    fitting = _FITTING_KINDS.get((name.mention.kind or "").lower())
    return None if fitting is None else candidate.entry.place.kind in fitting


def _prefer(name: _Name, place_id: str) -> None:
    """Puts one candidate first."""
    for candidate in name.candidates:
        if candidate.entry.place.id == place_id and candidate is not name.best:
            candidate.score = name.candidates[0].score + 0.1
            candidate.support.append("told elsewhere in the article")
    name.candidates.sort(key=lambda c: (-c.score, c.entry.place.id))


def _add_hints(votes: _Votes, hints: Sequence[str]) -> None:
    for rank, code in enumerate(dict.fromkeys(hints)):
        votes.countries[code] += 1.0 / (1 + 0.5 * rank)


def _one_per_text(names: Iterable[_Name]) -> list[_Name]:
    """Mentions of one text are one witness: of each text the mention with most to go by."""
    best: dict[str, _Name] = {}
    for name in names:
        key = normalise(name.mention.text)
        if key not in best or len(name.containers) > len(best[key].containers):
            best[key] = name
    return list(best.values())


def _share(name: _Name) -> None:
    """Turns scores into shares that sum to one."""
    if not name.candidates:
        return
    top = max(candidate.score for candidate in name.candidates)
    weights = [math.exp(_SHARPNESS * (candidate.score - top)) for candidate in name.candidates]
    for candidate, weight in zip(name.candidates, weights, strict=True):
        candidate.share = weight / sum(weights)


def _rescore(name: _Name, votes: _Votes) -> None:
    own = _own_votes(name, votes)
    for candidate in name.candidates:
        candidate.support = []
        candidate.score = candidate.base + _context(candidate, votes, own) + _containment(candidate, name.containers)


def _own_votes(name: _Name, votes: _Votes) -> _Votes:
    """The votes that a name cast itself, which are no evidence for it."""
    own = _Votes()
    own.add(name)
    return own


def _context(candidate: _Scored, votes: _Votes, own: _Votes) -> float:
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


def _division_votes(entry: Entry, votes: _Votes, own: _Votes) -> float:
    if entry.place.kind == "country" or not entry.admin1:
        return 0.0
    return votes.divisions[entry.admin1] - own.divisions[entry.admin1]


def _containment(candidate: _Scored, containers: list[_Name]) -> float:
    """Points for lying in, or near, what the words say it lies in or near."""
    total = 0.0
    for container in containers:
        inside = sum(c.share for c in container.candidates if _lies_in(candidate.entry, c.entry))
        if inside > 0.5:
            candidate.support.append(f"in or near {container.mention.text}, as stated")
        total += _INSIDE * inside / len(containers)
    return total


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


def _frame(names: list[_Name], hints: Sequence[str]) -> _Votes:
    """The final votes: the countries the article is about."""
    votes = _Votes()
    _add_hints(votes, hints)
    for name in _one_per_text(names):
        votes.add(name)
    return votes


# ------------------------------------------------------------------ answers


def _location(name: _Name, frame: _Votes) -> Location:
    """Where a name is, with what decided."""
    found = _answer(name, frame)
    return msgspec.structs.replace(found, reasons=tuple(_why(name, found)))


def _why(name: _Name, found: Location) -> Iterator[str]:
    """What decided, in sentences."""
    shown = found.candidates
    if found.place_id is not None:
        taken = next((c for c in shown if c.place_id == found.place_id), None)
        if taken is not None:
            yield f"{taken.name}: {', '.join(taken.reasons)}."
            rest = [c for c in shown if c is not taken]
            yield (
                f"Next: {rest[0].name}, {taken.score - rest[0].score:.1f} points behind."
                if rest
                else "No other is known."
            )
        return
    if found.precision is None:
        yield f"{len(shown)} of its name lie where the article is not." if shown else "The gazetteer has no such place."
        return
    within = ", ".join(c.mention.text for c in name.containers)
    if name.mention.offset:
        yield f"A part of, or beside, {within or name.mention.text}: an area {found.radius_km:g} km wide each way."
    elif within:
        yield f"The gazetteer has no such place in {within}: taken as somewhere there, within {found.radius_km:g} km."
    else:
        yield f"It bears the name of a place, and is taken as somewhere there, within {found.radius_km:g} km."


def _answer(name: _Name, frame: _Votes) -> Location:
    best = name.best
    shown = tuple(_shown(candidate) for candidate in name.candidates[:_SHOWN])
    if best is None or not _believable(name, best, frame):
        return _from_container(name, shown)
    if _named_after(name, best):
        return _area_of(name.mention, best.entry, shown)
    if name.mention.offset:
        return _offset_area(name.mention, best.entry, shown, bool(name.containers))
    return _at(name.mention, best.entry, shown)


def _believable(name: _Name, best: _Scored, frame: _Votes) -> bool:
    """Whether to trust the best candidate: never a namesake outside what the words, or the whole article, speak of."""
    if name.containers and (_inside_stated(name, best) or not _only_beside(name, best)):
        return _inside_stated(name, best)
    own = _own_votes(name, frame)
    if _generic(name.mention.text):
        return frame.around(best.entry) - own.around(best.entry) >= 0.5
    if _named_after(name, best):
        if name.told_alone or best.entry.prior >= _KNOWN_BY_NAME:
            return True
        return frame.around(best.entry) - own.around(best.entry) >= 0.5
    if best.entry.place.kind == "airfield" and best.entry.exact:
        return True
    here = frame.countries[best.entry.place.country] - own.countries[best.entry.place.country]
    if not best.entry.exact:
        return here >= 0.5
    elsewhere = sum(frame.countries.values()) - sum(own.countries.values()) - here
    known = best.entry.prior + (0.0 if best.entry.main or _alone(name, best) else _OTHER_NAME)
    return here >= 0.5 or known >= _KNOWN_ABROAD or elsewhere < _ELSEWHERE


def _generic(text: str) -> bool:
    """Whether a name is of words that any town has: "Old City", "Northern District"."""
    words = normalise(text).split()
    return len(words) > 1 and all(word in _GENERIC for word in words)


def _inside_stated(name: _Name, best: _Scored) -> bool:
    return any(_lies_in(best.entry, c.best.entry) for c in name.containers if c.best)


def _only_beside(name: _Name, best: _Scored) -> bool:
    """ "China, Oman and Kenya", "in Sudan, Cairo": names that only stand in a row, for none can contain the first."""
    place = best.entry.place
    if (name.mention.kind or "").lower() in SITE_WORDS or not best.entry.exact:
        return False
    around = [c.best.entry.place for c in name.containers if c.best]
    if place.kind == "country":
        return True
    return best.entry.prior >= _KNOWN_ABROAD and all(outer.kind in ("city", "airfield") for outer in around)


def _alone(name: _Name, best: _Scored) -> bool:
    """Whether no place of note in another country is called so: such a name needs no country to be told by."""
    country = best.entry.place.country
    return all(c.entry.prior < _OF_NOTE for c in name.candidates if c.entry.place.country != country)


def _named_after(name: _Name, best: _Scored) -> bool:
    """Whether the name is of a building, camp or street that only shares the candidate's name: "Lincoln Street"."""
    return (name.mention.kind or "").lower() in SITE_WORDS and best.entry.place.kind in _SETTLED


def _shown(candidate: _Scored) -> Candidate:
    place = candidate.entry.place
    label = ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part))
    return Candidate(
        place_id=place.id, name=label, score=round(candidate.score, 2), reasons=(*candidate.reasons, *candidate.support)
    )


def _at(mention: PlaceMention, entry: Entry, shown: tuple[Candidate, ...]) -> Location:
    place = entry.place
    small = place.kind == "area" and (place.radius_km or 0.0) <= SITE_RADIUS_KM
    return Location(
        text=mention.text,
        precision="site" if small else _PRECISION[place.kind],
        country=place.country,
        admin1=place.admin1,
        name=place.name,
        place_id=place.id,
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        candidates=shown,
    )


def _area_of(mention: PlaceMention, entry: Entry, shown: tuple[Candidate, ...]) -> Location:
    """Somewhere in, or at, a place: its coordinates with its radius, as an area and under no gazetteer name."""
    place = entry.place
    return Location(
        text=mention.text,
        precision="area",
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        candidates=shown,
    )


def _from_container(name: _Name, shown: tuple[Candidate, ...]) -> Location:
    """An unknown name: the smallest of the places that the words put it in, else open."""
    located = [c.best.entry for c in name.containers if c.best and c.best.entry.exact]
    if not located:
        return Location(text=name.mention.text, candidates=shown)
    if name.mention.offset == "between" and len(located) == 2:
        return _between(name.mention, located[0], located[1])
    smallest = min(located, key=lambda entry: (entry.place.radius_km or 0.0, entry.place.id))
    if name.mention.offset:
        return _offset_area(name.mention, smallest, shown, False)
    return _area_of(name.mention, smallest, shown)


def _between(mention: PlaceMention, one: Entry, other: Entry) -> Location:
    """The area that two places span."""
    a, b = one.place, other.place
    middle = centre([(a.lat, a.lon, 1.0), (b.lat, b.lon, 1.0)]) or (a.lat, a.lon)
    radius = max(5.0, round(distance_km(a.lat, a.lon, b.lat, b.lon) / 2, 1))
    country = a.country if a.country == b.country else None
    return Location(
        text=mention.text, precision="area", country=country, lat=middle[0], lon=middle[1], radius_km=radius
    )


def _offset_area(mention: PlaceMention, entry: Entry, shown: tuple[Candidate, ...], found: bool) -> Location:
    """ "East of X" is an area beside X; "northern X" a part of X. `found`: the entry is the named place itself."""
    place, degrees, outside = entry.place, bearing(mention.offset or ""), (mention.offset or "").endswith(" of")
    if found and outside:
        return _at(mention, entry, shown)
    wide = place.kind in ("country", "admin1", "admin2", "area", "water")
    if degrees is None or not (wide or outside):
        return _at(mention, entry, shown)
    radius = place.radius_km or 10.0
    away = radius + 10.0 if outside and not wide else 0.55 * radius
    lat, lon = shift(place.lat, place.lon, degrees, away)
    return Location(
        text=mention.text,
        precision="area",
        country=place.country,
        admin1=place.admin1 if place.kind != "country" else None,
        lat=lat,
        lon=lon,
        radius_km=round(max(0.6 * radius, away), 1),
        candidates=shown,
    )
