"""Records of which only what a row shows is decoded; the rest is passed over, which is most of the work.

What is not decoded is there as it was stored, and is nothing for a writer to look at.
"""

from __future__ import annotations

import msgspec
from msgspec import Raw

from dateline.model import (
    Article,
    Citation,
    Claim,
    Consolidated,
    Count,
    Date,
    Event,
    Evidence,
    Location,
    Means,
    Party,
    Report,
    Seizure,
    Word,
)

_NOTHING = Raw(b"[]")

# A field that is left as it was stored has another type than the record's own, which type checkers do not like.


class _Date(Date, frozen=True, kw_only=True, tag_field="kind", tag="date"):
    reasons: Raw = _NOTHING  # type: ignore[assignment]


class _Location(Location, frozen=True, kw_only=True, tag_field="kind", tag="location"):
    candidates: Raw = _NOTHING  # type: ignore[assignment]
    reasons: Raw = _NOTHING  # type: ignore[assignment]


class _Party(Party, frozen=True, kw_only=True, tag_field="kind", tag="party"):
    reasons: Raw = _NOTHING  # type: ignore[assignment]


_Value = Word | _Date | _Location | _Party | Means | Count | Seizure


class _Consolidated(Consolidated, frozen=True, kw_only=True):
    best: _Value
    low: _Value | None = None
    low_claim: Raw = _NOTHING  # type: ignore[assignment]
    high: _Value | None = None
    high_claim: Raw = _NOTHING  # type: ignore[assignment]


class _Event(Event, frozen=True, kw_only=True):
    fields: tuple[_Consolidated, ...]
    links: Raw = _NOTHING  # type: ignore[assignment]


class _Citation(Citation, frozen=True, kw_only=True):
    evidence: Raw = _NOTHING  # type: ignore[assignment]
    cue: Raw = _NOTHING  # type: ignore[assignment]


class _Claim(Claim, frozen=True, kw_only=True):
    value: Raw  # type: ignore[assignment]
    evidence: Raw  # type: ignore[assignment]
    cited: tuple[_Citation, ...] = ()


class _Report(Report, frozen=True, kw_only=True):
    trigger: Raw  # type: ignore[assignment]
    quote: Evidence
    claims: tuple[_Claim, ...]
    provenance: Raw  # type: ignore[assignment]


class _Article(Article, frozen=True, kw_only=True):
    text: Raw  # type: ignore[assignment]
    captions: Raw = _NOTHING  # type: ignore[assignment]
    position: Raw = _NOTHING  # type: ignore[assignment]


_EVENT = msgspec.json.Decoder(_Event)
_REPORT = msgspec.json.Decoder(_Report)
_ARTICLE = msgspec.json.Decoder(_Article)


def event(record: bytes) -> Event:
    """An event without its links, the candidates of its places, and what decided its values."""
    return _EVENT.decode(record)


def report(record: bytes) -> Report:
    """A report with its quote and whom its claims cite."""
    return _REPORT.decode(record)


def article(record: bytes) -> Article:
    """An article without its text."""
    return _ARTICLE.decode(record)
