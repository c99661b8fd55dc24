"""The claims of an event's reports, each with its source and day, and which of them still give a value."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from dateline.model import Claim, ClaimRef, Count, Date, Location, Means, Party, Record, Report, Seizure, Value, Word
from dateline.resolving.days import span
from dateline.resolving.wording import words

_PRECISION = ("country", "water", "area", "admin", "route", "admin2", "city", "site")  # coarse to fine


class Told(Record, frozen=True, kw_only=True):
    """A claim, where it stands, and who is its source in the end."""

    claim: Claim
    ref: ClaimRef
    source: str
    day: str = ""  # when it was said, else when its article was published; ISO

    @property
    def value(self) -> Value:
        return self.claim.value


def read(report: Report, published: Mapping[str, str | None]) -> Iterator[Told]:
    """The claims of a report. Said on the claim's day, else when its article was published."""
    for number, claim in enumerate(report.claims):
        root = " ".join(words(claim.cited[-1].name)) if claim.cited else ""
        source = root or f"article {report.article_id}"
        day = claim.said or published.get(report.article_id) or ""
        yield Told(claim=claim, ref=ClaimRef(report_id=report.id, claim=number), source=source, day=day)


def standing(told: Sequence[Told]) -> list[Told]:
    """The claims that still give a value: not denials, nor what their own source took back or corrected."""
    withdrawn = {(each.source, each.claim.field, each.value) for each in told if each.claim.stance == "withdraws"}
    corrected = {(each.source, _subject(each)): each.day for each in told if each.claim.stance == "corrects"}
    return [
        each
        for each in told
        if each.claim.stance not in ("denies", "withdraws")
        and (each.source, each.claim.field, each.value) not in withdrawn
        and not _corrected(each, corrected.get((each.source, _subject(each))))
    ]


def _corrected(each: Told, day: str | None) -> bool:
    """Whether its source corrected a claim on a day no earlier; two claims without a day are taken in that order."""
    return day is not None and each.claim.stance != "corrects" and each.day <= day


def _subject(each: Told) -> Hashable:
    """What a claim is about, so far as a later one of its source can correct it."""
    return each.claim.field, each.value.what if isinstance(each.value, Count) else None


def sources(told: Iterable[Told]) -> int:
    """How many sources the claims go back to."""
    return len({each.source for each in told})


def rank(each: Told) -> tuple[float, str, bool, str, int]:
    """Precise before vague, late before early; the rest only makes the order certain."""
    return precision(each.value), each.day, not each.claim.cited, each.ref.report_id, -each.ref.claim


def precision(value: Value) -> float:
    """How precise a value is; comparable within one field alone."""
    match value:
        case Date():
            days = span(value)
            return -float(days.width + 366 * days.open_year) if days else float("-inf")
        case Location():
            return float(_PRECISION.index(value.precision)) if value.precision else -1.0
        case Party():
            return len(words(value.name)) + 100.0 * (value.actor_id is not None)
        case Count():
            return 2.0 - (value.min != value.max) - 0.5 * value.approximate
        case Means():
            return float(len(words(value.text)))
        case Seizure():
            return float(value.amount is not None)
        case Word():
            return 0.0
