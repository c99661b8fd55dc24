"""The countries that an article is about, and the one meant where a phrase names none ("two suspects", "the army")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from dateline.coding.document import Document, Part
from dateline.grounding import Gazetteer, Registry
from dateline.language import Name, Parse

WEIGHT = {"title": 3.0, "body": 1.0, "caption": 0.5}
LEAD = 2.0  # how much more the first sentences of the body count
LEAD_SENTENCES = 3
TOWN = 0.5  # how much a town counts for its country beside a name of the country itself
KNOWN_TOWN = 4.5  # prior (about log10 of the population) from which a town speaks for its country unasked
OUTWEIGHED = 4.0  # a country named near by is not meant where the article speaks this many times more of another
NEAR = 2  # sentences before a phrase in which the country it means is looked for


class Frame:
    """The countries of one article."""

    def __init__(self, document: Document, registry: Registry, gazetteer: Gazetteer) -> None:
        self._registry = registry
        self._entries = gazetteer.entries
        self._weights: defaultdict[str, float] = defaultdict(float)
        self._told: defaultdict[tuple[Part, int], list[tuple[int, str]]] = defaultdict(list)
        self.country_of_place = cache(self._country_of_place)
        names = [(part, name) for part in document.parts for name in _places(part.parse)]
        for towns in (False, True):  # the countries named say which towns are meant
            for part, name in names:
                self._learn(part, name, towns)

    @property
    def main(self) -> str | None:
        """The country that the article speaks of most; None where it names none."""
        return max(self._weights, key=lambda c: (self._weights[c], c), default=None)

    def weight(self, country: str) -> float:
        """How much an article speaks of a country."""
        return self._weights.get(country, 0.0)

    def near(self, part: Part, token: int) -> str | None:
        """The country meant at a token: the one named in its sentence, else just before, else the article's.

        Of several the one that the article speaks of most is taken.
        """
        here = part.parse.sentence_of[token]
        for sentence in range(here, max(-1, here - NEAR - 1), -1):
            told = [country for _, country in self._told.get((part, sentence), ())]
            if told:
                best = max(told, key=lambda c: (self._weights[c], c))
                return best if self._weights[best] * OUTWEIGHED >= max(self._weights.values()) else self.main
        return self.main

    def _learn(self, part: Part, name: Name, towns: bool) -> None:
        sentence = part.parse.sentence_of[name.first]
        named = self._registry.countries_in(name.text)
        if bool(named) == towns:
            return
        town = self.country_of_place(name.text) if towns and name.label != "NORP" else None
        countries = named or ({town} if town else set())
        lead = LEAD if part.name == "body" and sentence < LEAD_SENTENCES else 1.0
        for country in countries:
            self._weights[country] += WEIGHT[part.name] * lead * (TOWN if towns else 1.0)
            self._told[part, sentence].append((name.first, country))

    def _country_of_place(self, name: str) -> str | None:
        """The country of a place: of those it can be in, the one the article speaks of, else of a place well known."""
        found = [e for e in self._entries(name) if e.exact]
        spoken_of = [e for e in found if e.place.country in self._weights]
        if spoken_of:
            return max(spoken_of, key=lambda e: (self._weights[e.place.country], e.prior)).place.country
        best = max(found, key=lambda e: e.prior, default=None)
        return best.place.country if best is not None and best.prior >= KNOWN_TOWN else None


def _places(parse: Parse) -> Iterator[Name]:
    return (name for name in parse.names if name.label in ("GPE", "NORP", "LOC"))
