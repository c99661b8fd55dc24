"""How many events each value of each filter would leave, the other filters as they are."""

from __future__ import annotations

import numpy as np

from dateline.publishing.report.english import STRINGS as REPORT_STRINGS
from dateline.publishing.report.english import type_label
from dateline.publishing.report.shell import country_names
from dateline.web.columns import Columns, Flags, Many
from dateline.web.english import STRINGS
from dateline.web.index import Index, State
from dateline.web.query import Query

_LONGEST = 40  # values of one facet, the most frequent first
_WORDS = REPORT_STRINGS | STRINGS
_SWITCHES = {"undated": "undated_too", "conflict": "conflict_only", "box": "chip_box"}
NAMES = ("type", "mode", "country", "actor", "publisher", "status", "certainty", "kind", "decided")


def count(index: Index, state: State, query: Query) -> dict[str, list[tuple[str, int]]]:
    """For every facet its values, with the events that would pass if only they were asked for."""
    failing = index.failing(state, query)
    fails = np.zeros(len(state.columns), np.int8)
    for flags in failing.values():
        fails += flags
    counts = {}
    for name in NAMES:
        passing = fails - failing[name] == 0 if name in failing else fails == 0
        counts[name] = _values(state.columns, name, passing, state.words.of[name].words)
    return counts


def words(name: str, value: str) -> str:
    """A value as people call it."""
    if name == "type":
        return type_label(value, None)
    if name == "country":
        return country_names().get(value, value)
    return _WORDS.get(f"{name}_{value}") or _WORDS.get(f"badge_{value}") or value.replace("-", " ")


def said(name: str, value: str) -> str:
    """A filter of an address as people call it."""
    if name in ("since", "until"):
        return f"{_WORDS['from' if name == 'since' else 'to']} {value}"
    if name in _SWITCHES:
        return _WORDS[_SWITCHES[name]]
    if name in ("text", "place"):
        return _WORDS[f"chip_{name}"].format(words=value, place=value)
    return f"{_WORDS.get(f'facet_{name}', name)}: {words(name, value)}"


def _values(columns: Columns, name: str, passing: Flags, words: list[str]) -> list[tuple[str, int]]:
    column = getattr(columns, name)
    told = column.values[passing[column.owners]] if isinstance(column, Many) else column[passing]
    counted = np.bincount(told[told >= 0], minlength=len(words))
    if len(words) > _LONGEST:  # then only what can be among the first
        least = np.partition(counted, -_LONGEST)[-_LONGEST]
        places = np.flatnonzero(counted >= max(least, 1))
    else:
        places = np.flatnonzero(counted)
    found = [(words[place], int(counted[place])) for place in places]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:_LONGEST]
