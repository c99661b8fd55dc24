"""How a name of a place stands to a mention of an event: in one sentence or apart, under which words, how far."""

from __future__ import annotations

from dateline.coding.draft import Draft
from dateline.coding.places import FINENESS, Placed

STEPS = ((2, "2"), (4, "4"), (6, "6"))  # words between two in the parse
TELLING = frozenset({"say", "tell", "report", "announce"})
PREPOSITIONS = frozenset({"in", "at", "on", "near", "from", "to", "of", "into", "by", "with", "for"})


def steps(draft: Draft, placed: Placed) -> str:
    """How many steps lie between the two in the parse, roughly."""
    parse, head = placed.part.parse, draft.mention.head
    up = [placed.head, *(t.i for t in parse.ancestors(placed.head))]
    down = [head, *(t.i for t in parse.ancestors(head))]
    common = next((i for i in up if i in down), None)
    count = 99 if common is None else up.index(common) + down.index(common)
    return next((name for most, name in STEPS if count <= most), "more")


def one_sentence(draft: Draft, placed: Placed) -> bool:
    """Whether a name stands in the sentence of a mention."""
    mention = draft.mention
    return placed.part is mention.part and placed.sentence_index == mention.sentence_index


def tie(draft: Draft, placed: Placed) -> str:
    """What the name hangs on: the event's own words, its verb, another event or clause, or who speaks."""
    parse, mention = placed.part.parse, draft.mention
    for token in (parse.tokens[placed.head], *parse.ancestors(placed.head)):
        if token.i in (mention.head, *range(mention.first, mention.last)):
            return "under the event"
        if token.i == mention.clause:
            return "under its verb"
        if token.pos == "VERB":
            return "under who says" if token.lemma in TELLING else "under another verb"
    return "under none"


def standing(placed: Placed) -> str:
    """The preposition that a name stands under, else its place in the parse."""
    parse = placed.part.parse
    token = parse.tokens[placed.head]
    for _ in range(5):
        if token.dep == "pobj":
            word = parse.tokens[token.head].lower
            return word if word in PREPOSITIONS else "prep"
        if token.dep not in ("appos", "conj", "compound", "nmod", "npadvmod") or token.head == token.i:
            break
        token = parse.tokens[token.head]
    return token.dep if token.dep in ("nsubj", "nsubjpass", "dobj", "poss", "amod", "compound") else "other"


def inner(other: Placed, placed: Placed) -> bool:
    """Whether a name is of a finer place of the same country."""
    a, b = other.location, placed.location
    return other is not placed and a.country == b.country and FINENESS[a.precision] < FINENESS[b.precision]


def distance(draft: Draft, placed: Placed) -> tuple[bool, bool, bool, int, int]:
    """How far words are from a mention; those of the rules and real names first."""
    mention = draft.mention
    apart = placed.part is not mention.part or placed.in_dateline
    sentences = 0 if apart else abs(placed.sentence_index - mention.sentence_index)
    words = 0 if apart else abs(placed.head - mention.head)
    return draft.where is not placed, placed.people, apart, sentences, words
