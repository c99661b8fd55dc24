"""According to whom: the chain of sources over a mention, nearest first.

"Officials told the paper the base was hit, SANA reported" gives officials, then SANA.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.coding.clause import VERBAL, is_passive, subjects, with_conjuncts
from dateline.coding.document import Part
from dateline.coding.mentions import Mention
from dateline.coding.names import PLACES, Directory, Named
from dateline.coding.roles import RoleFinder
from dateline.coding.words import WORDS
from dateline.language import Parse, Token
from dateline.model import Certainty, Stance
from dateline.ontology import Ontology
from dateline.ontology.records import Cue

# Words of "a resident and two medical sources", and how its heads hang on each other or on what stands before.
PHRASE = frozenset({"ADJ", "ADP", "CCONJ", "DET", "NOUN", "NUM", "PART", "PROPN"})
JOINED = frozenset({"appos", "conj"})
SAID = ("ccomp", "dobj", "xcomp")  # where what is said stands
HELD = frozenset({"ccomp", "xcomp", "parataxis", "dep"})  # how a reporting verb holds a clause that it reports
SPEAKERS = frozenset({"he", "i", "it", "she", "they", "we"})
LONGEST_QUOTE = 6  # sentences between words in quotation marks and who speaks them
LONGEST_SOURCE = 8  # words of "a source close to the leadership of …"


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
        claims = [c.phrase.elements for c in ontology.cues.reporting if c.stance == "claims responsibility"]
        self._claims = {(a, b) for first, *_, last in claims for a in first.lemmas for b in last.lemmas}

    def __call__(self, spot: Spot, directory: Directory) -> tuple[Source, ...]:
        """The chain over what is told at one spot; empty where the article speaks in its own voice."""
        found = [
            *self._governing(spot, directory),
            *self._naming(spot, directory),
            *self._parenthetical(spot, directory),
            *self._reported_by(spot, directory),
            *self._according_to(spot, directory),
        ]
        unique: dict[str, Source] = {}
        for source in found or self._speaker_of_quote(spot, directory):
            unique.setdefault(source.named.name.casefold(), source)
        return tuple(unique.values())

    def _governing(self, spot: Spot, directory: Directory) -> list[Source]:
        """Reporting verbs over the clause: "officials said that …", "reported an attack", "accused X of attacking"."""
        parse = spot.part.parse
        found: list[Source] = []
        token = parse.tokens[spot.head]
        noun = token.pos not in VERBAL
        while token.head != token.i and not (noun and _taken_as_known(token)):
            below, token = token, parse.tokens[token.head]
            noun = noun and token.pos not in VERBAL
            if self._reports(parse, token, below):
                found += self._said_by(spot.part, token, directory)
        return found

    def _reports(self, parse: Parse, verb: Token, below: Token) -> bool:
        """Whether a verb tells what is below it."""
        if below.dep in HELD:
            return True
        if below.dep == "dobj":
            return verb.lemma in WORDS.tells_of
        if below.dep == "prep":
            cue = self._cues.get(verb.lemma)
            return cue is not None and cue.stance == "blames" and bool(parse.children(below.i, "pcomp"))
        return below.dep == "acl" and verb.tag == "NNS" and bool(_tellers(parse, verb))

    def _naming(self, spot: Spot, directory: Directory) -> list[Source]:
        """ "what the army says was an assault": who gives the event its name."""
        verb = namer(spot.part.parse, spot.clause)
        return self._said_by(spot.part, verb, directory) if verb is not None else []

    def _parenthetical(self, spot: Spot, directory: Directory) -> list[Source]:
        """ "The base was hit, officials said": who speaks in an aside speaks of the whole sentence."""
        parse = spot.part.parse
        chain = {spot.clause, *(t.i for t in parse.ancestors(spot.clause))}
        return [
            s
            for t in spot.tokens()
            if (t.i > spot.head and _set_off(parse, t))
            or (t.head in chain and t.dep in ("parataxis", "ccomp", "advcl") and _aside(parse, t))
            for s in self._said_by(spot.part, t, directory)
        ]

    def _reported_by(self, spot: Spot, directory: Directory) -> list[Source]:
        """ "…, reported by the agency", "as reported by police"."""
        parse = spot.part.parse
        participles = (t for t in spot.tokens() if t.tag == "VBN" and t.dep in ("acl", "advcl"))
        return [s for t in participles if parse.children(t.i, "agent") for s in self._said_by(spot.part, t, directory)]

    def _according_to(self, spot: Spot, directory: Directory) -> list[Source]:
        """ "according to X" over the sentence, or over the clause it stands inside."""
        parse = spot.part.parse
        return [
            Source(named, (token.i, token.i + 2), "asserts", "stated")
            for token in spot.tokens()
            if token.lower == "according" and _in_scope(parse, token, spot.head)
            for to in parse.children(token.i, "prep")
            if to.lower == "to"
            for named in self._speakers(
                spot.part, [i for t in parse.children(to.i, "pobj") for i in with_conjuncts(parse, t.i)], directory
            )
        ]

    def _speaker_of_quote(self, spot: Spot, directory: Directory) -> list[Source]:
        """Words in quotation marks belong to who speaks in their sentence or in the next one outside the marks."""
        parse = spot.part.parse
        if not in_quotes(parse, spot.head):
            return []
        for n in _around(parse, spot.sentence):
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
        if cue is None or not (verb.pos in VERBAL or verb.tag == "NNS"):
            return []
        if any((verb.lemma, t.lemma) in self._claims for t in parse.children(verb.i, "dobj", "acomp")):
            return []  # who claims responsibility is an actor
        certainty: Certainty = "hedged" if cue.hedged else "stated"
        named = self._speakers(part, _tellers(parse, verb), directory)
        return [Source(n, (verb.i, verb.i + 1), cue.stance, certainty) for n in named]

    def _speakers(self, part: Part, heads: list[int], directory: Directory) -> list[Named]:
        """The parties of head nouns that can speak: persons, bodies, and who is behind a paper."""
        return [
            _described(named, head)
            for given in heads
            for head in self._behind(part.parse, given)
            if (named := directory.resolve(part, head)) is not None
        ]

    def _behind(self, parse: Parse, head: int) -> list[int]:
        """Who speaks through a statement or a report: whose it is, said here or where it was first spoken of."""
        token = parse.tokens[head]
        if token.lemma not in WORDS.told_through:
            return [head] if self._is_party(token) or token.lemma in WORDS.speaking_things else []
        same = [head, *(t.i for t in reversed(parse.tokens[:head]) if t.lemma == token.lemma)]
        for i in same if parse.children(head, "det") else [head]:
            if owners := [o for o in _owners(parse, i) if self._is_party(parse.tokens[o])]:
                return owners
        return [head] if parse.children(head, "amod", "compound", "nmod") else []


def own_words(
    mention: Mention, actors: list[Named], sources: tuple[Source, ...]
) -> tuple[list[Named], tuple[Source, ...]]:
    """The actors and sources of words: who speaks them is their actor and no source for them."""
    parse = mention.parse
    verb = mention.token.pos in VERBAL
    passive = verb and is_passive(parse, mention.head)
    if sources and (_referred(mention) or not actors) and not passive:
        return [sources[0].named], sources[1:]
    return actors, tuple(s for s in sources if not _by(s, actors))


def told_acts(mention: Mention, actors: list[Named], sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """The sources of an act: who announces or claims one of their own is its actor only."""
    own = _referred(mention)
    return tuple(s for s in sources if not ((own or _by(s, actors)) and _performs(mention, s)))


def _referred(mention: Mention) -> bool:
    """Whether a pronoun does what the mention says: who spoke is most likely meant."""
    parse = mention.parse
    return mention.token.pos in VERBAL and any(parse.tokens[i].lower in SPEAKERS for i in subjects(parse, mention.head))


def _performs(mention: Mention, source: Source) -> bool:
    """ "announced a withdrawal", "announced it would withdraw", "claimed the attack"."""
    parse = mention.parse
    verb = parse.tokens[source.cue[0]]
    return verb.lemma == "announce" or any(mention.head in parse.subtree(t.i) for t in parse.children(verb.i, "dobj"))


def _by(source: Source, actors: list[Named]) -> bool:
    return any(same_party(source.named, a) for a in actors)


def same_party(a: Named, b: Named) -> bool:
    """Whether one name is, or is part of, the other."""
    one, other = set(a.name.casefold().split()), set(b.name.casefold().split())
    return one <= other or other <= one


def one_name(a: str, b: str) -> bool:
    """Whether one name is a shorter form of the other: "army", "Israeli army"; not "Iran", "Iran Human Rights"."""
    one, other = a.casefold().split(), b.casefold().split()
    return one[-1:] == other[-1:] and (set(one) <= set(other) or set(other) <= set(one))


def _aside(parse: Parse, verb: Token) -> bool:
    """A verb with its speaker and nothing said: "as officials said"."""
    return bool(parse.children(verb.i, "nsubj")) and not parse.children(verb.i, *SAID)


def _trailing(parse: Parse, verb: Token) -> list[int]:
    """ "…, a resident and a medical source told AFP": speakers whom the parser joins to what stands before them."""
    if verb.tag not in ("VBD", "VBZ", "VBP") or parse.children(verb.i, "nsubj", "nsubjpass", "aux", "auxpass"):
        return []
    first = verb.i
    while first > 0 and parse.tokens[first - 1].pos in PHRASE:
        first -= 1
    opener = parse.tokens[first - 1].text if first else ""
    joined = "CCONJ" in (parse.tokens[first].pos, parse.tokens[verb.i - 1].pos)
    if first == verb.i or opener != "," or joined:
        return []
    inside = [t for t in parse.tokens[first : verb.i] if t.pos in ("NOUN", "PROPN") and t.entity != "NORP"]
    heads = [t for t in inside if t.dep in JOINED or not first <= t.head < verb.i]
    # Who stands in apposition to a place would be taken for it.
    return [t.i for t in heads if t.dep != "appos"] or [t.i for t in heads if parse.tokens[t.head].entity not in PLACES]


def _set_off(parse: Parse, verb: Token) -> bool:
    """A verb with its speaker behind what is said: "…, officials said", "…, reported the agency"."""
    if _inverted(parse, verb) or _trailing(parse, verb):
        return True
    speakers = parse.children(verb.i, "nsubj")
    if not speakers or verb.dep in ("relcl", "acl") or any(t.i > verb.i for t in parse.children(verb.i, *SAID)):
        return False
    first = min(parse.subtree(speakers[0].i))
    return speakers[0].i < verb.i and first > 0 and parse.tokens[first - 1].pos == "PUNCT"


def _tellers(parse: Parse, verb: Token) -> list[int]:
    """Heads of who tells: the subject, or the agent of a passive."""
    misread = _misread_teller(parse, verb)
    if misread or verb.pos not in VERBAL:
        return misread
    if is_passive(parse, verb.i):
        return [
            i
            for a in parse.children(verb.i, "agent")
            for t in parse.children(a.i, "pobj")
            for i in with_conjuncts(parse, t.i)
        ]
    own = _inverted(parse, verb) or _trailing(parse, verb) or subjects(parse, verb.i)
    return own or (_inverted(parse, parse.tokens[verb.head]) if verb.dep == "advcl" else [])


def _misread_teller(parse: Parse, verb: Token) -> list[int]:
    """ "A monitor reports that …" where the parser takes the verb for a noun, or the speaker for its modifier."""
    clauses = [*parse.children(verb.i, "ccomp"), *(t for t in parse.children(verb.i, "acl") if t.tag != "VBN")]
    plain = verb.tag == "VBZ" and parse.children(verb.i, "nsubj", "nsubjpass", "aux")
    if verb.tag not in ("NNS", "VBZ") or plain or not clauses:
        return []
    return [t.i for t in parse.children(verb.i, "nsubj", "compound", "amod") if t.i == verb.i - 1 or t.dep == "nsubj"]


def _taken_as_known(token: Token) -> bool:
    """ "after the attack", "in response to the test": what a circumstance names is not what is being said."""
    return token.dep in ("prep", "agent") and token.lower in WORDS.circumstances


def _inverted(parse: Parse, verb: Token) -> list[int]:
    """The speaker after the verb that the parser takes for what is said: "…, reported the agency"."""
    if parse.children(verb.i, "nsubj", "nsubjpass", "aux", "ccomp") or verb.i == 0:
        return []
    if parse.tokens[verb.i - 1].pos != "PUNCT" or verb.tag not in ("VBD", "VBZ", "VBP"):
        return []
    return [i for t in parse.children(verb.i, "dobj") if t.i > verb.i for i in with_conjuncts(parse, t.i)]


def namer(parse: Parse, clause: int) -> Token | None:
    """The "says" of "what the army says was an assault"; None where no such verb stands before the clause's own."""
    if clause == 0 or parse.tokens[clause - 1].pos not in VERBAL:
        return None
    verb = parse.tokens[clause - 1]
    below = [*parse.children(verb.i), *parse.children(clause)]
    return verb if any(t.lower == "what" and t.i < verb.i for t in below) else None


