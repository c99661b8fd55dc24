"""`dateline report`: the ledger as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.console import say
from dateline.cli.options import (
    LEDGER,
    Actors,
    AsOf,
    Countries,
    Persons,
    Since,
    Text,
    Types,
    Undated,
    Until,
    Where,
    filter_words,
    selection,
    today,
)

EXAMPLES = """Examples:
  dateline report -o report.html
  dateline report -o erbil.html --text Erbil --title "Erbil, spring 2021"
"""

Out = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The HTML file to write.")]
Title = Annotated[str | None, typer.Option("--title", help="The page's heading.")]


def report(
    output: Out,
    title: Title = None,
    ledger: Where = LEDGER,
    since: Since = None,
    until: Until = None,
    undated: Undated = False,
    type: Types = None,
    country: Countries = None,
    actor: Actors = None,
    text: Text = None,
    as_of: AsOf = None,
    persons: Persons = False,
) -> None:
    """Write one self-contained HTML page: map, timeline, table, and each field's sentence in its article."""
    from dateline.ledger import Ledger
    from dateline.publishing import report as page

    chosen = selection(since, until, undated, type, country, actor, text)
    with Ledger.open(ledger, create=False, as_of=as_of) as whole, whole.snapshot() as book:
        page.write(book, chosen, output, title=title, persons=persons, made=today(), words=filter_words(chosen, as_of))
    say(f"Wrote {output}")
