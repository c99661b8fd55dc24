"""UCDP GED-style CSV: the columns and codes of the Georeferenced Event Dataset's codebook.

One row an event of lethal force: a use of force that occurred, with at least one death told and a first and last day.
What GED's coders decide by hand and nothing here can derive (the conflict's name, whether a dyad is active) stays
empty. `low` is the lowest, `high` the highest figure told, a person's figure both; an open "at least" is its least.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from typing import Any, TextIO

from dateline.countries import country
from dateline.model import Consolidated, Count, Date, Event, Location, Precision
from dateline.publishing.lots import Entry
from dateline.publishing.rows import best, decided, highest, leading, lowest, places
from dateline.publishing.selection import NO_COLUMN, Selection
from dateline.publishing.sides import Kind, armed, civilian, kind, parties
from dateline.publishing.spreadsheet import joined, safe

COLUMNS = (
    *("id", "type_of_violence", "conflict_name", "side_a", "side_b", "number_of_sources", "source_article"),
    *("source_office", "source_date", "source_headline", "where_prec", "where_coordinates", "adm_1", "adm_2"),
    *("latitude", "longitude", "country", "event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
)
_STATE, _NON_STATE, _ONE_SIDED = 1, 2, 3
_WHERE: dict[Precision, int] = {
    "site": 1, "city": 1, "admin2": 3, "admin": 4, "area": 2, "route": 5, "country": 6, "water": 7
}  # fmt: skip
_NEAR_KM = 25.0  # an area wider than this is no longer near a point: GED's 2 becomes 5
_DATE = ((1, 1), (6, 2), (7, 3), (31, 4))  # days at most → date_prec; longer is 5


def write(selection: Selection, out: TextIO) -> None:
    """Writes the rows in the ledger's order, under their names."""
    table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    table.writeheader()
    for entry in selection.entries():
        row = _row(entry, selection)
        if row:
            table.writerow({name: safe(row.get(name)) for name in COLUMNS})
    selection.leave_out("conflict_name and adm_2 are left empty: the ledger does not know them")
    selection.leave_out("the words behind each value, injured and arrested, weapons, contexts")


def _row(entry: Entry, selection: Selection) -> dict[str, Any] | None:
    event = entry.event
    date = next(best(event, "date", Date), None)
    if event.type != "ASSAULT" or event.status != "occurred":
        selection.leave_out("no use of force that occurred", event.id)
    elif not _deaths(event, highest):
        selection.leave_out("without a death told", event.id)
    elif date is None or not date.start or not date.end:
        selection.leave_out("without a day", event.id)
    else:
        if decided(event):
            selection.leave_out(NO_COLUMN, event.id)
        return _filled(entry, date, selection)
    return None


def _filled(entry: Entry, date: Date, selection: Selection) -> dict[str, Any]:
    event = entry.event
    place = next(iter(places(event)), None)
    report = leading(event, entry.reports)
    article = next((a for a in entry.articles if report and a.id == report.article_id), entry.articles[0])
    side_a, side_b = _sides(event)
    return {
        "id": event.id,
        "type_of_violence": _type_of_violence(event, place.country if place else None),
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": len({article.publisher or article.id for article in entry.articles}),
        "source_article": article.url or article.id,
        "source_office": article.publisher,
        "source_date": article.published,
        "source_headline": article.title if selection.text else None,
        **_where(place),
        "event_clarity": 1 if event.kind == "incident" else 2,
        "date_prec": _date_precision(date),
        "date_start": date.start,
        "date_end": date.end,
        **_by_side(event),
        "best": _deaths(event, lambda value: value.best),
        "high": _deaths(event, highest),
        "low": _deaths(event, lowest),
    }


# ------------------------------------------------------------------ who


def _sides(event: Event) -> tuple[str | None, str | None]:
    """The names of both sides; of a clash told with two actors and nobody hit, one each."""
    actors, recipients = parties(event, "actor"), parties(event, "recipient")
    if not recipients and len(actors) > 1:
        return actors[0].name, joined(party.name for party in actors[1:])
    if civilian(event):
        return joined(party.name for party in actors), "Civilians"
    return joined(party.name for party in actors), joined(party.name for party in recipients)


def _type_of_violence(event: Event, code: str | None) -> int | None:
    """1 with a state on one side of armed ones, 2 between others, 3 against civilians; None where it is not known."""
    one = [found for party in parties(event, "actor") if (found := kind(party, code))]
    other = [found for party in parties(event, "recipient") if (found := kind(party, code))]
    if civilian(event):
        return _ONE_SIDED
    if not other:
        one, other = one[:1], one[1:]
    if not (any(map(armed, one)) and any(map(armed, other))):
        return None
    states: set[Kind] = {"state", "foreign"}
    return _STATE if states & {*one, *other} else _NON_STATE


# ------------------------------------------------------------------ where and when


def _where(place: Location | None) -> dict[str, Any]:
    if place is None or place.precision is None:
        return {}
    precision = _WHERE[place.precision]
    if precision == 2 and (place.radius_km or 0) > _NEAR_KM:
        precision = 5
    where = country(place.country)
    return {
        "where_prec": precision,
        "where_coordinates": place.name or place.text,
        "adm_1": place.admin1,
        "latitude": place.lat,
        "longitude": place.lon,
        "country": where.name if where else None,
    }


def _date_precision(date: Date) -> int:
    assert date.start
    assert date.end
    days = (dt.date.fromisoformat(date.end) - dt.date.fromisoformat(date.start)).days + 1
    return next((code for most, code in _DATE if days <= most), 5)


# ------------------------------------------------------------------ how many


def _killed(event: Event) -> list[Consolidated]:
    return [c for c in event.field("count") if isinstance(c.best, Count) and c.best.what == "killed"]


def _deaths(event: Event, pick: Callable[[Consolidated], object]) -> int:
    return sum(_number(pick(value)) for value in _killed(event))


def _number(value: object) -> int:
    """The figure, or the least of an open one."""
    assert isinstance(value, Count)
    return max(value.min or 0, value.max or 0)


def _by_side(event: Event) -> dict[str, int]:
    """The best figure by side; whoever is civilian counts as that, whatever the side."""
    deaths = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), 0)
    only_civilians = civilian(event)
    for value in _killed(event):
        count = value.best
        assert isinstance(count, Count)
        if count.civilian or (only_civilians and count.side == "recipient") or count.side == "bystander":
            column = "deaths_civilians"
        else:
            column = {"actor": "deaths_a", "recipient": "deaths_b"}.get(count.side, "deaths_unknown")
        deaths[column] += _number(count)
    return deaths
