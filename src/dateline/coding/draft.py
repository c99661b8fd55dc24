"""A mention with everything the words round it say, before mentions of one event are brought together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.coding.attribution import Source
from dateline.coding.counts import Toll
from dateline.coding.document import Words
from dateline.coding.mentions import Mention
from dateline.coding.names import Named
from dateline.coding.places import Placed
from dateline.coding.seizures import Goods
from dateline.coding.status import Judgement
from dateline.coding.times import Dated
from dateline.model import Date, Evidence

LEAD = 2  # sentences that open an article: there, or in the headline, it tells its news
SURE = 0.9  # how likely a day or place is that a sentence is there to tell: set by hand
HAPPENING = frozenset({"come", "happen", "occur"})
DEFINITE = frozenset({"the", "this", "that", "both", "these", "those"})
CLAUSES = frozenset({"ROOT", "relcl", "advcl", "ccomp", "acl", "conj", "pcomp"})


@dataclass(eq=False)
class Draft:
    """One mention of an event and its fields."""

    mention: Mention
    mode: str | None
    judgement: Judgement
    actors: list[Named] = field(default_factory=list)
    recipients: list[Named] = field(default_factory=list)
    weapon: Words | None = None
    when: tuple[Dated, Date] | None = None
    where: Placed | None = None
    tolls: list[Toll] = field(default_factory=list)
    goods: list[Goods] = field(default_factory=list)
    sources: tuple[Source, ...] = ()
    claimants: list[Named] = field(default_factory=list)  # actors by their own claim
    of_old: bool = False  # dated weeks before publication
    unclaimed: Evidence | None = None  # the words by which the article says that nobody knows who did it
    confidence: float = 0.0

    @property
    def type(self) -> str:
        """The PLOVER type."""
        return self.mention.type

    @property
    def in_title(self) -> bool:
        """Whether it stands in the headline."""
        return self.mention.part.name == "title"

    @property
    def in_caption(self) -> bool:
        """Whether it stands under a picture: a caption can add to an event of the text, never make one."""
        return self.mention.part.name == "caption"

    @property
    def leads(self) -> bool:
        """Whether it stands where an article tells its news: the headline or the first sentences."""
        return self.in_title or (self.mention.part.name == "body" and self.mention.sentence_index < LEAD)

    @property
    def richness(self) -> int:
        """How many fields it fills: the fullest mention gives a report its quote."""
        return sum(
            map(bool, (self.actors, self.recipients, self.weapon, self.when, self.where, self.tolls, self.goods))
        )


def fullest(group: Sequence[Draft]) -> Draft:
    """The mention that tells an event best: in the body, full, early."""
    return max(group, key=lambda d: (d.mention.part.name == "body", d.richness + 2 * d.confidence, -d.mention.head))


def says_when_and_where(draft: Draft) -> bool:
    """ "The attack happened on Thursday in Zamfara": a sentence that is there for nothing else."""
    parse, token = draft.mention.parse, draft.mention.token
    verb = parse.tokens[token.head]
    if token.pos != "NOUN" or token.dep not in ("nsubj", "nsubjpass"):
        return False
    definite = any(t.lower in DEFINITE for t in parse.children(token.i, "det"))
    place = any(t.lower == "place" for t in parse.children(verb.i, "dobj"))
    return definite and (verb.lemma in HAPPENING or (verb.lemma == "take" and place))


def clause_marks(group: Sequence[Draft]) -> Iterator[str]:
    """How the clause tells the event: as news, or as what is known already."""
    first = fullest(group)
    parse = first.mention.parse
    verb = parse.tokens[first.mention.clause]
    yield f"clause {verb.dep if verb.dep in CLAUSES else 'other'}"
    aux = {t.lower for t in parse.children(verb.i, "aux", "auxpass")}
    yield "perfect" if aux & {"has", "have", "had"} else "to come" if aux & {"will", "would", "to"} else verb.tag
    yield "early" if first.in_title or first.mention.sentence_index < 2 else "late"
    if len(group) > 1:
        yield "told again"
    if first.when is not None:
        yield "dated"
