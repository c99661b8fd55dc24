"""STIX 2.1: one bundle of incidents, the identities and locations they name, and the reports that tell of them.

Ids are derived from what they stand for, so that the same export gives the same bundle; those of what the ledger alone
numbers, such as its events, also from the ledger. STIX's incident is a stub without fields of its own for days and
tolls: they stand in its description, in words.
"""

from __future__ import annotations

import json
import uuid
from typing import Any, TextIO

from dateline.model import Article, Location, Party
from dateline.publishing.atom import title
from dateline.publishing.lots import Entry
from dateline.publishing.report.summary import told_tolls
from dateline.publishing.rows import article_key, decided_words, places, row, web_address
from dateline.publishing.selection import Selection
from dateline.publishing.sides import is_person, parties

_NAMES = uuid.uuid5(uuid.NAMESPACE_DNS, "stix.dateline.events")
_CLASSES = {"GOV": "organization", "MIL": "organization", "COP": "organization", "CVL": "class", "REF": "class"}
_CONFIDENT = {"stated": 75, "hedged": 40}  # STIX's scale of words: "probably true", "doubtful"

Object = dict[str, Any]


def write(selection: Selection, out: TextIO) -> None:
    """Writes the bundle, an object a line; each identity, location and article once."""
    stamp = f"{selection.made or '1970-01-01'}T00:00:00.000Z"
    bundle = Bundle(stamp, selection.text, selection.namespace)
    for entry in selection.entries():
        bundle.add(entry)
    objects = [json.dumps(each, ensure_ascii=False) for each in bundle.finished(selection.about())]
    identifier = uuid.uuid5(_NAMES, "\n".join(objects))
    out.write(f'{{"type": "bundle", "id": "bundle--{identifier}", "objects": [\n')
    out.write(",\n".join(objects) + "\n]}\n")
    selection.leave_out("days, tolls and status have no field in an incident: they stand in its description")
    selection.leave_out("the words behind each value, goods, contexts, lowest and highest tolls")


class Bundle:
    """The objects of an export, each under its id."""

    def __init__(self, stamp: str, text: bool, namespace: uuid.UUID) -> None:
        """`namespace` is the ledger's."""
        self._stamp = stamp
        self._text = text  # pass on quotes and headlines
        self._ledger = namespace
        self._objects: dict[str, Object] = {}
        self._told_by: dict[str, list[str]] = {}  # article's id → incidents
        self._articles: dict[str, Article] = {}
        self._maker: str | None = None
        self._maker = self._put("identity", "dateline", {"name": "Dateline", "identity_class": "system"})

    def add(self, entry: Entry) -> None:
        """An event, with the parties, places and articles behind it."""
        event = entry.event
        plain = row(*entry, self._text)
        incident = self._put("incident", f"{self._ledger}/{event.id}", self._incident(plain, decided_words(event)))
        for relation, found in (("attributed-to", parties(event, "actor")), ("targets", parties(event, "recipient"))):
            for party in found:
                self._relate(incident, relation, self._identity(party, event.id))
        for place in places(event):
            if place.country or place.lat is not None:
                self._relate(incident, "located-at", self._location(place))
        for article in entry.articles:
            self._articles[article.id] = article
            told = self._told_by.setdefault(article.id, [])
            if incident not in told:
                told.append(incident)

    def finished(self, about: Object) -> list[Object]:
        """All objects, with a report for each article and one that says where the export comes from."""
        for key, incidents in self._told_by.items():
            article = self._articles[key]
            name = article.title if self._text and article.title else article.id
            self._put("report", article_key(article, self._ledger), self._report(name, article, incidents))
        whole = {"name": "Dateline export", "description": json.dumps(about), "object_refs": list(self._objects)}
        key = f"{self._ledger}/export/{about['filter']}"
        self._put("report", key, {**whole, "published": self._stamp, "report_types": ["threat-report"]})
        return list(self._objects.values())

    def _incident(self, plain: Object, ruled: str | None) -> Object:
        references = [
            {"source_name": article["publisher"] or "article", "external_id": article["id"]}
            | ({"url": url} if (url := web_address(article["url"])) else {})
            for article in plain["articles"]
        ]
        return {
            "name": title(plain),
            "description": " ".join(filter(None, (plain.get("quote"), _in_words(plain)))),
            "labels": [word.lower() for word in (plain["type"], plain["mode"], plain["status"], ruled) if word],
            "confidence": _CONFIDENT[plain["certainty"]],
            "external_references": references,
        }

    def _report(self, name: str, article: Article, incidents: list[str]) -> Object:
        published = f"{article.published}T00:00:00.000Z" if article.published else self._stamp
        return {"name": name, "published": published, "report_types": ["threat-report"], "object_refs": incidents}

    def _identity(self, party: Party, event: str) -> str:
        """Two events' private persons, masked, are not one."""
        known = "individual" if is_person(party) else _CLASSES.get(party.sector or "", "unknown")
        key = f"{self._ledger}/{event}/{party.name}" if party.private else party.actor_id or party.name
        return self._put("identity", key, {"name": party.name, "identity_class": known})

    def _location(self, place: Location) -> str:
        fields: Object = {"name": place.name or place.text}
        if place.country and place.country != "XZ":
            fields["country"] = place.country
        if place.admin1:
            fields["administrative_area"] = place.admin1
        if place.lat is not None and place.lon is not None:
            fields |= {"latitude": place.lat, "longitude": place.lon}
            fields |= {"precision": place.radius_km * 1000} if place.radius_km else {}
        elif "country" not in fields:
            fields["region"] = "world"  # STIX asks for a region, a country or coordinates
        return self._put("location", place.place_id or f"{place.country}/{place.text}", fields)

    def _relate(self, source: str, relation: str, target: str) -> None:
        ends = {"relationship_type": relation, "source_ref": source, "target_ref": target}
        self._put("relationship", " ".join(ends.values()), ends)

    def _put(self, kind: str, key: str, fields: Object) -> str:
        """An object under an id made of its kind and key; the first of a key stays."""
        identifier = f"{kind}--{uuid.uuid5(_NAMES, f'{kind}/{key}')}"
        head = {"type": kind, "spec_version": "2.1", "id": identifier, "created": self._stamp, "modified": self._stamp}
        made_by = {"created_by_ref": self._maker} if self._maker else {}
        self._objects.setdefault(identifier, head | made_by | fields)
        return identifier


def _in_words(plain: Object) -> str:
    """Days, tolls and status: what an incident has no field for."""
    date = plain["date"] or {}
    parts = [f"Date: {date['edtf']}."] if date else []
    parts += [f"{toll}." for toll in told_tolls(plain)]
    return " ".join([*parts, f"Status: {plain['status']}, {plain['certainty']}."])
