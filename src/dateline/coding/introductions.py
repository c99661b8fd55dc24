"""Persons who are told of before they are named: "a man was arrested … the man, later identified as Colin Marsh".

News opens with what somebody is and names the person below. Two things tie the two together: an age that only one
person of the article has, and words that say who was meant, where nobody else is told of by the noun.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dateline.coding.document import Document, Part, Words
from dateline.coding.holders import OTHERS, Holders
from dateline.language import Parse, Token

AGED = re.compile(r"(\d{1,3})-year-old\b")
AGE = re.compile(
    r"\s*(?:,\s*(?:aged\s+|who\s+is\s+|a\s+)?|\(\s*(?:aged\s+)?)(\d{1,3})(?=\s*[,.;)]|-year-old\b|\s+years\b)"
)
INDEFINITE = frozenset({"a", "an", "one"})
CALLED = frozenset({"called", "identified", "named"})
DOUBTING = frozenset(
    {"could", "erroneously", "falsely", "incorrectly", "may", "might", "mistakenly", "never", "reportedly", "wrongly"}
)
POINTING = ("det", "poss", "nummod")

Place = tuple[int, int]
"""The number of a part and of a word in it, in the order in which an article is read."""


class Introductions:
    """Who the unnamed persons of one article are, as far as the article names them later.

    `people` are all namings of persons, `same` the full name of who is named by each.
    """

    def __init__(
        self,
        document: Document,
        nouns: frozenset[str],
        people: Sequence[Words],
        holders: Holders,
        same: Sequence[str],
    ) -> None:
        self._parts = {part: number for number, part in enumerate(document.parts)}
        self._nouns = nouns
        self._holders = holders
        self._same = same
        self._first: dict[str, Place] = {}
        self._aged: defaultdict[str, dict[str, int | None]] = defaultdict(dict)
        """By age, the names told with it, and the number of the naming; None where it is not known for a person's."""
        ends = {(name.part, name.last - 1): key for key, name in enumerate(people)}
        for key, name in enumerate(people):
            at = self._parts[name.part], name.first
            self._first[same[key]] = min(at, self._first.get(same[key], at))
        self._opened: defaultdict[str, list[Place]] = defaultdict(list)
        for part in document.parts:
            for token in part.parse.tokens:
                if token.pos == "PROPN" and (aged := AGE.match(part.parse.text, token.end)):
                    named = ends.get((part, token.i))
                    self._aged[aged[1]].setdefault(token.text if named is None else same[named], named)
                if token.lemma in nouns and _one_person(token) and _opens(part.parse, token):
                    self._opened[token.lemma].append((self._parts[part], token.i))

    def find(self, part: Part, noun: Token) -> int | None:
        """The number of the person whom a noun tells of; None where the article does not say."""
        if noun.lemma not in self._nouns or not _one_person(noun):
            return None
        by_age = self._aged.get(_age(part.parse, noun) or "", {})
        if by_age:
            key = next(iter(by_age.values())) if len(by_age) == 1 else None
            # "the suspect, John Smith, 24" is not the 24-year-old woman.
            return key if key is not None and self._holders.nouns_of(key) <= {noun.lemma, "individual"} else None
        if not _opens(part.parse, noun) or _is_other(part.parse, noun):
            return None
        key = self._holders.sole(part.parse, noun)
        at = self._parts[part], noun.i
        if key is None or at > self._first[self._same[key]]:
            return None
        alike = [place for place in self._opened[noun.lemma] if place[0] == at[0]]
        return key if alike == [at] else None


def called(parse: Parse, noun: Token) -> Iterator[Token]:
    """ "A man named Ali Hassan", "the attacker, later identified as Ali Hassan": the heads of the names."""
    for verb in parse.children(noun.i, "acl"):
        if verb.lower in CALLED and not _doubted(parse, verb):
            yield from _called_by(parse, verb)


def named_in_clause(parse: Parse, noun: Token) -> Iterator[Token]:
    """ "The suspect was identified as Ali Hassan", "police named him as …", "the gunman was Ali Hassan"."""
    verb = parse.tokens[noun.head]
    if _doubted(parse, verb):
        return
    if noun.dep == "nsubj" and verb.lemma == "be":
        yield from (t for t in parse.children(verb.i, "attr") if t.pos == "PROPN" and t.entity == "PERSON")
    elif noun.dep in ("nsubjpass", "dobj") and verb.lower in CALLED:
        yield from _called_by(parse, verb)


def _doubted(parse: Parse, verb: Token) -> bool:
    """ "The gunman was not Ali Hassan", "may be Ali Hassan", "was wrongly named as Ali Hassan"."""
    return any(t.dep == "neg" or t.lower in DOUBTING for t in parse.children(verb.i, "neg", "aux", "advmod"))


def _called_by(parse: Parse, verb: Token) -> Iterator[Token]:
    as_whom = (t for prep in parse.children(verb.i, "prep") if prep.lower == "as" for t in parse.children(prep.i))
    for token in (*parse.children(verb.i, "oprd"), *as_whom):
        if token.pos == "PROPN":
            yield token


def _one_person(noun: Token) -> bool:
    """Whether a noun is no plural and no part of a name: headlines write the first "Man" with a capital."""
    return noun.tag in ("NN", "NNP") and noun.entity != "PERSON"


def _opens(parse: Parse, noun: Token) -> bool:
    """Whether a noun brings somebody up: "a man", or a bare "man" as in headlines."""
    pointing = {t.lower for t in parse.children(noun.i, *POINTING)}
    return pointing <= INDEFINITE and noun.dep not in ("compound", "appos", "attr")


def _is_other(parse: Parse, noun: Token) -> bool:
    """Whether a noun brings up somebody beside those told of: "another man", "a second man"."""
    return any(t.lemma in OTHERS for t in parse.children(noun.i, "amod", "det"))


def _age(parse: Parse, noun: Token) -> str | None:
    """The age of "a 16-year-old Palestinian girl"."""
    for own in parse.children(noun.i, "amod", "compound", "nummod", "npadvmod"):
        inside = parse.subtree(own.i)
        start, end = parse.span(inside[0], inside[-1] + 1)
        if found := AGED.search(parse.text, start, end):
            return found[1]
    return None
