"""Opening a ledger: from a path or a URL to a checked engine on a ledger of the present schema."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from platformdirs import user_cache_dir
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from dateline.errors import LedgerError
from dateline.ledger import searching
from dateline.ledger.adding import version
from dateline.ledger.database import clear_errors, is_sqlite, make_engine, writing, written
from dateline.ledger.indexing import reindex
from dateline.ledger.migrating import FIRST, HEAD, revision, stamp, upgrade
from dateline.ledger.parting import join_all
from dateline.ledger.rows import add_change, set_meta
from dateline.ledger.schema import CHANGE, METADATA
from dateline.resolving import RESOLVER

Fill = Callable[[Connection, str], None]
"""Puts into a ledger, of this name, what it is to begin with."""


def open_engine(where: str | Path, *, create: bool, fill: Fill | None = None) -> tuple[Engine, str]:
    """An engine on a ledger of the present schema, and the ledger's name without any password.

    A ledger of an older schema is brought up to date. One that is made is made with what `fill` puts in, or not at
    all; into one that is there it puts it all or nothing. Raises LedgerError where there is no ledger that this version
    can use, and what `fill` raises.
    """
    url = _url(where)
    shown = url.render_as_string(hide_password=True) if "://" in str(where) else str(where)
    file = _file(url)
    _check_file(file, create)
    new = file is not None and not file.exists()
    engine = make_engine(_as_stored(url))
    try:
        with clear_errors(shown):
            _check(engine, shown, create, fill)
    except BaseException:
        if file is not None and new:
            _unmake(engine, file)
        engine.dispose()
        raise
    return engine, shown


def index_file(engine: Engine) -> Path | None:
    """Where indexes of a ledger may be kept: beside its file, or for a server's database in the user's cache folder."""
    if not is_sqlite(engine):
        name = hashlib.sha256(engine.url.render_as_string(hide_password=True).encode()).hexdigest()[:24]
        return Path(os.environ.get("DATELINE_CACHE") or user_cache_dir("dateline")) / f"ledger-{name}.index"
    file = engine.url.database
    if not file or file == ":memory:" or file.startswith("file:"):
        return None
    return Path(f"{file}.index")


def _url(where: str | Path) -> URL:
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(Path(where).expanduser()))
    try:
        url = make_url(where)
        url.get_dialect()
    except ModuleNotFoundError:
        pass  # the driver is not installed, which is said where it is needed
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        line = "not a database URL; give a file, or postgresql://USER@HOST/NAME"
        raise LedgerError(f"{where.partition('://')[0]}://…: {line}") from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        shown = url.render_as_string(hide_password=True)
        raise LedgerError(f"{shown}: ledgers are kept in SQLite or PostgreSQL; give a file, or a URL of one of them")
    return url


def _file(url: URL) -> Path | None:
    """The file that a URL names; None for a server, and for what SQLite keeps elsewhere."""
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        return None
    return Path(url.database)


def _check_file(path: Path | None, create: bool) -> None:
    if path is None:
        return
    if path.is_dir():
        raise LedgerError(f"{path}: is a folder; name a file in it")
    if not path.parent.is_dir():
        raise LedgerError(f"{path}: there is no folder {path.parent}; make it first")
    if not path.exists() and not create:
        raise LedgerError(f"{path}: there is no such ledger; `dateline add` makes one")


def _as_stored(url: URL) -> URL:
    """The URL for a file whose folder cannot be written, where SQLite would have to note its readers."""
    path = Path(url.database or "")
    if url.get_backend_name() != "sqlite" or not path.is_file():
        return url
    if os.access(path.parent, os.W_OK) or Path(f"{path}-wal").exists():
        return url
    return URL.create("sqlite", database=f"file:{quote(str(path.resolve()))}", query={"immutable": "1", "uri": "true"})


def _unmake(engine: Engine, file: Path) -> None:
    """Takes away the file of a ledger that could not be made, unless another process makes one in it."""
    with suppress(SQLAlchemyError), writing(engine) as connection:
        if inspect(connection).get_table_names():
            return
        for each in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
            each.unlink(missing_ok=True)


def _check(engine: Engine, where: str, create: bool, fill: Fill | None) -> None:
    with engine.connect() as connection:
        tables, known = set(inspect(connection).get_table_names()), revision(connection)
    if not tables and create:
        _make(engine, where, fill)
        return
    if known is None or CHANGE.name not in tables:
        raise LedgerError(f"{where}: holds no ledger; name another file")
    if known > HEAD:
        raise LedgerError(f"{where}: made by a newer Dateline (schema {known}, known here: {HEAD}); update Dateline")
    if known < HEAD:
        _bring_up_to_date(engine)
    if fill is not None:
        written(engine, lambda connection: fill(connection, where))


def _make(engine: Engine, where: str, fill: Fill | None) -> None:
    if is_sqlite(engine):
        with engine.connect() as connection:
            # Outside any transaction, as SQLite asks; the file remembers it. Readers and a writer work side by side.
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA journal_mode=WAL")
    with writing(engine) as connection:
        if not inspect(connection).get_table_names():  # else another process was faster
            METADATA.create_all(connection, checkfirst=False)
            searching.create(connection)
            stamp(connection)
            set_meta(connection, "resolver", RESOLVER)
        if fill is not None:
            fill(connection, where)


def _bring_up_to_date(engine: Engine) -> None:
    with writing(engine, rebuilds=True) as connection:
        known = revision(connection)
        if known != HEAD:  # else another process was faster
            _migrate(connection, known or FIRST)
    engine.dispose()  # the connection looked away from foreign keys; the next one does not


def _migrate(connection: Connection, known: str) -> None:
    upgrade(connection, known)
    reindex(connection)
    join_all(connection, add_change(connection, version(), f"brought from schema {known} to {HEAD}"))
