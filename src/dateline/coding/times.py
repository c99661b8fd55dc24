"""When: the time expression that belongs to a mention, by syntax rather than nearness.

"The ministry said on Wednesday it seized the cargo" dates the statement, not the seizure; "the strike that killed two
on Monday" dates the strike.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.coding.clause import VERBAL
from dateline.coding.document import Document, Part
from dateline.coding.mentions import Mention
from dateline.coding.words import WORDS
from dateline.grounding.calendar import TimeExpression, find, resolve
from dateline.language import Parse, Token
from dateline.model import Date
from dateline.ontology import Ontology

APART = frozenset({"ccomp", "relcl", "parataxis", "acl", "pcomp"})  # clauses with a time of their own
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "conj"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall"})


@dataclass(frozen=True)
class Dated:
    """A time expression in its place: the token it hangs on decides whose time it is."""

    expression: TimeExpression
    part: Part
    first: int  # tokens
    last: int
    governor: int  # the verb or noun that it says the time of
    attributive: bool  # stands before that noun: "the 2015 accord", "Monday's raid"


class TimeFinder:
    """The time expressions of a document, and which mention each belongs to."""

    def __init__(self, document: Document, ontology: Ontology) -> None:
        self._document = document
        self._types = ontology.types
        self._reporting = frozenset(
            lemma for c in ontology.cues.reporting if len(c.phrase.elements) == 1 for lemma in c.phrase.heads
        )
        self._by_sentence: dict[tuple[Part, int], list[Dated]] = {}
        for part in document.parts:
            for expression in find(part.parse.text):
                if expression.kind in ("set", "duration"):
                    continue
                dated = _placed(part, expression)
                if dated is not None:
                    key = (part, part.parse.sentence_of[dated.first])
                    self._by_sentence.setdefault(key, []).append(dated)

    def in_sentence(self, mention: Mention) -> list[Dated]:
        """All expressions of the mention's sentence."""
        return self._by_sentence.get((mention.part, mention.sentence_index), [])

    def of(self, mention: Mention, heads: frozenset[int]) -> Dated | None:
        """The expression that belongs to a mention. `heads` are the triggers of all mentions of its sentence."""
        ranked = [
            (rank, n, d) for n, d in enumerate(self.in_sentence(mention)) if (rank := self._rank(mention, d, heads))
        ]
        return max(ranked, key=lambda r: (r[0], -r[1]))[2] if ranked else None

    def _rank(self, mention: Mention, dated: Dated, heads: frozenset[int]) -> int:
        """How well it fits: 3 hangs on the trigger, 2 on its clause, 1 on a clause round it, 0 not at all."""
        parse = mention.parse
        governor = dated.governor
        if mention.first <= governor < mention.last or _takes_place(mention, governor):
            return 3
        token = parse.tokens[governor]
        if token.lemma in self._reporting and governor != mention.clause:
            # Words are spoken on the day they are reported; an act is only told of on that day.
            return 1 if self._types[mention.type].kind == "words" and _reported_by(parse, mention, governor) else 0
        if governor == mention.clause:
            return 0 if token.lemma in self._reporting and token.pos in VERBAL else 2
        if dated.attributive:
            return 0  # "the 2015 accord", "Monday's raid": the time of the noun it stands before, and of nothing else
        if governor in heads and not _argument(parse, governor, mention.clause):
            return 0  # another event's time, unless that event is only another word for this one
        above = [t.i for t in parse.ancestors(mention.head)]
        if governor in above:
            between = above[: above.index(governor)]
            crossed = [i for i in (mention.head, *between) if parse.tokens[i].dep in ("ccomp", "relcl", "parataxis")]
            return 0 if crossed else 1
        return 1 if _within(parse, governor, mention.clause) else 0

    def date(self, mention: Mention, dated: Dated, previous: Date | None, planned: bool) -> Date | None:
        """The resolved date of an expression that belongs to a mention: the verb's tense decides which Wednesday."""
        return resolve(
            dated.expression,
            published=self._document.article.published,
            previous=previous,
            tense="future" if _future(mention.parse, mention.clause, planned) else "past",
        )

    def of_sentence(self, part: Part, sentence: int) -> Date | None:
        """The period of a total: the first span of its sentence ("since May"), else the first date."""
        published = self._document.article.published
        told = sorted(self._by_sentence.get((part, sentence), ()), key=lambda d: d.expression.kind != "span")
        found = (resolve(d.expression, published=published) for d in told)
        return next((date for date in found if date is not None), None)


def _takes_place(mention: Mention, governor: int) -> bool:
    """ "a bombing that happened on 27 June", "talks held in May": the clause under the noun tells its time."""
    token = mention.parse.tokens[governor]
    if token.head != mention.head or mention.token.pos in VERBAL:
        return False
    return token.dep == "acl" or (token.dep == "relcl" and token.lemma in WORDS.occurrence)


def _reported_by(parse: Parse, mention: Mention, verb: int) -> bool:
    """Whether a verb of saying has the mention's clause as what is said: "it condemned the raid, Paris said"."""
    clause = parse.tokens[mention.clause]
    inserted = parse.tokens[verb].head == clause.i and parse.tokens[verb].dep in ("parataxis", "ccomp")
    return inserted or (clause.head == verb and clause.dep == "ccomp")


def _argument(parse: Parse, noun: int, clause: int) -> bool:
    """Whether a noun is what its clause is about, no part of a phrase that tells the reason or the occasion."""
    return parse.tokens[noun].head == clause and parse.tokens[noun].dep in ARGUMENTS


def _within(parse: Parse, governor: int, clause: int) -> bool:
    """Whether a word tells of its clause's own time: "the deadliest since the truce ran out on 2 October" does not."""
    for token in (parse.tokens[governor], *parse.ancestors(governor)):
        if token.i == clause:
            return True
        if token.dep in APART or (token.dep == "prep" and token.lower not in WORDS.locative):
            return False
        if token.dep == "advcl" and any(t.lower in WORDS.other_time for t in parse.children(token.i, "mark")):
            return False
    return False


def _future(parse: Parse, verb: int, planned: bool) -> bool:
    """ "will meet on Friday", "are due to meet on Friday"; a plan told in the past tense was for a day now past."""
    auxiliaries = [t.lower for t in parse.children(verb, "aux")]
    return bool(FUTURE.intersection(auxiliaries)) or (planned and "to" in auxiliaries)


def _placed(part: Part, expression: TimeExpression) -> Dated | None:
    parse = part.parse
    inside = [t.i for t in parse.tokens if t.start < expression.end and t.end > expression.start]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    top = next((t for t in parse.tokens[first:last] if not first <= t.head < last), parse.tokens[first])
    attributive = top.dep in ("compound", "nmod", "nummod", "amod", "poss") and top.head >= last
    return Dated(expression, part, first, last, _governor(parse, top), attributive)


def _governor(parse: Parse, token: Token) -> int:
    """The word outside the expression that it hangs on, past prepositions and measure words."""
    while True:
        head = parse.head(token.i)
        if head is None:
            return token.i
        token = head
        if token.pos in VERBAL or (token.pos in ("NOUN", "PROPN") and token.entity not in ("DATE", "TIME")):
            return token.i
