"""Who a noun phrase is: its name in words, and the fullest name the article has for it.

Pronouns and short forms ("it", "the group", "Tetteh", "the SDF") are followed back to the fuller form that stands
before them; a full name that stands only later in the text is found too ("Assad" before "Bashar al-Assad").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding.clause import VERBAL, subjects
from dateline.coding.document import Document, Part, Words
from dateline.coding.holders import Holders
from dateline.coding.introductions import Introductions, called, named_in_clause
from dateline.coding.words import WORDS
from dateline.grounding import Registry
from dateline.language import Name, Parse, Token

NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "EVENT"})
SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
BODIES = frozenset({"ORG", "GPE", "NORP"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
ALIASED = frozenset({"armed group", "igo", "organisation", "party"})  # kinds of actors that go by several names
STATE = "state:"  # how the identifiers of states begin
ADJECTIVAL = frozenset({"amod", "compound", "nmod"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
THING = frozenset({"it", "its", "itself"})
ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{0,2}[A-Z][A-Za-z]*)\)")
SMALL_WORDS = frozenset({"of", "the", "for", "and", "in", "to", "-", "on", "’s", "'s"})  # no letter of an acronym
AGAINST = ["anti", "-"]
BRACKETS = frozenset({"(", ")", "[", "]", "{", "}"})
COMPLEMENTING = frozenset({"for", "of", "to"})
CLOSING = frozenset({",", ".", ";"})
LONGEST_NAME = 12  # words; the scorer reads no name of over 15 and no reader wants one


@dataclass(frozen=True)
class Named:
    """A party as the article names it: the words at hand, and the fullest form."""

    here: Words
    fullest: Words
    label: str  # entity label of the fullest form, or ""
    head: str  # lemma of its head noun
    land: str | None = None  # the state that an adjective alone speaks of ("Israeli"), where no words name it

    @property
    def name(self) -> str:
        """The fullest name, without titles, articles and numbers."""
        return self.land or self.fullest.text


def phrase(part: Part, head: int) -> Words | None:
    """The words that name the party whose head noun is token `head`; None where they name nobody."""
    parse = part.parse
    token = parse.tokens[head]
    if token.lemma in WORDS.measures or token.pos == "NUM":
        inner = measured(parse, token)
        if inner is not None:
            return phrase(part, inner)
        if token.pos == "NUM" or token.lemma not in ("group", "member"):
            return None
    if is_pronoun(token):
        return None
    named = apposed_name(parse, token)
    if named is None and token.dep == "appos" and token.pos == "NOUN" and parse.tokens[token.head].pos == "PROPN":
        named = token.head
    first, last = _name_span(parse, named if named is not None else head)
    first, last = _trimmed(parse, first, last)
    return Words(part, first, last) if first < last else None


def is_pronoun(token: Token) -> bool:
    """Whether a word names nobody by itself; "US" is no "us"."""
    return token.pos == "PRON" or (token.lower in WORDS.pronouns and not token.entity)


def measured(parse: Parse, token: Token) -> int | None:
    """What a measure measures: the senators of "a number of senators"."""
    for prep in parse.children(token.i, "prep"):
        if prep.lower == "of":
            for inner in parse.children(prep.i, "pobj"):
                if inner.pos in ("NOUN", "PROPN"):
                    return inner.i
    return None


def apposed_name(parse: Parse, token: Token) -> int | None:
    """ "the UN's top envoy for Libya, Hanna Tetteh" is Hanna Tetteh; "the rebel group, Ansar," is Ansar."""
    if token.pos != "NOUN" and (token.pos != "PROPN" or token.entity):
        return None
    beside = (*parse.children(token.i, "appos"), *called(parse, token))
    found = next((t.i for t in beside if t.pos == "PROPN" and t.entity not in ("DATE", "GPE")), None)
    return _between_commas(parse, token) if found is None else found


def _between_commas(parse: Parse, token: Token) -> int | None:
    """The person of "a teacher, Ali Hassan, for …", "the envoy for Libya, Hanna Kessler.", wherever it hangs."""
    tokens = parse.tokens
    comma = _complemented(parse, token)
    name = parse.name_at.get(comma + 1)
    if name is None or name.first != comma + 1 or token.tag != "NN" or not _looks_personal(parse, name):
        return None
    closed = name.last < len(tokens) and tokens[name.last].text in CLOSING
    return name.last - 1 if closed and tokens[comma].text == "," and name.last - name.first > 1 else None


def _looks_personal(parse: Parse, name: Name) -> bool:
    """Whether a name is a person's: "Sigrid de Boer" is, whatever the parser takes it for."""
    inside = [t.lower for t in parse.tokens[name.first + 1 : name.last - 1]]
    return name.label == "PERSON" or (name.label == "ORG" and any(word in WORDS.particles for word in inside))


