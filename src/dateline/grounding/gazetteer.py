"""The gazetteer: names in, the places they can mean out.

Read from one compiled SQLite file, which is never written, and from the user's own places where there are any. Among
these a place that the user listed outranks all others of its name; one from a dump stands beside them.
"""

from __future__ import annotations

import math
import sqlite3
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dateline.errors import SetupError
from dateline.grounding.build import Progress, build, default_path
from dateline.grounding.geometry import distance_km
from dateline.grounding.names import normalise, skeleton
from dateline.grounding.own_places import own_path
from dateline.model import Place

OWN = "own:"  # how the ids of places begin that the user listed
_OUTRANKS = 0.5  # points by which such a place is ahead of every other of its name
_COLUMNS = "id, place.name, kind, country, lat, lon, admin1, population, radius_km, admin2, prior"


class Entry(Struct, frozen=True):
    """A place with what disambiguation needs to know of it."""

    place: Place
    admin1: str | None  # code of the first-level division ("SY.11"); `place.admin1` holds its name
    admin2: str | None
    prior: float  # how often the name means this, before any context: about log10 of the population
    exact: bool = True  # matched by its normalised name, not only by its skeleton
    main: bool = True  # matched by its usual name


class Gazetteer:
    """Places by name. Open with `Gazetteer.open`; instances only read and may be shared between threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path, own: sqlite3.Connection | None = None) -> None:
        self._connection = connection
        self._connections = [connection, *([own] if own else [])]
        self._path = path
        versions = [self._one(one, "SELECT value FROM meta WHERE key = 'version'") for one in self._connections]
        self.version = "+own-".join(versions)
        self._divisions = {
            code: name
            for one in reversed(self._connections)
            for code, name in one.execute("SELECT admin1, name FROM place WHERE kind = 'admin1'")
        }
        self._countries = {entry.place.country: entry for entry in self._select("WHERE kind = 'country'", ())}
        self._demonyms = dict(connection.execute("SELECT normal, country FROM demonym"))
        self.entries = cache(self._entries)

    @classmethod
    def open(cls, path: Path | None = None, progress: Progress | None = None, own: Path | None = None) -> Gazetteer:
        """Opens the gazetteer at `path`, else the one of the installed versions, compiling it where it is missing.

        `own` is the file of the user's own places, else the one in the user's data folder; it may be missing.
        `progress` is called with (what is being done, share done) while it is compiled.
        Raises SetupError where the file is missing, unreadable or no gazetteer, or the cache cannot be written.
        """
        if path is None:
            path = default_path()
            if not path.exists():
                build(path, progress)
        if not path.is_file():
            raise SetupError(f"{path}: no gazetteer here; leave the path out to compile one")
        own = own or own_path()
        try:
            added = _added(own)
        except sqlite3.Error as error:
            raise SetupError(f"{own}: not a file of places ({error}); delete it and add them again") from error
        try:
            return cls(_connect(path, "mode=ro&immutable=1"), path, added)
        except sqlite3.Error as error:
            raise SetupError(f"{path}: not a gazetteer ({error}); delete the file to have it compiled anew") from error

    def lookup(self, name: str) -> tuple[Place, ...]:
        """The places called so, best known first; by looser spelling where the exact one is unknown; else empty."""
        return tuple(entry.place for entry in self.entries(name))

    def country(self, code: str) -> Place | None:
        """The country of an ISO 3166 alpha-2 code."""
        entry = self._countries.get(code)
        return entry.place if entry else None

    def demonym(self, word: str) -> Entry | None:
        """The country of a people or an adjective ("Syrian", "Iraqis")."""
        code = self._demonyms.get(normalise(word))
        return self._countries.get(code) if code else None

    def near(self, lat: float, lon: float, km: float) -> tuple[Place, ...]:
        """The places within `km` of a point, nearest first."""
        dlat = km / 111.0
        dlon = dlat / max(0.05, math.cos(math.radians(lat)))
        box = (lat - dlat, lat + dlat, lon - dlon, lon + dlon)
        found = [entry.place for entry in self._select("WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?", box)]
        far = {place.id: distance_km(lat, lon, place.lat, place.lon) for place in found}
        return tuple(sorted((p for p in found if far[p.id] <= km), key=lambda p: (far[p.id], p.id)))

    def country_at(self, lat: float, lon: float) -> str | None:
        """The country of the nearest settlement within about 150 km; None where none is."""
        for km in (20, 60, 150):
            place = next((p for p in self.near(lat, lon, km) if p.kind == "city"), None)
            if place is not None:
                return place.country
        return None

    def _entries(self, name: str) -> tuple[Entry, ...]:
        """The places called so with what disambiguation needs, highest prior first."""
        normal = normalise(name)
        if not normal:
            return ()
        key = skeleton(normal)
        query = f"SELECT {_COLUMNS}, normal, rank FROM name JOIN place USING (row) WHERE skeleton = ?"
        # The user's own come first: of two entries of one id, theirs stands.
        rows = [row for one in reversed(self._connections) for row in one.execute(query, (key,))]
        exact = [row for row in rows if row[-2] == normal]
        best: dict[str, Entry] = {}
        for row in sorted(exact or rows, key=lambda row: row[-1]):
            entry = self._entry(row, exact=bool(exact), main=row[-1] == 0)
            best.setdefault(entry.place.id, entry)
        highest = max((e.prior for e in best.values()), default=0.0) + _OUTRANKS
        ranked = [replace(e, prior=highest) if e.place.id.startswith(OWN) else e for e in best.values()]
        return tuple(sorted(ranked, key=lambda entry: (-entry.prior, entry.place.id)))

    def _select(self, where: str, values: tuple[float, ...]) -> list[Entry]:
        found: dict[str, Entry] = {}
        for one in reversed(self._connections):
            for row in one.execute(f"SELECT {_COLUMNS} FROM place {where}", values):
                found.setdefault(str(row[0]), self._entry(row, exact=True, main=True))
        return list(found.values())

    def _entry(self, row: tuple[object, ...], exact: bool, main: bool) -> Entry:
        identifier, name, kind, country, lat, lon, admin1, population, radius, admin2, prior = row[:11]
        place = Place(
            id=identifier,  # type: ignore[arg-type]  # SQLite's columns come untyped; build.py wrote them
            name=name,  # type: ignore[arg-type]
            kind=kind,  # type: ignore[arg-type]
            country=country,  # type: ignore[arg-type]
            lat=lat,  # type: ignore[arg-type]
            lon=lon,  # type: ignore[arg-type]
            admin1=self._divisions.get(admin1),
            population=population,  # type: ignore[arg-type]
            radius_km=radius,  # type: ignore[arg-type]
        )
        return Entry(place, admin1, admin2, prior, exact, main)  # type: ignore[arg-type]

    def _one(self, connection: sqlite3.Connection, query: str) -> str:
        row = connection.execute(query).fetchone()
        if row is None:
            raise SetupError(f"{self._path}: a gazetteer without a version; delete the file to have it compiled anew")
        return str(row[0])


def _added(path: Path) -> sqlite3.Connection | None:
    """The user's own places; None where none were ever added, also where adding the first ones failed."""
    if not path.is_file() or not path.stat().st_size:
        return None
    connection = _connect(path, "mode=ro")
    if connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone():
        return connection
    connection.close()
    return None


def _connect(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, check_same_thread=False)
