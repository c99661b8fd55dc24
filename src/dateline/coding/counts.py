"""Tolls: how many were killed, injured, arrested, and so on, and which event each number belongs to."""

from __future__ import annotations

import re
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
# (verb, what completes it) → what it counts.
COMPLETED: dict[tuple[str, str], CountWhat] = {
    (verb, words): what
    for what, complements in WORDS.toll_complements.items()
    for words, verbs in complements.items()
    for verb in verbs
}
NO_ONE = frozenset({"no", "nobody", "none"})
# "no fewer than 12" is not none.
COMPARING = frozenset({"fewer", "less", "more"})
# "including three children": part of a number that was told already.
PART_OF = frozenset({"including", "include"})
# Formed like a word for a person.
AGENT = re.compile(r"(?:er|or|ist|ian|man|woman|ee)$")
OTHERS = frozenset({"another", "more", "other", "others"})
# What may be, or ought to be, has not happened.
MODALS = frozenset({"can", "could", "may", "might", "must", "should", "would"})
STATE_DEPS = frozenset(
    {"acomp", "pobj", "oprd", "ccomp", "amod", "attr", "dobj", "conj", "xcomp", "advcl", "ROOT", "acl", "dep"}
)
COMPLEMENT_DEPS = ("prep", "prt", "oprd", "acomp", "dobj", "advmod", "ccomp", "xcomp", "npadvmod", "dep")
NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", ""})
POSSESSIVES: dict[str, numbers.Bounds] = {"her": (1, 1), "his": (1, 1), "their": (2, None)}
PHRASE = frozenset({"ADJ", "ADP", "ADV", "DET", "NOUN", "NUM", "PROPN"})
FAR = 60  # characters between a number and its noun, over which they are quoted apart
WINDOW = 8  # words before or after a toll word in which its number is looked for where the parse shows none


@dataclass(frozen=True)
class Toll:
    """One number of persons, the verb or noun it hangs on, and its words."""

    part: Part
    anchor: int  # token
    count: Count
    evidence: Evidence
    noun: int  # the token that says of whom
    unnumbered: bool = False  # victims told by a name, a pronoun or a bare plural
    implied: bool = False  # who was shot or stabbed was hurt, where nothing says that they died of it

    @property
    def death(self) -> bool:
        """Whether it says that somebody died, not that somebody killed."""
        token = self.part.parse.tokens[self.anchor]
        return token.lower == "dead" or token.lemma in WORDS.toll_verbs["killed"].subject

    @property
    def further(self) -> bool:
        """Whether it counts persons on top of those told before: "three others", "another man"."""
        parse = self.part.parse
        return any(t.lower in OTHERS for t in (parse.tokens[self.noun], *parse.children(self.noun)))


