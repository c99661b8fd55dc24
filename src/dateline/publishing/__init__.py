"""Events out of the ledger, for others to read: one file a format, and the report that people open.

In comes a `Source` (the ledger, seen through four methods) and the filter it understands, or one article's `Coding`.
Out go JSON Lines, CSV, GeoJSON and one self-contained HTML page. Private persons are masked unless the caller asks for
them. Nothing is decided here: what counts as one event and which value is best was settled before.
"""

from __future__ import annotations

from typing import Protocol, TextIO

from dateline.publishing import csv_table, geojson, json_lines, report
from dateline.publishing.record import coded
from dateline.publishing.source import FilterT, Source

__all__ = ["FORMATS", "Source", "Writer", "coded", "report"]


class Writer(Protocol):
    """What every format offers: writes the filtered events of a source to an open text file."""

    def __call__(
        self,
        source: Source[FilterT],
        filter: FilterT,
        out: TextIO,
        *,
        persons: bool = False,
        text: bool = True,
    ) -> None:
        """Without `persons` private persons are masked; without `text` no sentence or headline is passed on."""


FORMATS: dict[str, Writer] = {"jsonl": json_lines.write, "csv": csv_table.write, "geojson": geojson.write}
