"""LGL, the Local-Global Lexicon (Lieberman, Samet and Sankaranarayanan 2010): where the places of local news are.

The names are given and only their places asked for: what is scored is resolution, not recognition. Two figures, both
over the toponyms that the set gives coordinates. `within 161 km` counts answers at most a hundred miles from the
gold's point, the field's usual measure; `country` counts answers in its country, where the set names one. An answer
that is left open counts as wrong in both.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from msgspec import Struct

from dateline.errors import InputError
from dateline.evaluation.figures import Figures
from dateline.evaluation.public.spans import Span, check
from dateline.grounding.geometry import distance_km
from dateline.model import Problem

FAR_KM = 161.0


class Toponym(Struct, frozen=True):
    """A name in a text and where it is."""

    span: Span
    lat: float
    lon: float
    country: str | None  # "geonames:6252001"


class Item(Struct, frozen=True):
    """An article and those of its toponyms that have coordinates."""

    id: str
    text: str
    toponyms: tuple[Toponym, ...]

    def __post_init__(self) -> None:
        check((toponym.span for toponym in self.toponyms), self.text)


class Answer(Struct, frozen=True):
    """Where a toponym is said to be."""

    lat: float
    lon: float
    country: str | None  # id as in the gold


def read(path: Path) -> list[Item]:
    """The articles of a file, in its order; InputError for one that cannot be read or is not of this set."""
    try:
        with gzip.open(path, "rb") as file:
            root = ElementTree.parse(file).getroot()
        items = [_item(article) for article in root.iter("article")]
    except (OSError, EOFError, zlib.error, ElementTree.ParseError) as error:
        raise InputError(Problem(source=str(path), reason=f"cannot be read: {error}")) from error
    except ValueError as error:
        raise InputError(Problem(source=str(path), reason=f"not an article of this set: {error}")) from error
    if not items:
        raise InputError(Problem(source=str(path), reason="no items in it"))
    return items


def _item(article: ElementTree.Element) -> Item:
    found = [_toponym(element) for element in article.iter("toponym")]
    return Item(
        id=article.get("docid", ""),
        text=article.findtext("text") or "",
        toponyms=tuple(toponym for toponym in found if toponym is not None),
    )


def _toponym(element: ElementTree.Element) -> Toponym | None:
    """A toponym, or None where the set does not say where it is."""
    tag = element.find("gaztag")
    if tag is None or tag.find("lat") is None:
        return None
    country = tag.find("country")
    number = country.get("geonameid") if country is not None else None
    return Toponym(
        span=(int(element.findtext("start") or ""), int(element.findtext("end") or "")),
        lat=float(tag.findtext("lat") or ""),
        lon=float(tag.findtext("lon") or ""),
        country=f"geonames:{number}" if number else None,
    )


def score(items: Sequence[Item], predictions: Sequence[Sequence[Answer | None]]) -> Figures:
    """Shares of the toponyms that are near enough, and in the right country."""
    near = country = with_country = total = 0
    for item, answers in zip(items, predictions, strict=True):
        for toponym, answer in zip(item.toponyms, answers, strict=True):
            total += 1
            with_country += toponym.country is not None
            if answer is None:
                continue
            near += distance_km(toponym.lat, toponym.lon, answer.lat, answer.lon) <= FAR_KM
            country += toponym.country is not None and answer.country == toponym.country
    return {
        "lgl within 161 km": round(near / max(1, total), 3),
        "lgl country": round(country / max(1, with_country), 3),
    }
