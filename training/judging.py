"""Which of the coder's mentions, parties and claims are right, by coded articles.

Each mention that the coder finds is right where a gold record of its type is told by the same sentence or the same
words, unknown (left out) where it may be a further mention of a gold event of its type, and wrong otherwise. The gold
marks one mention an event, so the unknown ones are never counted as wrong. A party or claim is judged where its report
has a partner among the gold records, by the scorer's own comparisons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from weighing import fingerprint

from dateline.coding import Coder, choosing, confidence, reliability
from dateline.coding.candidates import ROLES
from dateline.coding.coder import Grouped
from dateline.coding.confidence import Model
from dateline.coding.mentions import Mention
from dateline.coding.roles import MUTUAL
from dateline.evaluation.comparing import content_words as words
from dateline.evaluation.comparing import days, overlap, same_count, same_days, same_name, same_place
from dateline.evaluation.pairing import COUNTS, FlatRecord, pair
from dateline.model import Article, Claim, Coding, Count, Date, Location, Means, Party, Word
from dateline.publishing import coded
from dateline.publishing.record import date_record, place_record

RAREST = 4  # features seen less often are left out
STRENGTH = 0.1  # of the prior on the weights: the smaller, the stronger
NAMES = {"actor": "actors", "recipient": "recipients"}

Row = Mapping[str, Any]
Judged = tuple[dict[str, float], int]
"""Features, and 1 right or 0 wrong."""


def article(row: Row) -> Article:
    """A gold row as the coder gets it."""
    return Article(id=row["id"], hash="", title=row["title"] or "", text=row["text"], published=row["published"])


# ------------------------------------------------------------------ mentions


def mentions(row: Row, coder: Coder) -> list[Judged]:
    """All mentions of an article whose label is known."""
    scene, drafts = coder.drafts(article(row))
    labelled = zip(drafts, confidence.features(drafts, scene), strict=True)
    return [(named, right) for draft, named in labelled if (right := label(draft.mention, row["events"])) is not None]


def label(mention: Mention, gold: Sequence[Row]) -> int | None:
    """1 right, 0 wrong, None unknown."""
    in_title = mention.part.name == "title"
    same = [g for g in gold if g["type"] == mention.type]
    sentence = mention.part.words(mention.sentence.start, mention.sentence.end).quote
    trigger = set(words(mention.parse.words(mention.first, mention.last)))
    told = [g for g in same if overlap(sentence, g["quote"]) >= 0.6]
    if any(set(words(g["trigger"])) & trigger for g in told):
        return 1
    if told:
        return None
    if any(set(words(g["trigger"])) & trigger for g in same):
        return 1 if in_title else None
    if in_title and same:
        return 1
    return 0


# ------------------------------------------------------------------ parties


def candidates(row: Row, grouped: Grouped, coding: Coding) -> Iterator[Judged]:
    """All candidates of the reports that have a partner, in each role. The coder had no model of parties."""
    found = grouped.candidates
    pairing = pair(row["id"], coded(coding), row)
    for i, j in pairing.typed:
        for candidate in found[i]:
            for role in ROLES:
                if role == "recipient" and coding.reports[i].type in MUTUAL:
                    continue
                right = any(same_name(candidate.named.name, name) for name in pairing.gold[j].names[NAMES[role]])
                yield choosing.features(candidate, role), int(right)


# ------------------------------------------------------------------ claims


def claims(coding: Coding, row: Row) -> Iterator[Judged]:
    """All claims that can be judged. The coding was made without a reliability model."""
    pairing = pair(coding.article.id, coded(coding), row)
    for i, j in pairing.typed:
        report = coding.reports[i]
        for claim in report.claims:
            right = _right(claim, pairing.gold[j])
            if right is not None:
                yield reliability.features(claim, report), int(right)


def _right(claim: Claim, gold: FlatRecord) -> bool | None:
    """Whether a claim is right; None where the gold leaves its field open."""
    value = claim.value
    if isinstance(value, Party) and claim.field in NAMES:
        return any(same_name(value.name, name) for name in gold.names[NAMES[claim.field]])
    if isinstance(value, Date):
        return None if gold.status == "planned" else bool(same_days(days(date_record(value)), days(gold.date)))
    if isinstance(value, Location):
        return bool(same_place(place_record(value), gold.place))
    if isinstance(value, Means):
        return bool(gold.weapon) and bool(same_name(value.text, gold.weapon))
    if isinstance(value, Count) and value.what in COUNTS:
        return bool(same_count({"min": value.min, "max": value.max}, gold.counts[value.what]))
    if isinstance(value, Word) and claim.field in ("mode", "status", "certainty"):
        told = getattr(gold, claim.field)
        return None if told is None else bool(value.word == told)
    return None


# ------------------------------------------------------------------ learning


def learn(judged: Sequence[Judged], threshold: float) -> Model:
    """The logistic model of these features and labels."""
    seen = Counter(name for features, _ in judged for name in features)
    often = [{name: value for name, value in row.items() if seen[name] >= RAREST} for row, _ in judged]
    vectors = DictVectorizer()
    learned = LogisticRegression(C=STRENGTH, max_iter=3000).fit(
        vectors.fit_transform(often), [right for _, right in judged]
    )
    weights = dict(zip(vectors.get_feature_names_out(), np.round(learned.coef_[0], 4).tolist(), strict=True))
    return Model(
        version=fingerprint(weights),
        intercept=round(float(learned.intercept_[0]), 4),
        threshold=threshold,
        weights={name: weight for name, weight in sorted(weights.items()) if weight},
    )
