"""Whether parties get the right country and the right sector: 300 names of gold records, labelled twice.

The labels lie in `data/actor-mentions.json`; its card says how they were made. They name an article, a record and a
name; the texts are the gold's. A name is looked for in the sentence that its record quotes, else anywhere, and the
coder says who is meant there, as it would for a party of an event.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Struct

from dateline.coding.document import Document, Part, Words
from dateline.coding.names import Named
from dateline.coding.scene import Cast
from dateline.evaluation.figures import Figures, Tally
from dateline.evaluation.gold import Rows
from dateline.model import Article, Party

LABELS = Path(__file__).parent / "data" / "actor-mentions.json"
NONE = "-"  # no country, or none but several; no party and so no sector


class Label(Struct, frozen=True):
    """One name and what two readings made of it: "IQ GOV", "- REB"."""

    article: str
    record: str
    name: str
    first: str
    second: str
    final: str

    @property
    def country(self) -> str | None:
        """ISO 3166 alpha-2."""
        return _or_none(self.final.split()[0])

    @property
    def sector(self) -> str | None:
        """PLOVER sector."""
        return _or_none(self.final.split()[1])


class Casts(Protocol):
    """Whatever says who is named in an article."""

    def cast(self, article: Article, /) -> Cast:
        """The parties of one article."""


def read_labels(path: Path = LABELS) -> list[Label]:
    """The labels, in the order they were drawn."""
    return msgspec.json.decode(path.read_bytes(), type=list[Label])


def figures(rows: Rows, articles: Iterable[Article], caster: Casts, labels: Iterable[Label]) -> Figures:
    """Shares of right countries and sectors over the labelled names of the articles; nothing where none is labelled."""
    tallies = {"actor country": Tally(), "actor sector": Tally()}
    for label, party in parties(rows, articles, caster, labels):
        tallies["actor country"].add(int(party.country == label.country), 1, 1)
        tallies["actor sector"].add(int(party.sector == label.sector), 1, 1)
    return {name: tally.rate() for name, tally in tallies.items() if tally.rate()["n"]}


def parties(
    rows: Rows, articles: Iterable[Article], caster: Casts, labels: Iterable[Label]
) -> Iterator[tuple[Label, Party]]:
    """Each labelled name of the articles with who the coder takes it for."""
    by_article: defaultdict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_article[label.article].append(label)
    for article in articles:
        if article.id not in by_article:
            continue
        cast = caster.cast(article)
        quotes = {event["id"]: event["quote"] for event in rows[article.id]["events"]}
        for label in by_article[article.id]:
            yield label, cast.party(_named(cast, label.name, quotes[label.record]))


def _named(cast: Cast, name: str, quote: str) -> Named:
    """The name where its record speaks of it; where its words stand nowhere together, at the quote."""
    here = next(_places(cast.document, name, quote), None)
    if here is None:
        part, start = next(_spots(cast.document, quote), (cast.document.body, 0))
        words = part.covered(part.words(start, start + 1)) or (0, 1)
        at = Words(part, *words)
        return Named(at, at, "", name.split()[-1].lower(), name)
    head = here.part.parse.tokens[here.last - 1]
    found = cast.directory.resolve(here.part, head.i, acting=True)
    if found is None or not set(name.casefold().split()) & set(found.name.casefold().split()):
        return Named(here, here, head.entity, head.lemma)
    return found if found.name == name else Named(found.here, found.fullest, found.label, found.head, name)


def _places(document: Document, name: str, quote: str) -> Iterator[Words]:
    """Where a name stands: in the quote first, in full before its last word alone."""
    inside = [(part, start, start + len(quote)) for part, start in _spots(document, quote)]
    anywhere = [(part, 0, len(part.parse.text)) for part in document.parts]
    for where, words in ((inside, name), (anywhere, name), (inside, name.split()[-1]), (anywhere, name.split()[-1])):
        for part, first, last in where:
            for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", part.parse.text[first:last]):
                span = part.covered(part.words(first + match.start(), first + match.end()))
                if span is not None:
                    yield Words(part, *span)


def _spots(document: Document, quote: str) -> Iterator[tuple[Part, int]]:
    for part in document.parts:
        start = part.parse.text.find(quote)
        if start >= 0:
            yield part, start


def _or_none(label: str) -> str | None:
    return None if label == NONE else label
