"""Totals: numbers told over several events, kept apart from events.

A sentence tells a total where it counts events ("more than 300 attacks since 2019", "at least three times in two
months"), or where a toll is told of a span of time or of a war rather than of one act ("has killed over 2,000 since
April").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.coding import numbers
from dateline.coding.counts import Toll
from dateline.coding.document import Document, Part
from dateline.coding.mentions import Mention
from dateline.coding.words import WORDS
from dateline.language import Sentence, Token
from dateline.model import Evidence
from dateline.ontology import Ontology

# A number is a total where the sentence stretches it over a period or a war.
PERIOD = re.compile(
    r"\b(?:since (?!then\b)|so far\b|a total of|in total|overall|altogether|"
    r"(?:in|over|during|within|for) the (?:past|last|previous) "
    r"(?:\S+ )?(?:days|weeks|months|years?|decades?)|"
    r"in recent (?:days|weeks|months|years)|"
    r"between (?:19|20)\d\d and|from (?:19|20)\d\d to|"
    r"(?:year|month|week|decade)s? of (?:war|conflict|fighting|violence|clashes|protests|unrest|shelling|bombing)|"
    r"(?:civil )?war (?:has|that has)|conflict (?:has|that has))",
    re.IGNORECASE,
)
LATELY = re.compile(r"\bsince (?:(?:early|late|last) )?(?:yesterday|night|\w+day\b)", re.IGNORECASE)  # one act may be
RATE = re.compile(r"\s*(?:per|a|each|every) (?:day|night|week|month|year)\b", re.IGNORECASE)
TIMES = re.compile(r"\b(?:times|occasions)\b", re.IGNORECASE)
MANY = 10  # events that nobody tells one by one
# What is done to each person apart is told by as many events, of this type.
TOLD_BY = {"arrested": "COERCE", "abducted": "ASSAULT", "released": "RETREAT"}
ONE_BY_ONE = frozenset({"ACCUSE", "COERCE", "RETREAT", "SANCTION"})
SUFFERED = frozenset({"killed", "injured", "missing", "casualties", *TOLD_BY})


@dataclass(frozen=True)
class TotalFound:
    """A sentence that tells a total."""

    part: Part
    sentence: Sentence
    quote: Evidence
    mentions: tuple[Mention, ...]  # what is counted; others that the same number counts
    bounds: numbers.Quantity | None  # how many events; None where only a toll is told
    tolls: tuple[Toll, ...]

    @property
    def mention(self) -> Mention | None:
        """What is counted."""
        return self.mentions[0] if self.mentions else None

    @property
    def told(self) -> tuple[str | None, int | None, int | None]:
        """What it says: the same told again is no second total."""
        low, high = (self.bounds.min, self.bounds.max) if self.bounds else (None, None)
        return self.mention.type if self.mention else None, low, high


class TotalFinder:
    """Finds sentences that tell totals."""

    def __init__(self, ontology: Ontology) -> None:
        self._vague = ontology.cues.numerals
        self._types = ontology.types

    def __call__(self, document: Document, mentions: list[Mention], tolls: dict[Part, list[Toll]]) -> list[TotalFound]:
        """All totals of a document, told by its body."""
        found: list[TotalFound] = []
        for part in document.parts:
            if part.name != "body":
                continue  # headlines and captions repeat what the text tells
            for sentence in part.parse.sentences:
                inside = [m for m in mentions if m.part is part and sentence.first <= m.head < sentence.last]
                here = [t for t in tolls[part] if sentence.first <= t.anchor < sentence.last and not t.unnumbered]
                found += self._in_sentence(part, sentence, inside, here)
        return _once(found)

    def _in_sentence(
        self, part: Part, sentence: Sentence, mentions: list[Mention], tolls: list[Toll]
    ) -> Iterator[TotalFound]:
        quote = part.words(sentence.start, sentence.end)
        period = PERIOD.search(quote.quote) is not None
        counted: dict[tuple[int, int], tuple[numbers.Quantity, list[Mention]]] = {}
        for mention in mentions:
            bounds = self._number_of_events(part, sentence, mention, period)
            if bounds is not None:
                counted.setdefault((bounds.start, bounds.end), (bounds, []))[1].append(mention)
        for bounds, of in counted.values():
            yield TotalFound(part, sentence, quote, tuple(of), bounds, tuple(tolls))
        if not counted and period:
            yield from self._over_a_period(part, sentence, quote, mentions, tolls)

    def _over_a_period(
        self, part: Part, sentence: Sentence, quote: Evidence, mentions: list[Mention], tolls: list[Toll]
    ) -> Iterator[TotalFound]:
        """ "has killed over 2,000 since April", "261 missiles were intercepted in the past five weeks"."""
        large = [t for t in tolls if t.count.what in SUFFERED and (t.count.min or t.count.max or 0) >= 2]
        if large:
            types = {TOLD_BY.get(t.count.what, "ASSAULT") for t in large}
            act = next((m for m in mentions if m.type in types | {"ASSAULT", "COERCE"}), None)
            yield TotalFound(part, sentence, quote, (act,) if act else (), self._persons(large), tuple(large))
            return
        acts = [m for m in mentions if m.type == "ASSAULT"]
        if acts and not LATELY.search(quote.quote) and all(self._many_struck(part, act) for act in acts):
            yield TotalFound(part, sentence, quote, tuple(acts), None, tuple(tolls))

    def _many_struck(self, part: Part, mention: Mention) -> bool:
        """Whether an act is told of more things than one act strikes; as how many acts, the words do not say."""
        if mention.token.pos != "VERB":
            return False
        found = (numbers.of_noun(part.parse, noun, self._vague) for noun in mention.slots.get("object", ()))
        return any(number is not None and (number.min or number.max or 0) >= MANY for number in found)

    def _persons(self, tolls: list[Toll]) -> numbers.Quantity | None:
        """ "3,500 people have been arrested since May": as many arrests, where the number is no vague one."""
        for toll in tolls:
            count, words = toll.count, toll.evidence
            if count.what in TOLD_BY and numbers.NUMBER.search(words.quote):
                return numbers.Quantity(count.min, count.max, count.approximate, words.start, words.end)
        return None

    def _number_of_events(
        self, part: Part, sentence: Sentence, mention: Mention, period: bool
    ) -> numbers.Quantity | None:
        """How many events a trigger counts: "more than 300 attacks", "attacked at least three times"."""
        token = mention.token
        if token.tag == "NNS" and not _measured(part, token):
            quantity = numbers.of_noun(part.parse, token.i, self._vague)
            spoken = self._types[mention.type].kind == "words"  # "14 charges" are one accusation
            if quantity is not None and (period or not spoken) and self._several(part, quantity, period):
                return quantity
        return self._times(part, sentence, mention, period) or (self._each(part, mention) if period else None)

    def _each(self, part: Part, mention: Mention) -> numbers.Quantity | None:
        """ "600 people have been charged since May": what is done to each of many is done as many times."""
        if mention.type not in ONE_BY_ONE or mention.entry.mode == "seize" or mention.token.pos != "VERB":
            return None
        for noun in mention.slots.get("object", ()):
            quantity = numbers.of_noun(part.parse, noun, self._vague)
            if quantity is None or (quantity.min or quantity.max or 0) < MANY:
                continue
            if numbers.NUMBER.search(part.parse.text[quantity.start : quantity.end]):  # not "hundreds"
                return quantity
        return None

    def _times(self, part: Part, sentence: Sentence, mention: Mention, period: bool) -> numbers.Quantity | None:
        if mention.token.lemma in WORDS.blows:
            return None  # "was shot three times in the chest": one attack
        for t in part.parse.tokens[sentence.first : sentence.last]:
            if TIMES.fullmatch(t.text) and self._hangs_on(part, t, mention):
                quantity = numbers.of_noun(part.parse, t.i, self._vague)
                if quantity is not None and self._several(part, quantity, period, least=2):
                    return quantity
        return None

    @staticmethod
    def _hangs_on(part: Part, token: Token, mention: Mention) -> bool:
        return any(a.i in (mention.head, mention.clause) for a in part.parse.ancestors(token.i))

    @staticmethod
    def _several(part: Part, quantity: numbers.Quantity, period: bool, least: int = MANY) -> bool:
        """A number of events worth keeping: many of them, or some in a period. "Several attacks" tells none."""
        after = part.parse.text[quantity.end : quantity.end + 1]
        if after == "/" or after.isalpha():  # "the 9/11 attacks", "the 9th round of talks"
            return False
        if (quantity.min, quantity.max) == (2, None):
            return period
        return (quantity.min or quantity.max or 0) >= (2 if period or quantity.max is None else least)


def _once(found: list[TotalFound]) -> list[TotalFound]:
    """A number told again is one total: the telling that stretches it over a period, else the first."""
    kept: dict[object, TotalFound] = {}
    for n, total in enumerate(found):
        key = total.told if total.bounds else n
        before = kept.get(key)
        if before is None:
            kept[key] = total
        else:
            fuller = total if PERIOD.search(total.quote.quote) and not PERIOD.search(before.quote.quote) else before
            other = before if fuller is total else total
            kept[key] = replace(fuller, mentions=fuller.mentions + other.mentions)
    return list(kept.values())


def _measured(part: Part, token: Token) -> bool:
    """Whether a plural's number counts no events: "two weeks of protests", "30 murders a day", "claimed 14 lives"."""
    governor = part.parse.head(token.i)
    measure = part.parse.head(governor.i) if governor is not None and governor.lower == "of" else None
    lasted = measure is not None and measure.lemma in WORDS.spans
    return lasted or token.lemma == "life" or RATE.match(part.parse.text, token.end) is not None
