"""Where: all place names of an article, located together, and the one that is an event's own.

The own place is where it happened: what the clause puts the event in, at or near, not the capital that spoke.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dateline.coding.document import Document, Part
from dateline.coding.mentions import Mention
from dateline.coding.words import WORDS
from dateline.grounding import BEARINGS, KINDS, Gazetteer, PlaceMention, Registry, locate
from dateline.language import Name, Parse, Token
from dateline.model import Location
from dateline.ontology import Ontology

REACH = 8  # words after a place in which its containers stand
MOST_CONTAINERS = 3
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
FINENESS = {"site": 0, "city": 1, "area": 1, "admin2": 2, "route": 2, "water": 3, "admin": 3, "country": 4, None: 5}


@dataclass(frozen=True)
class Placed:
    """A place name in its place, located."""

    part: Part
    first: int
    last: int
    head: int
    location: Location


class PlaceFinder:
    """The places of a document, and which is an event's own."""

    def __init__(self, document: Document, gazetteer: Gazetteer, registry: Registry, ontology: Ontology) -> None:
        self._frames = ontology.frames
        self._types = ontology.types
        names = [n for part in document.parts for n in _names(part, gazetteer)]
        found = locate([m for _, _, m in names], gazetteer, hints=_hints(document, registry))
        self._by_sentence: dict[tuple[Part, int], list[Placed]] = {}
        for (part, (first, last, head), _), location in zip(names, found, strict=True):
            key = (part, part.parse.sentence_of[first])
            self._by_sentence.setdefault(key, []).append(Placed(part, first, last, head, location))

    def in_sentence(self, part: Part, sentence: int) -> list[Placed]:
        """All places of a sentence in text order."""
        return self._by_sentence.get((part, sentence), [])

    def near(self, mention: Mention) -> list[Placed]:
        """All places of the mention's sentence and those beside it."""
        n = mention.sentence_index
        return [p for i in range(n - 1, n + 2) for p in self.in_sentence(mention.part, i)]

    def of(self, mention: Mention, parties: frozenset[int]) -> Placed | None:
        """Where a mentioned event happened; None where its sentence names no place. `parties` are their tokens."""
        ranked = []
        for placed in self.in_sentence(mention.part, mention.sentence_index):
            rank = self._rank(mention, placed, parties)
            if rank > 0:
                ranked.append((rank, -FINENESS[placed.location.precision], -placed.first, placed))
        return max(ranked, key=lambda r: r[:3])[3] if ranked else None

    def _rank(self, mention: Mention, placed: Placed, parties: frozenset[int]) -> int:
        """3 within the trigger's own phrase, 2 within its clause, 1 elsewhere under or over it, 0 not its place."""
        parse = mention.parse
        preposition = _preposition(parse, placed.head)
        if preposition is None:
            return 2 if self._gone_to(mention, placed) or _bare_place(mention, placed) else 0
        word = parse.tokens[preposition].lower
        if word == "between" and (placed.head in parties or placed.location.precision == "country"):
            return 0
        if word == "on" and mention.type != "ASSAULT" and self._frames[mention.entry.frame].role(word) == "recipient":
            return 0  # "sanctions on Iran": they are imposed elsewhere
        if word not in WORDS.locative and not self._leads_to(mention, word):
            return 0
        if self._types[mention.type].kind == "words" and parse.tokens[preposition].head != mention.head:
            return 0  # words have a place only where they were said: not "asked for talks in Addis Ababa"
        if _apposed(parse, placed.head, mention):
            return 0
        apart = frozenset({"ccomp", "relcl", "parataxis"}) if mention.head == mention.clause else frozenset()
        if placed.head in parse.subtree(mention.head, apart):
            return 3
        if placed.head in parse.subtree(mention.clause, frozenset({"ccomp", "parataxis"})):
            return 2
        above = {t.i for t in parse.ancestors(mention.clause)}
        governor = parse.tokens[preposition].head
        if governor in above and parse.tokens[governor].lemma not in ("say", "tell", "report"):
            return 1
        return 0

    def _gone_to(self, mention: Mention, placed: Placed) -> bool:
        """ "entered Manbij", "visited Ankara": what is gone to needs no preposition."""
        return placed.head in mention.slots.get("object", ()) and self._leads_to(mention, "object")

    def _leads_to(self, mention: Mention, slot: str) -> bool:
        """Whether what stands in a slot is where it happened; the host of a visit is a party and the place of it."""
        frame = self._frames[mention.entry.frame]
        return frame.role(slot) == "place" or (frame.name == "visit" and slot in ("object", "to"))


