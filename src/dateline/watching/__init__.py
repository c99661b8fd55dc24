"""Watching: feeds and sitemaps → their new pages, read, coded and in the ledger.

In come the settings of a file of feeds, a ledger and what codes an article; out goes a summary of each cycle, and a
line for whatever could not be done. Hosts are asked by their own rules (`manners`), and what was had is not asked for
again (`state`). It is none of this room's business what pages say, nor what becomes of it in the ledger.
"""

from dateline.watching.cycle import Watch
from dateline.watching.settings import Settings, load, state_path
from dateline.watching.state import State
from dateline.watching.summary import Summary

__all__ = ["Settings", "State", "Summary", "Watch", "load", "state_path"]
