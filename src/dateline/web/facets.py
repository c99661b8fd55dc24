"""How many events each value of each filter would leave, the other filters as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from dateline.web.index import Index
from dateline.web.query import Check, Query
from dateline.web.rows import Row

_LONGEST = 40  # values of one facet, the most frequent first

VALUES: dict[str, Callable[[Row], Iterable[str]]] = {
    "type": lambda row: (row.type,),
    "mode": lambda row: (row.mode,) if row.mode else (),
    "country": lambda row: {spot.country for spot in row.spots if spot.country},
    "actor": lambda row: row.actors,
    "publisher": lambda row: row.publishers,
    "status": lambda row: (row.status,),
    "certainty": lambda row: (row.certainty,),
    "kind": lambda row: (row.kind,),
    "decided": lambda row: row.decided,
}


def count(index: Index, query: Query) -> tuple[int, dict[str, list[tuple[str, int]]]]:
    """Events that pass, and for every facet its values with the events that would pass if only they were asked for."""
    state = index.state()
    return index.kept(state, ("facets", query), lambda: _counted(state.rows.values(), index.checks(state, query)))


def _counted(rows: Iterable[Row], checks: dict[str, Check]) -> tuple[int, dict[str, list[tuple[str, int]]]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in VALUES}
    passing = 0
    for row in rows:
        failing = [name for name, check in checks.items() if not check(row)]
        passing += not failing
        if len(failing) > 1:
            continue
        for name in failing or VALUES:
            if name in VALUES:
                counts[name].update(VALUES[name](row))
    return passing, {
        name: sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_LONGEST] for name, found in counts.items()
    }
