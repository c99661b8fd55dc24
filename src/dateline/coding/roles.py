"""Who did it, to whom, by what means: from grammatical slots to the roles of an event."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.coding.clause import objects, subjects
from dateline.coding.mentions import Mention
from dateline.coding.names import Directory, Named, Words, phrase
from dateline.coding.words import WORDS
from dateline.language import Parse, Token
from dateline.ontology import Ontology

NOT_PARTIES = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LAW", "LANGUAGE", "WORK_OF_ART"}
)
PARTY_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
# Words that have a party to receive them, and the slot it is lent where the grammar gives none.
ADDRESSED = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
ADDRESSEE = "addressee"
LENT = {"verb subject": "agent", "verb object": "of"}


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
        self._parties = [c.words for c in ontology.classes.values() if c.person]
        self._party_lemmas = frozenset().union(*(w.lemmas for w in self._parties)) - {"one", "other", "half"}

    def __call__(self, mention: Mention, directory: Directory) -> Roles:
        """The roles of one mention."""
        roles = Roles([], [], None, [])
        act = self._ontology.types[mention.type].kind == "act"
        for slot, heads in mention.slots.items():
            for head in heads:
                self._place(mention, slot, head, roles, directory, act)
        if not roles.recipients and mention.type in ADDRESSED:
            for head in self._addressed(mention):
                self._place(mention, ADDRESSEE, head, roles, directory, False)
        if not roles.recipients and mention.type == "ASSAULT":
            for head in self._struck(mention):
                self._place(mention, "targeting", head, roles, directory, True)
        if roles.weapon is None and mention.type == "ASSAULT":
            roles.weapon = self._weapon_nearby(mention)
        recipients = {n.name.casefold() for n in roles.actors}
        roles.recipients = [n for n in roles.recipients if n.name.casefold() not in recipients]
        return roles

    def _place(self, mention: Mention, slot: str, head: int, roles: Roles, directory: Directory, act: bool) -> None:
        token = mention.parse.tokens[head]
        role = self._role(mention, slot, token)
        if role in ("none", "place") or head == mention.head:
            return
        if token.lemma in WORDS.whereabouts and mention.parse.tokens[token.head].pos == "ADP":
            return
        if role in ("actor", "weapon") and self._weapons.has(token.lemma) and mention.type in ("ASSAULT", "MOBILIZE"):
            roles.weapon = roles.weapon or phrase(mention.part, _whole(mention.parse, token, mention.head))
            self._place_owners(mention, token, roles, directory)
            return
        if role == "weapon":
            return
        if role == "item":
            roles.items.append(head)
            return
        thing_allowed = role == "recipient" and act
        if not self.is_party(token) and not (thing_allowed and token.pos in ("NOUN", "PROPN")):
            return
        named = directory.resolve(mention.part, head)
        if named is None or (
            mention.parse.tokens[named.here.first].entity in NOT_PARTIES and named.label in NOT_PARTIES
        ):
            return
        target = roles.recipients if role == "recipient" else roles.actors
        if all(n.name.casefold() != named.name.casefold() for n in target):
            target.append(named)

    def _role(self, mention: Mention, slot: str, token: Token) -> str:
        frame = mention.entry.frame
        if slot in LENT:
            role = self._ontology.role(frame, LENT[slot], token.lemma, token.entity)
            if slot == "verb object":
                return role if role in ("recipient", "both") else "none"
            return role if role in ("actor", "both") else "none"
        if slot == ADDRESSEE:
            return "recipient"
        if slot == "compound":
            return self._ontology.role(frame, slot, token.lemma, token.entity)
        if slot == "targeting":
            return "recipient"
        return self._ontology.role(frame, slot, token.lemma, token.entity)

    @staticmethod
    def _struck(mention: Mention) -> list[int]:
        """What an attack was on, where the preposition hangs deeper: "an attack in the hours of May 8 on the base"."""
        parse = mention.parse
        start = mention.head if mention.head != mention.clause else mention.clause
        for i in parse.subtree(start, frozenset({"relcl", "ccomp", "conj", "advcl", "parataxis"})):
            token = parse.tokens[i]
            wanted = ("on", "against") if mention.head != mention.clause else ("at", "on", "into", "against")
            if token.lower in wanted and token.dep == "prep":
                found = [
                    t.i for t in parse.children(i, "pobj") if t.entity not in NOT_PARTIES and t.pos in ("NOUN", "PROPN")
                ]
                if found:
                    return found
        return []

    @staticmethod
    def _addressed(mention: Mention) -> list[int]:
        """Whom words are for, where only what is said names them: "demanded that Kyiv withdraw"."""
        parse = mention.parse
        for verb in parse.children(mention.head, "ccomp", "xcomp"):
            heads = subjects(parse, verb.i) if verb.dep == "ccomp" else objects(parse, verb.i)
            if heads:
                return heads
        return []

    def is_party(self, token: Token) -> bool:
        """Whether a noun can be a party: a name of one, or a word for people or bodies."""
        if token.entity in PARTY_LABELS:
            return True
        if token.entity in NOT_PARTIES and token.pos != "NOUN":
            return False
        return token.pos in ("PROPN", "PRON") or token.lemma in self._party_lemmas

    @staticmethod
    def _place_owners(mention: Mention, weapon: Token, roles: Roles, directory: Directory) -> None:
        """ "Israeli warplanes struck": whose the means are is who did it."""
        for t in mention.parse.children(weapon.i, "amod", "compound", "poss"):
            named = directory.resolve(mention.part, t.i) if t.entity in ("NORP", "GPE") else None
            if named is not None and not roles.actors:
                roles.actors.append(named)

    def _weapon_nearby(self, mention: Mention) -> Words | None:
        """A weapon in the clause that no slot holds ("hit by three rockets fired from …")."""
        parse = mention.parse
        for i in parse.subtree(mention.clause, frozenset({"ccomp", "relcl", "conj", "parataxis"})):
            token = parse.tokens[i]
            if token.pos in ("NOUN", "PROPN") and self._weapons.has(token.lemma) and i != mention.head:
                return phrase(mention.part, _whole(parse, token, mention.head))
        return None


def _whole(parse: Parse, token: Token, trigger: int) -> int:
    """The head of the compound that a weapon's name opens: "car bomb" is a bomb, "drone strike" a drone."""
    head = parse.head(token.i)
    if token.dep == "compound" and head is not None and head.i != trigger and head.pos == "NOUN":
        return head.i
    return token.i