class TollFinder:
    """Reads tolls off a parse."""

    def __init__(self, ontology: Ontology) -> None:
        classes = ontology.classes.values()
        self._vague = ontology.cues.numerals
        self._civilian = _civilian(ontology)
        self._persons = WORDS.kin.union(*(c.words.lemmas for c in classes if c.person))
        self._things = frozenset().union(*(c.words.lemmas for c in classes if not c.person)) - self._persons
        self._mishaps = ontology.classes["mishaps"].words.lemmas

    def __call__(self, part: Part) -> list[Toll]:
        """All tolls of one part in reading order."""
        return [toll for token in part.parse.tokens for toll in self._at(part, token)]

    def _at(self, part: Part, token: Token) -> Iterator[Toll]:
        if _unreal(part.parse, token) or self._by_mishap(part.parse, token):
            return
        found = list(self._parsed(part, token))
        yield from found or self._beside(part, token)

    def _parsed(self, part: Part, token: Token) -> Iterator[Toll]:
        """The tolls that the parse hangs on a word."""
        yield from list(self._of_verb(part, token)) or self._of_word(part, token)

    def _of_verb(self, part: Part, token: Token) -> Iterator[Toll]:
        """ "killed 12", "shot 12 dead", "took 12 into custody", "claimed 12 lives"."""
        parse = part.parse
        if token.lemma == "life" and (taker := _taker(parse, token)) is not None:
            yield from self._of_lives(part, token, taker)
        elif token.pos in VERBAL and token.lemma in VERBS:
            what, subject_suffers = VERBS[token.lemma]
            yield from self._of_heads(part, token, what, _sufferers(parse, token.i, subject_suffers))
        elif token.pos in VERBAL and (completed := _completed(parse, token)) is not None:
            if completed == "participants":
                yield from self._of_crowd(part, token, subjects(parse, token.i))
            else:
                yield from self._of_heads(part, token, completed, _sufferers(parse, token.i, False))
        elif token.pos in VERBAL and token.lemma in WORDS.wounding:
            hurt = self._of_heads(part, token, "injured", _sufferers(parse, token.i, False))
            yield from (replace(t, implied=True) for t in hurt if t.count.min == 1)
        elif token.pos in VERBAL and token.lemma in WORDS.crowd_verbs:
            yield from self._of_crowd(part, token, subjects(parse, token.i))

    def _of_crowd(self, part: Part, token: Token, heads: list[int]) -> Iterator[Toll]:
        """ "5,000 people marched", "a protest by 300 farmers": how many took part, where a number is told."""
        tolls = self._of_heads(part, token, "participants", heads)
        yield from (t for t in tolls if not t.unnumbered and t.count.min != 1)

    def _of_word(self, part: Part, token: Token) -> Iterator[Toll]:
        """ "12 dead", "12 deaths", "a death toll of 12"."""
        if token.lower in WORDS.toll_states and token.dep in STATE_DEPS:
            yield from self._of_state(part, token)
        elif token.pos in ("NOUN", "PROPN") and token.lemma.lower() in WORDS.toll_nouns:
            yield from self._of_noun(part, token)
        elif token.lemma in WORDS.crowd_nouns and token.pos == "NOUN":
            crowd = (p for p in part.parse.children(token.i, "prep", "agent") if p.lower in ("by", "of"))
            heads = [
                f for p in crowd for t in part.parse.children(p.i, "pobj") for f in with_conjuncts(part.parse, t.i)
            ]
            yield from self._of_crowd(part, token, heads)
        elif token.lemma in ("toll", "number"):
            yield from self._of_toll(part, token)

    def _of_heads(self, part: Part, anchor: Token, what: CountWhat, heads: list[int]) -> Iterator[Toll]:
        """What is told of the nouns that suffer it: a number, no one, one person, or who without a number."""
        parse = part.parse
        found: list[Toll] = []
        for head in self._listed(parse, heads):
            noun = parse.tokens[head]
            if _partial(parse, noun):
                continue
            if _no_one(parse, noun):
                nobody = Quantity(0, 0, False, noun.start, noun.end)
                # Where nobody was hurt nobody was killed either.
                for each in dict.fromkeys((what, "killed" if what == "injured" else what)):
                    found.append(self._toll(part, anchor, each, nobody, noun))
            elif not parse.children(anchor.i, "neg"):
                found += self._of_head(part, anchor, what, noun)
        # "8,000 men and boys": the number is of all of them.
        numbered = any(not t.unnumbered and (t.count.min or t.count.max or 0) > 1 for t in found)
        yield from (t for t in found if not (numbered and t.unnumbered and t.count.min != 1))

    def _listed(self, parse: Parse, heads: list[int]) -> list[int]:
        """Heads with the ones that a list adds to them, wherever the parser hung those.

        "X, his wife, and another woman", "150 soldiers, 95 civilians", "the head of a party and two other politicians".
        """
        found: list[int] = []
        for head in heads:
            added = [t for t in parse.children(head, "appos") if t.i > head and parse.children(t.i, "nummod", "poss")]
            within = (t for p in parse.children(head, "prep") for t in parse.children(p.i, "pobj"))
            added += [t for w in within for t in parse.children(w.i, "conj") if self._other_persons(parse, t)]
            found += [head, *(f for t in added for f in with_conjuncts(parse, t.i))]
        return [i for i in dict.fromkeys(found) if not _misread(parse.tokens[i])]

    def _other_persons(self, parse: Parse, noun: Token) -> bool:
        """ "two other politicians": more of them, not part of what stands before."""
        counted = numbers.of_noun(parse, noun.i, self._vague) is not None
        return counted and noun.lemma in self._persons and any(t.lower in OTHERS for t in parse.children(noun.i))

    def _of_head(self, part: Part, anchor: Token, what: CountWhat, noun: Token) -> Iterator[Toll]:
        parse = part.parse
        quantity = numbers.of_noun(parse, noun.i, self._vague)
        single = quantity is not None and (quantity.min, quantity.max) == (1, 1) and noun.tag == "NN"
        counted = self._person(noun) if single else self._counted(noun)  # "a jackal died" counts nobody
        if quantity is not None and counted and not _group(noun, quantity):
            near = noun.start - quantity.end < FAR
            yield self._toll(part, anchor, what, replace(quantity, end=noun.end) if near else quantity, noun)
        elif noun.tag == "NN" and self._person(noun) and noun.lemma not in WORDS.groups | WORDS.measures:
            yield self._toll(part, anchor, what, _one(parse, noun.i, most=1), noun)
        elif (told := self._unnumbered(parse, noun)) is not None:
            yield self._toll(part, anchor, what, told, noun, unnumbered=True)

    def _unnumbered(self, parse: Parse, noun: Token) -> Quantity | None:
        """ "him", "them", "protesters", "a group of men", or a name."""
        if noun.lower in WORDS.one_person:
            return Quantity(1, 1, False, noun.start, noun.end)
        plural = noun.tag == "NNS" and noun.lemma in self._persons
        if noun.lower in WORDS.some_persons or plural or self._group_of_persons(parse, noun):
            return Quantity(2, None, False, noun.start, noun.end)
        return _one(parse, noun.i, most=None) if self._named(parse, noun) else None

    def _group_of_persons(self, parse: Parse, noun: Token) -> bool:
        return noun.lemma in WORDS.measures and any(
            t.tag == "NNS" and t.lemma in self._persons
            for p in parse.children(noun.i, "prep")
            if p.lower == "of"
            for t in parse.children(p.i, "pobj")
        )

    def _named(self, parse: Parse, noun: Token) -> bool:
        """A person's name, or one that the words beside it tell to be a person's ("commander X", "X, a reporter")."""
        if noun.entity == "PERSON":
            return True
        if noun.pos != "PROPN" or noun.entity not in NAMES:
            return False
        if not noun.entity and not parse.children(noun.i, "det"):
            return True
        beside = parse.children(noun.i, "compound", "nmod", "appos")
        if noun.dep == "appos":
            beside.append(parse.tokens[noun.head])
        return any(t.tag == "NN" and t.lemma in self._persons and t.lemma not in WORDS.groups for t in beside)

    def _person(self, noun: Token) -> bool:
        """A word for persons, known or formed like one ("executioner")."""
        lemma = noun.lemma.lower()
        return lemma in self._persons or (lemma not in self._things and AGENT.search(lemma) is not None)

    def _counted(self, noun: Token) -> bool:
        """Whether a number before this noun counts persons."""
        if noun.lemma in self._persons or noun.entity or noun.pos in ("NUM", "PROPN") or noun.lower in OTHERS:
            return True
        return noun.lower in self._vague or (noun.pos == "NOUN" and noun.lemma not in self._things)

    def _of_state(self, part: Part, token: Token) -> Iterator[Toll]:
        """ "left 12 dead and 30 wounded", "three were dead", "12 dead"."""
        parse = part.parse
        what = WORDS.toll_states[token.lower]
        head = parse.head(token.i)
        if head is not None and (head.lemma, token.lower) in COMPLETED:
            return
        if token.pos == "VERB" and token.lemma in VERBS and token.dep not in ("oprd", "acomp", "amod", "xcomp", "conj"):
            return
        own = numbers.of_noun(parse, token.i, self._vague)
        if own is not None:
            yield self._toll(part, token, what, replace(own, end=token.end), token)
            return
        for i in _in_state(parse, token):
            noun = parse.tokens[i]
            if token.dep == "amod" and noun.tag == "NN" and not parse.children(i, "nummod"):
                continue  # "the injured man" is one of those told of elsewhere
            told = noun.lemma.lower() in self._persons or noun.pos == "NUM" or noun.lower in self._vague
            if told or (token.dep == "acomp" and self._named(parse, noun)):
                yield from self._of_heads(part, token, what, [i])

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
        """ "no casualties", "12 deaths", "the deaths of 12 people", "his arrest"."""
        parse = part.parse
        what = WORDS.toll_nouns[token.lemma.lower()]
        quantity = numbers.of_noun(parse, token.i, self._vague)
        if quantity is not None and (token.tag == "NNS" or quantity.max == 0):
            unhurt = quantity.max == 0 and what in ("casualties", "injured")
            whats: tuple[CountWhat, ...] = ("killed", "injured") if unhurt else (what,)
            for each in whats:
                yield self._toll(part, token, each, replace(quantity, end=token.end), token)
            return
        heads = _of(parse, token.i)
        owners = parse.children(token.i, "poss")
        owners += [t for t in parse.children(token.i, "compound") if t.entity == "PERSON"]
        yield from self._of_heads(part, token, what, heads) if heads else self._of_owners(part, token, what, owners)

    def _of_owners(self, part: Part, token: Token, what: CountWhat, owners: list[Token]) -> Iterator[Toll]:
        """ "his arrest", "their killing", "the journalist's murder"."""
        for owner in owners:
            if (told := POSSESSIVES.get(owner.lower)) is not None:
                quantity = Quantity(*told, False, owner.start, owner.end)
                yield self._toll(part, token, what, quantity, owner, unnumbered=True)
            elif owner.entity == "PERSON" or owner.lemma in self._persons:
                yield from self._of_heads(part, token, what, [owner.i])

    def _of_lives(self, part: Part, token: Token, taker: Token) -> Iterator[Toll]:
        """ "claimed 12 lives", "cost the lives of 12 miners", "12 people lost their lives"."""
        parse = part.parse
        quantity = numbers.of_noun(parse, token.i, self._vague)
        if quantity is not None:
            yield self._toll(part, token, "killed", replace(quantity, end=token.end), token)
            return
        lost = subjects(parse, taker.i) if taker.lemma == "lose" else []
        yield from self._of_heads(part, token, "killed", _of(parse, token.i) or lost)

    def _beside(self, part: Part, token: Token) -> Iterator[Toll]:
        """A number next to a toll word that the parser took for something else ("and injures at least 17 others")."""
        parse = part.parse
        if parse.children(token.i, "dobj"):
            return
        sentence = part.sentence(token.i)
        verb = next((v for v in (token.lemma, token.lower.removesuffix("s")) if v in VERBS), None)
        windows: list[tuple[CountWhat, tuple[int, Token] | None]] = []
        if token.lower in WORDS.toll_states:
            windows.append((WORDS.toll_states[token.lower], self._before(parse, token.i, sentence.first)))
        if verb is not None and not VERBS[verb][1]:
            windows.append((VERBS[verb][0], self._after(parse, token.i, sentence.last)))
        for what, window in windows:
            if window is None:
                continue
            start, noun = window
            told = numbers.read(parse.text[start : noun.end], self._vague, start)
            if told is not None:
                yield self._toll(part, token, what, replace(told, end=noun.end), noun)
                return

    def _before(self, parse: Parse, i: int, first: int) -> tuple[int, Token] | None:
        """The offset where the counted phrase that ends before a word begins, and its noun."""
        j = i - 1
        while j >= first and parse.tokens[j].pos in ("AUX", "ADV"):
            j -= 1
        if j < first or not self._person_like(parse.tokens[j]):
            return None
        begin = j
        while begin > first and j - begin < WINDOW and parse.tokens[begin - 1].pos in PHRASE | {"CCONJ"}:
            begin -= 1
        return parse.tokens[begin].start, parse.tokens[j]

    def _after(self, parse: Parse, i: int, last: int) -> tuple[int, Token] | None:
        """The same for the phrase that begins after a word; it opens with its number."""
        for j in range(i + 1, min(last, i + 1 + WINDOW)):
            token = parse.tokens[j]
            if token.pos not in PHRASE or (j == i + 1 and token.pos in ("NOUN", "PROPN", "ADP")):
                return None
            if self._person_like(token) and (j + 1 >= last or parse.tokens[j + 1].pos not in ("NOUN", "PROPN")):
                return parse.tokens[i + 1].start, token
        return None

    def _person_like(self, token: Token) -> bool:
        return token.lemma.lower() in self._persons or token.lower in OTHERS

    def _by_mishap(self, parse: Parse, token: Token) -> bool:
        """ "an earthquake that killed 12", "12 died in a crash": nobody did that."""
        if token.pos not in VERBAL or token.lemma not in VERBS:
            return False
        doers = [] if is_passive(parse, token.i) or VERBS[token.lemma][1] else subjects(parse, token.i)
        causes = (p for p in parse.children(token.i, "prep", "agent") if p.lower in ("in", "by", "from"))
        doers += [t.i for p in causes for t in parse.children(p.i, "pobj")]
        return any(parse.tokens[i].lemma in self._mishaps for i in doers)

    def _toll(
        self, part: Part, anchor: Token, what: CountWhat, told: Quantity, noun: Token, unnumbered: bool = False
    ) -> Toll:
        civilian = self._civilian.get(noun.lemma)
        count = Count(what=what, min=told.min, max=told.max, approximate=told.approximate, civilian=civilian)
        evidence = part.words(min(told.start, told.end), max(told.start, told.end))
        return Toll(part, anchor.i, count, evidence, noun.i, unnumbered)


