"""Dateline reads news pages and keeps an auditable ledger of events.

    import dateline

    for article in dateline.read("page.html"):
        coding = dateline.code(article)

    with dateline.Ledger.open("dateline.db") as ledger:
        for event in ledger.events():
            print(event.id, event.type)

The records are those of `dateline.model`, the errors those of `dateline.errors`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from dateline.errors import DatelineError, InputError, LedgerError, NotFound, SetupError
from dateline.model import Article, Claim, Coding, Event, Evidence, Page, Problem, Report, Total

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dateline.coding import Coder
    from dateline.ledger import Filter, Ledger

__all__ = [
    "Article",
    "Claim",
    "Coding",
    "DatelineError",
    "Event",
    "Evidence",
    "Filter",
    "InputError",
    "Ledger",
    "LedgerError",
    "NotFound",
    "Page",
    "Problem",
    "Report",
    "SetupError",
    "Total",
    "code",
    "read",
]

__version__ = "0.1.0"

_LATER = {"Filter": "dateline.ledger", "Ledger": "dateline.ledger"}


def read(*paths: str | Path, published: str | Mapping[int, str] | None = None) -> list[Article]:
    """The articles of pages (`.txt`, `.html`), rows (`.json`, `.jsonl`), folders of them, or standard input ("-").

    `published` is the day of publication (`2021-06-05`) of a single undated article, or days by the number of the
    article on its page, from 1. Raises InputError at the first input that cannot be used; `dateline.reading.read` sets
    such inputs aside and goes on.
    """
    from dateline.reading import read as readings

    articles = []
    for reading in readings(paths, published=published):
        if isinstance(reading, Problem):
            raise InputError(reading)
        articles.append(reading.article)
    return articles


def code(article: Article) -> Coding:
    """The events and totals that an article reports: a pure function, the same article always gives the same coding.

    The first call loads the NLP pipeline, which takes seconds. Raises SetupError where it is not installed.
    """
    return _coder().code(article)


@cache
def _coder() -> Coder:
    from dateline.coding import Coder

    return Coder.load()


def __getattr__(name: str) -> object:
    # The ledger stands on SQLAlchemy, which is slow to import and not needed to read and code.
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
