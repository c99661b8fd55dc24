"""Ledgers of both kinds for tests: a PostgreSQL server of our own, and what a database holds, row by row."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import MetaData, create_engine, text

from dateline.ledger import Ledger

REQUIRED = "DATELINE_REQUIRE_POSTGRESQL"
_NUMBERS = count(1)


class Server:
    """A running PostgreSQL, on a socket in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, schema: str = "public") -> str:
        """The URL of one of its schemas, as a user gives it."""
        return f"postgresql://postgres@/postgres?host={self.folder}&options=-csearch_path%3D{schema}"

    def fresh(self) -> str:
        """The URL of a new, empty schema: made faster than a database, and all that a ledger sees."""
        name = f"ledger{next(_NUMBERS)}"
        self.execute(f"CREATE SCHEMA {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Drops a schema with all that is in it."""
        self.execute(f"DROP SCHEMA {url.rpartition('%3D')[2]} CASCADE")

    def hang_up(self) -> None:
        """Ends all connections, as a server that restarts does."""
        self.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
            " AND pid <> pg_backend_pid()"
        )

    def execute(self, command: str) -> None:
        """Runs a command on the server itself."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(command)  # type: ignore[call-overload]


def binaries() -> Path | None:
    """The folder of Debian's server binaries, of the latest version there is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def server() -> Iterator[Server]:
    """Starts a server in a temporary folder, and stops it in the end. It does not run as root, so another user does."""
    programs = binaries()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="dateline-postgresql-"))
    user = _user()
    if user:
        shutil.chown(folder, user)
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"

    def run(program: str, *args: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *args]
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL, env={"LC_ALL": "C.UTF-8"})

    try:
        run("initdb", "--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8")
        run("pg_ctl", "start", "--wait", "--silent", f"--options={options}", f"--log={folder / 'log'}")
        try:
            yield Server(folder)
        finally:
            run("pg_ctl", "stop", "--mode=immediate", "--silent")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    """Who runs the server: we, unless we are root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def engine_url(where: str) -> str:
    """What SQLAlchemy calls it."""
    return where.replace("postgresql://", "postgresql+psycopg://") if "://" in where else f"sqlite:///{where}"


def rows(where: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything that a database holds, by table, in order."""
    engine = create_engine(engine_url(where))
    with engine.connect() as connection:
        tables = MetaData()
        tables.reflect(connection)
        names = [name for name in tables.tables if not name.startswith("article_text_")]
        found = {
            name: sorted((tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))), key=repr)
            for name in names
        }
    engine.dispose()
    return found


def faults(ledger: Ledger) -> list[str]:
    """What `verify` finds, but for spans: the words of made-up articles are not always those of their reports."""
    return [fault for fault in ledger.verify() if " is not “" not in fault]
