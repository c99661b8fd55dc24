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

FUTURE = frozenset({"will", "'ll", "’ll", "shall"})


@dataclass(frozen=True)
class Dated:
    """A time expression in its place: the token it hangs on decides whose time it is."""

    expression: TimeExpression
    part: Part
    first: int  # tokens
    last: int
    governor: int  # the verb or noun that it says the time of


class TimeFinder:
    """The time expressions of a document, and which mention each belongs to."""

    def __init__(self, document: Document, ontology: Ontology) -> None:
        self._document = document
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
        if governor == mention.head:
            return 3
        token = parse.tokens[governor]
        if token.lemma in self._reporting and governor != mention.head and governor != mention.clause:
            return 0
        if governor == mention.clause:
            return 0 if token.lemma in self._reporting and token.pos in VERBAL else 2
        if governor in heads:
            # Another event's time, unless that event is only another word for this one.
            return 1 if governor in parse.subtree(mention.clause, frozenset({"ccomp", "conj", "relcl", "advcl"})) else 0
        above = [t.i for t in parse.ancestors(mention.head)]
        if governor in above:
            between = above[: above.index(governor)]
            crossed = [i for i in (mention.head, *between) if parse.tokens[i].dep in ("ccomp", "relcl", "parataxis")]
            return 0 if crossed else 1
        own = parse.subtree(mention.clause, frozenset({"ccomp", "relcl", "parataxis"}))
        return 1 if governor in own and not _other_time(parse, governor, mention.clause) else 0

    def date(self, mention: Mention, dated: Dated, previous: Date | None, planned: bool) -> Date | None:
        """The resolved date of an expression that belongs to a mention: the verb's tense decides which Wednesday."""
        return resolve(
            dated.expression,
            published=self._document.article.published,
            previous=previous,
            tense="future" if _future(mention.parse, mention.clause, planned) else "past",
        )

    def of_sentence(self, part: Part, sentence: int) -> Date | None:
        """The date of the first expression of a sentence that has one: the period of a total."""
        published = self._document.article.published
        found = (resolve(d.expression, published=published) for d in self._by_sentence.get((part, sentence), ()))
        return next((date for date in found if date is not None), None)


def _other_time(parse: Parse, governor: int, clause: int) -> bool:
    """ "the deadliest since the truce ran out on October 2": a clause that tells when by another event's day."""
    for i in (governor, *(t.i for t in parse.ancestors(governor))):
        if i == clause:
            return False
        if parse.tokens[i].dep == "advcl" and any(t.lower in WORDS.other_time for t in parse.children(i, "mark")):
            return True
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
    return Dated(expression, part, first, last, _governor(parse, first, last))


def _governor(parse: Parse, first: int, last: int) -> int:
    """The word outside the expression that it hangs on, past prepositions and measure words."""
    token: Token = next(
        (parse.tokens[i] for i in range(first, last) if not first <= parse.tokens[i].head < last), parse.tokens[first]
    )
    while True:
        head = parse.head(token.i)
        if head is None:
            return token.i
        token = head
        if token.pos in VERBAL or (token.pos in ("NOUN", "PROPN") and token.entity not in ("DATE", "TIME")):
            return token.i
