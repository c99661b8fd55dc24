"""ACLED-style CSV: ACLED's columns, names, codes and unit, as its codebook has them.

The unit is one row for a day, place, pair of actors and sub-event type: events that ACLED would not tell apart are
joined, and named. Numbers told in words are ACLED's (tens 10, dozens 12, hundreds 100) and of rival tolls the lowest
counts. Events that did not happen, that ACLED has no type for, or that have no day or no place are left out, and named.
Where ACLED writes 0 for a toll that nobody gave, the cell stays empty.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from dateline.countries import country
from dateline.model import Claim, Consolidated, Count, Date, Event, Location, Party, Precision
from dateline.ontology import AcledName, Ontology
from dateline.publishing.lots import Entry
from dateline.publishing.rows import best, decided, leading, places
from dateline.publishing.selection import NO_COLUMN, Selection
from dateline.publishing.sides import Kind, armed, civilian, kind, parties
from dateline.publishing.spreadsheet import joined, safe

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
_INTER: dict[Kind, str] = {
    "state": "State forces",
    "foreign": "External/Other forces",
    "rebel": "Rebel group",
    "militia": "Political militia",
    "civilian": "Civilians",
}
_CROWD = {"Protests": "Protesters", "Riots": "Rioters"}
_ORDER = (*list(_INTER.values())[:1], "Rebel group", "Political militia", "Rioters", "Protesters", "Civilians")
_GEO: dict[Precision, int] = {"site": 1, "city": 1, "admin2": 2, "route": 2, "area": 2, "water": 2}
_WORDS = {"tens": 10, "dozens": 12, "hundreds": 100}  # the numbers ACLED puts for words
_NOT_HAPPENED = ("planned", "denied")
_ON_PERSONS = frozenset({"abduct", "assassinate", "beat", "execute", "sexual", "torture"})  # modes
_UNARMED = frozenset({"GOV", "JUD", "LEG", "OPP", "PTY"})  # sectors whose people bear no arms

Row = dict[str, Any]


def write(selection: Selection, out: TextIO) -> None:
    """Writes the rows, in the order of day and id, under their names."""
    table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    table.writeheader()
    for row in _regrouped(_rows(selection), selection):
        table.writerow({name: safe(row.get(name)) for name in COLUMNS})
    selection.leave_out("source_scale, admin2 and admin3 are left empty: the ledger does not know them")
    selection.leave_out("the words behind each value, rival values, injured and arrested, goods, contexts")


def _rows(selection: Selection) -> Iterator[tuple[Row, Event]]:
    for entry in selection.entries():
        event = entry.event
        date = next(best(event, "date", Date), None)
        place = next((p for p in places(event) if p.lat is not None), None)
        name = Ontology.load().acled(event.type, event.mode, event.status, _civilian(event))
        if event.status in _NOT_HAPPENED:
            selection.leave_out("planned or denied: ACLED records what happened", event.id)
        elif name is None:
            selection.leave_out("of a type that ACLED does not record", event.id)
        elif date is None or date.start is None or date.end is None:
            selection.leave_out("without a day", event.id)
        elif place is None:
            selection.leave_out("without a place on the map", event.id)
        else:
            if event.kind == "episode":
                selection.leave_out("a whole episode, written as one row of its first day", event.id)
            if decided(event):
                selection.leave_out(NO_COLUMN, event.id)
            yield _row(entry, name, date, place, selection), event


def _row(entry: Entry, name: AcledName, date: Date, place: Location, selection: Selection) -> Row:
    event, where = entry.event, country(place.country)
    first, second = _sides(event, name, place.country)
    report = leading(event, entry.reports)
    return {
        "event_id_cnty": f"{where.alpha3 if where else 'XXX'}{_number(event.id)}",
        "event_date": date.start,
        "year": (date.start or "")[:4],
        "time_precision": _time_precision(date),
        "disorder_type": name.disorder_type,
        "event_type": name.event_type,
        "sub_event_type": name.sub_event_type,
        **first.cells(1),
        **second.cells(2),
        "interaction": _interaction(first.inter, second.inter),
        "civilian_targeting": "Civilian targeting" if _targets_civilians(event, second) else None,
        "iso": where.numeric if where else None,
        "region": Ontology.load().acled_regions.get(place.country or ""),
        "country": where.name if where else None,
        "admin1": place.admin1,
        "location": place.name or place.text,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": _GEO.get(place.precision or "country", 3),
        "source": joined(dict.fromkeys(article.publisher for article in entry.articles)),
        "notes": report.quote.quote if report and selection.text else None,
        "fatalities": _fatalities(entry),
        "tags": _tags(event, name),
        "timestamp": _timestamp(selection.made),
    }


def _number(event_id: str) -> int:
    digits = re.sub(r"\D", "", event_id)
    return int(digits) if digits else 0


def _timestamp(day: str) -> int | None:
    """The first second of the day of the export, Unix time."""
    return int(dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC).timestamp()) if day else None


# ------------------------------------------------------------------ when


def _time_precision(date: Date) -> int:
    """1 the day, 2 within a week, 3 longer."""
    assert date.start
    assert date.end
    days = (dt.date.fromisoformat(date.end) - dt.date.fromisoformat(date.start)).days + 1
    return 1 if days == 1 else 2 if days <= 7 else 3


# ------------------------------------------------------------------ who


class _Side:
    """One side of an event: the actor, those with it, and its kind."""

    def __init__(self, names: list[str], inter: str | None) -> None:
        self.names, self.inter = names, inter

    def cells(self, number: int) -> Row:
        """The side's three columns."""
        return {
            f"actor{number}": self.names[0] if self.names else None,
            f"assoc_actor_{number}": joined(self.names[1:]),
            f"inter{number}": self.inter,
        }


