"""What the map and the timeline draw, reckoned where the events are: clusters by zoom, bins by span."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from dateline.publishing.report import charts
from dateline.publishing.report.days import drawn
from dateline.publishing.report.english import PRECISIONS, TYPES, family_of
from dateline.web.rows import Row, Spot

_CELL = 44  # pixels: places nearer than that are drawn as one where there are many
_MANY = 300  # places up to which each is drawn by itself
_TILE = 256  # pixels of the whole world at zoom 0
_MARKS = 600  # on the timeline; beyond, days fall into spells
_SPELLS = 60
_SAMPLED = 4  # events that a mark names

Json = dict[str, Any]


def clusters(rows: Iterable[Row], zoom: int) -> Json:
    """What the map shows at a zoom: `points`, `areas` and `countries`, each with how many events are there.

    `zoom` counts as web maps do: the world is 256 pixels wide at 0 and doubles with each step. Points of one grid cell
    are one mark where there are many; areas and countries are never drawn together with points.
    """
    places: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    spots: dict[tuple[Any, ...], Spot] = {}
    for row in rows:
        for spot in row.spots:
            if spot.lat is not None and spot.lon is not None:
                key = (spot.precision, spot.lat, spot.lon, spot.name)
                spots[key] = spot
                places[key].append(row)
    points = [key for key, spot in spots.items() if spot.precision in ("site", "city")]
    cells = _cells(points, spots, zoom if len(points) > _MANY else None)
    return {
        "points": [_mark([spots[key] for key in keys], [row for key in keys for row in places[key]]) for keys in cells],
        "areas": [
            _mark([spot], places[key]) | {"radius": spot.radius_km, "how": PRECISIONS[spot.precision]}
            for key, spot in spots.items()
            if spot.precision is not None and spot.precision not in ("site", "city", "country")
        ],
        "countries": _countries(spots, places),
    }


def _cells(
    points: Sequence[tuple[Any, ...]], spots: dict[tuple[Any, ...], Spot], zoom: int | None
) -> list[list[tuple[Any, ...]]]:
    """Points that are one mark: those of a cell of Mercator's map, or without a zoom each by itself."""
    cells: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for key in points:
        cells[key if zoom is None else _cell(spots[key], zoom)].append(key)
    return list(cells.values())


def _cell(spot: Spot, zoom: int) -> tuple[int, int]:
    assert spot.lat is not None
    assert spot.lon is not None
    scale = _TILE * 2**zoom / (2 * math.pi) / _CELL
    lat = max(-84.0, min(84.0, spot.lat))
    return (
        math.floor(math.radians(spot.lon) * scale),
        math.floor(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * scale),
    )


def _mark(spots: Sequence[Spot], rows: Sequence[Row]) -> Json:
    """One mark: in the middle of its places, weighted by events."""
    families = Counter(family_of(row.type) for row in rows)
    names = list(dict.fromkeys(spot.name for spot in spots))
    return {
        "lat": sum(spot.lat or 0 for spot in spots) / len(spots),
        "lon": sum(spot.lon or 0 for spot in spots) / len(spots),
        "n": len({row.id for row in rows}),
        "families": dict(families.most_common()),
        "occurred": sorted({family_of(row.type) for row in rows if row.status == "occurred"}),
        "name": names[0],
        "places": len(names),
        "events": [row.id for row in rows[:_SAMPLED]],
    }


def _countries(spots: dict[tuple[Any, ...], Spot], places: dict[tuple[Any, ...], list[Row]]) -> list[Json]:
    found: dict[str, list[Row]] = defaultdict(list)
    names: dict[str, str] = {}
    for key, spot in spots.items():
        if spot.precision == "country" and spot.country:
            found[spot.country] += places[key]
            names[spot.country] = spot.name
    return [{"country": code, "name": names[code], "n": len({row.id for row in rows})} for code, rows in found.items()]


# ------------------------------------------------------------------ timeline


def timeline(rows: Sequence[Row]) -> Json:
    """Marks of one type and span each, with the Vega-Lite specification that draws them; without any day, no chart.

    An event without a date stands on the day it was first reported, and is marked as that. What has neither is counted
    in `undated`, what lies far off the rest in `before` and `after`.
    """
    spans = [days for row in rows if (days := row.days)]
    undated = len(rows) - len(spans)
    if not spans:
        return {"marks": [], "undated": undated, "before": 0, "after": 0, "first": None, "last": None, "chart": None}
    first, last = drawn(spans)
    singles = {(row.type, days[0]) for row in rows if (days := row.days) and days[0] == days[1]}
    spell = 1 if len(singles) <= _MARKS else max(1, math.ceil((last - first).days / _SPELLS))
    present = {row.type for row in rows if row.days}
    types = tuple(type for type in TYPES if type in present) + tuple(sorted(present - set(TYPES)))
    return {
        "marks": _marks(rows, spell),
        "undated": undated,
        "before": sum(end < first.isoformat() for _, end in spans),
        "after": sum(start > last.isoformat() for start, _ in spans),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "chart": _chart(types, first, last),
    }


def _marks(rows: Sequence[Row], spell: int) -> list[Json]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if days := row.days:
            single = days[0] == days[1]
            groups[(row.type, *(_spell(days[0], spell) if single else days), row.dated, single)].append(row)
    return [
        {
            "type": type,
            "family": family_of(type),
            "first": first,
            "last": last,
            "told": told,
            "single": single,
            "n": len(group),
            "occurred": any(row.status == "occurred" for row in group),
        }
        for (type, first, last, told, single), group in groups.items()
    ]


def _spell(day: str, length: int) -> tuple[str, str]:
    """The spell of so many days that a day falls into."""
    if length == 1:
        return day, day
    number = dt.date.fromisoformat(day).toordinal() // length * length
    begun = dt.date.fromordinal(max(number, 1))
    return begun.isoformat(), dt.date.fromordinal(begun.toordinal() + length - 1).isoformat()


@lru_cache(maxsize=64)
def _chart(types: tuple[str, ...], first: dt.date, last: dt.date) -> Json:
    return charts.timeline_spec(list(types), first, last)