def _in_scope(parse: Parse, according: Token, spot: int) -> bool:
    """Set off by a comma it speaks of the whole sentence; else, and inside a relative clause, of what it hangs on."""
    sentence = parse.sentences[parse.sentence_of[according.i]]
    last = max(parse.subtree(according.i, frozenset()))
    closes = last + 1 >= sentence.last - 1
    opens = according.i == sentence.first
    set_off = opens or parse.tokens[according.i - 1].pos == "PUNCT"
    held = parse.tokens[according.head]
    relative = next((t.i for t in (held, *parse.ancestors(held.i)) if t.dep == "relcl"), None)
    if relative is not None and not closes and not opens:
        return spot in parse.subtree(relative, frozenset())
    return set_off or closes or spot in parse.subtree(held.i, frozenset())


def _owners(parse: Parse, head: int) -> list[int]:
    """Whose a paper is: "the ministry's statement", "a report citing officials", "the army said in a statement"."""
    token = parse.tokens[head]
    if token.dep == "dobj":
        return subjects(parse, token.head)
    if token.dep == "pobj" and parse.tokens[token.head].lower == "in":
        return subjects(parse, parse.tokens[token.head].head)
    found = parse.children(head, "poss")
    for prep in parse.children(head, "prep", "agent"):
        if prep.lower in ("by", "from", "of"):
            found += parse.children(prep.i, "pobj")
    for verb in parse.children(head, "acl"):
        if verb.lemma == "cite":
            found += parse.children(verb.i, "dobj")
        elif verb.tag == "VBN":
            found += [t for a in parse.children(verb.i, "agent") for t in parse.children(a.i, "pobj")]
    found += [t for t in parse.children(head, "compound") if t.entity in ("ORG", "PERSON", "GPE")]
    return [t.i for t in found]