def _complemented(parse: Parse, noun: Token) -> int:
    """The first token behind a noun and what an "of", "for" or "to" behind it names: "envoy for Libya"."""
    tokens, i = parse.tokens, noun.i + 1
    end = parse.sentences[parse.sentence_of[noun.i]].last
    if i + 1 >= end or tokens[i].lower not in COMPLEMENTING:
        return i
    i += 1
    while i < end - 1 and (tokens[i].pos in ("DET", "PROPN", "ADJ", "PART") or tokens[i].entity in BODIES):
        i += 1
    return i


def _name_span(parse: Parse, head: int) -> tuple[int, int]:
    name = parse.name_at.get(head)
    if name is not None and name.label in NAMED:
        return _widened(parse, name.first, name.last, name.label)
    first = last = head
    for child in parse.children(head, "compound", "amod", "nmod", "poss", "npadvmod"):  # "a 25-year-old"
        if child.i < head and _keeps(parse, child):
            first = min(first, min(parse.subtree(child.i, frozenset({"relcl", "acl", "det"}))))
    last = _with_complement(parse, head, first)
    return first, last + 1


def _keeps(parse: Parse, child: Token) -> bool:
    if child.dep == "poss":
        return child.pos in ("PROPN", "NOUN")
    return child.lower not in WORDS.pointers


def _widened(parse: Parse, first: int, last: int, label: str) -> tuple[int, int]:
    """A name with the proper nouns that belong to it; a title before a person's name stays outside."""
    tokens = parse.tokens
    if label in ("ORG", "FAC", "NORP", "GPE", "LOC"):
        head = max(range(first, last), key=lambda i: (tokens[i].head < first or tokens[i].head >= last, i))
        last = max(last, _with_complement(parse, head, first) + 1)
    return first, last


def _with_complement(parse: Parse, head: int, first: int) -> int:
    """The last token of "General Directorate for Narcotics", "Ministry of Defence": a name goes on after its head."""
    token = parse.tokens[head]
    if token.entity in ("GPE", "NORP", "PERSON"):
        return head
    for prep in parse.children(head, "prep"):
        named_for = prep.lower == "for" and token.pos == "PROPN"
        there_for = prep.lower == "on" and token.lemma in WORDS.with_remit and _is_remit(parse, prep)
        if prep.i == head + 1 and (prep.lower == "of" or named_for or there_for) and not _charged(parse, prep):
            inside = parse.subtree(prep.i, frozenset({"relcl", "acl", "appos", "prep", "conj", "cc", "punct", "advcl"}))
            if inside[-1] - first < LONGEST_NAME and inside[-1] - inside[0] == len(inside) - 1:
                return inside[-1]
    return head


def _is_remit(parse: Parse, prep: Token) -> bool:
    """ "the committee on water supply", not "on Monday" nor "the panel on the left"."""
    remits = parse.children(prep.i, "pobj")
    return bool(remits) and all(
        not t.entity and t.tag in ("NN", "NNS") and not parse.children(t.i, "det") for t in remits
    )


def _charged(parse: Parse, prep: Token) -> bool:
    """ "convicted a man of fraud", "was accused by Chad of spying": the charge is no part of the name."""
    verb = next((t for t in parse.ancestors(prep.i) if t.pos == "VERB"), None)
    body = any(t.pos == "PROPN" or t.lemma in WORDS.bodies for t in parse.children(prep.i, "pobj"))
    return not body and prep.lower == "of" and verb is not None and verb.lemma in WORDS.charging


