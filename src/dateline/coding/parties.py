"""Who a party is: its registry entry, country, sector, and whether it is a private person, with the reasons.

In this order: the registry's entry for the name; what the article says of who bears it ("Iraq's deputy speaker"); the
countries and head noun of the phrase ("Iraqi officials"); the country that is spoken of there ("two suspects"). What
none of these says stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dateline.coding.document import Document, Words
from dateline.coding.frame import Frame
from dateline.coding.names import Directory, Named
from dateline.coding.words import WORDS
from dateline.grounding import Registry
from dateline.grounding.lands import OWNER
from dateline.language import Parse, Token
from dateline.model import UNKNOWN_PERPETRATOR, Actor, Evidence, Party

UNKNOWN = "UNK"  # PLOVER's sector of who is not known
NOT_KNOWN = re.compile(r"(?:unidentified|unknown|unnamed|mysterious)\b", re.IGNORECASE)
BEFORE, AFTER = 6, 10  # words round a name that may tell an office
BEFORE_NAME = ("compound", "amod", "nmod", "poss", "det")
FROM = frozenset({"from", "of"})
NOT_OF_PEOPLE = frozenset({"GPE", "LOC", "FAC"})
NAMES = frozenset({"PERSON", "ORG"})


@dataclass
class Finding:
    """What is known of a party so far, and why."""

    actor: Actor | None = None
    country: str | None = None
    sector: str | None = None
    settled: bool = False  # no country is to be looked for any more: it has none, or several
    reasons: list[str] = field(default_factory=list)

    def learn(self, country: str | None, sector: str | None, why: str) -> None:
        """Take what was not known; note why."""
        new = []
        if country and not self.country and not self.settled:
            self.country = country
            new.append(country)
        if sector and not self.sector:
            self.sector = sector
            new.append(sector)
        if new:
            self.reasons.append(f"{' '.join(new)}: {why}")


class PartyReader:
    """Says of the parties of one document who they are."""

    def __init__(self, document: Document, directory: Directory, registry: Registry, frame: Frame) -> None:
        self._document = document
        self._directory = directory
        self._registry = registry
        self._frame = frame

    def __call__(self, named: Named) -> Party:
        """The party of a name as the article uses it."""
        name = named.name
        unknown = NOT_KNOWN.match(name) is not None
        found = Finding()
        if unknown:
            found.learn(None, UNKNOWN, f"“{name}”: the article says nobody knows who")
        self._by_entry(named, found)
        named = self._as_person(named, found.actor)
        if found.actor is None and self._told_as_person(named):
            named = replace(named, label="PERSON")
        person = named.label == "PERSON" and (found.actor is None or found.actor.kind == "person")
        if found.actor is None and (person or self._looks_personal(named)):
            self._by_description(named, found)
        if person:
            found.learn(None, "CVL", "a person of whom no office is told")
        else:
            self._by_words(name, found)
        self._by_frame(named, found)
        return Party(
            name=name,
            actor_id=found.actor.id if found.actor else None,
            country=found.country,
            sector=found.sector,
            private=person and self._registry.private(name, _described(named.fullest)),
            unknown=unknown,
            reasons=tuple(found.reasons),
        )

    # -------------------------------------------------------------- one way after the other

    def _by_entry(self, named: Named, found: Finding) -> None:
        """By the registry: the name itself, or a bare institution ("the army") of the country spoken of."""
        owner = self._owner(named)
        if owner is not None and owner.label == "PERSON":
            return  # "Muscat's government": Joseph Muscat's, not that of a capital
        texts = [named.name, *([named.here.text] if named.label in NAMES else ())]
        if owner is not None and owner.label:  # "the group's fighters"
            texts.append(f"{owner.name} {named.name.split()[-1]}")
        for text in texts:
            actor = self._registry.find(text)
            if actor is not None and _fits(actor, named.label, text):
                found.actor = actor
                if actor.kind == "people" and actor.country is None:  # "Syrian Kurds"
                    self._by_words(named.name, found)
                found.learn(actor.country, actor.sector, f"“{text}” is {actor.name} ({actor.id})")
                found.settled = found.country is None
                return
        country = self._frame.near(named.here.part, named.here.first)
        actor = self._registry.institution(named.name, country) if country else None
        if actor is not None and named.label in ("", "ORG"):
            found.actor = actor
            found.learn(actor.country, actor.sector, f"“{named.name}” where {country} is spoken of: {actor.name}")

    def _by_description(self, named: Named, found: Finding) -> None:
        """By what is told of a person wherever the name stands."""
        for words in self._directory.mentions(named.fullest):
            for text, of_office in _descriptions(words):
                country = self._registry.country_of(text) or self._country_of_places(text)
                sector = self._registry.sector_of(text) if of_office else None
                found.learn(country, sector, f"told of beside the name: “{text}”")

    def _by_words(self, name: str, found: Finding) -> None:
        """By the words of the phrase: countries and places in it, and its head noun."""
        countries = self._registry.countries_in(name)
        if len(countries) > 1 or set(name.casefold().split()) & WORDS.of_many_countries:
            found.settled = True
        country = min(countries) if len(countries) == 1 else self._country_of_places(name)
        found.learn(country, None, f"the words “{name}”")
        found.learn(None, self._registry.sector_of(name), f"the noun of “{name}”")

    def _by_frame(self, named: Named, found: Finding) -> None:
        """By whose they are ("its army", "his brother"), else by the country that the article speaks of there."""
        part, first = named.here.part, named.here.first
        owner = self._owner(named)
        if owner is not None and not found.country and not found.settled:
            found.learn(self._registry.country_of(owner.name), None, f"whose they are: “{owner.name}”")
        country = self._frame.near(part, first)
        found.learn(country, None, "the country spoken of there")

    # -------------------------------------------------------------- what words say

    def _as_person(self, named: Named, actor: Actor | None) -> Named:
        """ "Bello" that the pipeline takes for a place is the Governor Bello of another sentence."""
        full = self._directory.person(named.fullest) if actor is None and named.label != "PERSON" else None
        return replace(named, fullest=full, label="PERSON") if full is not None else named

    def _told_as_person(self, named: Named) -> bool:
        """ "Driver Amadou Diallo", "their driver, Amadou Diallo": a civilian by the noun, and the rest is a name."""
        words = named.fullest
        tokens = words.part.parse.tokens[words.first : words.last]
        body = tokens[-1].lower in WORDS.bodies | WORDS.groups  # "Youth Movement", "Citizens Council"
        if len(tokens) < 2 or body or not all(t.text[0].isupper() for t in tokens):
            return False
        if len(tokens) > 2 and tokens[0].lower in WORDS.callings:
            return True
        told = (text.split()[-1].lower() for text, of_office in _descriptions(words) if of_office and text)
        return self._registry.sector_of(words.text) is None and any(word in WORDS.callings for word in told)

    def _owner(self, named: Named) -> Named | None:
        parse = named.here.part.parse
        for token in parse.tokens[named.here.first : named.here.last]:
            for owner in parse.children(token.i, "poss"):
                found = self._directory.resolve(named.here.part, owner.i)
                if found is not None and found.name != named.name:
                    return found
        return None

    def _country_of_places(self, text: str) -> str | None:
        """The country of the first name of a place in some words ("Toronto police", "Governor of Borno")."""
        words = OWNER.sub("", text).split()
        for first, word in enumerate(words):
            if not word[0].isupper() or self._registry.sector_of(word):
                continue  # "Police" and "Branch" are towns too
            for last in range(min(len(words), first + 3), first, -1):
                country = self._frame.country_of_place(" ".join(words[first:last]).strip(",.;"))
                if country:
                    return country
        return None

    @staticmethod
    def _looks_personal(named: Named) -> bool:
        """A name of two words and more that the pipeline takes for nothing: of a person, most likely."""
        words = named.fullest
        tokens = words.part.parse.tokens[words.first : words.last]
        return not named.label and len(tokens) > 1 and all(t.pos == "PROPN" or not t.text.isalpha() for t in tokens)


def nobody_known(words: Evidence) -> Party:
    """The party of an event of which an article says that nobody knows who did it."""
    reasons = (f"“{' '.join(words.quote.split())}”: the article says nobody knows who",)
    return Party(name=UNKNOWN_PERPETRATOR, sector=UNKNOWN, unknown=True, reasons=reasons)


def _fits(actor: Actor, label: str, name: str) -> bool:
    """Whether an entry can be what the pipeline takes a name for: a place that bears a surname is nobody."""
    return actor.kind != "person" or label not in NOT_OF_PEOPLE or len(name.split()) > 1


def _descriptions(words: Words) -> Iterator[tuple[str, bool]]:
    """What is told of a person beside the name, and whether it can be an office: "a press officer", not "of London"."""
    parse = words.part.parse
    head = _head(parse, words)
    before = [t for t in parse.children(head.i, *BEFORE_NAME) if t.i < words.first]
    if before:
        yield parse.words(min(min(parse.subtree(t.i)) for t in before), words.first), True
    nouns = parse.children(head.i, "appos")
    if head.dep == "appos":
        nouns.append(parse.tokens[head.head])
    if head.dep == "nsubj" and parse.tokens[head.head].lemma == "be":
        nouns += parse.children(head.head, "attr")
    homes = [t for p in parse.children(head.i, "prep") if p.lower in FROM for t in parse.children(p.i, "pobj")]
    for token in (*nouns, *homes):
        text = _phrase(parse, token, words)
        if text:
            yield text, token in nouns


def _head(parse: Parse, words: Words) -> Token:
    inside = range(words.first, words.last)
    return next((parse.tokens[i] for i in inside if parse.tokens[i].head not in inside), parse.tokens[words.last - 1])


def _phrase(parse: Parse, head: Token, words: Words) -> str:
    """The words of a noun that tells of somebody, up to a clause, without the name itself."""
    inside = [
        i
        for i in parse.subtree(head.i, frozenset({"relcl", "acl", "appos", "conj", "cc", "punct", "advcl"}))
        if not words.first <= i < words.last
    ]
    if not inside:
        return ""
    first, last = inside[0], inside[-1] + 1
    if first < words.first < last:
        last = words.first
    return parse.words(first, last)


def _described(full: Words) -> str:
    """The words before and after a person's name that may name an office."""
    parse = full.part.parse
    sentence = parse.sentences[parse.sentence_of[full.first]]
    first, last = max(sentence.first, full.first - BEFORE), min(sentence.last, full.last + AFTER)
    return parse.words(first, last)
