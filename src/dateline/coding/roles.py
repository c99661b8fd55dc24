"""Who did it, to whom, by what means: from grammatical slots to the roles of an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding import fillers
from dateline.coding.clause import with_conjuncts
from dateline.coding.document import Words
from dateline.coding.mentions import Mention
from dateline.coding.names import PLACES, Directory, Named, measured, phrase
from dateline.coding.words import WORDS
from dateline.language import Parse, Token
from dateline.ontology import Ontology

NOT_PARTIES = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LAW", "LANGUAGE", "WORK_OF_ART"}
)
PARTY_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
# Words that have a party to receive them.
ADDRESSED = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
# What all parties do together, none to another.
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
# What is done to a thing of these is done to who owns it: "revoked his visa".
OWNED = frozenset({"COERCE", "RETREAT", "SANCTION"})
DOERS = frozenset({"by", "from"})  # prepositions of who did or said a thing
BEARERS = frozenset({"with", "against", "on", "to"})  # and of who bears a measure: "relations with Chad"
# Where a visit names its place, which is no party to it.
VISITS = frozenset({"visit", "visit-noun"})
VISITED = frozenset({"object", "to", "in", "of"})
OWNERS = frozenset({"its", "their"})
ANYBODY = frozenset({"people", "person", "other"})  # words that only count who was hit
# The slot that one lent by a verb stands for.
LENT = {"verb subject": "agent", "verb object": "of"}
# The roles of what stands in no slot of the grammar.
BEYOND = {
    "addressed": "recipient",
    "targeting": "recipient",
    "ousted": "recipient",
    "flown over": "recipient",
    "attending": "both",
    "held": "actor",
}


@dataclass
class Roles:
    """The fillers of a mention, in the order of the text."""

    actors: list[Named]
    recipients: list[Named]
    weapon: Words | None
    items: list[int]  # heads of goods


class RoleFinder:
    """Fills roles by the ontology's frames and noun classes."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._weapons = ontology.classes["weapons"].words
        self._violence = ontology.classes["violence"].words
        self._parties = [c.words for c in ontology.classes.values() if c.person]
        self._party_lemmas = frozenset().union(*(w.lemmas for w in self._parties)) | WORDS.more_parties
        self._party_lemmas -= {"one", "other", "half"} | ontology.classes["statements"].words.lemmas

    def __call__(self, mention: Mention, directory: Directory) -> Roles:
        """The roles of one mention."""
        roles = Roles([], [], None, [])

        def place(slot: str, heads: list[int]) -> None:
            for head in heads:
                self._place(mention, slot, head, roles, directory)

        for slot, heads in mention.slots.items():
            place(slot, heads)
        if not roles.recipients and mention.type in ADDRESSED:
            place("addressed", fillers.addressed(mention))
        if mention.type == "ASSAULT":
            if not roles.recipients:
                place("targeting", fillers.struck(mention) or fillers.target_of(mention))
            if not roles.recipients and mention.head != mention.clause:
                place("ousted", fillers.to_be_ousted(mention))
            if not roles.actors:
                place("held", fillers.held_for(mention))
            if not roles.actors:
                place("agent", [i for i in fillers.done_by(mention) if self.is_party(mention.parse.tokens[i])])
            roles.weapon = roles.weapon or self._weapon_nearby(mention)
        if mention.type == "PROTEST" and not roles.recipients:
            place("addressed", [i for i in fillers.opposed(mention) if self.is_party(mention.parse.tokens[i])])
        if mention.type == "MOBILIZE" and mention.entry.mode == "weapons":
            place("flown over", [i for i in fillers.flown_over(mention) if self._is_state(mention, i, directory)])
        if mention.type in MUTUAL and len(roles.actors) < 2:
            place("attending", fillers.attending(mention))
        actors = {n.name.casefold() for n in roles.actors}
        alone = [n for n in roles.recipients if n.name.casefold() not in actors]
        roles.recipients = [] if mention.type in MUTUAL else alone
        return roles

    def _place(self, mention: Mention, slot: str, head: int, roles: Roles, directory: Directory) -> None:
        token = mention.parse.tokens[head]
        role = self._role(mention, slot, token)
        own = slot in ("compound", "modifier") and mention.first <= head < mention.last  # "a prison sentence"
        if role in ("none", "place") or head == mention.head or own or _only_where(mention, slot, token):
            return
        armed = self._weapons.has(token.lemma) or self._weapons.has(token.lemma.removesuffix("s"))  # "Rockets struck"
        armed = armed and not is_dug(mention.parse, token)
        if role in ("actor", "weapon") and armed and mention.type in ("ASSAULT", "MOBILIZE"):
            roles.weapon = roles.weapon or phrase(mention.part, self._whole(mention, token))
            self._place_owners(mention, token, roles, directory)
        elif role == "item":
            roles.items.append(head)
        elif role != "weapon":
            target = roles.recipients if role == "recipient" else roles.actors
            for named in self._named(mention, slot, token, role == "recipient", directory):
                if all(n.name.casefold() != named.name.casefold() for n in target):
                    target.append(named)

    def _named(
        self, mention: Mention, slot: str, token: Token, receives: bool, directory: Directory
    ) -> Iterator[Named]:
        """The parties that a filler names."""
        parse = mention.parse
        among = fillers.included(parse, token)
        whole = [] if among and token.lemma in ANYBODY else self._party_heads(mention, token, receives)
        for i in (*whole, *among):
            named = directory.resolve(mention.part, i, acting=not receives or mention.type != "ASSAULT")
            if named is None or (parse.tokens[named.here.first].entity in NOT_PARTIES and named.label in NOT_PARTIES):
                continue
            if not directory.only_where(named, parse.tokens[i], speaks=not self._act(mention)):
                yield named

    def _party_heads(self, mention: Mention, token: Token, receives: bool) -> list[int]:
        """The nouns that name the parties of a filler: itself, or whose doing or thing it is."""
        parse = mention.parse
        if receives and mention.type == "ASSAULT" and token.lemma in ANYBODY and not _told_apart(parse, token):
            return []
        if not receives and (owner := _of_whom(parse, token)) is not None:
            return [owner]
        counted = measured(parse, token) if token.lemma in WORDS.measures else None
        if self.is_party(token) or (counted is not None and self.is_party(parse.tokens[counted])):
            return [token.i]
        if receives and token.lemma in WORDS.body_parts and (whose := fillers.owners(parse, token)):
            return whose
        thing = [token.i] if receives and self._act(mention) and token.pos in ("NOUN", "PROPN") else []
        return [i for i in self._holders(mention, token, receives) if self.is_party(parse.tokens[i])] or thing

    def _holders(self, mention: Mention, token: Token, receives: bool) -> list[int]:
        """Whose a thing or doing is that fills a role no thing can fill."""
        parse = mention.parse
        nationals = fillers.nationals(parse, token, PARTY_LABELS)
        if not self._act(mention):
            by = fillers.under(parse, token, DOERS) if receives else []
            return fillers.owners(parse, token) or nationals or by
        if receives:
            bearers = fillers.under(parse, token, BEARERS)
            return (fillers.owners(parse, token) or bearers) if mention.type in OWNED else []
        if token.lemma in WORDS.sway:  # "fell under rebel control"
            beside = parse.children(token.i, "amod", "compound", "nmod")
            return fillers.owners(parse, token) + [t.i for t in beside if self.is_party(t)]
        if self._violence.has(token.lemma):  # "killed by the Israeli strike"
            return fillers.owners(parse, token) or nationals or fillers.under(parse, token, DOERS)
        return []

    def _act(self, mention: Mention) -> bool:
        return self._ontology.types[mention.type].kind == "act"

    def _role(self, mention: Mention, slot: str, token: Token) -> str:
        frame = mention.entry.frame
        if slot in LENT:
            role = self._ontology.role(frame, LENT[slot], token.lemma, token.entity)
            if slot == "verb object":
                return role if role in ("recipient", "both") else "none"
            return role if role in ("actor", "both") else "none"
        if slot in BEYOND:
            return BEYOND[slot]
        if slot == "possessor" and mention.slots.get("of") and self._ontology.role(frame, "of") == "recipient":
            return "actor"  # "the army's killing of two men"
        return self._ontology.role(frame, slot, token.lemma, token.entity)

    @staticmethod
    def _is_state(mention: Mention, head: int, directory: Directory) -> bool:
        named = directory.resolve(mention.part, head)
        return named is not None and directory.names_state(named)

    def is_party(self, token: Token) -> bool:
        """Whether a noun can be a party: a name of one, or a word for people or bodies."""
        if token.entity in PARTY_LABELS:
            return True
        if token.entity in NOT_PARTIES and token.pos != "NOUN":
            return False
        return token.pos in ("PROPN", "PRON") or token.lemma in self._party_lemmas

    def _place_owners(self, mention: Mention, weapon: Token, roles: Roles, directory: Directory) -> None:
        """Whose the means are is who did it: "Israeli warplanes", "its warplanes", "a bomb planted by rebels"."""
        parse = mention.parse
        owners = [
            i
            for t in parse.children(weapon.i, "amod", "compound", "poss")
            if t.entity in ("NORP", "GPE") or t.lower in OWNERS
            for i in with_conjuncts(parse, t.i)
        ]
        users = [i for i in fillers.using(parse, weapon) if self.is_party(parse.tokens[i])]
        found = [named for i in (*owners, *users) if (named := directory.resolve(mention.part, i)) is not None]
        if not roles.actors:
            roles.actors += found

    def _whole(self, mention: Mention, token: Token) -> int:
        """The head of the compound that a weapon's name opens: "car bomb" is a bomb, "drone strike" a drone."""
        head = mention.parse.head(token.i)
        if token.dep != "compound" or head is None or head.i == mention.head or head.pos != "NOUN":
            return token.i
        return token.i if self._violence.has(head.lemma) else head.i

    def _weapon_nearby(self, mention: Mention) -> Words | None:
        """A weapon in the clause that no slot holds ("hit by three rockets fired from …")."""
        parse = mention.parse
        for i in parse.subtree(mention.clause, frozenset({"ccomp", "relcl", "conj", "parataxis"})):
            token = parse.tokens[i]
            armed = token.pos in ("NOUN", "PROPN") and self._weapons.has(token.lemma) and not is_dug(parse, token)
            if armed and i != mention.head:
                return phrase(mention.part, self._whole(mention, token))
        return None


