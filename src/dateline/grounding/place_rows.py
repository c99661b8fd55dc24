"""Places on their way into a gazetteer file: the rows of its tables, whoever they come from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dateline.grounding.names import normalise, skeleton

TABLES = """
CREATE TABLE place (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
    admin1 TEXT, admin2 TEXT, lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER, radius_km REAL NOT NULL,
    prior REAL NOT NULL
);
CREATE TABLE name (skeleton TEXT, normal TEXT, row INTEGER, rank INTEGER, PRIMARY KEY (skeleton, normal, row))
    WITHOUT ROWID;
CREATE TABLE demonym (normal TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
INSERT_PLACE = "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
INSERT_NAME = "INSERT INTO name VALUES (?,?,?,?)"
MAIN, ALTERNATE = 0, 1  # rank of a name
CURATED_PRIOR = 7.5  # of places that somebody chose to list
_LAST_LATIN = 0x24F


@dataclass
class PlaceRow:
    """One place on its way into the file."""

    id: str
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    radius_km: float
    prior: float
    admin1: str | None = None
    admin2: str | None = None
    population: int | None = None
    names: dict[str, int] = field(default_factory=dict)  # normalised name → rank

    def call(self, names: Iterable[str], rank: int = ALTERNATE) -> None:
        """Adds names as an English text writes them; a name keeps its best rank."""
        for name in names:
            if ord(name[:1] or " ") > _LAST_LATIN and not "Ḁ" <= name[0] <= "ỿ" and name[0] not in "‘’ʼ":
                continue  # another script: articles are in English
            key = normalise(name)
            if key.isascii() and len(key) > 1:
                self.names[key] = min(rank, self.names.get(key, rank))

    def call_anything(self, names: Iterable[str], rank: int) -> None:
        """Adds names in whatever script: what a user calls a place is looked for as it stands."""
        for name in names:
            key = normalise(name)
            if key:
                self.names[key] = min(rank, self.names.get(key, rank))

    def values(self, number: int) -> tuple[Any, ...]:
        """The row of the table `place`."""
        coordinates = (round(self.lat, 4), round(self.lon, 4))
        extent = (self.population, round(self.radius_km, 1), round(self.prior, 3))
        return (number, self.id, self.name, self.kind, self.country, self.admin1, self.admin2, *coordinates, *extent)

    def keys(self, number: int) -> Iterator[tuple[str, str, int, int]]:
        """The rows of the table `name`."""
        return ((skeleton(key), key, number, rank) for key, rank in self.names.items())


def settled_radius(population: int) -> float:
    """How far a settlement reaches, in km, by how many live there."""
    return min(25.0, max(5.0, 5.0 * math.pow(population / 100_000, 0.4)))
