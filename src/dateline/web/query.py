"""What is asked for: the ledger's filters and those that the index adds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

import msgspec
import numpy as np
from msgspec.structs import asdict

from dateline.ledger import Filter
from dateline.ledger.filtering import wrong
from dateline.model import Certainty, EventKind, Record, Status
from dateline.web.columns import NONE, Columns, Flags, Many, Words, ordinal
from dateline.web.rows import Spot

DECIDED = ("undecided", "accept", "correct", "merge", "split", "reject")
_KNOWN: dict[str, tuple[str, ...]] = {
    "status": get_args(Status),
    "certainty": get_args(Certainty),
    "kind": get_args(EventKind),
    "decided": DECIDED,
}


class Box(Record, frozen=True):
    """A piece of the map in degrees; it may cross the date line, `west` then lies east of `east`."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def of(cls, text: str) -> Box:
        """From "west,south,east,north". Raises InputError."""
        try:
            west, south, east, north = map(float, text.split(","))
        except ValueError:
            west = south = east = north = float("nan")
        if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
            raise wrong(f"box {text}", "is no piece of the map", "write west,south,east,north in degrees")
        return cls(west, south, east, north)

    def holds(self, spot: Spot) -> bool:
        """Whether a place lies in it."""
        if spot.lat is None or spot.lon is None or not self.south <= spot.lat <= self.north:
            return False
        inside = self.west <= spot.lon, spot.lon <= self.east
        return all(inside) if self.west <= self.east else any(inside)


class Query(Filter, frozen=True, kw_only=True):
    """All that is given must hold; of several values of one filter any one is enough. Made by `Query.of`."""

    modes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    conflict: bool = False  # only events whose sources differ
    box: Box | None = None
    veiled: bool = False  # asked by somebody who may not see private persons: their names are not searched

    @classmethod
    def of(
        cls,
        *,
        since: str | None = None,
        until: str | None = None,
        undated: bool = False,
        types: Iterable[str] = (),
        countries: Iterable[str] = (),
        actors: Iterable[str] = (),
        text: str | None = None,
        modes: Iterable[str] = (),
        statuses: Iterable[str] = (),
        certainties: Iterable[str] = (),
        kinds: Iterable[str] = (),
        publishers: Iterable[str] = (),
        decided: Iterable[str] = (),
        places: Iterable[str] = (),
        conflict: bool = False,
        box: str | None = None,
        veiled: bool = False,
    ) -> Query:
        """A query from what was asked. Raises InputError for a value that no event can have."""
        base = Filter.of(
            since=since or None,
            until=until or None,
            undated=undated,
            types=types,
            countries=countries,
            actors=actors,
            text=(text or "").strip() or None,  # an empty box asks for nothing
        )
        return cls(
            **asdict(base),
            modes=tuple(modes),
            statuses=_known("status", statuses),
            certainties=_known("certainty", certainties),
            kinds=_known("kind", kinds),
            publishers=tuple(publishers),
            decided=_known("decided", decided),
            places=tuple(places),
            conflict=conflict,
            box=Box.of(box) if box else None,
            veiled=veiled and bool(base.actors or base.text is not None),
        )

    @property
    def searched(self) -> Filter | None:
        """What only the ledger can answer; None where nothing of it is asked."""
        return Filter(actors=self.actors, text=self.text) if self.actors or self.text is not None else None

    @property
    def listed(self) -> dict[str, tuple[str, ...]]:
        """Filters that name values, by the columns in which these stand."""
        return {
            "type": self.types,
            "country": self.countries,
            "mode": self.modes,
            "status": self.statuses,
            "certainty": self.certainties,
            "kind": self.kinds,
            "publisher": self.publishers,
            "decided": self.decided,
            "place": self.places,
        }

    def failing(self, columns: Columns, words: Words, hits: Flags | None) -> dict[str, Flags]:
        """The events that do not pass, for each filter that was asked; `hits` are those the ledger's search found."""
        found: dict[str, Flags] = {}
        if self.period is not None:
            found["days"] = ~self._in_period(columns, self.period)
        if hits is not None:
            found["searched"] = ~hits
        for name, values in self.listed.items():
            if values:
                column, places = getattr(columns, name), words.of[name].places(values)
                found[name] = ~(column.any_of(places) if isinstance(column, Many) else np.isin(column, places))
        if self.conflict:
            found["conflict"] = ~columns.conflict
        if self.box is not None:
            inside = [place for place, spot in enumerate(words.spots.words) if self.box.holds(spot)]
            found["box"] = ~columns.spot.any_of(inside)
        return found

    def words(self) -> dict[str, Any]:
        """What is asked, for the head of an export: only what narrows."""
        plain: dict[str, Any] = msgspec.to_builtins(asdict(self))
        return {name: value for name, value in plain.items() if value and name != "veiled"}

    def _in_period(self, columns: Columns, period: tuple[str, str]) -> Flags:
        first, last = map(ordinal, period)
        begins = np.where(columns.start == NONE, first, columns.start)
        ends = np.where(columns.end == NONE, last, columns.end)
        within: Flags = (ends >= first) & (begins <= last)
        return np.where(columns.dated, within, self.undated)


def _known(name: str, values: Iterable[str]) -> tuple[str, ...]:
    found = tuple(values)
    for value in found:
        if value not in _KNOWN[name]:
            raise wrong(f"{name} {value}", "is not known", f"one of {', '.join(_KNOWN[name])}")
    return found
