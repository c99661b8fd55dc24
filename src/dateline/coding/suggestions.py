"""Fields that the encoder fills where the grammar tells nothing: parties, places and modes."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.hints import Hints
from dateline.coding.mentions import Mention
from dateline.coding.names import Directory, Named
from dateline.coding.places import Placed, PlaceFinder
from dateline.coding.roles import RoleFinder
from dateline.ontology import Ontology

# How likely words must be to fill a role before they are taken; by role, since a wrong name costs more than none.
LIKELY = {"actor": 0.85, "recipient": 0.8, "place": 0.65}
LIKELY_MODE = 0.5
ATTRIBUTIVE = frozenset({"amod", "compound", "nmod", "poss"})  # "US targets": a party's, not in a place
MOST = 3  # parties that one mention is given


class Suggester:
    """The encoder's fillers, as the directory and the places know them."""

    def __init__(self, ontology: Ontology) -> None:
        self._roles = RoleFinder(ontology)
        self._types = ontology.types

    def mode(self, mention: Mention, hints: Hints) -> str | None:
        """The likeliest mode, where it is one of the type's."""
        mode, likely = hints.mode_of(mention.part, mention.head)
        return mode if likely >= LIKELY_MODE and mode in self._types[mention.type].modes else None

    def parties(self, mention: Mention, role: str, hints: Hints, directory: Directory) -> list[Named]:
        """Who fills a role, in text order, each name once."""
        found: dict[str, Named] = {}
        for head in self._heads(mention, role, hints):
            token = mention.parse.tokens[head]
            thing = role == "recipient" and self._types[mention.type].kind == "act" and token.pos in ("NOUN", "PROPN")
            if not (thing or self._roles.is_party(token)):
                continue
            named = directory.resolve(mention.part, head, acting=role != "recipient" or mention.type != "ASSAULT")
            speaks = self._types[mention.type].kind != "act"
            if named is not None and not directory.only_where(named, token, speaks=speaks):
                found.setdefault(named.name.casefold(), named)
        return list(found.values())[:MOST]

    def place(self, mention: Mention, hints: Hints, places: PlaceFinder, parties: frozenset[int]) -> Placed | None:
        """The place that most likely is the mention's; what stands in a party's phrase is none."""
        scored = [
            (likely, -n, placed)
            for n, placed in enumerate(places.near(mention))
            if placed.head not in parties
            and mention.parse.tokens[placed.head].dep not in ATTRIBUTIVE
            and (likely := hints.fills(mention.part, mention.head, "place", placed.first, placed.last))
            >= LIKELY["place"]
        ]
        return max(scored, key=lambda s: s[:2])[2] if scored else None

    def _heads(self, mention: Mention, role: str, hints: Hints) -> Iterator[int]:
        tokens = mention.parse.tokens
        for first, last in hints.filling(mention.part, mention.head, role, LIKELY[role]):
            if not first <= mention.head < last:
                yield next((i for i in range(first, last) if not first <= tokens[i].head < last), last - 1)
