"""The parties of an article that may fill the roles of an event, and what speaks for each: never what their names are.

Candidates are the fillers of the slots of grammar and the other parties of the sentences that tell the event or stand
beside them; the parties that the article's other events have by grammar are too, and who did what words are about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from dateline.coding.clause import VERBAL, is_passive, subjects
from dateline.coding.document import Part, Words
from dateline.coding.draft import Draft
from dateline.coding.hints import logit
from dateline.coding.names import PLACES, Named
from dateline.coding.roles import NOT_PARTIES, RoleFinder
from dateline.coding.scene import Scene
from dateline.coding.words import WORDS
from dateline.language import Parse, Token
from dateline.language.encoder import Scores
from dateline.ontology import Ontology

Role = Literal["actor", "recipient"]
ROLES: tuple[Role, ...] = ("actor", "recipient")
RIVAL: dict[Role, Role] = {"actor": "recipient", "recipient": "actor"}
NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PEOPLES = frozenset({"NORP", "GPE"})
ANYBODY = frozenset({"people", "person", "somebody", "someone", "anyone", "everyone"})
BESIDE = frozenset({"compound", "amod", "nmod"})
HEADS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
WITHIN = frozenset({"at", "for", "from", "in", "of", "on", "to", "with"})  # prepositions inside names
REACH = (0, -1, 1, -2, 2)  # sentences from the mention, in the order of looking
UNREAD = -7.0  # log-odds of what the encoder never saw beside the mention
# How sure the encoder must be of a party of the mention's sentence, and of a thing or what stands in another sentence.
PARTY_ODDS, OTHER_ODDS = -4.0, -1.0
ABOUT = ("object", "about", "for", "of", "on", "over", "to")  # slots that hold what words are about
NAMED_FOR_IT = "by its word"  # protesters, of a protest
# What weighs by the type of the event.
BY_TYPE = ("slot", "other slot", "cited", "encoder top", "beyond", "authority", "authority cited")


@dataclass(eq=False)
class Candidate:
    """One party: its name, the mention that it was found by, and its features in each role."""

    named: Named
    draft: Draft
    features: dict[Role, dict[str, float]] = field(default_factory=lambda: {role: {} for role in ROLES})
    barred: set[Role] = field(default_factory=set)  # roles that it cannot fill: who foils an attack has not attacked

    def note(self, role: Role, *names: str) -> None:
        """What speaks for or against a role."""
        self.features[role].update(dict.fromkeys(names, 1.0))


class CandidateFinder:
    """Finds the candidates of the events of one document."""

    def __init__(
        self, scene: Scene, ontology: Ontology, drafts: Iterable[Draft], groups: Sequence[Sequence[Draft]]
    ) -> None:
        self._scene = scene
        self._directory = scene.directory
        self._event_of = {(d.mention.part, d.mention.head): group for group in groups for d in group}
        self._authorities = ontology.classes["authorities"].words
        self._is_party = RoleFinder(ontology).is_party
        self._weapons = ontology.classes["weapons"].words
        self._heads: dict[tuple[Part, int], list[Token]] = {}
        self._resolved: dict[tuple[Part, int, bool], Named | None] = {}
        self._told: dict[str, Counter[tuple[Role, str]]] = defaultdict(Counter)
        self._tellers: dict[str, Named] = {}
        self._triggers: set[tuple[Part, int]] = set()
        self._fills: dict[tuple[Part, int], dict[Role, Scores]] = {}
        for draft in drafts:
            self._triggers.add((draft.mention.part, draft.mention.head))
            for role, named in _slots(draft):
                self._told[_key(named)][role, draft.type] += 1
                self._tellers.setdefault(_key(named), named)

    def __call__(self, group: Sequence[Draft]) -> list[Candidate]:
        """The candidates of one event, told by its mentions, the best of them first."""
        found = _Found()
        for draft in group:
            self._of_slots(draft, draft is group[0], found)
        for draft in group:
            self._of_sentences(draft, found)
        self._of_others(group, found)
        self._of_events(group, found)
        self._of_the_word(group, found)
        _compare(found.candidates)
        innocent = {(part, i) for draft in group for part, i in _innocent(draft)}
        for candidate in found.candidates:
            self._describe(candidate, group)
            names = (candidate.named.here, candidate.named.fullest)
            innocence = any((w.part, i) in innocent for w in names for i in range(w.first, w.last))
            if innocence or (group[0].type == "ASSAULT" and _only_tells(candidate)):
                candidate.barred.add("actor")
        self._bar_outdone(group, found)
        return found.candidates

    # -------------------------------------------------------------- where they come from

    def _of_slots(self, draft: Draft, best: bool, found: _Found) -> None:
        """What grammar says: the slots of the mention, who is cited for it."""
        seen: set[Role] = set()
        for role, named in _slots(draft):
            candidate = found.add(named, draft)
            self._read(candidate, self._odds(draft, _with_head(named.here)))
            candidate.note(
                role, "slot", *(["slot best"] if best else []), *(["slot first"] if role not in seen else [])
            )
            candidate.note(RIVAL[role], "other slot")
            seen.add(role)
        for source in draft.sources:
            candidate = found.add(source.named, draft)
            for role in ROLES:
                candidate.note(role, "cited")

    def _of_sentences(self, draft: Draft, found: _Found) -> None:
        """What the encoder says: the parties of the mention's sentence and of those round it."""
        mention = draft.mention
        parse = mention.parse
        for away in REACH:
            if not 0 <= mention.sentence_index + away < len(parse.sentences):
                continue
            for token in self._in_sentence(mention.part, mention.sentence_index + away):
                named = self._resolve(mention.part, token.i, True)
                if named is None or (named.here.first < mention.last and mention.first < named.here.last):
                    continue
                odds = self._odds(draft, named.here)
                thing = not self._is_party(token) or self._weapons.has(token.lemma)
                subject_before = away == -1 and token.dep == "nsubj" and not thing
                least = OTHER_ODDS if thing or away else PARTY_ODDS
                likely = subject_before or max(odds.values()) >= least
                # What stands before an event's noun is grammar's to judge: "the Brussels attacks".
                judged = token.dep in BESIDE and (mention.part, token.head) in self._triggers
                if not found.has(named) and (not likely or judged or _only_where(parse, token)):
                    continue
                if mention.type == "ASSAULT" and odds["recipient"] > odds["actor"]:
                    named = self._resolve(mention.part, token.i, False) or named
                self._note(found.add(named, draft), token, away, odds, thing)

    def _odds(self, draft: Draft, words: Words) -> dict[Role, float]:
        """What the encoder makes of the words of a party beside a mention."""
        mention = draft.mention
        if words.part is not mention.part:
            return dict.fromkeys(ROLES, UNREAD)
        key = mention.part, mention.head
        if key not in self._fills:
            reading = self._scene.hints.of(mention.part)
            self._fills[key] = {role: reading.fills(mention.head, role) for role in ROLES}
        return {r: logit(float(scores[words.first : words.last].max())) for r, scores in self._fills[key].items()}

    @staticmethod
    def _read(candidate: Candidate, odds: dict[Role, float]) -> None:
        for role in ROLES:
            features = candidate.features[role]
            features["encoder"] = max(features.get("encoder", UNREAD), odds[role])

    def _note(self, candidate: Candidate, token: Token, away: int, odds: dict[Role, float], thing: bool) -> None:
        mention = candidate.draft.mention
        passive = mention.token.pos in VERBAL and is_passive(mention.parse, mention.head)
        self._read(candidate, odds)
        for role in ROLES:
            candidate.note(role, "here" if away == 0 else "before" if away < 0 else "after")
            if thing:
                candidate.note(role, "thing")
            if away == 0:
                candidate.note(role, f"dep={token.dep}{' passive' if passive else ''}")
                candidate.note(role, "left" if token.i < mention.head else "right")
                if token.pos == "PRON":
                    candidate.note(role, "pronoun")
            elif token.dep == "nsubj":
                candidate.note(role, "subject before" if away < 0 else "subject after")

    def _of_others(self, group: Sequence[Draft], found: _Found) -> None:
        """What the article's other events say: who does or suffers what there."""
        kind = group[0].type
        own = Counter((_key(named), role) for draft in group for role, named in _slots(draft))
        for named in self._tellers.values():
            if named.label in NAMES:
                found.add(named, group[0])
        for candidate in found.candidates:
            key = _key(candidate.named)
            told = self._told.get(key) or Counter[tuple[Role, str]]()
            for role in ROLES:
                if told[role, kind] > own[key, role]:
                    candidate.note(role, "elsewhere")
                    candidate.note(RIVAL[role], "other elsewhere")
                others = [type for r, type in told if r == role and type != kind]
                if others:
                    candidate.note(role, "elsewhere other type")
                if role == "recipient":  # of who does what elsewhere it says nothing, out of fold
                    candidate.note(role, *(f"{type} for {kind}" for type in others))

    def _of_events(self, group: Sequence[Draft], found: _Found) -> None:
        """Of words for another event, "condemned the attack": who did that."""
        for draft in group:
            mention = draft.mention
            objects = [i for slot in ABOUT for i in mention.slots.get(slot, ())]
            events = [e for i in objects if (e := self._event_of.get((mention.part, i))) is not None and e is not group]
            for named in (named for event in events for other in event for named in other.actors):
                found.add(named, draft).note("recipient", "did it", f"did it {group[0].type}")

    def _of_the_word(self, group: Sequence[Draft], found: _Found) -> None:
        """Of a protest that nobody is said to hold: whom the article calls protesters, nearest to it."""
        mention = group[0].mention
        if mention.type != "PROTEST" or any(draft.actors for draft in group):
            return
        called = [t for t in mention.parse.tokens if t.lemma in WORDS.protesters and t.dep not in BESIDE]
        for token in sorted(called, key=lambda t: abs(t.i - mention.head))[:1]:
            named = self._resolve(mention.part, token.i, True)
            if named is not None:
                found.add(named, group[0]).note("actor", NAMED_FOR_IT)

    # -------------------------------------------------------------- what is said of them

    def _describe(self, candidate: Candidate, group: Sequence[Draft]) -> None:
        kind = group[0].type
        claims = any(named is candidate.named for draft in group for named in draft.claimants)
        for role in ROLES:
            features = candidate.features[role]
            if not features.keys() & {"here", "slot"}:
                candidate.note(role, "beyond")
            candidate.note(role, "bias", f"type={kind}")
            if self._authorities.has(candidate.named.head):
                candidate.note(role, "authority", *(["authority cited"] if "cited" in features else []))
            candidate.note(role, *(f"{name} {kind}" for name in BY_TYPE if name in features))
            if claims:
                candidate.note(role, "claimant")

    def _bar_outdone(self, group: Sequence[Draft], found: _Found) -> None:
        """ "Ghana arrests nine" over "Ghanaian soldiers have arrested nine": the text says who of the state it was."""
        headline = {(role, _key(named)) for d in group if d.in_title for role, named in _slots(d)}
        text = {(role, _key(named)): named for d in group if not d.in_title for role, named in _slots(d)}
        for candidate in found.candidates:
            candidate.barred |= {
                role
                for role, key in headline - text.keys()
                if key == _key(candidate.named)
                and any(r == role and self._directory.is_of(n, candidate.named) for (r, _), n in text.items())
            }

    def _in_sentence(self, part: Part, sentence: int) -> list[Token]:
        """The head words of what may be a party, things included."""
        if (part, sentence) not in self._heads:
            bounds = part.parse.sentences[sentence]
            tokens = part.parse.tokens[bounds.first : bounds.last]
            self._heads[part, sentence] = [t for t in tokens if self._can_head(part.parse, t)]
        return self._heads[part, sentence]

    def _can_head(self, parse: Parse, token: Token) -> bool:
        if token.pos not in HEADS or (token.pos == "ADJ" and token.entity not in PEOPLES):
            return False
        if token.lemma in WORDS.fates and not token.entity:
            return False
        name = parse.name_at.get(token.i)
        if token.dep in BESIDE and (token.entity not in NAMES or (name and name.first <= token.head < name.last)):
            return False
        if token.lemma in ANYBODY or (token.entity in PEOPLES and self._is_one_of_owners(parse, token)):
            return False
        return token.pos == "NOUN" or self._is_party(token)

    def _is_one_of_owners(self, parse: Parse, token: Token) -> bool:
        """ "Kenyan and Tanzanian police": whose police they are, and no parties beside them."""
        first = token
        while first.dep == "conj" and parse.tokens[first.head].entity in PEOPLES:
            first = parse.tokens[first.head]
        several = first is not token or any(c.dep == "conj" and c.entity in PEOPLES for c in parse.children(token.i))
        return several and first.dep in BESIDE and self._is_party(parse.tokens[first.head])

    def _resolve(self, part: Part, head: int, acting: bool) -> Named | None:
        key = part, head, acting
        if key not in self._resolved:
            named = self._directory.resolve(part, head, acting=acting)
            if named is not None and named.label in NOT_PARTIES:
                named = None
            self._resolved[key] = named
        return self._resolved[key]


