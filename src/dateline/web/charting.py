"""What the map and the timeline draw, reckoned where the events are: clusters by zoom, bins by span."""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.publishing.report import charts
from dateline.publishing.report.days import drawn_days
from dateline.publishing.report.english import FAMILIES, PRECISIONS, TYPES, family_of
from dateline.web.columns import NONE, Ints, day
from dateline.web.index import Rows
from dateline.web.rows import Spot

_CELL = 44  # pixels: places nearer than that are drawn as one where there are many
_MANY = 300  # places up to which each is drawn by itself
_TILE = 256  # pixels of the whole world at zoom 0
_MARKS = 600  # on the timeline; beyond, days fall into spells
_SPELLS = 60
_SAMPLED = 4  # events that a mark names
_FAMILIES = tuple(FAMILIES)
_POINTS = ("site", "city")

Json = dict[str, Any]


def clusters(rows: Rows, zoom: int) -> Json:
    """What the map shows at a zoom: `points`, `areas` and `countries`, each with how many events are there.

    `zoom` counts as web maps do: the world is 256 pixels wide at 0 and doubles with each step. Points of one grid cell
    are one mark where there are many; areas and countries are never drawn together with points.
    """
    chosen = rows.state.columns.spot.taken(rows.places)
    known, spots = rows.state.words.spots.words, np.unique(chosen.values).tolist()
    located = [place for place in spots if known[place].lat is not None and known[place].lon is not None]
    points = [place for place in located if known[place].precision in _POINTS]
    areas = [p for p in located if known[p].precision not in (*_POINTS, "country", None)]
    countries = [p for p in located if known[p].precision == "country" and known[p].country]
    marks = _Marks(rows, chosen.owners, chosen.values)
    return {
        "points": marks.drawn(points, [_cell(known[p], zoom) if len(points) > _MANY else p for p in points]),
        "areas": [
            mark | {"radius": known[place].radius_km, "how": PRECISIONS[known[place].precision]}
            for place, mark in zip(areas, marks.drawn(areas, areas), strict=True)
        ],
        "countries": [
            {"country": code, "name": mark["name"], "n": mark["n"]}
            for code, mark in zip(
                dict.fromkeys(known[p].country for p in countries),
                marks.drawn(countries, [known[p].country for p in countries]),
                strict=True,
            )
        ],
    }


def _cell(spot: Spot, zoom: int) -> tuple[int, int]:
    """The cell of Mercator's map in which a place lies."""
    assert spot.lat is not None
    assert spot.lon is not None
    scale = _TILE * 2**zoom / (2 * math.pi) / _CELL
    lat = max(-84.0, min(84.0, spot.lat))
    return (
        math.floor(math.radians(spot.lon) * scale),
        math.floor(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * scale),
    )


class _Marks:
    """Draws marks of the map: which event is at which place is told by pairs."""

    def __init__(self, rows: Rows, events: Ints, spots: Ints) -> None:
        """`events` count among the rows, `spots` among the vocabulary of places."""
        self._rows, self._events, self._spots = rows, events, spots
        columns, words = rows.state.columns, rows.state.words
        families = np.array([_FAMILIES.index(family_of(type)) for type in words.of["type"].words] or [0], np.int32)
        self._families = families[columns.type[rows.places]]
        occurred = words.of["status"].places(["occurred"])
        self._occurred = np.isin(columns.status[rows.places], occurred)

    def drawn(self, places: list[int], groups: list[Any]) -> list[Json]:
        """One mark for the places of each group, in the order in which groups first come."""
        if not places:
            return []
        number = {group: n for n, group in enumerate(dict.fromkeys(groups))}
        known = self._rows.state.words.spots.words
        mark_of = np.full(len(known), NONE, np.int64)
        mark_of[places] = [number[group] for group in groups]
        marks = mark_of[self._spots]
        told = marks != NONE
        # A pair of mark and event counts once, however many of the mark's places the event has.
        size = len(self._rows)
        pairs = np.unique(marks[told] * size + self._events[told])
        marks, events = pairs // size, pairs % size
        first = np.searchsorted(marks, np.arange(len(number) + 1))
        families = self._by_family(marks, events, len(number))
        occurred = self._by_family(marks[self._occurred[events]], events[self._occurred[events]], len(number))
        members: list[list[Spot]] = [[] for _ in number]
        for place, group in zip(places, groups, strict=True):
            members[number[group]].append(known[place])
        ids = self._rows.state.columns.ids
        return [
            {
                "lat": sum(spot.lat or 0 for spot in spots) / len(spots),
                "lon": sum(spot.lon or 0 for spot in spots) / len(spots),
                "n": int(first[n + 1] - first[n]),
                "families": _named(families[n]),
                "occurred": sorted(_named(occurred[n])),
                "name": spots[0].name,
                "places": len(dict.fromkeys(spot.name for spot in spots)),
                "events": [
                    ids[self._rows.places[event]].decode()
                    for event in events[first[n] : min(first[n + 1], first[n] + _SAMPLED)]
                ],
            }
            for n, spots in enumerate(members)
        ]

    def _by_family(self, marks: NDArray[np.int64], events: NDArray[np.int64], size: int) -> NDArray[np.int64]:
        """How many events of each family a mark has."""
        many = len(_FAMILIES)
        counted = np.bincount(marks * many + self._families[events], minlength=size * many)
        return counted.reshape(size, many)


