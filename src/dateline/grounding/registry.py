"""The registry: names of states, governments, forces, bodies, groups and public persons in, actors out.

Read from the YAML files of `data/actors`; the forms of a row stand at the top of `bodies.yaml` and `states.yaml`.
Institutions that every state has ("Iraqi army", "Ministry of Health of Jordan") follow from `institutions.yaml`.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from dateline.errors import SetupError
from dateline.grounding import data
from dateline.grounding.names import normalise
from dateline.model import Actor

_STATES = "actors/states.yaml"
_OTHER_DATA = ("institutions.yaml", "sectors.yaml", "offices.yaml")
_LONGEST_NAME = 6  # words of the longest name of a state
_OWNER = re.compile(r"['’]s?(?=\s)")
_FOREIGN_TIE = re.compile(
    r"\b(?:[\w.]+\s)?[\w.]+-(?:backed|led|allied|aligned|based|supported|funded|linked|trained|made|born|held|controlled|"
    r"occupied|administered|sponsored|armed|friendly)\b|\b(?:pro|anti|ex|non)-[\w.]+",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"\s+(?:in|at|near|against|from|to|with|over|for|on|by|who|that|which|inside|between|during|after)\s+|[,;(]"
)
_COMPLEMENT = re.compile(r"\s+(?:of|for|with|from)\s+", re.IGNORECASE)  # "leader of Hamas", "spokesman for the Taliban"
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)


class Registry:
    """Actors by name. Load with `Registry.load`; the same instance serves all callers."""

    def __init__(self, files: Mapping[str, Any], version: str) -> None:
        self.version = version
        self._states: list[dict[str, Any]] = files[_STATES]["states"]
        self._acronyms: set[str] = set()  # normalised names that only count in capitals
        self._actors = {actor.id: actor for actor in _unique(_all_actors(files, self._states))}
        self._names = self._index(self._actors.values())
        self._lands = self._land_names()
        self._metonyms = self._shared("metonyms")
        self._peoples = self._shared("demonyms")
        self._institutions = _institutions(files["institutions.yaml"]["institutions"])
        self._sectors = _by_phrase(files["sectors.yaml"])
        self._offices = {normalise(word) for word in files["offices.yaml"]["offices"]}

    @classmethod
    def load(cls) -> Registry:
        """The registry of the installed files. Raises SetupError for a bad row, shared name or unknown relation."""
        return _load()

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    def get(self, actor_id: str) -> Actor | None:
        """The actor of an id, among those with a row of their own."""
        return self._actors.get(actor_id)

    def find(self, name: str) -> Actor | None:
        """The actor of a name, alias or acronym; a seat of government stands for that government. Else None."""
        key = normalise(name)
        actor_id = self._names.get(key)
        if actor_id and self._cased(key, name):
            return self._actors[actor_id]
        country = self._metonyms.get(key)
        if country:
            return self._actors[f"gov:{country}"]
        return self._institution(name) or self._people(key) or self._titled(key)

    def lands_and_peoples(self) -> tuple[list[str], list[str]]:
        """All names of states, and all demonyms."""
        lands = [word for state in self._states for word in (state["name"], *_listed(state, "aliases"))]
        return lands, [word for state in self._states for word in _listed(state, "demonyms")]

    def country_of(self, name_or_phrase: str) -> str | None:
        """ISO 3166 code of the country that a name or phrase belongs to, or None where it names none or several.

        "Iraqi officials" is IQ; a country that only backs or leads ("Iran-backed Iraqi militias") does not count.
        """
        actor = self.find(name_or_phrase)
        if actor and actor.country:
            return actor.country
        own = _FOREIGN_TIE.sub(" ", name_or_phrase)
        first = _BREAK.split(own, maxsplit=1)[0]
        countries = self._countries_in(first) or self._countries_in(own)
        return min(countries) if len(countries) == 1 else None

    def sector_of(self, phrase: str) -> str | None:
        """PLOVER sector of a phrase: of the actor it names, else of its head noun ("two police officers": COP)."""
        actor = self.find(phrase)
        if actor and actor.sector:
            return actor.sector
        for part in (_OF.split(_BREAK.split(phrase)[0])[0], _BREAK.split(phrase)[0], phrase):
            sector = self._head_sector(normalise(part).split())
            if sector:
                return sector
        body = self.find(_COMPLEMENT.split(phrase, maxsplit=1)[-1])
        return body.sector if body else None

    def is_capital_metonym(self, name: str) -> bool:
        """Whether a name is a capital or seat of power that may stand for a government ("Damascus", "Kremlin")."""
        return normalise(name) in self._metonyms

    def private(self, name: str, described_as: str | None = None) -> bool:
        """Whether a person counts as private: no entry of the name, no office in the name or the description."""
        actor = self.find(name)
        if actor is not None and actor.kind == "person":
            return False
        return not (self._holds_office(described_as or "") or self._holds_office(name))

    # -------------------------------------------------------------- how it is put together

    def _index(self, actors: Iterable[Actor]) -> dict[str, str]:
        names: dict[str, str] = {}
        for actor in actors:
            for name in (actor.name, *actor.aliases):
                key = normalise(name)
                if names.setdefault(key, actor.id) != actor.id:
                    raise SetupError(f"registry: {names[key]} and {actor.id} share the name {name!r}; leave it to one")
                if _is_acronym(name):
                    self._acronyms.add(key)
        return names

    def _land_names(self) -> dict[str, str]:
        """Names, demonyms, parts and metonyms of states, without those that several share."""
        claims: dict[str, set[str]] = defaultdict(set)
        for state in self._states:
            for word in (state["name"], *_listed(state, "aliases", "parts", "metonyms")):
                claims[normalise(word)].add(state["code"])
            for word in _listed(state, "demonyms"):
                claims[normalise(word)].add(state["code"])
                claims[normalise(f"{word}s")].add(state["code"])
        return {name: min(codes) for name, codes in claims.items() if len(codes) == 1}

    def _shared(self, field: str) -> dict[str, str]:
        """One list of all states, by normalised word, where it points to one country and is no state's name."""
        words = ((normalise(word), state["code"]) for state in self._states for word in _listed(state, field))
        return {word: code for word, code in words if self._lands.get(word) == code}

    def _cased(self, key: str, name: str) -> bool:
        """Whether an acronym is written as one: "WHO", not "who"; longer ones also "Nato"."""
        if key not in self._acronyms:
            return True
        return name.upper() == name if len(key) <= 3 else name.lower() != name

    def _institution(self, name: str) -> Actor | None:
        """ "Iraqi army", "Iraq's army", "army of Iraq"."""
        words = normalise(_OWNER.sub("", name)).split()
        for cut in range(min(_LONGEST_NAME, len(words) - 1), 0, -1):
            country, row = self._land(words[:cut], name), self._institutions.get(" ".join(words[cut:]))
            if country and row:
                return self._made(country, row)
        before, _, land = " ".join(words).rpartition(" of ")
        country, row = self._land(land.removeprefix("the ").split(), name), self._institutions.get(before)
        return self._made(country, row) if country and row else None

    def _land(self, words: list[str], original: str) -> str | None:
        key = " ".join(words)
        country = self._lands.get(key)
        if country and key in self._acronyms and key.upper() not in original.replace(".", ""):
            return None
        return country

    def _made(self, country: str, row: Mapping[str, Any]) -> Actor:
        end = f"-{row['key']}" if row["key"] else ""
        identifier = f"{row['prefix']}:{country}{end}"
        state = self._actors[f"state:{country}"]
        name = f"{row['names'][0].capitalize()} of {state.name}"
        own = self._actors.get(identifier)
        return own or Actor(id=identifier, name=name, kind=row["kind"], country=country, sector=row["sector"])

    def _people(self, key: str) -> Actor | None:
        """ "Syrians"; an adjective alone is no actor."""
        country = self._peoples.get(key[:-1]) if key.endswith("s") else None
        if country is None:
            return None
        return Actor(
            id=f"people:{country}",
            name=f"People of {self._actors[f'state:{country}'].name}",
            kind="people",
            country=country,
            sector="CVL",
        )

    def _titled(self, key: str) -> Actor | None:
        """A person named with the office: "President Macron", "Gen. Qassim Soleimani"."""
        words = key.split()
        for cut in (1, 2, 3):
            actor = self._actors.get(self._names.get(" ".join(words[cut:]), ""))
            if actor and actor.kind == "person" and self._holds_office(" ".join(words[:cut])):
                return actor
        return None

    def _countries_in(self, phrase: str) -> set[str]:
        """Countries named in a phrase, longest names first, so that "South Sudan" is not Sudan."""
        words = normalise(_OWNER.sub("", phrase)).split()
        found, at = set(), 0
        while at < len(words):
            for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
                country = self._land(words[at : at + size], phrase)
                if country:
                    found.add(country)
                    break
            else:
                size = 1
            at += size
        return found

    def _head_sector(self, words: list[str]) -> str | None:
        """Sector of the last known noun, taking the longest phrase that ends there."""
        for end in range(len(words), 0, -1):
            for start in range(max(0, end - 4), end):
                sector = self._sectors.get(" ".join([*words[start : end - 1], _singular(words[end - 1])]))
                sector = sector or self._sectors.get(" ".join(words[start:end]))
                if sector:
                    return sector
        return None

    def _holds_office(self, description: str) -> bool:
        words = [_singular(word) for word in normalise(description.replace("-", " ")).split()]
        spans = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(len(words), i + 3) + 1))
        return any(span in self._offices for span in spans)


