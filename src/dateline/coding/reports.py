"""From the mentions of one event to a report with its claims, and from a total found to a `Total`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date as Day

import msgspec

from dateline.coding import numbers
from dateline.coding.attribution import Attributor, Source, Spot, one_name
from dateline.coding.choosing import Choice, Chosen
from dateline.coding.confidence import Model
from dateline.coding.contexts import ContextFinder
from dateline.coding.counts import Toll
from dateline.coding.dating import Chosen as ChosenDate
from dateline.coding.document import Part
from dateline.coding.draft import Draft, fullest
from dateline.coding.hints import sigmoid
from dateline.coding.mentions import clause_verb
from dateline.coding.names import Named
from dateline.coding.parties import nobody_known
from dateline.coding.placing import Chosen as ChosenPlace
from dateline.coding.reliability import weighed
from dateline.coding.roles import RoleFinder
from dateline.coding.scene import Scene
from dateline.coding.seizures import Goods, same_goods
from dateline.coding.totals import TotalFound
from dateline.coding.words import WORDS
from dateline.grounding import Registry
from dateline.language import Sentence
from dateline.model import (
    Certainty,
    Citation,
    Claim,
    Evidence,
    Field,
    Location,
    Means,
    Provenance,
    Report,
    Seizure,
    Side,
    SourceKind,
    Status,
    Total,
    Value,
    Word,
)
from dateline.ontology import Ontology

ROLES = frozenset({"actor", "recipient", "weapon", "place", "date"})
STATES = {"status": ("occurred", "not occurred"), "certainty": ("stated", "hedged")}
OTHER_ZONES = 1  # days that a date may lie ahead of publication, where it is the next day already
KINDS: dict[str, SourceKind] = {
    "GOV": "authority", "MIL": "authority", "COP": "authority", "JUD": "authority", "LEG": "authority",
    "SPY": "authority", "IGO": "authority", "MED": "media", "NGO": "ngo",
    "CVL": "witness", "REB": "party", "OPP": "party", "PTY": "party",
}  # fmt: skip


class Writer:
    """Writes the reports and totals of one document."""

    def __init__(
        self,
        scene: Scene,
        ontology: Ontology,
        registry: Registry,
        provenance: Provenance,
        reliability: Model | None,
    ) -> None:
        """Without a reliability model, a claim's confidence is the encoder's alone: what the model is learned from."""
        self._scene = scene
        self._article = scene.document.article
        self._ontology = ontology
        self._registry = registry
        self._provenance = provenance
        self._reliability = reliability
        self._roles = RoleFinder(ontology)
        self._attribute = Attributor(ontology)
        self._contexts = ContextFinder(ontology)

    # -------------------------------------------------------------- reports

    def report(self, group: list[Draft], parties: Choice, place: ChosenPlace | None, date: ChosenDate | None) -> Report:
        """One event as the article tells it, with its parties, and in the place and on the date chosen for it."""
        best = fullest(group)
        trigger = best.mention.part.evidence(best.mention.first, best.mention.last)
        found = self._contexts([(d.mention.part, d.mention.sentence) for d in best_first(group)])
        certainty: Certainty = best.judgement.certainty
        claims = tuple(self._claims(group, best, found, parties, place, date))
        if best.judgement.status == "denied":
            claims = tuple(map(_undenied, claims))
        claims = tuple(_by_others(claim, parties["actor"], self._believed(best)) for claim in claims)
        report = Report(
            id=_hash(self._article.id, best.type, trigger.part, str(trigger.start), trigger.quote),
            article_id=self._article.id,
            type=best.type,
            mode=self._mode(group, best),
            status=self._status(best, date)[0],
            certainty=certainty,
            core=self._core(group),
            trigger=trigger,
            quote=best.mention.part.words(best.mention.sentence.start, best.mention.sentence.end),
            claims=claims,
            provenance=self._provenance,
            contexts=tuple(found),
            confidence=round(max(d.confidence for d in group), 3),
        )
        return report if self._reliability is None else weighed(report, self._reliability)

    def _believed(self, best: Draft) -> frozenset[str]:
        """Who is cited for an act of their own: by the sentence that tells it best, unless they only announce it."""
        if best.judgement.status == "planned" or self._ontology.types[best.type].kind == "words":
            return frozenset()
        return frozenset(source.named.name for source in best.sources)

    def _status(self, best: Draft, date: ChosenDate | None) -> tuple[Status, Evidence | None]:
        """The status and the words that tell it: what is dated after the article is yet to come, whatever the tense."""
        told, published = best.judgement, self._article.published
        if told.status == "occurred" and date is not None and date.date.start and published:
            ahead = Day.fromisoformat(date.date.start) - Day.fromisoformat(published)
            if ahead.days > OTHER_ZONES:
                return "planned", _words_of(date)
        return told.status, told.status_cue

    @staticmethod
    def _mode(group: list[Draft], best: Draft) -> str | None:
        if any(d.goods and d.mode == "seize" for d in group):
            return "seize"  # goods and arrests of one operation
        return best.mode or next((d.mode for d in group if d.mode), None)

    @staticmethod
    def _core(group: list[Draft]) -> bool:
        return any(d.leads for d in group)

    def _claims(
        self,
        group: list[Draft],
        best: Draft,
        found: dict[str, tuple[Part, Sentence]],
        parties: Choice,
        place: ChosenPlace | None,
        date: ChosenDate | None,
    ) -> Iterator[Claim]:
        trigger = best.mention.part.evidence(best.mention.first, best.mention.last)
        yield self._claim("type", Word(word=best.type), [trigger], best)
        if mode := self._mode(group, best):
            yield self._claim("mode", Word(word=mode), [trigger], best)
        status, cue = self._status(best, date)
        yield self._claim("status", Word(word=status), [cue or trigger], best)
        yield self._claim(
            "certainty", Word(word=best.judgement.certainty), [best.judgement.certainty_cue or trigger], best
        )
        yield from self._when_and_where(date, place)
        for role, chosen in parties.items():
            yield from self._parties(role, chosen, group)
        if (armed := next((d for d in best_first(group) if d.weapon), None)) and armed.weapon:
            words = armed.weapon
            yield self._claim("weapon", Means(text=words.text), [words.part.evidence(words.first, words.last)], armed)
        for draft, toll in _tolls(group):
            yield self._toll(draft, toll)
        for draft, goods in _goods(group):
            yield self._claim("seized", goods.seizure, [goods.evidence], draft)
        for name, (part, sentence) in found.items():
            yield self._claim("context", Word(word=name), [part.words(sentence.start, sentence.end)], best)

    def _toll(self, draft: Draft, toll: Toll) -> Claim:
        """Who gave a number is said in its own sentence, which may be a later one."""
        parse = toll.part.parse
        spot = Spot(toll.part, toll.anchor, clause_verb(parse, toll.anchor))
        cited = tuple(map(self.cite, self._attribute(spot, self._scene.directory)))
        count = msgspec.structs.replace(toll.count, side=_side(draft, toll))
        return msgspec.structs.replace(self._claim("count", count, [toll.evidence], draft), cited=cited)

    def _when_and_where(self, date: ChosenDate | None, place: ChosenPlace | None) -> Iterator[Claim]:
        if date is not None:
            yield _likely(self._claim("date", date.date, [_words_of(date)], date.draft), date.likely)
        if place is not None:
            yield _likely(self._claim("place", place.location, [place.placed.evidence], place.draft), place.likely)

    def _parties(self, field: Field, chosen: Sequence[Chosen], group: list[Draft]) -> Iterator[Claim]:
        if field == "actor" and not chosen:
            yield from self._unclaimed(group)
        for one in chosen:
            named, draft = one.candidate.named, one.candidate.draft
            claim = self._claim(field, self._scene.party(named), _evidence(named), draft)
            claim = _likely(claim, None if one.likely is None else round(one.likely, 3))
            if field == "actor" and any(named.name == c.name for c in draft.claimants):
                claim = msgspec.structs.replace(claim, cited=(), stance="claims responsibility")
            yield claim

    def _unclaimed(self, group: list[Draft]) -> Iterator[Claim]:
        """That nobody knows who did it, where the article says so and names nobody."""
        for draft in group:
            if draft.unclaimed is not None:
                yield Claim(field="actor", value=nobody_known(draft.unclaimed), evidence=(draft.unclaimed,))
                return

    def _claim(self, field: Field, value: Value, evidence: list[Evidence], draft: Draft) -> Claim:
        sources = draft.sources
        return Claim(
            field=field,
            value=value,
            evidence=tuple(evidence),
            cited=tuple(self.cite(s) for s in sources),
            certainty=draft.judgement.certainty,
            stance=sources[0].stance if sources else "asserts",
            confidence=self._read(field, value, evidence, draft),
        )

    def _read(self, field: Field, value: Value, evidence: list[Evidence], draft: Draft) -> float | None:
        """How likely the encoder takes a claim to be; None where it has learned nothing of the field."""
        hints, mention = self._scene.hints, draft.mention
        part, head = mention.part, mention.head
        if field in ROLES:
            spans = [span for words in evidence if (span := part.covered(words)) is not None]
            return max((hints.fills(part, head, field, *span) for span in spans), default=None)
        if not isinstance(value, Word):
            return None
        if field == "type":
            return sigmoid(hints.odds(part, mention.first, mention.last, value.word))
        if field == "mode":
            return hints.mode(part, head, value.word)
        if field in STATES:
            usual, state = STATES[field]
            likely = hints.state(part, head, state)
            return 1 - likely if value.word == usual else likely
        return None

    def cite(self, source: Source) -> Citation:
        """One link of a chain."""
        actor = self._registry.find(source.named.name)
        sector = (actor.sector if actor else None) or self._registry.sector_of(source.named.name)
        here = source.named.here
        return Citation(
            name=source.named.name,
            kind=KINDS.get(sector or "", "unknown"),
            evidence=here.part.evidence(here.first, here.last),
            cue=here.part.evidence(*source.cue),
        )

    # -------------------------------------------------------------- totals

    def total(self, found: TotalFound) -> Total:
        """A total as the article tells it."""
        mention = found.mention
        roles = self._roles(mention, self._scene.directory) if mention else None
        counts = tuple(t.count for t in found.tolls)
        bounds = found.bounds
        return Total(
            id=_hash(self._article.id, "total", str(found.quote.start), str(mention and mention.head)),
            article_id=self._article.id,
            quote=found.quote,
            provenance=self._provenance,
            type=mention.type if mention else None,
            count_min=bounds.min if bounds else None,
            count_max=bounds.max if bounds else None,
            counts=counts,
            cited=tuple(map(self.cite, self._attribute(_spot(found), self._scene.directory))),
            date=self._scene.times.of_sentence(found.part, found.part.parse.sentence_of[found.sentence.first]),
            place=self._place_of(found),
            actors=tuple(self._scene.party(n) for n in roles.actors) if roles else (),
            recipients=tuple(self._scene.party(n) for n in roles.recipients) if roles else (),
        )

    def _place_of(self, found: TotalFound) -> Location | None:
        """Where the events of a total were: in the clause that counts them, or the only place of the sentence."""
        if found.mention is not None and (placed := self._scene.places.of(found.mention, frozenset())) is not None:
            return placed.location
        here = self._scene.places.in_sentence(found.part, found.part.parse.sentence_of[found.sentence.first])
        told = [p for p in here if not p.people and found.part.parse.tokens[p.head].dep == "pobj"]
        return told[0].location if len(told) == 1 else None


def _words_of(date: ChosenDate) -> Evidence:
    found = date.dated
    return found.part.words(found.expression.start, found.expression.end)


def _undenied(claim: Claim) -> Claim:
    """Who denies an event denies that it happened, not what it is that is spoken of."""
    if claim.stance != "denies" or claim.field in ("type", "status", "count"):
        return claim
    return msgspec.structs.replace(claim, stance="asserts")


def _by_others(claim: Claim, actors: Sequence[Chosen], believed: frozenset[str]) -> Claim:
    """A claim without its doers among its sources: who announces or speaks of what they do is no source for it."""
    if claim.field == "count" or not claim.cited:
        return claim
    doers = [one.candidate.named.name for one in actors]
    cited = tuple(c for c in claim.cited if c.name in believed or not any(one_name(c.name, d) for d in doers))
    return msgspec.structs.replace(claim, cited=cited)


def _likely(claim: Claim, likely: float | None) -> Claim:
    """A claim with the probability that it was chosen with, where it was weighed."""
    return claim if likely is None else msgspec.structs.replace(claim, confidence=likely)


def best_first(group: list[Draft]) -> list[Draft]:
    """The mention that tells the event best, then the others in order."""
    best = fullest(group)
    return [best, *(d for d in group if d is not best)]


def _tolls(group: list[Draft]) -> Iterator[tuple[Draft, Toll]]:
    """One told number for each thing counted: the parts of one number together ("two soldiers and a civilian")."""
    told: dict[str, list[tuple[Draft, list[Toll]]]] = {}
    for draft in group:
        anchors: dict[tuple[str, int, str], list[Toll]] = {}
        for toll in draft.tolls:
            anchors.setdefault((toll.part.name, toll.anchor, toll.count.what), []).append(toll)
        for (_, _, what), tolls in anchors.items():
            told.setdefault(what, []).append((draft, tolls))
    died = any(t.count.max != 0 for _, tolls in told.get("killed", ()) for t in tolls)
    for options in told.values():
        options = [(d, kept) for d, tolls in options if (kept := [t for t in tolls if not (t.implied and died)])]
        if not options:
            continue
        draft, tolls = max(options, key=lambda o: _weight(*o))
        if all(t.further for t in tolls):
            yield from ((d, t) for d, those in _before(options, tolls)[:1] for t in those)
        yield from ((draft, t) for t in tolls)


def _before(options: list[tuple[Draft, list[Toll]]], tolls: list[Toll]) -> list[tuple[Draft, list[Toll]]]:
    """Whom "three others also died" is told on top of: the best number told before it."""
    first = tolls[0]
    before = [
        (draft, told)
        for draft, told in options
        if told[0].part is first.part and told[0].anchor < first.anchor and not any(t.further for t in told)
    ]
    return sorted(before, key=lambda o: _weight(*o), reverse=True)


def _weight(draft: Draft, tolls: list[Toll]) -> tuple[bool, ...]:
    """How much a number says of how many: of victims, in numbers, the last, of several, exact rather than vague."""
    counts = [t.count for t in tolls]
    return (
        not tolls[0].implied,
        not all(_of_doers(draft, t) for t in tolls),
        not tolls[0].unnumbered,
        tolls[0].revised,
        any(c.min not in (0, 1) for c in counts),
        any(numbers.NUMBER.search(t.evidence.quote) is not None for t in tolls),
        not draft.in_title,  # "Blast kills 12" where the text has "at least 12"
        not any(c.approximate for c in counts),
    )


def _of_doers(draft: Draft, toll: Toll) -> bool:
    """Whether a number counts those who did it: "the gunman was shot dead", after he had killed four."""
    side = _side(draft, toll)
    noun = toll.part.parse.tokens[toll.noun]
    return side == "actor" or (side == "unknown" and noun.lemma in WORDS.perpetrators)


def _side(draft: Draft, toll: Toll) -> Side:
    """Whose they are that a number counts: the words of an actor, or of a recipient, of the same mention."""
    sides: tuple[tuple[Side, list[Named]], ...] = (("actor", draft.actors), ("recipient", draft.recipients))
    for side, parties in sides:
        if any(n.here.part is toll.part and n.here.first <= toll.noun < n.here.last for n in parties):
            return side
    return "unknown"


def _goods(group: list[Draft]) -> list[tuple[Draft, Goods]]:
    """The goods of all mentions, the body's first; told again they are the same, with the amount where one has it."""
    kept: list[tuple[Draft, Goods]] = []
    for draft in sorted(group, key=lambda d: d.in_title):
        for goods in draft.goods:
            same = next((n for n, (_, old) in enumerate(kept) if _told_again(old.seizure, goods.seizure)), None)
            if same is None:
                kept.append((draft, goods))
            elif kept[same][1].seizure.amount is None and goods.seizure.amount is not None:
                kept[same] = (draft, goods)
    return kept


def _told_again(first: Seizure, later: Seizure) -> bool:
    """Whether goods are the ones told before, though now in another amount."""
    return first.item.casefold() == later.item.casefold() or same_goods(first, later)


def _spot(found: TotalFound) -> Spot:
    """Where a total is told: at what is counted, or at its first toll."""
    if found.mention is not None:
        return Spot(found.part, found.mention.head, found.mention.clause)
    anchor = found.tolls[0].anchor
    return Spot(found.part, anchor, clause_verb(found.part.parse, anchor))


def _evidence(named: Named) -> list[Evidence]:
    """The words at hand and, where they are others, the fullest form."""
    here, full = named.here, named.fullest
    words = [here.part.evidence(here.first, here.last)]
    if (full.part, full.first, full.last) != (here.part, here.first, here.last):
        words.append(full.part.evidence(full.first, full.last))
    return words


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