def _sides(event: Event, name: AcledName, code: str | None) -> tuple[_Side, _Side]:
    crowd = _CROWD.get(name.event_type)
    if crowd:
        names = [f"{crowd}{_of(code)}", *(party.name for party in parties(event, "actor"))]
        return _Side(names, crowd), _hit(event, parties(event, "recipient"), code)
    first, second = _opposed(event)
    return _side([(party, kind(party, code)) for party in first], code), _hit(event, second, code)


def _opposed(event: Event) -> tuple[list[Party], list[Party]]:
    """Who is on which side; both parties of an agreement or a clash are actors."""
    actors, recipients = parties(event, "actor"), parties(event, "recipient")
    if not recipients and len(actors) > 1:
        return actors[:1], actors[1:]
    return actors, recipients


def _hit(event: Event, found: list[Party], code: str | None) -> _Side:
    """The second side; of armed ones hit together with civilians, the armed come first."""
    known = [(party, _kind_hit(event, party, code)) for party in found]
    return _side(sorted(known, key=lambda each: not armed(each[1])), code)


def _kind_hit(event: Event, party: Party, code: str | None) -> Kind | None:
    """ACLED counts among the civilians whoever is attacked unarmed: officials and politicians too."""
    found = kind(party, code)
    if found is None:
        return "civilian" if party.private else None
    person = party.actor_id is None or party.actor_id.startswith("person:")
    return "civilian" if person and party.sector in _UNARMED and event.mode in _ON_PERSONS else found


def _civilian(event: Event) -> bool | None:
    """Whether the second side is civilian; None where neither its parties nor the counts tell."""
    kinds = {found for party in _opposed(event)[1] if (found := _kind_hit(event, party, None))}
    return kinds == {"civilian"} if kinds else civilian(event)


def _side(found: list[tuple[Party, Kind | None]], code: str | None) -> _Side:
    names = [_actor_name(party, known, code) for party, known in found]
    inter = next((_INTER[known] for _, known in found if known), None)
    return _Side(list(dict.fromkeys(names)), inter)


