"""One article's coding as a plain dictionary: the line that `dateline code` prints.

Keys come in a fixed order and every list in the order of the article's words, so that the same coding gives the same
bytes. Every filled field has its words under `evidence`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, TypeVar

from dateline.countries import AT_SEA
from dateline.model import (
    UNKNOWN_PERPETRATOR,
    Citation,
    Claim,
    Coding,
    Count,
    CountWhat,
    Date,
    Evidence,
    Field,
    Location,
    Means,
    Party,
    Precision,
    Provenance,
    RelationClaim,
    Report,
    Seizure,
    Total,
    Word,
)

V = TypeVar("V")

TOLLS: tuple[CountWhat, ...] = ("killed", "injured", "arrested")
_KEYS: dict[Field, str] = {"actor": "actors", "recipient": "recipients", "context": "contexts", "count": "counts"}
_TAKEN_BACK = ("denies", "withdraws")

# The record knows four precisions. Whatever is neither a site nor a settlement is an area within a country: "admin".
_PRECISIONS: dict[Precision, str] = {
    "site": "site",
    "city": "city",
    "admin2": "admin",
    "area": "admin",
    "route": "admin",
    "water": "admin",
    "admin": "admin",
    "country": "country",
}
_FINEST_FIRST: tuple[Precision, ...] = ("site", "city", "admin2", "area", "route", "water", "admin", "country")


def coded(coding: Coding) -> dict[str, Any]:
    """An article, its events and its totals, ready for JSON.

    An event has the keys of a gold record, its date also `edtf`, and besides them `kind`, `contexts`, `counts`,
    `confidence`, the `reliability` of each claim, the id of its `report` and the `evidence` of each field. Provenance
    stands once, under `made_by`.
    """
    article = coding.article
    return {
        "id": article.id,
        "hash": article.hash,
        "title": article.title,
        "published": article.published,
        "published_from": article.published_from,
        "lang": article.lang,
        "text": article.text,
        "captions": [{"text": caption.text, "credit": caption.credit} for caption in article.captions],
        "events": [event_record(report, f"e{number}") for number, report in enumerate(coding.reports, start=1)],
        "aggregates": [aggregate(total) for total in coding.totals],
        "relations": [relation(claim) for claim in coding.relations],
        "made_by": next((provenance(made) for made in makers(coding)), None),
    }


def event_record(report: Report, id: str) -> dict[str, Any]:
    """One report in the keys of a gold record. A field with no claim is null, or [] where it is a list."""
    return {
        "id": id,
        "type": report.type,
        "mode": report.mode,
        "core": report.core,
        "status": report.status,
        "certainty": report.certainty,
        "quote": report.quote.quote,
        "trigger": report.trigger.quote,
        "date": first_date(report),
        "place": first_place(report),
        "actors": parties(report, "actor"),
        "recipients": parties(report, "recipient"),
        "weapon": next((means.text for means in values(report, "weapon", Means)), None),
        **{what: toll(standing(report, "count"), what) for what in TOLLS},
        "seized": [seizure(goods) for goods in values(report, "seized", Seizure)],
        "sources": sources(report.claims_of("type")) or sources(report.claims),
        "report": report.id,
        "kind": report.kind,
        "contexts": contexts(report),
        "counts": [count(value) for value in values(report, "count", Count)],
        "confidence": report.confidence,
        "reliability": reliability_by_field(report),
        "evidence": evidence_by_field(report),
    }


def parties(report: Report, role: Field) -> list[str]:
    """The names of the parties in a role; a perpetrator whom the article only calls unknown has none."""
    found = values(report, role, Party)
    return unique(party.name for party in found if party.name != UNKNOWN_PERPETRATOR)


def relation(claim: RelationClaim) -> dict[str, Any]:
    """How an article says two parties stand to each other."""
    return {
        "kind": claim.kind,
        "source": claim.source.name,
        "target": claim.target.name,
        "certainty": claim.certainty,
        "sources": unique(link.name for link in claim.cited[:1]),
        "evidence": [span(words) for words in claim.evidence],
    }


def aggregate(total: Total) -> dict[str, Any]:
    """One total in the keys of the gold's aggregates, with what else is known of it."""
    date = total.date
    return {
        "quote": total.quote.quote,
        "count_min": total.count_min,
        "count_max": total.count_max,
        "killed": summed(c for c in total.counts if c.what == "killed"),
        "injured": summed(c for c in total.counts if c.what == "injured"),
        "start": date.start if date else None,
        "end": date.end if date else None,
        "id": total.id,
        "type": total.type,
        "date": date_record(date) if date else None,
        "place": place_record(total.place) if total.place else None,
        "actors": [party.name for party in total.actors],
        "recipients": [party.name for party in total.recipients],
        "counts": [count(value) for value in total.counts],
        "sources": unique(link.name for link in total.cited[:1]),
        "certainty": total.certainty,
        "confidence": total.confidence,
        "evidence": {"quote": [span(total.quote)]} | source_evidence(total.cited),
    }


