"""HXL-tagged CSV: a row of names, a row of hashtags, one event a row, for humanitarian exchanges (hxlstandard.org)."""

from __future__ import annotations

import csv
from typing import Any, TextIO

from dateline.countries import country
from dateline.publishing.lots import Entry
from dateline.publishing.rows import row
from dateline.publishing.selection import Selection
from dateline.publishing.spreadsheet import joined, safe

COLUMNS = {
    "Event": "#event+id",
    "Type": "#event+type",
    "Mode": "#event+mode",
    "Status": "#status",
    "First day": "#date+start",
    "Last day": "#date+end",
    "Actors": "#group+name+first",
    "Recipients": "#group+name+second",
    "Place": "#loc+name",
    "Province": "#adm1+name",
    "Country": "#country+name",
    "Country code": "#country+code",
    "Latitude": "#geo+lat",
    "Longitude": "#geo+lon",
    "Precision": "#geo+precision",
    "Killed": "#affected+killed",
    "Killed, lowest": "#affected+killed+min",
    "Killed, highest": "#affected+killed+max",
    "Injured": "#affected+injured",
    "Sources": "#meta+source",
    "Decided by a person": "#meta+decided",
    "Description": "#description",
}


def write(selection: Selection, out: TextIO) -> None:
    """Writes names, hashtags and rows. A toll is the least of the best figure; its range stands beside it."""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerow(COLUMNS.values())
    for entry in selection.entries():
        cells = _cells(entry, selection.text)
        table.writerow([safe(cells.get(name)) for name in COLUMNS])
    selection.leave_out("places after the first, arrested, goods, the words behind each value, open ends of tolls")


def _cells(entry: Entry, text: bool) -> dict[str, Any]:
    event = row(*entry, text)
    place = event["places"][0] if event["places"] else {}
    date, where = event["date"] or {}, country(place.get("country"))
    killed, injured = event["killed"], event["injured"]
    return {
        "Event": event["id"],
        "Type": event["type"],
        "Mode": event["mode"],
        "Status": event["status"],
        "First day": date.get("start"),
        "Last day": date.get("end"),
        "Actors": joined(event["actors"]),
        "Recipients": joined(event["recipients"]),
        "Place": place.get("name"),
        "Province": place.get("admin1"),
        "Country": where.name if where else None,
        "Country code": where.alpha3 if where else None,
        "Latitude": place.get("lat"),
        "Longitude": place.get("lon"),
        "Precision": place.get("precision"),
        "Killed": killed["best"]["min"] if killed else None,
        "Killed, lowest": killed["low"]["min"] if killed else None,
        "Killed, highest": killed["high"]["max"] if killed else None,
        "Injured": injured["best"]["min"] if injured else None,
        "Sources": joined(event["publishers"]),
        "Decided by a person": joined(event["decided"]),
        "Description": event.get("quote"),
    }
