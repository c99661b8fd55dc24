"""Learns what each outcome of a comparison of two reports weighs, and counts how rare words are.

    python training/linking.py --gold GOLD --data DATA --work WORK

`GOLD` holds the gold articles and `links`, `DATA` the public sets; codings are kept in `WORK`, since coding takes the
longest. Writes `weights.json` and `words.json` into `src/dateline/resolving/data`, and prints figures over folds that
never tear a story apart. Needs scikit-learn's SciPy (`pip install -e '.[training]'`).

The weights are the most likely ones given the pairs and a normal prior around those of `linking.yaml` (a logistic
regression that is drawn towards hand-set values): there are some three hundred linked pairs, and alone they would say
that a rare outcome weighs nothing.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import yaml
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dateline.coding import Coder
from dateline.evaluation.gold import OUTSIDE, read_rows
from dateline.evaluation.links import coded, current_events, ecb, keys, records
from dateline.model import Coding, Level, Link, Report
from dateline.resolving import days_between, partition, weights
from dateline.resolving import keys as blocking_keys
from dateline.resolving.fields import family
from dateline.resolving.levels import Published, outcomes
from dateline.resolving.profile import Profile, profile
from dateline.resolving.rarity import DATA
from dateline.resolving.wording import stems

SPREAD = 0.3  # standard deviation of a weight around its hand-set value
FEWEST = 3  # texts that hold a word, for it to be counted
BLOCKS = 4  # the articles on Syria make no one story: folds of them go by date
FOLDS = 4
SHARE = {"gold": 1.0, "own": 0.5, "current events": 0.3, "ecb": 0.04}  # of a pair, so that no set drowns the others


@dataclass(frozen=True)
class Pair:
    """Two reports, what came out of comparing them, and whether they are one event."""

    source: str
    fold: str
    left: str
    right: str
    found: tuple[tuple[str, str], ...]  # level and key
    same: bool


@dataclass(frozen=True)
class Fitted:
    """Weights by level and key, and the prior."""

    of: Mapping[tuple[str, str], float]
    prior: float

    def odds(self, pair: Pair) -> float:
        return self.prior + sum(self.of.get(outcome, 0.0) for outcome in pair.found)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("gold", "data", "work"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    given = arguments.parse_args()
    count_words(given.data / current_events.FILE)
    key = keys.read_keys(given.gold / "links")
    told = {article for each in key.values() for article in each.articles}
    rows = {n: r for folder in OUTSIDE for n, r in read_rows(given.gold / folder).items() if n in told}
    published = {name: row.get("published") for name, row in rows.items()}
    gold = records.reports(rows)
    codings = cached(given.work / "gold.msgpack", lambda: coded.code(rows, Coder.load()))
    own = coded.partners(codings, rows)
    labelled = current_events.read_pairs()
    path = given.data / current_events.FILE
    items = current_events.rows(path, labelled)
    briefs = cached(given.work / "current-events.msgpack", lambda: coded.code(items, Coder.load()))
    pairs = [
        *key_pairs("gold", key, {name: (report, name) for name, report in gold.items()}, published),
        *key_pairs("own", key, own, published),
        *ecb_pairs(given.data / ecb.FILE),
    ]
    either = brief_pairs(labelled, briefs, path)
    start = hand_set()
    write(learn(pairs, either, start))
    print_folds(pairs, either, start, key, gold, own, labelled, briefs)


def cached(path: Path, make) -> list[Coding]:  # type: ignore[no-untyped-def]
    """Codings from a file, made first where it is not there."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.msgpack.encode(make()))
    return msgspec.msgpack.decode(path.read_bytes(), type=list[Coding])


def count_words(path: Path) -> None:
    """How many of the portal's reports hold each stem: counts only, no text."""
    counts: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    for text in texts:
        counts.update(stems(text))
    often = {stem: count for stem, count in sorted(counts.items()) if count >= FEWEST}
    table = json.dumps({"texts": len(texts), "counts": often}, ensure_ascii=False, separators=(",", ":"))
    (DATA / "words.json").write_text(table + "\n", encoding="utf-8")


