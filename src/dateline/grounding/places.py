"""Resolves the place names of one article together.

Each name is weighed against all it could mean: how well known each candidate is, whether it is of the kind the words
say, whether it lies where the words say, and how well it sits among the other names' candidates (same country, same
division, near by). The last is found by repeated voting: every name spreads one vote over its candidates, in
proportion to their scores, and is scored anew under the votes of the others. The order of the mentions plays no part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dateline.grounding.gazetteer import Gazetteer
from dateline.grounding.names import normalise
from dateline.grounding.phrases import PlaceMention
from dateline.grounding.place_areas import area_of, as_candidate, at, from_container, offset_area
from dateline.grounding.place_belief import believable, named_after
from dateline.grounding.place_candidates import Name, Scored, distinct, key_of, with_containers
from dateline.grounding.place_votes import Votes, frame_of, own_votes, settle
from dateline.model import Location

_SHOWN = 5
_AT_HOME = 1.0  # votes from which an article is about a country


def locate(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, *, hints: Sequence[str] = ()
) -> tuple[Location, ...]:
    """Where each mention of one article is: one Location per mention, in their order.

    `hints` are ISO 3166 codes of countries that the article suggests otherwise, strongest first. A name that the
    gazetteer lacks takes the area of what contains it, else stays open: `precision`, `lat` and `lon` None.
    """
    names = distinct(mentions, gazetteer)
    everything = list(with_containers(names.values()))
    settle(everything, hints)
    frame = frame_of(everything, hints)
    found = {key: _location(name, frame) for key, name in names.items()}
    known = {key[0]: found[key] for key in sorted(found) if found[key].precision is not None}
    for key in found:
        if found[key].precision is None and key[0] in known:
            found[key] = known[key[0]]  # "Forbury Gardens" after "Forbury Gardens in Reading"
    return tuple(_worded(found[key_of(mention)], mention.text) for mention in mentions)


def of_people(word: str, gazetteer: Gazetteer) -> Location | None:
    """The country of a people or an adjective ("Kenyans", "Kenyan"); None where the word is neither."""
    entry = gazetteer.demonym(word)
    if entry is None or normalise(word) == normalise(entry.place.name):
        return None
    people = at(PlaceMention(text=word), entry, ())
    return msgspec.structs.replace(people, reasons=(f"Its people, or their adjective, name {entry.place.name}.",))


def _worded(location: Location, text: str) -> Location:
    return msgspec.structs.replace(location, text=text)


def _location(name: Name, frame: Votes) -> Location:
    """Where a name is, with what decided."""
    found = _answer(name, frame)
    return msgspec.structs.replace(found, reasons=tuple(_why(name, found)))


def _why(name: Name, found: Location) -> Iterator[str]:
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


def _of_the_frame(name: Name, frame: Votes) -> Scored | None:
    """The best candidate in the countries that the article is about, where the best of all lies abroad."""
    if name.containers:
        return None
    own = own_votes(name, frame)
    for candidate in name.candidates[1:_SHOWN]:
        country = candidate.entry.place.country
        if frame.countries[country] - own.countries[country] >= _AT_HOME and believable(name, candidate, frame):
            return candidate
    return None


def _answer(name: Name, frame: Votes) -> Location:
    best = name.best
    shown = tuple(as_candidate(candidate) for candidate in name.candidates[:_SHOWN])
    if best is None or not believable(name, best, frame):
        best = _of_the_frame(name, frame)
    if best is None:
        return from_container(name, shown)
    if named_after(name, best):
        return area_of(name.mention, best.entry, shown)
    if name.mention.offset:
        return offset_area(name.mention, best.entry, shown, bool(name.containers))
    return at(name.mention, best.entry, shown)
