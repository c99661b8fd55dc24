"""The installed coder's answers to the questions of the public sets: one function a set.

The coder reads each text as an article without title or day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from dateline.coding import Coder
from dateline.coding.attribution import Attributor, Source, Spot
from dateline.coding.clause import VERBAL, slots
from dateline.coding.document import Part
from dateline.coding.mentions import Mention, clause_verb
from dateline.coding.scene import Scene
from dateline.evaluation.public import muc4, polnear
from dateline.evaluation.public.spans import Span, overlap
from dateline.model import Article, Means, Party, Report
from dateline.ontology import Entry, Ontology
from dateline.ontology.files import read

ARMED = frozenset({"MIL", "REB", "COP", "CRM"})  # sectors of those who are no civilians
PARAGRAPHS = re.compile(r"\s{3,}")  # how MUC-4 sets them apart
# A verb that is no trigger of the coder's: some act, to which a place is bound as to most.
ANY_ACT = Entry(type="COERCE", pos="verb", frame="detain", weight=0.5)


class CoderPredictor:
    """Answers with an installed coder."""

    def __init__(self, coder: Coder) -> None:
        self._coder = coder
        self._ontology = Ontology.load()
        self._attribute = Attributor(self._ontology)

    def polnear(self, text: str, /) -> polnear.Prediction:
        """Sources, cues and content of an article's attributions."""
        return attributions(self._scene(text), self._attribute)

    def muc4(self, text: str, /) -> muc4.Prediction:
        """Perpetrators, targets and weapons of a report."""
        return fillers(self._reports(PARAGRAPHS.sub("\n", text)))

    def acled(self, text: str, /) -> str | None:
        """The class of a snippet, or None."""
        return label(self._reports(text), self._ontology)

    def event_location(self, text: str, verb: Span, /) -> list[Span]:
        """Where the event of a verb happened; nothing where the sentence does not say."""
        return places(self._scene(text), verb)

    def _scene(self, text: str) -> Scene:
        scene, _ = self._coder.drafts(_article(text))
        return scene

    def _reports(self, text: str) -> tuple[Report, ...]:
        return self._coder.code(_article(text)).reports


def _article(text: str) -> Article:
    return Article(id="public", hash="", title="", text=text)


# ------------------------------------------------------------------ polnear


def attributions(scene: Scene, attribute: Attributor) -> polnear.Prediction:
    """Every verb that somebody is cited for, with its words: who, by which words, and what hangs on the verb."""
    part = scene.document.body
    found = [
        (token.i, source)
        for token in part.parse.tokens
        if token.pos in VERBAL
        for source in attribute(Spot(part, token.i, token.i), scene.directory)
    ]
    return polnear.Prediction(
        source=_unique(_speaker(part, s) for _, s in found),
        cue=_unique(part.parse.span(*s.cue) for _, s in found),
        content=_unique(span for verb, source in found for span in _content(part, verb, source)),
    )


def _speaker(part: Part, source: Source) -> Span:
    """The whole noun phrase, with all that tells more of who it is."""
    here = source.named.here
    words = range(here.first, here.last)
    head = next(i for i in words if part.parse.tokens[i].head not in words or part.parse.tokens[i].head == i)
    whole = part.parse.subtree(head)
    return part.parse.span(whole[0], whole[-1] + 1)


def _content(part: Part, verb: int, source: Source) -> Iterator[Span]:
    """What hangs on a verb, without the words that cite."""
    below = set(part.parse.subtree(verb))
    first, _ = source.cue
    if first in below and first != verb:
        below -= set(part.parse.subtree(first))
    return (part.parse.span(i, i + 1) for i in below)


def _unique(spans: Iterator[Span]) -> list[Span]:
    return sorted(set(spans))


# ------------------------------------------------------------------ muc4


def fillers(reports: tuple[Report, ...]) -> muc4.Prediction:
    """The parties and weapons of all assaults."""
    assaults = [report for report in reports if report.type == "ASSAULT"]
    return muc4.Prediction(
        perpetrators=[party.name for report in assaults for party in _parties(report, "actor")],
        targets=[party.name for report in assaults for party in _parties(report, "recipient")],
        weapons=[
            claim.value.text
            for report in assaults
            for claim in report.claims_of("weapon")
            if isinstance(claim.value, Means)
        ],
    )


def _parties(report: Report, role: str) -> Iterator[Party]:
    return (claim.value for claim in report.claims if claim.field == role and isinstance(claim.value, Party))


# ------------------------------------------------------------------ acled


class Contextual(Struct, frozen=True, forbid_unknown_fields=True):
    """The class of a context, where it is said of one of these types."""

    types: frozenset[str]
    label: str


class Labels(Struct, frozen=True, forbid_unknown_fields=True):
    """The set's classes, by what the coder knows of an event."""

    contexts: dict[str, Contextual]
    types: dict[str, str]
    sub_event_types: dict[str, str]


@cache
def labels() -> Labels:
    """The classes as `acled_labels.yaml` has them."""
    return read(Path(__file__).with_name("acled_labels.yaml"), Labels)


def label(reports: tuple[Report, ...], ontology: Ontology) -> str | None:
    """The class of the first core report, of the first one where none is core; None where there is none."""
    told = next((report for report in reports if report.core), next(iter(reports), None))
    if told is None:
        return None
    known = labels()
    for context in told.contexts:
        if context in known.contexts and told.type in known.contexts[context].types:
            return known.contexts[context].label
    if told.type in known.types:
        return known.types[told.type]
    name = ontology.acled(told.type, told.mode, told.status, civilian=_civilian(told))
    return known.sub_event_types[name.sub_event_type] if name else None


def _civilian(report: Report) -> bool | None:
    """Whether those struck were civilians, where they are known."""
    sectors = {party.sector for party in _parties(report, "recipient")} - {None}
    return not sectors & ARMED if sectors else None


# ------------------------------------------------------------------ event location


def places(scene: Scene, verb: Span) -> list[Span]:
    """The place of a verb's event, as the coder finds it for a mention of its own."""
    part = scene.document.body
    known = (m for m in scene.mentions if m.part is part and overlap(part.parse.span(m.first, m.last), verb))
    mention = next(known, None) or _mention(part, verb)
    placed = scene.places.of(mention, frozenset()) if mention else None
    return [part.parse.span(placed.first, placed.last)] if placed else []


def _mention(part: Part, verb: Span) -> Mention | None:
    """The verb as a mention; None where the parse has no word there, before a dateline's end."""
    parse = part.parse
    token = next((t for t in parse.tokens if overlap((t.start, t.end), verb)), None)
    if token is None:
        return None
    return Mention(part, token.i, token.i, token.i + 1, ANY_ACT, slots(parse, token.i), clause_verb(parse, token.i))
