"""Several processes write what one does."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from dateline.errors import DatelineError
from dateline.publishing import Selection
from dateline.publishing.lots import Entry
from dateline.publishing.rows import row

from .sample import sample
from .writing import exported, select

APART = ("jsonl", "csv", "geojson", "parquet", "geoparquet")  # formats that write each event by itself


def many(workers: int) -> Selection:
    selection = select(sample())
    selection.workers = workers
    return selection


def ids(entries: list[Entry], text: bool) -> list[str]:
    return [f"{entry.event.id} {entry.reports[0].quote.quote}" for entry in entries]


def rows(entries: list[Entry], text: bool) -> list[dict[str, Any]]:
    return [row(*entry, text) for entry in entries]


def killed(entries: list[Entry], text: bool) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("format", APART)
def test_the_bytes_are_those_of_one_process(format: str) -> None:
    alone, _ = exported(sample(), format)
    together, _ = exported(sample(), format, workers=2)
    assert together == alone


@pytest.mark.parametrize("persons", [False, True])
def test_lean_entries_give_the_rows_of_whole_ones(persons: bool) -> None:
    selection = select(sample(), persons=persons)
    assert list(selection.pieces(rows, lean=True)) == list(selection.pieces(rows))


@pytest.mark.slow
def test_pieces_come_in_order_and_masked() -> None:
    found = list(many(workers=2).pieces(ids))
    assert found == list(many(workers=1).pieces(ids))
    assert "Barakat" not in str(found)


@pytest.mark.slow
def test_a_process_that_is_killed_is_told_in_one_line() -> None:
    with pytest.raises(DatelineError, match="was killed"):
        list(many(workers=2).pieces(killed))
