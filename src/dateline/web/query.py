"""What is asked for: the ledger's filters and those that the index adds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, get_args

import msgspec
from msgspec.structs import asdict

from dateline.errors import InputError
from dateline.ledger import Filter
from dateline.model import Certainty, EventKind, Problem, Record, Status
from dateline.web.rows import Row, Spot

_FIRST, _LAST = "0001-01-01", "9999-12-31"
DECIDED = ("undecided", "accept", "correct", "merge", "split", "reject")
_KNOWN: dict[str, tuple[str, ...]] = {
    "status": get_args(Status),
    "certainty": get_args(Certainty),
    "kind": get_args(EventKind),
    "decided": DECIDED,
}


Check = Callable[[Row], bool]


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
            raise _wrong(f"box {text}", "is no piece of the map", "write west,south,east,north in degrees")
        return cls(west, south, east, north)

    def holds(self, spot: Spot) -> bool:
        """Whether a place lies in it."""
        if spot.lat is None or spot.lon is None or not self.south <= spot.lat <= self.north:
            return False
        inside = self.west <= spot.lon, spot.lon <= self.east
        return all(inside) if self.west <= self.east else any(inside)


class Query(Record, frozen=True, kw_only=True):
    """All that is given must hold; of several values of one filter any one is enough. Made by `Query.of`."""

    base: Filter
    modes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    conflict: bool = False  # only events whose sources differ
    box: Box | None = None

    @classmethod
    def of(
        cls,
        *,
        since: str | None = None,
        until: str | None = None,
        undated: bool = False,
        type: Iterable[str] = (),
        country: Iterable[str] = (),
        actor: Iterable[str] = (),
        text: str | None = None,
        mode: Iterable[str] = (),
        status: Iterable[str] = (),
        certainty: Iterable[str] = (),
        kind: Iterable[str] = (),
        publisher: Iterable[str] = (),
        decided: Iterable[str] = (),
        place: Iterable[str] = (),
        conflict: bool = False,
        box: str | None = None,
    ) -> Query:
        """A query from what was asked. Raises InputError for a value that no event can have."""
        for name, values in (("status", status), ("certainty", certainty), ("kind", kind), ("decided", decided)):
            for value in values:
                if value not in _KNOWN[name]:
                    raise _wrong(f"{name} {value}", "is not known", f"one of {', '.join(_KNOWN[name])}")
        base = Filter.of(
            since=since or None,
            until=until or None,
            undated=undated,
            types=type,
            countries=country,
            actors=actor,
            text=text or None,
        )
        return cls(
            base=base,
            modes=tuple(mode),
            statuses=tuple(status),
            certainties=tuple(certainty),
            kinds=tuple(kind),
            publishers=tuple(publisher),
            decided=tuple(decided),
            places=tuple(place),
            conflict=conflict,
            box=Box.of(box) if box else None,
        )

    @property
    def searched(self) -> Filter | None:
        """What only the ledger can answer; None where nothing of it is asked."""
        asked = self.base.actors or self.base.text is not None
        return Filter(actors=self.base.actors, text=self.base.text) if asked else None

    def checks(self, hits: frozenset[str] | None) -> dict[str, Check]:
        """What a row has to pass, of each filter that was asked; `hits` are the events the ledger's search found."""
        found: dict[str, Check] = {}
        base, box = self.base, self.box
        if base.since or base.until:
            found["days"] = self._in_period
        if base.types:
            found["type"] = lambda row: row.type in base.types
        if base.countries:
            found["country"] = lambda row: any(spot.country in base.countries for spot in row.spots)
        if hits is not None:
            found["searched"] = lambda row: row.id in hits
        for name, values, has in self._listed():
            if values:
                found[name] = _any_of(frozenset(values), has)
        if self.conflict:
            found["conflict"] = lambda row: row.conflict
        if box is not None:
            found["box"] = lambda row: any(map(box.holds, row.spots))
        return found

    def _listed(self) -> tuple[tuple[str, tuple[str, ...], Callable[[Row], Iterable[str]]], ...]:
        return (
            ("mode", self.modes, lambda row: (row.mode or "",)),
            ("status", self.statuses, lambda row: (row.status,)),
            ("certainty", self.certainties, lambda row: (row.certainty,)),
            ("kind", self.kinds, lambda row: (row.kind,)),
            ("publisher", self.publishers, lambda row: row.publishers),
            ("decided", self.decided, lambda row: row.decided),
            ("place", self.places, lambda row: (spot.name for spot in row.spots)),
        )

    def words(self) -> dict[str, Any]:
        """What is asked, for the head of an export: only what narrows."""
        found = asdict(self.base) | {name: value for name, value in asdict(self).items() if name != "base"}
        plain: dict[str, Any] = msgspec.to_builtins(found)
        return {name: value for name, value in plain.items() if value}

    def _in_period(self, row: Row) -> bool:
        since, until = self.base.since, self.base.until
        if not row.dated:
            return self.base.undated
        return (row.end or _LAST) >= (since or _FIRST) and (row.start or _FIRST) <= (until or _LAST)


def _any_of(values: frozenset[str], has: Callable[[Row], Iterable[str]]) -> Check:
    return lambda row: not values.isdisjoint(has(row))


def _wrong(source: str, reason: str, hint: str) -> InputError:
    return InputError(Problem(source=source, reason=reason, hint=hint))
