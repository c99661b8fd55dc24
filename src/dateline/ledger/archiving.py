"""A whole ledger as JSON Lines, and from those lines back into an empty one.

Its logs are the ledger: pages, articles, reports, totals, links, events and decisions, each row with the change that
brought it. They are written as they stand, row by row, and put back as they stood; indexes are made anew. So ids,
dates, decisions and history are what they were, and the ledger that comes of it gives the same lines, in either
database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw
from sqlalchemy import Connection, Float, Integer, Table, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError

from dateline.errors import LedgerError
from dateline.ledger.database import is_sqlite
from dateline.ledger.indexing import reindex
from dateline.ledger.migrating import HEAD
from dateline.ledger.rows import meta, set_meta
from dateline.ledger.schema import (
    ARTICLE,
    CHANGE,
    DECISION,
    EVENT,
    LINK,
    PAGE,
    PAGE_ARTICLE,
    RELATION,
    REPORT,
    TOMBSTONE,
    TOTAL,
)
from dateline.ledger.verifying import faults
from dateline.model import Article, Decision, Event, Link, Page, Record, RelationClaim, Report, Total

_ORDER = (
    CHANGE,
    PAGE,
    ARTICLE,
    PAGE_ARTICLE,
    REPORT,
    TOTAL,
    RELATION,
    LINK,
    EVENT,
    DECISION,
    TOMBSTONE,
)  # referred to first
_TABLES = {table.name: table for table in _ORDER}
_RECORDS: dict[str, type[Record]] = {
    "page": Page,
    "article": Article,
    "report": Report,
    "total": Total,
    "relation": RelationClaim,
    "link": Link,
    "event": Event,
    "decision": Decision,
}
_AT_ONCE = 500  # rows put in with one statement
_BLOCK = 1000  # rows read at a time
_LONGEST = 50_000_000  # bytes of a line
_Row = tuple[Table, dict[str, Any]]


class _Broken(Exception):
    """What is wrong with a line."""


# ------------------------------------------------------------------ out


def lines(connection: Connection) -> Iterator[str]:
    """The logs of a ledger, a row a line, between a line that says what follows and one that counts it."""
    head = {"dateline": "ledger", "schema": HEAD, "resolver": meta(connection, "resolver")}
    yield _json(head)
    number = 0
    for table in _ORDER:
        rows = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_BLOCK)
        for row in connection.execute(rows).mappings():
            yield _json({table.name: {name: _out(name, value) for name, value in row.items()}})
            number += 1
    yield _json({"rows": number})


def _out(name: str, value: Any) -> Any:
    """A cell; a record, which is JSON already, stands as it is."""
    return Raw(value.encode()) if name == "record" and value is not None else value


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode() + "\n"


# ------------------------------------------------------------------ in


def restore(connection: Connection, path: Path, where: str) -> int:
    """Puts the lines of a file into an empty ledger, whose name is `where`; how many rows.

    Raises LedgerError, with the line, where they cannot all be put.
    """
    if connection.scalar(select(func.max(CHANGE.c.number))) is not None:
        raise LedgerError(f"{where}: holds something already; only an empty ledger takes a whole one in")
    with path.open("rb") as file:
        numbered = enumerate(iter(lambda: file.readline(_LONGEST), b""), 1)
        _, first = next(numbered, (1, b""))
        set_meta(connection, "resolver", _resolver(path, first))
        number = sum(_put(connection, path, piece) for piece in _pieces(_rows(path, numbered)))
    if not is_sqlite(connection):
        _count_on(connection)
    reindex(connection)
    fault = next(faults(connection), None)
    if fault is not None:
        raise LedgerError(f"{path}: does not hold together: {fault}; nothing was imported")
    return number


def _resolver(path: Path, first: bytes) -> str:
    try:
        head = msgspec.json.decode(first, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        head = {}
    if head.get("dateline") != "ledger" or not isinstance(head.get("resolver"), str):
        hint = "only what `dateline export --format ledger --persons` wrote can be imported"
        raise LedgerError(f"{path}: is no whole ledger; {hint}, other formats lack the words behind each value")
    if head.get("schema") != HEAD:
        said = f"is of schema {head.get('schema')}, this is {HEAD}"
        raise LedgerError(f"{path}: {said}; bring the ledger up to date with this Dateline and export it again")
    return str(head["resolver"])


def _rows(path: Path, numbered: Iterable[tuple[int, bytes]]) -> Iterator[_Row]:
    """The rows of the lines, up to the one that counts them."""
    number = 1
    for number, line in numbered:
        try:
            found = _parsed(line)
        except (msgspec.DecodeError, UnicodeDecodeError, _Broken) as error:
            said = " ".join(str(error).split())[:200]
            raise LedgerError(f"{path}:{number}: is no row of a ledger: {said}; nothing was imported") from None
        if isinstance(found, int):
            if found != number - 2 or next(iter(numbered), None) is not None:  # between the first line and this
                raise LedgerError(f"{path}:{number}: {found} rows were written, others are here; nothing was imported")
            return
        yield found
    raise LedgerError(f"{path}: breaks off after line {number}; nothing was imported")


def _parsed(line: bytes) -> _Row | int:
    """A row, or the number of rows."""
    whole = msgspec.json.decode(line, type=dict[str, Raw])
    if len(whole) != 1:
        raise _Broken("not one table")
    ((name, raw),) = whole.items()
    if name == "rows":
        return msgspec.json.decode(raw, type=int)
    table = _TABLES.get(name)
    if table is None:
        raise _Broken(f"there is no table {name[:40]!r}")
    cells = msgspec.json.decode(raw, type=dict[str, Raw])
    if set(cells) != set(table.c.keys()):
        raise _Broken(f"its columns are not those of {name}")
    return table, {column: _in(table, column, cell) for column, cell in cells.items()}


def _in(table: Table, column: str, cell: Raw) -> Any:
    if column == "record" and bytes(cell) != b"null":
        msgspec.json.decode(cell, type=_RECORDS[table.name])
        return bytes(cell).decode()
    value = msgspec.json.decode(cell)
    kind = table.c[column].type
    fits = isinstance(value, int if isinstance(kind, Integer) else int | float if isinstance(kind, Float) else str)
    if (value is None and not table.c[column].nullable) or (value is not None and (not fits or value is True)):
        raise _Broken(f"{column} cannot be {str(value)[:40]!r}")
    return value


def _pieces(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    """Rows of one table in pieces that fit one statement."""
    for _, group in groupby(rows, key=lambda row: row[0].name):
        while piece := list(islice(group, _AT_ONCE)):
            yield piece


def _put(connection: Connection, path: Path, piece: list[_Row]) -> int:
    table = piece[0][0]
    try:
        connection.execute(insert(table), [cells for _, cells in piece])
    except (IntegrityError, DataError) as error:
        said = str(error.orig).splitlines()[0]
        raise LedgerError(f"{path}: does not hold together: {table.name}: {said}; nothing was imported") from error
    return len(piece)


def _count_on(connection: Connection) -> None:
    """PostgreSQL counts rows by itself; it goes on from the last."""
    for table in _ORDER:
        if "number" in table.primary_key.columns:
            last = f"SELECT max(number) FROM {table.name}"
            sequence = f"pg_get_serial_sequence('{table.name}', 'number')"
            connection.execute(text(f"SELECT setval({sequence}, coalesce(({last}), 1), ({last}) IS NOT NULL)"))
