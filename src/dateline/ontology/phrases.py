"""Phrases of the lexicon: a lemma sequence with alternatives and gaps.

`carry out * {attack|raid}` reads: the lemma `carry`, then `out`, then up to three other tokens, then `attack` or
`raid`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

GAP = 3  # tokens that `*` may skip
_ELEMENT = re.compile(r"\*|\{[^{}|\s]+(?:\|[^{}|\s]+)+\}|[^{}|*\s]+")


class Element(Struct, frozen=True):
    """One place of a phrase: the lemmas that may stand there, and whether other tokens may stand before it."""

    lemmas: tuple[str, ...]
    gap: bool = False


class Phrase(Struct, frozen=True):
    """A parsed phrase. `trigger` is the index of the element that names the event."""

    text: str
    elements: tuple[Element, ...]
    trigger: int = 0

    @property
    def heads(self) -> tuple[str, ...]:
        """The lemmas that may open the phrase."""
        return self.elements[0].lemmas

    def match(self, lemmas: Sequence[str], start: int) -> tuple[int, ...] | None:
        """The index of each element's token for the phrase opening at `start`, or None where it does not fit."""
        if lemmas[start] not in self.heads:
            return None
        found = [start]
        for element in self.elements[1:]:
            first = found[-1] + 1
            reach = range(first, min(len(lemmas), first + (GAP if element.gap else 0) + 1))
            at = next((i for i in reach if lemmas[i] in element.lemmas), None)
            if at is None:
                return None
            found.append(at)
        return tuple(found)


def parse(text: str, trigger: int = 1) -> Phrase:
    """Read a phrase; `trigger` counts its elements from 1, gaps left out. Raises ValueError with the reason."""
    tokens = _ELEMENT.findall(text)
    if not tokens or "".join(tokens) != text.replace(" ", ""):
        raise ValueError(f"cannot read the phrase {text!r}")
    if tokens[0] == "*" or tokens[-1] == "*":
        raise ValueError(f"the phrase {text!r} opens or ends with a gap")
    elements = []
    for before, token in zip(["", *tokens], tokens, strict=False):
        if token != "*":
            elements.append(Element(tuple(token.strip("{}").split("|")), gap=before == "*"))
    if not 1 <= trigger <= len(elements):
        raise ValueError(f"the phrase {text!r} has no element {trigger}")
    return Phrase(text, tuple(elements), trigger - 1)
