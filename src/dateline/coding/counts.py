"""Tolls: how many were killed, injured, arrested, and so on, and which event each number belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding import numbers
from dateline.coding.clause import is_passive, objects, subjects, with_conjuncts
from dateline.coding.document import Part
from dateline.coding.words import WORDS
from dateline.language import Parse, Token
from dateline.model import Count, CountWhat, Evidence
from dateline.ontology import Ontology

# Verb → what it counts, and whether the subject suffers it.
VERBS: dict[str, tuple[CountWhat, bool]] = {
    verb: (what, subject)
    for what, verbs in WORDS.toll_verbs.items()
    for subject, lemmas in ((False, verbs.object), (True, verbs.subject))
    for verb in lemmas
}
NO_ONE = frozenset({"nobody", "none"})
# "including three children": part of a number that was told already.
PART_OF = frozenset({"including", "include"})


@dataclass(frozen=True)
class Toll:
    """One number of persons, the verb or noun it hangs on, and its words."""

    part: Part
    anchor: int  # token
    count: Count
    evidence: Evidence
    named: bool = False  # a victim told by name, without a number


class TollFinder:
    """Reads tolls off a parse."""

    def __init__(self, ontology: Ontology) -> None:
        self._vague = ontology.cues.numerals
        self._civilian = {
            lemma: c.civilian
            for c in ontology.classes.values()
            if c.person and c.civilian is not None
            for lemma in c.words.lemmas
        }
        self._persons = frozenset().union(*(c.words.lemmas for c in ontology.classes.values() if c.person))

    def __call__(self, part: Part) -> list[Toll]:
        """All tolls of one part in reading order."""
        return [toll for token in part.parse.tokens for toll in self._at(part, token)]

    def _at(self, part: Part, token: Token) -> Iterator[Toll]:
        parse = part.parse
        if token.pos in ("VERB", "AUX") and token.lemma in VERBS:
            what, subject_suffers = VERBS[token.lemma]
            heads = (
                subjects(parse, token.i) if subject_suffers or is_passive(parse, token.i) else objects(parse, token.i)
            )
            yield from self._of_heads(part, token, what, heads)
        if token.lower == "dead" and (verb := parse.head(token.i)) is not None and verb.lemma in WORDS.dead_by:
            heads = subjects(parse, verb.i) if is_passive(parse, verb.i) else objects(parse, verb.i)
            yield from self._of_heads(part, token, "killed", heads)
            return
        if token.lower in WORDS.toll_states and token.dep in (
            "acomp",
            "oprd",
            "ccomp",
            "amod",
            "attr",
            "dobj",
            "conj",
            "xcomp",
            "advcl",
            "ROOT",
            "acl",
            "dep",
        ):
            yield from self._of_state(part, token)
        if token.pos == "NOUN" and token.lemma in WORDS.toll_nouns:
            yield from self._of_noun(part, token)
        if token.lemma in ("toll", "number"):
            yield from self._of_toll(part, token)

    def _of_heads(self, part: Part, anchor: Token, what: CountWhat, heads: list[int]) -> Iterator[Toll]:
        parse = part.parse
        for head in heads:
            token = parse.tokens[head]
            if self._partial(parse, token):
                continue
            if (
                token.lower in ("no",)
                or any(t.lower == "no" for t in parse.children(head, "det"))
                or self._no_one(parse, token)
            ):
                for each in (what, "killed") if what == "injured" else (what,):
                    yield self._toll(part, anchor, each, 0, 0, False, token.start, token.end, token)
                continue
            quantity = numbers.of_noun(parse, head, self._vague)
            if quantity is not None and (token.lemma in self._persons or token.pos in ("NUM", "NOUN") or token.entity):
                if any(t.dep == "neg" for t in parse.children(anchor.i)):
                    continue
                end = max(quantity.end, token.end) if token.start - quantity.end < 60 else quantity.end
                yield self._toll(
                    part, anchor, what, quantity.min, quantity.max, quantity.approximate, quantity.start, end, token
                )
            elif token.tag == "NN" and token.lemma in self._persons and token.lemma not in WORDS.groups:
                first = min(parse.subtree(head, frozenset({"relcl", "acl", "prep", "appos", "conj", "cc"})))
                yield self._toll(part, anchor, what, 1, 1, False, parse.tokens[first].start, token.end, token)
            elif token.entity == "PERSON":
                start, end = token.start, token.end
                if name := parse.name_at.get(head):
                    start, end = parse.span(name.first, name.last)
                yield self._toll(part, anchor, what, 1, None, False, start, end, token, named=True)

    @staticmethod
    def _no_one(parse: Parse, token: Token) -> bool:
        if token.lower in NO_ONE:
            return True
        return token.lower == "one" and any(t.lower == "no" for t in parse.children(token.i))

    @staticmethod
    def _partial(parse: Parse, token: Token) -> bool:
        """ "12 people, including three children": the three are among the twelve."""
        head = parse.head(token.i)
        return token.dep == "pobj" and head is not None and head.lower in PART_OF

    def _of_state(self, part: Part, token: Token) -> Iterator[Toll]:
        """ "left 12 dead and 30 wounded", "three were dead", "12 dead"."""
        parse = part.parse
        what = WORDS.toll_states[token.lower]
        if token.pos == "VERB" and token.lemma in VERBS and token.dep not in ("oprd", "acomp", "amod", "xcomp"):
            return
        own = numbers.of_noun(parse, token.i, self._vague)
        if own is not None:
            yield self._toll(part, token, what, own.min, own.max, own.approximate, own.start, token.end, token)
            return
        heads: list[int] = []
        head = parse.head(token.i)
        if token.dep == "amod" and head is not None:
            heads = [head.i]
        elif head is not None:
            heads = [t.i for t in parse.children(head.i, "nsubj", "nsubjpass", "dobj") if t.i < token.i]
            heads = [f for h in heads for f in with_conjuncts(parse, h)]
        heads = heads or [t.i for t in parse.children(token.i, "nsubj", "nsubjpass")]
        for h in heads:
            noun = parse.tokens[h]
            if noun.lemma in self._persons or noun.pos == "NUM":
                yield from self._of_heads(part, token, what, [h])

    def _of_toll(self, part: Part, token: Token) -> Iterator[Toll]:
        """ "the death toll rose to nine", "the number of people killed stands at nine"."""
        parse = part.parse
        verb = parse.head(token.i)
        under = {parse.tokens[i].lemma for i in parse.subtree(token.i)}
        what: CountWhat | None = (
            "killed" if under & {"death", "kill", "dead"} else "injured" if under & {"injure", "wound"} else None
        )
        if what is None or verb is None or verb.pos != "VERB" or token.dep not in ("nsubj", "nsubjpass"):
            return
        heads = [
            t
            for p in parse.children(verb.i, "prep")
            if p.lower in ("to", "at", "past")
            for t in parse.children(p.i, "pobj")
        ]
        for head in [*heads, *parse.children(verb.i, "dobj")][:1]:
            quantity = numbers.read(part.parse.text[head.start : head.end], self._vague, head.start)
            if quantity is not None:
                yield self._toll(
                    part,
                    token,
                    what,
                    quantity.min,
                    quantity.max,
                    quantity.approximate,
                    quantity.start,
                    quantity.end,
                    head,
                )

    def _of_noun(self, part: Part, token: Token) -> Iterator[Toll]:
        """ "no casualties", "12 deaths", "the deaths of 12 people"."""
        parse = part.parse
        quantity = numbers.of_noun(parse, token.i, self._vague)
        if quantity is not None and not (quantity.min == 1 and quantity.max == 1):
            # Where nobody was hurt nobody was killed either.
            unhurt = quantity.max == 0 and token.lemma in ("casualty", "injury")
            whats: list[CountWhat] = ["killed", "injured"] if unhurt else [WORDS.toll_nouns[token.lemma]]
            for what in whats:
                yield self._toll(
                    part,
                    token,
                    what,
                    quantity.min,
                    quantity.max,
                    quantity.approximate,
                    quantity.start,
                    token.end,
                    token,
                )
            return
        if token.lemma in ("death", "arrest", "abduction"):
            heads = [
                f
                for p in parse.children(token.i, "prep")
                if p.lower == "of"
                for t in parse.children(p.i, "pobj")
                for f in with_conjuncts(parse, t.i)
            ]
            yield from self._of_heads(part, token, WORDS.toll_nouns[token.lemma], heads)

    def _toll(
        self, part: Part, anchor: Token, what: CountWhat, low: int | None, high: int | None, approximate: bool,
        start: int, end: int, noun: Token, named: bool = False,
    ) -> Toll:  # fmt: skip
        count = Count(what=what, min=low, max=high, approximate=approximate, civilian=self._civilian.get(noun.lemma))
        return Toll(part, anchor.i, count, part.words(min(start, end), max(start, end)), named)
