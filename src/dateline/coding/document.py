"""An article made ready for coding: each part parsed, with the way back from tokens to evidence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from dateline.language import Parse, Pipeline, Sentence
from dateline.model import Article, Evidence
from dateline.model import Part as PartName

# "CAIRO --", "RAMALLAH, West Bank (AP) -": where the report was filed from, no part of its first sentence.
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # soft hyphens, zero-width spaces and joiners
DATELINE = re.compile(
    r"\s*[A-Z][A-Z.'’ -]{2,}(?:, [A-Z][\w.’' ]{2,30})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?\s?"
    r"(?:\([^)\n]{2,30}\))?\s?(?:—|–|--|-)\s"
)


@dataclass(frozen=True, eq=False)
class Part:
    """The title, the body or one caption of an article, parsed."""

    name: PartName
    parse: Parse
    caption: int | None = None

    def evidence(self, first: int, last: int) -> Evidence:
        """The words of tokens [first:last]."""
        start, end = self.parse.span(first, last)
        return self.words(start, end)

    def words(self, start: int, end: int) -> Evidence:
        """The words at offsets [start:end]."""
        return Evidence(part=self.name, start=start, end=end, quote=self.parse.text[start:end], caption=self.caption)

    def covered(self, words: Evidence) -> tuple[int, int] | None:
        """The tokens [first:last] of some words; None where they stand in another part, or in the dateline."""
        if words.part != self.name or words.caption != self.caption:
            return None
        starts = self._starts
        first, last = bisect_right(starts, words.start) - 1, bisect_left(starts, words.end)
        return (max(0, first), max(first + 1, last)) if last else None

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.parse.tokens]

    def sentence(self, token: int) -> Sentence:
        """The sentence that a token stands in."""
        return self.parse.sentences[self.parse.sentence_of[token]]


@dataclass(frozen=True)
class Words:
    """Tokens [first:last] of one part."""

    part: Part
    first: int
    last: int

    @property
    def text(self) -> str:
        """The words as printed, on one line, without marks that nobody sees."""
        return " ".join(self.part.parse.words(self.first, self.last).translate(UNSEEN).split())


@dataclass(frozen=True, eq=False)
class Document:
    """An article and the parses of its parts: the title first, then the body, then the captions."""

    article: Article
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, article: Article, pipeline: Pipeline) -> Document:
        """Parse an article."""
        parts = [
            Part("title", _title(article, pipeline)),
            Part("body", pipeline.parse(article.text, _after_dateline(article.text))),
        ]
        parts += [Part("caption", pipeline.parse(c.text), n) for n, c in enumerate(article.captions)]
        return cls(article, tuple(parts))

    @property
    def title(self) -> Part:
        """The headline."""
        return self.parts[0]

    @property
    def body(self) -> Part:
        """The text without captions."""
        return self.parts[1]

    def sentences(self) -> Iterator[tuple[Part, Sentence]]:
        """All sentences in reading order."""
        for part in self.parts:
            for sentence in part.parse.sentences:
                yield part, sentence


def _title(article: Article, pipeline: Pipeline) -> Parse:
    """The headline parsed in the case of running text: in Title Case the parser takes every word for a name."""
    return replace(pipeline.parse(truecased(article.title, article.text)), text=article.title)


def truecased(title: str, body: str) -> str:
    """A Title Case headline with each word as the body writes it; same length, other headlines as they are."""
    words = list(WORD.finditer(title))
    capitals = sum(w[0][0].isupper() for w in words)
    if len(words) < 4 or capitals < 0.7 * len(words):
        return title
    seen = Counter(w[0] for w in WORD.finditer(body))
    letters = list(title)
    for word in words[0:]:
        lower = word[0].lower()
        # A word that the body never writes small is a name, unless the body does not know it at all.
        if len(lower) == len(word[0]) and (seen[lower] or not seen[word[0]]) and not word[0].isupper():
            letters[word.start()] = lower[0]
    return "".join(letters)


def _after_dateline(text: str) -> int:
    match = DATELINE.match(text)
    return match.end() if match else 0
