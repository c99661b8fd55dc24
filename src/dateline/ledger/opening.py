"""Opening a ledger: from a path or a URL to a checked engine on a ledger of the present schema."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from platformdirs import user_cache_dir
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from dateline.errors import LedgerError
from dateline.ledger import searching
from dateline.ledger.adding import version
from dateline.ledger.database import clear_errors, is_sqlite, make_engine, writing
from dateline.ledger.indexing import reindex
from dateline.ledger.migrating import FIRST, HEAD, revision, stamp, upgrade
from dateline.ledger.parting import join_all
from dateline.ledger.rows import add_change, set_meta
from dateline.ledger.schema import CHANGE, METADATA
from dateline.resolving import RESOLVER


def open_engine(where: str | Path, *, create: bool) -> tuple[Engine, str]:
    """An engine on a ledger of the present schema, and the ledger's name without any password.

    A ledger of an older schema is brought up to date. Raises LedgerError where there is no ledger that this version
    can use.
    """
    url = _url(where)
    shown = url.render_as_string(hide_password=True) if "://" in str(where) else str(where)
    _check_file(url, create)
    engine = make_engine(_as_stored(url))
    try:
        with clear_errors(shown):
            _check(engine, shown, create)
    except LedgerError:
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


def _check_file(url: URL, create: bool) -> None:
    if url.get_backend_name() != "sqlite":
        return
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
    if url.get_backend_name() != "sqlite" or not path.is_file():
        return url
    if os.access(path.parent, os.W_OK) or Path(f"{path}-wal").exists():
        return url
    return URL.create("sqlite", database=f"file:{quote(str(path.resolve()))}", query={"immutable": "1", "uri": "true"})


def _check(engine: Engine, where: str, create: bool) -> None:
    with engine.connect() as connection:
        tables, known = set(inspect(connection).get_table_names()), revision(connection)
    if not tables and create:
        _make(engine)
        return
    if known is None or CHANGE.name not in tables:
        raise LedgerError(f"{where}: holds no ledger; name another file")
    if known > HEAD:
        raise LedgerError(f"{where}: made by a newer Dateline (schema {known}, known here: {HEAD}); update Dateline")
    if known < HEAD:
        _bring_up_to_date(engine)


def _make(engine: Engine) -> None:
    if is_sqlite(engine):
        with engine.connect() as connection:
            # Outside any transaction, as SQLite asks; the file remembers it. Readers and a writer work side by side.
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA journal_mode=WAL")
    with writing(engine) as connection:
        if inspect(connection).get_table_names():
            return  # another process was faster
        METADATA.create_all(connection, checkfirst=False)
        searching.create(connection)
        stamp(connection)
        set_meta(connection, "resolver", RESOLVER)


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
