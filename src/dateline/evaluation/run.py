"""Coding a gold folder and scoring what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import msgspec
from msgspec import Struct

from dateline.coding.scene import Cast
from dateline.errors import InputError
from dateline.evaluation import actor_mentions
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

    def cast(self, article: Article, /) -> Cast:
        """Who is named in an article, and who they are."""


class Evaluation(Struct, frozen=True):
    """A gold folder's figures and the pairings they were taken from."""

    figures: Figures
    pairings: Sequence[Pairing]


def evaluate(folder: Path, coder: Codes) -> Evaluation:
    """Code each article of a gold folder from its title, text and day of publication alone, and score the records.

    Where names of its parties are labelled, their countries and sectors are scored too.

    Raises InputError for a folder that is no gold folder, and for an article that the reading room would set aside.
    """
    gold = read_rows(folder)
    rows = {article.id: coded(coder.code(article)) for article in articles(gold.values())}
    pairings = [pair(key, rows[key], row) for key, row in gold.items()]
    labels = [label for label in actor_mentions.read_labels() if label.article in gold]
    parties = actor_mentions.figures(gold, articles(gold.values()), coder, labels) if labels else {}
    return Evaluation(figures(pairings) | parties, pairings)


def articles(rows: Iterable[Row]) -> Iterator[Article]:
    """Gold rows as the coder gets them: read like any user's rows, of which the records were never part."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "gold.jsonl"
        path.write_bytes(b"".join(msgspec.json.encode({key: row.get(key) for key in _TOLD}) + b"\n" for row in rows))
        for reading in read([path]):
            if isinstance(reading, Problem):
                raise InputError(reading)
            yield reading.article