@lru_cache(maxsize=1)
def _load() -> Registry:
    names = (*data.actor_files(), *_OTHER_DATA)
    digest = hashlib.sha256(b"".join(data.read_bytes(name) for name in names))
    return Registry({name: data.read_yaml(name) for name in names}, digest.hexdigest()[:12])


def _all_actors(files: Mapping[str, Any], states: Iterable[Mapping[str, Any]]) -> Iterator[Actor]:
    for state in states:
        yield from _state_actors(state)
    for name, content in files.items():
        if name.startswith("actors/") and name != _STATES:
            for number, row in enumerate(content["actors"], start=1):
                yield _actor({**(content.get("defaults") or {}), **row}, f"{name}: actor {number}")


def _state_actors(state: Mapping[str, Any]) -> Iterator[Actor]:
    code, name, aliases = state["code"], state["name"], tuple(_listed(state, "aliases"))
    yield Actor(id=f"state:{code}", name=name, kind="state", aliases=aliases, country=code, sector="GOV")
    yield Actor(id=f"gov:{code}", name=f"Government of {name}", kind="government", country=code, sector="GOV")
    yield Actor(id=f"mil:{code}", name=f"Armed forces of {name}", kind="force", country=code, sector="MIL")


def _actor(row: dict[str, Any], where: str) -> Actor:
    """One row as an Actor. Raises SetupError that names the row."""
    values = {key: value for key, value in row.items() if key != "office"}
    values["relations"] = [{key: str(value) for key, value in tie.items()} for tie in row.get("relations", ())]
    try:
        return msgspec.convert(values, Actor)
    except msgspec.ValidationError as error:
        raise SetupError(f"grounding/data/{where} ({row.get('id', row.get('name', 'no id'))}): {error}") from error


def _unique(actors: Iterable[Actor]) -> list[Actor]:
    seen: dict[str, Actor] = {}
    for actor in actors:
        if seen.setdefault(actor.id, actor) is not actor:
            raise SetupError(f"registry: two actors have the id {actor.id}; give one of them another")
    for actor in seen.values():
        for relation in actor.relations:
            if relation.other not in seen:
                raise SetupError(f"registry: {actor.id} has a relation to {relation.other}, which has no row")
    return list(seen.values())


def _institutions(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {normalise(name): row for row in rows for name in row["names"]}


def _by_phrase(sectors: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {normalise(phrase): sector for sector, phrases in sectors.items() for phrase in phrases}


def _listed(state: Mapping[str, Any], *fields: str) -> list[str]:
    return [word for name in fields for word in state.get(name) or ()]


def _is_acronym(name: str) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", name)
    return letters == letters.upper() and 0 < len(letters) <= 5 and " " not in name


def _singular(word: str) -> str:
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