def _described(named: Named, head: int) -> Named:
    """A source without a name, with the words that tell it from others: "a source close to the leadership"."""
    here = named.here
    parse = here.part.parse
    if named.label or named.fullest != here or here.last != head + 1:
        return named
    last = here.last
    for child in parse.children(head, "prep", "amod"):
        inside = parse.subtree(child.i, frozenset({"relcl", "acl", "appos", "punct", "advcl"}))
        if child.i == last and inside[-1] - inside[0] == len(inside) - 1 and inside[-1] - here.first < LONGEST_SOURCE:
            last = inside[-1] + 1
    whole = replace(here, last=last)
    return replace(named, here=whole, fullest=whole)


def _around(parse: Parse, sentence: int) -> Iterator[int]:
    """The sentence, those after it as long as the quotation runs on and the one behind it, then those before it."""
    yield sentence
    for step in (1, -1):
        for n in range(sentence + step, sentence + step * LONGEST_QUOTE, step):
            if not 0 <= n < len(parse.sentences):
                break
            yield n
            if not in_quotes(parse, parse.sentences[n].first):
                break


def in_quotes(parse: Parse, i: int) -> bool:
    """Whether a token stands inside quotation marks of its paragraph."""
    start = parse.text.rfind("\n", 0, parse.tokens[i].start) + 1
    before = parse.text[start : parse.tokens[i].start]
    if before.count("“") or before.count("”"):
        return before.count("“") > before.count("”")
    return before.count('"') % 2 == 1
