"""Small records for tests. Every argument has a likely default, so that a test names only what it is about."""

from __future__ import annotations

import hashlib

from msgspec.structs import replace

from dateline.model import (
    Article,
    Citation,
    Claim,
    Coding,
    Count,
    Date,
    Evidence,
    Field,
    Location,
    Means,
    Page,
    Party,
    Provenance,
    Report,
    Stance,
    Total,
    Value,
)

PROVENANCE = Provenance(coder="1", model="none", ontology="1", gazetteer="1", registry="1")


TEXT = "A bomb went off by the market in Karsa on Monday."


def evidence(quote: str = TEXT) -> Evidence:
    start = max(0, TEXT.find(quote))
    return Evidence(part="body", start=start, end=start + len(quote), quote=quote)


def reworded(made: Report, quote: str, trigger: str, start: int = 0) -> Report:
    """A report in other words, which stand at `start` of the text."""
    at = start + quote.index(trigger)
    return replace(
        made,
        quote=Evidence(part="body", start=start, end=start + len(quote), quote=quote),
        trigger=Evidence(part="body", start=at, end=at + len(trigger), quote=trigger),
    )


def claim(
    field: Field, value: Value, *, cited: str | None = None, stance: Stance = "asserts", said: str | None = None
) -> Claim:
    chain = (Citation(name=cited, kind="unknown"),) if cited else ()
    return Claim(field=field, value=value, evidence=(evidence(),), cited=chain, stance=stance, said=said)


def date(start: str | None, end: str | None = None, *, edtf: str | None = None) -> Claim:
    """A day, a span of days, or with `edtf` alone a date whose year is open."""
    last = end or start
    written = edtf or (f"{start}/{last}" if last != start else str(start))
    return claim("date", Date(edtf=written, start=start, end=last, text=written, anchor="calendar"))


def place(name: str, lat: float | None = None, lon: float | None = None, **more: object) -> Claim:
    fields: dict[str, object] = {"precision": "city", "country": "IQ", "name": name, "lat": lat, "lon": lon, **more}
    return claim("place", Location(text=name, **fields))  # type: ignore[arg-type]


def actor(name: str, actor_id: str | None = None) -> Claim:
    return claim("actor", Party(name=name, actor_id=actor_id))


def recipient(name: str, actor_id: str | None = None) -> Claim:
    return claim("recipient", Party(name=name, actor_id=actor_id))


def weapon(text: str) -> Claim:
    return claim("weapon", Means(text=text))


def killed(least: int | None, most: int | None = None, *, exactly: bool = True, **more: object) -> Claim:
    """`killed(5)` is five, `killed(5, exactly=False)` at least five."""
    cited, side = more.pop("cited", None), more.pop("side", "unknown")
    top = least if most is None and exactly else most
    value = Count(what="killed", min=least, max=top, side=side)  # type: ignore[arg-type]
    return claim("count", value, cited=cited, **more)  # type: ignore[arg-type]


def report(
    article_id: str = "a1",
    *claims: Claim,
    number: int = 1,
    trigger: str = "bomb",
    quote: str | None = None,
    **more: object,
) -> Report:
    fields: dict[str, object] = {"type": "ASSAULT", "mode": None, "status": "occurred", "certainty": "stated", **more}
    return Report(
        id=f"{article_id}-r{number}",
        article_id=article_id,
        core=True,
        trigger=evidence(trigger),
        quote=evidence(quote or trigger),
        claims=claims,
        provenance=PROVENANCE,
        **fields,  # type: ignore[arg-type]
    )


def bombing(article_id: str, day: str = "2024-03-04", *claims: Claim, **more: object) -> Report:
    """A bombing in one city; with the same day, two of them are one event."""
    usual = (date(day), place("Karsa", 36.2, 44.0), recipient("Karsa market"))
    return report(article_id, *usual, *claims, **more)  # type: ignore[arg-type]


def article(article_id: str = "a1", text: str = TEXT, **more: object) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=article_id, hash=digest, title=f"News {article_id}", text=text, **more)  # type: ignore[arg-type]


def page(page_id: str = "p1") -> Page:
    return Page(id=page_id, source=f"{page_id}.txt", media_type="text/plain")


def total(article_id: str = "a1", **more: object) -> Total:
    fields: dict[str, object] = {
        "id": f"{article_id}-t1",
        "quote": evidence("more than ninety attacks this year"),
        **more,
    }
    return Total(article_id=article_id, provenance=PROVENANCE, **fields)  # type: ignore[arg-type]


def coding(article_id: str = "a1", *reports: Report, totals: tuple[Total, ...] = (), **more: object) -> Coding:
    return Coding(article=article(article_id, **more), reports=reports, totals=totals)  # type: ignore[arg-type]
