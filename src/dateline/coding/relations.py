"""How the parties of an article stand to each other, as far as it says so.

Who leads whom, is part of, was formerly of, is backed by, allied with, or fights whom: found by the words of
`data/relations.yaml` and the grammar round them. Each finding names its endpoints by tokens and the words that say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline.coding.clause import VERBAL, Slots, is_passive, slots, subjects, with_conjuncts
from dateline.coding.ends import BODY, WITHIN, End, Ends
from dateline.coding.relation_words import words
from dateline.language import Parse, Token
from dateline.model import RelationKind

BEHIND = ("possessor", "compound", "modifier", "agent", "by")
BODIES = frozenset({"body", "land", "place"})
ACTING = frozenset({"body", "land", "person"})
FIGHTING = ACTING | {"thing"}


@dataclass(frozen=True)
class Found:
    """One relation: from `source` to `target`, said by tokens [first:last]."""

    kind: RelationKind
    source: End
    target: End
    first: int
    last: int
    rule: str


class RelationFinder:
    """Finds the relations between given ends in one parse."""

    def __init__(self, parse: Parse, ends: Iterable[End]) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._words = words()
        self._ends = Ends(parse, ends)
        self._all = self._ends.among

    def __call__(self) -> list[Found]:
        """The relations in the order of their words, each once."""
        found: dict[tuple[str, int, int], Found] = {}
        for token in self._tokens:
            for one in self._at(token):
                if not one.source.overlaps(one.target):
                    found.setdefault((one.kind, one.source.head, one.target.head), one)
        return list(found.values())

    def _at(self, token: Token) -> Iterator[Found]:
        if token.pos in VERBAL:
            around = slots(self._parse, token.i)
            yield from self._of_verb(token, around)
        elif token.pos in ("NOUN", "PROPN", "ADJ"):
            yield from self._of_noun(token)
        end = self._ends.get(token.i)
        if end is not None:
            yield from self._of_end(token, end)

    # -------------------------------------------------------------- verbs

    def _of_verb(self, verb: Token, around: Slots) -> Iterator[Found]:
        w, lemma = self._words, verb.lemma
        doers, done = self._doers(around), around.get("object", [])
        if lemma == "engage" and done:  # "one strike engaged a tactical unit"
            strikes = self._all(doers, frozenset({"thing"}))
            yield from self._pairs("fights", verb, strikes, self._all(done), "fights: engages")
        if lemma in w.combat_verbs:
            doers = [*doers, *self._helped_by(verb)] or self._behind(verb)
            targets = self._all([*done, *self._under(around, w.against)])
            if lemma in ("clash", "fight", "battle", "engage") and not targets:
                targets = self._all(self._under(around, w.clash_with))
            yield from self._pairs("fights", verb, self._all(doers, FIGHTING), targets, "fights: verb")
        if lemma in w.carrying_out:
            for noun in (self._tokens[i] for i in done):
                if noun.lemma in w.combat_nouns:
                    given = slots(self._parse, noun.i)
                    at = self._all([*self._under(given, w.against), *self._under(around, w.against)])
                    yield from self._pairs("fights", noun, self._all(doers, FIGHTING), at, "fights: carries out")
        if lemma in w.leading_verbs:
            yield from self._pairs("leads", verb, self._all(doers), self._all(done, BODIES), "leads: verb")
        if lemma in w.taking:
            places = [e for e in self._all(done, direct=True) if e.kind in ("place", "thing")]
            yield from self._pairs("leads", verb, self._all(doers, ACTING), places, "leads: takes")
            holders = self._all(around.get("from", []), ACTING)
            yield from self._pairs("fights", verb, self._all(doers, ACTING), holders, "fights: takes from")
            yield from self._pairs("leads", verb, holders, places, "leads: taken from")
        yield from self._standing(verb, around, doers, done)

    def _standing(self, verb: Token, around: Slots, doers: list[int], done: list[int]) -> Iterator[Found]:
        w, lemma = self._words, verb.lemma
        if lemma in w.membership_verbs:
            into = done if lemma == "join" else self._under(around, frozenset({"to", "in", "with", "for"}))
            kind: RelationKind = "formerly of" if self._former(verb) else "part of"
            yield from self._pairs(kind, verb, self._all(doers), self._all(into, BODIES), "part of: verb")
        if lemma in w.including_verbs:
            members = self._all([*done, *around.get("of", [])])
            yield from self._turned("part of", verb, self._all(doers, BODY), members, "part of: includes")
        if lemma == "make" and is_passive(self._parse, verb.i):  # "made up of local Arabs"
            members = self._all([*around.get("of", []), *self._under(around, frozenset({"by"}))])
            yield from self._turned("part of", verb, self._all(done), members, "part of: made up of")
        if lemma == "have":
            staff = [e for e in self._all(done, ACTING) if self._tokens[e.head].lemma in w.persons_of]
            yield from self._turned("part of", verb, self._all(doers, ACTING), staff, "part of: has")
        if lemma in w.backing_verbs:
            helped = self._all(done, ACTING)
            yield from self._turned("backed by", verb, self._all(doers, BODIES), helped, "backed by: verb")
        if lemma in w.allying_verbs:
            beside = self._all(self._under(around, frozenset({"with", "alongside", "by"})), BODIES)
            yield from self._pairs("allied with", verb, self._all(doers, BODIES), beside, "allied: verb")
        if lemma in w.leaving_verbs:
            left = self._all([*around.get("from", []), *(done if lemma in ("leave", "quit") else [])], BODY)
            yield from self._pairs("formerly of", verb, self._all(doers, ACTING), left, "formerly of: verb")
        alongside = self._all(around.get("alongside", []), BODIES)
        yield from self._pairs("allied with", verb, self._all(doers, BODIES), alongside, "allied: alongside")

    def _doers(self, around: Slots) -> list[int]:
        """Who does what a verb says; of an attack that does something ("the attack killed …") who is behind it."""
        heads = [*around.get("subject", []), *around.get("agent", [])]
        for head in list(heads):
            token = self._tokens[head]
            if token.lemma in self._words.combat_nouns and self._ends.get(head) is None:
                behind = slots(self._parse, head)
                heads += [i for name in BEHIND for i in behind.get(name, [])]
        return heads

    def _behind(self, verb: Token) -> list[int]:
        """ "Operation X, the operation to defeat …", "the campaign to defeat …": what it is, whose, or who wages it."""
        noun = self._parse.head(verb.i)
        if noun is None or verb.dep not in ("acl", "relcl") or noun.pos not in ("NOUN", "PROPN"):
            return []
        around = slots(self._parse, noun.i)
        whose = [i for name in BEHIND for i in around.get(name, [])]
        apposed = [noun.head] if noun.dep == "appos" else []
        return [noun.i] if self._ends.get(noun.i) else whose or apposed or self._ends.subject_over(noun)

    def _helped_by(self, verb: Token) -> list[int]:
        """ "supports Iraq in defeating …", "helps them to defeat …": who is helped does it as well."""
        above = self._parse.head(verb.i)
        if verb.dep == "pcomp" and above is not None and above.lower == "in":
            above = self._parse.head(above.i)
        if above is None or above.lemma not in self._words.helping_verbs or verb.dep not in ("xcomp", "pcomp", "advcl"):
            return []
        return slots(self._parse, above.i).get("object", [])

    # -------------------------------------------------------------- nouns

    def _of_noun(self, noun: Token) -> Iterator[Found]:
        w, lemma = self._words, noun.lemma
        around = slots(self._parse, noun.i)
        whose = [*around.get("possessor", []), *around.get("modifier", []), *around.get("compound", [])]
        if lemma in w.combat_nouns:
            own = [*whose, *around.get("agent", [])] or self._helped_in(noun)
            by = self._all(own, FIGHTING) or self._all(self._engaged(noun), FIGHTING)
            at = self._all([*self._under(around, w.against), *around.get("targeting", [])])
            yield from self._pairs("fights", noun, by, at, "fights: noun")
        if lemma in w.defeats:
            own = [*around.get("possessor", []), *around.get("agent", [])]
            by = self._all(own, FIGHTING) or self._all(self._engaged(noun), FIGHTING)
            yield from self._pairs("fights", noun, by, self._all(around.get("of", [])), "fights: defeat of")
        if lemma in w.leaders | w.persons_of:
            rank: RelationKind = self._rank(noun)
            kinds = BODIES if rank == "leads" and lemma in w.rulers else BODY
            over = self._all([*self._under(around, w.belonging), *whose], kinds)
            yield from self._pairs(rank, noun, self._borne_by(noun), over, f"{rank}: title")
        if lemma in w.groups:  # "the Abu Nasira gang" is called after who leads it
            leaders = self._all(around.get("compound", []), frozenset({"person"}), direct=True)
            yield from self._pairs("leads", noun, leaders, self._all([noun.i], direct=True), "leads: called after")
        if lemma in w.proxies:  # "Iranian proxies", "Iran's proxy militias"
            backers = self._all(around.get("modifier", []) + around.get("possessor", []), BODIES)
            head = self._parse.head(noun.i) if noun.dep in ("compound", "amod") else None
            if head is not None:
                backers = backers or self._all([t.i for t in self._parse.children(head.i, "poss", "amod")], BODIES)
            of = self._all([head.i if head is not None else noun.i], direct=True)
            yield from self._pairs("backed by", noun, of, backers, "backed by: proxy")
        if lemma in w.takings | w.losses:  # "the capture of the town by …", "the fall of the town to …"
            places = [e for e in self._all(around.get("of", []), direct=True) if e.kind in ("place", "thing")]
            takers = (
                around.get("to", []) if lemma in w.losses else [*around.get("by", []), *around.get("possessor", [])]
            )
            yield from self._pairs("leads", noun, self._all(takers, ACTING), places, "leads: taking of")
        if lemma in w.control:
            taken = [e for e in self._all(around.get("of", [])) if e.kind in ("place", "thing")]
            by = self._all(whose) or self._all(self._ends.subject_over(noun))
            yield from self._pairs("leads", noun, by, taken, "leads: control of")
            at = self._all(around.get("against", []))
            yield from self._pairs("fights", noun, [*by, *taken], at, "fights: use against")
        if lemma in w.parts:
            wholes = self._all([*around.get("of", []), *around.get("in", []), *whose], BODIES)
            kind: RelationKind = "formerly of" if self._former(noun) else "part of"
            yield from self._pairs(kind, noun, self._borne_by(noun, member=True), wholes, "part of: noun")
        if lemma in w.supports:
            to = self._all(self._under(around, frozenset({"for", "of", "to"})), ACTING)
            yield from self._turned(
                "backed by", noun, self._all(self._ends.subject_over(noun), BODIES), to, "backed by: noun"
            )
        if lemma in w.allies:
            for ally in self._borne_by(noun):
                yield from self._pairs("allied with", noun, self._all(whose, BODIES), [ally], "allied: noun")
            between = self._all(self._under(around, frozenset({"between", "with"})), BODIES)
            both = between if len(between) > 1 else [*self._all(self._ends.subject_over(noun), BODIES), *between]
            for one, other in pairwise(both):
                yield from self._pairs("allied with", noun, [one], [other], "allied: between")

    def _borne_by(self, noun: Token, member: bool = False) -> list[End]:
        """Of whom a noun is told: "X, the leader", "the leader, X", "leader X", "X is the leader", "as part of"."""
        parse = self._parse
        over = parse.head(noun.i)
        found = [t.i for t in parse.children(noun.i, "appos")]
        if over is not None and noun.dep in ("appos", "compound", "nmod", "amod"):
            found.append(over.i)
            if noun.tag == "NNS":  # "X and Y, both officers in …"
                after = with_conjuncts(parse, over.i)
                found += after if len(after) > 1 or over.dep != "conj" else [over.head]
        if over is not None and over.lemma in ("be", "become", "remain") and noun.dep in ("attr", "acomp"):
            found += subjects(parse, over.i)
        if over is not None and noun.dep == "pobj" and over.lower == "as":
            found += self._ends.subject_over(noun)
        if noun.dep == "dobj" and over is not None and over.lemma == "become":
            found += subjects(parse, over.i)
        borne = self._all(found, ACTING | BODIES if member else ACTING, direct=True)
        own = self._ends.get(noun.i)
        return borne or ([own] if own is not None and own.kind in ACTING and not member else [])

    def _helped_in(self, noun: Token) -> list[int]:
        """ "support for Iraq in the fight against …", "helped Iraq in the fight": whose fight it is."""
        preposition = self._parse.head(noun.i)
        if noun.dep != "pobj" or preposition is None or preposition.lower != "in":
            return []
        above = self._tokens[preposition.head]
        if self._ends.get(above.i):
            return [above.i]
        around = slots(self._parse, above.i)
        if above.lemma in self._words.helping_verbs and above.pos in VERBAL:
            return around.get("object", [])
        return [*around.get("for", []), *around.get("of", []), *around.get("to", [])]

    def _rank(self, noun: Token) -> RelationKind:
        """Whether a title is of who leads ("the leader of X"), of one of many ("a senior X leader"), or of old."""
        if self._former(noun):
            return "formerly of"
        near = {t.lemma for t in self._parse.children(noun.i, "det", "amod", "compound", "nummod")}
        one_of_many = noun.tag in ("NNS", "NNPS") or near & self._words.of_many
        return "leads" if noun.lemma in self._words.leaders and not one_of_many else "part of"

    def _engaged(self, noun: Token) -> list[int]:
        """The subject of who carries out, joins or takes part in what a noun names; who condemns it is not meant."""
        verb = next((t for t in self._parse.ancestors(noun.i) if t.pos in VERBAL), None)
        taking_part = self._words.carrying_out | self._words.taking_part
        return self._ends.subject_over(noun) if verb is not None and verb.lemma in taking_part else []

    # -------------------------------------------------------------- what stands beside an end

    def _of_end(self, token: Token, end: End) -> Iterator[Found]:
        parse, w = self._parse, self._words
        for prep in parse.children(token.i, "prep"):
            under = self._ends.below(prep)
            if prep.lower in ("including", "like") or (prep.lower == "as" and self._tokens[prep.i - 1].lower == "such"):
                whole = [end] if end.kind in ACTING else []
                yield from self._turned("part of", prep, whole, self._all(under), "part of: including")
            elif prep.lower in ("of", "from") and end.kind != "place" and token.lemma not in w.persons_of | w.leaders:
                wholes = self._all(under, BODY, direct=True)
                yield from self._pairs("part of", prep, [end], wholes, "part of: of")
        for owner in self._all([t.i for t in parse.children(token.i, *WITHIN)], BODY, direct=True):
            if end.kind == "person" and token.lemma not in w.persons_of | w.leaders:
                kind: RelationKind = "formerly of" if self._former(token) else "part of"
                yield from self._pairs(kind, token, [end], [owner], "part of: within")
        for named in parse.children(token.i, "appos", "conj"):  # "our partners, especially the Turks"
            first = min(parse.subtree(named.i))
            marked = any(t.lemma in w.especially for t in self._tokens[max(0, first - 1) : named.i])
            whole = [end] if marked and end.kind in ACTING else []
            yield from self._turned("part of", named, whole, self._all([named.i], direct=True), "part of: especially")
        for verb in parse.children(token.i, "acl"):  # "airmen deployed from the wing"
            if verb.lemma in w.placing and end.kind in ACTING:
                under = [
                    f for p in parse.children(verb.i, "prep") if p.lower in w.belonging for f in self._ends.below(p)
                ]
                yield from self._pairs("part of", verb, [end], self._all(under, BODY, direct=True), "part of: from")
        for child in parse.children(token.i, "amod", "acl", "compound"):
            by = self._all([t.i for t in parse.children(child.i, "npadvmod", "compound", "nsubj", "amod", "nmod")])
            if child.lemma in w.held:  # "ISIL-held terrain"
                yield from self._pairs("leads", child, by, [end], "leads: held")
            elif child.lemma in w.backed:  # "the Turkish-backed group"
                yield from self._pairs("backed by", child, [end], by, "backed by: adjective")

    def _former(self, token: Token) -> bool:
        near = self._parse.children(token.i, "amod", "advmod", "compound", "nmod")
        return any(t.lemma in self._words.former for t in near)

    @staticmethod
    def _under(around: Slots, prepositions: frozenset[str]) -> list[int]:
        return [i for name, fillers in around.items() if name in prepositions for i in fillers]

    def _pairs(
        self, kind: RelationKind, said: Token, sources: Iterable[End], targets: Iterable[End], rule: str
    ) -> Iterator[Found]:
        targets = list(targets)
        for source in sources:
            for target in targets:
                # What a party damages is no party; what a strike hits is all that is known of whom it is meant for.
                if kind != "fights" or target.kind in ACTING or source.kind == "thing":
                    yield Found(kind, source, target, said.i, said.i + 1, rule)

    def _turned(
        self, kind: RelationKind, said: Token, targets: Iterable[End], sources: Iterable[End], rule: str
    ) -> Iterator[Found]:
        yield from self._pairs(kind, said, list(sources), targets, rule)
