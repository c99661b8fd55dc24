"""What running over many articles costs: workers, Ray, the memory of the process that leads, loading and exporting.

    python benchmarks/running.py [--articles 5000] [--memory 5000 50000] [--load DATA 100000] [--export LEDGER]

Makes articles of the example pages' sentences in ever another order and codes them with `dateline code --output`, each
time into a new folder and in a process of its own: briefs of some sixty words on one and on two local workers, on one
and on two Ray workers, by turns and twice, then articles of four hundred words, as long as news pages are, on two of
each. Of two runs the faster counts, since a machine may do something else beside one. Prints articles a second from
the first part to the last, so that loading models and starting Ray is told apart from the work; how much slower Ray is
than local workers over the whole run, its start included; and the peak memory of the process that leads, at two sizes,
with a coder that costs nothing. `--load` loads so many coded articles into a new ledger, as `benchmarks/loading.py`
does; `--export` writes all events of a ledger as GeoParquet, with `dateline export`. Without LEDGER, one of 200,000
events is made first, as in `benchmarks/ledger.py`.

Beside each figure stands what it should be. Seconds are of this machine as it is now and are only told; ratios hardly
are, where nothing else runs: one that falls short ends it with 1. For Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from ledger import fill

from dateline.ledger import Ledger
from dateline.model import Article, Coding, Provenance
from dateline.reading import Reading, read

ROOT = Path(__file__).resolve().parents[1]
SEED = 1
BRIEF, NEWS = 60, 400  # words of an article: a brief of three sentences, and what news pages have on average
WORKERS = 2
TURNS = 2
CHEAP = "running:Cheap"
EVENTS = 200_000

TWO_OVER_ONE, RAY_OVER_LOCAL, MORE_MEMORY = 1.7, 0.15, 0.10  # at least, at most, at most
LOAD_SECONDS, EXPORT_SECONDS = 600, 20  # of 100,000 coded articles, of 200,000 events

LEAD = """
import json, resource, sys, time
from dateline.running.keeper import CODER, Setting
from dateline.running.run import run
source, output, engine, workers, coder = sys.argv[1:]
if engine == "ray":
    from dateline.running.cluster import RayEngine as Engine
else:
    from dateline.running.local import LocalEngine as Engine
began, first, last = time.perf_counter(), {}, {}
def tell(state, counts):
    now = time.perf_counter(), counts.coded
    first.setdefault(state, now)
    last[state] = now