def _trimmed(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """Without leading articles, numbers and marks, what stands in brackets, and a closing possessive."""
    tokens = parse.tokens
    last = next((i for i in range(first + 1, last) if tokens[i].text in BRACKETS), last)
    if last - first == len(AGAINST) + 1 and [t.lower for t in tokens[first : last - 1]] == AGAINST:
        first = last - 1  # "anti-government": whom it is against
    while (
        first < last
        and not _hyphened(parse, first)
        and (
            tokens[first].lower in WORDS.leads
            or tokens[first].pos in ("PUNCT", "DET", "ADP", "SYM", "ADV", "CCONJ", "VERB")
            or (tokens[first].pos == "NUM" and last - first > 1)
            or (tokens[first].dep in ("nummod", "quantmod") and last - first > 1)
        )
    ):
        first += 1
    while first < last and (
        tokens[last - 1].pos in ("PUNCT", "PART", "ADP", "DET") or tokens[last - 1].lower in ("'s", "’s")
    ):
        last -= 1
    return first, min(last, first + LONGEST_NAME)


def _hyphened(parse: Parse, i: int) -> bool:
    """What a hyphen ties to the next word belongs to it: "16-year-old", "far-right", "off-duty"."""
    tokens = parse.tokens
    return i + 2 < len(tokens) and tokens[i + 1].text == "-" and tokens[i].end == tokens[i + 1].start


class Directory:
    """All names of an article, and which fuller name a shorter one stands for."""

    def __init__(
        self, document: Document, persons: frozenset[str], parties: frozenset[str], registry: Registry
    ) -> None:
        self._persons = persons
        self.parties = parties | persons | WORDS.more_parties  # lemmas of who can be a party
        self._registry = registry
        self._fullest: dict[str, tuple[Words, str]] = {}
        self._by_head: dict[str, list[Words]] = defaultdict(list)
        named = list(_named(document))
        for words, label in named:
            self._learn(words, label)
        for part in document.parts:
            self._learn_acronyms(part)
        self._actors = self._forms(named)
        self._groups = [words for words in _possible_groups(document, named) if self._is_group(words.text)]
        self._holders = Holders(persons, registry.country_of, lambda key: self._fuller(self._people[key]).text)
        self._people = [words for words, label in named if label == "PERSON"]
        keys = {(words.part.name, words.last - 1): key for key, words in enumerate(self._people)}
        for (_, head), key in keys.items():
            self._holders.learn(self._people[key].part.parse, head, key)
        for part in document.parts:
            for token in part.parse.tokens:
                told, sure = self._told_as(part.parse, token) if token.lemma in parties else (None, False)
                if told is not None and (part.name, told) in keys:
                    self._holders.learn(part.parse, told, keys[part.name, told], token, identified=sure)
                full = phrase(part, token.i) if token.pos in ("NOUN", "PROPN") else None
                if full is not None and full.last - full.first > 1:
                    self._by_head[token.lemma].append(full)
        full_names = [self._fuller(words).text for words in self._people]
        self._introduced = Introductions(document, parties, self._people, self._holders, full_names)

    @staticmethod
    def _told_as(parse: Parse, noun: Token) -> tuple[int | None, bool]:
        """The head of the name of whom a noun tells, and whether the article says that it is who was told of."""
        if any(t.lower == "another" for t in parse.children(noun.i, "det")):
            return None, False
        identified = next((t.i for t in (*called(parse, noun), *named_in_clause(parse, noun))), None)
        return (apposed_name(parse, noun), False) if identified is None else (identified, True)

    def _learn(self, words: Words, label: str) -> None:
        if label not in ("PERSON", "ORG"):
            return
        for key in _short_forms(words.text, label):
            known = self._fullest.get(key)
            if known is None or len(words.text) > len(known[0].text):
                self._fullest[key] = (words, label)

    def _learn_acronyms(self, part: Part) -> None:
        for match in ACRONYM.finditer(part.parse.text):
            before = [t for t in part.parse.tokens if t.end <= match.start()]
            words = _spelt_out(part, before, match[1])
            if words is not None:
                self._fullest[match[1].casefold()] = (words, "ORG")

    def resolve(self, part: Part, head: int, acting: bool = False) -> Named | None:
        """The party whose head noun or pronoun is token `head`; None where the article names nobody there.

        What acts or speaks is no place: "Moscow" is then Russia, where the article names it.
        """
        parse = part.parse
        token = parse.tokens[head]
        here = Words(part, head, head + 1)
        if token.lower in SINGULAR_PERSON | PLURAL | THING:
            target = antecedent(parse, head, self._persons, self.parties)
            if target is None:
                return None
            found = self.resolve(part, target, acting)
            return Named(here, found.fullest, found.label, found.head) if found else None
        words = phrase(part, head)
        if words is None:
            return None
        label = self._label(words)
        if token.entity == "NORP" and (token.dep in ADJECTIVAL or token.tag == "JJ"):
            return self._state(words, token)
        known = words.text.casefold() in self._fullest or not words.first <= token.i < words.last
        fuller = self._fuller(words) if known else self._definite(words, token) or words
        fullest = self._same_actor(fuller, label, acting) or fuller
        return Named(words, fullest, self._label(fullest) or label, token.lemma)

    def _forms(self, named: list[tuple[Words, str]]) -> dict[str, Words]:
        """The name the article has for each actor it names: a body's fullest, the one most used for a state."""
        said: defaultdict[str, list[Words]] = defaultdict(list)
        for words, label in named:
            actor = self._registry.find(words.text) if label in BODIES else None
            if actor is not None and not self._registry.is_capital_metonym(words.text):
                said[actor.id].append(words)
        forms = {}
        for key, uses in said.items():
            times = Counter(words.text for words in uses)
            state = key.startswith(STATE)
            forms[key] = max(uses, key=lambda w: (times[w.text] if state else 0, len(w.text)))
        return forms

    def _is_group(self, name: str) -> bool:
        actor = self._registry.find(name)
        return actor is not None and (actor.kind in ("armed group", "party") or actor.sector in ("REB", "CRM", "OPP"))

    def _state(self, words: Words, token: Token) -> Named:
        """ "the Israeli raid": an adjective of nationality speaks of the state, by the name the article has for it."""
        state = self._registry.get(f"{STATE}{self._registry.country_of(words.text)}")
        known = self._registry.find(words.text)
        if state is None or (known is not None and known.kind not in ("people", "state")):  # "an anti-Putin rally"
            return Named(words, self._fuller(words), "NORP", token.lemma)
        named = self._actors.get(state.id)
        return Named(words, named or words, "GPE", token.lemma, None if named else state.name)

    def mentions(self, full: Words) -> list[Words]:
        """All mentions of a person by the full name or a part of it, that one first."""
        return [full, *(words for words in self._people if words != full and self._fuller(words).text == full.text)]

    def person(self, words: Words) -> Words | None:
        """The person whose surname some words are, whatever the pipeline takes them for there."""
        known = self._fullest.get(words.text.casefold())
        return known[0] if known is not None and known[1] == "PERSON" else None

    def names_state(self, named: Named) -> bool:
        """Whether a name is a state's, by which it can do things; a town's is only a place."""
        return self._is_state(named.name)

    def is_of(self, named: Named, state: Named) -> bool:
        """Whether a name is that of a body or people of the state that another names: "Ghanaian soldiers", "Ghana"."""
        if not self.names_state(state) or self.names_state(named):
            return False
        return self._registry.countries_in(named.name) == {self._registry.country_of(state.name)}

    def only_where(self, named: Named, token: Token, *, speaks: bool) -> bool:
        """ "the Brussels attacks", "a Nairobi car bomb": a town before a noun is only where it was.

        The capital of what somebody says is the state: "the Pyongyang threats".
        """
        said = named.name if speaks else named.here.text
        return token.dep == "compound" and named.label in PLACES and not self._is_state(said)

    def _is_state(self, name: str) -> bool:
        actor = self._registry.find(name)
        return actor is not None and actor.kind == "state" and not self._registry.is_capital_metonym(name)

    def _same_actor(self, words: Words, label: str, acting: bool) -> Words | None:
        """The fullest name the article has for the same body; for a seat of government the state's."""
        actor = self._registry.find(words.text) if label in BODIES else None
        if actor is None:
            return None
        if label == "GPE" and self._registry.is_capital_metonym(words.text):
            return self._actors.get(f"{STATE}{actor.country}") if acting else None
        named = self._actors.get(actor.id) if actor.kind in ALIASED else None
        return named if named is not None and len(named.text) > len(words.text) else None

    def _definite(self, words: Words, token: Token) -> Words | None:
        """ "those militias", "the group": the nearest fuller phrase before it with the same head."""
        if token.pos != "NOUN" and (token.entity or token.lemma not in self._persons):
            return None
        introduced = self._introduced.find(words.part, token)
        if introduced is not None:
            return self._fuller(self._people[introduced])
        determiners = words.part.parse.children(token.i, "det")
        if not any(t.lower in ("the", "those", "these", "that", "this") for t in determiners):
            return None
        if token.tag == "NN" and (key := self._holders.find(words.part.parse, token)) is not None:
            return self._fuller(self._people[key])
        if words.last - words.first > 1:
            return None
        before = [w for w in self._by_head[token.lemma] if w.part is words.part and w.last <= words.first]
        nearest = before[-1] if before else None
        group = self._group_before(words) if token.tag == "NN" and token.lemma in WORDS.called_groups else None
        return group if nearest is None or (group is not None and group.first > nearest.first) else nearest

    def _group_before(self, words: Words) -> Words | None:
        """The armed group, party or organisation named last before "the group"."""
        before = [w for w in self._groups if w.part is words.part and w.last <= words.first]
        return before[-1] if before else None

    def _fuller(self, words: Words) -> Words:
        """The longest name that the words are a short form of; the words themselves where they are none."""
        known = self._fullest.get(words.text.casefold())
        return known[0] if known is not None and len(known[0].text) > len(words.text) else words

    @staticmethod
    def _label(words: Words) -> str:
        names = words.part.parse.name_at
        name = names.get(words.last - 1) or names.get(words.first)
        # "town of Baga" is not what Baga is.
        return name.label if name and name.first <= words.first + 1 else ""


def _named(document: Document) -> Iterator[tuple[Words, str]]:
    for part in document.parts:
        for name in part.parse.names:
            if name.label in NAMED:
                first, last = _trimmed(part.parse, name.first, name.last)
                if first < last:
                    yield Words(part, first, last), name.label


def _possible_groups(document: Document, named: list[tuple[Words, str]]) -> Iterator[Words]:
    """Names, whatever the pipeline takes them for, and capital words that it takes for none, in text order."""
    bodies = [words for words, _ in named]
    for part in document.parts:
        capital = (t for t in part.parse.tokens if t.text[0].isupper() and t.pos in ("PROPN", "NOUN"))
        loose = [Words(part, t.i, t.i + 1) for t in capital if not t.entity]
        yield from sorted((*(w for w in bodies if w.part is part), *loose), key=lambda w: w.first)


def _short_forms(text: str, label: str) -> Iterator[str]:
    """What else a full name may be called: a person by the last name or names, a body by its initials."""
    words = text.split()
    yield text.casefold()
    if label == "PERSON":
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                short = " ".join(words[first:last])
                if len(short) > 2:
                    yield short.casefold()
    elif len(words) > 2:
        initials = "".join(w[0] for w in words if w[0].isupper())
        if len(initials) > 2:
            yield initials.casefold()


def _spelt_out(part: Part, before: list[Token], acronym: str) -> Words | None:
    """The words before "(SANA)" whose initials it is, "Syrian Arab News Agency"."""
    letters = [c for c in acronym.casefold() if c.isalpha()]
    last = len(before)
    i, k = last - 1, len(letters) - 1
    while i >= 0 and k >= 0 and last - i <= 2 * len(letters) + 2:
        word = before[i].lower
        if word[0] == letters[k]:
            k -= 1
        elif word not in SMALL_WORDS and not before[i].text[0].isupper():
            return None
        i -= 1
    if k >= 0 or i + 1 >= last:
        return None
    first, end = before[i + 1].i, before[last - 1].i + 1
    return Words(part, first, end)


REACH = 7  # sentences that a chain of pronouns may span


def antecedent(parse: Parse, pronoun: int, persons: frozenset[str], parties: frozenset[str]) -> int | None:
    """The head noun a personal pronoun stands for: the nearest fitting noun before it, subjects first."""
    token = parse.tokens[pronoun]
    sentence = parse.sentence_of[pronoun]
    barred = _same_clause(parse, token)
    for back in range(REACH):
        if sentence - back < 0:
            break
        bounds = parse.sentences[sentence - back]
        before = parse.tokens[bounds.first : min(bounds.last, pronoun)]
        nouns = [
            t
            for t in before
            if t.pos in ("NOUN", "PROPN")
            and t.i not in barred
            and _fits(token.lower, t, persons, parties)
            and not (token.dep == "dobj" and _is_where(parse, t))
        ]
        if nouns:
            best = next((t for t in nouns if t.dep in ("nsubj", "nsubjpass")), nouns[0] if back else nouns[-1])
            return best.i
    return None


def _is_where(parse: Parse, noun: Token) -> bool:
    """The Baghdad of "stormed the embassy in Baghdad and set it on fire"."""
    return noun.entity == "GPE" and noun.dep == "pobj" and parse.tokens[noun.head].lower in ("in", "at", "near")


def _same_clause(parse: Parse, pronoun: Token) -> set[int]:
    """Whom "him" cannot be: the subject of its own verb."""
    if pronoun.dep not in ("dobj", "pobj", "dative") or pronoun.lower.endswith(("self", "selves")):
        return set()
    verb = next((t.i for t in parse.ancestors(pronoun.i) if t.pos in VERBAL), None)
    return set(subjects(parse, verb)) if verb is not None else set()


def _fits(pronoun: str, noun: Token, persons: frozenset[str], parties: frozenset[str]) -> bool:
    if noun.dep in ("compound", "amod", "nmod"):
        return False
    if noun.lemma in (WORDS.women if pronoun in ("he", "him", "his", "himself") else WORDS.men):
        return False
    if pronoun in SINGULAR_PERSON:
        return noun.entity == "PERSON" or (noun.tag == "NN" and noun.lemma in persons)
    if pronoun in PLURAL:
        return noun.tag in ("NNS", "NNPS") and (noun.entity in ("NORP", "ORG") or noun.lemma in parties)
    return noun.entity in ("ORG", "GPE", "NORP") or noun.lemma in WORDS.bodies
