"""Learn what the coder knows of its own errors, and measure it on articles that it has not learned from.

    python training/folds.py GOLD --data DATA --work WORK [--install] [--gate] [--raise] [--document docs/quality.md]

GOLD holds `dev`, `train`, `stories` and `briefs.jsonl`, DATA the public sets; WORK holds the encoders `fold-0` … that
`training/encoder.py` made, each of which has not seen its fold. Every article is coded by the encoder of its fold; the
models of mentions, parties, places, dates and claims that judge it are learned from the other folds. The briefs, short
and easy, have a figure of their own. The public sets are answered by the installed coder. Targets: `targets.yaml`.

`--install` learns these models from all articles but `dev` and writes them into the package, `--document` writes the
tables into a document, `--gate` fails where a figure is under its floor, `--raise` makes the figures the floors.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import dating
import errors
import msgspec
import placing
import weighing
import yaml
from judging import Judged, Row, article, candidates, claims, learn, mentions
from labelled import labelled
from rich.console import Console
from rich.table import Table
from splits import FOLDS, fold_of, gold_rows, without
from weighing import Example

from dateline.coding import Coder, choosing, confidence, reliability
from dateline.coding.confidence import Model
from dateline.coding.dating import WEIGHTS as DATES
from dateline.coding.placing import WEIGHTS as PLACES
from dateline.coding.reliability import Models
from dateline.coding.weighing import Weights
from dateline.evaluation import Figures, breaches, raised, read_floors, score, value_of, write_floors
from dateline.evaluation.public import CoderPredictor, measure
from dateline.grounding import Gazetteer, Registry
from dateline.language import Encoder, Parse, Pipeline
from dateline.model import Coding
from dateline.ontology import Ontology
from dateline.publishing import coded

TARGETS = Path(__file__).with_name("targets.yaml")
FIGURES = "<!-- folds: training/folds.py -->\n", "<!-- /folds -->"
CAUSES = "<!-- errors: training/folds.py -->\n", "<!-- /errors -->"
LEAST_LIKELY = 0.24  # mentions less likely are dropped: a core event more in thirty than at .3, for 0.005 of F1
LEAST_PARTY = min(choosing.LEAST_LIKELY.values())
LEAST_RELIABLE = 0.3  # and claims

Rows = Mapping[str, Row]
T = TypeVar("T")


class RememberingPipeline(Pipeline):
    """Parses each text once: the folds read every article several times."""

    def __init__(self, nlp: Any, name: str) -> None:
        super().__init__(nlp, name)
        self._parses: dict[tuple[str, int], Parse] = {}

    def parse(self, text: str, start: int = 0) -> Parse:
        key = text, start
        if key not in self._parses:
            self._parses[key] = super().parse(text, start)
        return self._parses[key]


@dataclass(frozen=True)
class Rooms:
    """What all coders share."""

    pipeline: Pipeline
    ontology: Ontology
    gazetteer: Gazetteer
    registry: Registry

    @classmethod
    def load(cls) -> Rooms:
        """The installed data, with a pipeline that remembers."""
        return cls(RememberingPipeline.load(), Ontology.load(), Gazetteer.open(), Registry.load())

    def coder(self, encoder: Path, models: Models) -> Coder:
        """A coder with an encoder and models of its own."""
        return Coder(self.pipeline, Encoder.load(encoder), self.ontology, self.gazetteer, self.registry, models)


@dataclass(frozen=True)
class Stacked:
    """What is known of each article through eyes that had not seen it."""

    mentions: Mapping[str, Sequence[Judged]]
    candidates: Mapping[str, Sequence[Judged]]
    places: Mapping[str, Sequence[Example]]
    dates: Mapping[str, Sequence[Example]]
    codings: Mapping[str, Coding]  # made without a reliability model
    claims: Mapping[str, Sequence[Judged]]


def stack(rows: Rows, judged: Iterable[str], work: Path, rooms: Rooms) -> Stacked:
    """Parties and dates of all articles; mentions, places, codings and claims of those judged, by their folds.

    Machine-coded articles tell more events than the guidelines would: no mention is judged by them.
    """
    unlearned = Models(Model(version="0", intercept=0.0, threshold=LEAST_LIKELY, weights={}), None, None)
    readers = [rooms.coder(work / f"fold-{fold}", unlearned) for fold in range(FOLDS)]
    judged = frozenset(judged)
    found = {name: mentions(rows[name], readers[fold_of(name)]) for name in judged}
    sure = [learn(without(found, fold), LEAST_LIKELY) for fold in range(FOLDS)]
    finders = [rooms.coder(work / f"fold-{fold}", Models(sure[fold], None, None)) for fold in range(FOLDS)]
    met, spots, days = {}, {}, {}
    for name, row in rows.items():
        grouped = finders[fold_of(name)].grouped(article(row))
        coding = finders[fold_of(name)].written(grouped)
        met[name] = list(candidates(row, grouped, coding))
        days[name] = list(dating.examples(row, grouped, coding, by_machine=name not in judged))
        if name in judged:
            spots[name] = list(placing.examples(row, grouped, coding))
    coders = [
        rooms.coder(
            work / f"fold-{fold}",
            Models(
                sure[fold],
                learn(without(met, fold), LEAST_PARTY),
                None,
                learn_places(without(spots, fold)),
                learn_dates(without(days, fold)),
            ),
        )
        for fold in range(FOLDS)
    ]
    codings = {name: coders[fold_of(name)].code(article(row)) for name, row in rows.items() if name in judged}
    return Stacked(
        found, met, spots, days, codings, {name: list(claims(coding, rows[name])) for name, coding in codings.items()}
    )


def learn_places(seen: Sequence[Example]) -> Weights:
    """The weights of the places."""
    return weighing.learn(seen, placing.STRENGTH, placing.LEAST)


def learn_dates(seen: Sequence[Example]) -> Weights:
    """The weights of the dates."""
    return weighing.learn(seen, dating.STRENGTH, dating.LEAST)


def out_of_fold(stacked: Stacked) -> dict[str, dict[str, Any]]:
    """The records of each article, its claims weighed by what was learned of the other folds."""
    models = [learn(without(stacked.claims, fold), LEAST_RELIABLE) for fold in range(FOLDS)]
    return {
        name: coded(reliability.weighed_coding(coding, models[fold_of(name)]))
        for name, coding in stacked.codings.items()
    }


def install(stacked: Stacked, dev: frozenset[str]) -> None:
    """Learn the models from all articles but `dev` and write them into the package."""
    for judged, least, path in (
        (stacked.mentions, LEAST_LIKELY, confidence.WEIGHTS),
        (stacked.candidates, LEAST_PARTY, choosing.WEIGHTS),
        (stacked.claims, LEAST_RELIABLE, reliability.WEIGHTS),
    ):
        seen = [one for name, of_article in judged.items() if name not in dev for one in of_article]
        model = learn(seen, least)
        keep(model, path, len(seen))
    for known, lesson, path in ((stacked.places, learn_places, PLACES), (stacked.dates, learn_dates, DATES)):
        examples = [one for name, of_article in known.items() if name not in dev for one in of_article]
        keep(lesson(examples), path, len(examples))


def keep(model: Model | Weights, path: Path, examples: int) -> None:
    """Write a model into the package."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
    print(f"{path}: {len(model.weights)} weights from {examples} examples")


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


