"""From mentions to drafts: each mention judged, its roles filled, its day, place and tolls found."""

from __future__ import annotations

from collections import defaultdict

from dateline.coding.attribution import Attributor, Spot
from dateline.coding.counts import Toll
from dateline.coding.document import Part
from dateline.coding.draft import Draft
from dateline.coding.mentions import Mention
from dateline.coding.roles import RoleFinder
from dateline.coding.scene import Scene
from dateline.coding.seizures import GoodsReader
from dateline.coding.status import Judge, Judgement
from dateline.model import Date
from dateline.ontology import Ontology

# What is negated, conditional, questioned, possible or asked for is no event; the rest is weighed.
KEPT = frozenset({"real", "general", "intended"})
# What is counted of whom: a toll belongs to an event of a type that has it.
COUNTED = {
    "ASSAULT": frozenset({"killed", "injured", "abducted", "missing", "casualties", "displaced"}),
    "COERCE": frozenset({"arrested"}),
    "SANCTION": frozenset({"arrested"}),
    "RETREAT": frozenset({"released"}),
    "PROTEST": frozenset({"killed", "injured", "arrested", "participants"}),
}
REACH = 2  # sentences that a toll may stand after its event
UNRELATED = 99


class Drafter:
    """Makes the drafts of a scene."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._judge = Judge(ontology)
        self._roles = RoleFinder(ontology)
        self._attribute = Attributor(ontology)
        self._goods = GoodsReader(ontology.cues.numerals)

    def __call__(self, scene: Scene) -> list[Draft]:
        """A draft for each mention that may be an event, in reading order."""
        judged = [(m, j) for m in scene.mentions if (j := self._judge(m)).reality in KEPT]
        drafts = [self._draft(scene, m, j) for m, j in judged]
        self._ground(scene, drafts)
        assign_tolls(scene, drafts)
        return drafts

    def _draft(self, scene: Scene, mention: Mention, judgement: Judgement) -> Draft:
        roles = self._roles(mention, scene.directory)
        parse = mention.parse
        clause = parse.subtree(mention.clause, frozenset({"ccomp", "conj", "parataxis", "relcl"}))
        return Draft(
            mention=mention,
            mode=self._ontology.refine(mention.type, mention.entry.mode, [parse.tokens[i].lemma for i in clause]),
            judgement=judgement,
            actors=roles.actors,
            recipients=roles.recipients,
            weapon=roles.weapon,
            goods=self._goods(mention.part, roles.items) if mention.type == "COERCE" else [],
            sources=self._attribute(Spot(mention.part, mention.head, mention.clause), scene.directory),
        )

    @staticmethod
    def _ground(scene: Scene, drafts: list[Draft]) -> None:
        """Give each draft its day and place; "three days later" counts from the last day told."""
        heads: dict[tuple[Part, int], set[int]] = defaultdict(set)
        for draft in drafts:
            heads[draft.mention.part, draft.mention.sentence_index].add(draft.mention.head)
        previous: Date | None = None
        for draft in drafts:
            mention = draft.mention
            dated = scene.times.of(mention, frozenset(heads[mention.part, mention.sentence_index]))
            planned = draft.judgement.status == "planned"
            date = scene.times.date(mention, dated, previous, planned) if dated is not None else None
            if dated is not None and date is not None:
                draft.when = (dated, date)
                previous = date
            named = (*draft.actors, *draft.recipients)
            parties = frozenset(i for n in named for i in range(n.here.first, n.here.last))
            draft.where = scene.places.of(mention, parties)


def assign_tolls(scene: Scene, drafts: list[Draft]) -> None:
    """Each toll to the nearest fitting draft of its sentence, else to the last one told before it."""
    for draft in drafts:
        draft.tolls = []
    for part, tolls in scene.tolls.items():
        here = [d for d in drafts if d.mention.part is part]
        for toll in tolls:
            owner = _owner(toll, here)
            if owner is not None:
                owner.tolls.append(toll)


def _owner(toll: Toll, drafts: list[Draft]) -> Draft | None:
    fitting = [d for d in drafts if toll.count.what in COUNTED.get(d.type, frozenset())]
    sentence = toll.part.parse.sentence_of[toll.anchor]
    same = [d for d in fitting if d.mention.sentence_index == sentence]
    if same:
        return min(same, key=lambda d: (_distance(toll, d), d.mention.head))
    if toll.named:
        return None
    before = [d for d in fitting if sentence - REACH <= d.mention.sentence_index < sentence]
    return before[-1] if before else None


def _distance(toll: Toll, draft: Draft) -> int:
    """Steps between two words in the parse."""
    parse = toll.part.parse
    up = [toll.anchor, *(t.i for t in parse.ancestors(toll.anchor))]
    down = [draft.mention.head, *(t.i for t in parse.ancestors(draft.mention.head))]
    common = next((i for i in up if i in down), None)
    return UNRELATED if common is None else up.index(common) + down.index(common)
