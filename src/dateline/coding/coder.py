"""The coder: an article in, its reports and totals out."""

from __future__ import annotations

from typing import NamedTuple

from dateline.coding import confidence, coreference
from dateline.coding.candidates import Candidate, CandidateFinder
from dateline.coding.choosing import Choice, choose, told
from dateline.coding.dating import DateChooser
from dateline.coding.draft import Draft
from dateline.coding.drafting import Drafter, assign_tolls
from dateline.coding.places import PlaceFinder
from dateline.coding.placing import Placer
from dateline.coding.reliability import Models
from dateline.coding.reports import Writer, best_first
from dateline.coding.scene import Cast, Scene, SceneReader
from dateline.coding.ties import TieReader
from dateline.grounding import Gazetteer, Registry
from dateline.language import DEFAULT_PIPELINE, Encoder, Pipeline
from dateline.model import Article, Coding, Provenance
from dateline.ontology import Ontology

VERSION = "rules-5"


class Grouped(NamedTuple):
    """An article's mentions, those of each event together: what its reports are written from."""

    scene: Scene
    groups: list[list[Draft]]
    candidates: list[list[Candidate]]  # of each event: the parties that may fill its roles
    placer: Placer
    dater: DateChooser


class Coder:
    """A pure function of article and settings: no network, no clock, no ledger."""

    def __init__(
        self,
        pipeline: Pipeline,
        encoder: Encoder,
        ontology: Ontology,
        gazetteer: Gazetteer,
        registry: Registry,
        models: Models,
    ) -> None:
        self._read = SceneReader(pipeline, encoder, ontology, gazetteer, registry)
        self._draft = Drafter(ontology)
        self._models = models
        self._ontology = ontology
        self._registry = registry
        self.provenance = Provenance(
            coder=VERSION,
            model=f"{pipeline.name} {encoder.version} confidence-{models.confidence.version} "
            f"placing-{models.placing.version} dating-{models.dating.version}",
            ontology=ontology.version,
            gazetteer=gazetteer.version,
            registry=registry.version,
        )

    @classmethod
    def load(cls, pipeline: str | None = None) -> Coder:
        """A coder with the installed data; `pipeline` names another spaCy model. SetupError if one is missing."""
        return cls(
            Pipeline.load(pipeline or DEFAULT_PIPELINE),
            Encoder.load(),
            Ontology.load(),
            Gazetteer.open(),
            Registry.load(),
            Models.load(),
        )

    def code(self, article: Article, min_confidence: float | None = None) -> Coding:
        """The reports and totals of one article.

        Records less likely than `min_confidence` (0 to 1) are left out: higher is surer, lower finds more. By default
        the model's own threshold, which gives the best F1, decides.
        """
        return self.written(self.grouped(article, min_confidence))

    def grouped(self, article: Article, min_confidence: float | None = None) -> Grouped:
        """The mentions of each event, and what its parties, place and date are chosen from."""
        scene, drafts = self.drafts(article)
        least = self._models.confidence.threshold if min_confidence is None else min_confidence
        kept, doubtful = self._weigh(scene, drafts, least)
        # Numbers told of a mention that was dropped go to the next nearest.
        assign_tolls(scene, kept)
        groups = coreference.group(kept)
        coreference.attach(groups, doubtful)
        dater = DateChooser(scene, self._ontology, groups)
        find = CandidateFinder(scene, self._ontology, drafts, groups)
        return Grouped(scene, groups, [find(best_first(group)) for group in groups], Placer(scene, groups), dater)

    def written(self, grouped: Grouped) -> Coding:
        """The coding of an article whose mentions are grouped."""
        scene = grouped.scene
        writer = Writer(scene, self._ontology, self._registry, self.provenance, self._models.reliability)
        return Coding(
            article=scene.document.article,
            reports=tuple(
                writer.report(
                    group,
                    self._parties(grouped.candidates[n], group[0].type),
                    grouped.placer.choose(n, self._models.placing),
                    grouped.dater.choose(n, self._models.dating),
                )
                for n, group in enumerate(grouped.groups)
            ),
            totals=tuple(writer.total(found) for found in scene.totals),
            relations=TieReader(scene, self._registry, self._ontology, writer.cite)(),
        )

    def _parties(self, candidates: list[Candidate], kind: str) -> Choice:
        model = self._models.parties
        return told(candidates) if model is None else choose(candidates, kind, model)

    def drafts(self, article: Article) -> tuple[Scene, list[Draft]]:
        """Every mention with its fields, likely or not: what the confidence model is learned from."""
        scene = self.scene(article)
        return scene, self._draft(scene)

    def scene(self, article: Article) -> Scene:
        """An article looked at from every side, its mentions not yet weighed."""
        return self._read(article)

    def cast(self, article: Article) -> Cast:
        """Who is named in an article, and who they are."""
        return self._read.cast(article)

    def places(self, article: Article) -> PlaceFinder:
        """The places of an article, without the rest of its scene."""
        return self._read.places(article)

    def _weigh(self, scene: Scene, drafts: list[Draft], least: float) -> tuple[list[Draft], list[Draft]]:
        """The drafts that are likely to be events and the ones that are not, each with its confidence."""
        for draft, known in zip(drafts, confidence.features(drafts, scene), strict=True):
            draft.confidence = self._models.confidence.probability(known)
        kept = [d for d in drafts if d.confidence >= least and not d.in_caption]
        return kept, [d for d in drafts if d not in kept]
