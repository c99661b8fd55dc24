"""Totals: numbers told over several events, kept apart from events.

A sentence tells a total where it counts events ("more than 300 attacks since 2019", "at least three times in two
months"), or where a toll is told of a span of time or of a war rather than of one act ("has killed over 2,000 since
April").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding import numbers
from dateline.coding.counts import Toll
from dateline.coding.document import Document, Part
from dateline.coding.mentions import Mention
from dateline.language import Sentence, Token
from dateline.model import Evidence
from dateline.ontology import Ontology

# A toll is a total where the sentence stretches it over a period or a war.
PERIOD = re.compile(
    r"\b(?:since (?!then\b)|so far this (?:year|month)|so far in (?:19|20)\d\d|"
    r"(?:in|over|during) the (?:past|last|previous) (?:\w+ )?(?:days|weeks|months|years|decades?)|"
    r"in recent (?:days|weeks|months|years)|(?:each|every|per) (?:day|week|month|year)|"
    r"between (?:19|20)\d\d and|from (?:19|20)\d\d to|in total|overall|altogether|"
    r"(?:year|month|week|decade)s? of (?:war|conflict|fighting|violence|clashes|protests|unrest)|"
    r"(?:civil )?war (?:has|that has)|conflict (?:has|that has))",
    re.IGNORECASE,
)
TIMES = re.compile(r"\b(?:times|occasions)\b", re.IGNORECASE)


@dataclass(frozen=True)
class TotalFound:
    """A sentence that tells a total."""

    part: Part
    sentence: Sentence
    quote: Evidence
    mention: Mention | None  # what is counted
    bounds: numbers.Quantity | None  # how many events; None where only a toll is told
    tolls: tuple[Toll, ...]


class TotalFinder:
    """Finds sentences that tell totals."""

    def __init__(self, ontology: Ontology) -> None:
        self._vague = ontology.cues.numerals

    def __call__(self, document: Document, mentions: list[Mention], tolls: dict[Part, list[Toll]]) -> list[TotalFound]:
        """All totals of a document, told by its body."""
        found: list[TotalFound] = []
        for part in document.parts:
            if part.name != "body":
                continue  # headlines and captions repeat what the text tells
            for sentence in part.parse.sentences:
                inside = [m for m in mentions if m.part is part and sentence.first <= m.head < sentence.last]
                here = [t for t in tolls[part] if sentence.first <= t.anchor < sentence.last and not t.named]
                found += self._in_sentence(part, sentence, inside, here)
        return found

    def _in_sentence(
        self, part: Part, sentence: Sentence, mentions: list[Mention], tolls: list[Toll]
    ) -> Iterator[TotalFound]:
        quote = part.words(sentence.start, sentence.end)
        counted = False
        for mention in mentions:
            bounds = self._number_of_events(part, sentence, mention)
            if bounds is not None:
                counted = True
                yield TotalFound(part, sentence, quote, mention, bounds, tuple(tolls))
        if counted or not PERIOD.search(quote.quote):
            return
        large = [t for t in tolls if (t.count.min or t.count.max or 0) >= 2]
        if large:
            act = next((m for m in mentions if m.type in ("ASSAULT", "COERCE")), None)
            yield TotalFound(part, sentence, quote, act, None, tuple(large))

    def _number_of_events(self, part: Part, sentence: Sentence, mention: Mention) -> numbers.Quantity | None:
        """How many events a plural trigger counts: "more than 300 attacks", "attacked at least three times"."""
        token = mention.token
        if token.tag == "NNS":
            quantity = numbers.of_noun(part.parse, token.i, self._vague)
            if quantity is not None and self._several(quantity):
                return quantity
        return self._times(part, sentence, mention)

    def _times(self, part: Part, sentence: Sentence, mention: Mention) -> numbers.Quantity | None:
        for t in part.parse.tokens[sentence.first : sentence.last]:
            if TIMES.fullmatch(t.text) and self._hangs_on(part, t, mention):
                quantity = numbers.of_noun(part.parse, t.i, self._vague)
                if quantity is not None and self._several(quantity):
                    return quantity
        return None

    @staticmethod
    def _hangs_on(part: Part, token: Token, mention: Mention) -> bool:
        return any(a.i in (mention.head, mention.clause) for a in part.parse.ancestors(token.i))

    @staticmethod
    def _several(quantity: numbers.Quantity) -> bool:
        """A number of events worth keeping: "several attacks" tells none."""
        return (quantity.min or quantity.max or 0) >= 2 and (quantity.min, quantity.max) != (2, None)
