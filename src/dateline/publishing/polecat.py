"""POLECAT-style TSV: its 40 columns, tab-separated, one event a row.

COW numbers are those of the Correlates of War's states. What the ledger does not know (intensity, Wikipedia's ids)
stays empty; what POLECAT gives of the whole story (people, organisations, places) is what the event's reports name.
"""

from __future__ import annotations

import csv
from typing import Any, TextIO

from dateline.countries import country
from dateline.model import Date, Location, Party
from dateline.ontology import Ontology
from dateline.publishing.lots import Entry
from dateline.publishing.record import contexts
from dateline.publishing.rows import best, decided, places
from dateline.publishing.selection import NO_COLUMN, Selection
from dateline.publishing.sides import parties
from dateline.publishing.spreadsheet import joined, safe

_PARTY = ("Name", "Country", "COW", "Primary Sector", "Sectors", "Title", "Name Raw", "Wikipedia ID")
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *(f"{side} {name}" for side in ("Actor", "Recipient") for name in _PARTY),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)


def write(selection: Selection, out: TextIO) -> None:
    """Writes the rows in the ledger's order, under their names."""
    table = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n")
    table.writeheader()
    for entry in selection.entries():
        table.writerow({name: safe(value) for name, value in _row(entry, selection).items()})
        if decided(entry.event):
            selection.leave_out(NO_COLUMN, entry.event.id)
    selection.leave_out("Intensity, Title, District and Wikipedia ID are left empty: the ledger does not know them")
    selection.leave_out("status, certainty, tolls, goods, weapons, the words behind each value")


def _row(entry: Entry, selection: Selection) -> dict[str, Any]:
    event = entry.event
    date = next(best(event, "date", Date), None)
    found = places(event)
    named = [*parties(event, "actor"), *parties(event, "recipient")]
    article = entry.articles[0] if entry.articles else None
    return {
        "Event ID": event.id,
        "Event Date": date.start if date else None,
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Quad Code": Ontology.load().types[event.type].quad,
        "Contexts": joined(sorted({name for report in entry.reports for name in contexts(report)})),
        **_side("Actor", parties(event, "actor")),
        **_side("Recipient", parties(event, "recipient")),
        **_where(found[0] if found else None),
        "Source": joined(dict.fromkeys(each.publisher for each in entry.articles)),
        "Publication Date": article.published if article else None,
        "Story People": joined(party.name for party in named if party.private or party.sector is None),
        "Story Organizations": joined(party.name for party in named if party.sector and not party.private),
        "Story Locations": joined(dict.fromkeys(place.name or place.text for place in found)),
        "Language": article.lang if article else None,
        "Version": f"ledger {selection.source.version}",
    }


def _side(side: str, found: list[Party]) -> dict[str, Any]:
    """The first party's columns; further parties' names are joined to it."""
    if not found:
        return {}
    first = found[0]
    where = country(first.country)
    return {
        f"{side} Name": joined(party.name for party in found),
        f"{side} Country": where.alpha3 if where else None,
        f"{side} COW": Ontology.load().cow.get(first.country or ""),
        f"{side} Primary Sector": first.sector,
        f"{side} Sectors": joined(dict.fromkeys(party.sector for party in found)),
        f"{side} Name Raw": first.name,
    }


def _where(place: Location | None) -> dict[str, Any]:
    if place is None:
        return {}
    where = country(place.country)
    identifier = place.place_id or ""
    return {
        "Placename": place.name or place.text,
        "City": place.name if place.precision == "city" else None,
        "Province": place.admin1,
        "Country": where.alpha3 if where else None,
        "Latitude": place.lat,
        "Longitude": place.lon,
        "GeoNames ID": identifier.removeprefix("geonames:") if identifier.startswith("geonames:") else None,
        "Raw Placename": place.text,
        "Feature Type": place.precision,
    }