# ------------------------------------------------------------------ pairs


_PROFILES: dict[tuple[str, str], Profile] = {}


def profiled(report: Report) -> Profile:
    """The profile of a report, kept; gold records and coded reports have ids of their own."""
    known = (report.id, report.provenance.coder)
    if known not in _PROFILES:
        _PROFILES[known] = profile(report)
    return _PROFILES[known]


def found(left: Report, right: Report, published: Published = (None, None)) -> tuple[tuple[str, str], ...]:
    return tuple(
        (each.level, each.key)
        for each in outcomes(profiled(left), profiled(right), published, days_between(*published))
    )


def key_pairs(
    source: str,
    key: Mapping[str, keys.Key],
    told: Mapping[str, tuple[Report, str]],
    published: Mapping[str, str | None],
) -> Iterator[Pair]:
    """Pairs of reports of different articles of one key; `told` names the gold record that a report is about."""
    for story, links in key.items():
        same, unclear = links.same(), links.unclear()
        here = sorted(each for each in told if told[each][0].article_id in set(links.articles))
        block = blocks(links.articles, published) if story == "syria" else {}
        for a, b in itertools.combinations(here, 2):
            (left, name), (right, other) = told[a], told[b]
            pair = keys.ordered(name, other)
            if left.article_id == right.article_id or family(left.type) != family(right.type) or pair in unclear:
                continue
            days = (published[left.article_id], published[right.article_id])
            number = min(block.get(left.article_id, 0), block.get(right.article_id, 0))
            yield Pair(source, fold_of(f"{story}-{number}"), a, b, found(left, right, days), pair in same)


def fold_of(story: str) -> str:
    return str(int(hashlib.sha256(story.encode()).hexdigest(), 16) % FOLDS)


