"""What is read of a ledger's records to draw up the index: a few fields of each, the rest is passed over."""

from __future__ import annotations

import re

import msgspec

from dateline.model import (
    Certainty,
    Citation,
    Count,
    EventKind,
    Field,
    Location,
    Party,
    Precision,
    Record,
    Status,
    Verb,
)
from dateline.publishing.privacy import names_claimed, names_of_citations, names_of_values

_PRIVATE = re.compile(rb'"private":\s*true|"witness"')  # what a claim on a private person has in JSON


class SkimmedWord(Record, frozen=True, tag_field="kind", tag="word"):
    """A word of the codebook."""

    word: str


# Values of which nothing is needed but that they are there.
class _Means(Record, frozen=True, tag_field="kind", tag="means"):
    pass


class _Seizure(Record, frozen=True, tag_field="kind", tag="seizure"):
    pass


class SkimmedDate(Record, frozen=True, tag_field="kind", tag="date"):
    """A date."""

    start: str | None
    end: str | None


class SkimmedLocation(Record, frozen=True, tag_field="kind", tag="location"):
    """A place."""

    text: str
    name: str | None = None
    country: str | None = None
    precision: Precision | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None


class SkimmedParty(Record, frozen=True, tag_field="kind", tag="party"):
    """A party of either side."""

    name: str
    actor_id: str | None = None
    country: str | None = None
    sector: str | None = None
    private: bool = False
    unknown: bool = False


_Value = SkimmedDate | SkimmedLocation | SkimmedParty | Count | SkimmedWord | _Means | _Seizure


class _Field(Record, frozen=True):
    field: Field
    best: _Value
    low: _Value | None = None
    high: _Value | None = None
    conflict: bool = False
    decision: str | None = None


class SkimmedEvent(Record, frozen=True):
    """What is read of an event."""

    type: str
    mode: str | None
    status: Status
    certainty: Certainty
    kind: EventKind
    reports: tuple[str, ...]
    fields: tuple[_Field, ...]
    decisions: tuple[str, ...] = ()

    def has(self, field: Field) -> bool:
        """Whether anything is told of a field."""
        return any(each.field == field for each in self.fields)


class _Quote(Record, frozen=True):
    part: str
    start: int
    end: int
    quote: str


class _Count(Record, frozen=True, tag_field="kind", tag="count"):
    pass


class _Told(Record, frozen=True, tag_field="kind", tag="date"):
    pass


class _Said(Record, frozen=True, tag_field="kind", tag="word"):
    pass


class _Claim(Record, frozen=True):
    value: Party | Location | _Count | _Told | _Said | _Means | _Seizure
    evidence: tuple[_Quote, ...] = ()
    cited: tuple[Citation, ...] = ()


class SkimmedReport(Record, frozen=True):
    """What is kept of a report while rows are drawn up."""

    article_id: str
    confidence: float | None
    private: frozenset[str]  # the names of private persons in it


class ReportRecord(Record, frozen=True):
    """What is read of a report."""

    article_id: str
    confidence: float | None = None
    claims: msgspec.Raw = msgspec.Raw(b"[]")
    quote: msgspec.Raw = msgspec.Raw(b"null")  # the sentence

    @property
    def skimmed(self) -> SkimmedReport:
        """What is kept of it. Few reports have private persons: the claims of the others are passed over unread."""
        private = frozenset[str]()
        if _PRIVATE.search(self.claims):
            claims = msgspec.json.decode(self.claims, type=tuple[_Claim, ...])
            sentence = msgspec.json.decode(self.quote, type=_Quote)
            private = names_claimed(((c.value, c.evidence, c.cited) for c in claims), sentence).private
        return SkimmedReport(self.article_id, self.confidence, private)


class SkimmedTotal(Record, frozen=True):
    """What is read of a total."""

    article_id: str
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    cited: tuple[Citation, ...] = ()

    @property
    def private(self) -> frozenset[str]:
        """The names of private persons in it."""
        return (names_of_values([*self.actors, *self.recipients]) | names_of_citations(self.cited)).private


class SkimmedArticle(Record, frozen=True):
    """What is read of an article."""

    publisher: str | None = None
    published: str | None = None


class SkimmedDecision(Record, frozen=True):
    """What is read of a decision."""

    verb: Verb
    event_id: str | None = None
    events: tuple[str, ...] = ()  # the other events of a merge
