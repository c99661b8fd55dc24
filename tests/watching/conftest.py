"""A site to watch, a ledger to fill, and a clock that does not keep anybody waiting."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dateline import Ledger
from dateline.model import Article, Coding
from dateline.watching import State, Summary, Watch
from dateline.watching.manners import Clock
from dateline.watching.settings import Feed, Settings

from .site import Site

START = 1_770_000_000.0


class Hands(Clock):
    """A clock that is set by hand; waiting sets it forward."""

    def __init__(self) -> None:
        super().__init__()
        self.time, self.waits = START, list[float]()
        self._lock = threading.Lock()

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> None:
        with self._lock:
            self.time += seconds
            self.waits.append(seconds)


class Desk:
    """Runs cycles on a site; what was said is kept."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.ledger, self.state, self.site, self.clock = folder / "news.db", folder / "state.db", site, Hands()
        self.said: list[str] = []
        self.coded: list[Article] = []

    @contextmanager
    def watching(self, *paths: str, **settings: object) -> Iterator[Watch]:
        feeds = [Feed(url=path if "://" in path else self.site.url + path, allow_private=True) for path in paths]
        chosen = Settings(feed=feeds, **{"seconds_between_requests": 0, "recheck_hours": [], **settings})  # type: ignore[arg-type]
        with Ledger.open(self.ledger) as book, State(self.state, "news") as state:
            yield Watch(chosen, state, book, self._code, say=self.said.append, clock=self.clock)

    def cycle(self, *paths: str, **settings: object) -> Summary:
        """One cycle by a watch of its own, as cron runs it."""
        self.said.clear()
        with self.watching(*paths, **settings) as watch:
            return watch.cycle()

    def articles(self) -> list[Article]:
        with Ledger.open(self.ledger) as book:
            return list(book.articles())

    def _code(self, article: Article) -> Coding:
        self.coded.append(article)
        if "poison" in article.text:
            raise RecursionError("too deep")
        return Coding(article=article, reports=(), totals=())


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def desk(tmp_path: Path, site: Site) -> Desk:
    return Desk(tmp_path, site)
