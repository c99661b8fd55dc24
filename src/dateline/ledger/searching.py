"""Full-text search over articles: title, captions, body, and the names its reports use.

Only here are FTS5 (SQLite) and tsvector (PostgreSQL) spoken. Both are given words that were folded and cut here, so
that both find the same. Beside the words of now stand the names that earlier codings of the article used: they bring up
what a search of an earlier day must look at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import (
    ARRAY,
    Connection,
    Select,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from dateline.ledger.database import is_sqlite
from dateline.model import Article, Location, Party, Report

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 200  # characters of a word; PostgreSQL takes 2,046 bytes
_FTS5 = table("article_text", column("rowid"), column("words"), column("earlier"))
_TSVECTOR = table("article_text", column("number"), column("words"), column("earlier"))


def create(connection: Connection) -> None:
    """Makes the index."""
    if is_sqlite(connection):
        connection.execute(text("CREATE VIRTUAL TABLE article_text USING fts5(words, earlier, tokenize='unicode61')"))
        return
    columns = "number integer PRIMARY KEY, words tsvector NOT NULL, earlier tsvector NOT NULL"
    connection.execute(text(f"CREATE TABLE article_text ({columns})"))
    connection.execute(text("CREATE INDEX article_text_words ON article_text USING gin (words)"))
    connection.execute(text("CREATE INDEX article_text_all ON article_text USING gin ((words || earlier))"))


def put(
    connection: Connection, number: int, article: Article, reports: Iterable[Report], earlier: Iterable[Report] = ()
) -> None:
    """Indexes one version of an article under its number, in place of what stood there.

    `earlier` are reports that were made of the article before.
    """
    drop(connection, number)
    _insert(connection, [(number, words_of(article, reports), folded(" ".join(_names(earlier))))])


def put_new(connection: Connection, found: Iterable[tuple[int, Article, Iterable[Report]]]) -> None:
    """Indexes versions of articles under numbers under which nothing stands yet."""
    _insert(connection, [(number, words_of(article, reports), []) for number, article, reports in found])


def _insert(connection: Connection, found: Sequence[tuple[int, list[str], list[str]]]) -> None:
    if not found:
        return
    if is_sqlite(connection):
        rows = [{"rowid": n, "words": " ".join(words), "earlier": " ".join(names)} for n, words, names in found]
        connection.execute(_FTS5.insert(), rows)
        return
    lexemes = {name: func.array_to_tsvector(bindparam(name, type_=ARRAY(Text))) for name in ("words", "earlier")}
    rows = [{"number": n, "words": sorted(set(words)), "earlier": sorted(set(names))} for n, words, names in found]
    connection.execute(_TSVECTOR.insert().values(number=bindparam("number"), **lexemes), rows)


def words_of(article: Article, reports: Iterable[Report]) -> list[str]:
    """The words by which an article is found, in order."""
    parts = (article.title, *(caption.text for caption in article.captions), article.text, *_names(reports))
    return [word for part in parts for word in folded(part)]


def drop(connection: Connection, number: int) -> None:
    """Takes one version of an article out of the index."""
    if is_sqlite(connection):
        connection.execute(_FTS5.delete().where(_FTS5.c.rowid == number))
    else:
        connection.execute(_TSVECTOR.delete().where(_TSVECTOR.c.number == number))


def numbers(connection: Connection) -> set[int]:
    """The articles' versions that are indexed."""
    return set(connection.scalars(select(_FTS5.c.rowid if is_sqlite(connection) else _TSVECTOR.c.number)))


def purge(connection: Connection) -> None:
    """Makes sure that no word of what was dropped is left in the index."""
    if is_sqlite(connection):
        connection.execute(text("INSERT INTO article_text(article_text) VALUES ('optimize')"))


def matching(connection: Connection, words: str, *, ever: bool = False) -> Select[tuple[int]] | None:
    """Selects the numbers of articles' versions that hold every word; None where there is no word to look for.

    With `ever` also those that hold some of the words only in names that earlier codings used. Each word is quoted for
    the index, so that operators in it are text.
    """
    found = folded(words)
    if not found:
        return None
    if is_sqlite(connection):
        query = " ".join(f'"{word}"' for word in found)
        where = query if ever else f"words : ({query})"
        return select(_FTS5.c.rowid).where(literal_column("article_text").op("MATCH")(where))
    query = " & ".join(f"'{word}'" for word in found)
    column = literal_column("(words || earlier)") if ever else _TSVECTOR.c.words
    return select(_TSVECTOR.c.number).where(column.op("@@")(cast(query, TSQUERY)))


def folded(words: str) -> list[str]:
    """The words of a text in order, case and accents folded."""
    decomposed = unicodedata.normalize("NFKD", words).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return [word[:_LONGEST] for word in _WORD.findall(plain)]


def _names(reports: Iterable[Report]) -> Iterable[str]:
    values = (claim.value for report in reports for claim in report.claims)
    for value in values:
        if isinstance(value, Party | Location) and value.name:
            yield value.name
