"""According to whom: the chain of sources over a mention, nearest first.

"Officials told the paper the base was hit, SANA reported" gives officials, then SANA.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding.clause import VERBAL, subjects
from dateline.coding.document import Part
from dateline.coding.names import Directory, Named
from dateline.coding.roles import RoleFinder
from dateline.coding.words import WORDS
from dateline.language import Parse, Token
from dateline.model import Certainty, Stance
from dateline.ontology import Ontology
from dateline.ontology.records import Cue

SAID = ("ccomp", "dobj", "xcomp")  # where what is said stands
REPORTED = frozenset({"ccomp", "xcomp", "advcl", "parataxis", "dep", "dobj"})  # how a reporting verb holds what is said


@dataclass(frozen=True)
class Source:
    """One link of a chain: who, and the words that cite it."""

    named: Named
    cue: tuple[int, int]  # tokens
    stance: Stance
    certainty: Certainty


@dataclass(frozen=True)
class Spot:
    """Where something is told: its word and the verb of its clause."""

    part: Part
    head: int
    clause: int

    @property
    def sentence(self) -> int:
        """Number of its sentence."""
        return self.part.parse.sentence_of[self.head]

    def tokens(self) -> Iterator[Token]:
        """The tokens of its sentence, without the word itself."""
        bounds = self.part.parse.sentences[self.sentence]
        return (t for t in self.part.parse.tokens[bounds.first : bounds.last] if t.i != self.head)


class Attributor:
    """Finds sources by the reporting words of the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._is_party = RoleFinder(ontology).is_party
        self._cues: dict[str, Cue] = {}
        for cue in ontology.cues.reporting:
            if len(cue.phrase.elements) == 1:
                for lemma in cue.phrase.heads:
                    self._cues.setdefault(lemma, cue)

    def __call__(self, spot: Spot, directory: Directory) -> tuple[Source, ...]:
        """The chain over what is told at one spot; empty where the article speaks in its own voice."""
        found = [
            *self._governing(spot, directory),
            *self._parenthetical(spot, directory),
            *self._reported_by(spot, directory),
            *self._according_to(spot, directory),
        ]
        unique: dict[str, Source] = {}
        for source in found or self._speaker_of_quote(spot, directory):
            unique.setdefault(source.named.name.casefold(), source)
        return tuple(unique.values())

    def _governing(self, spot: Spot, directory: Directory) -> list[Source]:
        """Reporting verbs over the clause: "officials said that …"."""
        parse = spot.part.parse
        found: list[Source] = []
        token = parse.tokens[spot.clause]
        while token.head != token.i:
            dep, token = token.dep, parse.tokens[token.head]
            if token.i != spot.head and dep in REPORTED:
                found += self._said_by(spot.part, token, directory)
        return found

    def _parenthetical(self, spot: Spot, directory: Directory) -> list[Source]:
        """ "The base was hit, officials said" where the parser hangs the reporting verb under the event."""
        parse = spot.part.parse
        chain = (spot.clause, *(t.i for t in parse.ancestors(spot.clause)))
        below = (t for verb in chain for t in parse.children(verb, "parataxis", "ccomp", "advcl"))
        return [
            s for t in below if t.i != spot.head and _aside(parse, t) for s in self._said_by(spot.part, t, directory)
        ]

    def _reported_by(self, spot: Spot, directory: Directory) -> list[Source]:
        """ "…, reported by the agency", "as reported by police"."""
        parse = spot.part.parse
        participles = (t for t in spot.tokens() if t.tag == "VBN" and t.dep in ("acl", "advcl"))
        return [s for t in participles if parse.children(t.i, "agent") for s in self._said_by(spot.part, t, directory)]

    def _according_to(self, spot: Spot, directory: Directory) -> list[Source]:
        """ "according to X" anywhere in the sentence."""
        parse = spot.part.parse
        return [
            Source(named, (token.i, token.i + 2), "asserts", "stated")
            for token in spot.tokens()
            if token.lower == "according"
            for to in parse.children(token.i, "prep")
            if to.lower == "to"
            for named in self._speakers(spot.part, [t.i for t in parse.children(to.i, "pobj")], directory)
        ]

    def _speaker_of_quote(self, spot: Spot, directory: Directory) -> list[Source]:
        """Words in quotation marks belong to who speaks in their sentence, the one before or the one after."""
        parse = spot.part.parse
        if not in_quotes(parse, spot.head):
            return []
        for n in (spot.sentence, spot.sentence - 1, spot.sentence + 1):
            if 0 <= n < len(parse.sentences):
                bounds = parse.sentences[n]
                for token in parse.tokens[bounds.first : bounds.last]:
                    if token.i != spot.head and not in_quotes(parse, token.i):
                        found = self._said_by(spot.part, token, directory)
                        if found:
                            return found
        return []

    def _said_by(self, part: Part, verb: Token, directory: Directory) -> list[Source]:
        """The sources of a reporting verb; none where the word is no such verb."""
        parse = part.parse
        cue = self._cues.get(verb.lemma)
        if cue is None or verb.pos not in VERBAL:
            return []
        heads = subjects(parse, verb.i)
        if not heads or parse.children(verb.i, "nsubjpass", "auxpass"):
            heads = [t.i for a in parse.children(verb.i, "agent") for t in parse.children(a.i, "pobj")]
        certainty: Certainty = "hedged" if cue.hedged else "stated"
        named = self._speakers(part, heads, directory)
        return [Source(n, (verb.i, verb.i + 1), cue.stance, certainty) for n in named]

    def _speakers(self, part: Part, heads: list[int], directory: Directory) -> list[Named]:
        """The parties of head nouns that can speak: persons, bodies, and the papers they put out."""
        tokens = part.parse.tokens
        able = [h for h in heads if self._is_party(tokens[h]) or tokens[h].lemma in WORDS.speaking_things]
        return [named for h in able if (named := directory.resolve(part, h)) is not None]


def _aside(parse: Parse, verb: Token) -> bool:
    """A verb with its speaker and nothing said: "…, officials said"."""
    return bool(parse.children(verb.i, "nsubj")) and not parse.children(verb.i, *SAID)


def in_quotes(parse: Parse, i: int) -> bool:
    """Whether a token stands inside quotation marks of its paragraph."""
    start = parse.text.rfind("\n", 0, parse.tokens[i].start) + 1
    before = parse.text[start : parse.tokens[i].start]
    if before.count("“") or before.count("”"):
        return before.count("“") > before.count("”")
    return before.count('"') % 2 == 1
