"""One event as one row: what the tables, the lines and the map features have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar
from uuid import UUID

from dateline.model import Article, Consolidated, Count, CountWhat, Date, Event, Field, Location, Means, Party, Report
from dateline.model import Seizure as Goods
from dateline.publishing.record import (
    TOLLS,
    added,
    date_record,
    fineness,
    seizure,
    sources,
    unique,
)

V = TypeVar("V")
Figures = dict[str, int | None]
_ROW_KEYS = {"actor": "actors", "recipient": "recipients", "place": "places", "context": "contexts"}


class Told(Protocol):
    """A consolidated value, as far as sums can see."""

    @property
    def best(self) -> object: ...
    @property
    def low(self) -> object: ...
    @property
    def high(self) -> object: ...
    @property
    def decision(self) -> str | None: ...


def row(event: Event, reports: tuple[Report, ...], articles: Sequence[Article], text: bool) -> dict[str, Any]:
    """One event with its consolidated fields; `articles` are those of `reports`, in the same order.

    Without `text`, no words of an article but names.
    """
    told: dict[str, list[Consolidated]] = {}
    for value in event.fields:
        told.setdefault(value.field, []).append(value)

    def best(field: Field, kind: type[V]) -> list[V]:
        return [value.best for value in told.get(field, ()) if isinstance(value.best, kind)]

    date, means = best("date", Date), best("weapon", Means)
    best_report = leading(event, reports)
    record: dict[str, Any] = {
        "id": event.id,
        "kind": event.kind,
        "part_of": event.part_of,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "certainty": event.certainty,
        "date": date_record(date[0]) if date else None,
        "places": [place(found) for found in sorted(best("place", Location), key=fineness)],
        "actors": unique(party.name for party in best("actor", Party)),
        "recipients": unique(party.name for party in best("recipient", Party)),
        "weapon": means[0].text if means else None,
        **{what: _tolls(told.get("count", ()), what) for what in TOLLS},
        "seized": [seizure(goods) for goods in best("seized", Goods)],
        "reports": len(reports),
        "sources": unique(name for report in reports for name in sources(report.claims)),
        "publishers": unique(article.publisher for article in articles if article.publisher),
        "quote": best_report.quote.quote if best_report else None,
        "articles": [_article(article) for article in {each.id: each for each in articles}.values()],
        "decided": decided(event),
        "decisions": list(event.decisions),
        "rule": event.rule,
    }
    return record if text else _wordless(record)


def decided(event: Event) -> list[str]:
    """The keys of a row whose value, or one of whose values, a person gave; the machine gave the others."""
    return unique(_ROW_KEYS.get(name, name) for name in decided_names(event))


def decided_names(event: Event) -> list[str]:
    """The fields that a person gave a value of, counts by what they count."""
    given = (value for value in event.fields if value.decision)
    return unique(value.best.what if isinstance(value.best, Count) else value.field for value in given)


def decided_words(event: Event) -> str | None:
    """ "decided by a person: killed, place"; None where the machine gave every value."""
    names = decided_names(event)
    return f"decided by a person: {', '.join(names)}" if names else None


def best(event: Event, field: Field, kind: type[V]) -> Iterator[V]:
    """The best values of one field of an event."""
    return (value.best for value in event.field(field) if isinstance(value.best, kind))


def places(event: Event) -> list[Location]:
    """An event's places, the finest first; places of one precision in the ledger's order."""
    return sorted(best(event, "place", Location), key=fineness)


def place(found: Location) -> dict[str, Any]:
    """A place as the ledger knows it, with its own precision and radius."""
    return {
        "name": found.name or found.text,
        "text": found.text,
        "country": found.country,
        "admin1": found.admin1,
        "lat": found.lat,
        "lon": found.lon,
        "precision": found.precision,
        "radius_km": found.radius_km,
        "place_id": found.place_id,
    }


def tolls(event: Event, what: CountWhat) -> dict[str, Figures] | None:
    """Best, lowest and highest figures of one `what`, each summed over sides; None where nothing is told."""
    return _tolls(event.field("count"), what)


def _tolls(counts: Iterable[Consolidated], what: CountWhat) -> dict[str, Figures] | None:
    return ranged([c for c in counts if isinstance(c.best, Count) and c.best.what == what])


def ranged(counted: Sequence[Told]) -> dict[str, Figures] | None:
    """Best, lowest and highest figures of consolidated counts of one kind, summed; None where there is none."""
    if not counted:
        return None
    pick: dict[str, Callable[[Told], object]] = {"best": lambda c: c.best, "low": lowest, "high": highest}
    return {name: added([_bounds(choose(c)) for c in counted]) for name, choose in pick.items()}


def lowest(told: Told) -> object:
    """The lowest figure told; a person's figure has no rival."""
    return told.best if told.decision else told.low or told.best


def highest(told: Told) -> object:
    """The highest figure told; a person's figure has no rival."""
    return told.best if told.decision else told.high or told.best


def at_least(figures: Mapping[str, Figures]) -> int:
    """The highest number that is told of one event, whether or not more are possible."""
    return max(bound for ends in figures.values() for bound in (ends["min"] or 0, ends["max"] or 0))


def leading(event: Event, reports: tuple[Report, ...]) -> Report | None:
    """The report that gives most of the event's best values; the first of equals."""
    if len(reports) < 2:
        return reports[0] if reports else None
    given = Counter(value.best_claim.report_id for value in event.fields if value.best_claim)
    return max(reports, key=lambda report: given[report.id])


def web_address(url: str | None) -> str | None:
    """The address where it is one of the web's; a page may claim to stand anywhere."""
    return url if url and re.fullmatch(r"https?://[^\s<>\"{}|\\^`\x00-\x1f]+", url, re.IGNORECASE) else None


def article_key(article: Article, namespace: UUID) -> str:
    """What stands for an article in ids. One that it came with may be another article's elsewhere; a hash may not."""
    return article.id if article.id == article.hash else f"{namespace}/{article.id}"


def _bounds(value: object) -> Figures:
    assert isinstance(value, Count)
    return {"min": value.min, "max": value.max}


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published,
    }


def _wordless(record: dict[str, Any]) -> dict[str, Any]:
    """A row without the article's own sentences and headlines, for those who may not pass them on."""
    articles = [{key: value for key, value in article.items() if key != "title"} for article in record["articles"]]
    return {key: value for key, value in record.items() if key != "quote"} | {"articles": articles}
