"""The quality gate: figures must not fall under their floors, and floors only rise.

The floors stand in `floors.json` beside this file, by gold set and figure. A figure of which less is better has a
ceiling there instead: it must not be exceeded, and it only sinks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from dateline.errors import DatelineError
from dateline.evaluation.figures import FIELDS, Figures, Rate

FLOORS = Path(__file__).with_name("floors.json")

GATED = (
    *("record", "events", "found", "acts", "words", "core recall", "macro"),
    *(f"field {field}" for field in FIELDS),
    *("aggregates", "dates invented"),
)
"""The figures that have floors. Those of single types rest on too few records to be one."""

LABELLED = ("actor country", "actor sector")
"""Figures that have floors where a set has labels for them."""

FEWEST = 40  # gold values that a gated figure must rest on: one of 20 moved it by a twentieth

LESS_IS_BETTER = frozenset({"dates invented", "ECE"})

TWO_CODERS = {"record": 0.89, "events": 0.93, "field sources": 0.79}
"""F1 at which two careful people agree, where that was measured: nothing above it means anything."""

Floors = dict[str, dict[str, float]]


class Breach(Struct, frozen=True):
    """A figure on the wrong side of its floor."""

    name: str  # of the gold set
    figure: str
    value: float | None  # None where the figure is no longer measured
    floor: float

    def __str__(self) -> str:
        side = "over the most allowed," if self.figure in LESS_IS_BETTER else "under its floor,"
        value = "not measured" if self.value is None else f"{self.value:.3f}"
        return f"{self.name}: {self.figure} {value} is {side} {self.floor:.3f}"


class LoweredFloorError(DatelineError):
    """New figures would lower a floor."""


def value_of(figure: Rate | float) -> float:
    """The one number that is gated: F1 where a figure has one."""
    return figure["f1"] if isinstance(figure, dict) else figure


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors by gold set and figure."""
    return msgspec.json.decode(path.read_bytes(), type=Floors)


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors back, one figure a line, so that a change of one is a change of one line."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(floors), indent=2) + b"\n")


def breaches(name: str, figures: Figures, floors: Mapping[str, float]) -> Iterator[Breach]:
    """The figures of one gold set that are on the wrong side of their floors."""
    for figure, floor in floors.items():
        value = value_of(figures[figure]) if figure in figures else None
        if value is None or _worse(figure, value, floor):
            yield Breach(name, figure, value, floor)


def raised(name: str, figures: Figures, floors: Floors, gated: Iterable[str] = GATED) -> Floors:
    """The floors with those of one set at the figures measured, to the hundredth below, where they are to have one.

    Raises LoweredFloorError, and names the figures, where one would have to be lowered.
    """
    fallen = list(breaches(name, figures, floors.get(name, {})))
    if fallen:
        raise LoweredFloorError("; ".join(map(str, fallen)) + "; floors only rise: mend the coder, or leave them")
    measured = {
        figure: _whole_hundredth(figure, figures[figure])
        for figure in (*gated, *(name for name in LABELLED if name in figures))
        if _rests_on_enough(figures[figure])
    }
    return {**floors, name: {**floors.get(name, {}), **measured}}


def _rests_on_enough(figure: Rate | float) -> bool:
    """A figure over a handful of values moves by a tenth with one of them: no floor can rest on it."""
    return not isinstance(figure, dict) or figure["n"] >= FEWEST


def _whole_hundredth(figure: str, measured: Rate | float) -> float:
    """The hundredth on the safe side: between machines the parser differs in its last bits, and a mention with it."""
    value = value_of(measured) * 100
    return (math.ceil(value - 1e-9) if figure in LESS_IS_BETTER else math.floor(value + 1e-9)) / 100


def _worse(figure: str, value: float, floor: float) -> bool:
    return value > floor if figure in LESS_IS_BETTER else value < floor
