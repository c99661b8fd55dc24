"""A mention and what it means as a location: a place of the gazetteer, or an area in, beside or between such places."""

from __future__ import annotations

from dateline.grounding.gazetteer import Entry
from dateline.grounding.geometry import centre, distance_km, shift
from dateline.grounding.phrases import PlaceMention, bearing
from dateline.grounding.place_candidates import Name, Scored
from dateline.model import Candidate, Location, Precision

SITE_RADIUS_KM = 3.0  # an area no wider than this is a site
_PRECISION: dict[str, Precision] = {
    "country": "country",
    "admin1": "admin",
    "admin2": "admin2",
    "city": "city",
    "airfield": "site",
    "water": "water",
    "area": "area",
}


def as_candidate(candidate: Scored) -> Candidate:
    place = candidate.entry.place
    label = ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part))
    return Candidate(
        place_id=place.id, name=label, score=round(candidate.score, 2), reasons=(*candidate.reasons, *candidate.support)
    )


def at(mention: PlaceMention, entry: Entry, shown: tuple[Candidate, ...]) -> Location:
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


def area_of(mention: PlaceMention, entry: Entry, shown: tuple[Candidate, ...]) -> Location:
    """Somewhere in, or at, a place: its coordinates with its radius, as an area and under no gazetteer name."""
    place = entry.place
    return Location(
        text=mention.text,
        precision="country" if place.kind == "country" else "area",  # no more is known of it than its country
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        candidates=shown,
    )


def from_container(name: Name, shown: tuple[Candidate, ...]) -> Location:
    """An unknown name: the smallest of the places that the words put it in, else open."""
    located = [c.best.entry for c in name.containers if c.best and c.best.entry.exact]
    if not located:
        return Location(text=name.mention.text, candidates=shown)
    if name.mention.offset == "between" and len(located) == 2:
        return _between(name.mention, located[0], located[1])
    smallest = min(located, key=lambda entry: (entry.place.radius_km or 0.0, entry.place.id))
    if name.mention.offset:
        return offset_area(name.mention, smallest, shown, False)
    return area_of(name.mention, smallest, shown)


def _between(mention: PlaceMention, one: Entry, other: Entry) -> Location:
    """The area that two places span."""
    a, b = one.place, other.place
    middle = centre([(a.lat, a.lon, 1.0), (b.lat, b.lon, 1.0)]) or (a.lat, a.lon)
    radius = max(5.0, round(distance_km(a.lat, a.lon, b.lat, b.lon) / 2, 1))
    country = a.country if a.country == b.country else None
    return Location(
        text=mention.text, precision="area", country=country, lat=middle[0], lon=middle[1], radius_km=radius
    )


def offset_area(mention: PlaceMention, entry: Entry, shown: tuple[Candidate, ...], found: bool) -> Location:
    """ "East of X" is an area beside X; "northern X" a part of X. `found`: the entry is the named place itself."""
    place, degrees, outside = entry.place, bearing(mention.offset or ""), (mention.offset or "").endswith(" of")
    if found and outside:
        return at(mention, entry, shown)
    wide = place.kind in ("country", "admin1", "admin2", "area", "water")
    if degrees is None or not (wide or outside):
        return at(mention, entry, shown)
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
