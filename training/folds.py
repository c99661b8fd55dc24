"""The figures of the coder on articles that it has not learned from, beside their targets.

    python training/folds.py GOLD [--public DIR]

GOLD holds `dev`, `train`, `stories` and `briefs.jsonl`. Its articles are cut into five folds, a story always as a
whole; each fold is coded by what was learned of the other four and the briefs. The briefs, short and easy, have a
figure of their own, in five folds likewise, each coded by what was learned of the other four and all articles.
`--public` adds the public sets, as the installed models answer them. Targets stand in `targets.yaml`. Needs the extra
`dateline[training]`.
"""

from __future__ import annotations

import argparse
import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import confidence
import numpy as np
import yaml
from rich.console import Console
from rich.table import Table

from dateline.coding import Coder
from dateline.coding.confidence import Model
from dateline.evaluation import Figures, read_rows, score, value_of
from dateline.evaluation.gold import OUTSIDE, Row, Rows
from dateline.evaluation.public import CoderPredictor, measure
from dateline.evaluation.run import articles
from dateline.grounding import Gazetteer, Registry
from dateline.language import Parse, Pipeline
from dateline.ontology import Ontology
from dateline.publishing import coded

FOLDS = 5
SEED = 7
TARGETS = Path(__file__).with_name("targets.yaml")

Examples = Mapping[str, tuple[list[dict[str, float]], list[int]]]
"""By article: the features of its mentions whose label is known, and the labels."""


@dataclass(frozen=True)
class Split:
    """Which articles are learned from, and which are then coded."""

    name: str
    learn: Sequence[str]
    judge: Sequence[str]


@dataclass(frozen=True)
class Learned:
    """All that the coder has learned of one split. A model that is trained elsewhere, split by split, belongs here."""

    confidence: Model


class RememberingPipeline(Pipeline):
    """Parses each text once: the folds read every article many times."""

    def __init__(self, nlp: Any, name: str) -> None:
        super().__init__(nlp, name)
        self._parses: dict[tuple[str, int], Parse] = {}

    def parse(self, text: str, start: int = 0) -> Parse:
        key = text, start
        if key not in self._parses:
            self._parses[key] = super().parse(text, start)
        return self._parses[key]


def story(article: str) -> str:
    """What must not be torn apart: articles of one story ("st07-bbc") are about the same events."""
    return article.partition("-")[0] if article.startswith("st") else article


def folds(ids: Sequence[str]) -> list[list[str]]:
    """The articles in five folds, by story."""
    groups = sorted({story(article) for article in ids})
    np.random.default_rng(SEED).shuffle(groups)
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    return [[article for article in ids if fold[story(article)] == number] for number in range(FOLDS)]


def splits(name: str, ids: Sequence[str], always: Sequence[str]) -> Iterator[Split]:
    """Each fold, coded by what is learned of the others and of those that are always learned from."""
    for number, judge in enumerate(folds(ids), start=1):
        held_out = set(judge)
        yield Split(f"{name} {number}", [*always, *(article for article in ids if article not in held_out)], judge)


def learn(split: Split, examples: Examples) -> Learned:
    """What the learning part of a split teaches: nothing of the rest may come in here."""
    parts = [examples[article] for article in split.learn]
    known = [features for features_of, _ in parts for features in features_of]
    labels = [label for _, labels_of in parts for label in labels_of]
    return Learned(confidence.learn(known, labels, Model.load().threshold))


def taught(coder: Coder, learned: Learned) -> Coder:
    """The coder with what was learned in place of what is installed."""
    out = copy.copy(coder)
    out._model = learned.confidence
    return out


def out_of_fold(parts: Iterator[Split], rows: Rows, examples: Examples, coder: Coder) -> Figures:
    """The figures of all articles, each coded by a coder that has not seen it."""
    preds: dict[str, Row] = {}
    for split in parts:
        able = taught(coder, learn(split, examples))
        preds |= {article.id: coded(able.code(article)) for article in articles(rows[name] for name in split.judge)}
        print(f"{split.name}: {len(split.judge)} coded, learned from {len(split.learn)}", flush=True)
    return score({name: rows[name] for name in preds}, preds)


def read_briefs(path: Path) -> Rows:
    """The briefs by their ids."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row for row in rows}


def shown(figures: Mapping[str, Any], name: str) -> tuple[str, str]:
    """How many values a figure rests on, and the figure; neither where it was not measured or rests on nothing."""
    value = figures.get(name)
    if value is None or (isinstance(value, dict) and not value["n"]):
        return "", ""
    return str(value["n"]) if isinstance(value, dict) else "", f"{value_of(value):.3f}"


def table(title: str, columns: Mapping[str, Figures], targets: Mapping[str, Mapping[str, float]]) -> Table:
    """The figures that have targets, beside them."""
    out = Table("figure", title=title, box=None, title_justify="left")
    for head in (*(head for column in columns for head in ("n", column)), "enough", "beyond"):
        out.add_column(head, justify="right")
    for figure, target in targets.items():
        values = [cell for figures in columns.values() for cell in shown(figures, figure)]
        out.add_row(figure, *values, f"{target['enough']:.2f}", f"{target['beyond']:.2f}")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--public", type=Path)
    options = parser.parse_args()
    targets = yaml.safe_load(TARGETS.read_text(encoding="utf-8"))
    whole = {key: row for name in OUTSIDE for key, row in read_rows(options.gold / name).items()}
    briefs = read_briefs(options.gold / "briefs.jsonl")
    rows = whole | briefs
    coder = Coder(RememberingPipeline.load(), Ontology.load(), Gazetteer.open(), Registry.load())
    examples = {key: confidence.collect([row], coder)[:2] for key, row in rows.items()}
    columns = {
        "all gold": out_of_fold(splits("articles", list(whole), list(briefs)), rows, examples, coder),
        "briefs": out_of_fold(splits("briefs", list(briefs), list(whole)), rows, examples, coder),
    }
    console = Console(width=120)
    console.print(table(f"{len(whole)} articles and {len(briefs)} briefs, out of fold", columns, targets["all gold"]))
    if options.public:
        figures = {name: v for one in measure(options.public, CoderPredictor(coder)) for name, v in one.figures.items()}
        console.print(table("public sets, installed model", {"measured": figures}, targets["public"]))


if __name__ == "__main__":
    main()
