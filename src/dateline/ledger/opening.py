"""Opening a ledger: from a path or a URL to a checked engine, and from a database's complaint to one clear line."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from dateline.errors import LedgerError
from dateline.ledger import searching
from dateline.ledger.schema import META, METADATA, VERSION

BUSY_SECONDS = 30.0  # how long to wait for another process that is writing
_COMPLAINTS = (
    ("not a database", "is not a ledger, nor any SQLite database; name another file"),
    ("database is locked", "is being written by another process; try again when that is done"),
    ("readonly", "cannot be written: the file or its folder is read-only"),
    ("read-only", "cannot be written: the file or its folder is read-only"),
    ("unable to open", "cannot be opened; check that the folder exists and may be read and written"),
    ("malformed", "is damaged; restore it from a copy"),
    ("disk is full", "cannot grow: the disk is full; nothing of this article was stored"),
)


def open_engine(where: str | Path, *, create: bool) -> tuple[Engine, int]:
    """An engine on a ledger, and the ledger's schema version.

    Raises LedgerError where there is no ledger that this version can use.
    """
    url = _url(where)
    _check_file(url, create)
    engine = create_engine(_as_stored(url), connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    try:
        with clear_errors(str(where)):
            return engine, _checked(engine, str(where), create)
    except LedgerError:
        engine.dispose()
        raise


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the write lock from its start, so that what it read still holds when it writes."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def clear_errors(where: str) -> Iterator[None]:
    """Turns what a database raises into a LedgerError of one line."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", None) or error).splitlines()[0]
        line = next((line for cue, line in _COMPLAINTS if cue in said), f"cannot be used: {said}")
        raise LedgerError(f"{where}: {line}") from error
    except UnicodeEncodeError as error:
        raise LedgerError(f"{where}: the article holds half a character ({error.reason}) and was not stored") from error


def _url(where: str | Path) -> URL:
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(Path(where).expanduser()))
    try:
        url = make_url(where)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise LedgerError(f"{where}: not a database URL; give a file or sqlite:///FILE") from error
    if url.get_backend_name() != "sqlite":
        shown = url.render_as_string(hide_password=True)
        raise LedgerError(f"{shown}: ledgers are kept in SQLite so far; give a file or sqlite:///FILE")
    return url


def _check_file(url: URL, create: bool) -> None:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        return
    path = Path(url.database)
    if path.is_dir():
        raise LedgerError(f"{path}: is a folder; name a file in it")
    if not path.parent.is_dir():
        raise LedgerError(f"{path}: there is no folder {path.parent}; make it first")
    if not path.exists() and not create:
        raise LedgerError(f"{path}: there is no such ledger; `dateline add` makes one")


def _as_stored(url: URL) -> URL:
    """The URL for a file whose folder cannot be written, where SQLite would have to note its readers."""
    path = Path(url.database or "")
    if not path.is_file() or os.access(path.parent, os.W_OK) or Path(f"{path}-wal").exists():
        return url
    return URL.create("sqlite", database=f"file:{quote(str(path.resolve()))}", query={"immutable": "1", "uri": "true"})


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    connection.execute("PRAGMA foreign_keys=ON")


def _on_begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _checked(engine: Engine, where: str, create: bool) -> int:
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
    if not tables and create:
        _make(engine)
    elif META.name not in tables or "change" not in tables:
        raise LedgerError(f"{where}: holds no ledger; name another file")
    with engine.connect() as connection:
        version = connection.scalar(select(META.c.value).where(META.c.name == "schema"))
    if version is None or not version.isdecimal():
        raise LedgerError(f"{where}: holds no ledger; name another file")
    if int(version) > VERSION:
        raise LedgerError(
            f"{where}: made by a newer Dateline (schema {version}, known here: {VERSION}); update Dateline"
        )
    return int(version)


def _make(engine: Engine) -> None:
    with engine.connect() as connection:
        # Outside any transaction, as SQLite asks; the file remembers it. Readers and one writer then work side by side.
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA journal_mode=WAL")
    with writing(engine) as connection:
        if inspect(connection).get_table_names():
            return  # another process was faster
        METADATA.create_all(connection, checkfirst=False)
        searching.create(connection)
        connection.execute(insert(META).values(name="schema", value=str(VERSION)))
