"""All that is known of an article before its mentions are weighed: parses, names, times, places, tolls, totals."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.coding.counts import Toll, TollFinder
from dateline.coding.document import Document, Part
from dateline.coding.frame import Frame
from dateline.coding.hints import Hints
from dateline.coding.mentions import Mention, find
from dateline.coding.names import Directory
from dateline.coding.neutral import Neutral
from dateline.coding.parties import PartyReader
from dateline.coding.places import PlaceFinder
from dateline.coding.proposals import Proposer
from dateline.coding.times import TimeFinder
from dateline.coding.totals import TotalFinder, TotalFound
from dateline.grounding import Gazetteer, Registry
from dateline.language import Encoder, Pipeline
from dateline.model import Article
from dateline.ontology import Ontology

# Classes of bodies rather than of single persons: "he" is none of them.
BODIES = ("authorities", "parties", "nations")


@dataclass(frozen=True)
class Cast:
    """Who is named in an article, and who they are."""

    document: Document
    directory: Directory
    party: PartyReader


@dataclass(frozen=True)
class Scene:
    """One article, looked at from every side."""

    document: Document
    hints: Hints
    directory: Directory
    times: TimeFinder
    places: PlaceFinder
    mentions: tuple[Mention, ...]  # those that no total speaks of
    tolls: dict[Part, list[Toll]]  # those that no total holds
    totals: tuple[TotalFound, ...]
    party: PartyReader


class SceneReader:
    """Reads articles into scenes."""

    def __init__(
        self, pipeline: Pipeline, encoder: Encoder, ontology: Ontology, gazetteer: Gazetteer, registry: Registry
    ) -> None:
        self._pipeline = pipeline
        self._encoder = encoder
        self._neutral = Neutral.of(registry)
        self._propose = Proposer(ontology)
        self._ontology = ontology
        self._gazetteer = gazetteer
        self._registry = registry
        self._tolls = TollFinder(ontology)
        self._totals = TotalFinder(ontology)
        bodies = frozenset().union(*(ontology.classes[name].words.lemmas for name in BODIES))
        self._people = frozenset().union(*(c.words.lemmas for c in ontology.classes.values() if c.person))
        self._individuals = self._people - (bodies - ontology.classes["officials"].words.lemmas)

    def cast(self, article: Article) -> Cast:
        """The parties of one article."""
        document = Document.of(article, self._pipeline)
        directory = Directory(document, self._individuals, self._people, self._registry)
        frame = Frame(document, self._registry, self._gazetteer)
        return Cast(document, directory, PartyReader(document, directory, self._registry, frame))

    def __call__(self, article: Article) -> Scene:
        """The scene of one article."""
        cast = self.cast(article)
        document = cast.document
        hints = Hints(document, self._encoder, self._neutral)
        listed = find(document, self._ontology)
        tolls = {part: self._tolls(part) for part in document.parts}
        totals = self._totals(document, listed, tolls)
        held = {toll for total in totals for toll in total.tolls}
        return Scene(
            document=document,
            hints=hints,
            directory=cast.directory,
            times=TimeFinder(document, self._ontology),
            places=self._places(document),
            mentions=tuple(_untotalled(self._propose(document, hints, listed), totals)),
            tolls={part: [t for t in of_part if t not in held] for part, of_part in tolls.items()},
            totals=tuple(totals),
            party=cast.party,
        )

    def places(self, article: Article) -> PlaceFinder:
        """The places of one article alone: no mention is looked for."""
        return self._places(Document.of(article, self._pipeline))

    def _places(self, document: Document) -> PlaceFinder:
        return PlaceFinder(document, self._gazetteer, self._registry, self._ontology)


def _untotalled(found: list[Mention], totals: list[TotalFound]) -> list[Mention]:
    """Mentions that no total speaks of: a total is never an event."""
    counted = {(t.part, m.sentence_index, m.type) for t in totals for m in t.mentions}
    return [m for m in found if (m.part, m.sentence_index, m.type) not in counted]