def _civilian(ontology: Ontology) -> dict[str, bool]:
    """Words that tell a civilian or one who is none; a word of both kinds, or for anybody ("people"), tells nothing."""
    classes = ontology.classes
    told: dict[str, set[bool]] = {}
    for c in classes.values():
        for lemma in c.words.lemmas if c.person and c.civilian is not None else ():
            told.setdefault(lemma, set()).add(bool(c.civilian))
    anybody = classes["persons"].words.lemmas - classes["civilians"].words.lemmas
    return {lemma: kinds.pop() for lemma, kinds in told.items() if len(kinds) == 1 and lemma not in anybody}


def _misread(token: Token) -> bool:
    """ "killed 14 and injures 17 others": a verb taken for a noun."""
    return token.tag == "NNS" and token.lower.removesuffix("s") in VERBS


def _of(parse: Parse, noun: int) -> list[int]:
    """What stands under a noun's "of", with what stands in coordination with it."""
    ofs = (p for p in parse.children(noun, "prep") if p.lower == "of")
    return [f for p in ofs for t in parse.children(p.i, "pobj") for f in with_conjuncts(parse, t.i)]


def _sufferers(parse: Parse, verb: int, subject_suffers: bool) -> list[int]:
    """Who dies, is hurt or is taken by what a verb says."""
    if subject_suffers or is_passive(parse, verb):
        return subjects(parse, verb)
    return objects(parse, verb) or (subjects(parse, verb) if _clipped(parse, verb) else [])