class _Found:
    """Candidates, each party once."""

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []
        self._by_name: dict[str, Candidate] = {}

    def has(self, named: Named) -> bool:
        """Whether a name is a candidate's already."""
        return _key(named) in self._by_name

    def add(self, named: Named, draft: Draft) -> Candidate:
        """The candidate of a name: a new one, or the one that goes by it or by a form of it."""
        key = _key(named)
        candidate = self._by_name.get(key) or next((c for c in self.candidates if _one_party(named, c.named)), None)
        if candidate is None:
            candidate = Candidate(named, draft)
            self.candidates.append(candidate)
        elif len(named.name) > len(candidate.named.name):
            candidate.named, candidate.draft = named, draft
        self._by_name[key] = candidate
        return candidate


def _only_tells(candidate: Candidate) -> bool:
    """ "Police said two people were killed": nothing but the telling ties them to it."""
    known = candidate.features["actor"].keys()
    return "cited" in known and not known & {"slot", "claimant", "elsewhere"}


def _innocent(draft: Draft) -> Iterator[tuple[Part, int]]:
    """Who did not do it: who foiled it, who did what came after it, and who was hurt by it.

    "Arrested three a day after a shop was burned", "two soldiers were killed when their convoy was ambushed".
    """
    mention, parse = draft.mention, draft.mention.parse
    verbs = [t for t in (mention.token, *parse.ancestors(mention.head)) if t.pos in VERBAL]
    if draft.judgement.status == "failed":
        opener = parse.tokens[mention.first]
        others = [t.i for t in (opener, *verbs) if t.lemma in WORDS.foiling and not is_passive(parse, t.i)]
    else:
        others = []
    clause = parse.tokens[mention.clause]
    if clause.dep == "advcl" and is_passive(parse, clause.i) and not parse.children(clause.i, "agent"):
        later = any(t.lower in WORDS.other_time for t in parse.children(clause.i, "mark"))
        over = parse.tokens[clause.head]
        joined = [over.i, *([over.head] if over.dep == "conj" else [])]
        others += joined if later or any(is_passive(parse, i) for i in joined) else []
    for verb in others:
        for i in subjects(parse, verb):
            yield mention.part, i


