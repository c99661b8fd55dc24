"""How resolving grows: time and memory for 10,000 and 100,000 reports made by varying real ones.

    python benchmarks/resolving.py DATA [--most 100000]

Codes 1,500 reports of the current-events portal (`DATA/current-events.jsonl.gz`) and varies them: each copy is a new
article of another day, moved on the map by up to three degrees, half of the names in it replaced by others. Ten times
as many reports lie over ten times as many years, as in a ledger that is kept on with; the news of a year is as dense in
both; but the few lie in half a year, at whose ends less is to be met, so that each of the many has a sixth more
candidates. Each size runs in a process of its own, on one core; prints processor seconds, their ratio and the peak
memory of the whole process, reports included. For Linux.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from dateline.coding import Coder
from dateline.evaluation.links import coded, current_events
from dateline.evaluation.public.reading import read_items
from dateline.model import Claim, Coding, Date, Location, Party, Report
from dateline.resolving import group

ITEMS = 1_500
SEED = 1
A_YEAR = 20_000  # reports; a desk that reads fifty articles a day
SYLLABLES = ["ba", "ke", "lo", "mu", "ni", "ra", "sho", "ti", "vu", "wa", "ze", "dor", "gal", "hin", "kar", "mas"]
FIRST = dt.date(2000, 1, 1)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--most", type=int, default=100_000)
    arguments.add_argument("--child", type=int, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.child:
        run(given.data, given.child)
        return
    with tempfile.TemporaryDirectory() as folder:
        stored = Path(folder) / "codings.msgpack"
        telling = [coding for coding in codings(given.data) if coding.reports]
        stored.write_bytes(msgspec.msgpack.encode(telling))
        sizes = (given.most // 10, given.most)
        seconds = [float(subprocess.check_output(command(stored, size), text=True)) for size in sizes]
    print(f"growth: {seconds[1] / seconds[0]:.1f} times the time for 10 times the reports")


def command(stored: Path, size: int) -> list[str]:
    return [sys.executable, __file__, str(stored), "--child", str(size)]


def codings(data: Path) -> list[Coding]:
    """Codings of the portal's reports."""
    items = random.Random(SEED).sample(read_items(data / current_events.FILE, current_events.Item), ITEMS)
    found = coded.code({item.id: item.row() for item in items}, Coder.load())
    return list(found)


def run(stored: Path, size: int) -> None:
    """Resolves as many reports and prints the processor seconds; the rest goes to the screen."""
    sample = msgspec.msgpack.decode(stored.read_bytes(), type=list[Coding])
    reports: list[Report] = []
    published: dict[str, str | None] = {}
    for article, day, made in varied(sample, size):
        reports += made
        published[article] = day
    began = time.process_time()
    grouping = group(reports, published)
    spent = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    joined = sum(len(each) > 1 for each in grouping.groups)
    print(
        f"{len(reports):,} reports: {spent:.0f} s of one core, {peak:,.0f} MB, {joined:,} events of several reports",
        file=sys.stderr,
    )
    print(spent)


def varied(sample: Sequence[Coding], size: int) -> Iterator[tuple[str, str, list[Report]]]:
    """Articles with a day of publication and reports, until there are enough reports."""
    chance = random.Random(SEED)
    days = max(1, 365 * size // A_YEAR)
    count = number = 0
    while count < size:
        coding = chance.choice(sample)
        day = FIRST + dt.timedelta(days=chance.randrange(days))
        told = dt.date.fromisoformat(coding.article.published or "2025-01-01")
        article = f"v{number:07d}"
        varier = Varier(chance, (day - told).days)
        made = [varier.report(report, article) for report in coding.reports][: size - count]
        yield article, day.isoformat(), made
        count += len(made)
        number += 1


class Varier:
    """One article's changes: days moved, the map moved, some names changed throughout."""

    def __init__(self, chance: random.Random, days: int) -> None:
        self._chance = chance
        self._days = dt.timedelta(days=days)
        self._north, self._east = chance.uniform(-3, 3), chance.uniform(-3, 3)
        self._names: dict[str, str] = {}

    def report(self, report: Report, article: str) -> Report:
        """The report as another article's."""
        claims = tuple(self._claim(claim) for claim in report.claims)
        return msgspec.structs.replace(
            report,
            id=f"{article}-{report.id}",
            article_id=article,
            claims=claims,
            quote=msgspec.structs.replace(report.quote, quote=self.text(report.quote.quote)),
            trigger=msgspec.structs.replace(report.trigger, quote=self.text(report.trigger.quote)),
        )

    def _claim(self, claim: Claim) -> Claim:
        match claim.value:
            case Date(start=str(start), end=str(end)) as date:
                first, last = self._day(start), self._day(end)
                edtf = first if first == last else f"{first}/{last}"
                value = msgspec.structs.replace(date, edtf=edtf, start=first, end=last)
            case Location(lat=float(lat), lon=float(lon)) as place:
                lat, lon = max(-89.0, min(89.0, lat + self._north)), lon + self._east
                value = msgspec.structs.replace(place, text=self.text(place.text), lat=lat, lon=lon)
            case Party() as party:
                name = self.text(party.name)
                actor_id = party.actor_id if name == party.name else None
                value = msgspec.structs.replace(party, name=name, actor_id=actor_id)
            case _:
                return claim
        return msgspec.structs.replace(claim, value=value, evidence=())

    def _day(self, day: str) -> str:
        return (dt.date.fromisoformat(day) + self._days).isoformat()

    def text(self, text: str) -> str:
        """The words, half of those with a capital replaced, each by the same other word throughout."""
        return " ".join(self._word(word) for word in text.split())

    def _word(self, word: str) -> str:
        if not word[:1].isupper():
            return word
        if word not in self._names:
            other = "".join(self._chance.choices(SYLLABLES, k=3)).capitalize()
            self._names[word] = other if self._chance.random() < 0.5 else word
        return self._names[word]


if __name__ == "__main__":
    main()
