"""Where: all place names of an article, located together, and what its grammar says of an event's own.

The own place is where it happened: what the clause puts the event in, at or near, not the capital that spoke. Which of
the article's places it is in the end, `placing` decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from dateline.coding.clause import VERBAL
from dateline.coding.document import Document, Part
from dateline.coding.mentions import Mention
from dateline.coding.toponyms import CAPITAL, Toponym, filed_from, mention_of, toponyms
from dateline.coding.words import WORDS
from dateline.grounding import Gazetteer, PlaceMention, Registry, locate, of_people
from dateline.language import Parse, Token
from dateline.model import Evidence, Location
from dateline.ontology import Ontology

BORDERS = frozenset({"border", "frontier"})
NOWHERE = -1
FINENESS = {"site": 0, "city": 1, "area": 1, "admin2": 2, "route": 2, "water": 3, "admin": 3, "country": 4, None: 5}


@dataclass(frozen=True)
class Placed:
    """A place name in its place, located."""

    part: Part
    start: int  # offsets in the part
    end: int
    location: Location
    first: int = NOWHERE  # tokens [first:last]; NOWHERE in the dateline, which no sentence holds
    last: int = NOWHERE
    head: int = NOWHERE
    people: bool = False  # only a people or an adjective names the country: "Kenyans", "Kenyan"

    @property
    def evidence(self) -> Evidence:
        """Its words."""
        return self.part.words(self.start, self.end)

    @property
    def in_dateline(self) -> bool:
        """Whether it stands before the text, where the report was filed from."""
        return self.head == NOWHERE

    @property
    def sentence_index(self) -> int:
        """Number of its sentence in its part; NOWHERE in the dateline."""
        return NOWHERE if self.in_dateline else self.part.parse.sentence_of[self.head]


class PlaceFinder:
    """The places of a document, and which is an event's own."""

    def __init__(self, document: Document, gazetteer: Gazetteer, registry: Registry, ontology: Ontology) -> None:
        self._frames = ontology.frames
        self._types = ontology.types
        self._document = document
        self.country_of = registry.country_of
        self._gazetteer, self._registry = gazetteer, registry
        names = toponyms(document.parts, gazetteer, registry)
        named = {(part, i) for part, name in names for i in range(name.first, name.last)}
        self._hints = _hints(document, registry, gazetteer, named)
        filed = filed_from(document.body)
        mentions = [*(n.mention for _, n in names), *([filed[1]] if filed else [])]
        found = locate(mentions, gazetteer, hints=self._hints)
        told = [_placed(part, name, where) for (part, name), where in zip(names, found, strict=False)]
        heads = {(p.part, p.head) for p in told}
        capitals = [capital for part in document.parts for capital in self._capitals(part, heads)]
        inside = {(c.part, i) for c in capitals for i in range(c.first, c.last)}
        told = sorted([*(p for p in told if (p.part, p.head) not in inside), *capitals], key=self._reading_order)
        self.dateline = [Placed(document.body, *filed[0], found[-1])] if filed else []
        """The place of the dateline."""
        taken = {(p.part, i) for p in told for i in range(p.first, p.last)}
        peoples = [p for part in document.parts for p in _peoples(part, gazetteer) if (part, p.head) not in taken]
        self.all = [*self.dateline, *told, *peoples]
        """All places of the document, those that only a people names among them."""
        self._by_sentence: dict[tuple[Part, int], list[Placed]] = {}
        for placed in told:
            self._by_sentence.setdefault((placed.part, placed.sentence_index), []).append(placed)

    def _capitals(self, part: Part, named: Container[tuple[Part, int]]) -> Iterator[Placed]:
        """ "the Iraqi capital", "the capital of Mali": towns that are not named. `named` are the heads of names."""
        parse = part.parse
        for token in parse.tokens:
            if token.lower != CAPITAL or token.pos != "NOUN":
                continue
            of = [t for p in parse.children(token.i, "prep") if p.lower == "of" for t in parse.children(p.i, "pobj")]
            before = [t for t in parse.children(token.i, "amod", "compound", "nmod", "poss") if t.i < token.i]
            own = [t for t in before if t.text[0].isupper()]
            if any(t not in own and t.pos != "DET" and not _inside(parse, t, own) for t in before):
                continue  # the commercial or the provincial capital is another town
            land = next(iter((*own, *of)), None)
            beside = [*_beside(parse, token), *(t.i for t in of if own)]
            where = self._capital(_whole(parse, land)) if land is not None else None
            if land is not None and where is not None and not any((part, i) in named for i in beside):
                name = parse.name_at.get(land.i)
                first, last = min(name.first if name else land.i, token.i), max(land.i, token.i) + 1
                start, end = parse.span(first, last)
                words = " ".join(parse.words(first, last).split())
                located = msgspec.structs.replace(where, text=words)
                yield Placed(part, start, end, located, first, last, token.i)

    def _capital(self, land: str) -> Location | None:
        """The capital of a country by the country's name or an adjective."""
        country = self.country_of(land)
        if country is None:
            return None
        name, state = self._registry.capital_of(country), self._gazetteer.country(country)
        if name is None or state is None:
            return None
        return locate([PlaceMention(text=name, within=(state.name,))], self._gazetteer)[0]

    def _reading_order(self, placed: Placed) -> tuple[int, int]:
        return self._document.parts.index(placed.part), placed.first

    def named(self, spans: Sequence[tuple[int, int]]) -> tuple[Location, ...]:
        """Where the places are whose names stand at these offsets of the body, located together."""
        parse = self._document.body.parse
        inside = [[t.i for t in parse.tokens if t.start < end and start < t.end] for start, end in spans]
        at = {
            i: (n.first, n.last)
            for _, n in toponyms([self._document.body], self._gazetteer, self._registry)
            for i in range(n.first, n.last)
        }
        at |= {i: (tokens[0], tokens[-1] + 1) for tokens in inside for i in tokens}
        mentions = [
            msgspec.structs.replace(
                mention_of(parse, tokens[0], tokens[-1] + 1, at) if tokens else PlaceMention(text=""),
                text=parse.text[start:end],
            )
            for (start, end), tokens in zip(spans, inside, strict=True)
        ]
        return locate(mentions, self._gazetteer, hints=self._hints)

    def country_id(self, place: Location) -> str | None:
        """The gazetteer's id of a place's country."""
        country = self._gazetteer.country(place.country) if place.country else None
        return country.id if country else None

    def is_act(self, type: str) -> bool:
        """Whether events of a type are acts, which happen somewhere, rather than words."""
        return self._types[type].kind == "act"

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
            rank = self.rank(mention, placed, parties)
            if rank > 0:
                ranked.append((rank, -FINENESS[placed.location.precision], -placed.first, placed))
        return max(ranked, key=lambda r: r[:3])[3] if ranked else None

    def rank(self, mention: Mention, placed: Placed, parties: frozenset[int]) -> int:
        """4 what it was done to, 3 within its own phrase, 2 within its clause, 1 elsewhere under or over it, 0 not."""
        parse = mention.parse
        preposition = _preposition(parse, placed.head)
        if self.struck(mention, placed):
            return 4
        if preposition is None:
            return 2 if self.gone_to(mention, placed) or _bare_place(mention, placed) else 0
        word = parse.tokens[preposition].lower
        if word == "between" and (placed.head in parties or placed.location.precision == "country"):
            return 0
        if word == "on" and mention.type != "ASSAULT" and self._frames[mention.entry.frame].role(word) == "recipient":
            return 0  # "sanctions on Iran": they are imposed elsewhere
        if word not in WORDS.locative and not self._leads_to(mention, word):
            return 0
        if self._types[mention.type].kind == "words" and parse.tokens[preposition].head != mention.head:
            return 0  # words have a place only where they were said: not "asked for talks in Addis Ababa"
        if apposed(parse, placed.head, mention):
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

    def gone_to(self, mention: Mention, placed: Placed) -> bool:
        """ "entered Manbij", "visited Ankara": what is gone to needs no preposition."""
        return placed.head in mention.slots.get("object", ()) and self._leads_to(mention, "object")

    def struck(self, mention: Mention, placed: Placed) -> bool:
        """ "bombed Homs": the town that an act is done to is where it is done."""
        verb = mention.token.pos in VERBAL and placed.head in mention.slots.get("object", ())
        return verb and _bare_place(mention, placed)

    def _leads_to(self, mention: Mention, slot: str) -> bool:
        """Whether what stands in a slot is where it happened; the host of a visit is a party and the place of it."""
        frame = self._frames[mention.entry.frame]
        return frame.role(slot) == "place" or (frame.name == "visit" and slot in ("object", "to"))