def _clipped(parse: Parse, verb: int) -> bool:
    """ "Two civilians killed and three wounded": a passive without its auxiliary."""
    token = parse.tokens[verb]
    below = parse.children(verb, "aux", "ccomp", "xcomp", "dobj")
    shared = any(parse.children(t.i, "dobj") for t in parse.children(verb, "conj"))
    return token.tag in ("VBN", "VBD") and not below and not shared and bool(parse.children(verb, "nsubj"))


def _completed(parse: Parse, verb: Token) -> CountWhat | None:
    """What a verb counts together with the words that complete it."""
    after = parse.tokens[verb.i + 1 : verb.i + 2]
    if after and (what := COMPLETED.get((verb.lemma, after[0].lower))) is not None:
        return what  # "shot dead a colonel": the parser may hang the second word on the third
    for token in parse.children(verb.i, *COMPLEMENT_DEPS):
        words = [token.lower, *(f"{token.lower} {t.lower}" for t in parse.children(token.i, "pobj"))]
        for phrase in words:
            if (what := COMPLETED.get((verb.lemma, phrase))) is not None:
                return what
    return None


def _taker(parse: Parse, life: Token) -> Token | None:
    """The verb that takes a life."""
    verb = parse.head(life.i)
    return verb if verb is not None and verb.lemma in WORDS.life_takers and life.dep in ("dobj", "dative") else None


