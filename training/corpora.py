"""Coded and annotated texts as examples for the encoder. No text of them is kept: only what is learned is shipped."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from labels import labels

from dateline.coding.neutral import Neutral

LABELS = labels()
LONGEST = 100  # words a chunk
ENDS = frozenset('.!?”"')
IGNORE = -100


@dataclass
class Pointer:
    """A word and the words that fill its roles. Roles that are not in `known` are not learned from it."""

    word: int
    fillers: dict[str, set[int]]
    known: frozenset[str]
    unsure: set[int] = field(default_factory=set)  # words that may fill a role: never counted as wrong


@dataclass
class Example:
    """One chunk of text and what is known of it; what is None or missing is not learned from it."""

    words: list[str]
    marks: dict[str, set[int]] | None = None  # channel → words, for the channels of one corpus
    types: list[int] | None = None  # a class of LABELS.types for each word, IGNORE where not known
    details: dict[int, dict[str, str]] = field(default_factory=dict)  # trigger word → mode, status, certainty
    pointers: list[Pointer] = field(default_factory=list)
    incident: int | None = None  # ACLED class of the whole text


class Splitter:
    """Texts into words with offsets, as the parser's tokenizer cuts them, and words into chunks."""

    def __init__(self, neutral: Neutral) -> None:
        self._tokenize = spacy.blank("en").tokenizer
        self.neutral = neutral

    def words(self, text: str) -> list[tuple[str, int, int]]:
        """Each word with its offsets."""
        return [(t.text, t.idx, t.idx + len(t.text)) for t in self._tokenize(text) if not t.is_space]

    def chunks(self, text: str) -> Iterator[list[tuple[str, int, int]]]:
        """Runs of whole sentences of at most LONGEST words, as far as sentences are that short."""
        words = self.words(text)
        first = 0
        while first < len(words):
            last = min(first + LONGEST, len(words))
            if last < len(words):
                ends = [i + 1 for i in range(first + LONGEST // 3, last) if words[i][0] in ENDS]
                last = ends[-1] if ends else last
            yield words[first:last]
            first = last


def read(path: Path) -> Iterator[dict]:
    """Rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def inside(words: Sequence[tuple[str, int, int]], spans: Sequence[Sequence[int]]) -> set[int]:
    """Indices of the words that overlap one of some spans."""
    return {n for n, (_, start, end) in enumerate(words) if any(start < e and s < end for s, e in spans)}


def polnear(path: Path, splitter: Splitter) -> Iterator[Example]:
    """Who is cited, by which words, for what (PolNeAR); what is said points to who says it."""
    for row in read(path):
        for words in splitter.chunks(row["text"]):
            low, high = words[0][1], words[-1][2]
            here = [
                {part: inside(words, a[part]) for part in ("source", "cue", "content")}
                for a in row["attributions"]
                if any(s < high and low < e for part in ("source", "cue", "content") for s, e in a[part])
            ]
            marks = {part: set().union(*(a[part] for a in here)) for part in ("source", "cue", "content")}
            yield Example(
                splitter.neutral([w[0] for w in words]),
                marks=marks,
                pointers=[Pointer(i, {"source": f}, frozenset({"source"})) for i, f in _cited(here)],
            )


def _cited(attributions: list[dict[str, set[int]]]) -> Iterator[tuple[int, set[int]]]:
    """Every third word of what is said, with the words of all who are cited for it."""
    for said in attributions:
        if said["source"]:
            for i in sorted(said["content"])[1::6]:
                yield i, set().union(*(a["source"] for a in attributions if i in a["content"]))


def event_location(path: Path, splitter: Splitter, held_out: bool = False) -> Iterator[Example]:
    """A verb points to the place where it happened, if the text says where (Halterman 2019)."""
    for row in read(path):
        if (hashlib.sha256(row["text"].encode()).hexdigest()[-1] == "0") != held_out:
            continue
        words = splitter.words(row["text"])[:250]
        verb = min(inside(words, [row["verb"]]), default=None)
        if verb is not None:
            places = inside(words, row["places"])
            yield Example(
                splitter.neutral([w[0] for w in words]),
                pointers=[Pointer(verb, {"place": places}, frozenset({"place"}))],
            )


MUC = {
    "perpetrator": ("PerpInd", "PerpOrg"),
    "target": ("Target", "Victim"),
    "instrument": ("Weapon",),
}


def muc4(path: Path, splitter: Splitter) -> Iterator[Example]:
    """Who did it, to whom or what, by what means (MUC-4), wherever a text names them."""
    for row in read(path):
        text = row["doctext"]
        spans: dict[str, list[tuple[int, int]]] = {channel: [] for channel in MUC}
        for template in row["templates"]:
            for channel, roles in MUC.items():
                for role in roles:
                    for entity in template.get(role, ()):
                        for mention in entity:
                            name = mention[0] if isinstance(mention, list) else mention
                            spans[channel] += [m.span() for m in re.finditer(rf"\b{re.escape(name)}\b", text)]
        for words in splitter.chunks(text):
            yield Example([w[0] for w in words], marks={c: inside(words, s) for c, s in spans.items()})


def incidents(labels: Path, current_events: Path, splitter: Splitter) -> Iterator[Example]:
    """The kind of incident of short reports: those of the current-events portal by id, and own ones with their text."""
    texts = {row["id"]: row["text"] for row in read(current_events)}
    for row in read(labels):
        words = [w[0] for w in splitter.words(row.get("text") or texts[row["id"]])]
        yield Example(splitter.neutral(words), incident=LABELS.incidents.index(row["label"]))


def named(parse_words: Sequence[str], name: str) -> set[int]:
    """Indices of all words of all places where a text has a name, else where it has the name's last word.

    Of "Homs, Syria" the part before the comma will do.
    """
    low = [w.casefold() for w in parse_words]
    whole, short = (_spoken(text.casefold()) for text in (name, name.partition(",")[0]))
    apart = [piece for word in short for piece in re.split("(-)", word)]  # as the parser cuts "Bamingui-Bangoran"
    for words in (whole, short, apart, short[-1:]):
        size = len(words)
        found = {
            n for i in range(len(low) - size + 1) if size and low[i : i + size] == words for n in range(i, i + size)
        }
        if found:
            return found
    return set()


def _spoken(name: str) -> list[str]:
    """The words of a name but its articles."""
    return [w for w in re.findall(r"[\w.&]+(?:[-’'][\w]+)*|\d+", name) if w not in ("the", "a", "an")]