def apposed(parse: Parse, place: int, mention: Mention) -> bool:
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


def _hints(
    document: Document, registry: Registry, gazetteer: Gazetteer, named: Container[tuple[Part, int]]
) -> list[str]:
    """Countries that words besides the names of places speak of, the most frequent first."""
    seen: Counter[str] = Counter()
    for part in document.parts:
        tokens = (token for token in part.parse.tokens if (part, token.i) not in named)
        seen.update(filter(None, (_country(part.parse, token, registry, gazetteer) for token in tokens)))
    return [code for code, _ in sorted(seen.items(), key=lambda c: (-c[1], c[0]))]


def _country(parse: Parse, token: Token, registry: Registry, gazetteer: Gazetteer) -> str | None:
    """The country a word names, whatever the pipeline takes it for; a name of several words counts at its first.

    A town's name is no word for its country here ("Dublin" is in Ohio, too), nor is a first name ("Chad Miller").
    """
    name = parse.name_at.get(token.i)
    if name is not None and name.label == "PERSON" and name.last - name.first > 1:
        return None
    if name is None or name.label not in ("NORP", "GPE"):
        actor = registry.find(token.text) if token.pos == "PROPN" else None
        code = actor.country if actor is not None and actor.kind == "state" else None
        return None if code is None or _town(token.text, gazetteer) else code
    return registry.country_of(name.text) if token.i == name.first and not _town(name.text, gazetteer) else None


