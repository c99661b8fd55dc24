"""The figures at the head of the report over rows of the index: what `summarise` makes of the events themselves."""

from __future__ import annotations

import numpy as np
from msgspec.structs import asdict

from dateline.publishing.record import TOLLS
from dateline.publishing.report.summary import APART, Counting, Figure, Sum, Summary
from dateline.web.columns import NONE, Flags
from dateline.web.index import Rows


def summary(rows: Rows, counting: Counting = Counting()) -> Summary:  # noqa: B008 (frozen)
    """Counts events and adds up their tolls."""
    occurred, episode = _being(rows, "status", "occurred"), _being(rows, "kind", "episode")
    hedged, crime = _being(rows, "certainty", "hedged"), rows.state.columns.crime[rows.places]
    rest = occurred if counting.episodes else occurred & ~episode
    counted = rest if counting.crime else rest & ~crime
    told, doubted = Rows(rows.state, rows.places[counted & ~hedged]), Rows(rows.state, rows.places[counted & hedged])
    return Summary(
        all=len(rows),
        occurred=len(told),
        hedged=len(doubted),
        episodes=int(np.count_nonzero(occurred & ~rest)),
        crime=int(np.count_nonzero(rest & ~counted)),
        apart={status: n for status in APART if (n := int(np.count_nonzero(_being(rows, "status", status))))},
        sums=tuple(
            Sum(**asdict(_figure(told, n)), what=what, doubtful=_figure(doubted, n)) for n, what in enumerate(TOLLS)
        ),
        counting=counting,
    )


def _being(rows: Rows, name: str, word: str) -> Flags:
    column, words = getattr(rows.state.columns, name), rows.state.words.of[name]
    return np.isin(column[rows.places], words.places([word]))


def _figure(rows: Rows, n: int) -> Figure:
    """What is told of the n-th toll."""
    columns = rows.state.columns
    told = columns.low[rows.places, n] != NONE
    events = rows.places[told]
    force = _being(rows, "type", "ASSAULT")
    return Figure(
        low=int(columns.low[events, n].sum()),
        high=int(columns.high[events, n].sum()),
        open=bool(columns.open[events, n].any()),
        told=len(events),
        untold=int(np.count_nonzero(force & ~told)) if TOLLS[n] != "arrested" else 0,
    )
