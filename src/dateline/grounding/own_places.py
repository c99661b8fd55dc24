"""A user's own places: one file in the user's data folder, which no new version of the gazetteer touches.

Places come from GeoNames dumps and from tables of one's own. Adding a place again replaces it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from platformdirs import user_data_dir

from dateline.errors import InputError, SetupError
from dateline.grounding.geonames import COLUMNS, read_geonames
from dateline.grounding.place_rows import INSERT_NAME, INSERT_PLACE, TABLES, PlaceRow
from dateline.grounding.place_table import CountryAt, read_table
from dateline.model import Problem

Progress = Callable[[int, int], None]  # (bytes read, bytes there are)
FOLDER = "DATELINE_DATA"
_STEP = 1 << 20  # bytes between two reports of progress


class Added(Struct, frozen=True):
    """What came of adding a file."""

    places: int
    set_aside: int
    path: Path  # where they are kept


def own_path() -> Path:
    """The file of a user's own places, which may not be there: in DATELINE_DATA, else the user's data folder."""
    return Path(os.environ.get(FOLDER) or user_data_dir("dateline")) / "places.sqlite"


def add_places(
    file: Path,
    country_at: CountryAt,
    on_problem: Callable[[Problem], None],
    *,
    strict: bool = False,
    progress: Progress | None = None,
) -> Added:
    """Adds the places of a file: a GeoNames dump (.txt, or .zip as GeoNames ships it) or a table of one's own (.csv).

    All of a file is stored or, where it cannot be read to its end, nothing. A faulty row is told to `on_problem` and
    the rest goes in; with `strict` the first one raises InputError. SetupError where the folder cannot be written.
    """
    path = own_path()
    digest = hashlib.sha256()
    set_aside = 0

    def good(rows: Iterable[PlaceRow | Problem]) -> Iterator[PlaceRow]:
        nonlocal set_aside
        for row in rows:
            if isinstance(row, PlaceRow):
                digest.update(repr((row.values(0), sorted(row.names))).encode())
                yield row
                continue
            if strict:
                raise InputError(row)
            set_aside += 1
            on_problem(row)

    try:
        with _bytes(file) as (data, size), closing(_writable(path)) as connection, connection:
            places = _store(connection, good(_read(data, file, size, country_at, progress)))
            _sign(connection, digest.hexdigest())
    except (zipfile.BadZipFile, UnicodeError) as error:
        raise InputError(Problem(source=str(file), reason=f"cannot be read: {error}")) from error
    except sqlite3.Error as error:
        raise SetupError(f"{path}: the places cannot be stored here ({error}); nothing was added") from error
    return Added(places, set_aside, path)


# ------------------------------------------------------------------ reading


@contextmanager
def _bytes(file: Path) -> Iterator[tuple[BinaryIO, int]]:
    """A file's bytes and how many there are; of an archive, those of its dump."""
    try:
        if file.suffix.lower() != ".zip":
            with file.open("rb") as data:
                yield data, file.stat().st_size
            return
        with zipfile.ZipFile(file) as archive:
            dumps = [
                i for i in archive.infolist() if i.filename.endswith(".txt") and "readme" not in i.filename.lower()
            ]
            if len(dumps) != 1:
                reason = f"{len(dumps)} dumps in it instead of one"
                raise InputError(Problem(source=str(file), reason=reason, hint="unpack it and name the file"))
            with archive.open(dumps[0]) as data:
                yield data, dumps[0].file_size  # type: ignore[misc]  # typed as IO[bytes]
    except OSError as error:
        raise InputError(Problem(source=str(file), reason=f"cannot be read: {error.strerror or error}")) from error


def _read(
    data: BinaryIO, file: Path, size: int, country_at: CountryAt, progress: Progress | None
) -> Iterator[PlaceRow | Problem]:
    lines = _lines(data, size, progress)
    first = next(lines, "")
    if not first:
        raise InputError(Problem(source=str(file), reason="is empty", hint="name a table of places"))
    together = chain([first], lines)
    if first.count("\t") == COLUMNS - 1 or file.suffix.lower() in (".zip", ".txt"):
        return read_geonames(together, str(file))
    return read_table(together, str(file), country_at)


def _lines(data: BinaryIO, size: int, progress: Progress | None) -> Iterator[str]:
    """The lines as text; bytes that are no UTF-8 are marked, for the row they stand in to be told."""
    done = told = 0
    # Not by `str.splitlines`, whose line ends (U+2028, form feed) stand inside names.
    for line in data:
        done += len(line)
        if progress and done - told >= _STEP:
            progress(done, size)
            told = done
        yield line.decode("utf-8-sig" if done == len(line) else "utf-8", errors="replace")
    if progress:
        progress(size, size)


# ------------------------------------------------------------------ storing


def _writable(path: Path) -> sqlite3.Connection:
    """The file, in a transaction that makes its tables where they are not there yet."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise SetupError(f"{path.parent}: cannot keep places here ({error}); set {FOLDER} to another folder") from error
    connection.execute("BEGIN IMMEDIATE")
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'place'").fetchone():
        # One by one: `executescript` would end the transaction.
        for statement in f"{TABLES} CREATE INDEX name_row ON name (row)".split(";"):
            connection.execute(statement)
    return connection


def _store(connection: sqlite3.Connection, rows: Iterable[PlaceRow]) -> int:
    (number,) = connection.execute("SELECT coalesce(max(row), -1) FROM place").fetchone()
    stored = 0
    for row in rows:
        known = connection.execute("SELECT row FROM place WHERE id = ?", (row.id,)).fetchone()
        if known:
            connection.execute("DELETE FROM name WHERE row = ?", known)
            connection.execute("DELETE FROM place WHERE row = ?", known)
        number += 1
        connection.execute(INSERT_PLACE, row.values(number))
        connection.executemany(INSERT_NAME, row.keys(number))
        stored += 1
    return stored


def _sign(connection: sqlite3.Connection, digest: str) -> None:
    """The version of the file hangs on all that was ever added to it, in order."""
    before = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    version = hashlib.sha256(f"{before[0] if before else ''} {digest}".encode()).hexdigest()[:12]
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", (version,))