def _only_where(mention: Mention, slot: str, token: Token) -> bool:
    """Whether a filler says where, though its slot could name a party."""
    if mention.type == "PROTEST" and slot == "compound" and token.entity in PLACES:
        return True  # "the Gaza protests"
    if mention.entry.frame in VISITS and slot in VISITED and token.entity in ("GPE", "LOC"):
        return True
    return token.lemma in WORDS.whereabouts and mention.parse.tokens[token.head].pos == "ADP"


def is_dug(parse: Parse, noun: Token) -> bool:
    """ "attacked a gold mine": no mine that goes off."""
    before = parse.children(noun.i, "compound", "amod")
    return noun.lemma == "mine" and any(t.lemma in WORDS.ores for t in before)


def _of_whom(parse: Parse, noun: Token) -> int | None:
    """The "its" of "Russia said its troops had captured the village": nothing else tells whose they are."""
    told = parse.children(noun.i, "poss", "amod", "compound", "nmod")
    bare = len(told) == 1 and told[0].lower in OWNERS and noun.lemma in WORDS.forces
    return told[0].i if bare else None


def _told_apart(parse: Parse, noun: Token) -> bool:
    """Whether anything but a number is said of who they are."""
    return bool(parse.children(noun.i, "amod", "compound", "poss"))