def blocks(articles: Iterable[str], published: Mapping[str, str | None]) -> dict[str, int]:
    ordered = sorted(articles, key=lambda article: (published[article] or "", article))
    return {article: number * BLOCKS // len(ordered) for number, article in enumerate(ordered)}


def ecb_pairs(path: Path) -> Iterator[Pair]:
    """Candidate pairs of the corpus's topics that no figure is told of."""
    for topic in {document.topic for document in ecb.read(path)} - set(ecb.MEASURED):
        told: dict[str, tuple[Report, set[str]]] = {}
        for document in ecb.read(path):
            if document.topic == topic:
                cluster = {(document.id, tuple(m.tokens)): m.cluster or repr(m.tokens) for m in ecb.events(document)}
                for report, names in ecb.reports(document):
                    told[report.id] = report, {cluster[name] for name in names}
        filed = {each: blocking_keys(report) for each, (report, _) in told.items()}
        for a, b in itertools.combinations(sorted(told), 2):
            (left, one), (right, other) = told[a], told[b]
            if left.article_id != right.article_id and filed[a].left & filed[b].sought:
                yield Pair("ecb", "never judged", a, b, found(left, right), bool(one & other))


def brief_pairs(
    labelled: Sequence[current_events.LabelledPair], codings: Iterable[Coding], path: Path
) -> list[tuple[bool, list[Pair]]]:
    """For each labelled pair of items, its label and the pairs of their reports."""
    coding = {each.article.id: each for each in codings}
    story = {item.id: item.story[-1] for item in current_events.read_items(path, current_events.Item) if item.story}
    out = []
    for pair in labelled:
        one, other = coding[pair.left], coding[pair.right]
        days = (one.article.published, other.article.published)
        both = itertools.product(one.reports, other.reports)
        fold = fold_of(story[pair.left])
        out.append(
            (
                pair.label,
                [
                    Pair("current events", fold, a.id, b.id, found(a, b, days), False)
                    for a, b in both
                    if family(a.type) == family(b.type)
                ],
            )
        )
    return out


# ------------------------------------------------------------------ learning


def hand_set() -> Fitted:
    table = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    levels = {(level, key): float(w) for level, keys_ in table["levels"].items() for key, w in keys_.items()}
    return Fitted(levels, float(table["prior"]))


def learn(pairs: Sequence[Pair], either: Sequence[tuple[bool, list[Pair]]], start: Fitted) -> Fitted:
    """Which pair of two items' reports is the one in common is what the hand-set weights make of it."""
    return fit([*pairs, *likeliest(either, start)], start)


def likeliest(either: Iterable[tuple[bool, list[Pair]]], fitted: Fitted) -> Iterator[Pair]:
    """Of two items without a common event all pairs are apart; of others the likeliest is together, the rest unused."""
    for label, candidates in either:
        if not label:
            yield from candidates
        elif candidates:
            best = max(candidates, key=fitted.odds)
            yield Pair(best.source, best.fold, best.left, best.right, best.found, True)


def fit(pairs: Sequence[Pair], start: Fitted) -> Fitted:
    """The most likely weights around those to start from."""
    names = sorted({outcome for pair in pairs for outcome in pair.found})
    column = {name: number for number, name in enumerate(names)}
    cells = [(row, column[name]) for row, pair in enumerate(pairs) for name in pair.found]
    matrix = csr_matrix((np.ones(len(cells)), np.array(cells).T), shape=(len(pairs), len(names)))
    same = np.array([pair.same for pair in pairs], float)
    share = np.array([SHARE[pair.source] for pair in pairs])
    centre = np.array([start.of.get(name, 0.0) for name in names] + [start.prior])

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        odds = matrix @ point[:-1] + point[-1]
        wrong = share * (1 / (1 + np.exp(-odds)) - same)
        away = (point - centre) / SPREAD**2
        value = (share * (np.logaddexp(0, odds) - same * odds)).sum() + (point - centre) @ away / 2
        return value, np.append(matrix.T @ wrong, wrong.sum()) + away

    point = minimize(loss, centre, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return Fitted({**start.of, **dict(zip(names, point[:-1], strict=True))}, float(point[-1]))


def write(fitted: Fitted) -> None:
    """Weights to two digits, outcomes that weigh nothing left out."""
    levels: dict[str, dict[str, float]] = {}
    for (level, key), weight in sorted(fitted.of.items()):
        if round(weight, 2):
            levels.setdefault(level, {})[key] = round(weight, 2)
    body = {"prior": round(fitted.prior, 2), "levels": levels}
    version = "levels-" + hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:8]
    text = json.dumps({"version": version, **body}, indent=1)
    (DATA / "weights.json").write_text(text + "\n", encoding="utf-8")


# ------------------------------------------------------------------ figures over folds


def print_folds(pairs, either, start, key, gold, own, labelled, briefs) -> None:  # type: ignore[no-untyped-def]
    """Precision and recall of groups made with weights that had not seen the story."""
    fitted = {}
    for fold in map(str, range(FOLDS)):
        seen = [(label, rest) for label, rest in either if all(pair.fold != fold for pair in rest)]
        fitted[fold] = learn([pair for pair in pairs if pair.fold != fold], seen, start)
    for source, told in (("gold", {n: (r, n) for n, r in gold.items()}), ("own", own)):
        mine = [pair for pair in pairs if pair.source == source]
        groups = grouped({each: report.article_id for each, (report, _) in told.items()}, mine, fitted)
        named = [[told[each][1] for each in group] for group in groups]
        print(source, keys.score(key, named, judged={name for _, name in told.values()}), flush=True)
    mine = [pair for _, candidates in either for pair in candidates]
    article_of = {report.id: coding.article.id for coding in briefs for report in coding.reports}
    print("current events", current_events.score(labelled, briefs, grouped(article_of, mine, fitted)), flush=True)


def grouped(
    article_of: Mapping[str, str], pairs: Iterable[Pair], fitted: Mapping[str, Fitted]
) -> tuple[tuple[str, ...], ...]:
    prior = weights.load().prior
    links = []
    for pair in pairs:
        left, right = keys.ordered(pair.left, pair.right)
        level = Level(name="all", outcome="", weight=fitted[pair.fold].odds(pair) - prior)
        links.append(Link(left=left, right=right, probability=0.0, levels=(level,)))
    return partition(article_of, links)


if __name__ == "__main__":
    main()