def _town(text: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is a town's and no country's."""
    kinds = {entry.place.kind for entry in gazetteer.entries(text) if entry.exact}
    return "city" in kinds and "country" not in kinds and gazetteer.demonym(text) is None


def _placed(part: Part, name: Toponym, location: Location) -> Placed:
    start, end = part.parse.span(name.first, name.last)
    return Placed(part, start, end, location, name.first, name.last, name.head)


def _whole(parse: Parse, land: Token) -> str:
    """The whole name of a country: "South Sudan", of its last word."""
    name = parse.name_at.get(land.i)
    return parse.words(name.first, name.last) if name else land.text


def _inside(parse: Parse, token: Token, lands: Sequence[Token]) -> bool:
    return any((name := parse.name_at.get(t.i)) is not None and name.first <= token.i < name.last for t in lands)


def _beside(parse: Parse, capital: Token) -> Iterator[int]:
    """Where a capital's name may stand: "the Iraqi capital, Baghdad", "Bamako, the Malian capital"."""
    yield from (t.i for t in parse.children(capital.i, "appos", "compound", "nmod"))
    if capital.dep in ("appos", "compound", "nmod"):
        yield capital.head
    yield capital.i + 1 + (capital.i + 1 < len(parse.tokens) and parse.tokens[capital.i + 1].text == ",")


def _peoples(part: Part, gazetteer: Gazetteer) -> Iterator[Placed]:
    """The countries that only their people, or an adjective, name; "the Syrian border" runs round two countries."""
    for token in part.parse.tokens:
        if part.parse.tokens[token.head].lemma in BORDERS:
            continue
        if token.text[:1].isupper() and (place := of_people(token.text, gazetteer)) is not None:
            yield Placed(part, token.start, token.end, place, token.i, token.i + 1, token.i, people=True)
