"""Goods taken: item, amount and unit of each object of a seizure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.coding import numbers
from dateline.coding.clause import objects, with_conjuncts
from dateline.coding.document import Part
from dateline.coding.names import phrase
from dateline.coding.words import WORDS
from dateline.language import Parse, Token
from dateline.model import Evidence, Seizure
from dateline.ontology import Ontology

# What comes one by one: a singular is one of it, where "cocaine" or "equipment" is any amount.
SINGLE = ("crafts", "sites")
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
WEIGHTS = frozenset({"g", "kg", "ounce", "pound", "tonne"})
MONEY = re.compile(r"(?:US)?([$€£¥])\s?([\d.,]+)\s?(million|billion|m|bn|thousand)?", re.I)


@dataclass(frozen=True)
class Goods:
    """One kind of goods and the words that tell it."""

    seizure: Seizure
    evidence: Evidence


class GoodsReader:
    """Reads goods off the objects of a seizure."""

    def __init__(self, ontology: Ontology) -> None:
        self._vague = ontology.cues.numerals
        self._single = frozenset().union(*(ontology.classes[name].words.lemmas for name in SINGLE))

    def __call__(self, part: Part, heads: list[int]) -> list[Goods]:
        """The goods whose head nouns are given, with what stands in coordination with them and what they carry."""
        found: dict[int, Goods] = {}
        for head in heads:
            for i in with_conjuncts(part.parse, head):
                for item in (i, *_load(part.parse, i)):
                    goods = self._goods(part, item)
                    if goods is not None:
                        found.setdefault(item, goods)
        return _distinct(list(found.values()))

    def _goods(self, part: Part, head: int) -> Goods | None:
        parse = part.parse
        token = parse.tokens[head]
        if token.entity in ("PERSON", "DATE", "TIME") or token.pos not in ("NOUN", "PROPN", "NUM", "SYM"):
            return None
        inner = _of(parse, head)
        if token.lemma == "worth" and inner is not None:
            return self._worth(part, head, inner)
        if (money := self._money(part, token)) is not None:
            return money
        unit = WORDS.units.get(token.lower) or WORDS.units.get(token.lemma)
        if inner is None and unit in WEIGHTS:
            return None  # of what stands elsewhere: "a haul of two tonnes"
        if inner is not None and token.lemma in WORDS.vague_units and (weighed := self._weighed(part, token, inner)):
            return weighed
        if inner is not None and (unit or token.lemma in WORDS.vague_units or token.pos == "NUM"):
            quantity = numbers.of_noun(parse, head, self._vague) if token.lemma not in WORDS.vague_units else None
            return self._made(part, inner, quantity, unit, head)
        quantity = numbers.of_noun(parse, head, self._vague)
        if quantity is None and token.tag in ("NN", "NNP") and token.lemma in self._single:
            quantity = numbers.Quantity(1, 1, False, token.start, token.end)  # "seized the ship"
        return self._made(part, head, quantity, None, head)

    def _weighed(self, part: Part, haul: Token, measure: int) -> Goods | None:
        """ "a cocaine haul of two tonnes": what stands before the haul, as much as stands after it."""
        noun = part.parse.tokens[measure]
        unit = WORDS.units.get(noun.lower) or WORDS.units.get(noun.lemma)
        what = [t.i for t in part.parse.children(haul.i, "compound") if t.i < haul.i]
        if unit is None or not what or _of(part.parse, measure) is not None:
            return None
        return self._made(part, what[-1], numbers.of_noun(part.parse, measure, self._vague), unit, measure)

    def _worth(self, part: Part, head: int, inner: int) -> Goods | None:
        """ "$12 million worth of cocaine": as much as it is worth."""
        words = phrase(part, inner)
        start = part.parse.tokens[min(part.parse.subtree(head))].start
        match = MONEY.search(part.parse.text[start : part.parse.tokens[head].end])
        if words is None:
            return None
        amount, unit = (_amount(match), CURRENCIES.get(match[1], match[1])) if match else (None, None)
        end = part.parse.span(words.first, words.last)[1]
        return Goods(Seizure(item=words.text, amount=amount, unit=unit), part.words(start, end))

    def _made(
        self, part: Part, item: int, quantity: numbers.Quantity | None, unit: str | None, outer: int
    ) -> Goods | None:
        words = phrase(part, item)
        if words is None:
            return None
        low = _amount_of(quantity)
        if unit is None and low is not None and part.parse.tokens[item].tag == "NNS":
            unit = part.parse.tokens[item].lemma
        start, end = part.parse.span(min(words.first, outer), max(words.last, outer + 1))
        if quantity is not None:
            start = min(start, quantity.start)
        seizure = Seizure(item=words.text, amount=low, unit=unit)
        return Goods(seizure, part.words(start, end))

    def _money(self, part: Part, token: Token) -> Goods | None:
        name = part.parse.name_at.get(token.i)
        if name is None or name.label != "MONEY":
            return None
        start, end = part.parse.span(name.first, name.last)
        start = max(0, start - 1) if part.parse.text[max(0, start - 1) : start] in "$€£¥" else start
        match = MONEY.search(part.parse.text[start:end])
        amount = _amount(match) if match else None
        return Goods(Seizure(item="cash", amount=amount, unit=match[1] if match else None), part.words(start, end))


def _amount_of(quantity: numbers.Quantity | None) -> float | None:
    """The number itself; of a vague one the bound that is told."""
    if quantity is None or quantity.exact is not None:
        return None if quantity is None else quantity.exact
    bound = quantity.min if quantity.min is not None else quantity.max
    return None if bound is None else float(bound)


def _amount(match: re.Match[str]) -> float | None:
    return numbers.value(match[2].rstrip(".,") + (f" {match[3].lower()}" if match[3] else ""))


def _load(parse: Parse, head: int) -> list[int]:
    """What a vehicle or a box held that was taken: "a truck with two tonnes of hashish", "bags packed with cash"."""
    held: list[int] = []
    for verb in parse.children(head, "acl", "relcl"):
        if verb.lemma in WORDS.carriers:
            held += objects(parse, verb.i) if verb.tag != "VBN" else []
            withs = (p for p in parse.children(verb.i, "prep") if p.lower == "with")
            held += [t.i for p in withs for t in parse.children(p.i, "pobj")]
    of_list = [p for i in held for p in parse.children(i, "prep") if p.lower == "including"]
    listed = [f for p in of_list for t in parse.children(p.i, "pobj") for f in with_conjuncts(parse, t.i)]
    return listed or [f for i in held if i != head for f in with_conjuncts(parse, i)]


def _distinct(goods: list[Goods]) -> list[Goods]:
    """The same goods told twice are one, with the amount ("a tanker, the fifth tanker seized")."""
    kept: list[Goods] = []
    for new in goods:
        same = next((n for n, old in enumerate(kept) if same_goods(old.seizure, new.seizure)), None)
        if same is None:
            kept.append(new)
        elif kept[same].seizure.amount is None and new.seizure.amount is not None:
            kept[same] = new
    return kept


def same_goods(a: Seizure, b: Seizure) -> bool:
    """Whether two seizures can be of the same goods: the same noun, and no other amount."""
    if a.item.casefold().split()[-1:] != b.item.casefold().split()[-1:]:
        return False
    return a.amount is None or b.amount is None or a.amount == b.amount


def _of(parse: Parse, head: int) -> int | None:
    """What a measure is a measure of: "65 kg of heroin"."""
    for prep in parse.children(head, "prep"):
        if prep.lower == "of":
            for t in parse.children(prep.i, "pobj"):
                return t.i
    return None
