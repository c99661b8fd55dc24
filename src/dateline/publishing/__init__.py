"""Events out of the ledger, for others to read: one file a format, and the report that people open.

In comes a `Whole` (the ledger, seen through a few methods) and the filter it understands, or one article's `Coding`.
Out go the formats of `FORMATS`, each as its readers expect it, and one self-contained HTML page. Private persons are
masked unless the caller asks for them, and what a format cannot hold is noted in the `Selection`. Nothing is decided
here: what counts as one event and which value is best was settled before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from dateline.publishing import (
    acled,
    atom,
    csv_table,
    followthemoney,
    geojson,
    hxl,
    json_lines,
    markdown,
    parquet,
    plover,
    polecat,
    report,
    stix,
    ucdp,
)
from dateline.publishing.lots import Entry
from dateline.publishing.privacy import Readable
from dateline.publishing.record import coded
from dateline.publishing.selection import Said, Selection
from dateline.publishing.source import Source

__all__ = ["FORMATS", "Entry", "Format", "Readable", "Said", "Selection", "Source", "coded", "report"]


class Format(NamedTuple):
    """How events are written for one kind of reader."""

    words: str  # what a person calls it
    write: Callable[[Selection, Any], None]
    binary: bool = False  # written to a binary file, else to a text file in UTF-8


FORMATS: dict[str, Format] = {
    "jsonl": Format("JSON Lines", json_lines.write),
    "csv": Format("CSV", csv_table.write),
    "geojson": Format("GeoJSON", geojson.write),
    "parquet": Format("Parquet", parquet.write, binary=True),
    "geoparquet": Format("GeoParquet", parquet.write_geo, binary=True),
    "acled": Format("ACLED-style CSV", acled.write),
    "ucdp": Format("UCDP GED-style CSV", ucdp.write),
    "plover": Format("PLOVER JSON Lines", plover.write),
    "polecat": Format("POLECAT-style TSV", polecat.write),
    "hxl": Format("HXL-tagged CSV", hxl.write),
    "stix": Format("STIX 2.1", stix.write),
    "ftm": Format("FollowTheMoney", followthemoney.write),
    "atom": Format("Atom", atom.write),
    "markdown": Format("Markdown", markdown.write),
}
