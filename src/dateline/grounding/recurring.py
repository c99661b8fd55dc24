"""Names of parties that recur and that no entry of the registry has: what a user may want to add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.grounding.names import normalise
from dateline.grounding.registry import Registry
from dateline.model import Party


@dataclass
class Unknown:
    """A name without an entry, and where it is told."""

    name: str
    events: dict[str, None] = field(default_factory=dict)  # ids, in the order they were told
    articles: set[str] = field(default_factory=set)
    countries: dict[str, int] = field(default_factory=dict)  # with how often each is told
    sectors: dict[str, int] = field(default_factory=dict)


def recurring(told: Iterable[tuple[Party, str, Iterable[str]]], registry: Registry) -> list[Unknown]:
    """The proper names of parties without an entry, those of most events first.

    Each party comes with the id of the event that it is told of, and those of the articles that tell it.
    """
    found: dict[str, Unknown] = {}
    entered: dict[str, bool] = {}
    for party, event_id, article_ids in told:
        if not proper(party):
            continue
        if party.name not in entered:
            entered[party.name] = registry.find(party.name) is not None
        if entered[party.name]:
            continue
        name = found.setdefault(normalise(party.name), Unknown(party.name))
        name.events[event_id] = None
        name.articles.update(article_ids)
        for values, value in ((name.countries, party.country), (name.sectors, party.sector)):
            if value:
                values[value] = values.get(value, 0) + 1
    return sorted(found.values(), key=lambda n: (-len(n.events), -len(n.articles), n.name))


def proper(party: Party) -> bool:
    """Whether a party has a proper name that a registry could hold: "Ansar Brigade", not "two men"."""
    words = party.name.split()
    capital = any(word[0].isupper() for word in words)
    return not (party.actor_id or party.private or party.unknown) and capital and words[-1][0].isupper()