def _actor_name(party: Party, known: Kind | None, code: str | None) -> str:
    """ACLED names no private person, and an unknown perpetrator in its own way."""
    if party.unknown:
        return f"Unidentified Armed Group{_of(code)}"
    if party.private or (known == "civilian" and party.actor_id is None):
        return f"Civilians{_of(party.country or code)}"
    return party.name


def _of(code: str | None) -> str:
    where = country(code)
    return f" ({where.name})" if where else ""


def _interaction(one: str | None, other: str | None) -> str | None:
    kinds = sorted((each for each in (one, other) if each), key=lambda k: _ORDER.index(k) if k in _ORDER else 9)
    if len(kinds) == 1:
        return f"{kinds[0]} only"
    return "-".join(kinds) or None


def _targets_civilians(event: Event, second: _Side) -> bool:
    return event.type == "ASSAULT" and (second.inter == "Civilians" or bool(_civilian(event)))


# ------------------------------------------------------------------ how many


def _fatalities(entry: Entry) -> int | None:
    """The lowest toll told, summed over sides; words for numbers as ACLED takes them. None where none is told."""
    claims = {(report.id, n): claim for report in entry.reports for n, claim in enumerate(report.claims)}
    counts = ((told, told.best) for told in entry.event.field("count"))
    found = [_lowest(told, best, claims) for told, best in counts if isinstance(best, Count) and best.what == "killed"]
    numbers = [number for number in found if number is not None]
    return sum(numbers) if numbers else None


def _lowest(told: Consolidated, best: Count, claims: Mapping[tuple[str, int], Claim]) -> int | None:
    if told.decision:
        return best.min  # a person's figure, whatever was told
    low = told.low if isinstance(told.low, Count) else best
    ref = told.low_claim or told.best_claim
    claim = claims.get((ref.report_id, ref.claim)) if ref else None
    number = _in_words(evidence.quote for evidence in claim.evidence) if claim else None
    return low.min if number is None else number


def _in_words(quotes: Iterable[str]) -> int | None:
    words = {word for quote in quotes for word in re.findall(r"[a-z]+|\d+", quote.lower())}
    if any(word.isdigit() for word in words):
        return None
    return next((number for word, number in _WORDS.items() if word in words), None)


def _tags(event: Event, name: AcledName) -> str | None:
    if name.event_type not in _CROWD:
        return None
    crowds = [c for c in best(event, "count", Count) if c.what == "participants" and c.min is not None]
    return f"crowd size={crowds[0].min}" if crowds else "crowd size=no report"


# ------------------------------------------------------------------ the unit


def _regrouped(rows: Iterable[tuple[Row, Event]], selection: Selection) -> list[Row]:
    """One row for what ACLED takes for one event, in the order of day and id."""
    groups: dict[tuple[Any, ...], list[tuple[Row, Event]]] = {}
    for row, event in rows:
        groups.setdefault(_unit(row), []).append((row, event))
    joined_rows = []
    for group in groups.values():
        joined_rows.append(_together([row for row, _ in group]))
        if len(group) > 1:
            ids = tuple(event.id for _, event in group)
            selection.leave_out(f"joined in one row: {joined_rows[-1]['event_id_cnty']}", *ids)
    return sorted(joined_rows, key=lambda row: (row["event_date"], row["event_id_cnty"]))


def _unit(row: Row) -> tuple[Any, ...]:
    """Day, place, sub-event type and the pair of actors, which has no direction."""
    pair = tuple(sorted(str(row[name]) for name in ("actor1", "actor2")))
    return row["event_date"], row["latitude"], row["longitude"], row["sub_event_type"], pair


def _together(group: list[Row]) -> Row:
    tolls = [row["fatalities"] for row in group if row["fatalities"] is not None]
    notes = [row["notes"] for row in group if row["notes"]]
    sources = [source for row in group if row["source"] for source in row["source"].split("; ")]
    return group[0] | {
        "fatalities": sum(tolls) if tolls else None,
        "notes": " ".join(dict.fromkeys(notes)) or None,
        "source": joined(dict.fromkeys(sources)),
    }
