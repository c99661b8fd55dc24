"""Event mentions: the words of an article that name an event, by the ontology's triggers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding.clause import FINITE, VERBAL, Slots, is_passive, slots
from dateline.coding.document import Document, Part
from dateline.coding.words import WORDS
from dateline.language import Parse, Sentence, Token
from dateline.ontology import Entry, Ontology, Words

NAME = "NAME"  # stands for the label of a proper noun to which the pipeline gives none
POS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj", "PROPN": "noun", "AUX": "verb"}
# Verbs that lend a noun its clause: what they say of the noun, they say of the event.
CLAUSE_DEPS = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "attr", "conj", "compound", "appos", "oprd", "obj"})
DOERS = ("subject", "agent")
DYING, CAUSES = frozenset({"die", "drown", "kill", "perish"}), ("in", "from", "of")
# Classes of those who fire and of what is fired; how the pipeline labels whose fire it is.
ARMED = ("armour", "arms", "aircraft", "drones", "heavy-arms", "militants", "security-forces", "ships", "small-arms")
SHOOTERS = frozenset({"GPE", "NORP", "ORG", "PERSON"})
BLASTS = frozenset({"blast", "explosion"})


@dataclass(frozen=True)
class Mention:
    """One place where an article names an event."""

    part: Part
    head: int  # token of the trigger
    first: int  # trigger phrase, tokens [first:last]
    last: int
    entry: Entry
    slots: Slots
    clause: int  # the verb whose clause tells the event: the trigger itself, or the verb a noun trigger hangs on

    @property
    def parse(self) -> Parse:
        """The parse it stands in."""
        return self.part.parse

    @property
    def token(self) -> Token:
        """The trigger word."""
        return self.parse.tokens[self.head]

    @property
    def sentence_index(self) -> int:
        """Number of its sentence in its part."""
        return self.parse.sentence_of[self.head]

    @property
    def sentence(self) -> Sentence:
        """The sentence it stands in."""
        return self.parse.sentences[self.sentence_index]

    @property
    def type(self) -> str:
        """The PLOVER type."""
        return self.entry.type


def find(document: Document, ontology: Ontology) -> list[Mention]:
    """All mentions in reading order. A word inside a longer phrase that is a trigger itself is not counted again."""
    return [m for part in document.parts for s in part.parse.sentences for m in _in_sentence(part, s, ontology)]


def _in_sentence(part: Part, sentence: Sentence, ontology: Ontology) -> Iterator[Mention]:
    tokens = part.parse.tokens[sentence.first : sentence.last]
    lemmas = [t.lemma for t in tokens]
    taken: set[int] = set()
    found: list[Mention] = []
    for token in tokens:
        if token.pos not in POS or token.i in taken or named_inside(part.parse, token) or _adverbial(part.parse, token):
            continue
        match = _entry_at(part, sentence, lemmas, token, ontology)
        if match is not None:
            mention, covered = match
            # A phrase opens with its first word; what it covers is not looked at again.
            taken.update(covered)
            found = [m for m in found if m.head not in covered]
            if mention is not None:
                found.append(mention)
    yield from sorted((m for m in found if not _accused_of(m, found, ontology)), key=lambda m: m.head)


def _accused_of(mention: Mention, others: list[Mention], ontology: Ontology) -> bool:
    """ "accused Kyiv of violating the truce" is one accusation: what is said in words is no second record of words."""
    if ontology.types[mention.type].kind != "words" or mention.token.dep != "pcomp":
        return False
    above = {t.i for t in mention.parse.ancestors(mention.head)}
    return any(m.type == mention.type and m.head in above for m in others)


def named_inside(parse: Parse, token: Token) -> bool:
    """A word of a proper name is no event ("Islamic Jihad Union", "Operation Peace Spring")."""
    return token.pos == "PROPN" and token.entity in (
        "ORG",
        "PERSON",
        "GPE",
        "FAC",
        "WORK_OF_ART",
        "LAW",
        "PRODUCT",
        "DATE",
    )


def _adverbial(parse: Parse, token: Token) -> bool:
    """ "in cooperation with", "in response to": a noun in a fixed phrase says how, not what happened."""
    if token.dep != "pobj" or parse.tokens[token.head].lower != "in" or parse.children(token.i, "det", "amod", "poss"):
        return False
    return token.head == token.i - 1 and any(
        t.i == token.i + 1 and t.lower in ("with", "to") for t in parse.children(token.i)
    )


def _entry_at(
    part: Part, sentence: Sentence, lemmas: list[str], token: Token, ontology: Ontology
) -> tuple[Mention | None, list[int]] | None:
    for entry in ontology.triggers(token.lemma, POS[token.pos]):
        if entry.phrase is None:
            head, covered = token.i, [token.i]
        else:
            places = entry.phrase.match(lemmas, token.i - sentence.first)
            if places is None:
                continue
            covered = [sentence.first + n for n in places]
            head = covered[entry.phrase.trigger]
            if entry.pos == "noun" and part.parse.tokens[head].tag in FINITE:
                continue  # "a rocket struck a hospital" is no "rocket strike"
        mention = _mention(part, token.i, head, covered, entry, ontology)
        if _allowed(mention, ontology):
            # Weight 0 marks words that only look like an event ("claimed responsibility").
            return (mention if entry.weight else None), covered
    return None


def _mention(part: Part, opener: int, head: int, covered: list[int], entry: Entry, ontology: Ontology) -> Mention:
    parse = part.parse
    # A phrase opened by a verb has the verb's slots and those of the noun that names the event.
    start = opener if parse.tokens[opener].pos in VERBAL else head
    found = slots(parse, start)
    if start != head and parse.tokens[head].pos not in VERBAL:
        for name, fillers in slots(parse, head).items():
            found[name] = list(dict.fromkeys([*found.get(name, []), *fillers]))
    clause = clause_verb(parse, start)
    if clause != start and parse.tokens[start].pos not in VERBAL:
        lend(parse, start, clause, found, ontology)
    near = [i for i in covered if i - covered[0] < 6]
    return Mention(part, head, near[0], near[-1] + 1, entry, found, clause)


def clause_verb(parse: Parse, i: int) -> int:
    """The verb whose clause a trigger stands in; the trigger itself where it is one."""
    token = parse.tokens[i]
    while token.pos not in VERBAL:
        head = parse.head(token.i)
        if head is None or token.dep not in CLAUSE_DEPS | {"prep", "poss", "nmod", "amod"}:
            return i
        token = head
    return token.i


def lend(parse: Parse, noun: int, verb: int, found: Slots, ontology: Ontology) -> None:
    """What the verb says round a noun trigger: "Turkey launched an offensive", "the strike destroyed a depot"."""
    token = parse.tokens[noun]
    if _speaks(parse.tokens[verb], ontology):
        return  # who condemns an attack has no part in it
    around = slots(parse, verb)
    told = token.head if token.dep == "compound" else noun  # "survived an assassination attempt"
    undergone = parse.tokens[verb].lemma in ontology.cues.lemmas("support_recipient")
    if undergone and told in around.get("object", []):
        found["verb object"] = around.get("subject", [])  # "survived a coup attempt", "faces charges"
    elif told in (t.i for t in parse.children(verb, "dobj")) and is_passive(parse, verb):
        found["verb object"] = around.get("object", [])  # "were handed prison sentences"
        found["verb subject"] = around.get("agent", [])
    elif noun in around.get("object", []):
        found["verb subject"] = around.get("subject", []) + around.get("agent", [])
        for name, fillers in around.items():
            if name not in ("subject", "object", "agent"):
                found.setdefault(name, []).extend(f for f in fillers if f != noun)
    elif parse.tokens[verb].lemma in ontology.cues.lemmas("support_result") and noun in around.get("subject", []):
        found["verb object"] = around.get("object", [])
    elif parse.tokens[verb].lemma in WORDS.engagement and token.dep == "pobj":
        found["verb subject"] = around.get("subject", [])  # "are in talks", "engaged in clashes"


def _speaks(verb: Token, ontology: Ontology) -> bool:
    """Whether a verb is itself a trigger of words rather than one that lends a noun its doer ("launch", "order")."""
    if verb.lemma in ontology.cues.lemmas("support_actor"):
        return False
    if verb.lemma in WORDS.tells_of:
        return True
    return any(ontology.types[entry.type].kind == "words" for entry in ontology.triggers(verb.lemma, "verb"))


def _allowed(mention: Mention, ontology: Ontology) -> bool:
    """Whether the words in its slots are such as its entry asks for."""
    entry = mention.entry
    mishaps = ontology.classes["mishaps"].words
    if any(_met(mention, slot, mishaps, ontology) for slot in DOERS) or _befell(mention):
        return False  # "the landslide blocked a road": nobody did it
    causes = [mention.parse.tokens[i] for slot in CAUSES for i in mention.slots.get(slot, ())]
    if any(t.lemma in mishaps.lemmas and _died_of(mention.parse, t) for t in (mention.token, *causes)):
        return False  # "were killed in a fire": no gun's
    if entry.excludes and any(_met(mention, slot, words) for slot, words in entry.excludes.items()):
        return False
    if not all(_met(mention, slot, words) for slot, words in entry.demands.items()):
        return False
    return not entry.requires or any(_met(mention, slot, words) for slot, words in entry.requires.items())


def _befell(mention: Mention) -> bool:
    """ "The mine collapsed, killing six", "a gas explosion killed nine"."""
    parse, token = mention.parse, mention.token
    over = parse.head(token.i)
    if token.tag == "VBG" and token.dep == "advcl" and over is not None and happens(parse, over):
        return True
    doers = [parse.tokens[i] for slot in DOERS for i in mention.slots.get(slot, ())]
    blasts = [t for t in doers if t.lemma in BLASTS]
    return any(t.lemma in WORDS.bursting for blast in blasts for t in parse.children(blast.i, "compound", "amod"))


def happens(parse: Parse, verb: Token) -> bool:
    """Whether a verb tells of a mishap: "the train derailed", where "rebels derailed the train"."""
    return verb.lemma in WORDS.befalling and not parse.children(verb.i, "dobj", "agent")


def _died_of(parse: Parse, noun: Token) -> bool:
    """Whether a noun tells the mishap that somebody died of or in: "in a crash", but not "in fire from the hills"."""
    if noun.dep != "pobj" or parse.tokens[noun.head].lower not in CAUSES or not parse.children(noun.i, "det"):
        return False
    return parse.tokens[parse.tokens[noun.head].head].lemma in DYING


def _met(mention: Mention, slot: str, words: Words, ontology: Ontology | None = None) -> bool:
    """Whether a slot holds one of some words; with an ontology, which tells who fires, gunfire is none of them."""
    tokens = mention.parse.tokens
    whole = range(mention.sentence.first, mention.sentence.last)
    met = (
        i
        for i in (whole if slot == "any" else mention.slots.get(slot, ()))
        if words.has(tokens[i].lemma, tokens[i].entity or (NAME if tokens[i].pos == "PROPN" else ""))
    )
    return any(ontology is None or not is_gunfire(mention.parse, i, armed(ontology)) for i in met)


def armed(ontology: Ontology) -> frozenset[str]:
    """The words for those who fire and for what is fired."""
    return frozenset().union(*(ontology.classes[name].words.lemmas for name in ARMED))


def is_gunfire(parse: Parse, noun: int, armed: frozenset[str]) -> bool:
    """ "artillery fire", "Israeli fire", "fire from the hills": no house burned. `armed`: who fires, and what."""
    if parse.tokens[noun].lemma != "fire":
        return False
    before = parse.children(noun, "amod", "compound", "nmod", "poss")
    # "killed by Azerbaijani fire", whatever the pipeline takes the people for; but "the California fire".
    by = parse.tokens[noun].dep == "pobj" and not parse.children(noun, "det")
    shooters = SHOOTERS if by else {"NORP"}
    named = any(t.lemma in armed or t.lower in WORDS.fires or t.entity in shooters for t in before)
    after = [t.lower for t in parse.tokens[noun + 1 : noun + 2]]
    return named or (after == ["from"] and not parse.children(noun, "det"))
