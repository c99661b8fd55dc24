"""Whose time it is: the expression that belongs to a mention, by syntax rather than nearness.

"The ministry said on Wednesday it seized the cargo" dates the statement, not the seizure; "the strike that killed two
on Monday" dates the strike. Where syntax ties an expression to a mention only loosely, or the mention's sentence names
no time at all, the encoder has to take it for the mention's too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.coding.clause import VERBAL
from dateline.coding.document import Part
from dateline.coding.draft import Draft
from dateline.coding.mentions import Mention
from dateline.coding.offsets import counted_from
from dateline.coding.scene import Scene
from dateline.coding.times import Dated, When, because, reporting
from dateline.coding.words import WORDS
from dateline.grounding.calendar import Since
from dateline.language import Parse, Token
from dateline.model import Date
from dateline.ontology import Ontology

APART = frozenset({"ccomp", "relcl", "parataxis", "acl", "pcomp"})  # clauses with a time of their own
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "conj"})
HELD = ("arrest", "abduct")  # who has been held since May was taken in May
# How likely the encoder must hold an expression to be the mention's, by how it stands to it.
LIKELY_LOOSELY, LIKELY_BEFORE, LIKELY_NEAR = 0.8, 0.85, 0.95
BEFORE, NEAR = 2, 3  # sentences

_TIES = {3: "“{}”, which names the event", 2: "“{}”, the verb of the event", 1: "“{}”, the clause round the event"}


@dataclass(frozen=True)
class Found:
    """An expression, and why it is a mention's."""

    dated: Dated
    why: str


class Dater:
    """Finds the dates of the mentions of one document."""

    def __init__(self, scene: Scene, ontology: Ontology) -> None:
        self._times = scene.times
        self._hints = scene.hints
        self._types = ontology.types
        self._reporting = reporting(ontology)

    def surely(self, mention: Mention, heads: frozenset[int], planned: bool) -> When | None:
        """The date that syntax gives a mention. `heads` are the triggers of all mentions of its sentence."""
        here = self._here(mention)
        ranked = [(rank, -n, d) for n, d in enumerate(here) if (rank := self._rank(mention, d, heads))]
        if not ranked:
            return None
        rank, _, dated = max(ranked, key=lambda r: r[:2])
        why = "it hangs on " + _TIES[rank].format(mention.parse.tokens[dated.governor].text)
        return self._when(mention, Found(dated, why), planned)

    def likely(self, mention: Mention, heads: frozenset[int], planned: bool) -> When | None:
        """The date that the encoder gives a mention, among those that syntax allows."""
        told = self._times.in_sentence(mention.part, mention.sentence_index)
        timed = [d for d in told if d.expression.kind != "time"]
        found = self._loosely_tied(mention, heads, self._here(mention)) if timed else self._near(mention)
        return self._when(mention, found, planned) if found else None

    def _here(self, mention: Mention) -> list[Dated]:
        told = self._times.in_sentence(mention.part, mention.sentence_index)
        return [d for d in told if d.date is not None and not d.until]

    def _when(self, mention: Mention, found: Found, planned: bool) -> When | None:
        held = mention.entry.mode in HELD and isinstance(found.dated.expression.meaning, Since)
        date = self._times.start(found.dated) if held else self._times.date(mention, found.dated, planned)
        return (found.dated, because(date, found.why)) if date else None

    # -------------------------------------------------------------- in the mention's sentence

    def _rank(self, mention: Mention, dated: Dated, heads: frozenset[int]) -> int:
        """How well it fits: 3 hangs on the trigger, 2 on its clause, 1 on a clause round it, 0 not at all."""
        parse = mention.parse
        governor = dated.governor
        if mention.first <= governor < mention.last or _takes_place(mention, governor):
            return 3
        token = parse.tokens[governor]
        if token.lemma in self._reporting and governor != mention.clause:
            # Words are spoken on the day they are reported; an act is only told of on that day.
            return 1 if self._of_words(mention) and _reported_by(parse, mention, governor) else 0
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

    def _of_words(self, mention: Mention) -> bool:
        return self._types[mention.type].kind == "words"

    def _loosely_tied(self, mention: Mention, heads: frozenset[int], here: list[Dated]) -> Found | None:
        """Of the expressions that may tell of the mention's time too, the one that the encoder takes for it."""
        likely = self._likely(mention, [d for d in here if self._may_tell(mention, heads, d)])
        if likely is None or likely[0] < LIKELY_LOOSELY:
            return None
        odds, dated = likely
        word = mention.parse.tokens[dated.governor].text
        return Found(
            dated, f"it hangs on “{word}” in the event's sentence, and the encoder takes it for the event's, {odds:.2f}"
        )

    def _may_tell(self, mention: Mention, heads: frozenset[int], dated: Dated) -> bool:
        parse, governor = mention.parse, dated.governor
        above = [t.i for t in parse.ancestors(mention.head)]
        if governor not in above:
            return _beside(parse, governor, mention) and (governor not in heads or dated.attributive)
        path = [parse.tokens[i] for i in (mention.head, *above[: above.index(governor)])]
        if any(_at_another_time(parse, token) for token in path):
            return False
        # "confirmed it on Tuesday as 300 held a vigil" tells when; "confirmed on Tuesday that they did" does not.
        told = parse.tokens[governor].lemma in self._reporting and not self._of_words(mention)
        return not (told and any(token.dep in ("ccomp", "parataxis") for token in path))

    def _likely(self, mention: Mention, expressions: list[Dated]) -> tuple[float, Dated] | None:
        scored = [
            (self._hints.fills(mention.part, mention.head, "date", d.first, d.last), -n, d)
            for n, d in enumerate(expressions)
        ]
        if not scored:
            return None
        odds, _, dated = max(scored, key=lambda s: s[:2])
        return odds, dated

    # -------------------------------------------------------------- beyond it

    def _near(self, mention: Mention) -> Found | None:
        """ "Gunmen stormed the hall on Friday. They shot dead two guards": what goes on from a sentence near by.

        Acts only: of words it was right no more often than wrong. And what "had" happened did so before.
        """
        if self._of_words(mention) or any(t.lower == "had" for t in mention.parse.children(mention.clause, "aux")):
            return None
        for reach, least in ((range(-BEFORE, 0), LIKELY_BEFORE), (range(-NEAR, NEAR + 1), LIKELY_NEAR)):
            likely = self._likely(mention, list(self._around(mention, reach)))
            if likely is not None and likely[0] >= least:
                odds, dated = likely
                return Found(
                    dated, f"the event's sentence names no time; the encoder takes that of one near by, {odds:.2f}"
                )
        return None

    def _around(self, mention: Mention, reach: range) -> Iterator[Dated]:
        for away in reach:
            for dated in self._times.in_sentence(mention.part, mention.sentence_index + away):
                if dated.date is not None and mention.parse.tokens[dated.governor].lemma not in self._reporting:
                    yield dated


