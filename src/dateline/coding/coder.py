"""The coder: an article in, its reports and totals out."""

from __future__ import annotations

from collections import defaultdict

from dateline.coding import confidence, coreference, mentions, reports
from dateline.coding.attribution import Attributor
from dateline.coding.counts import Toll, TollFinder
from dateline.coding.document import Document
from dateline.coding.draft import Draft
from dateline.coding.mentions import Mention
from dateline.coding.names import Directory
from dateline.coding.places import PlaceFinder
from dateline.coding.roles import RoleFinder, Roles
from dateline.coding.seizures import GoodsReader
from dateline.coding.status import Judge, Judgement
from dateline.coding.times import TimeFinder
from dateline.coding.totals import TotalFinder, TotalFound
from dateline.grounding import Gazetteer, Registry
from dateline.language import DEFAULT_PIPELINE, Pipeline
from dateline.model import Article, Coding, Date, Provenance
from dateline.ontology import Ontology

VERSION = "rules-1"

BODIES = ("authorities", "parties", "nations")
KEPT = frozenset({"real", "general", "possible", "asked for"})
CASUALTIES = {"ASSAULT": frozenset({"killed", "injured", "abducted", "missing", "casualties", "displaced"}),
              "COERCE": frozenset({"arrested"}), "RETREAT": frozenset({"released"}), "PROTEST": frozenset({"killed", "injured", "arrested", "participants"}),
              "SANCTION": frozenset({"arrested"})}  # fmt: skip


