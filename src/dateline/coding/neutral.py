"""Words made neutral to which country they name, for a reader that must not judge by the country.

Every country becomes one country and every people one people before the encoder sees them: put one country's name for
another's and the encoder sees the same words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.grounding import Registry

LAND, PEOPLE = "Norway", "Norwegian"  # common words of the encoder's vocabulary; any country would do

PIECES = re.compile(r"[’']s\b|-|[^\s’'-]+")  # as the parser cuts a name


class Neutral:
    """Puts one country for all. Names are told by their capitals: "us" is no country."""

    def __init__(self, lands: Sequence[str], peoples: Sequence[str]) -> None:
        self._stand_in: dict[tuple[str, ...], str] = {}
        for name, stand_in in (
            *((people, PEOPLE) for people in peoples),
            *((f"{people}s", PEOPLE + "s") for people in peoples),
            *((land, LAND) for land in lands),
        ):
            self._stand_in[tuple(name.split())] = stand_in
            self._stand_in[tuple(PIECES.findall(name))] = stand_in  # "Guinea", "-", "Bissau"
        self._longest = max(map(len, self._stand_in))
        self._openers = {words[0] for words in self._stand_in}

    @classmethod
    def of(cls, registry: Registry) -> Neutral:
        """With the countries and peoples of a registry."""
        return cls(*registry.lands_and_peoples())

    def __call__(self, words: Sequence[str]) -> list[str]:
        """The words, each country's first word replaced and its further words empty; as many as before."""
        out = list(words)
        i = 0
        while i < len(out):
            length = self._length(out, i) if out[i] in self._openers else 0
            if length:
                stand_in = self._stand_in[tuple(out[i : i + length])]
                out[i : i + length] = [stand_in] + [""] * (length - 1)
            i += length or 1
        return out

    def _length(self, words: list[str], i: int) -> int:
        longest = min(self._longest, len(words) - i)
        return next((n for n in range(longest, 0, -1) if tuple(words[i : i + n]) in self._stand_in), 0)
