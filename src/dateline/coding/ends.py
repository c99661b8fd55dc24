"""The ends that relations can have in one text, and which of them a word speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.coding.clause import VERBAL, is_passive, slots, subjects, with_conjuncts
from dateline.language import Parse, Token

EndKind = Literal["person", "body", "land", "place", "thing"]
BODY = frozenset({"body"})
WITHIN = ("compound", "amod", "nmod", "poss", "npadvmod")
OPENED = frozenset({"of", "as", "including", "like"})  # "infrastructure such as schools and markets"
NO_MATTER = frozenset({"behalf", "side", "part", "basis"})  # "on behalf of the army" is not on the army
SINGULAR = frozenset({"he", "she", "his", "her", "him"})
THIRD = SINGULAR | {"it", "its", "they", "their", "them"}


@dataclass(frozen=True)
class End:
    """One party or thing: its head token, its words [first:last], and what it is."""

    head: int
    first: int
    last: int
    kind: EndKind

    def overlaps(self, other: End) -> bool:
        """Whether the words of two ends share any: "Iraqi forces" are not told to be part of "Iraqi"."""
        return self.first < other.last and other.first < self.last


class Ends:
    """The ends of one parse by their head tokens; of those with one head the longest."""

    def __init__(self, parse: Parse, ends: Iterable[End]) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._by_head: dict[int, End] = {}
        for end in ends:
            known = self._by_head.get(end.head)
            if known is None or end.last - end.first > known.last - known.first:
                self._by_head[end.head] = end

    def get(self, head: int) -> End | None:
        """The end of a head token."""
        return self._by_head.get(head)

    def among(self, heads: Iterable[int], kinds: frozenset[str] | None = None, direct: bool = False) -> list[End]:
        """The ends of head tokens; behind a noun that is none ("ISIL targets") the one that it is told of."""
        found: dict[int, End] = {}
        for head in heads:
            for end in self._end(head, direct):
                if kinds is None or end.kind in kinds:
                    found.setdefault(end.head, end)
        return list(found.values())

    def _end(self, head: int, direct: bool, depth: int = 0) -> Iterator[End]:
        if head in self._by_head:
            yield self._by_head[head]
            return
        token = self._tokens[head]
        if token.lower in THIRD:
            yield from self._antecedent(token)
            return
        if direct or depth > 1 or token.lemma in NO_MATTER or token.pos not in ("NOUN", "PROPN", "NUM", "ADJ"):
            return
        below = [t.i for t in self._parse.children(head, *WITHIN)]
        for prep in self._parse.children(head, "prep"):
            if prep.lower in OPENED:
                below += [i for t in self._parse.children(prep.i, "pobj") for i in with_conjuncts(self._parse, t.i)]
        for child in below:
            yield from self._end(child, direct, depth + 1)

    def _antecedent(self, pronoun: Token) -> Iterator[End]:
        """Whom a pronoun means that is no end itself: the last fitting subject before it in its sentence, else end."""
        sentence = self._parse.sentences[self._parse.sentence_of[pronoun.i]]
        kinds = BODY if pronoun.lower not in SINGULAR else frozenset({"person"})
        before = [self._by_head[i] for i in range(sentence.first, pronoun.i) if i in self._by_head]
        fitting = [e for e in before if e.kind in kinds]
        subject = [e for e in fitting if self._tokens[e.head].dep in ("nsubj", "nsubjpass")]
        yield from (fitting if pronoun.dep == "poss" else subject or fitting)[-1:]

    def below(self, preposition: Token) -> list[int]:
        """What stands under a preposition, with what is coordinated with it."""
        return [f for t in self._parse.children(preposition.i, "pobj") for f in with_conjuncts(self._parse, t.i)]

    def subject_over(self, noun: Token) -> list[int]:
        """The subject of the clause that a noun stands in: "the SDF began the operation against …"."""
        verb = next((t for t in self._parse.ancestors(noun.i) if t.pos in VERBAL), None)
        if verb is None or noun.dep in ("nsubj", "nsubjpass"):
            return []
        if is_passive(self._parse, verb.i):
            return slots(self._parse, verb.i).get("agent", []) or subjects(self._parse, verb.i)
        return subjects(self._parse, verb.i)
