"""The figures at the head of the report over rows of the index: what `summarise` makes of the events themselves."""

from __future__ import annotations

import numpy as np

from dateline.publishing.record import TOLLS
from dateline.publishing.report.summary import APART, Sum, Summary
from dateline.web.columns import NONE
from dateline.web.index import Rows


def summary(rows: Rows) -> Summary:
    """Counts events and adds up their tolls."""
    columns, words = rows.state.columns, rows.state.words

    def being(name: str, word: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.isin(getattr(columns, name)[rows.places], words.of[name].places([word]))

    occurred, episode = being("status", "occurred"), being("kind", "episode")
    counted = occurred & ~episode
    places, force = rows.places[counted], being("type", "ASSAULT")[counted]
    sums = []
    for n, what in enumerate(TOLLS):
        told = columns.low[places, n] != NONE
        events = places[told]
        sums.append(
            Sum(
                what=what,
                low=int(columns.low[events, n].sum()),
                high=int(columns.high[events, n].sum()),
                open=bool(columns.open[events, n].any()),
                told=len(events),
                untold=int(np.count_nonzero(force & ~told)) if what != "arrested" else 0,
            )
        )
    return Summary(
        all=len(rows),
        occurred=len(places),
        hedged=int(np.count_nonzero(being("certainty", "hedged") & counted)),
        episodes=int(np.count_nonzero(occurred & episode)),
        apart={status: n for status in APART if (n := int(np.count_nonzero(being("status", status))))},
        sums=tuple(sums),
    )
