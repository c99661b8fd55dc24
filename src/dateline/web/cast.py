"""The actors of a ledger's events: who each name stands for, what they did and suffered, with and against whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from dateline.grounding import Registry
from dateline.grounding.names import normalise
from dateline.grounding.recurring import Unknown, proper, recurring
from dateline.grounding.ties import ties
from dateline.model import Actor, Party
from dateline.ontology import Ontology
from dateline.publishing.report.shell import country_names
from dateline.web.index import Index
from dateline.web.rows import Named, Row

Json = dict[str, Any]
Withheld = Callable[[str], bool]
_COOPERATION = (1, 2)  # PLOVER's quad classes: cooperation in words and in deeds; 3 and 4 are conflict


@dataclass
class Member:
    """An actor as the events name it; private persons are none. `entry` is that of the registry."""

    key: str  # the registry's id, or "name:" and the plain name
    entry: Actor | None
    names: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    acting: dict[str, Row] = field(default_factory=dict)  # events by id
    suffering: dict[str, Row] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The registry's name, else the one that most events have."""
        return self.entry.name if self.entry else self.names.most_common(1)[0][0]

    @property
    def actor(self) -> bool:
        """Whether it has a name; who is only described ("eight men") is a party of its events, and no actor."""
        return self.entry is not None or any(proper(Party(name=name)) for name in self.names)

    @property
    def rows(self) -> list[Row]:
        """All its events."""
        return list((self.acting | self.suffering).values())

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

    def __init__(self, rows: Iterable[Row], registry: Registry) -> None:
        self._registry = registry
        self._keys: dict[tuple[str | None, str], tuple[str, Actor | None]] = {}
        self.members: dict[str, Member] = {}
        self._named: dict[str, str] = {}  # keys by plain names
        for row in rows:
            for named in row.parties:
                self._take(row, named)

    def _take(self, row: Row, named: Named) -> None:
        key, entry = self._key(named)
        member = self.members.setdefault(key, Member(key, entry))
        member.names[named.name] += 1
        self._named.setdefault(normalise(named.name), key)
        if named.country:
            member.countries[named.country] += 1
        if named.sector:
            member.sectors[named.sector] += 1
        (member.acting if named.acting else member.suffering)[row.id] = row

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
        return sorted(hits, key=lambda each: (-len(each.acting.keys() | each.suffering.keys()), each.name))

    def proposed(self, rows: Iterable[Row], least: int) -> list[Unknown]:
        """Names of so many events, at least, that have no entry."""
        told = (
            (
                Party(name=each.name, actor_id=each.actor_id, country=each.country, sector=each.sector),
                row.id,
                row.articles,
            )
            for row in rows
            for each in row.parties
        )
        return [each for each in recurring(told, self._registry) if len(each.events) >= least]

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
    return index.kept(state, ("cast", registry.version), lambda: Cast(state.rows.values(), registry))


def item(member: Member) -> Json:
    """An actor as a list shows it."""
    days = [days for row in member.rows if (days := row.days) and row.dated]
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
        "first": min((first for first, _ in days), default=None),
        "last": max((last for _, last in days), default=None),
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