def _named(counted: NDArray[np.int64]) -> dict[str, int]:
    """Families with their numbers, the most frequent first."""
    found = ((_FAMILIES[n], int(counted[n])) for n in np.argsort(-counted, kind="stable"))
    return {family: n for family, n in found if n}


# ------------------------------------------------------------------ timeline


def timeline(rows: Rows) -> Json:
    """Marks of one type and span each, with the Vega-Lite specification that draws them; without any day, no chart.

    An event without a date stands on the day it was first reported, and is marked as that. What has neither is counted
    in `undated`, what lies far off the rest in `before` and `after`.
    """
    columns = rows.state.columns
    places = rows.places[columns.days[0][rows.places] != NONE]
    undated = len(rows) - len(places)
    if not len(places):
        return {"marks": [], "undated": undated, "before": 0, "after": 0, "first": None, "last": None, "chart": None}
    begins, ends = columns.days[0][places], columns.days[1][places]
    first, last = drawn_days(begins, ends)
    types = columns.type[places]
    single = begins == ends
    singles = np.unique(types[single].astype(np.int64) << 32 | begins[single])
    spell = 1 if len(singles) <= _MARKS else max(1, math.ceil((last - first) / _SPELLS))
    words = rows.state.words.of["type"].words
    present = {words[type] for type in np.unique(types)}
    shown = tuple(type for type in TYPES if type in present) + tuple(sorted(present - set(TYPES)))
    return {
        "marks": _spans(rows, places, spell),
        "undated": undated,
        "before": int(np.count_nonzero(ends < first)),
        "after": int(np.count_nonzero(begins > last)),
        "first": day(first),
        "last": day(last),
        "chart": _chart(shown, dt.date.fromordinal(first), dt.date.fromordinal(last)),
    }


def _spans(rows: Rows, places: NDArray[np.intp], spell: int) -> list[Json]:
    """A mark for each type and span of days; single days fall into spells of so many days."""
    columns, words = rows.state.columns, rows.state.words
    begins, ends, told = columns.days[0][places], columns.days[1][places], columns.dated[places]
    single = begins == ends
    if spell > 1:
        begun = np.maximum(begins // spell * spell, 1)
        begins, ends = np.where(single, begun, begins), np.where(single, begun + spell - 1, ends)
    # One number tells each mark from the others: type, first and last day (of 22 bits each), told, single.
    keys = (columns.type[places].astype(np.int64) << 22 | begins) << 22 | ends
    keys = keys << 2 | told << 1 | single
    _, first, which, counted = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    occurred = np.isin(columns.status[places], words.of["status"].places(["occurred"]))
    happened = np.bincount(which, weights=occurred, minlength=len(first)) > 0
    order = np.argsort(first)
    return [
        {
            "type": (type := words.of["type"].words[columns.type[places[at]]]),
            "family": family_of(type),
            "first": day(begins[at]),
            "last": day(ends[at]),
            "told": bool(told[at]),
            "single": bool(single[at]),
            "n": int(counted[n]),
            "occurred": bool(happened[n]),
        }
        for n, at in zip(order, first[order], strict=True)
    ]


@lru_cache(maxsize=64)
def _chart(types: tuple[str, ...], first: dt.date, last: dt.date) -> Json:
    return charts.timeline_spec(list(types), first, last)
