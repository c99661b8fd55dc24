"""From mentions to drafts: each mention judged, its roles filled, its day, place and tolls found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Day

from dateline.coding.attribution import Attributor, Spot, own_words, same_party, told_acts
from dateline.coding.claiming import ClaimFinder
from dateline.coding.counts import Toll
from dateline.coding.date_rules import REASONS, DateRules, heads_by_sentence
from dateline.coding.draft import Draft
from dateline.coding.mentions import Mention, clause_verb
from dateline.coding.names import Named
from dateline.coding.roles import RoleFinder, is_dug
from dateline.coding.scene import Scene
from dateline.coding.seizures import GoodsReader
from dateline.coding.status import Judge, Judgement
from dateline.coding.suggestions import Suggester
from dateline.model import Date, Evidence
from dateline.ontology import Ontology

# What is negated, conditional, questioned, possible or asked for is no event; the rest is weighed.
KEPT = frozenset({"real", "general", "intended"})
NEWS = 30  # days that what an article reports lies back at most
# What is counted of whom: a toll belongs to an event of a type that has it.
COUNTED = {
    "ASSAULT": frozenset({"killed", "injured", "abducted", "missing", "casualties", "displaced"}),
    "COERCE": frozenset({"arrested"}),
    "RETREAT": frozenset({"released"}),
    "PROTEST": frozenset({"killed", "injured", "participants"}),
}
ARRESTING = frozenset({"arrest", "seize"})
CLOSE = 4  # steps in the parse between an event and its victims told without a number
REACH = 3  # sentences that a toll may stand after its event
UNRELATED = 99


class Drafter:
    """Makes the drafts of a scene."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._judge = Judge(ontology)
        self._roles = RoleFinder(ontology)
        self._attribute = Attributor(ontology)
        self._claim = ClaimFinder(ontology)
        self._goods = GoodsReader(ontology)
        self._suggest = Suggester(ontology)

    def __call__(self, scene: Scene) -> list[Draft]:
        """A draft for each mention that may be an event, in reading order."""
        judged = [(m, j) for m in scene.mentions if (j := self._judge(m)).reality in KEPT]
        denials = {j.status_cue for _, j in judged if j.status == "denied"}
        drafts = [self._draft(scene, m, j) for m, j in judged if not _mere_denial(m, denials)]
        self._claim(scene.document.parts, scene.directory, drafts)
        self._ground(scene, drafts)
        assign_tolls(scene, drafts)
        return drafts

    def _draft(self, scene: Scene, mention: Mention, judgement: Judgement) -> Draft:
        roles = self._roles(mention, scene.directory)
        parse = mention.parse
        clause = parse.subtree(mention.clause, frozenset({"ccomp", "conj", "parataxis", "relcl"}))
        actors = roles.actors
        sources = self._attribute(Spot(mention.part, mention.head, mention.clause), scene.directory)
        if self._ontology.types[mention.type].kind == "words":
            actors, sources = own_words(mention, actors, sources)
        else:
            sources = told_acts(mention, actors, sources)
        hints, directory = scene.hints, scene.directory
        if not actors:
            told_by = sources if mention.type == "ASSAULT" else ()
            likely = self._suggest.parties(mention, "actor", hints, directory)
            actors = [n for n in likely if not any(same_party(s.named, n) for s in told_by)]
        recipients = roles.recipients or self._suggest.parties(mention, "recipient", hints, directory)
        return Draft(
            mention=mention,
            mode=self._ontology.refine(
                mention.type,
                mention.entry.mode,
                [parse.tokens[i].lemma for i in clause if not is_dug(parse, parse.tokens[i])],
            )
            or self._suggest.mode(mention, hints),
            judgement=judgement,
            actors=actors,
            recipients=recipients,
            weapon=roles.weapon,
            goods=self._goods(mention.part, roles.items) if mention.type == "COERCE" else [],
            sources=sources,
        )

    def _ground(self, scene: Scene, drafts: list[Draft]) -> None:
        """Give each draft its day and place."""
        heads = heads_by_sentence(drafts)
        when = DateRules(scene, self._ontology)
        for draft in drafts:
            mention = draft.mention
            planned = draft.judgement.status == "planned"
            draft.when = when.surely(mention, heads[mention.part, mention.sentence_index], planned)
            draft.of_old = draft.when is not None and _of_old(draft.when[1], scene.document.article.published)
            named = (*draft.actors, *draft.recipients)
            parties = frozenset(i for n in named for i in range(n.here.first, n.here.last))
            draft.where = scene.places.of(mention, parties) or self._suggest.place(
                mention, scene.hints, scene.places, _phrases(mention, named)
            )


def _of_old(date: Date, published: str | None) -> bool:
    """Whether a date lies so far back that it is not what an article is published for."""
    if published is None or date.end is None:
        return False
    return (Day.fromisoformat(published) - Day.fromisoformat(date.end)).days > NEWS