# ------------------------------------------------------------------ values


def standing(report: Report, field: Field) -> list[Claim]:
    """A field's claims without those that deny it or take it back."""
    return [claim for claim in report.claims_of(field) if claim.stance not in _TAKEN_BACK]


def values(report: Report, field: Field, kind: type[V]) -> Iterator[V]:
    """The standing values of a field."""
    return (claim.value for claim in standing(report, field) if isinstance(claim.value, kind))


def unique(names: Iterable[str]) -> list[str]:
    """Names once each, in the order of first mention."""
    return list(dict.fromkeys(names))


def contexts(report: Report) -> list[str]:
    """The report's contexts, sorted: they have no order of their own."""
    return sorted({*report.contexts, *(word.word for word in values(report, "context", Word))})


def first_date(report: Report) -> dict[str, Any] | None:
    """The first date claimed, or None; a date of open year has `start` and `end` null."""
    return next((date_record(date) for date in values(report, "date", Date)), None)


def date_record(date: Date) -> dict[str, Any]:
    """A date's days, its words and its EDTF."""
    return {"start": date.start, "end": date.end, "text": date.text, "edtf": date.edtf}


def first_place(report: Report) -> dict[str, Any] | None:
    """The most precise place claimed, the first of several; None where no name was found in the gazetteer."""
    found = [place for place in values(report, "place", Location) if place.precision]
    return place_record(min(found, key=fineness)) if found else None


def fineness(place: Location) -> int:
    """Rank of a place's precision, 0 for the finest; an unfound name comes last."""
    return _FINEST_FIRST.index(place.precision) if place.precision else len(_FINEST_FIRST)


def place_record(place: Location) -> dict[str, Any] | None:
    """A place in the record's four precisions, or None where its name was not found."""
    if place.precision is None:
        return None
    return {
        "text": place.text,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        # The high seas are XZ as a whole, as a country is.
        "precision": "country"
        if place.precision == "water" and place.country == AT_SEA
        else _PRECISIONS[place.precision],
    }


def count(value: Count) -> dict[str, Any]:
    """One count, undivided and unsummed."""
    return {
        "what": value.what,
        "side": value.side,
        "civilian": value.civilian,
        "min": value.min,
        "max": value.max,
        "approximate": value.approximate,
    }


def toll(claims: Iterable[Claim], what: CountWhat) -> dict[str, int | None] | None:
    """The sum over claimed counts of one `what`; None where there is none.

    Counts of different sides are different persons and add up. Counts of the same side told by different sources are
    rival figures for the same persons: they are spanned, lowest to highest, before anything is added.
    """
    counted = [(c, claim) for claim in claims if isinstance(c := claim.value, Count) and c.what == what]
    ordered = sorted(counted, key=lambda pair: (pair[0].side, str(pair[0].civilian), _told_by(pair[1])))
    groups = []
    for _, same_side in groupby(ordered, key=lambda pair: (pair[0].side, pair[0].civilian)):
        told = [summed(c for c, _ in group) for _, group in groupby(same_side, key=lambda pair: _told_by(pair[1]))]
        groups.append(spanned([figure for figure in told if figure]))
    return added(groups) if groups else None


