"""What asking a large ledger costs, beside the bare SQL of the same answer, and what adding to one costs.

    python benchmarks/ledger.py [LEDGER] [--events 200000]

Makes a ledger of so many events, by varying what the coder makes of the example pages: other days, numbers and places,
each event told by one report. Events of one report need no comparing, so their rows are written straight; that is not
how a ledger is made, but it makes the same rows. Then asks for the events that pass a few filters, as `dateline events`
does, its table included, and as bare SQL with the driver alone, by turns: SQL that gives what the table shows of an
event, and SQL that gives the stored records and leaves them unread. Prints the least processor seconds of each, and
the ratio to the first. Last, adds a few articles with `Ledger.add` and prints what one took. Without LEDGER it makes a
SQLite file in a temporary folder; a ledger that is there already is asked as it is.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import insert

from dateline.cli import app
from dateline.coding import Coder
from dateline.ledger import Ledger, searching
from dateline.ledger.database import writing
from dateline.ledger.indexing import countries, current_facts, event_facts, parties, party_rows
from dateline.ledger.rows import add_change, encode
from dateline.ledger.schema import (
    ARTICLE,
    BLOCK,
    CURRENT_ARTICLE,
    CURRENT_EVENT,
    CURRENT_REPORT,
    EVENT,
    EVENT_COUNTRY,
    REPORT,
    REPORT_PARTY,
)
from dateline.model import Article, Claim, Coding, Count, Date, Location, Page, Report
from dateline.reading import Reading, read
from dateline.resolving import consolidate, keys

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SEED, TURNS, AT_ONCE = 1, 5, 2000
FIRST_DAY, DAYS = date(2024, 1, 1), 900

_FIELD = """(SELECT {} FROM json_each(e.record, '$.fields') f WHERE json_extract(f.value, '$.field') = '{}')"""
_BEST = "json_extract(f.value, '$.best.{}')"
RECORDS = "e.record"
SHOWN = ", ".join(  # what the table shows of an event
    (
        "e.id",
        _FIELD.format(f"min({_BEST.format('edtf')})", "date"),
        "e.type",
        "json_extract(e.record, '$.mode')",
        _FIELD.format(
            f"coalesce({_BEST.format('name')}, {_BEST.format('text')}) || {_BEST.format('country')}", "place"
        ),
        _FIELD.format(f"group_concat({_BEST.format('name')})", "actor"),
        _FIELD.format(f"group_concat({_BEST.format('name')})", "recipient"),
        _FIELD.format(f"group_concat({_BEST.format('what')} || {_BEST.format('min')})", "count"),
        "json_array_length(e.record, '$.reports')",
    )
)
MARCH = ["--since", "2025-03-01", "--until", "2025-03-31"]
QUESTIONS: dict[str, tuple[list[str], str, tuple[object, ...]]] = {
    "type, country, a month": (
        ["--type", "ASSAULT", "--country", "PK", *MARCH],
        """SELECT {} FROM current_event c JOIN event e ON e.number = c.number
           WHERE c.start IS NOT NULL AND c."end" >= ? AND c.start <= ? AND c.type = ?
           AND c.number IN (SELECT event FROM event_country WHERE country = ?)
           ORDER BY c.start IS NULL, c.start, c.id""",
        ("2025-03-01", "2025-03-31", "ASSAULT", "PK"),
    ),
    "a party, a year": (
        ["--actor", "Houthi", "--since", "2025-01-01", "--until", "2025-12-31"],
        """SELECT {} FROM current_event c JOIN event e ON e.number = c.number
           WHERE c.start IS NOT NULL AND c."end" >= ? AND c.start <= ?
           AND c.id IN (SELECT r.event_id FROM report_party p JOIN current_report r ON r.number = p.report
                        WHERE p.word = ?) ORDER BY c.start IS NULL, c.start, c.id""",
        ("2025-01-01", "2025-12-31", "houthi"),
    ),
    "words of the text, a month": (
        ["--text", "bus bombing", *MARCH],
        """SELECT {} FROM current_event c JOIN event e ON e.number = c.number
           WHERE c.start IS NOT NULL AND c."end" >= ? AND c.start <= ?
           AND c.id IN (SELECT r.event_id FROM current_report r JOIN current_article a ON a.id = r.article_id
                        WHERE a.number IN (SELECT rowid FROM article_text WHERE article_text MATCH '"bus" "bombing"'))
           ORDER BY c.start IS NULL, c.start, c.id""",
        ("2025-03-01", "2025-03-31"),
    ),
}


def originals() -> list[tuple[Article, Report]]:
    """What the coder makes of the example pages."""
    coder = Coder.load()
    articles = [reading.article for reading in read([EXAMPLES]) if isinstance(reading, Reading)]
    return [(article, report) for article in articles for report in coder.code(article).reports]


def varied(number: int, chance: random.Random, known: list[tuple[Article, Report]]) -> tuple[Article, Report]:
    """An article and its report: another day, another toll, somebody else's place."""
    article, report = chance.choice(known)
    places = [claim.value for _, other in known for claim in other.claims if isinstance(claim.value, Location)]
    day = (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()
    place, more = chance.choice(places), chance.randrange(9)

    def other(claim: Claim) -> Claim:
        value = claim.value
        if isinstance(value, Date):
            value = replace(value, edtf=day, start=day, end=day)
        elif isinstance(value, Location):
            value = replace(place, text=value.text)
        elif isinstance(value, Count):
            value = replace(value, min=(value.min or 0) + more, max=None if value.max is None else value.max + more)
        return replace(claim, value=value)

    name = f"x{number:07d}"
    claims = tuple(map(other, report.claims))
    if not any(claim.field == "date" for claim in claims):
        when = Date(edtf=day, start=day, end=day, text=day, anchor="calendar")
        claims += (Claim(field="date", value=when, evidence=(report.trigger,)),)
    article = replace(article, text=report.quote.quote, captions=())  # its sentence stands for all of it
    return replace(article, id=name), replace(report, id=f"{name}-r", article_id=name, claims=claims)


def fill(ledger: Ledger, size: int) -> None:
    """Writes the rows of so many events."""
    chance, known = random.Random(SEED), originals()
    for start in range(0, size, AT_ONCE):
        with writing(ledger._engine) as connection:
            change = add_change(connection, "benchmark", "made up")
            rows: dict[object, list[dict[str, object]]] = {}
            texts: list[tuple[int, Article, list[Report]]] = []
            for number in range(start + 1, min(start + AT_ONCE, size) + 1):
                article, report = varied(number, chance, known)
                for table, row in rows_of(number, change, article, report):
                    rows.setdefault(table, []).append(row)
                texts.append((number, article, [report]))
            for table, found in rows.items():
                connection.execute(insert(table), found)  # type: ignore[arg-type]
            searching.put_new(connection, texts)
        print(f"\r{min(start + AT_ONCE, size):,} events made", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def rows_of(number: int, change: int, article: Article, report: Report) -> Iterator[tuple[object, dict[str, object]]]:
    """The rows of one article, its report and its event, in an order that foreign keys allow."""
    event = consolidate(f"ev-{number:07d}", [report])
    facts = event_facts(event)
    at = {"number": number, "change": change}
    yield ARTICLE, {**at, "id": article.id, "hash": article.hash, "record": encode(article)}
    yield REPORT, {**at, "id": report.id, "article_id": article.id, "record": encode(report)}
    yield EVENT, {**at, "id": event.id, "why": "new, 1 report", "record": encode(event), **facts}
    yield CURRENT_ARTICLE, {"id": article.id, "number": number}
    current = {"id": report.id, "number": number, "article_id": article.id, "published": article.published}
    yield CURRENT_REPORT, {**current, "event_id": event.id}
    yield CURRENT_EVENT, {"number": number, **current_facts(event)}
    for code in countries(event):
        yield EVENT_COUNTRY, {"country": code, "event": number}
    for row in party_rows(parties(report)):
        yield REPORT_PARTY, {"report": number, **row}
    for key in keys(report, article.published).left:
        yield BLOCK, {"key": key, "report": number}


def least(act: Callable[[], int]) -> tuple[float, int]:
    """The least processor seconds of some turns, and the size of the answer."""
    best, size = float("inf"), 0
    for _ in range(TURNS):
        began = time.process_time()
        size = act()
        best = min(best, time.process_time() - began)
    return best, size


def verb(where: str, options: list[str]) -> int:
    """`dateline events` with its table, written to nowhere."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        app(["events", "--ledger", where, *options], standalone_mode=False)
    return max(0, out.getvalue().count("\n") - 1)


def bare(path: str, query: str, shown: str, values: tuple[object, ...]) -> int:
    """The same answer from the driver alone."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return len(connection.execute(query.replace("{}", shown), values).fetchall())


def add(where: str, number: int) -> float:
    """Processor seconds of adding an article of one report."""
    chance, known = random.Random(SEED + 1), originals()
    with Ledger.open(where) as ledger:
        spent = 0.0
        for _ in range(number):
            article, report = varied(ledger.counts().articles + 1_000_000, chance, known)
            page = Page(id=article.id, source=article.id, media_type="text/plain")
            coding = Coding(article=article, reports=(report,), totals=())
            began = time.process_time()
            ledger.add(page, coding)
            spent += time.process_time() - began
    return spent / number


@contextlib.contextmanager
def large(description: str | None) -> Iterator[str]:
    """The ledger that the command line names; where it names none, or one that is not there, it is made."""
    arguments = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("ledger", nargs="?")
    arguments.add_argument("--events", type=int, default=200_000)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = asked.ledger or str(Path(folder) / "large.db")
        if not Path(where).exists():
            with Ledger.open(where) as ledger:
                fill(ledger, asked.events)
        yield where


def main() -> None:
    with large(__doc__) as where:
        with Ledger.open(where) as ledger:
            print(
                f"{ledger.counts().events:,} events, {Path(where).stat().st_size / 1e6:,.0f} MB; least of {TURNS} turns"
            )
        print(f"{'':28}{'events':>8}{'dateline':>10}{'bare SQL':>10}{'ratio':>7}{'SQL, records only':>19}")
        for name, (options, query, values) in QUESTIONS.items():
            ours, size = least(lambda: verb(where, options))  # noqa: B023
            theirs, same = least(lambda: bare(where, query, SHOWN, values))  # noqa: B023
            records, _ = least(lambda: bare(where, query, RECORDS, values))  # noqa: B023
            assert size == same, (size, same)
            print(f"{name:28}{size:8,}{ours:9.3f}s{theirs:9.3f}s{ours / theirs:7.2f}{records:18.3f}s")
        print(f"adding an article of one report: {add(where, 20) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
