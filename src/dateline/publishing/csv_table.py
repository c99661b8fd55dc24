"""CSV: one event a row, flat, safe to open in a spreadsheet.

Lists are joined by "; ". Of several places the finest is shown, and `places` says how many there are. A toll has four
columns: `_min` and `_max` are the best value's bounds, `_low` the lowest figure told and `_high` the highest; an empty
`_max` or `_high` beside a filled `_min` is an open end ("at least"), four empty cells mean that nothing was said.
"""

from __future__ import annotations

import csv
import io
from typing import Any, TextIO

from dateline.publishing.lots import Entry
from dateline.publishing.record import TOLLS
from dateline.publishing.rows import row
from dateline.publishing.selection import Selection
from dateline.publishing.spreadsheet import joined, safe

_PLACE = {
    "place": "name",
    "country": "country",
    "admin1": "admin1",
    "latitude": "lat",
    "longitude": "lon",
    "precision": "precision",
    "radius_km": "radius_km",
    "place_id": "place_id",
}
COLUMNS = (
    *("id", "kind", "part_of", "type", "mode", "status", "certainty", "date", "date_start", "date_end", "date_text"),
    *_PLACE,
    *("places", "actors", "recipients", "weapon"),
    *(f"{what}_{end}" for what in TOLLS for end in ("min", "max", "low", "high")),
    *("seized", "reports", "sources", "publishers", "quote", "titles", "urls", "decided", "decisions", "rule"),
)


def write(selection: Selection, out: TextIO) -> None:
    """Writes the events under a row of names; without the text the columns of words stay empty."""
    csv.writer(out, lineterminator="\n").writerow(COLUMNS)
    out.writelines(selection.pieces(_rows, lean=True))
    selection.leave_out("coordinates of places after the first, the words behind each value, rival values")


def _rows(entries: list[Entry], text: bool) -> str:
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    for entry in entries:
        cells = _flat(row(*entry, text))
        table.writerow({name: safe(value) for name, value in cells.items()})
    return out.getvalue()


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    date, place = row["date"] or {}, (row["places"] or [{}])[0]
    cells = {name: row[name] for name in COLUMNS if not isinstance(row.get(name, []), list | dict)}
    cells |= {"date": date.get("edtf"), "date_start": date.get("start"), "date_end": date.get("end")}
    cells |= {"date_text": date.get("text")}
    cells |= {column: place.get(key) for column, key in _PLACE.items()} | {"places": len(row["places"])}
    for what in TOLLS:
        cells |= _toll(what, row[what])
    cells |= {name: joined(row[name]) for name in ("actors", "recipients", "sources", "publishers")}
    cells |= {name: joined(row[name]) for name in ("decided", "decisions")}
    cells["seized"] = joined([_goods(goods) for goods in row["seized"]])
    cells["titles"] = joined([article.get("title") for article in row["articles"]])
    cells["urls"] = joined([article["url"] for article in row["articles"]])
    return cells


def _toll(what: str, figures: dict[str, dict[str, int | None]] | None) -> dict[str, int | None]:
    if figures is None:
        return {}
    return {
        f"{what}_min": figures["best"]["min"],
        f"{what}_max": figures["best"]["max"],
        f"{what}_low": figures["low"]["min"],
        f"{what}_high": figures["high"]["max"],
    }


def _goods(goods: dict[str, Any]) -> str:
    amount = "" if goods["amount"] is None else f"{goods['amount']:g}"
    return " ".join(word for word in (amount, goods["unit"], goods["item"]) if word)