def _with_head(words: Words) -> Words:
    """The words of a party with the noun that they stand beside: "Russian" of "Russian jets"."""
    tokens = words.part.parse.tokens
    beside = [t.head + 1 for t in tokens[words.first : words.last] if t.dep in BESIDE]
    return replace(words, last=max([words.last, *beside]))


def _only_where(parse: Parse, token: Token) -> bool:
    """ "in Graz": a place under a preposition of place is no party, but for what grammar says."""
    return token.dep == "pobj" and token.entity in PLACES and parse.tokens[token.head].lower in WORDS.locative


def _slots(draft: Draft) -> Iterator[tuple[Role, Named]]:
    for named in draft.actors:
        yield "actor", named
    for named in draft.recipients:
        yield "recipient", named


def _key(named: Named) -> str:
    return named.name.casefold()


def _one_party(a: Named, b: Named) -> bool:
    """Whether one name is a shorter form of the other: with the same head, or both are a person's."""
    left, right = _key(a).split(), _key(b).split()
    if not (set(left) <= set(right) or set(right) <= set(left)):
        return False
    return _head(left) == _head(right) or a.label == b.label == "PERSON"


def _head(name: Sequence[str]) -> str:
    """The envoy of "UN envoy for Libya", the family of "family of a lawmaker"."""
    return next((before for before, word in pairwise(name) if word in WITHIN), name[-1] if name else "")


def _compare(candidates: Sequence[Candidate]) -> None:
    """How each candidate stands to the others in the encoder's eyes, and whether grammar knows of any."""
    for role in ROLES:
        top = max((c.features[role].get("encoder", UNREAD) for c in candidates), default=UNREAD)
        told = any("slot" in c.features[role] for c in candidates)
        for candidate in candidates:
            odds = candidate.features[role].setdefault("encoder", UNREAD)
            candidate.features[role] |= {"encoder sure": max(0.0, odds), "encoder behind": top - odds}
            if odds == top > PARTY_ODDS:
                candidate.note(role, "encoder top")
            if not told:
                candidate.note(role, "no slot")
            elif not candidate.features[role].keys() & {"here", "slot"}:
                candidate.note(role, "beyond slots")
    for candidate in candidates:
        for role in ROLES:
            candidate.features[role]["rival encoder"] = max(0.0, candidate.features[RIVAL[role]]["encoder"])
