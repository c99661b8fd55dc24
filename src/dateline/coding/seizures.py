"""Goods taken: item, amount and unit of each object of a seizure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.coding import numbers
from dateline.coding.clause import with_conjuncts
from dateline.coding.document import Part
from dateline.coding.names import phrase
from dateline.coding.words import WORDS
from dateline.language import Parse, Token
from dateline.model import Evidence, Seizure

MONEY = re.compile(r"(?:US)?([$€£¥])\s?([\d.,]+)\s?(million|billion|m|bn|thousand)?", re.I)


@dataclass(frozen=True)
class Goods:
    """One kind of goods and the words that tell it."""

    seizure: Seizure
    evidence: Evidence


class GoodsReader:
    """Reads goods off the objects of a seizure."""

    def __init__(self, vague: Mapping[str, numbers.Bounds]) -> None:
        self._vague = vague

    def __call__(self, part: Part, heads: list[int]) -> list[Goods]:
        """The goods whose head nouns are given, with what stands in coordination with them."""
        found: dict[int, Goods] = {}
        for head in heads:
            for i in with_conjuncts(part.parse, head):
                goods = self._goods(part, i)
                if goods is not None:
                    found.setdefault(i, goods)
        return list(found.values())

    def _goods(self, part: Part, head: int) -> Goods | None:
        parse = part.parse
        token = parse.tokens[head]
        if token.entity in ("PERSON", "DATE", "TIME") or token.pos not in ("NOUN", "PROPN", "NUM", "SYM"):
            return None
        if (money := self._money(part, token)) is not None:
            return money
        inner = _of(parse, head)
        unit = WORDS.units.get(token.lower) or WORDS.units.get(token.lemma)
        if inner is not None and (unit or token.lemma in WORDS.vague_units or token.pos == "NUM"):
            quantity = numbers.of_noun(parse, head, self._vague) if token.lemma not in WORDS.vague_units else None
            return self._made(part, inner, quantity, unit, head)
        quantity = numbers.of_noun(parse, head, self._vague)
        return self._made(part, head, quantity, None, head)

    def _made(
        self, part: Part, item: int, quantity: numbers.Quantity | None, unit: str | None, outer: int
    ) -> Goods | None:
        words = phrase(part, item)
        if words is None:
            return None
        low = None if quantity is None else quantity.min if quantity.min is not None else quantity.max
        if unit is None and low is not None and part.parse.tokens[item].tag == "NNS":
            unit = part.parse.tokens[item].lemma
        start, end = part.parse.span(min(words.first, outer), max(words.last, outer + 1))
        if quantity is not None:
            start = min(start, quantity.start)
        seizure = Seizure(item=words.text, amount=None if low is None else float(low), unit=unit)
        return Goods(seizure, part.words(start, end))

    def _money(self, part: Part, token: Token) -> Goods | None:
        name = part.parse.name_at.get(token.i)
        if name is None or name.label != "MONEY":
            return None
        start, end = part.parse.span(name.first, name.last)
        start = max(0, start - 1) if part.parse.text[max(0, start - 1) : start] in "$€£¥" else start
        match = MONEY.search(part.parse.text[start:end])
        amount = None
        if match:
            amount = numbers.value(match[2].rstrip(".,") + (f" {match[3].lower()}" if match[3] else ""))
        return Goods(Seizure(item="cash", amount=amount, unit=match[1] if match else None), part.words(start, end))


def _of(parse: Parse, head: int) -> int | None:
    """What a measure is a measure of: "65 kg of heroin"."""
    for prep in parse.children(head, "prep"):
        if prep.lower == "of":
            for t in parse.children(prep.i, "pobj"):
                return t.i
    return None
