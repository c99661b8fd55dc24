"""`dateline import`: a whole ledger out of a file, into an empty one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.console import counted
from dateline.cli.options import LEDGER, Where

EXAMPLES = """Examples:
  dateline import whole.jsonl --ledger copy.db
  dateline import whole.jsonl --ledger postgresql://ann@db.example.org/iraq
"""

File = Annotated[Path, typer.Argument(metavar="FILE", help="What `dateline export --format ledger` wrote.")]


def restore(file: File, ledger: Where = LEDGER) -> None:
    """Take a whole ledger into an empty one: events, decisions, ids, dates and history as they were."""
    from dateline.ledger import Ledger

    book, rows = Ledger.restore(ledger, file)
    with book:
        counts = book.counts()
        held = [counted(counts.articles, "article"), counted(counts.events, "event"), f"{counted(rows, 'row')} in all"]
        typer.echo(f"{', '.join(held)}\nLedger: {book.name}")
