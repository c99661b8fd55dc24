"""`dateline add`: articles into the ledger."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import typer

from dateline.cli.console import counted, watched
from dateline.cli.inputs import Inputs
from dateline.cli.options import LEDGER, MinConfidence, Paths, Published, Strict, Where, published_days

if TYPE_CHECKING:
    from dateline.ledger import Added

EXAMPLES = """Examples:
  dateline add page.html
  dateline add pages/ more.jsonl --ledger iraq.db
  dateline add saved.txt --published 2021-06-05
"""


def add(
    paths: Paths,
    ledger: Where = LEDGER,
    published: Published = None,
    strict: Strict = False,
    min_confidence: MinConfidence = None,
) -> None:
    """Read and code pages, join their reports to the events known, and store it all. Adding twice changes nothing."""
    from dateline.ledger import Ledger

    inputs = Inputs(paths, published_days(published), strict=strict, min_confidence=min_confidence)
    with Ledger.open(ledger) as book:
        added = [book.add(page, coding) for page, coding in watched(inputs.coded(), "articles added")]
    typer.echo(summary(added, inputs.set_aside, ledger))
    raise typer.Exit(inputs.exit_code)


def summary(added: list[Added], set_aside: int, where: str) -> str:
    """What was added, on one screen, and what to do next."""
    status = Counter(one.status for one in added)
    new = {event for one in added for event in one.new_events}
    grown = {event for one in added for event in one.grown_events} - new
    how = ", ".join(f"{n:,} {name}" for name, n in sorted(status.items()))
    lines = [
        f"{counted(len(added), 'article')} read" + (f": {how}" if how else ""),
        f"{counted(sum(one.reports for one in added), 'report')} of events, "
        f"{counted(sum(one.totals for one in added), 'total')} over several",
        f"{counted(len(new), 'event')} new, {len(grown):,} grown by further reports",
        *([f"{counted(set_aside, 'input')} set aside, for the reasons above"] if set_aside else []),
        f"Ledger: {where}",
        *_next_steps(where),
    ]
    return "\n".join(lines)


def _next_steps(where: str) -> list[str]:
    ledger = "" if where == LEDGER else f" --ledger {where}"
    return ["", "Next:", f"  dateline events{ledger}", f"  dateline report{ledger} -o report.html"]
