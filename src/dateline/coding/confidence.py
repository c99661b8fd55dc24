"""How likely a mention is to be an event of its type: a logistic model over what the coder knows of it.

The weights are learned by `training/folds.py` and lie in `data/confidence.json`, whose card is beside it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec

from dateline.coding.attribution import in_quotes
from dateline.coding.clause import VERBAL
from dateline.coding.document import Document
from dateline.coding.draft import Draft
from dateline.coding.hints import NONE, Hints, logit
from dateline.coding.scene import Scene
from dateline.errors import SetupError

WEIGHTS = Path(__file__).parent / "data" / "confidence.json"
POSITIONS = ((0, "first"), (1, "second"), (4, "early"), (9, "middle"))
FIRST_PERSON = frozenset({"i", "we", "you"})


class Model(msgspec.Struct, frozen=True):
    """Weights of a logistic regression over named features."""

    version: str
    intercept: float
    threshold: float  # mentions less likely than this are dropped
    weights: dict[str, float]

    @staticmethod
    @cache
    def load(path: Path = WEIGHTS) -> Model:
        """The installed model; SetupError where it is unusable."""
        try:
            return msgspec.json.decode(path.read_bytes(), type=Model)
        except (OSError, msgspec.DecodeError) as error:
            raise SetupError(f"{path}: the model cannot be read ({error}); install dateline again") from error

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability for one mention."""
        z = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def features(drafts: Sequence[Draft], scene: Scene) -> list[dict[str, float]]:
    """The features of each mention of an article, by name."""
    document, hints = scene.document, scene.hints
    title = {t.lemma for t in document.title.parse.tokens if t.pos in ("VERB", "NOUN", "PROPN")}
    title_types = {d.type for d in drafts if d.in_title}
    often = Counter((d.type, d.mention.token.lemma) for d in drafts)
    return [
        dict(_numeric(d, often, hints)) | dict.fromkeys(_names(d, document, title, title_types), 1.0) for d in drafts
    ]


def _numeric(draft: Draft, often: Counter[tuple[str, str]], hints: Hints) -> Iterator[tuple[str, float]]:
    mention = draft.mention
    odds = hints.odds(mention.part, mention.first, mention.last, draft.type)
    yield "encoder", odds
    yield "encoder sure", max(0.0, odds)
    if not mention.entry.heads:
        # Picked for what the encoder thinks of it, so that this says less of it.
        yield "unlisted", 1.0
        yield f"unlisted {draft.type}", 1.0
        yield "unlisted encoder", odds
    yield "encoder any event", logit(1 - float(hints.of(mention.part).types[mention.head, NONE]))
    yield "encoder not occurred", hints.state(mention.part, mention.head, "not occurred")
    weight = min(0.98, max(0.02, draft.mention.entry.weight))
    yield "prior", math.log(weight / (1 - weight))
    yield "fields", draft.richness / 4
    yield "repeated", math.log(often[draft.type, draft.mention.token.lemma])


def _names(draft: Draft, document: Document, title: set[str], title_types: set[str]) -> Iterator[str]:
    mention, judgement = draft.mention, draft.judgement
    token = mention.token
    yield f"type={draft.type}"
    yield f"word={draft.type}:{token.lemma}"
    yield f"tag={token.tag}"
    yield f"type tag={draft.type}:{token.tag}"
    yield f"dep={token.dep}"
    yield f"reality={judgement.reality}"
    yield f"status={judgement.status}"
    yield f"certainty={judgement.certainty}"
    yield f"position={_position(draft)}"
    if token.lemma in title:
        yield "word in title"
    if draft.type in title_types:
        yield "type in title"
    if in_quotes(mention.parse, mention.head):
        yield "quoted"
    yield from _filled(draft)
    yield from _clause(draft)
    yield "short article" if len(document.body.parse.sentences) < 4 else "article"


def _position(draft: Draft) -> str:
    if draft.mention.part.name != "body":
        return draft.mention.part.name
    index = draft.mention.sentence_index
    return next((name for limit, name in POSITIONS if index <= limit), "late")


def _filled(draft: Draft) -> Iterator[str]:
    for name in ("actors", "recipients", "weapon", "when", "where", "tolls", "goods", "sources"):
        if getattr(draft, name):
            yield f"has {name}"
            yield f"has {name}:{draft.type}"
    for role in ("actors", "recipients"):
        for named in getattr(draft, role)[:1]:
            yield f"{role} label={named.label}"


def _clause(draft: Draft) -> Iterator[str]:
    """Tense, voice and governor of the clause; article and number of a noun."""
    mention = draft.mention
    parse, token = mention.parse, mention.token
    verb = parse.tokens[mention.clause]
    yield f"clause tag={verb.tag}"
    if any(t.lower in FIRST_PERSON for t in parse.children(verb.i, "nsubj")):
        yield "first person"
    if parse.children(verb.i, "aux") and any(t.lower in ("has", "have", "had") for t in parse.children(verb.i, "aux")):
        yield "perfect"
    head = parse.head(token.i)
    if head is not None:
        yield f"governor={head.lemma}"
        yield f"governor pos={head.pos}"
    if token.pos not in VERBAL:
        dets = [t.lower for t in parse.children(token.i, "det", "poss")]
        yield f"article={dets[0] if dets else 'bare'}"
        if parse.children(token.i, "amod", "compound"):
            yield "modified"
        if any(t.lower == "of" for t in parse.children(token.i, "prep")):
            yield "noun of"
