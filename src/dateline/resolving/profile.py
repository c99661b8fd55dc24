"""What a report gives to compare, read out of its claims once, since a report is compared many times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.model import Count, CountWhat, EventKind, Location, Means, Party, Report, Status
from dateline.resolving.days import Span
from dateline.resolving.fields import locations, parties, spans, standing, sureness
from dateline.resolving.rarity import weigh
from dateline.resolving.telling import looks_back
from dateline.resolving.wording import content_words, stems

Toll = tuple[int, int | None]
"""Fewest and most persons that a report's counts allow, sides together."""

_TOLLS: tuple[CountWhat, ...] = (
    "killed",
    "injured",
    "arrested",
    "abducted",
    "released",
    "displaced",
    "participants",
    "casualties",
)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A report as the levels see it."""

    id: str
    type: str
    mode: str | None
    status: Status
    kind: EventKind
    core: bool
    trigger: str
    back: bool  # whether it is told as known rather than as news
    spans: list[Span]
    places: list[Location]
    actors: list[Party]
    recipients: list[Party]
    tolls: Mapping[str, Toll]
    means: frozenset[str]
    own: frozenset[str]  # stems of the quote beyond the trigger and the names that other levels count
    own_rarity: float
    told: frozenset[str]  # stems of the quote and of the names
    sure: Mapping[str, float]  # by field, the probability that it is what the article says; left out where not known


def profile(report: Report) -> Profile:
    """The profile of a report."""
    actors, recipients, places = parties(report, "actor"), parties(report, "recipient"), locations(report)
    names = {stem for party in (*actors, *recipients) for stem in stems(party.name)}
    names.update(*(stems(place.text) for place in places))
    said = stems(report.quote.quote)
    own = said - names - stems(report.trigger.quote)
    return Profile(
        id=report.id,
        type=report.type,
        mode=report.mode,
        status=report.status,
        kind=report.kind,
        core=report.core,
        trigger=report.trigger.quote,
        back=looks_back(report),
        spans=spans(report),
        places=places,
        actors=actors,
        recipients=recipients,
        tolls=dict(_tolls(report)),
        means=_means(report),
        own=own,
        own_rarity=weigh(own),
        told=said | names,
        sure=sureness(report),
    )


def _tolls(report: Report) -> list[tuple[str, Toll]]:
    given = [value for value in standing(report, "count") if isinstance(value, Count)]
    found: list[tuple[str, Toll]] = []
    for what in _TOLLS:
        counts = [count for count in given if count.what == what]
        if counts:
            highest = [count.max for count in counts if count.max is not None]
            most = sum(highest) if len(highest) == len(counts) else None
            found.append((what, (min(count.min or 0 for count in counts), most)))
    return found


def _means(report: Report) -> frozenset[str]:
    texts = (value.text for value in standing(report, "weapon") if isinstance(value, Means))
    return frozenset(word for text in texts for word in content_words(text))
