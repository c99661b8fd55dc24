"""Reads a user's own table of places: CSV with a header, UTF-8.

Columns `name`, `lat`, `lon` and `kind` must be there; `country` (ISO 3166 alpha-2), `radius_km`, `aliases` (set apart
by ";") and `id` may be. `kind` is one of the gazetteer's, or a word for such a place: "village", "camp", "base".
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator

from dateline.countries import is_code
from dateline.errors import InputError
from dateline.grounding.checks import coordinates, faulty_name
from dateline.grounding.names import normalise
from dateline.grounding.phrases import ADMIN_WORDS, AIR_WORDS, CITY_WORDS, SITE_WORDS, WATER_WORDS
from dateline.grounding.place_rows import CURATED_PRIOR, MAIN, PlaceRow
from dateline.model import Problem

NEEDED = ("name", "lat", "lon", "kind")
FURTHER = ("country", "radius_km", "aliases", "id")
WIDEST_KM = 6000.0
CountryAt = Callable[[float, float], str | None]
_SMALL = ("ward", "quarter", "neighbourhood", "neighborhood", "suburb", "sector")
# Word → kind and radius in km where the table gives none.
_KINDS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(SITE_WORDS, ("area", 1.0)),
    **dict.fromkeys(CITY_WORDS, ("city", 5.0)),
    **dict.fromkeys(ADMIN_WORDS, ("admin2", 20.0)),
    **dict.fromkeys(AIR_WORDS, ("airfield", 3.0)),
    **dict.fromkeys(WATER_WORDS, ("water", 10.0)),
    **dict.fromkeys(_SMALL, ("area", 3.0)),
    "camp": ("area", 2.0), "site": ("area", 1.0), "area": ("area", 10.0), "water": ("water", 10.0),
    "airfield": ("airfield", 3.0), "city": ("city", 5.0), "admin1": ("admin1", 60.0), "admin2": ("admin2", 20.0),
}  # fmt: skip


def read_table(lines: Iterable[str], source: str, country_at: CountryAt) -> Iterator[PlaceRow | Problem]:
    """The places of a table, and a Problem with line number and reason for each row that is none.

    `country_at` tells the country of a point where the table does not. Raises InputError for a header without the
    needed columns.
    """
    reader = csv.reader(lines)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
    except csv.Error as error:
        raise InputError(Problem(source=f"{source}:1", reason=f"not CSV: {error}")) from None
    if missing := [name for name in NEEDED if name not in header]:
        raise InputError(
            Problem(
                source=f"{source}:1",
                reason=f"no column {', '.join(missing)}",
                hint=f"the first line names the columns: {', '.join((*NEEDED, *FURTHER))}; "
                "a GeoNames dump has 19 columns set apart by tabs and no such line",
            )
        )
    seen: dict[str, int] = {}
    for number, cells in _rows(reader):
        place = cells if isinstance(cells, str) else _place(dict(zip(header, cells, strict=False)), country_at)
        if isinstance(place, PlaceRow) and place.id in seen:
            place = f"the same id as line {seen[place.id]}: {place.id}"
        if isinstance(place, str):
            yield Problem(source=f"{source}:{number}", reason=place)
        else:
            seen[place.id] = number
            yield place


def _rows(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | str]]:
    """Each row that is not empty with the line it ends on; what is wrong with one that is no CSV."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, f"not CSV: {error}"  # type: ignore[attr-defined]  # csv's reader has it
            continue
        if any(cell.strip() for cell in cells):
            yield reader.line_num, [cell.strip() for cell in cells]  # type: ignore[attr-defined]


def _place(row: dict[str, str], country_at: CountryAt) -> PlaceRow | str:
    """The place of a row, or what is wrong with it."""
    if missing := [name for name in NEEDED if not row.get(name)]:
        return f"no {', '.join(missing)}"
    name = row["name"]
    if reason := faulty_name(name):
        return reason
    at = coordinates(row["lat"], row["lon"])
    if isinstance(at, str):
        return at
    known = _KINDS.get(row["kind"].lower())
    if known is None:
        return f"the kind {row['kind'][:40]!r} is not known; try city, camp, base, district, area or water"
    kind, usual = known
    radius = _radius(row.get("radius_km") or str(usual))
    if isinstance(radius, str):
        return radius
    country = (row.get("country") or country_at(*at) or "").upper()
    if not is_code(country):
        return f"the country {country[:20]!r} is no two-letter code of ISO 3166" if country else "no country"
    place = PlaceRow(
        id=f"own:{row.get('id') or _id(name, at)}",
        name=name,
        kind=kind,
        country=country,
        lat=at[0],
        lon=at[1],
        radius_km=radius,
        prior=CURATED_PRIOR,
    )
    aliases = [alias.strip() for alias in (row.get("aliases") or "").split(";") if alias.strip()]
    if faulty := next((reason for alias in aliases if (reason := faulty_name(alias))), None):
        return f"among the aliases: {faulty}"
    place.call_anything([name, *aliases], MAIN)
    if row["kind"].lower() in (SITE_WORDS | AIR_WORDS) - {"site"}:
        place.call_anything([f"{name} {row['kind']}"], MAIN)
    return place


def _radius(text: str) -> float | str:
    try:
        radius = float(text)
    except ValueError:
        return f"the radius {text[:20]!r} is no number"
    return radius if 0 < radius <= WIDEST_KM else f"the radius {text[:20]} is not between 0 and {WIDEST_KM:,.0f} km"


def _id(name: str, at: tuple[float, float]) -> str:
    """The same place of the same name has the same id whenever it is added."""
    return hashlib.sha256(f"{normalise(name)} {at[0]:.3f} {at[1]:.3f}".encode()).hexdigest()[:12]
