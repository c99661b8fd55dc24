"""What running over many articles costs: workers, Ray, and the memory of the process that leads.

    python benchmarks/running.py [--articles 5000] [--memory 5000 50000]

Makes articles of the example pages' sentences in ever another order and codes them with `dateline code --output`, each
time into a new folder and in a process of its own: on one and on two local workers, on one and on two Ray workers.
Prints articles a second from the first part to the last, so that loading models and starting Ray is told apart from the
work; how much slower Ray is than local workers over the whole run, its start included; and the peak memory of the
process that leads, at two sizes, with a coder that costs nothing. Seconds are of this machine as it is now; the ratios
hardly are, where nothing else runs. For Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dateline.model import Article, Coding, Provenance
from dateline.reading import Reading, read

ROOT = Path(__file__).resolve().parents[1]
SEED = 1
SENTENCES = 3
WORKERS = 2
CHEAP = "running:Cheap"

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


def rows(number: int, path: Path) -> Path:
    """JSON Lines of articles, no two alike."""
    found = [reading.article for reading in read([ROOT / "examples"]) if isinstance(reading, Reading)]
    known = list(dict.fromkeys(each for article in found for each in re.split(r"(?<=[.!?])\s+", article.text)))
    draw = random.Random(SEED)
    with path.open("w", encoding="utf-8") as file:
        for n in range(number):
            text = " ".join(draw.sample(known, SENTENCES))
            line = {"id": f"a{n}", "title": "", "text": text, "published": "2025-03-06", "lang": "en"}
            file.write(json.dumps(line) + "\n")
    return path


def run(source: Path, engine: str, workers: int, coder: str = "") -> Run:
    """A run in a process of its own."""
    with tempfile.TemporaryDirectory() as output:
        path = os.pathsep.join((str(ROOT / "src"), str(Path(__file__).parent)))
        command = [sys.executable, "-c", LEAD, source, Path(output) / "out", engine, str(workers), coder]
        done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, check=True)
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def speed(source: Path) -> None:
    """Prints how both engines grow with workers, and what Ray costs."""
    took = {}
    for engine in ("local", "ray"):
        for workers in (1, WORKERS):
            took[engine, workers] = one = run(source, engine, workers)
            print(
                f"{engine:5} {workers} worker(s)  {one.rate:7.1f} articles/s  {one.seconds:7.1f} s in all", flush=True
            )
    for engine in ("local", "ray"):
        print(f"{engine:5} {WORKERS} over 1     {took[engine, WORKERS].rate / took[engine, 1].rate:7.2f}")
    over = took["ray", WORKERS].seconds / took["local", WORKERS].seconds - 1
    print(f"ray over local      {over:7.1%} longer on {WORKERS} workers, start included")


def memory(sizes: list[int], folder: Path) -> None:
    """Prints the peak memory of the leading process as the input grows, with a coder that costs nothing."""
    for engine in ("local", "ray"):
        peaks = [run(rows(size, folder / f"{size}.jsonl"), engine, WORKERS, CHEAP).memory for size in sizes]
        told = ", ".join(f"{peak:,.0f} MB at {size:,}" for size, peak in zip(sizes, peaks, strict=True))
        print(f"{engine:5} leads with      {told}: {peaks[-1] / peaks[0] - 1:+.1%}", flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--articles", type=int, default=5_000, help="articles for speed; 0 leaves it out")
    asked.add_argument("--memory", type=int, nargs="*", default=[5_000, 50_000], help="sizes; none leaves it out")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.articles:
            speed(rows(given.articles, Path(folder) / "speed.jsonl"))
        if given.memory:
            memory(given.memory, Path(folder))


if __name__ == "__main__":
    main()
