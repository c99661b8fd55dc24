"""`dateline report`: the ledger as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.console import say
from dateline.cli.options import LEDGER, AsOf, Persons, Where, choosing, filter_words, today
from dateline.cli.writing import whole_file

if TYPE_CHECKING:
    from dateline.ledger import Filter

EXAMPLES = """Examples:
  dateline report -o report.html
  dateline report -o erbil.html --text Erbil --title "Erbil, spring 2021"
"""

Out = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The HTML file to write.")]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The page's heading.")]


@choosing
def report(
    output: Out,
    title: Title = None,
    ledger: Where = LEDGER,
    *,
    chosen: Filter,
    as_of: AsOf = None,
    persons: Persons = False,
) -> None:
    """Write one self-contained HTML page: map, timeline, table, and each field's sentence in its article."""
    from dateline.ledger import Ledger
    from dateline.publishing import report as page

    with (
        Ledger.open(ledger, create=False, as_of=as_of) as whole,
        whole.snapshot() as book,
        whole_file(output) as path,
    ):
        page.write(book, chosen, path, title=title, persons=persons, made=today(), words=filter_words(chosen, as_of))
    say(f"Wrote {output}")
