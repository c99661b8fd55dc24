"""JSON Lines: one event a line, with everything a row knows."""

from __future__ import annotations

import json
from typing import TextIO

from dateline.publishing.privacy import shown
from dateline.publishing.rows import rows
from dateline.publishing.source import FilterT, Source


def write(source: Source[FilterT], filter: FilterT, out: TextIO, *, persons: bool = False, text: bool = True) -> None:
    """Writes the filtered events to `out`. `persons` names private persons, `text` includes quotes and headlines."""
    for row in rows(shown(source, persons), filter, text):
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
