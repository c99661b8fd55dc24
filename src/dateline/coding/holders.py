"""Who holds the offices that an article speaks of: "the president" is who was named as president before.

Learnt from "Turkish President Recep Erdogan", "the UN's envoy for Libya, Hanna Kessler" and "Hanna Kessler, the envoy".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from dateline.language import Parse, Token

TITLE = ("compound", "amod", "nmod", "poss")
PORTFOLIOS = frozenset({"minister", "ministry", "secretary"})
OTHERS = frozenset({"acting", "another", "deputy", "ex", "former", "new", "other", "second", "vice"})
Country = Callable[[str], str | None]


@dataclass(frozen=True)
class Office:
    """An office in words: the noun, the country where it is told, and the other words that tell which."""

    noun: str
    country: str | None
    words: frozenset[str]

    def fits(self, other: Office) -> bool:
        """Whether a shorter mention of an office can mean this one: no other country, no word that this one lacks."""
        countries = {self.country, other.country} - {None}
        return self.noun == other.noun and len(countries) < 2 and other.words <= self.words

    def is_another(self, other: Office) -> bool:
        """Whether two mentions of an office tell of two: the prime minister is not the interior minister."""
        return self.noun in PORTFOLIOS and bool(self.words - other.words) and bool(other.words - self.words)

    def agrees(self, other: Office) -> bool:
        """Whether two mentions of an office can be of one country."""
        return None in (self.country, other.country) or self.country == other.country


class Holders:
    """The persons of an article by their offices."""

    def __init__(self, nouns: frozenset[str], country: Country, same: Callable[[int], str]) -> None:
        self._nouns = nouns
        self._country = country
        self._same = same
        self._held: defaultdict[str, list[tuple[Office, int]]] = defaultdict(list)
        self._identified: set[tuple[str, int]] = set()

    def learn(
        self, parse: Parse, person: int, key: int, noun: Token | None = None, *, identified: bool = False
    ) -> None:
        """Note an office, or those told beside the name whose head is token `person`, under `key`.

        `identified` where the article says that who was told of is this person: "the man was named as …".
        """
        if noun is not None and identified:
            self._identified.add((noun.lemma, key))
        for title in [noun] if noun is not None else self._told(parse, person):
            office = self._office(parse, title, person)
            self._held[office.noun].append((office, key))

    def find(self, parse: Parse, noun: Token) -> int | None:
        """The key of who holds the office at hand: the first one told that fits, or the only one of the article."""
        asked = self._office(parse, noun, noun.i)
        held = self._held.get(asked.noun, [])
        exact = next((key for office, key in held if office.fits(asked)), None)
        if exact is not None:
            return exact
        told = [office for office, _ in held]
        if (
            self._one(asked.noun)
            and not asked.words & OTHERS
            and all(office.agrees(asked) and not office.is_another(asked) for office in told)
        ):
            return held[0][1]
        return None

    def sole(self, parse: Parse, noun: Token) -> int | None:
        """The key of the one person whom the article identifies as who a noun tells of; no second or former one."""
        told = self._held.get(noun.lemma, [])
        others = any(office.words & OTHERS for office, _ in told)
        found = self.find(parse, noun) if self._one(noun.lemma) and not others else None
        return found if any((noun.lemma, key) in self._identified for _, key in told) else None

    def nouns_of(self, key: int) -> set[str]:
        """The nouns by which the article tells of a person."""
        return {noun for noun, held in self._held.items() for _, other in held if self._same(other) == self._same(key)}

    def _one(self, noun: str) -> bool:
        return len({self._same(key) for _, key in self._held.get(noun, [])}) == 1

    def _told(self, parse: Parse, person: int) -> list[Token]:
        found = [t for t in parse.children(person, *TITLE, "appos") if t.pos in ("NOUN", "PROPN")]
        return [t for t in found if t.lemma in self._nouns and t.entity != "PERSON"]

    def _office(self, parse: Parse, noun: Token, person: int) -> Office:
        """The office of a noun; the words before a name stand beside the noun, not under it."""
        beside = [t for t in parse.children(person, *TITLE) if t.i < noun.i] if noun.head == person else []
        near = [t for t in (*parse.children(noun.i, *TITLE), *beside) if t.i != noun.i and t.entity != "PERSON"]
        lands = {t.i: self._country(t.text) for t in near}
        country = next((land for land in lands.values() if land), None)
        words = frozenset(t.lemma for t in near if lands[t.i] is None and t.pos != "PRON")
        return Office(noun.lemma, country, words)
