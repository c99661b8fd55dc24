"""The names of states: of their lands, peoples, capitals and seats of power."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.grounding.names import normalise
from dateline.model import Actor

State = Mapping[str, Any]

LONGEST_NAME = 6  # words of the longest name of a state
OWNER = re.compile(r"['’]s?(?=\s)")


class Lands:
    """Countries by the words that name them; a word that several share names none."""

    def __init__(self, states: Sequence[State]) -> None:
        self._states = states
        self._acronyms = {
            normalise(word) for state in states for word in (state["name"], *listed(state, "aliases")) if acronym(word)
        }
        self._lands = self._by_word()
        self._capitals = self._shared("metonyms")
        self._peoples = self._shared("demonyms")
        seats = {state["code"]: [*listed(state, "capital"), *listed(state, "metonyms")] for state in states}
        self._seats = {code: names[0] for code, names in seats.items() if names}

    def names_and_peoples(self) -> tuple[list[str], list[str]]:
        """All names of states, and all demonyms."""
        lands = [word for state in self._states for word in (state["name"], *listed(state, "aliases"))]
        return lands, [word for state in self._states for word in listed(state, "demonyms")]

    def country(self, words: Sequence[str], original: str) -> str | None:
        """The country that normalised words name; an acronym has to stand in capitals in the original."""
        key = " ".join(words)
        country = self._lands.get(key)
        if country and key in self._acronyms and key.upper() not in original.replace(".", ""):
            return None
        return country

    def capital(self, key: str) -> str | None:
        """The country whose capital or seat of power a normalised name is."""
        return self._capitals.get(key)

    def seat(self, country: str) -> str | None:
        """The name of a country's capital: the first of its seats of power, unless its row names another town."""
        return self._seats.get(country)

    def people(self, key: str) -> str | None:
        """The country whose people a normalised word names ("syrians"); an adjective alone names nobody."""
        return self._peoples.get(key[:-1]) if key.endswith("s") else None

    def adjective(self, key: str) -> str | None:
        """The country of a normalised adjective ("syrian")."""
        return self._peoples.get(key)

    def named_in(self, phrase: str) -> Iterator[str]:
        """Countries named in a phrase, in order, longest names first, so that "South Sudan" is not Sudan."""
        words = normalise(OWNER.sub("", phrase)).split()
        at = 0
        while at < len(words):
            for size in range(min(LONGEST_NAME, len(words) - at), 0, -1):
                country = self.country(words[at : at + size], phrase)
                if country:
                    yield country
                    break
            else:
                size = 1
            at += size

    def _by_word(self) -> dict[str, str]:
        """Names, demonyms, parts and metonyms of states, without those that several share."""
        claims: dict[str, set[str]] = defaultdict(set)
        for state in self._states:
            for word in (state["name"], *listed(state, "aliases", "parts", "metonyms")):
                claims[normalise(word)].add(state["code"])
            for word in listed(state, "demonyms"):
                claims[normalise(word)].add(state["code"])
                claims[normalise(f"{word}s")].add(state["code"])
        return {name: min(codes) for name, codes in claims.items() if len(codes) == 1}

    def _shared(self, field: str) -> dict[str, str]:
        """One list of all states, by normalised word, where it points to one country and is no state's name."""
        words = ((normalise(word), state["code"]) for state in self._states for word in listed(state, field))
        return {word: code for word, code in words if self._lands.get(word) == code}


def state_actors(states: Sequence[State]) -> Iterator[Actor]:
    """The state, the government and the forces of each row."""
    for state in states:
        code, name, aliases = state["code"], state["name"], tuple(listed(state, "aliases"))
        yield Actor(id=f"state:{code}", name=name, kind="state", aliases=aliases, country=code, sector="GOV")
        yield Actor(id=f"gov:{code}", name=f"Government of {name}", kind="government", country=code, sector="GOV")
        yield Actor(id=f"mil:{code}", name=f"Armed forces of {name}", kind="force", country=code, sector="MIL")


def acronym(name: str) -> bool:
    """Whether a name is written in capitals ("WHO", "U.S.")."""
    letters = re.sub(r"[^A-Za-z]", "", name)
    return letters == letters.upper() and 0 < len(letters) <= 5 and " " not in name


def listed(state: State, *fields: str) -> list[str]:
    """The words of some lists of a row, together."""
    return [word for name in fields for word in state.get(name) or ()]
