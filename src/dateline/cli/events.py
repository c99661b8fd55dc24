"""`dateline events`: the ledger as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.table import Table

from dateline.cli.console import counted, results, say
from dateline.cli.options import (
    LEDGER,
    Actors,
    AsOf,
    Countries,
    Since,
    Text,
    Types,
    Undated,
    Until,
    Where,
    selection,
)
from dateline.cli.wording import tolls, value_words
from dateline.model import Event, Field

EXAMPLES = """Examples:
  dateline events
  dateline events --type ASSAULT --country IQ --since 2021-04-01 --until 2021-05-31
  dateline events --actor "Quds Force" --undated
  dateline events --as-of 2026-03-01
"""


def events(
    ledger: Where = LEDGER,
    since: Since = None,
    until: Until = None,
    undated: Undated = False,
    type: Types = None,
    country: Countries = None,
    actor: Actors = None,
    text: Text = None,
    as_of: AsOf = None,
) -> None:
    """List the events of the ledger as a table."""
    from dateline.ledger import Ledger

    chosen = selection(since, until, undated, type, country, actor, text)
    with Ledger.open(ledger, create=False, as_of=as_of) as book:
        found = list(book.events(chosen, links=False))
    if found:
        results().print(table(found))
    say(counted(len(found), "event") + (f"; dateline show {found[0].id} opens one" if found else ""))


def table(found: Iterable[Event]) -> Table:
    """One event a row, cut to the width of the terminal."""
    out = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold", expand=True)
    out.add_column("event", no_wrap=True)
    out.add_column("date", no_wrap=True)
    out.add_column("type", no_wrap=True, overflow="ellipsis", ratio=12)
    out.add_column("place", no_wrap=True, overflow="ellipsis", ratio=10)
    out.add_column("who → whom", no_wrap=True, overflow="ellipsis", ratio=15)
    out.add_column("toll", no_wrap=True)
    out.add_column("rep", justify="right", no_wrap=True)
    for event in found:
        out.add_row(*cells(event))
    return out


def cells(event: Event) -> Iterator[str]:
    """The cells of one event's row."""
    yield event.id
    yield first(event, "date")
    yield event.type if event.mode is None else f"{event.type}/{event.mode}"
    yield first(event, "place")
    yield " → ".join(filter(None, (names(event, "actor"), names(event, "recipient"))))
    yield tolls(event)
    yield str(len(event.reports))


def first(event: Event, field: Field) -> str:
    """The first best value of a field in words, or nothing."""
    return next((value_words(one.best, short=True) for one in event.field(field)), "")


def names(event: Event, field: Field) -> str:
    """All best values of a field, in words."""
    return ", ".join(value_words(one.best, short=True) for one in event.field(field))
