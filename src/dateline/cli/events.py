"""`dateline events`: the ledger as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from dateline.cli.columns import columns
from dateline.cli.console import counted, results, say
from dateline.cli.options import LEDGER, AsOf, Where, choosing
from dateline.cli.wording import status_words, tolls, type_words, value_words
from dateline.model import Event, Field
from dateline.parties import who_to_whom

if TYPE_CHECKING:
    from dateline.ledger import Filter

EXAMPLES = """Examples:
  dateline events
  dateline events --type ASSAULT --country IQ --since 2021-04-01 --until 2021-05-31
  dateline events --actor "Quds Force" --undated
  dateline events --as-of 2026-03-01
"""
_STATUS = 6  # which column says what did not occur
_SHARES = {2: 12, 3: 10, 4: 15}  # of the width: columns of words, which may be cut


@choosing
def events(ledger: Where = LEDGER, *, chosen: Filter, as_of: AsOf = None) -> None:
    """List the events of the ledger as a table."""
    from dateline.ledger import Ledger

    with Ledger.open(ledger, create=False, as_of=as_of) as book:
        found = list(book.events(chosen, links=False))
    if found:
        heads, *lines = table(found, results().width)
        results().print(heads, style="bold", soft_wrap=True)
        typer.echo("\n".join(lines))
    say(counted(len(found), "event") + (f"; dateline show {found[0].id} opens one" if found else ""))


def table(found: Iterable[Event], width: int) -> Iterator[str]:
    """A line of heads and one an event, cut to a width. The column of what did not occur is there where it says so."""
    rows: list[tuple[str, ...]] = [("event", "date", "type", "place", "who → whom", "toll", "status", "rep")]
    rows += [tuple(cells(event)) for event in found]
    if not any(row[_STATUS] for row in rows[1:]):
        rows = [(*row[:_STATUS], *row[_STATUS + 1 :]) for row in rows]
    return columns(rows, width, _SHARES)


def cells(event: Event) -> Iterator[str]:
    """The cells of one event's row."""
    yield event.id
    yield first(event, "date")
    yield type_words(event)
    yield first(event, "place")
    yield who_to_whom(names(event, "actor"), names(event, "recipient"))
    yield tolls(event)
    yield status_words(event)
    yield str(len(event.reports))


def first(event: Event, field: Field) -> str:
    """The first best value of a field in words, or nothing."""
    return next((value_words(one.best, short=True) for one in event.field(field)), "")


def names(event: Event, field: Field) -> str:
    """All best values of a field, in words."""
    return ", ".join(value_words(one.best, short=True) for one in event.field(field))
