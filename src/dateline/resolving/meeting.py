"""All pairs of many reports that are worth comparing, found at once by sorting keys rather than key by key.

Keys and topics go by 64-bit numbers, so that a hundred thousand reports' seven million keys take little room. Two that
share a number bring two reports together that have nothing in common, which costs a comparison and nothing else.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from dateline.resolving.blocking import PAIR, Keys, topic_of

_AT_ONCE = 4_000_000  # shared keys looked at in one go

_Numbers = NDArray[np.int64]


def meet(filed: Iterable[Keys]) -> Iterator[tuple[int, int]]:
    """Pairs of positions, the smaller first, of reports that are each other's candidates; see `blocking.candidates`."""
    left, sought = _Filed(), _Filed()
    for position, its in enumerate(filed):
        left.add(position, its.left)
        sought.add(position, its.sought)
    yield from _meeting(left, sought)


class _Filed:
    """Keys by number, each with its topic's number and whose it is."""

    def __init__(self) -> None:
        self._keys, self._topics, self._owners = array("q"), array("q"), array("q")

    def add(self, owner: int, names: Iterable[str]) -> None:
        """Files a report under its keys."""
        for name in names:
            of = topic_of(name)
            self._keys.append(hash(name))
            self._topics.append(0 if PAIR in of else hash(of) | 1)
            self._owners.append(owner)

    def columns(self) -> tuple[_Numbers, _Numbers, _Numbers]:
        """Keys, topics and owners. The topic of a pair of topics is 0; no other is."""
        return _numbers(self._keys), _numbers(self._topics), _numbers(self._owners)


def _numbers(column: array[int]) -> _Numbers:
    return np.frombuffer(column, np.int64)


def _meeting(left: _Filed, sought: _Filed) -> Iterator[tuple[int, int]]:
    keys, _, owners = left.columns()
    order = np.argsort(keys, kind="stable")  # so that those of one key stand in the order of their owners
    keys, owners = keys[order], owners[order]
    wanted, topics, seekers = sought.columns()
    first, before = _places(keys, wanted)
    upto = np.cumsum(before)
    start = 0
    while start < len(wanted):
        done = upto[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(upto, done + _AT_ONCE, "right")))
        while end < len(wanted) and seekers[end] == seekers[end - 1]:  # all keys of one report in one go
            end += 1
        here = slice(start, end)
        yield from _shared(owners, first[here], before[here], topics[here], seekers[here])
        start = end


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