def summed(counts: Iterable[Count]) -> dict[str, int | None] | None:
    """The sum of counts; None where there is none."""
    figures = [{"min": c.min, "max": c.max} for c in counts]
    return added(figures) if figures else None


def added(figures: list[dict[str, int | None]]) -> dict[str, int | None]:
    """The sum of {min, max}. One open upper end leaves the sum's open; a lower end that is not told adds nothing."""
    lows = [figure["min"] for figure in figures if figure["min"] is not None]
    highs = [figure["max"] for figure in figures if figure["max"] is not None]
    return {"min": sum(lows) if lows else None, "max": sum(highs) if len(highs) == len(figures) else None}


def spanned(figures: list[dict[str, int | None]]) -> dict[str, int | None]:
    """From the lowest to the highest of rival {min, max}; an end that one of them leaves open stays open."""
    lows, highs = [f["min"] for f in figures], [f["max"] for f in figures]
    known_lows, known_highs = [n for n in lows if n is not None], [n for n in highs if n is not None]
    return {
        "min": min(known_lows) if len(known_lows) == len(lows) else None,
        "max": max(known_highs) if len(known_highs) == len(highs) else None,
    }


def seizure(goods: Seizure) -> dict[str, Any]:
    """Goods taken, as in a gold record."""
    return {"item": goods.item, "amount": goods.amount, "unit": goods.unit}


def sources(claims: Iterable[Claim]) -> list[str]:
    """The nearest source cited for each claim, once each."""
    return unique(claim.cited[0].name for claim in claims if claim.cited)


def makers(coding: Coding) -> Iterator[Provenance]:
    """The provenance of each report and total."""
    yield from (report.provenance for report in coding.reports)
    yield from (total.provenance for total in coding.totals)


def provenance(made: Provenance) -> dict[str, str]:
    """The versions that decided the content."""
    return {
        "coder": made.coder,
        "model": made.model,
        "ontology": made.ontology,
        "gazetteer": made.gazetteer,
        "registry": made.registry,
    }


def _told_by(claim: Claim) -> tuple[str, ...]:
    return tuple(link.name for link in claim.cited)


# ------------------------------------------------------------------ evidence


def span(evidence: Evidence) -> dict[str, Any]:
    """Where the words stand, and the words. `caption` only where the part is one."""
    where: dict[str, Any] = {"part": evidence.part, "start": evidence.start, "end": evidence.end}
    if evidence.caption is not None:
        where["caption"] = evidence.caption
    return where | {"quote": evidence.quote}


def evidence_by_field(report: Report) -> dict[str, list[dict[str, Any]]]:
    """The words behind every filled field, under the record's own keys, all claims included."""
    spans: dict[str, list[dict[str, Any]]] = {"quote": [span(report.quote)], "trigger": [span(report.trigger)]}
    for claim in report.claims:
        for key in _keys(claim):
            _extend(spans, key, claim.evidence)
    for claim in report.claims:
        _extend(spans, "sources", [link.evidence for link in claim.cited[:1] if link.evidence])
    return spans


def reliability_by_field(report: Report) -> dict[str, list[float]]:
    """How likely each claim of a field is right, given that the event is, under the record's own keys."""
    likely: dict[str, list[float]] = {}
    for claim in report.claims:
        if claim.confidence is not None:
            for key in _keys(claim):
                likely.setdefault(key, []).append(claim.confidence)
    return likely


def _keys(claim: Claim) -> list[str]:
    """The keys of a record that a claim stands under."""
    keys = [_KEYS.get(claim.field, claim.field)]
    if isinstance(claim.value, Count) and claim.value.what in TOLLS:
        keys.append(claim.value.what)
    return keys


def source_evidence(cited: tuple[Citation, ...]) -> dict[str, list[dict[str, Any]]]:
    """The words that name a total's nearest source."""
    spans: dict[str, list[dict[str, Any]]] = {}
    _extend(spans, "sources", [link.evidence for link in cited[:1] if link.evidence])
    return spans


def _extend(spans: dict[str, list[dict[str, Any]]], key: str, found: Iterable[Evidence]) -> None:
    for words in map(span, found):
        if words not in spans.setdefault(key, []):
            spans[key].append(words)
