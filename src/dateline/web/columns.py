"""The rows of all events as arrays, one a column: what is asked of every event is answered at numpy's pace.

Words stand in vocabularies that only grow, so that arrays made earlier stay true; in a column stands a word's place.
Days stand as ordinals. `NONE` is no word or no day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from dateline.ledger.rows import FIRST_DAY
from dateline.publishing.record import TOLLS
from dateline.web.rows import Named, Row, Spot, Toll

NONE = -1
Ints: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]
_T = TypeVar("_T")
_ONE = ("type", "mode", "status", "certainty", "kind")
_MANY = ("country", "place", "actor", "publisher", "decided", "private")


class Vocabulary(Generic[_T]):
    """Words and the places at which they stand."""

    def __init__(self, words: Iterable[_T] = ()) -> None:
        self.words: list[_T] = list(words)
        self._places = {word: place for place, word in enumerate(self.words)}

    def __len__(self) -> int:
        return len(self.words)

    def put(self, word: _T) -> int:
        """The place of a word, which is put last where it is new."""
        place = self._places.get(word)
        if place is None:
            place = len(self.words)
            self.words.append(word)  # before others can learn its place
            self._places[word] = place
        return place

    def places(self, words: Iterable[_T]) -> list[int]:
        """Those of the words that are known."""
        return [self._places[word] for word in words if word in self._places]


class Words:
    """The vocabularies of an index."""

    def __init__(self, spots: Iterable[Spot] = (), parties: Iterable[Named] = (), **known: Iterable[str]) -> None:
        self.spots: Vocabulary[Spot] = Vocabulary(spots)
        self.parties: Vocabulary[Named] = Vocabulary(parties)
        self.of: dict[str, Vocabulary[str]] = {name: Vocabulary(known.get(name, ())) for name in (*_ONE, *_MANY)}
        self.of["verb"] = Vocabulary(known.get("verb", ()))


@dataclass(frozen=True, eq=False)
class Many:
    """Some values of each event: those of event i are `values[starts[i] : starts[i + 1]]`."""

    starts: Ints
    values: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Many:
        """From a list of each event."""
        starts = np.zeros(len(lists) + 1, np.int32)
        np.cumsum([len(each) for each in lists], out=starts[1:])
        return cls(starts, np.array([value for each in lists for value in each], np.int32))

    @cached_property
    def owners(self) -> Ints:
        """The event of each value."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    def __getitem__(self, event: int) -> list[int]:
        return cast(list[int], self.values[self.starts[event] : self.starts[event + 1]].tolist())

    def any_of(self, wanted: Sequence[int]) -> Flags:
        """The events that have one of some values."""
        found = np.zeros(len(self.starts) - 1, np.bool_)
        found[self.owners[np.isin(self.values, wanted)]] = True
        return found

    def taken(self, order: NDArray[np.intp]) -> Many:
        """The values of some events, in another order."""
        lengths = np.diff(self.starts)[order]
        starts = np.zeros(len(order) + 1, np.int32)
        np.cumsum(lengths, out=starts[1:])
        return Many(
            starts, self.values[np.repeat(self.starts[:-1][order] - starts[:-1], lengths) + np.arange(starts[-1])]
        )

    @classmethod
    def joined(cls, parts: Sequence[Many]) -> Many:
        """The values of all events of the parts, one part after the other."""
        lengths = np.concatenate([np.diff(each.starts) for each in parts])
        starts = np.zeros(len(lengths) + 1, np.int32)
        np.cumsum(lengths, out=starts[1:])
        return cls(starts, np.concatenate([each.values for each in parts]))


@dataclass(frozen=True, eq=False)
class Columns:
    """All events in the ledger's order. Never altered."""

    ids: NDArray[np.bytes_]  # UTF-8
    number: NDArray[np.int64]
    type: Ints
    mode: Ints
    status: Ints
    certainty: Ints
    kind: Ints
    start: Ints
    end: Ints
    reported: Ints
    conflict: Flags
    crime: Flags
    gain: NDArray[np.float64]
    low: NDArray[np.int64]  # events × TOLLS; NONE: no figure
    high: NDArray[np.int64]
    open: Flags
    spot: Many
    party: Many
    country: Many
    place: Many
    actor: Many
    publisher: Many
    verb: Many
    decided: Many
    private: Many

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def dated(self) -> Flags:
        """Whether an event's own day is told."""
        return cast(Flags, (self.start != NONE) | (self.end != NONE))

    @cached_property
    def days(self) -> tuple[Ints, Ints]:
        """First and last day as they are drawn; where no date is told, the day of the first report, or NONE."""
        first, last = _first(self.start, self.end, self.reported), _first(self.end, self.start, self.reported)
        return first, last

    @cached_property
    def newest_first(self) -> NDArray[np.intp]:
        """Events from the last day to the first; those of one day in the ledger's order, those without a day last."""
        return np.argsort(-self.days[0], kind="stable")

    @cached_property
    def gainful_first(self) -> NDArray[np.intp]:
        """Events from the one whose review brings most; those that bring as much by their ids."""
        return np.lexsort((self.ids, -self.gain))

    def find(self, event_id: str) -> int | None:
        """Where an event stands."""
        found = np.flatnonzero(self.ids == event_id.encode())
        return int(found[0]) if len(found) else None

    def taken(self, order: NDArray[np.intp]) -> Columns:
        """Some events, in another order."""
        made: dict[str, Any] = {
            name: column.taken(order) if isinstance(column, Many) else column[order] for name, column in self.each()
        }
        return Columns(**made)

    @classmethod
    def joined(cls, parts: Sequence[Columns]) -> Columns:
        """All events of the parts, one part after the other."""
        made: dict[str, Any] = {}
        for name, first in parts[0].each():
            found = [getattr(each, name) for each in parts]
            made[name] = Many.joined(found) if isinstance(first, Many) else np.concatenate(found)
        return cls(**made)

    def each(self) -> Iterator[tuple[str, Any]]:
        """All columns by their names."""
        return ((each.name, getattr(self, each.name)) for each in fields(self))

    def order(self, event: int) -> tuple[int, bytes]:
        """By what the ledger orders an event."""
        return int(self._begins[event]), self.ids[event]

    @property
    def as_in_ledger(self) -> NDArray[np.intp]:
        """The ledger's order."""
        return np.lexsort((self.ids, self._begins))

    @cached_property
    def _begins(self) -> Ints:
        """The first day, the first of all where a date is open there; after the last of all where none is told."""
        begins = np.where(self.start == NONE, ordinal(FIRST_DAY), self.start)
        return np.where(self.dated, begins, np.iinfo(np.int32).max)


