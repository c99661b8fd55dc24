"""Learn which of an article's places is an event's own.

    python training/placing.py GOLD --data DATA [--work WORK] [--install]

Each coded act that found its gold record is an example: its answers are the places that it can have and none, and those
are right that the scorer takes for the gold's place, or none where the gold has none. Where WORK holds the encoders of
the folds, each article is read by one that had not seen it; else by the installed one, which flatters what the encoder
says. The machine-coded articles of DATA are learned from with less weight, and never judged. Prints precision, recall
and F1 out of fold; `--install` learns from all but `dev` and writes the weights into the package.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from folds import Rooms
from judging import Row, article
from labelled import labelled
from numpy.typing import NDArray
from scipy.optimize import minimize
from splits import FOLDS, fold_of, gold_rows

from dateline.coding import Coder
from dateline.coding.placing import WEIGHTS, Weights
from dateline.coding.reliability import Models
from dateline.evaluation.comparing import same_name, same_place
from dateline.evaluation.figures import ACTS, Tally
from dateline.evaluation.pairing import pair
from dateline.language.encoder import DATA
from dateline.publishing import coded
from dateline.publishing.record import place_record

RAREST = 5  # features seen less often are left out
STRENGTH = 0.3  # of the prior on the weights: the smaller, the stronger
LEAST = 0.3  # how much less likely than none a place may be: about the best F1, on the side of fewer places
UNREACHED = 0.3  # weight of an example whose place is none of the options: none is the better answer
MACHINE_MADE = 0.3  # and of one that a machine coded


@dataclass(frozen=True)
class Example:
    """One event: the features of its answers, none first, which of them are right, and its weight."""

    answers: Sequence[dict[str, float]]
    right: Sequence[bool]
    there: bool  # whether the gold has a place
    weight: float


def examples(row: Row, coder: Coder, machine_made: bool) -> Iterator[Example]:
    """The acts of an article that found their gold record."""
    grouped = coder.grouped(article(row))
    placer = grouped.placer
    records = [place_record(option.location) for option in placer.sight.options]
    golds = {"events": [{**g, "place": None} for g in row["events"]]} if machine_made else row
    pairing = pair(row["id"], coded(coder.written(grouped)), golds)
    for i, j in pairing.typed:
        gold = row["events"][j]
        if gold["type"] not in ACTS:
            continue
        place, known, possible = gold["place"], placer.sight.features(i), placer.sight.answers(i)
        right = [bool(place) and _same(records[n], place, machine_made) for n in possible]
        if machine_made and place and not any(right):
            continue  # told by its words alone: what they mean is not known
        weight = (MACHINE_MADE if machine_made else 1.0) * (UNREACHED if place and not any(right) else 1.0)
        answers = [known[0], *(known[n + 1] for n in possible)]
        yield Example(answers, [not any(right), *right], bool(place), weight)


def _same(record: Row | None, place: Row, by_words: bool) -> bool:
    if record is None:
        return False
    return same_name(record["text"], place["text"].split(",")[0]) if by_words else same_place(record, place)


def learn(seen: Sequence[Example]) -> dict[str, float]:
    """The weights under which the right answers are likeliest."""
    often = Counter(name for example in seen for answer in example.answers for name in answer)
    column = {name: n for n, name in enumerate(sorted(name for name, count in often.items() if count >= RAREST))}
    sizes = [len(example.answers) for example in seen]
    table = np.zeros((sum(sizes), len(column)))
    for n, answer in enumerate(answer for example in seen for answer in example.answers):
        for name, value in answer.items():
            if name in column:
                table[n, column[name]] = value
    right = np.array([r for example in seen for r in example.right], float)
    starts = np.cumsum([0, *sizes[:-1]])
    owner = np.repeat(np.arange(len(seen)), sizes)
    weight = np.array([example.weight for example in seen])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = table @ w
        scores = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        all_, good = np.add.reduceat(scores, starts), np.maximum(np.add.reduceat(scores * right, starts), 1e-300)
        slope = table.T @ ((scores / all_[owner] - scores * right / good[owner]) * weight[owner])
        return float((weight * np.log(all_ / good)).sum() + w @ w / (2 * STRENGTH)), slope + w / STRENGTH

    found = minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: round(float(found[n]), 3) for name, n in column.items() if abs(found[n]) >= 0.005}


def tally(judged: Sequence[Example], weights: Weights, into: Tally) -> None:
    """Count what the weights answer."""
    for example in judged:
        scores = [weights.score(answer) for answer in example.answers]
        best = max(range(1, len(scores)), key=lambda n: (scores[n], -n), default=0)
        taken = best > 0 and scores[best] + weights.least >= scores[0]
        into.add(taken and example.right[best], taken, example.there)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--install", action="store_true")
    options = parser.parse_args()
    rooms, gold = Rooms.load(), gold_rows(options.gold)
    folders = [options.work / f"fold-{fold}" if options.work else DATA for fold in range(FOLDS)]
    coders = [rooms.coder(folder, Models.load()) for folder in folders]
    rows = {**gold, **labelled(options.data)}
    found = {name: list(examples(row, coders[fold_of(name)], name not in gold)) for name, row in rows.items()}
    parts = {"articles": Tally(), "briefs": Tally()}
    for fold in range(FOLDS):
        seen = [e for name, of_article in found.items() if fold_of(name) != fold for e in of_article]
        weights = Weights(version="1", weights=learn(seen), least=LEAST)
        for name in gold:
            if fold_of(name) == fold:
                tally(found[name], weights, parts["briefs" if name.startswith("ce-") else "articles"])
    for part, counted in parts.items():
        print(part, counted.rate())
    if options.install:
        dev = {path.stem for path in (options.gold / "dev").glob("*.json")}
        learned = learn([e for name, of_article in found.items() if name not in dev for e in of_article])
        model = Weights(version="1", weights=learned, least=LEAST)
        WEIGHTS.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
        print(f"{WEIGHTS}: {len(learned)} weights")


if __name__ == "__main__":
    main()
