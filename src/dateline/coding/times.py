"""When: the time expressions of a document in their places, each with its date.

Which of them belongs to an event is the matter of `dateline.coding.dating`.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from dateline.coding.clause import VERBAL
from dateline.coding.document import Document, Part
from dateline.coding.mentions import Mention
from dateline.grounding.calendar import Since, Tense, TimeExpression, find, in_order, resolve
from dateline.language import Parse, Token
from dateline.model import Date
from dateline.ontology import Ontology

FUTURE = frozenset({"will", "'ll", "’ll", "shall"})
UNTIL = frozenset({"until", "till"})
REACH = 3  # words: "until at least February"
AWAITED = frozenset({"next", "upcoming", "forthcoming", "coming"})
PRESENT = frozenset({"VBP", "VBZ"})
DAYLESS = ("set", "duration", "reference")


@dataclass(frozen=True)
class Dated:
    """A time expression in its place: the token it hangs on decides whose time it is."""

    expression: TimeExpression
    part: Part
    first: int  # tokens
    last: int
    governor: int  # the verb or noun that it says the time of
    attributive: bool  # stands before that noun: "the 2015 accord", "Monday's raid"
    date: Date | None  # against what was told before it; None where the words do not say enough
    sentence: int
    until: bool = False  # what ends then did not happen then: "held until May"


When = tuple[Dated, Date]
"""A date and its words."""


@dataclass(frozen=True)
class _Place:
    first: int
    last: int
    governor: int
    verb: int  # the nearest verb from the governor up
    attributive: bool
    until: bool


class TimeFinder:
    """The time expressions of a document."""

    def __init__(self, document: Document, ontology: Ontology) -> None:
        self._reporting = reporting(ontology)
        self._published = document.article.published
        self._by_sentence: dict[tuple[Part, int], list[Dated]] = {}
        for part in document.parts:
            for dated in self._of_part(part):
                self._by_sentence.setdefault((part, dated.sentence), []).append(dated)

    def _of_part(self, part: Part) -> list[Dated]:
        text = part.parse.text
        found = [(e, place) for e in find(text) if e.kind not in DAYLESS and (place := self._placed(part.parse, e))]
        tenses: list[Tense] = ["future" if _ahead(part.parse, place) else "past" for _, place in found]
        dates = in_order(text, [e for e, _ in found], published=self._published, tenses=tenses)
        return [
            Dated(e, part, p.first, p.last, p.governor, p.attributive, date, part.parse.sentence_of[p.first], p.until)
            for (e, p), date in zip(found, dates, strict=True)
        ]

    def _placed(self, parse: Parse, expression: TimeExpression) -> _Place | None:
        inside = [t.i for t in parse.tokens if t.start < expression.end and t.end > expression.start]
        if not inside:
            return None
        first, last = inside[0], inside[-1] + 1
        top = next((t for t in parse.tokens[first:last] if not first <= t.head < last), parse.tokens[first])
        attributive = top.dep in ("compound", "nmod", "nummod", "amod", "poss") and top.head >= last
        governor = self._said_before(parse, first) or self._of_what_is_said(parse, _governor(parse, top), first, last)
        verb = next((t.i for t in (parse.tokens[governor], *parse.ancestors(governor)) if t.pos in VERBAL), governor)
        until = any(t.lower in UNTIL for t in parse.tokens[max(0, first - REACH) : first])
        return _Place(first, last, governor, verb, attributive, until)

    def _of_what_is_said(self, parse: Parse, governor: int, first: int, last: int) -> int:
        """ "… in Jos, Plateau state, on Friday, police said": the day of what is told before the speaker is."""
        verb = parse.tokens[governor]
        if verb.pos not in VERBAL or verb.lemma not in self._reporting:
            return governor
        told = [t.i for t in parse.children(governor, "ccomp", "parataxis") if t.i < first]
        speakers = [t.i for t in parse.children(governor, "nsubj") if t.i >= last]
        return told[-1] if told and speakers else governor

    def _said_before(self, parse: Parse, first: int) -> int | None:
        """The verb of saying straight before an expression: the parser hangs "said on Monday it fell" on "fell"."""
        at = first - 1
        if at > 0 and parse.tokens[at].dep == "prep":
            at -= 1
        token = parse.tokens[at]
        return token.i if 0 <= at < first and token.pos in VERBAL and token.lemma in self._reporting else None

    def in_sentence(self, part: Part, sentence: int) -> list[Dated]:
        """All expressions of a sentence."""
        return self._by_sentence.get((part, sentence), [])

    def date(self, mention: Mention, dated: Dated, planned: bool) -> Date | None:
        """The date of an expression that belongs to a mention, whose own tense decides which Wednesday."""
        told = dated.date
        if told is None or told.anchor != "publication" or not _future(mention.parse, mention.clause, planned):
            return told
        return resolve(dated.expression, published=self._published, tense="future") or told

    def start(self, dated: Dated) -> Date | None:
        """The beginning of a span that goes on until publication: May, of "since May"."""
        meaning = dated.expression.meaning
        if not isinstance(meaning, Since):
            return dated.date
        first = msgspec.structs.replace(dated.expression, meaning=meaning.first)
        return resolve(first, published=self._published, begun=True) or dated.date

    def of_sentence(self, part: Part, sentence: int) -> Date | None:
        """The period of a total: the first span of its sentence ("since May"), else the first date."""
        told = sorted(self.in_sentence(part, sentence), key=lambda d: d.expression.kind != "span")
        return next((d.date for d in told if d.date is not None), None)


def reporting(ontology: Ontology) -> frozenset[str]:
    """Lemmas of the verbs that only tell of what happened."""
    return frozenset(lemma for c in ontology.cues.reporting if len(c.phrase.elements) == 1 for lemma in c.phrase.heads)


def because(date: Date, why: str) -> Date:
    """The date with one more reason."""
    return msgspec.structs.replace(date, reasons=(*date.reasons, why))


def _ahead(parse: Parse, place: _Place) -> bool:
    """Whether an expression tells of a time still to come: "will", "the next hearing on May 5", "aims to meet then"."""
    awaited = {t.lower for t in parse.children(place.governor, "amod")}
    intended = place.governor == place.verb and _intended(parse, parse.tokens[place.verb])
    return bool(AWAITED & awaited) or _future(parse, place.verb, planned=False) or intended


def _intended(parse: Parse, verb: Token) -> bool:
    """ "aims to bring", "is due to meet", but not "is said to have met", "aimed to bring"."""
    auxiliaries = {t.lower for t in parse.children(verb.i, "aux")}
    head = parse.head(verb.i)
    if verb.dep != "xcomp" or "to" not in auxiliaries or "have" in auxiliaries or head is None:
        return False
    over = parse.head(head.i) if head.dep == "acomp" else None
    told = (head, over, *parse.children(head.i, "aux", "auxpass"))
    return any(t is not None and t.tag in PRESENT for t in told)


def _future(parse: Parse, verb: int, planned: bool) -> bool:
    """ "will meet on Friday", "are due to meet on Friday"; a plan told in the past tense was for a day now past."""
    auxiliaries = [t.lower for t in parse.children(verb, "aux")]
    return bool(FUTURE.intersection(auxiliaries)) or (planned and "to" in auxiliaries)


def _governor(parse: Parse, token: Token) -> int:
    """The word outside the expression that it hangs on, past prepositions and measure words."""
    while True:
        head = parse.head(token.i)
        if head is None:
            return token.i
        token = head
        if token.pos in VERBAL or (token.pos in ("NOUN", "PROPN") and token.entity not in ("DATE", "TIME")):
            return token.i
