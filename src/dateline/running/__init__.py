"""Running: the coder over many articles, on one machine or many, in a way that can be stopped and gone on with.

In come sources (folders and globs, JSON Lines, Parquet, WARC; on this disk or at an address) and an engine; out goes a
folder of Parquet parts: what was coded, which articles are copies of one that was, what was set aside and why, and a
manifest that says what made it. Pages become articles in `reading` and articles become codings in `coding`; this room
only brings them there and keeps what comes back. It is none of its business what the codings say, and it writes in no
ledger: `dateline add --from` reads a finished run through `codings` and `copies`.
"""

from dateline.running.output import coded, codings, copies, set_aside
from dateline.running.records import Copy, SetAside

__all__ = ["Copy", "SetAside", "coded", "codings", "copies", "set_aside"]
