"""The relations between parties that an article states, as claims with the words behind them and who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from dateline.coding.attribution import Attributor, Source, Spot
from dateline.coding.document import Part, Words
from dateline.coding.ends import End, EndKind
from dateline.coding.mentions import clause_verb
from dateline.coding.names import PLURAL, SINGULAR_PERSON, THING, Named
from dateline.coding.relation_words import words
from dateline.coding.relations import Found, RelationFinder
from dateline.coding.scene import Scene
from dateline.coding.words import WORDS
from dateline.grounding import Registry
from dateline.language import Name, Parse
from dateline.model import Citation, Evidence, Party, RelationClaim
from dateline.ontology import Ontology

KINDS: dict[str, EndKind] = {"PERSON": "person", "ORG": "body"}
PRONOUNS = SINGULAR_PERSON | PLURAL | THING
GROUPS = frozenset({"police", "army", "military", "government", "militia", "gang", "group"})


class TieReader:
    """Reads the relations of one document."""

    def __init__(
        self, scene: Scene, registry: Registry, ontology: Ontology, cite: Callable[[Source], Citation]
    ) -> None:
        self._document = scene.document
        self._directory = scene.directory
        self._party = scene.party
        self._registry = registry
        self._people = scene.directory.parties | GROUPS
        self._attribute = Attributor(ontology)
        self._cite = cite

    def __call__(self) -> tuple[RelationClaim, ...]:
        """The relations in the order of their words; one told again is told once."""
        claims: dict[tuple[str, str, str], RelationClaim] = {}
        for part in self._document.parts:
            if part.name != "caption":
                for found in RelationFinder(part.parse, self._ends(part))():
                    claim = self._claim(part, found)
                    if claim is not None:
                        claims.setdefault((claim.kind, _key(claim.source), _key(claim.target)), claim)
        return tuple(claims.values())

    # -------------------------------------------------------------- ends

    def _ends(self, part: Part) -> Iterator[End]:
        parse = part.parse
        for name in parse.names:
            kind = self._kind(part, name)
            if kind is not None:
                yield End(_head(parse, name), name.first, name.last, kind)
        for token in parse.tokens:
            if token.lower in PRONOUNS:
                yield End(token.i, token.i, token.i + 1, "person" if token.lower in SINGULAR_PERSON else "body")
            elif not token.entity and token.pos == "NOUN" and token.lemma in self._people:
                one = token.tag == "NN" and token.lemma not in WORDS.bodies | GROUPS
                yield End(token.i, token.i, token.i + 1, "person" if one else "body")

    def _kind(self, part: Part, name: Name) -> EndKind | None:
        if name.label in ("GPE", "NORP") and self._registry.countries_in(name.text):
            return "land"
        if name.label != "PERSON" and self._directory.person(Words(part, name.first, name.last)):
            return "person"
        return "body" if name.label == "NORP" else KINDS.get(name.label)

    # -------------------------------------------------------------- claims

    def _claim(self, part: Part, found: Found) -> RelationClaim | None:
        source, target = (self._directory.resolve(part, end.head, acting=True) for end in (found.source, found.target))
        if source is None or target is None or _same(source, target) or not (source.label or target.label):
            return None
        if found.source.kind == "person" and not source.label:
            return None  # "a young man joined the gang" tells of nobody whom a reader could know again
        spot = Spot(part, found.first, clause_verb(part.parse, found.first))
        cited = self._attribute(spot, self._directory)
        former = found.kind == "part of" and self._said_of_old(part, found)
        return RelationClaim(
            kind="formerly of" if former else found.kind,
            source=self._who(source),
            target=self._who(target),
            evidence=(_words(part, source), part.evidence(found.first, found.last), _words(part, target)),
            cited=tuple(map(self._cite, cited)),
            certainty="hedged" if any(link.certainty == "hedged" for link in cited) else "stated",
        )

    def _who(self, named: Named) -> Party:
        """The party of a name; an adjective ("Iranian-backed") speaks of the state."""
        party = self._party(named)
        state = self._registry.get(f"state:{party.country}") if named.label == "NORP" and not party.actor_id else None
        if state is None or len(named.name.split()) > 1:
            return party
        return replace(party, name=state.name, actor_id=state.id, sector=state.sector)

    @staticmethod
    def _said_of_old(part: Part, found: Found) -> bool:
        """ "… previously served in the services. They cited Hasan, an officer in …": examples of what was once."""
        parse = part.parse
        here = parse.sentence_of[found.first]
        own, before = parse.sentences[here], parse.sentences[max(0, here - 1)]
        cites = any(t.lemma in words().citing and t.pos == "VERB" for t in parse.tokens[own.first : own.last])
        return cites and here > 0 and any(t.lemma in words().former for t in parse.tokens[before.first : before.last])


def _head(parse: Parse, name: Name) -> int:
    inside = range(name.first, name.last)
    return next((i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i), name.last - 1)


def _words(part: Part, named: Named) -> Evidence:
    return part.evidence(named.here.first, named.here.last)


def _same(one: Named, other: Named) -> bool:
    left, right = set(one.name.casefold().split()), set(other.name.casefold().split())
    return left <= right or right <= left


def _key(party: Party) -> str:
    return (party.actor_id or party.name).casefold()
