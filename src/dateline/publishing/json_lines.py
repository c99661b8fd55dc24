"""JSON Lines: one event a line, with everything a row knows."""

from __future__ import annotations

import json
from typing import TextIO

from dateline.publishing.rows import row
from dateline.publishing.selection import Selection


def write(selection: Selection, out: TextIO) -> None:
    """Writes the events in the ledger's order."""
    for entry in selection.entries():
        out.write(json.dumps(row(*entry, selection.text), ensure_ascii=False) + "\n")
    selection.leave_out("the words behind each value, rival values of other fields than tolls")