def in_markdown(columns: Mapping[str, Figures], targets: Mapping[str, Mapping[str, float]]) -> str:
    """The figures that have targets, beside them, as a Markdown table."""
    lines = [["", *columns, "aim"], ["---", *("---:" for _ in columns), "---:"]]
    for figure, target in targets.items():
        values = [shown(figures, figure)[1] for figures in columns.values()]
        lines.append([figure, *values, f"{target['enough']:.2f}"])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def written(document: str, tables: str, start: str, end: str) -> str:
    """A document with the tables between their marks."""
    before, _, rest = document.partition(start)
    return f"{before}{start}\n{tables}\n{end}{rest.partition(end)[2]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--document", type=Path)
    for flag in ("install", "gate", "raise"):
        parser.add_argument(f"--{flag}", action="store_true")
    options = parser.parse_args()
    targets = yaml.safe_load(TARGETS.read_text(encoding="utf-8"))
    gold = gold_rows(options.gold)
    rooms = Rooms.load()
    stacked = stack(gold | labelled(options.data), gold, options.work, rooms)
    if options.install:
        install(stacked, frozenset(p.stem for p in (options.gold / "dev").glob("*.json")))
    records = out_of_fold(stacked)
    columns = figures_of(records, gold)
    articles = {name: row for name, row in gold.items() if not name.startswith("ce-")}
    causes = errors.table(records, articles, columns["all gold"])
    measured = measure(options.data, CoderPredictor(Coder.load()))
    public = {name: value for one in measured for name, value in one.figures.items()}
    console = Console(width=120)
    console.print(table("coded articles, out of fold", columns, targets["all gold"]))
    console.print(table("public sets, installed coder", {"measured": public}, targets["public"]))
    print(causes)
    if options.document:
        tables = (
            in_markdown(columns, targets["all gold"]) + "\n" + in_markdown({"public sets": public}, targets["public"])
        )
        text = written(options.document.read_text(encoding="utf-8"), tables, *FIGURES)
        options.document.write_text(written(text, causes, *CAUSES), encoding="utf-8")
    keep_floors({**columns, "public": public}, targets, options)


def figures_of(records: Mapping[str, Mapping[str, Any]], gold: Rows) -> dict[str, Figures]:
    """The figures of the articles, and of the briefs."""
    briefs = {name for name in gold if name.startswith("ce-")}
    parts = {"all gold": gold.keys() - briefs, "briefs": briefs}
    return {
        part: score({name: gold[name] for name in names}, {name: records[name] for name in names})
        for part, names in parts.items()
    }


def keep_floors(measured: Mapping[str, Figures], targets: Mapping[str, Any], options: argparse.Namespace) -> None:
    """Raise the floors, or fail where a figure is under its own; nothing where neither was asked for."""
    floors = read_floors()
    fallen = [b for name, figures in measured.items() for b in breaches(name, figures, floors.get(name, {}))]
    if getattr(options, "raise"):
        for name, figures in measured.items():
            gated = figures if name == "public" else [f for f in targets["all gold"] if f in figures]
            floors = raised(name, figures, floors, gated=gated)
        write_floors(floors)
    elif options.gate and fallen:
        raise SystemExit("\n".join(map(str, fallen)))


if __name__ == "__main__":
    main()
