"""The actors of a ledger's events: who each name stands for, what they did and suffered, with and against whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dateline.grounding import Registry
from dateline.grounding.names import normalise
from dateline.grounding.recurring import Unknown, proper, recurring
from dateline.grounding.ties import ties
from dateline.model import Actor, Party
from dateline.ontology import Ontology
from dateline.publishing.report.shell import country_names
from dateline.web.columns import day
from dateline.web.index import Index, Rows, State
from dateline.web.rows import Named, Row

Json = dict[str, Any]
Withheld = Callable[[str], bool]
Places = NDArray[np.intp]  # of events in the columns
_COOPERATION = (1, 2)  # PLOVER's quad classes: cooperation in words and in deeds; 3 and 4 are conflict


@dataclass
class Member:
    """An actor as the events name it; private persons are none. `entry` is that of the registry."""

    key: str  # the registry's id, or "name:" and the plain name
    entry: Actor | None
    state: State
    names: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    acting: Places = field(default_factory=lambda: np.empty(0, np.intp))
    suffering: Places = field(default_factory=lambda: np.empty(0, np.intp))

    @property
    def name(self) -> str:
        """The registry's name, else the one that most events have."""
        return self.entry.name if self.entry else self.names.most_common(1)[0][0]

    @property
    def actor(self) -> bool:
        """Whether it has a name; who is only described ("eight men") is a party of its events, and no actor."""
        return self.entry is not None or any(proper(Party(name=name)) for name in self.names)

    @cached_property
    def rows(self) -> Rows:
        """All its events."""
        return Rows(self.state, np.union1d(self.acting, self.suffering))

    @property
    def country(self) -> str | None:
        return self.entry.country if self.entry else next(iter(dict(self.countries.most_common(1))), None)

    @property
    def sector(self) -> str | None:
        return self.entry.sector if self.entry else next(iter(dict(self.sectors.most_common(1))), None)

    def seen(self, withheld: Withheld) -> bool:
        """Whether a visitor may see it. An entry of the registry is public."""
        return self.entry is not None or not any(map(withheld, self.names))


