"""What the web application costs on a large ledger: start, first view, later views, filters, search, map, decisions.

    python benchmarks/web.py [LEDGER] [--events 200000]

Makes a ledger of so many events as `benchmarks/ledger.py` does, or takes the one that is there, which one decision is
added to. Serves it twice, without the file in which the index is kept between runs and with it, and asks as a browser
does: the overview is its page and five answers at once. Prints for each step the seconds somebody waited and the
processor seconds that the server took, and the server's memory.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from ledger import large
from serving import VIEW, Client, Server, serving

from dateline.ledger import Ledger

TURNS = 3
FILTERS: dict[str, list[tuple[str, str]]] = {
    "filter: type and country": [("type", "ASSAULT"), ("country", "PK")],
    "filter: a month": [("since", "2025-03-01"), ("until", "2025-03-31")],
    "facet: type": [("type", "PROTEST")],
    "party": [("actor", "Houthi")],
    "text search": [("text", "bus bombing")],
}


class Browser:
    """Asks for several answers at once, over connections of its own."""

    def __init__(self, server: Server) -> None:
        self._pool = ThreadPoolExecutor(6)
        self._clients = [Client(server.port) for _ in range(6)]

    def open(self, *paths: str) -> None:
        """Waits for all of them."""
        asked = [self._pool.submit(self._get, client, path) for client, path in zip(self._clients, paths, strict=False)]
        for each in asked:
            each.result()

    def view(self, asked: list[tuple[str, str]] | None = None) -> None:
        """The overview with some filters."""
        query = urlencode(asked or [])
        self.open(*(f"/api/v1/{name}?{query}" for name in VIEW))

    def first_view(self) -> None:
        """The page, then what it shows."""
        self.open("/")
        self.view()

    def scripts(self) -> None:
        """What the page brings along, which a browser then keeps."""
        _, page = self._clients[0].get("/")
        for path in re.findall(r'"(/static/[^"]+)"', page.decode()):
            self.open(path)

    @staticmethod
    def _get(client: Client, path: str) -> None:
        status, _ = client.get(path)
        if status != 200:
            raise SystemExit(f"{path}: answered with {status}")


def timed(server: Server, name: str, act: Callable[[], object]) -> None:
    """Does something and prints what it took."""
    before, began = server.seconds, time.perf_counter()
    act()
    waited = time.perf_counter() - began
    print(f"  {name:34}{waited:8.2f} s{server.seconds - before:8.2f} s", flush=True)


def started(server: Server, name: str) -> None:
    print(f"{name:36}  waited  processor")
    print(f"  {'start-up':34}{server.started:8.2f} s{server.seconds:8.2f} s")


def first(where: str) -> None:
    """A ledger that was never served before."""
    with serving(where) as server:
        started(server, "the index is drawn up:")
        timed(server, "first view", Browser(server).first_view)
        now, most = server.megabytes
    print(f"  memory: {now:,} MB, at most {most:,} MB\n")


def later(where: str) -> None:
    """One that was."""
    with serving(where) as server:
        started(server, "the index is there:")
        timed(server, "first view", Browser(server).first_view)
        timed(server, "scripts and styles, kept after", Browser(server).scripts)
        timed(server, "the same by another browser", Browser(server).first_view)
        for name, asked in FILTERS.items():
            timed(server, name, partial(Browser(server).view, asked))
        for page in (2, 1000):
            timed(server, f"page {page}", partial(Browser(server).open, f"/api/v1/events?page={page}"))
        for zoom in (2, 6, 10):
            timed(server, f"map at zoom {zoom}", partial(Browser(server).open, f"/api/v1/map?zoom={zoom}"))
        event = Client(server.port).json("/api/v1/queue?limit=1")["items"][0]["id"]
        timed(server, "review queue", partial(Browser(server).open, "/api/v1/queue?limit=100"))
        timed(server, "an event", partial(Browser(server).open, f"/api/v1/events/{event}"))
        timed(server, "events like it", partial(Browser(server).open, f"/api/v1/events/{event}/similar"))
        for turn in range(TURNS):
            client = Client(server.port)
            timed(server, "a decision", partial(client.decide, verb="note", event=event, note=f"seen {turn}"))
            timed(server, "the view after it", Browser(server).view)
        now, most = server.megabytes
    print(f"  memory: {now:,} MB, at most {most:,} MB")
    print(f"  the index on disk: {Path(f'{where}.index').stat().st_size / 1e6:.0f} MB")


def main() -> None:
    with large(__doc__) as where:
        with Ledger.open(where) as ledger:
            print(f"{ledger.counts().events:,} events, {Path(where).stat().st_size / 1e6:,.0f} MB\n")
        Path(f"{where}.index").unlink(missing_ok=True)
        first(where)
        later(where)


if __name__ == "__main__":
    main()
