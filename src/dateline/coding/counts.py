"""Tolls: how many were killed, injured, arrested, and so on, and which event each number belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.coding import numbers
from dateline.coding.clause import VERBAL, is_passive, objects, subjects, with_conjuncts
from dateline.coding.document import Part
from dateline.coding.numbers import Quantity
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
NO_ONE = frozenset({"no", "nobody", "none"})
# "including three children": part of a number that was told already.
PART_OF = frozenset({"including", "include"})


STATE_DEPS = frozenset(
    {"acomp", "oprd", "ccomp", "amod", "attr", "dobj", "conj", "xcomp", "advcl", "ROOT", "acl", "dep"}
)
FAR = 60  # characters between a number and its noun, over which they are quoted apart


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
        if token.pos in VERBAL and token.lemma in VERBS:
            what, subject_suffers = VERBS[token.lemma]
            yield from self._of_heads(part, token, what, _sufferers(parse, token.i, subject_suffers))
        verb = parse.head(token.i)
        if token.lower == "dead" and verb is not None and verb.lemma in WORDS.dead_by:
            yield from self._of_heads(part, token, "killed", _sufferers(parse, verb.i, False))
        elif token.lower in WORDS.toll_states and token.dep in STATE_DEPS:
            yield from self._of_state(part, token)
        elif token.pos == "NOUN" and token.lemma in WORDS.toll_nouns:
            yield from self._of_noun(part, token)
        elif token.lemma in ("toll", "number"):
            yield from self._of_toll(part, token)

    def _of_heads(self, part: Part, anchor: Token, what: CountWhat, heads: list[int]) -> Iterator[Toll]:
        """What is told of the nouns that suffer it: a number, no one, one person, or a name."""
        parse = part.parse
        for head in heads:
            noun = parse.tokens[head]
            if _partial(parse, noun):
                continue
            quantity = numbers.of_noun(parse, head, self._vague)
            if _no_one(parse, noun):
                nobody = Quantity(0, 0, False, noun.start, noun.end)
                # Where nobody was hurt nobody was killed either.
                for each in dict.fromkeys((what, "killed" if what == "injured" else what)):
                    yield self._toll(part, anchor, each, nobody, noun)
            elif quantity is not None and (noun.lemma in self._persons or noun.pos in ("NUM", "NOUN") or noun.entity):
                if not parse.children(anchor.i, "neg"):
                    near = noun.start - quantity.end < FAR
                    yield self._toll(part, anchor, what, replace(quantity, end=noun.end) if near else quantity, noun)
            elif noun.tag == "NN" and noun.lemma in self._persons and noun.lemma not in WORDS.groups:
                yield self._toll(part, anchor, what, _one(parse, head, most=1), noun)
            elif noun.entity == "PERSON":
                yield self._toll(part, anchor, what, _one(parse, head, most=None), noun, named=True)

    def _of_state(self, part: Part, token: Token) -> Iterator[Toll]:
        """ "left 12 dead and 30 wounded", "three were dead", "12 dead"."""
        parse = part.parse
        what = WORDS.toll_states[token.lower]
        if token.pos == "VERB" and token.lemma in VERBS and token.dep not in ("oprd", "acomp", "amod", "xcomp"):
            return
        own = numbers.of_noun(parse, token.i, self._vague)
        if own is not None:
            yield self._toll(part, token, what, replace(own, end=token.end), token)
            return
        for head in _in_state(parse, token):
            noun = parse.tokens[head]
            if noun.lemma in self._persons or noun.pos == "NUM":
                yield from self._of_heads(part, token, what, [head])

    def _of_toll(self, part: Part, token: Token) -> Iterator[Toll]:
        """ "the death toll rose to nine", "the number of people killed stands at nine"."""
        parse = part.parse
        verb = parse.head(token.i)
        under = {parse.tokens[i].lemma for i in parse.subtree(token.i)}
        what = next((WORDS.toll_of[lemma] for lemma in sorted(under) if lemma in WORDS.toll_of), None)
        if what is None or verb is None or verb.pos != "VERB" or token.dep not in ("nsubj", "nsubjpass"):
            return
        reached = (p for p in parse.children(verb.i, "prep") if p.lower in ("to", "at", "past"))
        heads = [t for p in reached for t in parse.children(p.i, "pobj")] + parse.children(verb.i, "dobj")
        for head in heads[:1]:
            quantity = numbers.read(parse.text[head.start : head.end], self._vague, head.start)
            if quantity is not None:
                yield self._toll(part, token, what, quantity, head)

    def _of_noun(self, part: Part, token: Token) -> Iterator[Toll]:
        """ "no casualties", "12 deaths", "the deaths of 12 people"."""
        parse = part.parse
        what = WORDS.toll_nouns[token.lemma]
        quantity = numbers.of_noun(parse, token.i, self._vague)
        if quantity is not None and not (quantity.min == 1 and quantity.max == 1):
            unhurt = quantity.max == 0 and what in ("casualties", "injured")
            whats: tuple[CountWhat, ...] = ("killed", "injured") if unhurt else (what,)
            for each in whats:
                yield self._toll(part, token, each, replace(quantity, end=token.end), token)
        else:
            ofs = (p for p in parse.children(token.i, "prep") if p.lower == "of")
            heads = [f for p in ofs for t in parse.children(p.i, "pobj") for f in with_conjuncts(parse, t.i)]
            yield from self._of_heads(part, token, what, heads)

    def _toll(
        self, part: Part, anchor: Token, what: CountWhat, told: Quantity, noun: Token, named: bool = False
    ) -> Toll:
        civilian = self._civilian.get(noun.lemma)
        count = Count(what=what, min=told.min, max=told.max, approximate=told.approximate, civilian=civilian)
        return Toll(part, anchor.i, count, part.words(min(told.start, told.end), max(told.start, told.end)), named)


def _sufferers(parse: Parse, verb: int, subject_suffers: bool) -> list[int]:
    """Who dies, is hurt or is taken by what a verb says."""
    return subjects(parse, verb) if subject_suffers or is_passive(parse, verb) else objects(parse, verb)


def _in_state(parse: Parse, state: Token) -> list[int]:
    """The nouns that a state is told of: "two men were dead", "left two men dead", "two dead men"."""
    head = parse.head(state.i)
    if state.dep == "amod" and head is not None:
        return [head.i]
    before = parse.children(head.i, "nsubj", "nsubjpass", "dobj") if head is not None else []
    near = [f for t in before if t.i < state.i for f in with_conjuncts(parse, t.i)]
    return near or [t.i for t in parse.children(state.i, "nsubj", "nsubjpass")]


def _no_one(parse: Parse, noun: Token) -> bool:
    """ "no one", "nobody", "no soldiers"."""
    return noun.lower in NO_ONE or any(t.lower == "no" for t in parse.children(noun.i))


def _partial(parse: Parse, noun: Token) -> bool:
    """ "12 people, including three children": the three are among the twelve."""
    head = parse.head(noun.i)
    return noun.dep == "pobj" and head is not None and head.lower in PART_OF


def _one(parse: Parse, head: int, most: int | None) -> Quantity:
    """One person, or one and perhaps more, with the words that say who."""
    name = parse.name_at.get(head)
    if name is not None:
        start, end = parse.span(name.first, name.last)
    else:
        first = min(parse.subtree(head, frozenset({"relcl", "acl", "prep", "appos", "conj", "cc"})))
        start, end = parse.tokens[first].start, parse.tokens[head].end
    return Quantity(1, most, False, start, end)
