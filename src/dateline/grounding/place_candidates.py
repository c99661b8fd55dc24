"""What each name of a place could mean: its candidates in the gazetteer, scored by the name and its own words alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dateline.grounding.gazetteer import Entry, Gazetteer
from dateline.grounding.names import homes, normalise
from dateline.grounding.phrases import (
    ADMIN_WORDS,
    AIR_WORDS,
    CITY_WORDS,
    SITE_WORDS,
    WATER_WORDS,
    PlaceMention,
    parse_place,
)

MOST_CANDIDATES = 40  # per name, best known first: enough for every "Washington County"
OTHER_NAME = -1.0  # points; one point is a tenfold population
_OF_A_CITY = -2.0  # the same where a city bears the name itself: Puno is not Pune
_CITY = 5.0  # prior of a city of a hundred thousand
_OTHER_SPELLING, _HAS_SEAT, _KIND, _WRONG_KIND = -1.5, -0.8, 2.5, -3.0

_CAPITAL = "capital"  # "the capital of Mali" is the country's, "the Malian capital of Bamako" the town itself
OF_A_GOVERNOR = "governor"  # what stands by the name of a division, and by no country's
FITTING_KINDS = {
    **dict.fromkeys(ADMIN_WORDS, ("admin1", "admin2", "area")),
    **dict.fromkeys(CITY_WORDS, ("city",)),
    **dict.fromkeys(WATER_WORDS, ("water",)),
    **dict.fromkeys(AIR_WORDS, ("airfield",)),
    OF_A_GOVERNOR: ("admin1",),
    "country": ("country",),
}


@dataclass
class Scored:
    """One candidate of one name under the votes so far."""

    entry: Entry
    base: float
    reasons: list[str]
    score: float = 0.0
    share: float = 0.0
    support: list[str] = field(default_factory=list)


@dataclass
class Name:
    """One distinct mention, or a container that mentions name, with its candidates."""

    mention: PlaceMention
    candidates: list[Scored]
    containers: list[Name] = field(default_factory=list)
    told_alone: bool = False  # the article has the name as a place's, too, not only as a building's

    @property
    def best(self) -> Scored | None:
        return self.candidates[0] if self.candidates else None


def key_of(mention: PlaceMention) -> tuple[str, ...]:
    return (normalise(mention.text), mention.kind or "", mention.offset or "", *map(normalise, mention.within))


def distinct(mentions: Iterable[PlaceMention], gazetteer: Gazetteer) -> dict[tuple[str, ...], Name]:
    """One name per distinct mention, in an order that the order of the mentions does not change."""
    by_key = {key_of(mention): mention for mention in mentions}
    told = {normalise(text) for mention in mentions for text in (mention.text, *mention.within)}
    shared: dict[str, Name] = {}
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


def _name(mention: PlaceMention, gazetteer: Gazetteer, shared: dict[str, Name]) -> Name:
    mention = _read(mention, gazetteer)
    containers = [_container(text, gazetteer, shared) for text in mention.within]
    return Name(mention, _candidates(mention, gazetteer), [c for c in containers if c.candidates])


def _read(mention: PlaceMention, gazetteer: Gazetteer) -> PlaceMention:
    """The mention with what its own text says of it, where the gazetteer does not know the text as it stands."""
    whole = f"{mention.offset} {mention.text}"
    if mention.offset and any(entry.exact for entry in gazetteer.entries(whole)):
        # Northern Ireland is a name, not a part of Ireland.
        return PlaceMention(text=whole, kind=mention.kind, within=mention.within)
    known = _entries(mention, gazetteer)
    parsed = parse_place(mention.text)
    by_its_name = any(entry.main for entry in known) or (known and parsed.kind not in SITE_WORDS)
    if by_its_name or gazetteer.demonym(mention.text):
        return mention  # but "Aberdeen Harbour", another name of a town elsewhere, can be the harbour of Aberdeen
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


def _container(text: str, gazetteer: Gazetteer, shared: dict[str, Name]) -> Name:
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


def _candidates(mention: PlaceMention, gazetteer: Gazetteer) -> list[Scored]:
    entries = _entries(mention, gazetteer)[:MOST_CANDIDATES]
    people = gazetteer.demonym(mention.text) if not (mention.kind and entries) else None
    if people and people.place.id not in {entry.place.id for entry in entries}:
        entries = (people, *entries)
    if not entries:
        entries = _home_of(mention.text, gazetteer)
    kind = _meant(mention, entries)
    own = any(entry.exact and entry.main and entry.prior >= _CITY for entry in entries)
    scored = [_scored(entry, kind, _OF_A_CITY if own else OTHER_NAME) for entry in entries]
    if not kind:
        _prefer_seats(scored)
    return scored


def _meant(mention: PlaceMention, entries: Iterable[Entry]) -> str | None:
    """The kind of thing that the words say the place is."""
    countries = any(entry.place.kind == "country" and entry.exact for entry in entries)
    return "country" if mention.kind == _CAPITAL and countries else mention.kind


def _home_of(word: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The division or region of its inhabitants: "Ontarians", "Abkhaz"."""
    found = (
        e for home in homes(word) for e in gazetteer.entries(home) if e.exact and e.place.kind in ("admin1", "area")
    )
    return tuple(sorted(found, key=lambda entry: (-entry.prior, entry.place.id)))[:1]


def _prefer_seats(candidates: list[Scored]) -> None:
    """A bare name means the town rather than the division that is called after it."""
    seats = {c.entry.admin1 for c in candidates if c.entry.place.kind == "city"}
    for candidate in candidates:
        if candidate.entry.place.kind in ("admin1", "admin2") and candidate.entry.admin1 in seats:
            candidate.base += _HAS_SEAT
            candidate.score = candidate.base
            candidate.reasons.append("has a town of its name")


def _scored(entry: Entry, kind: str | None, other_name: float) -> Scored:
    """A candidate's score before any context, with the reasons."""
    base = entry.prior
    population = entry.place.population
    reasons = [f"{entry.place.kind}, population {population:,}" if population else str(entry.place.kind)]
    if not entry.exact:
        base += _OTHER_SPELLING
        reasons.append("by a looser spelling")
    elif not entry.main:
        base += other_name
        reasons.append("by an alternate name")
    fitting = FITTING_KINDS.get((kind or "").lower())
    if fitting:
        fits = entry.place.kind in fitting
        base += _KIND if fits else _WRONG_KIND
        reasons.append(f"{'fits' if fits else 'does not fit'} the word {kind}")
    return Scored(entry, base, reasons, score=base)


def with_containers(names: Iterable[Name]) -> Iterator[Name]:
    """The names and, once each, the containers they are told by."""
    seen: set[int] = set()
    queue = list(names)
    while queue:
        name = queue.pop(0)
        if id(name) not in seen:
            seen.add(id(name))
            yield name
            queue.extend(name.containers)
