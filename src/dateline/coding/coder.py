"""The coder: an article in, its reports and totals out."""

from __future__ import annotations

from dateline.coding import confidence, coreference
from dateline.coding.carrying import carry
from dateline.coding.draft import Draft
from dateline.coding.drafting import Drafter, assign_tolls
from dateline.coding.reports import Writer
from dateline.coding.scene import Scene, SceneReader
from dateline.grounding import Gazetteer, Registry
from dateline.language import DEFAULT_PIPELINE, Pipeline
from dateline.model import Article, Coding, Provenance
from dateline.ontology import Ontology

VERSION = "rules-1"


class Coder:
    """A pure function of article and settings: no network, no clock, no ledger."""

    def __init__(self, pipeline: Pipeline, ontology: Ontology, gazetteer: Gazetteer, registry: Registry) -> None:
        self._read = SceneReader(pipeline, ontology, gazetteer, registry)
        self._draft = Drafter(ontology)
        self._model = confidence.Model.load()
        self._ontology = ontology
        self._registry = registry
        self.provenance = Provenance(
            coder=VERSION,
            model=f"{pipeline.name} confidence-{self._model.version}",
            ontology=ontology.version,
            gazetteer=gazetteer.version,
            registry=registry.version,
        )

    @classmethod
    def load(cls, pipeline: str | None = None) -> Coder:
        """A coder with the installed data; `pipeline` names another spaCy model. SetupError if one is missing."""
        return cls(Pipeline.load(pipeline or DEFAULT_PIPELINE), Ontology.load(), Gazetteer.open(), Registry.load())

    def code(self, article: Article) -> Coding:
        """The reports and totals of one article."""
        scene, drafts = self.drafts(article)
        kept, doubtful = self._weigh(scene, drafts)
        # Numbers told of a mention that was dropped go to the next nearest.
        assign_tolls(scene, kept)
        groups = coreference.group(kept)
        coreference.attach(groups, doubtful)
        carry(groups, drafts)
        writer = Writer(scene, self._ontology, self._registry, self.provenance)
        return Coding(
            article=article,
            reports=tuple(writer.report(group) for group in groups),
            totals=tuple(writer.total(found) for found in scene.totals),
        )

    def drafts(self, article: Article) -> tuple[Scene, list[Draft]]:
        """Every mention with its fields, likely or not: what the confidence model is learned from."""
        scene = self._read(article)
        return scene, self._draft(scene)

    def _weigh(self, scene: Scene, drafts: list[Draft]) -> tuple[list[Draft], list[Draft]]:
        """The drafts that are likely to be events and the ones that are not, each with its confidence."""
        for draft, known in zip(drafts, confidence.features(drafts, scene.document), strict=True):
            draft.confidence = self._model.probability(known)
        kept = [d for d in drafts if d.confidence >= self._model.threshold and not d.in_caption]
        return kept, [d for d in drafts if d not in kept]