def _in_state(parse: Parse, state: Token) -> list[int]:
    """The nouns that a state is told of: "two men were dead", "left two men dead", "two dead men"."""
    head = parse.head(state.i)
    while state.dep == "conj" and head is not None and head.lower in WORDS.toll_states:
        if own := [t.i for t in parse.children(state.i, "nsubj", "nsubjpass")]:
            return own
        state, head = head, parse.head(head.i)
    if state.dep == "amod" and head is not None:
        return [head.i]
    before = parse.children(head.i, "nsubj", "nsubjpass", "dobj") if head is not None else []
    near = [f for t in before if t.i < state.i for f in with_conjuncts(parse, t.i)]
    # "five dead and three missing": what another state is told of is not in this one.
    other = max((t.i for t in parse.tokens[: state.i] if t.lower in WORDS.toll_states), default=-1)
    near = [f for f in near if f > other] or near
    return near or [t.i for t in parse.children(state.i, "nsubj", "nsubjpass")]


def _unreal(parse: Parse, token: Token) -> bool:
    """ "could kill 12", "no one should be arrested"."""
    return any(t.lower in MODALS for t in parse.children(token.i, "aux"))


def _no_one(parse: Parse, noun: Token) -> bool:
    """ "no one", "nobody", "no soldiers"."""
    return noun.lower in NO_ONE or any(
        t.lower == "no" and parse.tokens[t.i + 1].lower not in COMPARING for t in parse.children(noun.i, "det", "neg")
    )


def _group(noun: Token, quantity: Quantity) -> bool:
    """ "a group", "a number": one of these is not one person."""
    return (
        (quantity.min, quantity.max) == (1, 1) and noun.lemma in WORDS.measures and noun.lower not in ("one", "member")
    )


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
