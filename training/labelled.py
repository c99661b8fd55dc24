"""Articles of the public sets that were coded for the encoder: codes only, as places in texts that stay where they are.

`labelled.jsonl.gz` holds one row an article: the set and row that its text comes from, the text's hash, and the coded
events, each word as [part, start, end]. `further.jsonl.gz` holds as many again, coded later, of which the shipped
encoder has learned nothing; some are of articles that were invented for it, in `invented.jsonl.gz`. The codes are
machine-made: see the card in `dateline/language/data`.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

CODES = Path(__file__).with_name("labelled.jsonl.gz")
FURTHER = Path(__file__).with_name("further.jsonl.gz")
INVENTED = Path(__file__).with_name("invented.jsonl.gz")  # articles that a language model wrote for this
CUT = 450  # words after which a text was not read on
UNLOCATED = dict.fromkeys(("country", "lat", "lon", "precision"))


def labelled(data: Path, codes: Path | None = None) -> dict[str, dict]:
    """Coded articles by name, in the form of the gold; those whose text is no longer the one coded are left out."""
    out = {}
    with gzip.open(codes or CODES, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            title, text, published = source(data, row["set"], row["row"])
            if digest(title, text) == row["sha256"]:
                parts = {"title": title, "body": text}
                events = [_event(coded, parts) for coded in row["events"]]
                out[row["id"]] = {
                    "id": row["id"], "title": title, "text": text, "published": published, "events": events
                }  # fmt: skip
    return out


def source(data: Path, set: str, row: int) -> tuple[str, str, str | None]:
    """Title, text and day of publication of one row of a set."""
    if set == "invented":
        found = _rows(INVENTED)[row]
        return found["title"], found["text"], found["published"]
    if set == "lgl":
        title, text = _lgl(data / "lgl.xml.gz")[row]
        return title, _cut_words(text), None
    found = _rows(data / f"{set}.jsonl.gz")[row]
    if set == "re3d":
        return found["title"], _cut_words(found["text"]), None
    if set == "current-events":
        return "", found["text"], found["date"]
    if set == "polnear-train":  # the name tells outlet and day; the headline is the first paragraph
        return "", _cut_words(found["text"]), found["id"].split("_")[1]
    sample = found["sample"]
    paragraphs = (
        html.unescape(re.sub("<[^>]+>", "", p)).strip() for p in sample["Input.article_interface"].split("</p>")
    )
    kept = list(_cut([p for p in paragraphs if len(p) > 25 and "[[" not in p]))
    return sample["Input.title"], "\n\n".join(kept), sample["Input.publish_date"][:10]


def digest(title: str, text: str) -> str:
    """What a row of codes is tied to."""
    return hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()


@cache
def _rows(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@cache
def _lgl(path: Path) -> list[tuple[str, str]]:
    """Titles and texts of the local news of LGL."""
    with gzip.open(path) as file:
        found = ElementTree.parse(file).getroot()
    return [((each.findtext("title") or "").strip(), (each.findtext("text") or "").strip()) for each in found]


def _cut(paragraphs: list[str]) -> Iterator[str]:
    words = 0
    for paragraph in paragraphs:
        if words > CUT:
            return
        yield paragraph
        words += len(paragraph.split())


def _cut_words(text: str) -> str:
    found = re.match(rf"(?:\S+\s+){{{CUT}}}\S*", text)
    return found[0] if found else text


def _event(coded: dict, parts: dict[str, str]) -> dict:
    """A record of the gold's form."""

    def words(place: list) -> str:
        part, start, end = place
        return parts[part][start:end]

    lists = {name: [words(p) for p in coded[name]] for name in ("actors", "recipients", "sources")}
    single = {name: words(coded[name]) if coded[name] else None for name in ("weapon", "date", "place")}
    return {
        **{name: coded[name] for name in ("type", "mode", "core", "status", "certainty")},
        **lists,
        "quote": words(coded["quote"]),
        "trigger": words(coded["trigger"]),
        "weapon": single["weapon"],
        "date": {"text": single["date"]} if single["date"] else None,
        "place": {"text": single["place"], **UNLOCATED} if single["place"] else None,
    }
