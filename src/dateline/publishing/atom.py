"""Atom (RFC 4287): one entry an event, so that others can follow a filter in a feed reader."""

from __future__ import annotations

import re
import uuid
from functools import partial
from typing import TextIO
from xml.etree import ElementTree as ET

from dateline.parties import who_to_whom
from dateline.publishing.lots import Entry
from dateline.publishing.report.english import STRINGS, filter_words
from dateline.publishing.rows import decided_words, row, web_address
from dateline.publishing.selection import Selection

SPACE = "http://www.w3.org/2005/Atom"
GEORSS = "http://www.georss.org/georss"
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPENED, _CLOSED = f'<feed xmlns="{SPACE}" xmlns:georss="{GEORSS}">', "</feed>"
_DAWN = "1970-01-01"  # RFC 4287 asks for a time; an entry without any known day gets none that is true


def write(selection: Selection, out: TextIO) -> None:
    """Writes the feed. An entry's `updated` is the latest day on which one of its articles was published.

    Of one ledger the same filter has the same id in every export, and the same event in every feed.
    """
    feed = ET.Element(_tag("feed"))
    about = selection.about()
    _child(feed, "id", uuid.uuid5(selection.namespace, repr(sorted(selection.words.items()))).urn)
    _child(feed, "title", "Events")
    about["filter"] = filter_words(about["filter"]) or STRINGS["filter_none"]
    _child(feed, "subtitle", "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in about.items()))
    _child(feed, "updated", _time(selection.made or _DAWN))
    _child(feed, "generator", "Dateline")
    _child(_child(feed, "author"), "name", "Dateline")
    out.write(f'<?xml version="1.0" encoding="utf-8"?>\n{_OPENED}\n{_inside(feed)}')
    make = partial(_entries, made=selection.made or _DAWN, namespace=selection.namespace)
    out.writelines(selection.pieces(make))
    out.write(f"{_CLOSED}\n")
    selection.leave_out("tolls, goods, weapons and certainty, but for the words of the summary")


def _entries(entries: list[Entry], text: bool, made: str, namespace: uuid.UUID) -> str:
    feed = ET.Element(_tag("feed"))
    feed.extend(_entry(entry, text, made, namespace) for entry in entries)
    return _inside(feed)


def _inside(feed: ET.Element) -> str:
    """The lines of a feed between its first tag and its last: what of it is there need not wait for the rest."""
    ET.register_namespace("", SPACE)
    ET.register_namespace("georss", GEORSS)
    ET.indent(feed)
    return ET.tostring(feed, encoding="unicode").partition(">\n")[2].removesuffix(_CLOSED)


def _entry(entry: Entry, text: bool, made: str, namespace: uuid.UUID) -> ET.Element:
    event = row(*entry, text)
    element = ET.Element(_tag("entry"))
    _child(element, "id", uuid.uuid5(namespace, event["id"]).urn)
    _child(element, "title", _clean(title(event)))
    published = [article["published"] for article in event["articles"] if article["published"]]
    _child(element, "updated", _time(max(published, default=made)))
    for publisher in event["publishers"]:
        _child(_child(element, "author"), "name", _clean(publisher))
    for article in event["articles"]:
        if url := web_address(article["url"]):
            ET.SubElement(element, _tag("link"), rel="related", href=url)
    for term in filter(None, (event["type"], event["mode"], event["status"], decided_words(entry.event))):
        ET.SubElement(element, _tag("category"), term=term)
    _child(element, "summary", _clean(event.get("quote") or title(event)))
    place = next((place for place in event["places"] if place["lat"] is not None), None)
    if place:
        ET.SubElement(element, f"{{{GEORSS}}}point").text = f"{place['lat']} {place['lon']}"
    return element


def title(event: dict) -> str:  # type: ignore[type-arg]
    """ "ASSAULT/drone: Army → convoy, Homs, 2021-04-14": what is known of the event on one line."""
    what = "/".join(filter(None, (event["type"], event["mode"])))
    sides = who_to_whom(", ".join(event["actors"]), ", ".join(event["recipients"]))
    place = event["places"][0]["name"] if event["places"] else None
    rest = ", ".join(filter(None, (sides, place, (event["date"] or {}).get("edtf"))))
    return f"{what}: {rest}" if rest else what


def _clean(text: str) -> str:
    """Text without the control characters that XML 1.0 has no way to write."""
    return _UNWRITABLE.sub("", text)


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def _tag(name: str) -> str:
    return f"{{{SPACE}}}{name}"


def _child(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, _tag(name))
    element.text = text
    return element
