"""PLOVER's own record, JSON Lines: one event a line, with the fields of its manual.

A record's mode and contexts are lists, its countries ISO 3166 alpha-3, its locations graded from 1 (a country) to 5
(below a city). The scale of an event is left out: the manual's weights are for counts of reports, which these are not.
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from dateline.countries import country
from dateline.model import Date, Location, Party, Precision
from dateline.ontology import Ontology
from dateline.publishing.lots import Entry
from dateline.publishing.record import contexts
from dateline.publishing.rows import best, decided_words, leading, places, tolls
from dateline.publishing.selection import Selection
from dateline.publishing.sides import parties

_RESOLUTION: dict[Precision, int] = {"country": 1, "admin": 2, "area": 2, "water": 2, "admin2": 3, "route": 3}
_SIZES = {"killed": "dead", "injured": "injured", "arrested": "arrested"}


def write(selection: Selection, out: TextIO) -> None:
    """Writes the records in the ledger's order. What an event lacks is null, and [] where it would be a list."""
    for entry in selection.entries():
        out.write(json.dumps(record(entry, selection), ensure_ascii=False) + "\n")
    selection.leave_out("status and certainty (in `comment`), places after the first, lowest and highest tolls, goods")
    selection.leave_out("event_scale is left out: see the manual's section on scales")


def record(entry: Entry, selection: Selection) -> dict[str, Any]:
    """One event."""
    event = entry.event
    report = leading(event, entry.reports)
    date = next(best(event, "date", Date), None)
    place = next(iter(places(event)), None)
    return {
        "id": event.id,
        "has_event": event.status == "occurred",
        "date": date.start if date else None,
        "time": date.time if date else None,
        "enddate": date.end if date else None,
        "endtime": None,
        "actor": [_party(party) for party in parties(event, "actor")],
        "recipient": [_party(party) for party in parties(event, "recipient")],
        "event": [event.type],
        "event_loc": _location(place) if place else None,
        "event_text": report.trigger.quote if report and selection.text else None,
        "quad_code": Ontology.load().types[event.type].quad,
        "mode": [event.mode] if event.mode else [],
        "context": sorted({name for told in entry.reports for name in contexts(told)}),
        "size": {name: _size(entry, what) for what, name in _SIZES.items()},
        "link": next((article.url for article in entry.articles if article.url), None),
        "text": report.quote.quote if report and selection.text else None,
        "text_info": [article.id for article in dict.fromkeys(entry.articles)],
        "cite_info": list(dict.fromkeys(a.publisher for a in entry.articles if a.publisher)),
        "coder": report.provenance.coder if report else None,
        "coded_date": selection.made or None,
        "coded_time": None,
        "comment": "; ".join(filter(None, (f"{event.kind}, {event.status}, {event.certainty}", decided_words(event)))),
    }


def _party(party: Party) -> dict[str, Any]:
    where = country(party.country)
    return {
        "text": party.name,
        "actor": where.alpha3 if where else None,
        "sector": [party.sector] if party.sector else [],
    }


def _location(place: Location) -> dict[str, Any]:
    where = country(place.country)
    resolution = {"site": 5, "city": 4}.get(place.precision or "") or _RESOLUTION.get(place.precision or "country")
    return {
        "text": place.name or place.text,
        "country": where.alpha3 if where else place.country,
        "lat": place.lat,
        "lon": place.lon,
        "resolution": resolution if place.precision else None,
    }


def _size(entry: Entry, what: Any) -> int | None:
    told = tolls(entry.event, what)
    return told["best"]["min"] if told else None