done = run([source], output, Engine(int(workers)), Setting(coder=coder or CODER), keep_copies=True, tell=tell)
(t0, n0), (t1, n1) = first["coding"], last["coding"]
print(json.dumps({
    "articles": done.counts.coded,
    "seconds": time.perf_counter() - began,
    "rate": (n1 - n0) / max(t1 - t0, 1e-9),
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


class Cheap:
    """A coder that finds nothing and costs nothing."""

    provenance = Provenance(coder="cheap", model="none", ontology="none", gazetteer="none", registry="none")

    def code(self, article: Article, min_confidence: float | None = None) -> Coding:
        """No events."""
        return Coding(article=article, reports=(), totals=())


@dataclass(frozen=True)
class Run:
    """What a run took."""

    articles: int
    seconds: float  # all of it
    rate: float  # articles a second, while it codes
    memory: float  # MB, of the process that leads, at its peak


def rows(number: int, path: Path, words: int = BRIEF) -> Path:
    """JSON Lines of articles of at least so many words, no two alike."""
    found = [reading.article for reading in read([ROOT / "examples"]) if isinstance(reading, Reading)]
    known = list(dict.fromkeys(each for article in found for each in re.split(r"(?<=[.!?])\s+", article.text)))
    draw = random.Random(SEED)
    with path.open("w", encoding="utf-8") as file:
        for n in range(number):
            text = " ".join(_drawn(draw, known, words))
            line = {"id": f"a{n}", "title": "", "text": text, "published": "2025-03-06", "lang": "en"}
            file.write(json.dumps(line) + "\n")
    return path


def _drawn(draw: random.Random, known: list[str], words: int) -> Iterator[str]:
    """Sentences in an order of their own until they have so many words."""
    while words > 0:
        for sentence in draw.sample(known, len(known)):
            yield sentence
            words -= sentence.count(" ") + 1
            if words <= 0:
                return


def run(source: Path, engine: str, workers: int, coder: str = "") -> Run:
    """A run in a process of its own."""
    with tempfile.TemporaryDirectory() as output:
        path = os.pathsep.join((str(ROOT / "src"), str(Path(__file__).parent)))
        command = [sys.executable, "-c", LEAD, source, Path(output) / "out", engine, str(workers), coder]
        done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, check=True)
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def told(what: str, figure: str, wanted: str, held: bool) -> bool:
    """Prints a figure beside what it should be; whether it is."""
    print(f"{what:36}{figure:>10}   {wanted:16}{'' if held else 'falls short'}".rstrip(), flush=True)
    return held


def speed(number: int, folder: Path) -> bool:
    """Prints how both engines grow with workers, and what Ray costs; whether both are as they should be."""
    source = rows(number, folder / "briefs.jsonl")
    took = dict[tuple[str, int], Run]()
    for engine, workers in TURNS * list(product(("local", "ray"), (1, WORKERS))):
        one = run(source, engine, workers)
        took[engine, workers] = min(one, took.get((engine, workers), one), key=lambda each: each.seconds)
        print(f"{engine:5} {workers} worker(s)  {one.rate:7.1f} articles/s  {one.seconds:7.1f} s in all", flush=True)
    held = True
    for engine in ("local", "ray"):
        gained = took[engine, WORKERS].rate / took[engine, 1].rate
        held &= told(f"{engine}, {WORKERS} over 1", f"{gained:.2f}", f"at least {TWO_OVER_ONE}", gained >= TWO_OVER_ONE)
    briefs = took["ray", WORKERS].seconds / took["local", WORKERS].seconds - 1
    source = rows(number, folder / "news.jsonl", NEWS)
    news = run(source, "ray", WORKERS).seconds / run(source, "local", WORKERS).seconds - 1
    for what, over in (("briefs", briefs), ("news", news)):
        held &= told(f"ray over local, {what}", f"{over:.1%}", f"at most {RAY_OVER_LOCAL:.0%}", over <= RAY_OVER_LOCAL)
    return held


def memory(sizes: list[int], folder: Path) -> bool:
    """Prints the peak memory of the leading process as the input grows; whether it stays as it should."""
    held = True
    for engine in ("local", "ray"):
        peaks = [run(rows(size, folder / f"{size}.jsonl"), engine, WORKERS, CHEAP).memory for size in sizes]
        print(
            ", ".join(f"{engine} leads {size:,} with {peak:,.0f} MB" for size, peak in zip(sizes, peaks, strict=True))
        )
        more = peaks[-1] / peaks[0] - 1
        held &= told(
            f"{engine}, memory that is added", f"{more:+.1%}", f"at most {MORE_MEMORY:.0%}", more <= MORE_MEMORY
        )
    return held


def load(data: str, articles: int) -> None:
    """Prints what loading so many coded articles takes, in a process of its own."""
    command = [sys.executable, str(Path(__file__).with_name("loading.py")), data, "--articles", str(articles)]
    out = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    print(out, end="", flush=True)
    seconds = float(re.search(r"events: ([\d,]+) s", out)[1].replace(",", ""))  # type: ignore[index]
    wanted = LOAD_SECONDS * articles / 100_000
    told(f"{articles:,} articles loaded", f"{seconds:,.0f} s", f"under {wanted:,.0f} s", seconds < wanted)


def export(where: Path) -> None:
    """Prints what GeoParquet of a ledger takes."""
    if not where.exists():
        with Ledger.open(where) as ledger:
            fill(ledger, EVENTS)
    with Ledger.open(where, create=False) as ledger:
        events = ledger.counts().events
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "dateline", "export", "--format", "geoparquet", "--ledger", str(where)]
    subprocess.run([*command, "-o", str(where.with_suffix(".geoparquet"))], check=True, stderr=subprocess.DEVNULL)
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    wanted = EXPORT_SECONDS * events / EVENTS
    told(f"GeoParquet of {events:,} events", f"{seconds:,.1f} s", f"under {wanted:,.1f} s", seconds < wanted)
    print(f"of which processor seconds, all processes together: {processor:,.1f}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--articles", type=int, default=5_000, help="articles for speed; 0 leaves it out")
    asked.add_argument("--memory", type=int, nargs="*", default=[5_000, 50_000], help="sizes; none leaves it out")
    asked.add_argument("--load", nargs=2, metavar=("DATA", "ARTICLES"), help="the folder of current-events.jsonl.gz")
    asked.add_argument("--export", nargs="?", const="", metavar="LEDGER", help="a SQLite file")
    given = asked.parse_args()
    held = True
    with tempfile.TemporaryDirectory() as folder:
        if given.articles:
            held &= speed(given.articles, Path(folder))
        if given.memory:
            held &= memory(given.memory, Path(folder))
        if given.load:
            load(given.load[0], int(given.load[1]))
        if given.export is not None:
            export(Path(given.export or Path(folder) / "large.db"))
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
