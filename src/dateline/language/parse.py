"""A parsed text, free of the library that parsed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `dep` and `tag` follow the CLEAR/Penn labels of spaCy's English models; `head` is a token index."""

    i: int
    text: str
    lemma: str  # lower case
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    entity: str  # label of the name it is part of, or ""

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity: tokens [first:last], label as in OntoNotes (PERSON, NORP, GPE, ORG, DATE …)."""

    first: int
    last: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens [first:last] and their offsets."""

    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Parse:
    """The parse of one text."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]

    @cached_property
    def children_of(self) -> Sequence[tuple[int, ...]]:
        """For each token, the indices of its dependents in text order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                found[token.head].append(token.i)
        return [tuple(c) for c in found]

    @cached_property
    def sentence_of(self) -> Sequence[int]:
        """For each token, the index of its sentence."""
        found = [0] * len(self.tokens)
        for n, sentence in enumerate(self.sentences):
            for i in range(sentence.first, sentence.last):
                found[i] = n
        return found

    @cached_property
    def name_at(self) -> dict[int, Name]:
        """Token index → the name that it is part of."""
        return {i: name for name in self.names for i in range(name.first, name.last)}

    def children(self, i: int, *deps: str) -> list[Token]:
        """Dependents of token i, of the given dependencies where any are given."""
        below = self.children_of[i]
        if not below:
            return []
        tokens = self.tokens
        return [tokens[c] for c in below if tokens[c].dep in deps] if deps else [tokens[c] for c in below]

    def head(self, i: int) -> Token | None:
        """The governor of token i, or None at the root."""
        head = self.tokens[i].head
        return None if head == i else self.tokens[head]

    def ancestors(self, i: int) -> Iterator[Token]:
        """The governors of token i, nearest first."""
        while (head := self.tokens[i].head) != i:
            i = head
            yield self.tokens[i]

    def subtree(self, i: int, without: frozenset[str] = frozenset()) -> list[int]:
        """Indices of token i and all under it, in text order, without the branches of some dependencies."""
        found, stack = [], [i]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(c for c in self.children_of[current] if self.tokens[c].dep not in without)
        return sorted(found)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of tokens [first:last]."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def words(self, first: int, last: int) -> str:
        """The text of tokens [first:last]."""
        start, end = self.span(first, last)
        return self.text[start:end]