def date_undated(scene: Scene, ontology: Ontology, groups: Sequence[Sequence[Draft]]) -> None:
    """Give events that syntax left without a date one counted from another event, else the likeliest.

    After grouping: the other event may be dated elsewhere, and a likely date says too little to tell mentions apart.
    """
    dater = Dater(scene, ontology)
    heads = heads_by_sentence(draft for group in groups for draft in group)
    dated = [(draft, when) for group in groups if (when := _first_date(group)) for draft in group]
    for group in groups:
        if _first_date(group) is None:
            for draft in group:
                if draft.judgement.reality == "intended":
                    continue  # what was only meant to happen has no day of its own in what did
                mention, planned = draft.mention, draft.judgement.status == "planned"
                others = heads[mention.part, mention.sentence_index]
                draft.when = counted_from(scene, mention, dated) or dater.likely(mention, others, planned)


def _first_date(group: Sequence[Draft]) -> Date | None:
    return next((draft.when[1] for draft in group if draft.when), None)


def heads_by_sentence(drafts: Iterable[Draft]) -> dict[tuple[Part, int], frozenset[int]]:
    """The triggers of all mentions of each sentence."""
    found: dict[tuple[Part, int], set[int]] = {}
    for draft in drafts:
        found.setdefault((draft.mention.part, draft.mention.sentence_index), set()).add(draft.mention.head)
    return {key: frozenset(heads) for key, heads in found.items()}


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
        if _at_another_time(parse, token):
            return False
    return False


def _at_another_time(parse: Parse, token: Token) -> bool:
    """Whether a word opens a clause of before or after: "they resigned on Monday after the inquiry opened"."""
    return token.dep == "advcl" and any(t.lower in WORDS.other_time for t in parse.children(token.i, "mark"))


def _beside(parse: Parse, governor: int, mention: Mention) -> bool:
    """Whether a word belongs to a clause round the mention and tells of no other time: "during Monday's session"."""
    round_it = {mention.clause, *(t.i for t in parse.ancestors(mention.head))}
    for token in (parse.tokens[governor], *parse.ancestors(governor)):
        if token.i in round_it:
            return True
        outcome = token.tag == "VBG" and not parse.children(token.i, "mark")  # "…, killing two on Monday"
        if token.dep in APART or token.lower in WORDS.other_time or (token.dep == "advcl" and not outcome):
            return False
    return False
