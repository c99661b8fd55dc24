"""FollowTheMoney entities, JSON Lines: events, the persons and bodies in them, and the articles that tell of them.

The schemata are those of followthemoney 4: Event, Person, Organization, Article. An entity's values are lists of
strings; references are ids. Ids are hashes of what they stand for, so that exports of different days fall together;
what only a ledger numbers, such as its events, is hashed with the ledger, so that those of two ledgers stay apart.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from functools import partial
from typing import Any, TextIO

from dateline.model import Article, Party, Seizure
from dateline.publishing.atom import title
from dateline.publishing.lots import Entry
from dateline.publishing.report.english import PRECISIONS, goods_words
from dateline.publishing.report.summary import told_tolls
from dateline.publishing.rows import article_key, best, decided_words, row, web_address
from dateline.publishing.selection import Selection
from dateline.publishing.sides import is_person, parties

Entity = dict[str, Any]


def write(selection: Selection, out: TextIO) -> None:
    """Writes each party and article once, before the first event that names it."""
    written: set[bytes] = set()  # ids, but for those of events, which come once
    for lines in selection.pieces(partial(_lines, namespace=selection.namespace)):
        for key, line in lines:
            if key not in written:
                out.write(line)
            if key:
                written.add(key)
    selection.leave_out("coordinates, tolls, goods, status and certainty have no property: they stand in `summary`")


def _lines(entries: list[Entry], text: bool, namespace: uuid.UUID) -> list[tuple[bytes, str]]:
    """Each entity as a line, and the bytes of its id; an event's are left out. `namespace` is the ledger's."""
    found = (entity for entry in entries for entity in _entities(entry, text, namespace))
    return [
        (b"" if each["schema"] == "Event" else bytes.fromhex(each["id"]), json.dumps(each, ensure_ascii=False) + "\n")
        for each in found
    ]


def _entities(entry: Entry, text: bool, namespace: uuid.UUID) -> list[Entity]:
    actors, recipients = parties(entry.event, "actor"), parties(entry.event, "recipient")
    articles = {each.id: each for each in entry.articles}.values()
    event = f"{namespace}/{entry.event.id}"
    people = [_party(party, event) for party in (*actors, *recipients)]
    told = [_article(article, text, namespace) for article in articles]
    return [*people, *told, _event(entry, event, text, people, told)]


def _event(entry: Entry, key: str, text: bool, people: list[Entity], told: list[Entity]) -> Entity:
    plain = row(*entry, text)
    date = plain["date"] or {}
    spots = plain["places"]
    same_day = date.get("start") is not None and date.get("start") == date.get("end")
    return _entity(
        "Event",
        f"event/{key}",
        name=[title(plain)],
        summary=[_summary(entry, plain)],
        description=[plain.get("quote")],
        date=[date.get("start") if same_day else None],
        startDate=[None if same_day else date.get("start")],
        endDate=[None if same_day else date.get("end")],
        location=[place["name"] for place in spots],
        country=[place["country"].lower() for place in spots if place["country"] and place["country"] != "XZ"],
        involved=[entity["id"] for entity in people],
        proof=[entity["id"] for entity in told],
        recordId=[plain["id"]],
        notes=[decided_words(entry.event)],
        keywords=[plain["type"], plain["mode"]],
    )


def _summary(entry: Entry, plain: dict[str, Any]) -> str:
    """What an event has no property for: "ASSAULT, occurred, stated; Killed: 2; Homs: 34.73, 36.72 (town or city)"."""
    goods = [goods_words(each) for each in best(entry.event, "seized", Seizure)]
    return "; ".join(
        [
            f"{plain['type']}, {plain['status']}, {plain['certainty']}",
            *told_tolls(plain),
            *([f"Seized: {', '.join(goods)}"] if goods else []),
            *(_position(place) for place in plain["places"] if place["lat"] is not None),
        ]
    )


def _position(place: dict[str, Any]) -> str:
    """Coordinates, and of what: those of an area are its middle."""
    within = f"within {place['radius_km']:g} km" if place["radius_km"] else None
    how = ", ".join(filter(None, (PRECISIONS.get(place["precision"]), within)))
    return f"{place['name']}: {place['lat']}, {place['lon']}" + (f" ({how})" if how else "")


def _party(party: Party, event: str) -> Entity:
    """Two events' private persons, masked, are not one."""
    schema = "Person" if is_person(party) else "Organization"
    country = [party.country.lower() if party.country else None]
    key = f"{event}/{party.name}" if party.private else party.actor_id or party.name
    return _entity(schema, f"party/{key}", name=[party.name], country=country)


def _article(article: Article, text: bool, namespace: uuid.UUID) -> Entity:
    return _entity(
        "Article",
        f"article/{article_key(article, namespace)}",
        title=[article.title if text else None],
        sourceUrl=[web_address(article.url)],
        publisher=[article.publisher],
        publishedAt=[article.published],
        language=["eng"],
    )


def _entity(schema: str, key: str, **properties: list[str | None]) -> Entity:
    """An entity without its empty properties."""
    filled = {name: kept for name, values in properties.items() if (kept := list(dict.fromkeys(filter(None, values))))}
    return {"id": hashlib.sha1(key.encode()).hexdigest(), "schema": schema, "properties": filled}
