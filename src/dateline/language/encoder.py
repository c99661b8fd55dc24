"""The encoder: what a small trained transformer makes of each word. The only module that knows ONNX Runtime.

Its weights are made by `training/encoder.py`; their card lies beside them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.errors import SetupError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

DATA = Path(__file__).parent / "data"
LONGEST = 100  # words read at once, whole sentences together
PIECES = 250  # word pieces; what is longer is cut
BATCH = 8

Scores = NDArray[np.float32]


class Labels(msgspec.Struct, frozen=True):
    """What the outputs stand for, in order."""

    types: tuple[str, ...]  # "none" and the PLOVER types; one holds of a word
    modes: tuple[str, ...]  # "none" and the modes; one holds of a trigger
    states: tuple[str, ...]  # of a trigger, each by itself
    channels: tuple[str, ...]  # of a word, each by itself
    incidents: tuple[str, ...]  # of a text
    roles: tuple[str, ...]  # of a pair of words

    @property
    def groups(self) -> Iterator[tuple[str, slice]]:
        """The columns of each group of labels."""
        start = 0
        for name in ("types", "modes", "states", "channels", "incidents"):
            size = len(getattr(self, name))
            yield name, slice(start, start + size)
            start += size


@dataclass(frozen=True, eq=False)
class Reading:
    """The encoder's view of a text: one row a word."""

    labels: Labels
    logits: Scores  # [words, labels of all groups]
    asks: Scores  # [words, roles, d]: what a word asks of the words that fill its roles
    answers: Scores  # [words, roles, d]
    chunk: NDArray[np.int64]  # [words]: words of different chunks were never seen together

    @cached_property
    def types(self) -> Scores:
        """[words, types]: how likely each word names an event of each type."""
        return _softmax(self._group("types"))

    @cached_property
    def modes(self) -> Scores:
        """[words, modes]: the mode, should the word name an event."""
        return _softmax(self._group("modes"))

    @cached_property
    def states(self) -> Scores:
        """[words, states]: whether it did not occur, whether it is hedged, should the word name an event."""
        return _sigmoid(self._group("states"))

    @cached_property
    def channels(self) -> Scores:
        """[words, channels]: how likely each word is part of each kind of phrase."""
        return _sigmoid(self._group("channels"))

    def incidents(self) -> Scores:
        """[incidents]: the kind of incident that the text tells."""
        logits = self._group("incidents")
        return _softmax(logits.mean(axis=0) if len(logits) else np.zeros(logits.shape[1], np.float32))

    def fills(self, word: int, role: str) -> Scores:
        """[words]: how likely each word fills a role of the event that one word names; 0 in other chunks."""
        r = self.labels.roles.index(role)
        scores = _sigmoid(self.answers[:, r] @ self.asks[word, r])
        return np.where(self.chunk == self.chunk[word], scores, np.float32(0))

    def _group(self, name: str) -> Scores:
        return self.logits[:, dict(self.labels.groups)[name]]


class Encoder:
    """A loaded encoder."""

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, labels: Labels, version: str) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.labels = labels
        self.version = version

    @classmethod
    @cache
    def load(cls, folder: Path = DATA) -> Encoder:
        """The encoder of a folder, by default the installed one; SetupError where it is unusable."""
        # Imported here: half a second that `dateline --help` need not pay.
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            card = json.loads((folder / "encoder.json").read_bytes())
            version, labels = card["version"], msgspec.convert(card["labels"], Labels)
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            session = onnxruntime.InferenceSession(
                str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the tokenizer and ONNX Runtime raise types of their own, which they do not export
            raise SetupError(f"{folder}: the encoder cannot be read ({error}); install dateline again") from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(session, tokenizer, labels, version)

    def read(self, words: Sequence[str], sentences: Sequence[tuple[int, int]]) -> Reading:
        """Read a text given as words and the bounds of its sentences. Words may be empty."""
        bounds = list(chunks(sentences))
        width = sum(s.stop - s.start for _, s in self.labels.groups)
        roles = len(self.labels.roles)
        logits = np.zeros((len(words), width), np.float32)
        pairs: list[Scores | None] = [None, None]
        number = np.zeros(len(words), np.int64)
        # Chunks of like length together: padding is work for nothing.
        order = sorted(range(len(bounds)), key=lambda n: bounds[n][1] - bounds[n][0])
        for at in range(0, len(order), BATCH):
            batch = [bounds[n] for n in order[at : at + BATCH]]
            for n, (first, last) in zip(order[at : at + BATCH], batch, strict=True):
                number[first:last] = n
            for (first, last), (wide, ask, answer) in zip(batch, self._run(words, batch), strict=True):
                logits[first:last] = wide
                for k, found in enumerate((ask, answer)):
                    if pairs[k] is None:
                        pairs[k] = np.zeros((len(words), roles, found.shape[-1] // roles), np.float32)
                    pairs[k][first:last] = found.reshape(last - first, roles, -1)  # type: ignore[index]
        asks, answers = (p if p is not None else np.zeros((len(words), roles, 1), np.float32) for p in pairs)
        return Reading(self.labels, logits, asks, answers, number)

    def _run(self, words: Sequence[str], batch: Sequence[tuple[int, int]]) -> Iterator[tuple[Scores, Scores, Scores]]:
        coded = [self._tokenizer.encode(list(words[a:b]), is_pretokenized=True) for a, b in batch]
        length = min(PIECES, max(len(c.ids) for c in coded))
        ids = np.zeros((len(coded), length), np.int64)
        mask = np.zeros((len(coded), length), np.int64)
        for n, c in enumerate(coded):
            ids[n, : len(c.ids)] = c.ids[:length]
            mask[n, : len(c.ids)] = 1
        wide, ask, answer = self._session.run(None, {"ids": ids, "mask": mask})
        for n, (c, (a, b)) in enumerate(zip(coded, batch, strict=True)):
            first = _first_pieces(c.word_ids[:length], b - a)
            yield wide[n, first], ask[n, first], answer[n, first]


def _first_pieces(word_ids: Sequence[int | None], words: int) -> NDArray[np.int64]:
    """The first piece of each word; a word without one takes that of the word before."""
    at = np.full(words, -1, np.int64)
    for piece, word in enumerate(word_ids):
        if word is not None and at[word] < 0:
            at[word] = piece
    last = 0
    for word in range(words):
        last = at[word] = at[word] if at[word] >= 0 else last
    return at


def chunks(sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Bounds of runs of whole sentences of at most LONGEST words, as far as sentences are that short."""
    first = last = 0
    for _, end in sentences:
        if end - first > LONGEST and last > first:
            yield first, last
            first = last
        last = end
    if last > first:
        yield first, last


def _sigmoid(x: Scores) -> Scores:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


def _softmax(x: Scores) -> Scores:
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), np.float32)
