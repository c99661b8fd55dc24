"""Gold records as reports, so that resolving can be measured apart from coding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.evaluation.gold import Row, Rows
from dateline.grounding import Registry
from dateline.model import (
    Citation,
    Claim,
    Count,
    CountWhat,
    Date,
    Evidence,
    Location,
    Means,
    Party,
    Provenance,
    Report,
    Value,
)

BY_HAND = Provenance(coder="by hand", model="none", ontology="", gazetteer="", registry="")
_TOLLS: tuple[CountWhat, ...] = ("killed", "injured", "arrested")


def reports(rows: Rows) -> dict[str, Report]:
    """The gold records of articles as reports, by their names in the key ("ARTICLE:e1"), which are also their ids."""
    made = (report(article, record) for article, row in rows.items() for record in row["events"])
    return {each.id: each for each in made}


def report(article: str, record: Row) -> Report:
    """One gold record as a report. Names are looked up in the registry as the coder does; nothing else is added."""
    quote = words(record["quote"])
    return Report(
        id=f"{article}:{record['id']}",
        article_id=article,
        type=record["type"],
        mode=record["mode"],
        status=record["status"],
        certainty=record["certainty"],
        core=bool(record["core"]),
        trigger=words(record["trigger"]),
        quote=quote,
        claims=tuple(_claims(record, quote)),
        provenance=BY_HAND,
    )


def words(text: str) -> Evidence:
    """Words that stand for evidence where there is no article to point into."""
    return Evidence(part="body", start=0, end=len(text), quote=text)


def _claims(record: Row, quote: Evidence) -> Iterator[Claim]:
    cited = tuple(Citation(name=name, kind="unknown") for name in record["sources"])
    for field, value in _values(record):
        yield Claim(field=field, value=value, evidence=(quote,), cited=cited)


def _values(record: Row) -> Iterator[tuple[Any, Value]]:
    if date := record["date"]:
        days = {date["start"], date["end"]}
        edtf = "/".join(sorted(day for day in days if day)) or "XXXX"
        yield "date", Date(edtf=edtf, start=date["start"], end=date["end"], text=date["text"] or "", anchor="calendar")
    if place := record["place"]:
        yield "place", Location(**{key: place.get(key) for key in ("text", "precision", "country", "lat", "lon")})
    for role in ("actor", "recipient"):
        for name in record[f"{role}s"]:
            yield role, party(name)
    if record["weapon"]:
        yield "weapon", Means(text=record["weapon"])
    for what in _TOLLS:
        if record[what]:
            yield "count", Count(what=what, min=record[what]["min"], max=record[what]["max"])


def party(name: str) -> Party:
    """A name as the coder would ground it."""
    registry = Registry.load()
    actor = registry.find(name)
    if actor is None:
        return Party(name=name, country=registry.country_of(name), sector=registry.sector_of(name))
    return Party(name=name, actor_id=actor.id, country=actor.country, sector=actor.sector)
