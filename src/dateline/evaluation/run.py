"""Coding a gold folder and scoring what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import msgspec
from msgspec import Struct

from dateline.errors import InputError
from dateline.evaluation.figures import Figures, figures
from dateline.evaluation.gold import Row, read_rows
from dateline.evaluation.pairing import Pairing, pair
from dateline.model import Article, Coding, Problem
from dateline.publishing import coded
from dateline.reading import read

_TOLD = ("id", "title", "text", "published")


class Codes(Protocol):
    """Whatever codes an article."""

    def code(self, article: Article, /) -> Coding:
        """The article's reports and totals."""


class Evaluation(Struct, frozen=True):
    """A gold folder's figures and the pairings they were taken from."""

    figures: Figures
    pairings: Sequence[Pairing]


def evaluate(folder: Path, coder: Codes) -> Evaluation:
    """Code each article of a gold folder from its title, text and day of publication alone, and score the records.

    Raises InputError for a folder that is no gold folder, and for an article that the reading room would set aside.
    """
    gold = read_rows(folder)
    rows = {article.id: coded(coder.code(article)) for article in articles(gold.values())}
    pairings = [pair(key, rows[key], row) for key, row in gold.items()]
    return Evaluation(figures(pairings), pairings)


def articles(rows: Iterable[Row]) -> Iterator[Article]:
    """Gold rows as the coder gets them: read like any user's rows, of which the records were never part."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "gold.jsonl"
        path.write_bytes(b"".join(msgspec.json.encode({key: row.get(key) for key in _TOLD}) + b"\n" for row in rows))
        for reading in read([path]):
            if isinstance(reading, Problem):
                raise InputError(reading)
            yield reading.article
