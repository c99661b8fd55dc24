"""Records to and from their JSON, rows of logs, and look-ups by many keys at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Dialect,
    LargeBinary,
    Select,
    Table,
    Text,
    cast,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.sql.compiler import SQLCompiler

from dateline.ledger.database import is_sqlite
from dateline.ledger.schema import CHANGE, META
from dateline.model import Date, Record

_R = TypeVar("_R", bound=Record)
_T = TypeVar("_T")
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
_MOST = 500  # keys in one statement; every database takes that many
_MOST_GIVEN = 2_000  # in one piece
_FEW = 20  # that may as well be given one by one


def encode(record: Record) -> str:
    """A record as JSON, the same text for equal records."""
    return msgspec.json.encode(record).decode()


def decode(text: str | bytes, kind: type[_R]) -> _R:
    """The record that `encode` made."""
    return msgspec.json.decode(text, type=kind)


def as_bytes(connection: Connection, column: ColumnElement[str]) -> ColumnElement[bytes]:
    """A column of JSON as its bytes in UTF-8: to fetch and to decode, less work than its text."""
    if is_sqlite(connection):
        return cast(column, LargeBinary)
    return func.convert_to(column, "UTF8", type_=LargeBinary)


def bounds(date: Date | None) -> tuple[str | None, str | None]:
    """First and last day of a date, both None where it has none or its year is open; a side left open has no bound."""
    if date is None or (date.start is None and date.end is None):
        return None, None
    return date.start or FIRST_DAY, date.end or LAST_DAY


def chunks(items: Iterable[_T]) -> Iterator[Sequence[_T]]:
    """Items in pieces that fit one statement, in order."""
    rest = iter(items)
    while piece := list(islice(rest, _MOST)):
        yield piece


def add_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> range:
    """Adds rows to a log; their numbers, on from its last. Only for whoever holds the write lock."""
    first = (connection.scalar(select(func.max(table.c.number))) or 0) + 1
    numbers = range(first, first + len(rows))
    put_rows(connection, table, [{"number": number, **row} for number, row in zip(numbers, rows, strict=True)])
    return numbers


def add_row(connection: Connection, table: Table, **values: object) -> int:
    """Adds a row to a log; its number."""
    return add_rows(connection, table, [values])[0]


def add_change(connection: Connection, version: str, why: str, user: str | None = None) -> int:
    """Notes a change, under the time of day or that of the last change, whichever is later; its number.

    A clock that was set back must not make what came later look earlier.
    """
    last = connection.scalar(select(CHANGE.c.recorded_at).order_by(CHANGE.c.number.desc()).limit(1))
    now = max(dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"), last or "")
    return add_row(connection, CHANGE, recorded_at=now, version=version, why=why, user=user)


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Notes something about the ledger as a whole."""
    connection.execute(delete(META).where(META.c.name == name))
    connection.execute(insert(META).values(name=name, value=value))


def meta(connection: Connection, name: str) -> str | None:
    """What was noted."""
    found: str | None = connection.scalar(select(META.c.value).where(META.c.name == name))
    return found


def put_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Adds rows, all with the same columns."""
    if rows:
        # By the driver itself: of many small rows SQLAlchemy would take longer than the database.
        sql, order = _insert(connection.dialect, table, tuple(rows[0]))
        values = [tuple(row[name] for name in order) for row in rows] if order else [dict(row) for row in rows]
        connection.exec_driver_sql(sql, values)


def put_values(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]
) -> None:
    """Adds rows, each the values of these columns in order: less work than `put_rows` where there are very many."""
    if not rows:
        return
    sql, order = _insert(connection.dialect, table, columns)
    if order is None:
        values: Any = [dict(zip(columns, row, strict=True)) for row in rows]
    elif tuple(order) == columns:
        values = rows
    else:
        places = [columns.index(name) for name in order]
        values = [tuple(row[place] for place in places) for row in rows]
    connection.exec_driver_sql(sql, values)


@lru_cache(maxsize=256)
def _insert(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> tuple[str, list[str] | None]:
    """The statement, and the order of its values where the driver takes them without names."""
    made = insert(table).inline().compile(dialect=dialect, column_keys=columns)
    assert isinstance(made, SQLCompiler)
    return str(made), made.positiontup


def rows_of(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], keys: Iterable[Any]
) -> Iterator[Any]:
    """What a query gives where a column has one of these values, all texts or all numbers, however many there are."""
    rest = iter(keys)
    while piece := list(islice(rest, _MOST_GIVEN)):
        yield from connection.execute(query.where(one_of(connection, column, piece))).all()  # one by one takes longer


def one_of(connection: Connection, column: ColumnElement[Any], keys: Sequence[Any]) -> ColumnElement[bool]:
    """The condition that a column has one of these values, all texts or all numbers.

    Many go to the database in one piece: each by itself would take longer than finding its row.
    """
    numbers = bool(keys) and isinstance(keys[0], int)
    if len(keys) < _FEW or (not numbers and any("\0" in key for key in keys)):  # which JSON cannot hand on
        return column.in_(keys)
    if is_sqlite(connection):
        given = json.dumps(keys, ensure_ascii=False)
        return column.in_(select(func.json_each(given).table_valued("value").c.value))
    return column.in_(select(func.unnest(cast(keys, ARRAY(BigInteger if numbers else Text)))))
