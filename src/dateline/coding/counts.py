"""Tolls: how many were killed, injured, arrested, and so on, and which event each number belongs to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.coding import numbers
from dateline.coding.clause import VERBAL, is_passive, subjects, with_conjuncts
from dateline.coding.document import Part
from dateline.coding.mentions import armed, is_gunfire
from dateline.coding.numbers import Quantity
from dateline.coding.sufferers import COMPLETED, VERBS, completed, hurt, in_state, sufferers, taker, under_of
from dateline.coding.words import WORDS
from dateline.language import Parse, Token
from dateline.model import Count, CountWhat, Evidence
from dateline.ontology import Ontology

NO_ONE = frozenset({"no", "nobody", "none"})
# "no fewer than 12" is not none.
COMPARING = frozenset({"fewer", "less", "more"})
# "including three children": part of a number that was told already.
PART_OF = frozenset({"including", "include"})
# Formed like a word for a person.
AGENT = re.compile(r"(?:er|or|ist|ian|man|woman|ee)$")
EXCEEDING = frozenset({"exceed", "pass", "surpass", "top"})
ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
OTHERS = frozenset({"another", "more", "other", "others"})
# What may be, or ought to be, has not happened.
MODALS = frozenset({"can", "could", "may", "might", "must", "should", "would"})
STATE_DEPS = frozenset(
    {"acomp", "pobj", "oprd", "ccomp", "amod", "attr", "dobj", "conj", "xcomp", "advcl", "ROOT", "acl", "dep"}
)
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
        """Whether it counts persons on top of those told before: "three others", "another man", "were also hurt"."""
        parse = self.part.parse
        near = (parse.tokens[self.noun], *parse.children(self.noun))
        return any(t.lower in OTHERS for t in near) or any(t.lower == "also" for t in parse.children(self.anchor))

    @property
    def revised(self) -> bool:
        """Whether it takes the place of a number told before: "the death toll rose to nine"."""
        verb = self.part.parse.head(self.anchor)
        return verb is not None and verb.lemma in WORDS.revising and verb.lemma not in VERBS


class TollFinder:
    """Reads tolls off a parse."""

    def __init__(self, ontology: Ontology) -> None:
        classes = ontology.classes.values()
        self._vague = ontology.cues.numerals
        self._civilian = _civilian(ontology)
        self._persons = WORDS.kin.union(*(c.words.lemmas for c in classes if c.person))
        self._things = frozenset().union(*(c.words.lemmas for c in classes if not c.person)) - self._persons
        self._mishaps = ontology.classes["mishaps"].words.lemmas
        self._armed = armed(ontology)

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
        if token.lemma == "life" and (verb := taker(parse, token)) is not None:
            yield from self._of_lives(part, token, verb)
        elif (counted := completed(parse, token)) is not None:
            if counted == "participants":
                yield from self._of_crowd(part, token, subjects(parse, token.i))
            elif counted == "injured":
                yield from self._of_hurt(part, token, sufferers(parse, token.i, False))
            else:
                yield from self._of_heads(part, token, counted, sufferers(parse, token.i, False))
        elif token.pos in VERBAL and token.lemma in VERBS:
            what, subject_suffers = VERBS[token.lemma]
            yield from self._of_heads(part, token, what, sufferers(parse, token.i, subject_suffers))
        elif token.pos in VERBAL and token.lemma in WORDS.wounding:
            shot = self._of_heads(part, token, "injured", sufferers(parse, token.i, False))
            yield from (_implied(t) for t in shot if t.count.min == 1)
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
        elif token.pos in ("NOUN", "PROPN") and (token.lemma in WORDS.toll_nouns or token.lemma in WORDS.hurts):
            told = list(self._of_noun(part, token)) if token.lemma in WORDS.toll_nouns else []
            yield from told or (self._of_injury(part, token) if token.lemma in WORDS.hurts else [])
        elif token.lemma in WORDS.crowd_nouns and token.pos == "NOUN":
            crowd = (p for p in part.parse.children(token.i, "prep", "agent") if p.lower in ("by", "of"))
            heads = [
                f for p in crowd for t in part.parse.children(p.i, "pobj") for f in with_conjuncts(part.parse, t.i)
            ]
            yield from self._of_crowd(part, token, heads)
        elif token.lemma in ("toll", "number"):
            yield from self._of_toll(part, token)

    def _of_injury(self, part: Part, token: Token) -> Iterator[Toll]:
        """ "Six suffered burns", "14 sustained wounds" with the verb taken for an adjective."""
        parse = part.parse
        quantity = numbers.of_noun(parse, token.i, self._vague)
        before = {w for t in parse.children(token.i, "amod") for w in (t.lemma, t.lower.removesuffix("ed"))}
        if quantity is not None and before & WORDS.suffering:
            yield self._toll(part, token, "injured", quantity, token)
        else:
            yield from self._of_hurt(part, token, hurt(parse, token.i))

    def _of_hurt(self, part: Part, anchor: Token, heads: list[int]) -> Iterator[Toll]:
        """ "suffered burns", "were taken to hospital": those so told of are hurt; one alone may have died of it."""
        people = [i for i in heads if self._people(part.parse.tokens[i])]
        for toll in self._of_heads(part, anchor, "injured", people):
            if toll.count.max != 0:
                yield _implied(toll) if toll.unnumbered or toll.count.max == 1 else toll

    def _of_heads(self, part: Part, anchor: Token, what: CountWhat, heads: list[int]) -> Iterator[Toll]:
        """What is told of the nouns that suffer it: a number, no one, one person, or who without a number."""
        parse = part.parse
        found: list[Toll] = []
        for head in self._told_once(parse, self._listed(parse, heads)):
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
            # "kills ten people and injures 12 others": what follows a verb taken for a noun is its own.
            end = next((t.i for t in parse.children(head, "conj") if _misread(t)), len(parse.tokens))
            beside = [t for t in parse.children(head, "appos") if head < t.i < end and self._added(parse, head, t)]
            added = [f for t in beside for f in with_conjuncts(parse, t.i)]
            if self._spelled_out(parse, head, added):
                added = []
            within = (t for p in parse.children(head, "prep") for t in parse.children(p.i, "pobj"))
            others = [t for w in within for t in parse.children(w.i, "conj") if self._other_persons(parse, t)]
            found += [head, *added, *(f for t in others for f in with_conjuncts(parse, t.i))]
        return [i for i in dict.fromkeys(found) if not _misread(parse.tokens[i])]

    def _added(self, parse: Parse, head: int, noun: Token) -> bool:
        """Whether what the parser took for another name of a noun is the next of a list: "two men, a woman and …"."""
        if parse.children(noun.i, "nsubj") or any(t.lower == "among" for t in parse.children(noun.i, "prep")):
            return False  # "one of them a policeman", "among them five children"
        if parse.children(noun.i, "nummod", "poss"):
            return True
        single = noun.tag == "NN" and any(t.lower in numbers.ARTICLES for t in parse.children(noun.i, "det"))
        many = parse.tokens[head].tag == "NNS" and parse.children(head, "nummod")
        return bool(single and many) and noun.lemma in self._persons - WORDS.groups - WORDS.measures

    def _spelled_out(self, parse: Parse, head: int, nouns: list[int]) -> bool:
        """ "four people, a woman and her three sons": the list tells who the four are."""
        whole = numbers.of_noun(parse, head, self._vague)
        parts = [numbers.of_noun(parse, i, self._vague) for i in nouns]
        most = [q.max if q is not None else 1 for q in parts]
        return whole is not None and None not in most and whole.max == sum(m or 0 for m in most)

    def _told_once(self, parse: Parse, heads: list[int]) -> list[int]:
        """Heads without those told twice: "the aid workers X and Y" are two, and so are "two reporters, X and Y"."""
        left = list(heads)
        for head in heads:
            names = [i for i in heads if _apposed(parse, i, head) and self._named(parse, parse.tokens[i])]
            if parse.tokens[head].tag != "NNS" or not names:
                continue
            quantity = numbers.of_noun(parse, head, self._vague)
            if quantity is None and len(names) > 1:
                left.remove(head)
            elif quantity is None or quantity.max is None or quantity.max >= len(names):
                left = [i for i in left if i not in names]
        return left

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
        elif _one_more(parse, noun) or (
            noun.tag == "NN" and self._person(noun) and noun.lemma not in WORDS.groups | WORDS.measures
        ):
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
            t.tag == "NNS" and self._person(t)
            for p in parse.children(noun.i, "prep")
            if p.lower == "of"
            for t in parse.children(p.i, "pobj")
        )

    def _named(self, parse: Parse, noun: Token) -> bool:
        """A person's name, or one that the words beside it tell to be a person's ("commander X", "X, a reporter")."""
        if noun.entity == "PERSON" or any(t.lower == "old" for t in parse.children(noun.i, "amod")):
            return True  # "41-year-old X"
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

    def _people(self, noun: Token) -> bool:
        """Whether a noun or pronoun stands for living persons and nothing else."""
        if noun.lemma in self._persons:
            return noun.lemma not in WORDS.remains
        return noun.pos == "NUM" or noun.entity == "PERSON" or noun.lower in OTHERS or noun.lower in self._vague

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
        # "shoots dead nine people", with the verb taken for a noun.
        yield from self._of_heads(part, token, what, [t.i for t in parse.children(token.i, "dobj")])
        for i in in_state(parse, token):
            noun = parse.tokens[i]
            if token.dep == "amod" and noun.tag == "NN" and not parse.children(i, "nummod"):
                continue  # "the injured man" is one of those told of elsewhere
            told = noun.lemma.lower() in self._persons or noun.pos == "NUM" or noun.lower in self._vague
            if told or (token.dep == "acomp" and self._named(parse, noun)):
                yield from self._of_heads(part, token, what, [i])

    def _of_toll(self, part: Part, token: Token) -> Iterator[Toll]:
        """ "the death toll rose to nine", "put the number of people killed at nine", "a death toll of nine"."""
        parse = part.parse
        verb = parse.head(token.i)
        under = {parse.tokens[i].lemma for i in parse.subtree(token.i)}
        what = next((WORDS.toll_of[lemma] for lemma in sorted(under) if lemma in WORDS.toll_of), None)
        if what is None and token.lemma == "toll" and self._of_the_dead(part, token):
            what = "killed"
        if what is None:
            return
        heads = [i for i in under_of(parse, token.i) if parse.tokens[i].pos == "NUM"]
        if verb is not None and verb.pos == "VERB" and token.dep in ("nsubj", "nsubjpass", "dobj"):
            reached = (p for p in parse.children(verb.i, "prep") if p.lower in ("to", "at", "past"))
            heads += [t.i for p in reached for t in parse.children(p.i, "pobj")]
            heads += [t.i for t in parse.children(verb.i, "dobj") if t.i != token.i]
        for head in heads[:1]:
            quantity = numbers.of_noun(parse, head, self._vague)
            if quantity is not None:
                if verb is not None and verb.lemma in EXCEEDING:
                    quantity = replace(quantity, max=None)
                yield self._toll(part, token, what, quantity, parse.tokens[head])

    def _of_the_dead(self, part: Part, token: Token) -> bool:
        """ "Two more died, bringing the toll to 14"."""
        bounds = part.sentence(token.i)
        tokens = part.parse.tokens[bounds.first : bounds.last]
        return any(t.lemma in VERBS and VERBS[t.lemma][0] == "killed" for t in tokens)

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
        heads = under_of(parse, token.i)
        if not heads and (shared := _shared(parse, token)):
            # "the death and wounding of villagers": of 12 villagers nobody knows how many died.
            both = self._of_heads(part, token, what, shared)
            yield from (t for t in both if t.count.max is None)
            return
        owners = parse.children(token.i, "poss")
        owners += [t for t in parse.children(token.i, "compound") if t.entity == "PERSON"]
        if heads:
            yield from self._of_heads(part, token, what, heads)
        else:  # "his injuries": he may have died of them
            of_owners = self._of_owners(part, token, what, owners)
            yield from map(_implied, of_owners) if token.lemma in WORDS.hurts else of_owners

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
        yield from self._of_heads(part, token, "killed", under_of(parse, token.i) or lost)

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
        if token.pos not in VERBAL and (what := completed(parse, token)) in ("killed", "injured"):
            # "gun down 14 people", "one student shot to death"
            windows.append((what, self._after(parse, token.i + 1, sentence.last)))
            windows.append((what, self._before(parse, token.i, sentence.first)))
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
            if parse.tokens[begin - 1].lower in WORDS.toll_states:
                break  # "three dead and dozens hurt"
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
        if token.tag == "VBG" and token.dep == "advcl":
            # "a quake that struck in May, killing 12": the parser may hang the outcome on another clause.
            first = parse.sentences[parse.sentence_of[token.i]].first
            before = [t.i for t in parse.tokens[first : token.i] if t.pos == "VERB"]
            doers += subjects(parse, before[-1]) if before else []
        causes = (p for p in parse.children(token.i, "prep", "agent") if p.lower in ("in", "by", "from"))
        doers += [t.i for p in causes for t in parse.children(p.i, "pobj")]
        return any(parse.tokens[i].lemma in self._mishaps and not is_gunfire(parse, i, self._armed) for i in doers)

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


def _implied(toll: Toll) -> Toll:
    return replace(toll, implied=True)


def _shared(parse: Parse, noun: Token) -> list[int]:
    """What stands under the "of" of the toll noun that another is in coordination with."""
    beside = [parse.tokens[noun.head]] if noun.dep == "conj" else []
    beside += parse.children(noun.i, "conj")
    return [i for t in beside if t.lemma in WORDS.toll_nouns for i in under_of(parse, t.i)]


def _one_more(parse: Parse, noun: Token) -> bool:
    """ "a third was wounded", not "a third of them"."""
    below = {t.lower for t in parse.children(noun.i)}
    return noun.lower in ORDINALS and bool(below & numbers.ARTICLES) and "of" not in below


def _apposed(parse: Parse, name: int, noun: int) -> bool:
    """Whether a name stands, alone or in a list, as another name of a noun."""
    path = [parse.tokens[name], *parse.ancestors(name)]
    below = [t.dep for t in itertools.takewhile(lambda t: t.i != noun, path)]
    return 0 < len(below) < len(path) and below[-1] == "appos" and set(below) <= {"appos", "compound", "conj", "nmod"}


def _misread(token: Token) -> bool:
    """ "killed 14 and injures 17 others": a verb taken for a noun."""
    return token.tag == "NNS" and token.lower.removesuffix("s") in VERBS


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