def columns(rows: Sequence[Row], words: Words) -> Columns:
    """The rows as columns, in their order."""
    figures = np.full((3, len(rows), len(TOLLS)), NONE, np.int64)
    for event, row in enumerate(rows):
        for toll in row.tolls:
            figures[:, event, TOLLS.index(toll.what)] = toll.low, toll.high, toll.open

    def ints(values: Iterable[int]) -> Ints:
        return np.fromiter(values, np.int32, len(rows))

    def many(name: str, of: Iterable[Iterable[str]]) -> Many:
        known = words.of[name]
        return Many.of([[known.put(word) for word in dict.fromkeys(each)] for each in of])

    def one(name: str) -> Ints:
        known = words.of[name]
        return ints(NONE if (word := getattr(row, name)) is None else known.put(word) for row in rows)

    return Columns(
        ids=np.array([row.id.encode() for row in rows], np.bytes_),
        number=np.array([row.number for row in rows], np.int64),
        **{name: one(name) for name in _ONE},
        **{name: ints(ordinal(getattr(row, name)) for row in rows) for name in ("start", "end", "reported")},
        conflict=np.array([row.conflict for row in rows], np.bool_),
        crime=np.array([row.crime for row in rows], np.bool_),
        gain=np.array([row.gain for row in rows], np.float64),
        low=figures[0],
        high=figures[1],
        open=figures[2] == 1,
        spot=Many.of([[words.spots.put(spot) for spot in row.spots] for row in rows]),
        party=Many.of([[words.parties.put(party) for party in row.parties] for row in rows]),
        country=many("country", ((spot.country for spot in row.spots if spot.country) for row in rows)),
        place=many("place", ((spot.name for spot in row.spots) for row in rows)),
        actor=many("actor", (row.actors for row in rows)),
        publisher=many("publisher", (row.publishers for row in rows)),
        verb=many("verb", (row.verbs for row in rows)),
        decided=many("decided", (row.decided for row in rows)),
        private=many("private", (row.private for row in rows)),
    )


def row_at(of: Columns, words: Words, event: int) -> Row:
    """One row, as it was before it was put in columns."""

    def one(name: str) -> Any:
        place = int(getattr(of, name)[event])
        return None if place == NONE else words.of[name].words[place]

    def many(name: str) -> tuple[Any, ...]:
        return tuple(words.of[name].words[place] for place in getattr(of, name)[event])

    return Row(
        id=of.ids[event].decode(),
        number=int(of.number[event]),
        **{name: one(name) for name in _ONE},
        start=day(of.start[event]),
        end=day(of.end[event]),
        reported=day(of.reported[event]),
        spots=tuple(words.spots.words[place] for place in of.spot[event]),
        actors=many("actor"),
        parties=tuple(words.parties.words[place] for place in of.party[event]),
        publishers=many("publisher"),
        verbs=many("verb"),
        conflict=bool(of.conflict[event]),
        crime=bool(of.crime[event]),
        private=many("private"),
        gain=float(of.gain[event]),
        tolls=tuple(
            Toll(what, int(of.low[event, n]), int(of.high[event, n]), bool(of.open[event, n]))
            for n, what in enumerate(TOLLS)
            if of.low[event, n] != NONE
        ),
    )


@lru_cache(maxsize=100_000)
def ordinal(iso: str | None) -> int:
    """An ISO day as a number."""
    return dt.date.fromisoformat(iso).toordinal() if iso else NONE


def day(number: int | np.int32) -> str | None:
    """The ISO day of a number."""
    return None if number == NONE else dt.date.fromordinal(int(number)).isoformat()


def _first(*given: Ints) -> Ints:
    """The first that is given."""
    found = given[0]
    for other in given[1:]:
        found = np.where(found == NONE, other, found)
    return found
