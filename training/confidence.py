"""Learn the confidence model from coded articles.

    python training/confidence.py GOLD_FOLDER… [--briefs FILE] [--output FILE]

Each mention that the coder finds is right where a gold record of its type is told by the same sentence or the same
words, unknown (left out) where it may be a further mention of a gold event of its type, and wrong otherwise. The gold
marks one mention an event, so the unknown ones are never counted as wrong. Needs the extra `dateline[training]`;
running the coder does not.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from dateline.coding import Coder
from dateline.coding.confidence import WEIGHTS, Model, features
from dateline.coding.draft import Draft
from dateline.evaluation.comparing import content_words as words
from dateline.evaluation.comparing import overlap
from dateline.model import Article

RAREST = 4  # features seen less often are left out
FIELDS = ("title", "text", "published")


def articles(folders: list[Path], briefs: Path | None) -> list[dict]:
    """Gold rows of folders of JSON files and of one JSON Lines file."""
    rows = [json.loads(p.read_text(encoding="utf-8")) for folder in folders for p in sorted(folder.glob("*.json"))]
    if briefs:
        rows += [json.loads(line) for line in briefs.read_text(encoding="utf-8").splitlines() if line.strip()]
    return rows


def label(draft: Draft, gold: list[dict]) -> int | None:
    """1 right, 0 wrong, None unknown."""
    same = [g for g in gold if g["type"] == draft.type]
    sentence = draft.mention.part.words(draft.mention.sentence.start, draft.mention.sentence.end).quote
    trigger = set(words(draft.mention.parse.words(draft.mention.first, draft.mention.last)))
    told = [g for g in same if overlap(sentence, g["quote"]) >= 0.6]
    if any(set(words(g["trigger"])) & trigger for g in told):
        return 1
    if told:
        return None
    if any(set(words(g["trigger"])) & trigger for g in same):
        return 1 if draft.in_title else None
    if draft.in_title and same:
        return 1
    return 0


def collect(rows: list[dict], coder: Coder) -> tuple[list[dict[str, float]], list[int], list[str]]:
    """Features, labels and article ids of all mentions whose label is known."""
    known, labels, groups = [], [], []
    for row in rows:
        article = Article(id=row["id"], hash="", title=row["title"] or "", text=row["text"], published=row["published"])
        scene, drafts = coder.drafts(article)
        for draft, named in zip(drafts, features(drafts, scene.document), strict=True):
            right = label(draft, row["events"])
            if right is not None:
                known.append(named)
                labels.append(right)
                groups.append(row["id"])
    return known, labels, groups


def frequent(known: list[dict[str, float]]) -> list[dict[str, float]]:
    """The mentions without the features that are seen too seldom to learn from."""
    seen = Counter(name for row in known for name in row)
    return [{name: value for name, value in row.items() if seen[name] >= RAREST} for row in known]


def learner() -> LogisticRegression:
    """What learns."""
    return LogisticRegression(C=0.3, max_iter=2000)


def learn(known: list[dict[str, float]], labels: list[int], threshold: float) -> Model:
    """The model of these mentions and labels."""
    vectors = DictVectorizer()
    learned = learner().fit(vectors.fit_transform(frequent(known)), labels)
    weights = dict(zip(vectors.get_feature_names_out(), np.round(learned.coef_[0], 4).tolist(), strict=True))
    return Model(
        version="1",
        intercept=round(float(learned.intercept_[0]), 4),
        threshold=threshold,
        weights={name: weight for name, weight in sorted(weights.items()) if weight},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--briefs", type=Path)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    parser.add_argument("--threshold", type=float, default=0.4)
    options = parser.parse_args()
    known, labels, groups = collect(articles(options.folders, options.briefs), Coder.load())
    x, y = DictVectorizer().fit_transform(frequent(known)), np.array(labels)
    held_out = cross_val_predict(learner(), x, y, cv=GroupKFold(5), groups=groups, method="predict_proba")[:, 1]
    report(held_out, y)
    model = learn(known, labels, options.threshold)
    options.output.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
    print(f"{options.output}: {len(model.weights)} weights from {len(y)} mentions of {len(set(groups))} articles")


def report(probabilities: np.ndarray, y: np.ndarray) -> None:
    """Precision, recall and calibration on held-out articles."""
    print(f"{y.sum()} right of {len(y)} mentions")
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
        kept = probabilities >= threshold
        print(f"  at {threshold}: precision {y[kept].mean():.3f} recall {y[kept].sum() / y.sum():.3f}")
    bins = np.array_split(np.argsort(probabilities), 10)
    error = sum(abs(probabilities[b].sum() - y[b].sum()) for b in bins) / len(y)
    print(f"  expected calibration error {error:.3f}")


if __name__ == "__main__":
    main()
