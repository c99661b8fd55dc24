"""Fetching: addresses → bytes, of the public web only, of bounded size, in bounded time.

In come addresses that users, feeds and pages give; out go answers (`ask`) and pages (`fetch`). Whoever gives an address
makes this machine ask for it, so every host, redirects included, has to be a public one. When to ask again, and what a
page says, is none of this room's business.
"""

from dateline.fetching.asking import Answer, ask
from dateline.fetching.pages import Fetched, fetch, page_of

__all__ = ["Answer", "Fetched", "ask", "fetch", "page_of"]
