"""One event as the index keeps it: what filters, facets, the map, the timeline and the sums need, and no more."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from dateline.model import Count, Date, Event, Field, Location, Party, Precision, Record, Report, Verb
from dateline.publishing.rows import best, tolls

_NO_CONFIDENCE = 0.5
_SIDES: tuple[Field, Field] = ("actor", "recipient")


class Told(Record, frozen=True):
    """What the index keeps of an article."""

    publisher: str | None
    published: str | None


class Spot(Record, frozen=True):
    """A place of an event."""

    name: str
    country: str | None
    precision: Precision | None
    lat: float | None
    lon: float | None
    radius_km: float | None


class Named(Record, frozen=True):
    """A party of an event, by the name that the event has for it."""

    name: str
    actor_id: str | None
    country: str | None
    sector: str | None
    acting: bool


class Row(Record, frozen=True, kw_only=True):
    """An event of the index."""

    id: str
    type: str
    mode: str | None
    status: str
    certainty: str
    kind: str
    start: str | None  # a date may be open on either side
    end: str | None
    reported: str | None  # the day of its first report
    spots: tuple[Spot, ...]
    actors: tuple[str, ...]  # on either side; private persons and unknown perpetrators left out
    parties: tuple[Named, ...]  # the same
    publishers: tuple[str, ...]
    articles: tuple[str, ...]
    verbs: tuple[Verb, ...]  # of the decisions in force on it
    conflict: bool
    counts: Event  # the event with nothing but its counts and contexts, for sums
    gain: float  # what a look at it is expected to bring

    @property
    def days(self) -> tuple[str, str] | None:
        """First and last day as they are drawn; where no date is told, the day of the first report."""
        first, last = self.start or self.end or self.reported, self.end or self.start or self.reported
        return (first, last) if first and last else None

    @property
    def dated(self) -> bool:
        """Whether its own day is told."""
        return self.start is not None or self.end is not None

    @property
    def decided(self) -> tuple[str, ...]:
        """What was decided; notes decide nothing."""
        return tuple(verb for verb in self.verbs if verb != "note") or ("undecided",)


def row(event: Event, reports: Sequence[Report], articles: Mapping[str, Told], verbs: Mapping[str, Verb]) -> Row:
    """Draws up the row of an event with its reports; `verbs` are those of decisions by their ids."""
    date = next(best(event, "date", Date), None)
    told = [articles[report.article_id] for report in reports if report.article_id in articles]
    parties = [
        _named(party.name, party.actor_id, party.country, party.sector, field == "actor")
        for field in _SIDES
        for party in best(event, field, Party)
        if not party.private and not party.unknown
    ]
    ruled = tuple(dict.fromkeys(verbs[id] for id in event.decisions if id in verbs))
    return Row(
        id=event.id,
        type=event.type,
        mode=event.mode,
        status=event.status,
        certainty=event.certainty,
        kind=event.kind,
        start=date.start if date else None,
        end=date.end if date else None,
        reported=min((each.published for each in told if each.published), default=None),
        spots=tuple(map(_spot, best(event, "place", Location))),
        actors=tuple(dict.fromkeys(party.name for party in parties)),
        parties=tuple(dict.fromkeys(parties)),
        publishers=tuple(dict.fromkeys(each.publisher for each in told if each.publisher)),
        articles=tuple(dict.fromkeys(report.article_id for report in reports)),
        verbs=ruled,
        conflict=any(value.conflict for value in event.fields),
        counts=_counts(event),
        gain=gain(event, reports),
    )


def gain(event: Event, reports: Sequence[Report]) -> float:
    """What a person's look is expected to bring: how doubtful the event is, times how much hangs on it.

    Doubt, from 0 to 1, is one less the surest report's confidence, more where sources differ, hedge, or leave date or
    place open. What hangs on it is 1, more for force, and grows with the logarithm of the highest toll told.
    """
    surest = max((report.confidence for report in reports if report.confidence is not None), default=_NO_CONFIDENCE)
    doubt = 1 - surest
    doubt += 0.3 * any(value.conflict for value in event.fields) + 0.2 * (event.certainty == "hedged")
    doubt += 0.1 * (not any(event.field("date"))) + 0.1 * (not any(event.field("place")))
    figures = tolls(event, "killed"), tolls(event, "injured")
    killed, injured = ((found["high"]["max"] or found["high"]["min"] or 0) if found else 0 for found in figures)
    weight = 1 + (event.type == "ASSAULT") + math.log1p(killed + injured / 4)
    return round(min(doubt, 1.0) * weight, 4)


@lru_cache(maxsize=1 << 16)
def _named(name: str, actor_id: str | None, country: str | None, sector: str | None, acting: bool) -> Named:
    """One record for all events that name a party alike: there are many more events than parties."""
    return Named(name, actor_id, country, sector, acting)


def _spot(place: Location) -> Spot:
    return Spot(place.name or place.text, place.country, place.precision, place.lat, place.lon, place.radius_km)


def _counts(event: Event) -> Event:
    return Event(
        id=event.id,
        kind=event.kind,
        type=event.type,
        mode=event.mode,
        status=event.status,
        certainty=event.certainty,
        reports=(),
        fields=tuple(value for value in event.fields if isinstance(value.best, Count) or value.field == "context"),
    )
