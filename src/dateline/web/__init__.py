"""The pages and the HTTP API on which an analyst looks, checks and decides.

In come requests, out go pages, JSON and files; what is asked and decided goes through the ledger's public functions and
publishing's formats. Here live who may do it (`access`, `users`), the index that answers filters, maps and timelines
from arrays in memory (`columns`, `index`), and the scripts and styles of the pages. What an event is, how values are
chosen and how a format looks were settled before; this room never writes to the ledger but by its decisions and `add`.
"""

from dateline.web.app import create_app
from dateline.web.settings import Settings

__all__ = ["Settings", "create_app"]
