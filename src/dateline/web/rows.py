"""One event as the index keeps it: what filters, facets, the map, the timeline and the sums need, and no more."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from dateline.model import (
    Count,
    CountWhat,
    Field,
    Precision,
    Record,
    Verb,
)
from dateline.publishing.privacy import personal_names
from dateline.publishing.record import TOLLS
from dateline.publishing.report.summary import only_crime
from dateline.publishing.rows import Figures, at_least, ranged
from dateline.web.skimmed import (
    SkimmedArticle,
    SkimmedDate,
    SkimmedEvent,
    SkimmedLocation,
    SkimmedParty,
    SkimmedReport,
    SkimmedWord,
)

_NO_CONFIDENCE = 0.5
_SIDES: tuple[Field, Field] = ("actor", "recipient")


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


class Toll(Record, frozen=True):
    """What is told of persons killed, injured or arrested, over all sides."""

    what: CountWhat
    low: int
    high: int
    open: bool  # somebody says "at least"


class Row(Record, frozen=True, kw_only=True):
    """An event of the index."""

    id: str
    number: int  # of its row in the ledger's log: another state is another number
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
    verbs: tuple[Verb, ...]  # of the decisions in force on it
    conflict: bool
    crime: bool  # ordinary crime: no context ties it to conflict
    tolls: tuple[Toll, ...]
    private: tuple[str, ...]  # names of private persons in it and in its reports, to be hidden
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


def row(
    id: str,
    number: int,
    event: SkimmedEvent,
    reports: Sequence[SkimmedReport],
    articles: Mapping[str, SkimmedArticle],
    verbs: Mapping[str, Verb],
) -> Row:
    """Draws up the row of an event with its reports; `verbs` are those of decisions by their ids."""
    date = next((f.best for f in event.fields if f.field == "date" and isinstance(f.best, SkimmedDate)), None)
    told = [articles[report.article_id] for report in reports if report.article_id in articles]
    places = [f.best for f in event.fields if f.field == "place" and isinstance(f.best, SkimmedLocation)]
    parties = _parties(event)
    figures = _figures(event)
    return Row(
        id=id,
        number=number,
        type=event.type,
        mode=event.mode,
        status=event.status,
        certainty=event.certainty,
        kind=event.kind,
        start=date.start if date else None,
        end=date.end if date else None,
        reported=min((each.published for each in told if each.published), default=None),
        spots=tuple(Spot(p.name or p.text, p.country, p.precision, p.lat, p.lon, p.radius_km) for p in places),
        actors=tuple(dict.fromkeys(party.name for party in parties)),
        parties=tuple(parties),
        publishers=tuple(dict.fromkeys(each.publisher for each in told if each.publisher)),
        verbs=tuple(dict.fromkeys(verbs[id] for id in event.decisions if id in verbs)),
        conflict=any(value.conflict for value in event.fields),
        tolls=tuple(
            Toll(what, found["low"]["min"] or 0, at_least(found), found["high"]["max"] is None)
            for what, found in figures.items()
        ),
        crime=only_crime(f.best.word for f in event.fields if f.field == "context" and isinstance(f.best, SkimmedWord)),
        private=tuple(sorted(_private(event, reports))),
        gain=gain(event, reports, figures),
    )


def gain(
    event: SkimmedEvent, reports: Sequence[SkimmedReport], figures: Mapping[CountWhat, dict[str, Figures]]
) -> float:
    """What a person's look is expected to bring: how doubtful the event is, times how much hangs on it.

    Doubt, from 0 to 1, is one less the surest report's confidence, more where sources differ, hedge, or leave date or
    place open. What hangs on it is 1, more for force, and grows with the logarithm of the highest toll told.
    """
    surest = max((report.confidence for report in reports if report.confidence is not None), default=_NO_CONFIDENCE)
    doubt = 1 - surest
    doubt += 0.3 * any(value.conflict for value in event.fields) + 0.2 * (event.certainty == "hedged")
    doubt += 0.1 * (not event.has("date")) + 0.1 * (not event.has("place"))
    highs = (figures[what]["high"] if what in figures else None for what in ("killed", "injured"))
    killed, injured = ((high["max"] or high["min"] or 0) if high else 0 for high in highs)
    weight = 1 + (event.type == "ASSAULT") + math.log1p(killed + injured / 4)
    return round(min(doubt, 1.0) * weight, 4)


@lru_cache(maxsize=1 << 16)
def _named(name: str, actor_id: str | None, country: str | None, sector: str | None, acting: bool) -> Named:
    """One record for all events that name a party alike: there are many more events than parties."""
    return Named(name, actor_id, country, sector, acting)


def _figures(event: SkimmedEvent) -> dict[CountWhat, dict[str, Figures]]:
    counted = [(f.best.what, f) for f in event.fields if f.field == "count" and isinstance(f.best, Count)]
    made = ((what, ranged([each for its, each in counted if its == what])) for what in TOLLS) if counted else ()
    return {what: found for what, found in made if found}


def _parties(event: SkimmedEvent) -> dict[Named, None]:
    """The parties of both sides, the actors first, each once."""
    sides = ((side, f.best) for side in _SIDES for f in event.fields if f.field == side)
    return dict.fromkeys(
        _named(party.name, party.actor_id, party.country, party.sector, side == "actor")
        for side, party in sides
        if isinstance(party, SkimmedParty) and not party.private and not party.unknown
    )


def _private(event: SkimmedEvent, reports: Sequence[SkimmedReport]) -> set[str]:
    """The names of private persons that `names_told` finds in the whole records."""
    best = [f.best for f in event.fields]
    own = {
        name for each in best if isinstance(each, SkimmedParty) and each.private for name in personal_names(each.name)
    }
    return own.union(*(report.private for report in reports))
