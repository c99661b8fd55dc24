"""What the encoder makes of an article: which words name events, and which words fill their roles."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dateline.coding.document import Document, Part
from dateline.coding.neutral import Neutral
from dateline.language import Encoder, Reading

NONE = 0  # the class of words that name no event
FLOOR = 1e-3  # probabilities nearer to 0 or 1 say no more


class Hints:
    """The encoder's readings of the parts of one document."""

    def __init__(self, document: Document, encoder: Encoder, neutral: Neutral) -> None:
        self._labels = encoder.labels
        self._readings = {
            part: encoder.read(
                neutral([t.text for t in part.parse.tokens]), [(s.first, s.last) for s in part.parse.sentences]
            )
            for part in document.parts
        }

    @property
    def types(self) -> tuple[str, ...]:
        """The classes of words: none, then the types."""
        return self._labels.types

    def of(self, part: Part) -> Reading:
        """The reading of one part."""
        return self._readings[part]

    def type_of(self, part: Part, word: int) -> tuple[str, float]:
        """The likeliest type of event that a word names, and how likely."""
        types = self.of(part).types[word]
        best = NONE + 1 + int(np.argmax(types[NONE + 1 :]))
        return self._labels.types[best], float(types[best])

    def odds(self, part: Part, first: int, last: int, type: str) -> float:
        """Log-odds that one of the words [first:last] names an event of a type."""
        return logit(float(self.of(part).types[first:last, self._labels.types.index(type)].max()))

    def eventful(self, part: Part) -> Iterator[tuple[int, float]]:
        """Each word of a part, and how likely it names an event."""
        return ((i, 1 - float(p)) for i, p in enumerate(self.of(part).types[:, NONE]))

    def mode_of(self, part: Part, word: int) -> tuple[str | None, float]:
        """The likeliest mode of the event that a word names, None for no mode, and how likely."""
        modes = self.of(part).modes[word]
        best = int(np.argmax(modes))
        return (self._labels.modes[best] if best else None), float(modes[best])

    def mode(self, part: Part, word: int, mode: str) -> float:
        """How likely a mode is that of the event that a word names."""
        return float(self.of(part).modes[word, self._labels.modes.index(mode)])

    def state(self, part: Part, word: int, state: str) -> float:
        """How likely the event that a word names is "not occurred" or "hedged"."""
        return float(self.of(part).states[word, self._labels.states.index(state)])

    def incident(self, part: Part) -> str:
        """The kind of incident that a part tells, by ACLED's sub-event types and CASE 2021's further classes."""
        return self._labels.incidents[int(np.argmax(self.of(part).incidents()))]

    def marked(self, part: Part, channel: str, likely: float, surely: float = 0.0) -> list[tuple[int, int]]:
        """Runs of words [first, last) that each likely belong to a kind of phrase, one of each run surely."""
        scores = self.of(part).channels[:, self._labels.channels.index(channel)]
        return [(a, b) for a, b in _runs(scores >= likely) if scores[a:b].max() >= surely]

    def filling(self, part: Part, word: int, role: str, likely: float, surely: float = 0.0) -> list[tuple[int, int]]:
        """Runs of words likely to fill a role of the event that a word names, one of each run surely."""
        scores = self.of(part).fills(word, role)
        return [(a, b) for a, b in _runs(scores >= likely) if scores[a:b].max() >= surely]

    def fills(self, part: Part, word: int, role: str, first: int, last: int) -> float:
        """How likely one of the words [first:last] fills a role of the event that a word names."""
        return float(self.of(part).fills(word, role)[first:last].max())

    def channel(self, part: Part, word: int, channel: str) -> float:
        """How likely a word belongs to a kind of phrase."""
        return float(self.of(part).channels[word, self._labels.channels.index(channel)])


def _runs(chosen: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Bounds of the runs of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], chosen, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def logit(p: float) -> float:
    """Log-odds, within bounds."""
    p = min(1 - FLOOR, max(FLOOR, p))
    return math.log(p / (1 - p))


def sigmoid(z: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-z))
