"""The installed coder's answers to the questions of the public sets: one function a set.

The coder reads each text as an article without title or day. What its encoder alone tells apart is asked of it: the
sets' own notions of a phrase are what it has learned there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.coding import Coder
from dateline.coding.document import Part
from dateline.coding.ends import End, EndKind
from dateline.coding.places import PlaceFinder
from dateline.coding.relations import RelationFinder
from dateline.coding.scene import Scene
from dateline.evaluation.public import lgl, muc4, polnear, re3d
from dateline.evaluation.public.spans import Span, overlap
from dateline.evaluation.public.timex import timexes
from dateline.evaluation.public.wikiwars import Timex
from dateline.language import Parse
from dateline.model import Article, Location, RelationKind

PARAGRAPHS = re.compile(r"\s{3,}")  # how MUC-4 sets them apart
# How likely a word must be to count: chosen on parts of the sets that are learned from.
ATTRIBUTED = {"source": 0.4, "cue": 0.35, "content": 0.4}
PLACED, SURELY_PLACED = 0.3, 0.7
FILLING, SURELY_FILLING = 0.3, 0.5

# What the set's entities are to the coder; times, amounts and references stand in no relation of ours.
ENDS: dict[str, EndKind] = {
    "Organisation": "body", "Person": "person", "Location": "place", "Weapon": "thing", "Vehicle": "thing",
    "MilitaryPlatform": "thing",
}  # fmt: skip
TIES: dict[RelationKind, str] = {
    "leads": "leads", "part of": "belongs to", "formerly of": "belongs to", "backed by": "allies",
    "allied with": "allies", "fights": "fights",
}  # fmt: skip


class CoderPredictor:
    """Answers with an installed coder."""

    def __init__(self, coder: Coder) -> None:
        self._coder = coder

    def polnear(self, text: str, /) -> polnear.Prediction:
        """Sources, cues and content of an article's attributions."""
        return attributions(self._scene(text))

    def muc4(self, text: str, /) -> muc4.Prediction:
        """Perpetrators, targets and weapons of a report."""
        return fillers(self._scene(PARAGRAPHS.sub("\n", text)))

    def acled(self, text: str, /) -> str | None:
        """The class of a snippet."""
        scene = self._scene(text)
        return scene.hints.incident(scene.document.body)

    def event_location(self, text: str, verb: Span, /) -> list[Span]:
        """Where the event of a verb happened; nothing where the text does not say."""
        return places(self._scene(text), verb)

    def wikiwars(self, text: str, published: str, /) -> list[Timex]:
        """The time expressions of an article, by the coder's calendar."""
        return timexes(text, published)

    def re3d(self, text: str, entities: Sequence[re3d.Entity], /) -> re3d.Prediction:
        """How the entities of a text stand to each other."""
        return relations(self._coder.cast(_article(text)).document.body, entities)

    def lgl(self, text: str, names: Sequence[Span], /) -> list[lgl.Answer | None]:
        """Where the named places of an article are; None for what is left open."""
        finder = self._coder.places(_article(text))
        return [_answer(place, finder) for place in finder.named(names)]

    def _scene(self, text: str) -> Scene:
        return self._coder.scene(_article(text))


def _article(text: str) -> Article:
    return Article(id="public", hash="", title="", text=text)


def attributions(scene: Scene) -> polnear.Prediction:
    """Every phrase that cites, is cited, or is what is said."""

    def spans(channel: str) -> list[Span]:
        return _spans(part, scene.hints.marked(part, channel, ATTRIBUTED[channel]))

    part = scene.document.body
    return polnear.Prediction(source=spans("source"), cue=spans("cue"), content=spans("content"))


def fillers(scene: Scene) -> muc4.Prediction:
    """The perpetrators, targets and weapons of all incidents, each once."""

    def names(channel: str) -> list[str]:
        found: list[str] = []
        for first, last in scene.hints.marked(part, channel, FILLING, SURELY_FILLING):
            name = part.parse.words(first, last)
            if not any(muc4.same_name(name, other) for other in found):
                found.append(name)
        return found

    part = scene.document.body
    return muc4.Prediction(perpetrators=names("perpetrator"), targets=names("target"), weapons=names("instrument"))


def places(scene: Scene, verb: Span) -> list[Span]:
    """The places of a verb's event; none where the parse has no such word, before a dateline's end."""
    part = scene.document.body
    word = next((t.i for t in part.parse.tokens if overlap((t.start, t.end), verb)), None)
    return [] if word is None else _spans(part, scene.hints.filling(part, word, "place", PLACED, SURELY_PLACED))


def relations(part: Part, entities: Sequence[re3d.Entity]) -> re3d.Prediction:
    """The relations that the coder finds between given entities."""
    names = dict(_ends(part.parse, entities))
    found = RelationFinder(part.parse, names)()
    return re3d.Prediction([(TIES[f.kind], names[f.source], names[f.target]) for f in found])


def _ends(parse: Parse, entities: Sequence[re3d.Entity]) -> Iterator[tuple[End, str]]:
    for entity in sorted(entities, key=lambda e: e.end - e.start):
        inside = [t for t in parse.tokens if overlap((t.start, t.end), (entity.start, entity.end))]
        if inside and entity.type in ENDS:
            first, last = inside[0].i, inside[-1].i + 1
            head = next((t.i for t in inside if not first <= t.head < last or t.head == t.i), last - 1)
            yield End(head, first, last, ENDS[entity.type]), entity.value


def _spans(part: Part, runs: list[tuple[int, int]]) -> list[Span]:
    return [part.parse.span(first, last) for first, last in runs]


def _answer(place: Location, finder: PlaceFinder) -> lgl.Answer | None:
    """A place that was found, its country by the gazetteer's id."""
    if place.lat is None or place.lon is None:
        return None
    return lgl.Answer(place.lat, place.lon, finder.country_id(place))
