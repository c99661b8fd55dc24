"""`dateline export`: the events of the ledger for other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

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
    selection,
)

EXAMPLES = """Examples:
  dateline export --format csv > events.csv
  dateline export --format geojson --type ASSAULT > attacks.geojson
  dateline export --country IQ --no-text
"""


class Format(StrEnum):
    """What an export can be written as."""

    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


Formats = Annotated[Format, typer.Option("--format", help="JSON Lines, CSV or GeoJSON.")]
NoText = Annotated[
    bool, typer.Option("--no-text", help="Leave out quotes and headlines, whose rights are their publishers'.")
]


def export(
    format: Formats = Format.JSONL,
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
    no_text: NoText = False,
) -> None:
    """Write the events of the ledger to standard output, private persons masked."""
    from dateline.ledger import Ledger
    from dateline.publishing import FORMATS

    chosen = selection(since, until, undated, type, country, actor, text)
    with Ledger.open(ledger, create=False, as_of=as_of) as whole, whole.snapshot() as book:
        FORMATS[format.value](book, chosen, sys.stdout, persons=persons, text=not no_text)
