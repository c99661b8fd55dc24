"""The registry: names of states, governments, forces, bodies, groups and public persons in, actors out.

Read from the YAML files of `data/actors` and those a user has added; the forms of a row stand at the top of
`bodies.yaml` and `states.yaml`. Institutions that every state has ("Iraqi army", "Ministry of Health of Jordan")
follow from `institutions.yaml`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from dateline.errors import SetupError
from dateline.grounding import actors, data
from dateline.grounding.lands import LONGEST_NAME, OWNER, Lands, acronym, state_actors
from dateline.grounding.names import normalise
from dateline.model import Actor

_STATES = "actors/states.yaml"
_OTHER_DATA = ("institutions.yaml", "sectors.yaml", "offices.yaml")
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
# Kinds of actors that are more than one person: "Hamas fighters" and "the militant group Hamas" are Hamas.
_BODIES = frozenset({"armed group", "force", "government", "igo", "organisation", "party"})


class Registry:
    """Actors by name. Load with `Registry.load`; the same instance serves all callers."""

    def __init__(self, files: Mapping[str, Any], rows: actors.Rows, version: str) -> None:
        self.version = version
        self._lands = Lands(files[_STATES]["states"])
        self._actors = rows.actors
        self._names = rows.owner
        self._acronyms = {normalise(n) for a in rows.actors.values() for n in (a.name, *a.aliases) if acronym(n)}
        self._institutions = _institutions(files["institutions.yaml"]["institutions"])
        self._sectors = _by_phrase(files["sectors.yaml"])
        words = files["offices.yaml"]
        self._offices = {normalise(word) for word in words["offices"]}
        self._members = {normalise(word) for word in words["members"]}
        self._kinds = {normalise(word) for word in words["kinds"]}
        self._leading = {normalise(word) for word in words["leading"]}
        self._irregular = {normalise(word) for word in words["irregular"]}

    @classmethod
    def load(cls) -> Registry:
        """The registry of the installed files and the user's own. Raises SetupError, with the line, for a wrong row."""
        own = actors.own_files()
        return _load(tuple((str(path), _bytes(path)) for path in own))

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    def get(self, actor_id: str) -> Actor | None:
        """The actor of an id, among those with a row of their own."""
        return self._actors.get(actor_id)

    def find(self, name: str) -> Actor | None:
        """The actor of a name, alias or acronym; a seat of government stands for that government. Else None."""
        actor = self.called(name)
        if actor:
            return actor
        key = normalise(name)
        country = self._lands.capital(key)
        if country:
            return self._actors[f"gov:{country}"]
        return self._institution(name) or self._people(key) or self._titled(key) or self._within(key, name)

    def called(self, name: str) -> Actor | None:
        """The actor whose name, alias or acronym this is, whatever else a phrase may say. Else None."""
        return self._exact(normalise(name), name)

    def near(self, name: str) -> list[str]:
        """The names of the registry that are spelt most like a name, the most alike first; at most five."""
        keys = get_close_matches(normalise(name[:80]), self._names, n=5, cutoff=0.8)
        return list(dict.fromkeys(self._actors[self._names[key]].name for key in keys))

    def institution(self, name: str, country: str) -> Actor | None:
        """What a bare name ("the army", "Supreme Court") means where one country is spoken of."""
        row = self._institutions.get(normalise(name))
        return self._made(country, row) if row and f"state:{country}" in self._actors else None

    def lands_and_peoples(self) -> tuple[list[str], list[str]]:
        """All names of states, and all demonyms."""
        return self._lands.names_and_peoples()

    def country_of(self, name_or_phrase: str) -> str | None:
        """ISO 3166 code of the country that a name or phrase belongs to, or None where it names none or several.

        "Iraqi officials" is IQ; a country that only backs or leads ("Iran-backed Iraqi militias") does not count.
        """
        actor = self.find(name_or_phrase)
        if actor and actor.country:
            return actor.country
        countries = self.countries_in(name_or_phrase)
        return min(countries) if len(countries) == 1 else None

    def countries_in(self, phrase: str) -> frozenset[str]:
        """All countries that a phrase may belong to: those named before any place or tie, else those named at all."""
        own = _FOREIGN_TIE.sub(" ", phrase)
        first = frozenset(self._lands.named_in(_BREAK.split(own, maxsplit=1)[0]))
        return first or frozenset(self._lands.named_in(own))

    def sector_of(self, phrase: str) -> str | None:
        """PLOVER sector of a phrase: of the actor it names, else of its head noun ("two police officers": COP)."""
        actor = self.find(phrase)
        if actor and actor.sector:
            return actor.sector
        whole = _BREAK.split(phrase)[0]
        head, *complement = _OF.split(whole, maxsplit=1)
        body = _COMPLEMENT.split(phrase, maxsplit=1)[1:]
        if body and self._leads(head):  # "head of the teachers' union", "spokesman for the Taliban"
            sector = self._body_sector(body[0])
            if sector:
                return sector
        for part in (head, whole) if complement else (head,):
            sector = self._head_sector(normalise(part).split())
            if sector:
                return sector
        actor = self.find(body[0]) if body else None
        return actor.sector if actor else None

    def capital_of(self, country: str) -> str | None:
        """The name of a country's capital, by the country's code."""
        return self._lands.seat(country)

    def is_capital_metonym(self, name: str) -> bool:
        """Whether a name is a capital or seat of power that may stand for a government ("Damascus", "Kremlin")."""
        return self._lands.capital(normalise(name)) is not None

    def private(self, name: str, described_as: str | None = None) -> bool:
        """Whether a person counts as private: no entry of the name, no office in the name or the description."""
        actor = self.find(name)
        if actor is not None and actor.kind == "person":
            return False
        return not (self._holds_office(described_as or "") or self._holds_office(name))

    # -------------------------------------------------------------- how names are found

    def _exact(self, key: str, name: str) -> Actor | None:
        actor_id = self._names.get(key)
        return self._actors[actor_id] if actor_id and self._cased(key, name) else None

    def _cased(self, key: str, name: str) -> bool:
        """Whether an acronym is written as one: "WHO", not "who"; longer ones also "Nato"."""
        if key not in self._acronyms:
            return True
        return name.upper() == name if len(key) <= 3 else name.lower() != name

    def _institution(self, name: str) -> Actor | None:
        """ "Iraqi army", "Iraq's army", "army of Iraq"."""
        words = normalise(OWNER.sub("", name)).split()
        for cut in range(min(LONGEST_NAME, len(words) - 1), 0, -1):
            country, row = self._lands.country(words[:cut], name), self._institutions.get(" ".join(words[cut:]))
            if country and row:
                return self._made(country, row)
        before, _, land = " ".join(words).rpartition(" of ")
        country = self._lands.country(land.removeprefix("the ").split(), name)
        row = self._institutions.get(before)
        return self._made(country, row) if country and row else None

    def _made(self, country: str, row: Mapping[str, Any]) -> Actor:
        end = f"-{row['key']}" if row["key"] else ""
        identifier = f"{row['prefix']}:{country}{end}"
        state = self._actors[f"state:{country}"]
        name = f"{row['names'][0].capitalize()} of {state.name}"
        own = self._actors.get(identifier)
        return own or Actor(id=identifier, name=name, kind=row["kind"], country=country, sector=row["sector"])

    def _people(self, key: str) -> Actor | None:
        """ "Syrians"; an adjective alone is no actor."""
        country = self._lands.people(key)
        if country is None:
            return None
        name = f"People of {self._actors[f'state:{country}'].name}"
        return Actor(id=f"people:{country}", name=name, kind="people", country=country, sector="CVL")

    def _titled(self, key: str) -> Actor | None:
        """A person named with the office: "President Macron", "Gen. Qassim Soleimani"."""
        words = key.split()
        for cut in (1, 2, 3):
            actor = self._actors.get(self._names.get(" ".join(words[cut:]), ""))
            if actor and actor.kind == "person" and self._holds_office(" ".join(words[:cut])):
                return actor
        return None

    def _within(self, key: str, name: str) -> Actor | None:
        """ "Hamas fighters", "members of Hamas", "the militant group Hamas": the body that a phrase is about."""
        words = [word for word in key.split() if word != "the"]
        spelt = [word for word in OWNER.sub("", name).split() if word.lower() != "the"]
        if not 1 < len(words) <= 2 * LONGEST_NAME or len(spelt) < len(words):
            return None
        spelt = spelt[-len(words) :]
        last = len(words)
        while last > 1 and words[last - 1] in self._members:
            last -= 1
        if last < len(words):
            found = self._body(words[:last], spelt[:last]) or self._described(words[:last], spelt[:last])
            if found:
                return found
        return self._described(words, spelt)

    def _described(self, words: list[str], spelt: list[str]) -> Actor | None:
        for first in range(1, len(words)):
            if words[first - 1] in self._kinds or (words[first - 1] == "of" and words[first - 2] in self._members):
                found = self._body(words[first:], spelt[first:])
                if found:
                    return found
        return None

    def _body(self, words: list[str], spelt: list[str]) -> Actor | None:
        found = self._exact(" ".join(words), " ".join(spelt))
        return found if found and found.kind in _BODIES else None

    def _leads(self, head: str) -> bool:
        """Whether a noun is of somebody who has his sector from the body that he is of ("head", "spokesman")."""
        words = normalise(head).split()
        return any(" ".join(words[-size:]) in self._leading for size in (1, 2) if len(words) >= size)

    def _body_sector(self, complement: str) -> str | None:
        actor = self.find(complement)
        if actor is not None:
            return actor.sector if actor.kind != "state" else None
        whole = _BREAK.split(complement)[0]
        parts = (_OF.split(whole, maxsplit=1)[0], whole)
        return next(filter(None, (self._head_sector(normalise(part).split()) for part in parts)), None)

    def _head_sector(self, words: list[str]) -> str | None:
        """Sector of the last known noun, taking the longest phrase that ends there; "rebel forces" are no army."""
        for end in range(len(words), 0, -1):
            for start in range(max(0, end - 4), end):
                sector = self._sectors.get(" ".join([*words[start : end - 1], _singular(words[end - 1])]))
                sector = sector or self._sectors.get(" ".join(words[start:end]))
                if sector:
                    return "REB" if sector == "MIL" and self._irregular & set(words[:end]) else sector
        return None

    def _holds_office(self, description: str) -> bool:
        words = [_singular(word) for word in normalise(description.replace("-", " ")).split()]
        spans = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(len(words), i + 3) + 1))
        return any(span in self._offices for span in spans)


