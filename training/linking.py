"""Learns what each outcome of a comparison of two reports weighs, and counts how rare words are.

    python training/linking.py --gold GOLD --data DATA --work WORK

`GOLD` holds the gold articles and `links`, `DATA` the public sets; codings are kept in `WORK`, since coding takes the
longest. Writes `weights.json` and `words.json` into `src/dateline/resolving/data`, and prints figures over folds that
never tear a story apart. Needs scikit-learn's SciPy (`pip install -e '.[training]'`).

The weights are the most likely ones given the pairs and a normal prior around those of `linking.yaml` (a logistic
regression that is drawn towards hand-set values): there are some eight hundred linked pairs, and alone they would say
that a rare outcome weighs nothing. Outcomes of claims that the coder is not sure of count for less, as they do when
reports are compared.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import yaml
from scipy.optimize import minimize

from dateline.coding import Coder
from dateline.evaluation.gold import OUTSIDE, read_rows
from dateline.evaluation.links import coded, current_events, ecb, keys, records
from dateline.evaluation.links.current_events import LabelledPair as Labelled
from dateline.model import Coding, Level, Link, Report
from dateline.resolving import days_between, partition, weights
from dateline.resolving import keys as blocking_keys
from dateline.resolving.comparing import TWICE, softened
from dateline.resolving.fields import family
from dateline.resolving.levels import Published, outcomes, sure
from dateline.resolving.profile import Profile, profile
from dateline.resolving.rarity import DATA
from dateline.resolving.wording import stems

SPREAD = 0.3  # standard deviation of a weight around its hand-set value
PRIOR_SPREAD = 2.0  # and of the prior, which every pair tells of
FEWEST = 3  # texts that hold a word, for it to be counted
BLOCKS = 4  # the articles on Syria make no one story: folds of them go by date
FOLDS = 16
BINS = 10  # of the expected calibration error
MORE = Path(__file__).with_name("pairs.jsonl.gz")  # of the portal, for learning alone; see the card of the weights
# Of a pair: no set drowns the others, and a ledger holds what the coder made.
SHARE = {"gold": 3.0, "own": 8.0, "current events": 4.0, "more": 2.0, "ecb": 0.25}


@dataclass(frozen=True)
class Pair:
    """Two reports, what came out of comparing them, and whether they are one event."""

    source: str
    fold: str
    left: str
    right: str
    found: tuple[tuple[str, str, float], ...]  # level, key, and how sure the claims compared are
    same: bool


@dataclass(frozen=True)
class Fitted:
    """Weights by level and key, and the prior."""

    of: Mapping[tuple[str, str], float]
    prior: float

    def odds(self, pair: Pair) -> float:
        return self.prior + sum(softened(self.of.get((level, key), 0.0), sure_) for level, key, sure_ in pair.found)


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
    labelled, more = current_events.read_pairs(), more_pairs()
    path = given.data / current_events.FILE
    items = current_events.rows(path, [*labelled, *more])
    briefs = cached(given.work / "briefs.msgpack", lambda: coded.code(items, Coder.load()))
    pairs = [
        *key_pairs("gold", key, {name: (report, name) for name, report in gold.items()}, published),
        *key_pairs("own", key, own, published),
        *ecb_pairs(given.data / ecb.FILE),
    ]
    for source, those in (("current events", labelled), ("more", more)):
        pairs += brief_pairs(source, those, briefs, path)
    start = hand_set()
    write(fit(pairs, start))
    print_folds(pairs, start, key, gold, own, {"current events": labelled, "more": more}, briefs)


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


def found(left: Report, right: Report, published: Published = (None, None)) -> tuple[tuple[str, str, float], ...]:
    one, other = profiled(left), profiled(right)
    return tuple(
        (each.level, each.key, sure(each, one, other))
        for each in outcomes(one, other, published, days_between(*published))
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
    documents = ecb.read(path)
    for topic in {document.topic for document in documents} - set(ecb.MEASURED):
        told: dict[str, tuple[Report, set[str]]] = {}
        for document in documents:
            if document.topic == topic:
                cluster = {(document.id, tuple(m.tokens)): m.cluster or repr(m.tokens) for m in ecb.events(document)}
                for report, names in ecb.reports(document):
                    told[report.id] = report, {cluster[name] for name in names}
        filed = {each: blocking_keys(report) for each, (report, _) in told.items()}
        for a, b in itertools.combinations(sorted(told), 2):
            (left, one), (right, other) = told[a], told[b]
            if left.article_id != right.article_id and filed[a].left & filed[b].sought:
                yield Pair("ecb", "never judged", a, b, found(left, right), bool(one & other))


def more_pairs() -> list[Labelled]:
    """Pairs of the portal that were read once, and that no figure is told of."""
    with gzip.open(MORE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [msgspec.convert({**row, "first": row["label"], "second": row["label"]}, Labelled) for row in rows]


def brief_pairs(source: str, labelled: Sequence[Labelled], codings: Iterable[Coding], path: Path) -> Iterator[Pair]:
    """Pairs of reports of the labelled items. Of items with an event in common only the reports of it count."""
    coding = {each.article.id: each for each in codings}
    reports = {name: each.reports for name, each in coding.items()}
    story = {item.id: item.story[-1] for item in current_events.read_items(path, current_events.Item) if item.story}
    for pair in labelled:
        days = (coding[pair.left].article.published, coding[pair.right].article.published)
        same = {(a.id, b.id) for one, other in current_events.coded(pair, reports) for a in one for b in other}
        for a, b in itertools.product(reports[pair.left], reports[pair.right]):
            together = (a.id, b.id) in same
            if family(a.type) == family(b.type) and together == pair.label:
                yield Pair(source, fold_of(story[pair.left]), a.id, b.id, found(a, b, days), together)


# ------------------------------------------------------------------ learning


def hand_set() -> Fitted:
    table = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    levels = {(level, key): float(w) for level, keys_ in table["levels"].items() for key, w in keys_.items()}
    return Fitted(levels, float(table["prior"]))


def fit(pairs: Sequence[Pair], start: Fitted) -> Fitted:
    """The most likely weights around those to start from."""
    names = sorted({(level, key) for pair in pairs for level, key, _ in pair.found})
    column = {name: number for number, name in enumerate(names)}
    row = np.array([number for number, pair in enumerate(pairs) for _ in pair.found])
    cell = np.array([column[level, key] for pair in pairs for level, key, _ in pair.found])
    right = np.array([sure_ for pair in pairs for _, _, sure_ in pair.found])
    same = np.array([pair.same for pair in pairs], float)
    share = np.array([SHARE[pair.source] for pair in pairs])
    centre = np.array([start.of.get(name, 0.0) for name in names] + [start.prior])
    spread = np.array([SPREAD] * len(names) + [PRIOR_SPREAD])

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        times = right * np.exp(point[:-1])[cell]
        odds = np.bincount(row, np.log(times + 1 - right), minlength=len(pairs)) + point[-1]
        wrong = share * (1 / (1 + np.exp(-odds)) - same)
        slopes = np.bincount(cell, wrong[row] * times / (times + 1 - right), minlength=len(names))
        away = (point - centre) / spread**2
        value = (share * (np.logaddexp(0, odds) - same * odds)).sum() + (point - centre) @ away / 2
        return value, np.append(slopes, wrong.sum()) + away

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


def print_folds(pairs, start, key, gold, own, labelled, briefs) -> None:  # type: ignore[no-untyped-def]
    """Precision, recall and calibration with weights that had not seen the story."""
    folds = sorted({pair.fold for pair in pairs if pair.source != "ecb"})
    fitted = {fold: fit([pair for pair in pairs if pair.fold != fold], start) for fold in folds}
    for source, told in (("gold", {n: (r, n) for n, r in gold.items()}), ("own", own)):
        mine = [pair for pair in pairs if pair.source == source]
        groups = grouped({each: report.article_id for each, (report, _) in told.items()}, mine, fitted)
        named = [[told[each][1] for each in group] for group in groups]
        figures = keys.score(key, named, judged={name for _, name in told.values()})
        print(source, figures, "ECE", calibration(mine, fitted), flush=True)
    for source, those in labelled.items():
        mine = [pair for pair in pairs if pair.source == source]
        told_in = {name for pair in those for name in (pair.left, pair.right)}
        here = [coding for coding in briefs if coding.article.id in told_in]
        of = {report.id: coding.article.id for coding in here for report in coding.reports}
        figures = current_events.score(those, here, grouped(of, mine, fitted))
        if source == "more":
            del figures["kappa of the labels"]  # they were read once
        print(source, figures, "ECE", calibration(mine, fitted), flush=True)


def calibration(pairs: Sequence[Pair], fitted: Mapping[str, Fitted]) -> str:
    """Expected calibration error: of all pairs, and of those of which the weights are not sure that they are apart."""
    likely = np.array([1 / (1 + np.exp(-fitted[pair.fold].odds(pair))) for pair in pairs])
    same = np.array([pair.same for pair in pairs], float)
    return f"{_error(likely, same):.3f}, of likely pairs {_error(likely[likely > 0.1], same[likely > 0.1]):.3f}"


def _error(likely: np.ndarray, same: np.ndarray) -> float:
    home = np.minimum((likely * BINS).astype(int), BINS - 1)
    gaps = (abs(likely[home == each].sum() - same[home == each].sum()) for each in range(BINS))
    return sum(gaps) / max(1, len(likely))


def grouped(
    article_of: Mapping[str, str], pairs: Sequence[Pair], fitted: Mapping[str, Fitted]
) -> tuple[tuple[str, ...], ...]:
    prior = weights.load().prior
    links = []
    for pair in pairs:
        left, right = keys.ordered(pair.left, pair.right)
        level = Level(name="all", outcome="", weight=fitted[pair.fold].odds(pair) - prior)
        links.append(Link(left=left, right=right, probability=0.0, levels=(level,)))
    one_article = _one_article(article_of, by_machine=any(pair.source != "gold" for pair in pairs))
    return partition(article_of, links, one_article)


def _one_article(article_of: Mapping[str, str], *, by_machine: bool) -> Callable[[str, str], float]:
    """The log-odds of two reports that are no pair: of one article, or never compared."""

    def odds(left: str, right: str) -> float:
        return TWICE if by_machine and article_of[left] == article_of[right] else -math.inf

    return odds


if __name__ == "__main__":
    main()
