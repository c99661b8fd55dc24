"""The ontology's records: what the data files say, checked and ready to look things up in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from dateline.ontology.phrases import Phrase

Pos = Literal["verb", "noun", "adj"]
Role = Literal["actor", "recipient", "both", "weapon", "item", "place", "none"]
Status = Literal["planned", "failed", "denied"]


class Record(Struct, frozen=True, kw_only=True):
    """Base of every record: immutable, keyword-only."""


class EventType(Record, frozen=True, kw_only=True):
    """One of PLOVER's sixteen event types."""

    name: str
    kind: Literal["act", "words"]
    quad: int  # 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    definition: str
    modes: tuple[str, ...]


class Context(Record, frozen=True, kw_only=True):
    """One of PLOVER's contexts, with the lemmas and phrases that speak for it."""

    name: str
    words: frozenset[str]
    phrases: tuple[Phrase, ...]


class Words(Record, frozen=True, kw_only=True):
    """A set of words: lemmas, and labels of named entities that belong to the set whatever their words are."""

    lemmas: frozenset[str]
    entities: frozenset[str] = frozenset()

    def has(self, lemma: str, entity: str = "") -> bool:
        """Whether a word of this lower-case lemma, inside an entity of this label (or none), belongs to the set."""
        return lemma in self.lemmas or entity in self.entities


class NounClass(Record, frozen=True, kw_only=True):
    """A named set of nouns. `civilian` is None where the class does not tell."""

    name: str
    words: Words
    person: bool = False
    civilian: bool | None = None
    side: Literal["actor", "recipient"] | None = None  # the side its members stand on as a rule


class Frame(Record, frozen=True, kw_only=True):
    """How grammatical slots map to roles. A slot that is not named gives no role."""

    name: str
    slots: Mapping[str, Role]

    def role(self, slot: str) -> Role:
        """The role of a slot's filler."""
        return self.slots.get(slot, "none")


class Entry(Record, frozen=True, kw_only=True):
    """Some words, or one phrase, that can name an event of one type."""

    type: str
    pos: Pos
    frame: str
    weight: float  # share of the words' uses in news text that are an event of this type, 0..1
    words: tuple[str, ...] = ()  # lemmas, lower case; empty for a phrase
    phrase: Phrase | None = None
    mode: str | None = None
    requires: Mapping[str, Words] = {}  # by slot, or "any" for the whole clause; one met slot is enough
    demands: Mapping[str, Words] = {}  # likewise, but each slot must be met
    excludes: Mapping[str, Words] = {}  # one met slot rules the entry out
    status: Status | None = None

    @property
    def heads(self) -> tuple[str, ...]:
        """The lemmas under which the entry is looked up."""
        return self.phrase.heads if self.phrase else self.words


class Refinement(Record, frozen=True, kw_only=True):
    """A word of the clause that settles the mode of an event. Rules stand in order of priority."""

    type: str
    mode: str
    words: Words
    over: frozenset[str] | None  # modes it may overrule; None: only an open mode


class Cue(Record, frozen=True, kw_only=True):
    """A reporting word or phrase."""

    phrase: Phrase
    stance: Literal["asserts", "denies", "claims responsibility", "blames", "corrects", "withdraws"] = "asserts"
    hedged: bool = False


class Cues(Record, frozen=True, kw_only=True):
    """Words about events rather than for them: who says so, how sure, whether it happened at all.

    Each name of `words` is a list of phrases, most of one lemma; `numerals` gives the least and greatest number a word
    stands for (None: open).
    """

    reporting: tuple[Cue, ...]
    words: Mapping[str, tuple[Phrase, ...]]
    numerals: Mapping[str, tuple[int | None, int | None]]

    def lemmas(self, name: str) -> frozenset[str]:
        """The one-lemma members of a list. Raises KeyError for a list that does not exist."""
        return frozenset(p.heads[0] for p in self.words[name] if len(p.elements) == 1)


class AcledRule(Record, frozen=True, kw_only=True):
    """One row of the crosswalk to ACLED; None covers every value. The first row that fits is taken."""

    event_type: str
    sub_event_type: str
    type: str
    mode: str | None = None
    status: str | None = None
    civilian: bool | None = None

    def fits(self, type: str, mode: str | None, status: str, civilian: bool | None) -> bool:
        """Whether the rule covers an event of these values."""
        return (
            self.type == type
            and self.mode in (None, mode)
            and self.status in (None, status)
            and self.civilian in (None, civilian)
        )


class AcledName(Record, frozen=True, kw_only=True):
    """ACLED's words for an event."""

    disorder_type: str
    event_type: str
    sub_event_type: str