class Cast:
    """All actors of a state of the ledger under a state of the registry."""

    def __init__(self, state: State, registry: Registry) -> None:
        self._state, self._registry = state, registry
        self._keys: dict[tuple[str | None, str], tuple[str, Actor | None]] = {}
        self.members: dict[str, Member] = {}
        self._named: dict[str, str] = {}  # keys by plain names
        party, known = state.columns.party, state.words.parties.words
        told = np.bincount(party.values)
        sides = np.zeros(len(told), np.int64)  # for each name, two for each member, one of them for acting
        order: dict[str, int] = {}
        for place in np.flatnonzero(told):
            member = self._take(known[place], int(told[place]))
            sides[place] = 2 * order.setdefault(member.key, len(order)) + known[place].acting
        # A pair of side and event counts once, however many of the member's names the event has.
        size = len(state.columns)
        pairs = np.unique(sides[party.values] * size + party.owners)
        bounds = np.searchsorted(pairs, np.arange(2 * len(order) + 1) * size)
        events = [pairs[first:last] % size for first, last in pairwise(bounds)]
        for key, n in order.items():
            self.members[key].suffering, self.members[key].acting = events[2 * n : 2 * n + 2]

    def _take(self, named: Named, events: int) -> Member:
        key, entry = self._key(named)
        member = self.members.setdefault(key, Member(key, entry, self._state))
        member.names[named.name] += events
        self._named.setdefault(normalise(named.name), key)
        if named.country:
            member.countries[named.country] += events
        if named.sector:
            member.sectors[named.sector] += events
        return member

    def find(self, key: str) -> Member | None:
        """The actor of a key, or of any name that the events have for it, after "name:"."""
        found = self.members.get(key)
        if found is None and key.startswith("name:"):
            found = self.members.get(self._named.get(normalise(key.removeprefix("name:")), ""))
        return found

    def key(self, named: Named) -> str:
        """Under which key the actor of a name stands."""
        return self._key(named)[0]

    def _key(self, named: Named) -> tuple[str, Actor | None]:
        told = (named.actor_id, named.name)
        if told not in self._keys:
            entry = (self._registry.get(named.actor_id) if named.actor_id else None) or self._registry.find(named.name)
            if named.actor_id and entry is not None and entry.id != named.actor_id:
                entry = None  # an institution that has no row of its own
            key = named.actor_id or (entry.id if entry else f"name:{normalise(named.name) or named.name}")
            self._keys[told] = (key, entry)
        return self._keys[told]

    def found(self, text: str, withheld: Withheld) -> list[Member]:
        """The actors in whose names all words of a text begin some word, those of most events first."""
        words = normalise(text).split()
        hits = [each for each in self.members.values() if each.actor and _holds(each, words) and each.seen(withheld)]
        return sorted(hits, key=lambda each: (-len(each.rows), each.name))

    def proposed(
        self, least: int, articles_of: Callable[[Iterable[str]], Mapping[str, Sequence[str]]]
    ) -> list[Unknown]:
        """Names of so many events, at least, that have no entry; `articles_of` gives those of events by their ids."""
        columns, known = self._state.columns, self._state.words.parties.words
        party = columns.party
        unknown = [
            place
            for place in np.unique(party.values)
            if proper(_party(known[place])) and self._registry.find(known[place].name) is None
        ]
        chosen = np.isin(party.values, unknown)
        told = [
            (known[n], columns.ids[at].decode())
            for n, at in zip(party.values[chosen], party.owners[chosen], strict=True)
        ]
        articles = articles_of({event_id for _, event_id in told})
        parties = ((_party(named), event_id, articles.get(event_id, ())) for named, event_id in told)
        return [each for each in recurring(parties, self._registry) if len(each.events) >= least]

    # -------------------------------------------------------------- relations

    def relations(self, member: Member, withheld: Withheld) -> list[Json]:
        """Those it acts with or against, by events that occurred and by the registry; the most events first.

        On one side of an event is together; on two sides, PLOVER's class of the type says whether it is for or against.
        """
        found: dict[str, Counter[Literal["with", "against"]]] = {}
        for row in member.rows:
            for key, how in self._others(member, row):
                found.setdefault(key, Counter())[how] += 1
        words: dict[str, list[str]] = {}
        for kind, other, _ in ties(member.entry, self._registry) if member.entry else ():
            words.setdefault(other.id, []).append(kind)
        drawn = [self._relation(key, found.get(key, Counter()), words.get(key, [])) for key in {**found, **words}]
        seen = [each for each in drawn if each["key"] not in self.members or self.members[each["key"]].seen(withheld)]
        return sorted(seen, key=lambda each: (-each["together"] - each["against"], each["name"]))

    def _others(self, member: Member, row: Row) -> Iterator[tuple[str, Literal["with", "against"]]]:
        if row.status != "occurred":
            return
        sides = {named.acting for named in row.parties if self.key(named) == member.key}
        kind = Ontology.load().types.get(row.type)
        friendly = kind is not None and kind.quad in _COOPERATION
        others = {self.key(named): named.acting for named in row.parties}
        for key, acting in others.items():
            if key != member.key:
                yield key, "with" if acting in sides or friendly else "against"

    def _relation(self, key: str, counts: Counter[Literal["with", "against"]], kinds: list[str]) -> Json:
        member, entry = self.members.get(key), self._registry.get(key)
        name = member.name if member else entry.name if entry else key
        return {
            "key": key,
            "name": name,
            "together": counts["with"],
            "against": counts["against"],
            "kinds": list(dict.fromkeys(kinds)),
            "here": member is not None and member.actor,
        }


def cast(index: Index) -> Cast:
    """The actors of the index as it stands, made once for each of its states and of the registry's."""
    state, registry = index.state(), Registry.load()
    return index.kept(state, ("cast", registry.version), lambda: Cast(state, registry))


def item(member: Member) -> Json:
    """An actor as a list shows it."""
    columns, places = member.state.columns, member.rows.places
    dated = places[columns.dated[places]]
    first, last = (each[dated] for each in columns.days)
    return {
        "key": member.key,
        "name": member.name,
        "entry": member.entry is not None,
        "kind": member.entry.kind if member.entry else None,
        "country": country_names().get(member.country or "", member.country),
        "sector": member.sector,
        "events": len(member.rows),
        "acting": len(member.acting),
        "suffering": len(member.suffering),
        "first": day(first.min()) if len(dated) else None,
        "last": day(last.max()) if len(dated) else None,
    }


def linked(row: Row | None, shown: Json) -> Json:
    """The parties of an event as a page shows them, each with a key that leads to its page; None for those without."""
    keys = {each.name: f"name:{each.name}" for each in row.parties if named(each)} if row else {}
    return {side: [[name, keys.get(name)] for name in shown[side]] for side in ("who", "whom")}


def named(party: Named) -> bool:
    """Whether a party is called by a name, not described ("eight men")."""
    return party.actor_id is not None or proper(_party(party))


def _party(named: Named) -> Party:
    return Party(name=named.name, actor_id=named.actor_id, country=named.country, sector=named.sector)


def _holds(member: Member, words: list[str]) -> bool:
    if not words:
        return True
    told = [*member.names, *((member.entry.name, *member.entry.aliases) if member.entry else ())]
    return any(all(any(each.startswith(word) for each in normalise(name).split()) for word in words) for name in told)
