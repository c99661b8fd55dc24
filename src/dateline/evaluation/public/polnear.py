"""PolNeAR: news articles with every attribution marked, who said (source), by which words (cue), and what (content).

Scored by tokens, as its authors do, each of the three by itself. A token is a word (a run of letters, digits and
underscores) or a single other character that is no white space, so that a colon that cites counts; it is marked where
it overlaps a span. The spans of all attributions of a text are taken together: which source said which content is not
scored here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from msgspec import Struct

from dateline.evaluation.figures import Figures, Tally
from dateline.evaluation.public.reading import read_items
from dateline.evaluation.public.spans import Span, check

TOKEN = re.compile(r"\w+|[^\w\s]")
PARTS = ("source", "cue", "content")


class Attribution(Struct, frozen=True):
    """One attribution; a part may be of several pieces, or of none."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


class Item(Struct, frozen=True):
    """An article and its attributions."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]

    def __post_init__(self) -> None:
        for attribution in self.attributions:
            check(chain(attribution.source, attribution.cue, attribution.content), self.text)


class Prediction(Struct, frozen=True):
    """Everything in an article that is source, cue or content of some attribution."""

    source: Sequence[Span] = ()
    cue: Sequence[Span] = ()
    content: Sequence[Span] = ()


def read(path: Path) -> list[Item]:
    """The articles of a file; InputError with the line of one that is wrong."""
    return read_items(path, Item)


def score(items: Sequence[Item], predictions: Sequence[Prediction]) -> Figures:
    """Token precision, recall and F1 of sources, cues and content over all articles."""
    tallies = {part: Tally() for part in PARTS}
    for item, prediction in zip(items, predictions, strict=True):
        for part, tally in tallies.items():
            gold = [span for attribution in item.attributions for span in getattr(attribution, part)]
            there = set(marked(item.text, gold))
            coded = set(marked(item.text, getattr(prediction, part)))
            tally.add(len(there & coded), len(coded), len(there))
    return {f"polnear {part}": tally.rate() for part, tally in tallies.items()}


def marked(text: str, spans: Sequence[Span]) -> Iterator[int]:
    """Where the tokens start that overlap one of the spans."""
    check(spans, text)
    inside = bytearray(len(text))
    for start, end in spans:
        inside[start:end] = b"\1" * (end - start)
    return (token.start() for token in TOKEN.finditer(text) if any(inside[token.start() : token.end()]))
