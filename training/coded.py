"""Coded articles as examples: which words name events, of what type and state, and which words fill their roles."""

from __future__ import annotations

from collections.abc import Iterator

from corpora import IGNORE, LABELS, Example, Pointer, named
from judging import Row, article, label
from labels import NONE

from dateline.coding.document import Document, Part
from dateline.coding.drafting import KEPT
from dateline.coding.mentions import Mention, find
from dateline.coding.neutral import Neutral
from dateline.coding.status import Judge
from dateline.language import Pipeline
from dateline.language.encoder import chunks
from dateline.ontology import Ontology

UNLIKELY = -1  # a word that no rule takes for an event: counts little


class Reader:
    """Makes examples of coded articles, with the lexicon's mentions: the encoder has no part in its own lessons."""

    def __init__(self, neutral: Neutral) -> None:
        self._pipeline, self._ontology = Pipeline.load(), Ontology.load()
        self._judge = Judge(self._ontology)
        self._neutral = neutral

    def __call__(self, row: Row) -> Iterator[Example]:
        """The chunks of one coded article."""
        document = Document.of(article(row), self._pipeline)
        mentions = [m for m in find(document, self._ontology) if self._judge(m).reality in KEPT]
        for part in document.parts[:2]:
            yield from _of_part(part, [m for m in mentions if m.part is part], row["events"], self._neutral)


def _of_part(part: Part, mentions: list[Mention], gold: list[dict], neutral: Neutral) -> Iterator[Example]:
    parse = part.parse
    words = [t.text for t in parse.tokens]
    types = [UNLIKELY] * len(words)
    known = {g["trigger"].casefold() for g in gold}
    for token in parse.tokens:
        if token.lower in known or token.lemma in known:
            types[token.i] = IGNORE  # maybe a further mention
    for mention in mentions:
        right = label(mention, gold)
        types[mention.head] = (
            IGNORE if right is None else LABELS.types.index(mention.type) if right else LABELS.types.index(NONE)
        )
    told = [(root, g) for g in gold if (root := _root(part, g)) is not None]
    for root, g in told:
        types[root] = LABELS.types.index(g["type"])
    neutral_words = neutral(words)
    for first, last in chunks([(s.first, s.last) for s in parse.sentences]):
        here = [(root, g) for root, g in told if first <= root < last]
        yield Example(
            neutral_words[first:last],
            types=types[first:last],
            details={
                root - first: {"mode": g["mode"] or NONE, "status": g["status"], "certainty": g["certainty"]}
                for root, g in here
            },
            pointers=[_pointer(part, words, first, last, root, g) for root, g in here],
        )


def _root(part: Part, event: dict) -> int | None:
    """The word of the trigger that governs the others; None where the quote stands in another part."""
    parse = part.parse
    at = parse.text.find(event["quote"])
    if at < 0:
        return None
    start = at + max(0, event["quote"].find(event["trigger"]))
    inside = [t for t in parse.tokens if t.start < start + len(event["trigger"]) and start < t.end]
    bounds = {t.i for t in inside}
    return next((t.i for t in inside if t.head not in bounds or t.head == t.i), inside[0].i if inside else None)


def fields(event: dict) -> dict[str, list[str]]:
    """The words of each role of a coded record."""
    date, place = event.get("date") or {}, event.get("place") or {}
    return {
        "actor": event.get("actors") or [],
        "recipient": event.get("recipients") or [],
        "weapon": [event["weapon"]] if event.get("weapon") else [],
        "place": [place["text"]] if place.get("text") else [],
        "date": [date["text"]] if date.get("text") else [],
        "source": event.get("sources") or [],
    }


def _pointer(part: Part, words: list[str], first: int, last: int, root: int, event: dict) -> Pointer:
    sentence = part.sentence(root)
    fillers: dict[str, set[int]] = {}
    known, unsure = set(), set()
    for role, names in fields(event).items():
        found: set[int] = set()
        missed = False
        for name in names:
            everywhere = {first + i for i in named(words[first:last], name)}
            near = {i for i in everywhere if sentence.first <= i < sentence.last}
            found |= near or everywhere
            unsure |= everywhere - (near or everywhere)
            missed = missed or not everywhere
        fillers[role] = {i - first for i in found}
        if not missed or found:
            known.add(role)
    return Pointer(root - first, fillers, frozenset(known), {i - first for i in unsure})
