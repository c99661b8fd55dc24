"""All pairs of many reports that are worth comparing, found at once by sorting keys rather than key by key."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from dateline.resolving.blocking import TIMELESS, TOPIC_BITS, Keys

_AT_ONCE = 4_000_000  # shared keys looked at in one go

_Numbers = NDArray[np.int64]


class Filed:
    """Keys, each with the number of the report that left it or looks for it."""

    def __init__(self) -> None:
        self._keys, self._owners = array("q"), array("q")

    def add(self, owner: int, keys: Iterable[int]) -> None:
        """Files a report under its keys."""
        self._keys.extend(keys)
        self._owners.extend([owner] * (len(self._keys) - len(self._owners)))

    def add_rows(self, rows: Iterable[tuple[int, int]]) -> None:
        """Files many keys, each with its report's number."""
        for key, owner in rows:
            self._keys.append(key)
            self._owners.append(owner)

    def columns(self) -> tuple[_Numbers, _Numbers]:
        """Keys and owners."""
        return _numbers(self._keys), _numbers(self._owners)


def meet(filed: Iterable[Keys]) -> Iterator[tuple[int, int]]:
    """Pairs of positions, the smaller first, of reports that are each other's candidates; see `Keys`."""
    left, sought = Filed(), Filed()
    for position, its in enumerate(filed):
        left.add(position, its.left)
        sought.add(position, its.sought)
    yield from meet_filed(left, sought)


def meet_filed(left: Filed, sought: Filed) -> Iterator[tuple[int, int]]:
    """Pairs of a report that left keys and a later one that looks for them, by their numbers, in the later's order.

    The keys sought must be added in the order of the reports' numbers.
    """
    keys, owners = left.columns()
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    wanted, seekers = sought.columns()
    first, before = _places(keys, wanted)
    upto = np.cumsum(before)
    topics = _topics(wanted)
    start = 0
    while start < len(wanted):
        done = upto[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(upto, done + _AT_ONCE, "right")))
        while end < len(wanted) and seekers[end] == seekers[end - 1]:  # all keys of one report in one go
            end += 1
        here = slice(start, end)
        yield from _shared(owners, first[here], before[here], topics[here], seekers[here])
        start = end


def _numbers(column: array[int]) -> _Numbers:
    return np.frombuffer(column, np.int64) if column else np.empty(0, np.int64)


def _topics(keys: _Numbers) -> _Numbers:
    """The numbers of the topics of keys. That of a pair of topics is 0; no other is."""
    times = keys >> TOPIC_BITS
    return np.where((times >= 0) & (times <= TIMELESS), 0, (keys & ((1 << TOPIC_BITS) - 1)) + 1)


def _places(keys: _Numbers, wanted: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Where each key wanted starts among the sorted keys, and how often it is there."""
    order = np.argsort(wanted)
    first, many = np.empty_like(wanted), np.empty_like(wanted)
    in_order = wanted[order]
    first[order] = found = np.searchsorted(keys, in_order, "left")
    many[order] = np.searchsorted(keys, in_order, "right") - found
    return first, many


def _shared(
    owners: _Numbers, first: _Numbers, many: _Numbers, topics: _Numbers, seekers: _Numbers
) -> Iterator[tuple[int, int]]:
    """Of the reports that are filed under keys sought, those that share enough with an earlier one."""
    steps = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    one, other, of = owners[np.repeat(first, many) + steps], np.repeat(seekers, many), np.repeat(topics, many)
    earlier = one < other
    one, other, of = one[earlier], other[earlier], of[earlier]
    order = np.lexsort((of, one, other))
    one, other, of = one[order], other[order], of[order]
    again = (one[1:] == one[:-1]) & (other[1:] == other[:-1])
    enough = of == 0
    enough[1:] |= again & (of[1:] != of[:-1])
    found = np.unique(np.stack((other[enough], one[enough]), axis=1), axis=0)
    yield from zip(found[:, 1].tolist(), found[:, 0].tolist(), strict=True)