def _apposed(parse: Parse, place: int, mention: Mention) -> bool:
    """ "killed Ali Hasan, a commander in Basra": where a person told of beside his name belongs."""
    for token in (parse.tokens[place], *parse.ancestors(place)):
        if token.i in (mention.head, mention.clause):
            return False
        if token.dep == "appos" and parse.tokens[token.head].entity == "PERSON":
            return True
    return False


def _bare_place(mention: Mention, placed: Placed) -> bool:
    """A name without a preposition is a party or a modifier, but in "the Erbil attack" and "attacked Bunagana"."""
    token = mention.parse.tokens[placed.head]
    if token.head == mention.head and token.dep == "compound":
        return True
    struck = mention.type == "ASSAULT" and placed.head in mention.slots.get("object", ())
    return struck and placed.location.precision not in (None, "country")


def _preposition(parse: Parse, head: int) -> int | None:
    """The preposition that puts a name in its place, past appositions and containers ("the city of X", "X, Y")."""
    token = parse.tokens[head]
    for _ in range(5):
        if token.dep == "pobj":
            return token.head
        if token.dep not in ("appos", "conj", "compound", "nmod", "npadvmod", "poss", "amod") or token.head == token.i:
            return None
        token = parse.tokens[token.head]
    return None


def _hints(document: Document, registry: Registry) -> list[str]:
    """Countries that the article's names and demonyms speak of, the most frequent first."""
    seen: Counter[str] = Counter()
    for part in document.parts:
        seen.update(filter(None, (_country(part.parse, token, registry) for token in part.parse.tokens)))
    return [code for code, _ in sorted(seen.items(), key=lambda c: (-c[1], c[0]))]


def _country(parse: Parse, token: Token, registry: Registry) -> str | None:
    """The country a word names, whatever the pipeline takes it for; a name of several words counts at its first."""
    name = parse.name_at.get(token.i)
    if name is None or name.label not in ("NORP", "GPE"):
        actor = registry.find(token.text) if token.pos == "PROPN" else None
        return actor.country if actor is not None and actor.kind == "state" else None
    return registry.country_of(name.text) if token.i == name.first else None


def _names(part: Part, gazetteer: Gazetteer) -> list[tuple[Part, tuple[int, int, int], PlaceMention]]:
    parse = part.parse
    found = []
    for name in parse.names:
        first, last = _bare(parse, name)
        if first >= last or (name.label not in PLACE_LABELS and not _place_after_all(parse, name, gazetteer)):
            continue
        head = max(range(first, last), key=lambda i: (not first <= parse.tokens[i].head < last, i))
        found.append((part, (first, last, head), _place_mention(parse, first, last)))
    return found


def _bare(parse: Parse, name: Name) -> tuple[int, int]:
    first, last = name.first, name.last
    while first < last and parse.tokens[first].lower in ("the", "a", "an"):
        first += 1
    while first < last and parse.tokens[last - 1].lower in ("'s", "’s"):
        last -= 1
    return first, last


def _place_after_all(parse: Parse, name: Name, gazetteer: Gazetteer) -> bool:
    """A name that the pipeline took for a person or body, though it stands after "in" or before "province"."""
    if name.label not in ("ORG", "PERSON", "PRODUCT", "NORP"):
        return False
    before = parse.tokens[name.first - 1].lower if name.first else ""
    after = parse.tokens[name.last].lower if name.last < len(parse.tokens) else ""
    if name.label == "NORP" or not (before in WORDS.locative or before in ("from", "into") or after in KINDS):
        return False
    return bool(gazetteer.lookup(name.text))


def _place_mention(parse: Parse, first: int, last: int) -> PlaceMention:
    tokens = parse.tokens
    after = tokens[last].lower if last < len(tokens) else ""
    before = tokens[first - 2].lower if first > 1 and tokens[first - 1].lower == "of" else ""
    inside = tokens[last - 1].lower
    kind = next((k for k in (after, inside, before) if k in KINDS), None)
    offset = before if before in BEARINGS else None
    return PlaceMention(text=parse.words(first, last), kind=kind, within=_within(parse, last), offset=offset)


def _within(parse: Parse, last: int) -> tuple[str, ...]:
    """Names that the text puts round this one: "Harir, north of Erbil", "Homs, Syria", "a camp in Gaza"."""
    found: list[str] = []
    i = last
    while i < min(len(parse.tokens), last + REACH) and len(found) < MOST_CONTAINERS:
        name = parse.name_at.get(i)
        word = parse.tokens[i].lower
        if name is not None and name.label in PLACE_LABELS:
            found.append(name.text)
            i = name.last
        elif name is None and (word in WORDS.between_places or word in BEARINGS):
            i += 1
        else:
            break
    return tuple(found)
