"""Reads GeoNames dumps: a country's file or allCountries.txt, 19 columns set apart by tabs, one place a line.

The columns are those of https://download.geonames.org/export/dump/readme.txt. Taken are settlements, divisions, waters,
parks and regions, mountains, and sites. Roads, undersea forms, vegetation and what exists no longer are left out, and
countries, which the gazetteer has.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from dateline.countries import AT_SEA
from dateline.grounding.checks import coordinates, faulty_name
from dateline.grounding.place_rows import MAIN, PlaceRow, settled_radius
from dateline.model import Problem

COLUMNS = 19
LONGEST_ALIAS = 200  # characters
_AIRFIELDS = frozenset({"AIRP", "AIRB", "AIRF", "AIRH"})
_COUNTRIES = frozenset({"PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS", "TERR"})
_DIVISIONS = {"ADM1": ("admin1", 60.0), "ADM2": ("admin2", 25.0), "ADM3": ("admin2", 12.0), "ADM4": ("admin2", 8.0)}
_WIDE_WATERS = {"OCN": 1500.0, "SEA": 300.0, "GULF": 100.0, "STRT": 40.0, "BAY": 20.0, "STM": 40.0, "LK": 15.0}
_DIVISION_PRIOR = {"admin1": 0.7, "admin2": 1.6}  # what a division is less known than a town of as many people
_AIRFIELD_PRIOR, _SMALL_PRIOR = 3.0, 2.0


def read_geonames(lines: Iterable[str], source: str) -> Iterator[PlaceRow | Problem]:
    """The places of a dump, and a Problem with line number and reason for each line that is none."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            place = _place(line.rstrip("\r\n").split("\t"))
            if isinstance(place, str):
                yield Problem(source=f"{source}:{number}", reason=place)
            elif place is not None:
                yield place


def _place(cells: list[str]) -> PlaceRow | str | None:
    """The place of a line, what is wrong with it, or None where such places are left out."""
    if len(cells) != COLUMNS:
        return f"{len(cells)} columns instead of {COLUMNS}"
    identifier, name, plain, aliases, lat, lon, group, code, country, _, first, second = cells[:12]
    if not identifier.isascii() or not identifier.isdigit():
        return f"the id {identifier[:20]!r} is no number"
    if reason := faulty_name(name):
        return reason
    at = coordinates(lat, lon)
    if isinstance(at, str):
        return at
    population = int(cells[14]) if cells[14].isascii() and cells[14].isdigit() else 0
    known = _kind(group, code, population)
    if known is None:
        return None
    kind, radius, prior = known
    admin1 = f"{country}.{first}" if country and first else None
    row = PlaceRow(
        id=f"geonames:{identifier}",
        name=name,
        kind=kind,
        country=country or AT_SEA,
        lat=at[0],
        lon=at[1],
        radius_km=radius,
        prior=prior,
        admin1=admin1,
        admin2=f"{admin1}.{second}" if admin1 and second and kind != "admin1" else None,
        population=population or None,
    )
    row.call([name, plain], MAIN)
    row.call(a for a in aliases.split(",") if 3 < len(a) <= LONGEST_ALIAS or a.islower())
    return row


def _kind(group: str, code: str, population: int) -> tuple[str, float, float] | None:
    """Kind, radius in km and prior of a feature class and code; None for what is left out."""
    people = math.log10(population + 100)
    if group == "P":
        return None if code in ("PPLH", "PPLW", "PPLQ") else ("city", settled_radius(population), people)
    if group == "A":
        if code in _COUNTRIES or code not in _DIVISIONS:
            return None
        kind, radius = _DIVISIONS[code]
        return kind, radius, people - _DIVISION_PRIOR[kind]
    if group == "S":
        airfield = code in _AIRFIELDS
        return ("airfield", 3.0, _AIRFIELD_PRIOR) if airfield else ("area", 1.0, _SMALL_PRIOR)
    if group == "H":
        return "water", _WIDE_WATERS.get(code, 5.0), _SMALL_PRIOR
    if group in ("L", "T"):
        return "area", 50.0 if code.startswith("RGN") else 5.0, _SMALL_PRIOR
    return None
