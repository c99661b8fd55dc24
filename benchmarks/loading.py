"""What it costs to load a coding run into a ledger in bulk.

    python benchmarks/loading.py DATA [--articles 100000] [--ledger FILE|URL]

Codes 1,500 items of the current-events portal (`DATA/current-events.jsonl.gz`) and varies them as
`benchmarks/resolving.py` does, each copy a new article of another day with other names and another place on the map.
The news of a year is as dense at every size. Loads them with `Ledger.load`, as `dateline add --from` does, and prints
seconds of the clock, processor seconds, articles a second by quarters, the size of the ledger and the peak memory.
Without --ledger it makes a SQLite file in a temporary folder. For Linux.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from resolving import A_YEAR, FIRST, SEED, Varier, codings

from dateline.ledger import Ledger
from dateline.model import Coding, Page


def varied(sample: Sequence[Coding], size: int) -> Iterator[Coding]:
    """As many articles, the oldest first, as a run over an archive has them."""
    chance = random.Random(SEED)
    span = max(1, 365 * size // A_YEAR)
    for number in range(size):
        coding = chance.choice(sample)
        day = FIRST + dt.timedelta(days=number * span // size)
        told = dt.date.fromisoformat(coding.article.published or "2025-01-01")
        name = f"v{number:07d}"
        varier = Varier(chance, (day - told).days)
        article = msgspec.structs.replace(
            coding.article,
            id=name,
            hash=name,
            page_id=name,
            url=None,
            text=varier.text(coding.article.text),
            published=day.isoformat(),
        )
        yield Coding(
            article=article,
            reports=tuple(varier.report(report, name) for report in coding.reports),
            totals=tuple(
                msgspec.structs.replace(total, id=f"{name}-{total.id}", article_id=name) for total in coding.totals
            ),
            relations=coding.relations,
        )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--articles", type=int, default=100_000)
    arguments.add_argument("--ledger")
    given = arguments.parse_args()
    sample = codings(given.data)
    with tempfile.TemporaryDirectory() as folder:
        where = given.ledger or str(Path(folder) / "loaded.db")
        run = Path(folder) / "run.msgpack"
        with run.open("wb") as file:
            for coding in varied(sample, given.articles):
                packed = msgspec.msgpack.encode(coding)
                file.write(len(packed).to_bytes(4, "big") + packed)
        load(where, run, given.articles)


def stored(run: Path) -> Iterator[tuple[Page, Coding]]:
    """The codings with their pages, read from the disk as a run's output is."""
    with run.open("rb") as file:
        while head := file.read(4):
            coding = msgspec.msgpack.decode(file.read(int.from_bytes(head, "big")), type=Coding)
            yield Page(id=coding.article.id, source="a benchmark", media_type="text/plain"), coding


def load(where: str, run: Path, size: int) -> None:
    """Loads a run and prints what it took."""
    began, spent = time.monotonic(), time.process_time()
    marks = [size * quarter // 4 for quarter in (1, 2, 3, 4)]
    done, last, before = 0, began, 0
    with Ledger.open(where) as ledger:
        for added in ledger.load(stored(run), "a benchmark", workers=os.cpu_count() or 1):
            done += len(added)
            if marks and done >= marks[0]:
                now = time.monotonic()
                print(f"{done:,} articles: {(done - before) / (now - last):,.0f} a second", file=sys.stderr)
                last, before = now, done
                marks.pop(0)
        seconds = time.monotonic() - began
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        counts = ledger.counts()
    processor = time.process_time() - spent + children.ru_utime + children.ru_stime
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{counts.articles:,} articles, {counts.reports:,} reports, {counts.events:,} events: {seconds:,.0f} s, "
        f"{counts.articles / seconds:,.0f} articles a second, {processor:,.0f} processor seconds, {peak:,.0f} MB"
    )
    if os.path.exists(where):
        print(f"{os.path.getsize(where) / 1e6:,.0f} MB of ledger")


if __name__ == "__main__":
    main()
