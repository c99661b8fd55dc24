"""Parquet, and GeoParquet 1.1: one event a row, typed, written a block of rows at a time.

Needs the extra `dateline[parquet]`. Lists stay lists, and an open end of a toll is null. GeoParquet adds the column
`geometry` (WKB, longitude and latitude in WGS84): a Point, a MultiPoint, or null.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
from collections.abc import Iterable, Iterator
from functools import partial
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from dateline.errors import SetupError
from dateline.publishing.lots import Entry
from dateline.publishing.record import TOLLS
from dateline.publishing.rows import row
from dateline.publishing.selection import Selection

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK = 20_000  # rows held in memory at a time
_WORDS = ("id", "kind", "part_of", "type", "mode", "status", "certainty", "weapon", "quote", "rule")
_LISTS = ("actors", "recipients", "sources", "publishers", "decided", "decisions")
_DATE = {"date": "edtf", "date_start": "start", "date_end": "end", "date_text": "text"}
_ENDS = (("min", "best", "min"), ("max", "best", "max"), ("low", "low", "min"), ("high", "high", "max"))


def write(selection: Selection, out: IO[bytes]) -> None:
    """Writes Parquet. SetupError where the extra is not installed."""
    _write(selection, out, geometry=False)


def write_geo(selection: Selection, out: IO[bytes]) -> None:
    """Writes GeoParquet. SetupError where the extra is not installed."""
    _write(selection, out, geometry=True)


def _write(selection: Selection, out: IO[bytes], geometry: bool) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise SetupError("Parquet needs pyarrow: pip install 'dateline[parquet]'") from None
    schema = _schema(pa, geometry).with_metadata({"dateline": json.dumps(selection.about())})
    box = _Box()
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for block in _blocks(selection.pieces(partial(_piece, geometry=geometry), lean=True)):
            writer.write_table(pa.concat_tables(piece.table for piece in block).combine_chunks())
            for piece in block:
                box.widen(piece.box)
        if geometry:
            writer.add_key_value_metadata({"geo": json.dumps(_geo(box))})
    selection.leave_out("the words behind each value, rival values of other fields than tolls")


class _Piece(NamedTuple):
    """Some rows, and what their geometries span."""

    table: pa.Table
    box: _Box


def _piece(entries: list[Entry], text: bool, geometry: bool) -> _Piece:
    import pyarrow as pa

    rows = [row(*entry, text) for entry in entries]
    columns, box = _columns(rows), _Box()
    if geometry:
        points = list(map(_points, rows))
        columns["geometry"] = list(map(_wkb, points))
        box.take(points)
    schema = _schema(pa, geometry)
    return _Piece(pa.table([pa.array(columns[each.name], each.type) for each in schema], schema), box)


def _blocks(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    block: list[_Piece] = []
    for piece in pieces:
        block.append(piece)
        if sum(each.table.num_rows for each in block) >= BLOCK:
            yield block
            block = []
    if block:
        yield block


# ------------------------------------------------------------------ columns


def _schema(pa: Any, geometry: bool) -> pa.Schema:
    text, number, whole = pa.string(), pa.float64(), pa.int64()
    place = pa.struct(
        [(name, text) for name in ("name", "text", "country", "admin1", "precision", "place_id")]
        + [(name, number) for name in ("lat", "lon", "radius_km")]
    )
    goods = pa.struct([("item", text), ("amount", number), ("unit", text)])
    article = pa.struct([(name, text) for name in ("id", "title", "url", "publisher", "published")])
    fields = [(name, text) for name in (*_WORDS, "date", "date_text")]
    fields += [("date_start", pa.date32()), ("date_end", pa.date32())]
    fields += [(name, pa.list_(text)) for name in _LISTS]
    fields += [(f"{what}_{end}", whole) for what in TOLLS for end, _, _ in _ENDS]
    fields += [("places", pa.list_(place)), ("seized", pa.list_(goods)), ("articles", pa.list_(article))]
    fields += [("reports", whole)] + ([("geometry", pa.binary())] if geometry else [])
    return pa.schema(fields)


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """The values of each column but the geometry."""
    names = (*_WORDS, *_LISTS, "places", "seized", "articles", "reports")
    columns: dict[str, list[Any]] = {name: [event.get(name) for event in rows] for name in names}
    dates = [event["date"] or {} for event in rows]
    columns |= {column: [when.get(key) for when in dates] for column, key in _DATE.items()}
    for column in ("date_start", "date_end"):
        columns[column] = [dt.date.fromisoformat(day) if day else None for day in columns[column]]
    for what in TOLLS:
        told = [event[what] for event in rows]
        columns |= {f"{what}_{end}": [each and each[of][bound] for each in told] for end, of, bound in _ENDS}
    return columns


# ------------------------------------------------------------------ geometry


def _points(event: dict[str, Any]) -> list[tuple[float, float]]:
    """Longitude and latitude of each place that has them."""
    return [(p["lon"], p["lat"]) for p in event["places"] if p["lat"] is not None and p["lon"] is not None]


def _wkb(points: list[tuple[float, float]]) -> bytes | None:
    """Little-endian well-known binary of a Point or a MultiPoint."""
    each = [struct.pack("<BIdd", 1, 1, *point) for point in points]
    if len(each) < 2:
        return each[0] if each else None
    return struct.pack("<BII", 1, 4, len(each)) + b"".join(each)


class _Box:
    """The bounding box of geometries, and their types."""

    def __init__(self) -> None:
        self._lons: list[float] = []  # the least and the greatest
        self._lats: list[float] = []
        self.types: set[str] = set()

    def take(self, geometries: Iterable[list[tuple[float, float]]]) -> None:
        """Take the points of geometries in."""
        for points in filter(None, geometries):
            self.types.add("Point" if len(points) == 1 else "MultiPoint")
            self._span([lon for lon, _ in points], [lat for _, lat in points])

    def widen(self, other: _Box) -> None:
        """Take another box in."""
        self.types |= other.types
        self._span(other._lons, other._lats)

    def _span(self, lons: list[float], lats: list[float]) -> None:
        if lons:
            self._lons = [min(*self._lons, *lons, lons[0]), max(*self._lons, *lons, lons[0])]
            self._lats = [min(*self._lats, *lats, lats[0]), max(*self._lats, *lats, lats[0])]

    @property
    def bounds(self) -> list[float] | None:
        """West, south, east, north; None where nothing has a place."""
        return [self._lons[0], self._lats[0], self._lons[1], self._lats[1]] if self._lons else None


def _geo(box: _Box) -> dict[str, Any]:
    """The file's metadata, by the GeoParquet 1.1 specification; without `crs` it is longitude, latitude in WGS84."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": sorted(box.types)}
    if box.bounds:
        column["bbox"] = box.bounds
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
