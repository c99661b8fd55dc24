"""Short ways to look at a coding in tests."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Coding, Count, Evidence, Field, Report

Bounds = tuple[int | None, int | None]


def of_type(coding: Coding, kind: str) -> list[Report]:
    """The reports of one PLOVER type."""
    return [r for r in coding.reports if r.type == kind]


def only(coding: Coding, kind: str | None = None) -> Report:
    """The one report, or the one of a type."""
    found = list(coding.reports) if kind is None else of_type(coding, kind)
    assert len(found) == 1, [(r.type, r.trigger.quote) for r in coding.reports]
    return found[0]


def names(report: Report, field: Field) -> list[str]:
    """The names of the actors or recipients."""
    return [claim.value.name for claim in report.claims_of(field)]  # type: ignore[union-attr]


def texts(report: Report, field: Field) -> list[str]:
    """The words of the weapon or place."""
    return [claim.value.text for claim in report.claims_of(field)]  # type: ignore[union-attr]


def counted(report: Report) -> dict[str, list[Bounds]]:
    """The bounds of every number of persons, by what is counted."""
    found: dict[str, list[Bounds]] = {}
    for claim in report.claims_of("count"):
        assert isinstance(claim.value, Count)
        found.setdefault(claim.value.what, []).append((claim.value.min, claim.value.max))
    return found


def seized(report: Report) -> list[tuple[str, float | None, str | None]]:
    """Item, amount and unit of the goods."""
    return [(c.value.item, c.value.amount, c.value.unit) for c in report.claims_of("seized")]  # type: ignore[union-attr]


def dated(report: Report) -> tuple[str, str | None, str | None] | None:
    """EDTF, first and last day; None where the report has no date."""
    date = next((claim.value for claim in report.claims_of("date")), None)
    return None if date is None else (date.edtf, date.start, date.end)  # type: ignore[union-attr]


def placed(report: Report) -> tuple[str, str | None, str | None] | None:
    """Words, precision and country of the place; None where the report has none."""
    place = next((claim.value for claim in report.claims_of("place")), None)
    return None if place is None else (place.text, place.precision, place.country)  # type: ignore[union-attr]


def sources(report: Report) -> list[str]:
    """Who is cited for the event, nearest first."""
    return [citation.name for citation in next(report.claims_of("type")).cited]


def spans(coding: Coding) -> Iterator[Evidence]:
    """Every piece of evidence of a coding."""
    for report in coding.reports:
        yield from (report.trigger, report.quote)
        for claim in report.claims:
            yield from claim.evidence
            for citation in claim.cited:
                yield from (e for e in (citation.evidence, citation.cue) if e is not None)
    yield from (total.quote for total in coding.totals)


Picture = tuple[object, ...]


def picture(coding: Coding, renamed: dict[str, str] | None = None) -> list[Picture]:
    """What the reports say, apart from offsets and confidence, with names put for names."""
    new = renamed or {}

    def put(words: list[str]) -> list[str]:
        return [new.get(w, w) for w in words]

    return [
        (r.type, r.mode, r.status, r.certainty, r.core, put(names(r, "actor")), put(names(r, "recipient")), counted(r),
         seized(r), dated(r), put(texts(r, "place")), texts(r, "weapon"), put(sources(r)))
        for r in coding.reports
    ]  # fmt: skip