class Coder:
    """A pure function of article and settings: no network, no clock, no ledger."""

    def __init__(self, pipeline: Pipeline, ontology: Ontology, gazetteer: Gazetteer, registry: Registry) -> None:
        self._pipeline = pipeline
        self._ontology = ontology
        self._gazetteer = gazetteer
        self._registry = registry
        self._judge = Judge(ontology)
        self._roles = RoleFinder(ontology)
        self._attribute = Attributor(ontology)
        self._tolls = TollFinder(ontology)
        self._goods = GoodsReader(dict(ontology.cues.numerals))
        self._totals = TotalFinder(ontology)
        self._model = confidence.Model.load()
        bodies = frozenset().union(*(ontology.classes[name].words.lemmas for name in BODIES))
        people = frozenset().union(*(c.words.lemmas for c in ontology.classes.values() if c.person))
        self._individuals = people - (bodies - ontology.classes["officials"].words.lemmas)
        self.provenance = Provenance(
            coder=VERSION,
            model=pipeline.name,
            ontology=ontology.version,
            gazetteer=gazetteer.version,
            registry=registry.version,
        )

    @classmethod
    def load(cls, pipeline: str | None = None) -> Coder:
        """A coder with the installed data; `pipeline` names another installed spaCy model. SetupError where a part is missing."""
        return cls(Pipeline.load(pipeline or DEFAULT_PIPELINE), Ontology.load(), Gazetteer.open(), Registry.load())

    def code(self, article: Article) -> Coding:
        """The reports and totals of one article."""
        document, directory, drafts, totals = self.drafts(article)
        kept, doubtful = self._weigh(document, drafts)
        # Numbers told of a mention that was dropped go to the next nearest.
        self._assign_tolls(document, kept, totals)
        groups = coreference.group(kept)
        coreference.attach(groups, doubtful)
        writer = reports.Writer(document, self._ontology, self._registry, self.provenance)
        return Coding(
            article=article,
            reports=tuple(writer.report(group) for group in groups),
            totals=tuple(writer.total(t, directory) for t in totals),
        )

    # -------------------------------------------------------------- mentions → drafts

    def drafts(self, article: Article) -> tuple[Document, Directory, list[Draft], list[TotalFound]]:
        """Every mention with its fields, likely or not: what the confidence model is learned from."""
        document = Document.of(article, self._pipeline)
        directory = Directory(document, self._individuals)
        found = mentions.find(document, self._ontology)
        tolls = {n: self._tolls(part) for n, part in enumerate(document.parts)}
        totals = self._totals(document, found, tolls)
        drafts = self._drafts(document, directory, _without(found, totals), totals)
        return document, directory, drafts, totals

    def _drafts(
        self, document: Document, directory: Directory, found: list[Mention], totals: list[TotalFound]
    ) -> list[Draft]:
        times = TimeFinder(document, self._ontology)
        places = PlaceFinder(document, self._gazetteer, self._registry, self._ontology)
        kept = [(m, j) for m in found if (j := self._judge(m)).reality in KEPT]
        drafts = [self._draft(document, directory, m, j) for m, j in kept]
        self._assign_tolls(document, drafts, totals)
        heads: dict[tuple[str, int], set[int]] = defaultdict(set)
        for m, _ in kept:
            heads[(m.part.name, m.sentence_index)].add(m.head)
        previous: Date | None = None
        for draft in drafts:
            m = draft.mention
            previous = self._ground(draft, times, places, frozenset(heads[(m.part.name, m.sentence_index)]), previous)
        return drafts

    def _weigh(self, document: Document, drafts: list[Draft]) -> tuple[list[Draft], list[Draft]]:
        """The drafts that are likely to be events and the ones that are not, each with its confidence."""
        for draft, known in zip(drafts, confidence.features(drafts, document), strict=True):
            draft.confidence = self._model.probability(known)
        # A caption describes a picture: it can add to an event of the text, never make one.
        kept = [d for d in drafts if d.confidence >= self._model.threshold and d.mention.part.name != "caption"]
        return kept, [d for d in drafts if d not in kept]

    def _draft(self, document: Document, directory: Directory, mention: Mention, judgement: Judgement) -> Draft:
        roles: Roles = self._roles(mention, directory)
        parse = mention.parse
        clause = parse.subtree(mention.clause, frozenset({"ccomp", "conj", "parataxis", "relcl"}))
        lemmas = [parse.tokens[i].lemma for i in clause]
        return Draft(
            mention=mention,
            mode=self._ontology.refine(mention.type, mention.entry.mode, lemmas),
            judgement=judgement,
            actors=roles.actors,
            recipients=roles.recipients,
            weapon=roles.weapon,
            goods=self._goods(mention.part, roles.items),
            sources=self._attribute(mention, directory),
        )

    @staticmethod
    def _ground(draft: Draft, times: TimeFinder, places: PlaceFinder, heads: frozenset[int], previous: Date | None) -> Date | None:
        """Give a draft its day and place; returns the day that the next "three days later" counts from."""
        mention = draft.mention
        dated = times.of(mention, heads)
        if dated is not None:
            date = times.date(mention, dated, previous, draft.judgement.status == "planned")
            if date is not None:
                draft.when = (dated, date)
        parties = frozenset(i for n in (*draft.actors, *draft.recipients) for i in range(n.here.first, n.here.last))
        draft.where = places.of(mention, parties)
        return draft.when[1] if draft.when else previous

    def _assign_tolls(self, document: Document, drafts: list[Draft], totals: list[TotalFound]) -> None:
        """Each toll to the nearest fitting event of its sentence, else to the last one told before it."""
        held = {toll for total in totals for toll in total.tolls}
        for draft in drafts:
            draft.tolls = []
        for part in document.parts:
            here = [d for d in drafts if d.mention.part is part]
            for toll in self._tolls(part):
                if toll in held:
                    continue
                owner = _owner(toll, here)
                if owner is not None:
                    owner.tolls.append(toll)


def _owner(toll: Toll, drafts: list[Draft]) -> Draft | None:
    fitting = [d for d in drafts if toll.count.what in CASUALTIES.get(d.type, frozenset())]
    parse = toll.part.parse
    sentence = parse.sentence_of[toll.anchor]
    same = [d for d in fitting if d.mention.sentence_index == sentence]
    if same:
        return min(same, key=lambda d: (_distance(toll, d), d.mention.head))
    if toll.named:
        return None
    before = [d for d in fitting if sentence - 2 <= d.mention.sentence_index < sentence]
    return before[-1] if before else None


def _distance(toll: Toll, draft: Draft) -> int:
    """Steps between two words in the parse."""
    parse = toll.part.parse
    up = [toll.anchor, *(t.i for t in parse.ancestors(toll.anchor))]
    down = [draft.mention.head, *(t.i for t in parse.ancestors(draft.mention.head))]
    common = next((i for i in up if i in down), None)
    return 99 if common is None else up.index(common) + down.index(common)


def _without(found: list[Mention], totals: list[TotalFound]) -> list[Mention]:
    """Mentions that a total does not speak of: a total is never an event."""
    counted = {(t.part.name, t.mention.sentence_index, t.mention.type) for t in totals if t.mention is not None}
    return [m for m in found if (m.part.name, m.sentence_index, m.type) not in counted]
