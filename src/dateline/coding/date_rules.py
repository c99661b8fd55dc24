"""Whose time it is by syntax: the expression that belongs to a mention, rather than the nearest one.

"The ministry said on Wednesday it seized the cargo" dates the statement, not the seizure; "the strike that killed two
on Monday" dates the strike. What the article says beyond the sentence, `dating` weighs.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.coding.clause import VERBAL
from dateline.coding.document import Part
from dateline.coding.draft import Draft
from dateline.coding.mentions import Mention
from dateline.coding.scene import Scene
from dateline.coding.times import Dated, When, because, reporting
from dateline.coding.words import WORDS
from dateline.grounding.calendar import Since
from dateline.language import Parse, Token
from dateline.ontology import Ontology

APART = frozenset({"ccomp", "relcl", "parataxis", "acl", "pcomp"})  # clauses with a time of their own
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "conj"})
REASONS = frozenset({"about", "after", "against", "following", "for", "over"})
HELD = ("arrest", "abduct")  # who has been held since May was taken in May
_TIES = {3: "“{}”, which names the event", 2: "“{}”, the verb of the event", 1: "“{}”, the clause round the event"}


class DateRules:
    """Finds the dates that syntax gives the mentions of one document."""

    def __init__(self, scene: Scene, ontology: Ontology) -> None:
        self._times = scene.times
        self._types = ontology.types
        self.telling = reporting(ontology)

    def surely(self, mention: Mention, heads: frozenset[int], planned: bool) -> When | None:
        """The date that syntax gives a mention. `heads` are the triggers of all mentions of its sentence."""
        ranked = [(rank, -n, d) for n, d in enumerate(self.here(mention)) if (rank := self.rank(mention, d, heads))]
        if not ranked:
            return None
        rank, _, dated = max(ranked, key=lambda r: r[:2])
        why = "it hangs on " + _TIES[rank].format(mention.parse.tokens[dated.governor].text)
        return self.when(mention, dated, why, planned)

    def here(self, mention: Mention) -> list[Dated]:
        """The dates told in a mention's sentence."""
        told = self._times.in_sentence(mention.part, mention.sentence_index)
        return [d for d in told if d.date is not None and not d.until]

    def when(self, mention: Mention, dated: Dated, why: str, planned: bool) -> When | None:
        """What an expression means as the date of a mention, and why it is the mention's."""
        held = mention.entry.mode in HELD and isinstance(dated.expression.meaning, Since)
        date = self._times.start(dated) if held else self._times.date(mention, dated, planned)
        return (dated, because(date, why)) if date else None

    def rank(self, mention: Mention, dated: Dated, heads: frozenset[int]) -> int:
        """How well it fits: 3 hangs on the trigger, 2 on its clause, 1 on a clause round it, 0 not at all."""
        parse = mention.parse
        governor = dated.governor
        if self.of_the_answer(mention, dated, heads):
            return 0
        if mention.first <= governor < mention.last or _takes_place(mention, governor):
            return 3
        token = parse.tokens[governor]
        if token.lemma in self.telling and governor != mention.clause:
            # Words are spoken on the day they are reported; an act is only told of on that day.
            return 1 if self.of_words(mention) and _reported_by(parse, mention, governor) else 0
        if governor == mention.clause:
            return 0 if token.lemma in self.telling and token.pos in VERBAL else 2
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

    def of_words(self, mention: Mention) -> bool:
        """Whether what a mention tells is said rather than done."""
        return self._types[mention.type].kind == "words"

    def of_the_answer(self, mention: Mention, dated: Dated, heads: frozenset[int]) -> bool:
        """ "arrested on Tuesday over a shooting", "condemned the abduction on Friday": when the first was answered."""
        parse, token = mention.parse, mention.token
        if token.pos in VERBAL or dated.governor not in heads or dated.governor == mention.head:
            return False
        above = list(parse.ancestors(token.i))
        path = [token, *above[: next((n for n, t in enumerate(above) if t.i == dated.governor), 0)]]
        if len(path) == 1:
            return token.dep == "dobj" and parse.tokens[dated.governor].lemma in WORDS.answering
        return any((t.dep == "prep" and t.lower in REASONS) or t.lower == "connection" for t in path)

    def may_tell(self, mention: Mention, heads: frozenset[int], dated: Dated) -> bool:
        """Whether an expression that syntax does not tie to a mention of its sentence may tell its time too."""
        parse, governor = mention.parse, dated.governor
        above = [t.i for t in parse.ancestors(mention.head)]
        if governor not in above:
            return _beside(parse, governor, mention) and (governor not in heads or dated.attributive)
        path = [parse.tokens[i] for i in (mention.head, *above[: above.index(governor)])]
        if any(_at_another_time(parse, token) for token in path):
            return False
        # "confirmed it on Tuesday as 300 held a vigil" tells when; "confirmed on Tuesday that they did" does not.
        told = parse.tokens[governor].lemma in self.telling and not self.of_words(mention)
        return not (told and any(token.dep in ("ccomp", "parataxis") for token in path))


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
