"""ECB+: event coreference across documents; topics, mentions and what these are (event, person, place) are given.

Only mentions in the sentences that the corpus marks as checked count (Cybulska and Vossen 2014). Mentions of one
document that name the event by the same words are taken for one report, as the coder would make one; its parties and
places are those of its sentences, before the mention who acts and after it who suffers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from dateline.evaluation.figures import Figures
from dateline.evaluation.links.conll import conll
from dateline.evaluation.links.records import BY_HAND, party, words
from dateline.evaluation.public.reading import read_items
from dateline.model import Claim, Field, Location, Report, Value
from dateline.resolving import group
from dateline.resolving.wording import stems

FILE = "ecbplus-dev.jsonl.gz"
MEASURED = (2, 5, 12, 18, 21, 23, 34, 35)
"""The topics that figures are told of; the others may be learned from."""

_TYPE = "ASSAULT"  # any one: the corpus knows no PLOVER types, and one type tells nothing


class Token(Struct, frozen=True):
    """One word and its sentence."""

    id: int
    s: int
    text: str


class Mention(Struct, frozen=True):
    """Words that mention an event, a participant, a place or a time."""

    kind: str
    tokens: Sequence[int]
    cluster: str | None


class Document(Struct, frozen=True):
    """One article."""

    id: str
    topic: int
    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    scored_sentences: Sequence[int]


Name = tuple[str, tuple[int, ...]]
"""A mention: its document and its words."""


def read(path: Path) -> list[Document]:
    """The documents. InputError for a bad file."""
    return read_items(path, Document)


def score(documents: Sequence[Document], topics: Sequence[int] = MEASURED) -> Figures:
    """MUC, B³, CEAF-e and CoNLL F1 over the topics, each resolved by itself."""
    key: dict[object, list[Name]] = defaultdict(list)
    response: list[list[Name]] = []
    for topic in topics:
        told: dict[str, tuple[Report, list[Name]]] = {}
        for document in documents:
            if document.topic == topic:
                told |= {report.id: (report, names) for report, names in reports(document)}
                for mention in events(document):
                    name = (document.id, tuple(mention.tokens))
                    key[topic, mention.cluster or name].append(name)
        groups = group(report for report, _ in told.values()).groups
        response += [[name for report_id in each for name in told[report_id][1]] for each in groups]
    return conll(key.values(), response)


def events(document: Document) -> Iterator[Mention]:
    """The event mentions that count."""
    sentence = {token.id: token.s for token in document.tokens}
    scored = set(document.scored_sentences)
    return (m for m in document.mentions if "ACTION" in m.kind and m.tokens and sentence[m.tokens[0]] in scored)


def reports(document: Document) -> Iterator[tuple[Report, list[Name]]]:
    """A report for the mentions that share their words, and these mentions."""
    token = {each.id: each for each in document.tokens}
    alike: dict[frozenset[str], list[Mention]] = defaultdict(list)
    for mention in events(document):
        text = _text(mention, token)
        alike[stems(text) or frozenset([text.casefold()])].append(mention)
    for number, mentions in enumerate(alike.values()):
        yield _report(document, f"{number:03d}", mentions, token), [(document.id, tuple(m.tokens)) for m in mentions]


def _report(document: Document, number: str, mentions: Sequence[Mention], token: dict[int, Token]) -> Report:
    sentences = sorted({token[mention.tokens[0]].s for mention in mentions})
    quote = " ".join(each.text for each in document.tokens if each.s in sentences)
    return Report(
        id=f"{document.id}:{number}",
        article_id=document.id,
        type=_TYPE,
        mode=None,
        status="occurred",
        certainty="stated",
        core=True,
        trigger=words(_text(mentions[0], token)),
        quote=words(quote),
        claims=tuple(dict.fromkeys(claim for mention in mentions for claim in _claims(document, mention, token))),
        provenance=BY_HAND,
    )


def _claims(document: Document, event: Mention, token: dict[int, Token]) -> Iterator[Claim]:
    for other in document.mentions:
        if not other.tokens or token[other.tokens[0]].s != token[event.tokens[0]].s:
            continue
        role: Field = "actor" if other.tokens[0] < event.tokens[0] else "recipient"
        value: Value
        if other.kind.startswith("HUMAN"):
            value = party(_text(other, token))
        elif other.kind.startswith("LOC"):
            role, value = "place", Location(text=_text(other, token))
        else:
            continue
        yield Claim(field=role, value=value, evidence=())


def _text(mention: Mention, token: dict[int, Token]) -> str:
    return " ".join(token[number].text for number in mention.tokens)
