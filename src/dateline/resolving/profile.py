"""What a report gives to compare, read out of its claims once, since a report is compared many times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.model import Count, CountWhat, EventKind, Location, Means, Party, Report, Status
from dateline.resolving.days import Span
from dateline.resolving.fields import locations, parties, spans, standing, sureness
from dateline.resolving.rarity import rarity, weigh
from dateline.resolving.telling import is_one_more, looks_back
from dateline.resolving.wording import content_words, is_name, name_words, ordinals, own_words, stem, stems

_OF_A_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_RARE = 6.0  # nats: a word of one report in four hundred

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
class Named:
    """A party as the levels see it."""

    name: str
    actor_id: str | None
    country: str | None
    of_a_state: bool
    words: frozenset[str]  # what tells it from others, and its initials
    content: frozenset[str]  # all words of its name that carry meaning
    rarest: float  # how rare the rarest of the words is
    is_name: bool  # "Islamic State"; not "three gunmen"
    is_rare: bool  # a name that few others have: "Ismail Barhum"


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A report as the levels see it."""

    id: str
    article_id: str
    by_machine: bool
    type: str
    mode: str | None
    status: Status
    kind: EventKind
    core: bool
    trigger: str
    trigger_stems: frozenset[str]
    back: bool  # whether it is told as known rather than as news
    one_more: bool  # whether it is told as one more of its like: "another strike"
    spans: list[Span]
    places: list[Location]
    actors: list[Named]
    recipients: list[Named]
    tolls: Mapping[str, Toll]
    told_tolls: Mapping[str, Sequence[Toll]]  # the same, each number by itself
    means: frozenset[str]
    ordinals: frozenset[str]  # places in a row that the quote tells
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
    of_trigger = stems(report.trigger.quote)
    own = said - names - of_trigger
    told = _told_tolls(report)
    return Profile(
        id=report.id,
        article_id=report.article_id,
        by_machine=report.confidence is not None,
        type=report.type,
        mode=report.mode,
        status=report.status,
        kind=report.kind,
        core=report.core,
        trigger=report.trigger.quote,
        trigger_stems=of_trigger,
        back=looks_back(report),
        one_more=is_one_more(report),
        spans=spans(report),
        places=places,
        actors=[named(party) for party in actors],
        recipients=[named(party) for party in recipients],
        tolls={what: _together(numbers) for what, numbers in told.items()},
        told_tolls=told,
        means=_means(report),
        ordinals=ordinals(report.quote.quote),
        own=own,
        own_rarity=weigh(own),
        told=said | names,
        sure=sureness(report),
    )


@lru_cache(maxsize=65536)
def named(party: Party) -> Named:
    """What a party is compared by."""
    words = name_words(party.name)
    return Named(
        name=party.name,
        actor_id=party.actor_id,
        country=party.country,
        of_a_state=party.sector in _OF_A_STATE,
        words=words,
        content=content_words(party.name),
        rarest=rarest(words),
        is_name=party.actor_id is not None or is_name(party.name),
        is_rare=is_name(party.name) and rarest(own_words(party.name)) > _RARE,
    )


def rarest(words: Iterable[str]) -> float:
    """How rare the rarest of some words is, in nats."""
    return max((rarity(stem(word)) for word in words), default=0.0)


def _told_tolls(report: Report) -> dict[str, list[Toll]]:
    """What a report counts, by kind: each number that it tells."""
    given = [value for value in standing(report, "count") if isinstance(value, Count)]
    told = {what: [(count.min or 0, count.max) for count in given if count.what == what] for what in _TOLLS}
    return {what: numbers for what, numbers in told.items() if numbers}


def _together(numbers: Sequence[Toll]) -> Toll:
    """The fewest and the most that several numbers allow, which may be of several sides or of one told again."""
    highest = [most for _, most in numbers if most is not None]
    return min(least for least, _ in numbers), sum(highest) if len(highest) == len(numbers) else None


def _means(report: Report) -> frozenset[str]:
    texts = (value.text for value in standing(report, "weapon") if isinstance(value, Means))
    return frozenset(word for text in texts for word in content_words(text))
