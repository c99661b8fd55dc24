"""`dateline history` and `dateline diff`: what changed, when, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.changes import change_lines, gist
from dateline.cli.console import counted, say
from dateline.cli.decide import EventId, decision_words
from dateline.cli.options import LEDGER, AsOf, Where, day_of

if TYPE_CHECKING:
    from dateline.ledger import Difference, Revision

HISTORY = """Examples:
  dateline history ev-0000001
  dateline history ev-0000001 --as-of 2026-03-01
"""
DIFF = """Examples:
  dateline diff 2026-03-01
  dateline diff 2026-03-01 2026-03-31
"""

Since = Annotated[str, typer.Argument(metavar="FROM", help="From the end of this day, UTC.")]
Until = Annotated[str | None, typer.Argument(metavar="TO", help="To the end of this day; left out: to now.")]


def history(event: EventId, ledger: Where = LEDGER, as_of: AsOf = None) -> None:
    """Show every state an event was in: when, who or which versions, why, and what changed."""
    from dateline.ledger import Ledger

    with Ledger.open(ledger, create=False, as_of=as_of) as book:
        states = book.history(event)
        made = {each.decision.id: each.decision for each in book.decisions()}
    before = None
    for state in states:
        typer.echo(revision_words(state))
        for line in change_lines(before, state.event):
            typer.echo(f"    {line}")
        for decision_id in sorted(
            set(state.event.decisions if state.event else ()) - set(before.decisions if before else ())
        ):
            typer.echo(f"    decision {decision_words(made[decision_id])}")
        before = state.event


def diff(since: Since, until: Until = None, ledger: Where = LEDGER) -> None:
    """Show how events differ between the ends of two days, and why."""
    from dateline.ledger import Ledger

    first, last = day_of(since, "FROM"), None if until is None else day_of(until, "TO")
    if last and last < first:
        raise typer.BadParameter(f"{last} lies before {first}: swap them", param_hint="TO")
    with Ledger.open(ledger, create=False) as book:
        found = book.diff(first, last)
    for each in found:
        typer.echo("\n".join(difference_lines(each)))
    say(counted(len(found), "event") + (" differ" if len(found) != 1 else " differs"))


def difference_lines(each: Difference) -> Iterator[str]:
    """An event that differs: what it was and is, and the steps between."""
    if each.after is None:
        yield f"- {each.event_id}  {gist(each.before)}" + (f" → {each.redirect}" if each.redirect else "")
    elif each.before is None:
        yield f"+ {each.event_id}  {gist(each.after)}"
    else:
        yield f"~ {each.event_id}  {gist(each.after)}"
        yield from (f"    {line}" for line in change_lines(each.before, each.after))
    yield from (f"    {revision_words(step)}" for step in each.revisions)


def revision_words(state: Revision) -> str:
    """When, by whom, why."""
    who = state.user or state.version
    return f"{state.at[:19].replace('T', ' ')}  {state.why}  ({state.because}; {who})"
