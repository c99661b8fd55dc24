"""Events that may be the same as one."""

from __future__ import annotations

import numpy as np

from dateline.errors import NotFound
from dateline.web.columns import row_at
from dateline.web.index import State
from dateline.web.rows import Row

_SHOWN, _NEAR = 12, 5  # how many; days between events that may be one


def similar(state: State, event_id: str) -> list[Row]:
    """Events of one type, within some days or at a shared place; the nearest first. Raises NotFound."""
    columns = state.columns
    this = columns.find(event_id)
    if this is None:
        raise NotFound(f"{event_id}: the ledger knows no such event now")
    size = len(columns)
    shared = np.zeros(size, np.int64)
    for many in (columns.place, columns.actor):
        shared += np.bincount(many.owners[np.isin(many.values, many[this])], minlength=size)
    begins, ends = columns.days
    apart = np.maximum(0, np.maximum(begins - ends[this], begins[this] - ends))
    comparable = columns.dated & columns.dated[this]
    alike = columns.type == columns.type[this]
    near = np.where(comparable, (apart <= _NEAR) & (alike | (shared > 0)), (shared > 0) & alike)
    near[this] = False
    found = np.flatnonzero(near)
    # of those that cannot be compared by days, as far away as may be
    order = np.lexsort(
        (
            columns.ids[found],
            comparable[found] & ~alike[found],
            np.where(comparable, apart, _NEAR)[found],
            -shared[found],
        )
    )
    return [row_at(columns, state.words, int(place)) for place in found[order[:_SHOWN]]]
