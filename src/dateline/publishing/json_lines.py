"""JSON Lines: one event a line, with everything a row knows."""

from __future__ import annotations

import json
from typing import TextIO

from dateline.publishing.lots import Entry
from dateline.publishing.rows import row
from dateline.publishing.selection import Selection


def write(selection: Selection, out: TextIO) -> None:
    """Writes the events in the ledger's order."""
    out.writelines(selection.pieces(_lines, lean=True))
    selection.leave_out("the words behind each value, rival values of other fields than tolls")


def _lines(entries: list[Entry], text: bool) -> str:
    return "".join(json.dumps(row(*entry, text), ensure_ascii=False) + "\n" for entry in entries)
