"""According to whom: the chain of sources over a mention, nearest first.

"Officials told the paper the base was hit, SANA reported" gives officials, then SANA.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.coding.clause import VERBAL, subjects
from dateline.coding.document import Part
from dateline.coding.mentions import Mention
from dateline.coding.names import Directory, Named
from dateline.coding.roles import RoleFinder
from dateline.coding.words import WORDS
from dateline.language import Parse, Token
from dateline.model import Certainty, Stance
from dateline.ontology import Ontology
from dateline.ontology.records import Cue

SAID = ("ccomp", "dobj", "xcomp")  # where what is said stands


@dataclass(frozen=True)
class Source:
    """One link of a chain: who, and the words that cite it."""

    named: Named
    cue: tuple[int, int]  # tokens
    stance: Stance
    certainty: Certainty


class Attributor:
    """Finds sources by the reporting words of the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._is_party = RoleFinder(ontology).is_party
        self._verbs: dict[str, Cue] = {}
        self._phrases: list[Cue] = []
        for cue in ontology.cues.reporting:
            if len(cue.phrase.elements) == 1:
                for lemma in cue.phrase.heads:
                    self._verbs.setdefault(lemma, cue)
            else:
                self._phrases.append(cue)

    def __call__(self, mention: Mention, directory: Directory) -> tuple[Source, ...]:
        """The chain over one mention; empty where the article speaks in its own voice."""
        part = mention.part
        found = [
            *self._governing(part, mention, directory),
            *self._according_to(part, mention, directory),
        ]
        if not found:
            found = self._speaker_of_quote(mention, directory)
        unique: dict[str, Source] = {}
        for source in found:
            unique.setdefault(source.named.name.casefold(), source)
        return tuple(unique.values())

    def _governing(self, part: Part, mention: Mention, directory: Directory) -> list[Source]:
        """Reporting verbs over the clause: "officials said that …"."""
        parse = part.parse
        found = []
        token = parse.tokens[mention.clause]
        while token.head != token.i:
            dep, token = token.dep, parse.tokens[token.head]
            if token.i == mention.head or dep not in (
                "ccomp",
                "xcomp",
                "advcl",
                "parataxis",
                "conj",
                "dobj",
                "relcl",
                "acl",
                "dep",
                "pcomp",
                "prep",
                "nsubj",
                "nsubjpass",
                "pobj",
            ):
                continue
            cue = self._verbs.get(token.lemma)
            if (
                cue is not None
                and dep in ("ccomp", "xcomp", "advcl", "parataxis", "dep", "dobj")
                and token.pos in VERBAL
            ):
                found += self._sources(part, token.i, cue, directory)
        found += self._parenthetical(part, mention, directory)
        found += self._reported_by(part, mention, directory)
        return found

    def _reported_by(self, part: Part, mention: Mention, directory: Directory) -> list[Source]:
        """ "…, reported by the agency", "as reported by police"."""
        parse, sentence = part.parse, mention.sentence
        return [
            source
            for t in parse.tokens[sentence.first : sentence.last]
            if t.tag == "VBN"
            and t.dep in ("acl", "advcl")
            and (cue := self._verbs.get(t.lemma))
            and t.i != mention.head
            for source in self._sources(part, t.i, cue, directory)
            if parse.children(t.i, "agent")
        ]

    def _parenthetical(self, part: Part, mention: Mention, directory: Directory) -> list[Source]:
        """ "The base was hit, officials said" where the parser hangs the reporting verb under the event."""
        parse = part.parse
        found = []
        for verb in (mention.clause, *(t.i for t in parse.ancestors(mention.clause))):
            for t in parse.children(verb, "parataxis", "ccomp", "advcl"):
                cue = self._verbs.get(t.lemma)
                if cue is not None and t.i != mention.head and _stands_aside(parse, t):
                    found += self._sources(part, t.i, cue, directory)
        return found

    def _sources(self, part: Part, verb: int, cue: Cue, directory: Directory) -> list[Source]:
        parse = part.parse
        heads = subjects(parse, verb)
        if not heads or parse.children(verb, "nsubjpass", "auxpass"):
            heads = [t.i for a in parse.children(verb, "agent") for t in parse.children(a.i, "pobj")]
        certainty: Certainty = "hedged" if cue.hedged else "stated"
        named = [n for h in heads if self._can_speak(parse.tokens[h]) and (n := directory.resolve(part, h)) is not None]
        return [Source(n, (verb, verb + 1), cue.stance, certainty) for n in named]

    def _can_speak(self, token: Token) -> bool:
        return self._is_party(token) or token.lemma in WORDS.speaking_things

    def _according_to(self, part: Part, mention: Mention, directory: Directory) -> list[Source]:
        """ "according to X" anywhere in the sentence."""
        parse, sentence = part.parse, mention.sentence
        found = []
        for token in parse.tokens[sentence.first : sentence.last]:
            if token.lower == "according":
                to = next((t for t in parse.children(token.i, "prep") if t.lower == "to"), None)
                heads = parse.children(to.i, "pobj") if to else []
                for head in heads:
                    named = directory.resolve(part, head.i)
                    if named is not None and self._can_speak(head):
                        found.append(Source(named, (token.i, token.i + 2), "asserts", "stated"))
        return found

    def _speaker_of_quote(self, mention: Mention, directory: Directory) -> list[Source]:
        """A sentence wholly in quotation marks belongs to who spoke in it or just before."""
        parse = mention.parse
        if not in_quotes(parse, mention.head):
            return []
        for n in (mention.sentence_index, mention.sentence_index - 1, mention.sentence_index + 1):
            if not 0 <= n < len(parse.sentences):
                continue
            near = parse.sentences[n]
            for token in parse.tokens[near.first : near.last]:
                cue = self._verbs.get(token.lemma)
                if cue and token.pos in VERBAL and not in_quotes(parse, token.i) and token.i != mention.head:
                    found = self._sources(mention.part, token.i, cue, directory)
                    if found:
                        return found
        return []


def _stands_aside(parse: Parse, verb: Token) -> bool:
    """A verb with its speaker and nothing said: "…, officials said"."""
    return verb.pos in VERBAL and bool(parse.children(verb.i, "nsubj")) and not parse.children(verb.i, *SAID)


def in_quotes(parse: Parse, i: int) -> bool:
    """Whether a token stands inside quotation marks of its paragraph."""
    start = parse.text.rfind("\n", 0, parse.tokens[i].start) + 1
    before = parse.text[start : parse.tokens[i].start]
    if before.count("“") or before.count("”"):
        return before.count("“") > before.count("”")
    return before.count('"') % 2 == 1
