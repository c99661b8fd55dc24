"""The two databases a ledger can live in: connections, transactions, and from a database's complaint to one clear line.

SQLite allows one writer at a time, which waits for the other; PostgreSQL is made to do the same with an advisory lock,
so that changes are numbered in the order in which they become visible.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from dateline.errors import LedgerError

BUSY_SECONDS = 30.0  # how long to wait for another process that is writing
RETRY_SECONDS = (0.1, 1.0, 3.0)  # pauses before trying again on a lost connection
_READERS = 40  # connections to a file that are kept: as many as a server answers requests at once
_WRITING_KIB, _READING_KIB = 65_536, 2_000  # of a file kept at hand; who writes much would read many a page again
_WRITERS = 0x6461_7465  # the advisory lock of those who write, on PostgreSQL
_COMPLAINTS = (
    ("not a database", "is not a ledger, nor any SQLite database; name another file"),
    ("database is locked", "is being written by another process; try again when that is done"),
    ("lock timeout", "is being written by another process; try again when that is done"),
    ("readonly", "cannot be written: the file or its folder is read-only"),
    ("read-only", "cannot be written: the file or its folder is read-only"),
    ("unable to open", "cannot be opened; check that the folder exists and may be read and written"),
    ("malformed", "is damaged; restore it from a copy"),
    ("disk is full", "cannot grow: the disk is full; what was reported done is stored, the rest is not"),
    ("No space left", "cannot grow: the server's disk is full; what was reported done is stored, the rest is not"),
    ("disk I/O error", "cannot be read or written: the disk reports an error; what was reported done is stored"),
    ("Connection refused", "no server answers there; check host and port, and that it runs"),
    ("resolve host", "there is no such host; check the URL"),
    ("authentication failed", "the server does not take this user and password; check the URL"),
    ("does not exist", "the server has no such database or user; make it with createdb, or check the URL"),
    ("permission denied", "the user of the URL may not write there; ask for the right, or name another user"),
    ("NUL", "the article's id or address holds a character that PostgreSQL cannot store; nothing of it was stored"),
    ("closed the connection", "the connection to the server was lost; what was reported done is stored; try again"),
    ("terminating connection", "the connection to the server was lost; what was reported done is stored; try again"),
    ("connection is lost", "the connection to the server was lost; what was reported done is stored; try again"),
    ("connection to server on socket", "no server answers there; check host and port, and that it runs"),
)
_T = TypeVar("_T")


def make_engine(url: URL) -> Engine:
    """An engine on a database of either kind. Raises LedgerError where its driver is not installed."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, pool_size=_READERS)
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
        return engine
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        line = "PostgreSQL needs its driver; install it with pip install 'dateline[postgresql]'"
        raise LedgerError(f"{url.render_as_string(hide_password=True)}: {line}") from error
    event.listen(engine, "begin", _on_postgresql_begin)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees one state of the ledger, whatever others write meanwhile."""
    options: dict[str, Any] = {} if is_sqlite(engine) else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine, **options: object) -> Iterator[Connection]:
    """One transaction that holds the write lock from its start, so that what it read still holds when it writes."""
    with engine.connect().execution_options(writes=True, **options) as connection, connection.begin():
        yield connection


def written(engine: Engine, work: Callable[[Connection], _T]) -> _T:
    """What `work` gives, done in one writing transaction; again from its start where the connection is lost meanwhile.

    `work` must do nothing twice that was done before: whether a commit arrived is not always known.
    """
    for pause in (*RETRY_SECONDS, None):
        try:
            with writing(engine) as connection:
                return work(connection)
        except DBAPIError as error:
            if pause is None or not _is_lost(error):
                raise
            engine.dispose()
            time.sleep(pause)
    raise AssertionError  # the last try returns or raises


@contextmanager
def clear_errors(where: str) -> Iterator[None]:
    """Turns what a database raises into a LedgerError of one line."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
        line = next((line for cue, line in _COMPLAINTS if cue in said), f"cannot be used: {said.splitlines()[0]}")
        raise LedgerError(f"{where}: {line}") from error
    except PoolTimeout as error:
        raise LedgerError(f"{where}: is asked by too many at once; try again in a moment") from error
    except UnicodeEncodeError as error:
        raise LedgerError(f"{where}: the article holds half a character ({error.reason}) and was not stored") from error


def is_sqlite(bind: Engine | Connection) -> bool:
    """Whether this is SQLite; else it is PostgreSQL."""
    return bind.dialect.name == "sqlite"


def _is_lost(error: DBAPIError) -> bool:
    """Whether the connection is gone, or cannot be made again yet, as while a server restarts."""
    said = str(error.orig)
    return error.connection_invalidated or "Connection refused" in said or "the database system is" in said


def _on_sqlite_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    connection.execute("PRAGMA foreign_keys=ON")


def _on_sqlite_begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    if options.get("rebuilds"):
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # heeded only outside a transaction
    writes = bool(options.get("writes"))
    connection.exec_driver_sql(f"PRAGMA cache_size=-{_WRITING_KIB if writes else _READING_KIB}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _on_postgresql_begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    if options.get("writes"):
        connection.execute(text(f"SET LOCAL lock_timeout = '{int(BUSY_SECONDS * 1000)}ms'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS})"))
