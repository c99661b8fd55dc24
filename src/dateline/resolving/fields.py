"""What a report gives, as the comparison and the blocking need it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dateline.model import Date, Field, Location, Party, Report, Value
from dateline.ontology import Ontology
from dateline.resolving.days import Span, span

WORDS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "CONCEDE"})  # who speaks is what the event is

_UNSAID = ("denies", "withdraws")
_EARTH_KM = 6371.0


def family(type_: str) -> str:
    """The family of a PLOVER type, named by its first type. Types of two families are never one event."""
    return min(Ontology.load().family(type_))


def standing(report: Report, field: Field) -> Iterator[Value]:
    """The values a report gives for a field, without those it only denies or takes back."""
    return (claim.value for claim in report.claims_of(field) if claim.stance not in _UNSAID)


def sureness(report: Report) -> dict[str, float]:
    """By field the probability that its surest claim is what the article says, as far as the claims tell."""
    found: dict[str, float] = {}
    for claim in report.claims:
        if claim.confidence is not None and claim.stance not in _UNSAID:
            found[claim.field] = max(claim.confidence, found.get(claim.field, 0.0))
    return found


def spans(report: Report) -> list[Span]:
    """The days a report gives, as spans."""
    found = (span(value) for value in standing(report, "date") if isinstance(value, Date))
    return [value for value in found if value is not None]


def locations(report: Report) -> list[Location]:
    """The places a report gives."""
    return [value for value in standing(report, "place") if isinstance(value, Location)]


def parties(report: Report, role: Field) -> list[Party]:
    """The parties a report gives in a role; "unknown perpetrator" is nobody to compare."""
    return [value for value in standing(report, role) if isinstance(value, Party) and not value.unknown]


def kilometres(left: Location, right: Location) -> float | None:
    """Great-circle distance, or None where either has no coordinates."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    a, b = math.radians(left.lat), math.radians(right.lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(right.lon - left.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