def installed() -> tuple[dict[str, Any], dict[str, bytes]]:
    """The installed files that are no rows, by name, and the content of those that are."""
    names = [name for name in data.actor_files() if name != _STATES]
    files = {name: data.read_yaml(name) for name in (_STATES, *_OTHER_DATA)}
    return files, {f"grounding/data/{name}": data.read_bytes(name) for name in names}


def rows_without(stem: str) -> actors.Rows:
    """The rows of all files but a user's own of one name: what a file to be added has to go with."""
    files, content = installed()
    own = {str(path): _bytes(path) for path in actors.own_files() if path.stem != stem}
    return actors.together(state_actors(files[_STATES]["states"]), content | own)


@lru_cache(maxsize=2)
def _load(own: tuple[tuple[str, bytes], ...]) -> Registry:
    files, content = installed()
    content |= dict(own)
    digest = hashlib.sha256(b"".join(data.read_bytes(name) for name in (_STATES, *_OTHER_DATA)))
    for one in content.values():
        digest.update(one)
    return Registry(files, actors.together(state_actors(files[_STATES]["states"]), content), digest.hexdigest()[:12])


def _bytes(path: Any) -> bytes:
    try:
        return path.read_bytes()  # type: ignore[no-any-return]
    except OSError as error:
        raise SetupError(f"{path}: cannot be read: {error.strerror}") from error


def _institutions(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {normalise(name): row for row in rows for name in row["names"]}


def _by_phrase(sectors: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {normalise(phrase): sector for sector, phrases in sectors.items() for phrase in phrases}


def _singular(word: str) -> str:
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
