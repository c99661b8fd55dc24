"""Full-text search over articles: title, captions, body, and the names its reports use. Only here is FTS5 spoken."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, Select, column, literal_column, select, table, text

from dateline.model import Article, Location, Party, Report

_WORD = re.compile(r"[^\W_]+")
_INDEX = table("article_text", column("rowid"), column("words"))


def create(connection: Connection) -> None:
    """Makes the index."""
    tokens = "unicode61 remove_diacritics 2"
    connection.execute(text(f"CREATE VIRTUAL TABLE article_text USING fts5(words, tokenize='{tokens}')"))


def put(connection: Connection, number: int, article: Article, reports: Iterable[Report]) -> None:
    """Indexes one version of an article under its number."""
    words = "\n".join((article.title, *(caption.text for caption in article.captions), article.text, *_names(reports)))
    connection.execute(_INDEX.insert().values(rowid=number, words=words))


def drop(connection: Connection, number: int) -> None:
    """Takes one version of an article out of the index."""
    connection.execute(_INDEX.delete().where(_INDEX.c.rowid == number))


def matching(words: str) -> Select[tuple[int]] | None:
    """Selects the numbers of articles that hold every word; None where there is no word to look for.

    Each word is quoted for FTS5, so that operators in it are text.
    """
    found = _WORD.findall(words)
    if not found:
        return None
    query = " ".join(f'"{word}"' for word in found)
    return select(_INDEX.c.rowid).where(literal_column("article_text").op("MATCH")(query))


def _names(reports: Iterable[Report]) -> Iterable[str]:
    values = (claim.value for report in reports for claim in report.claims)
    for value in values:
        if isinstance(value, Party | Location) and value.name:
            yield value.name