def _phrases(mention: Mention, parties: Iterable[Named]) -> frozenset[int]:
    """All words of the phrases that name the parties, with what tells more of them."""
    tokens = mention.parse.tokens
    here = [n.here for n in parties if n.here.part is mention.part]
    heads = {i for w in here for i in range(w.first, w.last) if not w.first <= tokens[i].head < w.last}
    return frozenset(i for head in heads for i in mention.parse.subtree(head))


def _mere_denial(mention: Mention, denials: set[Evidence | None]) -> bool:
    """ "denied bombing the school": the bombing is the event, and it is denied."""
    return mention.token.lemma == "deny" and mention.part.evidence(mention.head, mention.head + 1) in denials


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
    fitting = [d for d in drafts if _takes(d, toll)]
    sentence = toll.part.parse.sentence_of[toll.anchor]
    if any(d.mention.head == toll.anchor and d not in fitting for d in drafts):
        return None  # "jailed two officers" is told of the sentence alone
    same = [d for d in fitting if d.mention.sentence_index == sentence]
    if same:
        # Who is abducted is so by an act of its own: "raided a village, killing two and abducting three".
        own = next((d for d in same if d.mention.head == toll.anchor and toll.count.what == "abducted"), None)
        nearest = own or _outcome_of(toll, same) or min(same, key=lambda d: (_distance(toll, d), d.mention.head))
        return nearest if not toll.unnumbered or _distance(toll, nearest) <= CLOSE else None
    if toll.unnumbered and not (toll.death and toll.count.min == 1):
        return None  # "he died in hospital" is told of the attack before
    before = [d for d in fitting if sentence - REACH <= d.mention.sentence_index < sentence]
    return max(before, key=lambda d: (_hit(d, toll), _awaits(d, toll), *_place(d)), default=None)


def _place(draft: Draft) -> tuple[int, int]:
    """The sentence and the word at which it is told."""
    return draft.mention.sentence_index, draft.mention.head


def _awaits(draft: Draft, toll: Toll) -> bool:
    """Whether it has the tolls that this one goes on from: "he died" of who was shot, "one other" of who was killed."""
    if toll.death and toll.unnumbered:
        return any(t.implied for t in draft.tolls)
    return toll.further and any(not t.further for t in draft.tolls)


def _hit(draft: Draft, toll: Toll) -> int:
    """1 where an event's recipients are whom a number counts, -1 where its actors are, 0 where neither is said."""
    noun = toll.part.parse.tokens[toll.noun]
    words = {noun.lemma, *(t.lemma for t in toll.part.parse.children(toll.noun, "compound", "amod"))}
    if any(words & set(named.name.casefold().split()) for named in draft.recipients):
        return 1
    return -1 if any(words & set(named.name.casefold().split()) for named in draft.actors) else 0


def _outcome_of(toll: Toll, drafts: list[Draft]) -> Draft | None:
    """ "Jets bombed the town, killing nine and injuring ten": the act that the participles tell the outcome of."""
    tokens = toll.part.parse.tokens
    token = tokens[clause_verb(toll.part.parse, toll.anchor)]
    while token.dep == "conj" and tokens[token.head].tag == "VBG":
        token = tokens[token.head]
    if token.tag != "VBG" or token.dep not in ("advcl", "acl"):
        return None
    return next((d for d in drafts if token.head in (d.mention.head, d.mention.clause)), None)


def _takes(draft: Draft, toll: Toll) -> bool:
    """Whether an event of this kind has a toll of this kind."""
    count = toll.count
    if count.what not in COUNTED.get(draft.type, frozenset()):
        return False
    if count.what == "arrested" and draft.mode not in ARRESTING:
        return False
    if draft.type == "PROTEST" and _reason(draft, toll):
        return False
    single = toll.unnumbered or (count.min, count.max) == (1, 1)
    # What was planned or tried hurt none of those it was meant for; a protest has tolls where it has numbers.
    return not single or (draft.judgement.status == "occurred" and draft.type != "PROTEST")


def _reason(draft: Draft, toll: Toll) -> bool:
    """ "rallied over the deaths of 59 people": what a protest is about is no toll of it."""
    parse = toll.part.parse
    own = {draft.mention.head, draft.mention.clause}
    for token in (parse.tokens[toll.anchor], *parse.ancestors(toll.anchor)):
        if token.head in own:
            return token.dep == "prep" and token.lower in REASONS
    return False


def _distance(toll: Toll, draft: Draft) -> int:
    """Steps between two words in the parse."""
    parse = toll.part.parse
    up = [toll.anchor, *(t.i for t in parse.ancestors(toll.anchor))]
    down = [draft.mention.head, *(t.i for t in parse.ancestors(draft.mention.head))]
    common = next((i for i in up if i in down), None)
    return UNRELATED if common is None else up.index(common) + down.index(common)
