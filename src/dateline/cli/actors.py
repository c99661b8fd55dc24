"""`dateline actors`: the registry; a user's own entries, names that no entry has yet, and what is known of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from dateline.cli.console import complain, counted, results, say
from dateline.cli.helping import Group, Verb
from dateline.cli.options import LEDGER, Where
from dateline.model import Actor, Party, Relation

if TYPE_CHECKING:
    from dateline.grounding import Registry
    from dateline.ledger import Ledger

ADD_EXAMPLES = """Examples:
  dateline actors add my-groups.yaml
  dateline actors add my-groups.yaml --strict
"""
UNKNOWN_EXAMPLES = """Examples:
  dateline actors unknown --ledger iraq.db
  dateline actors unknown --least 5
"""
SHOW_EXAMPLES = """Examples:
  dateline actors show Hezbollah
  dateline actors show group:hts
"""

EXAMPLES = 3  # events that a name is shown with
app = typer.Typer(
    cls=Group, no_args_is_help=True, help="The registry of actors: add entries, list unknown names, show one."
)

File = Annotated[Path, typer.Argument(metavar="FILE.yaml", help="Actors in the form that docs/actors.md describes.")]
Strict = Annotated[bool, typer.Option("--strict", help="Add nothing where one entry is wrong.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, alias or acronym, or an id.")]
Least = Annotated[int, typer.Option("--least", min=1, metavar="N", help="Names of at least so many events.")]


@app.command(cls=Verb, epilog=ADD_EXAMPLES)
def add(file: File, strict: Strict = False) -> None:
    """Add a file of your own actors to the registry; it replaces an earlier file of the same name."""
    from dateline.grounding import actors
    from dateline.grounding.registry import rows_without

    added = actors.add(file, rows_without(file.stem), strict=strict)
    for problem in added.problems:
        complain(problem)
    if added.path is None:
        complain(f"{file}: nothing was added")
        raise typer.Exit(1)
    say(f"dateline: {counted(added.rows, 'entry').replace('entrys', 'entries')} added, kept in {added.path}")
    raise typer.Exit(int(bool(added.problems)))


@app.command(cls=Verb, epilog=UNKNOWN_EXAMPLES)
def unknown(ledger: Where = LEDGER, least: Least = 2) -> None:
    """List names of parties in the ledger that no entry of the registry has, the most frequent first.

    Private persons are left out. Country and sector are what the articles say; look at the events before you add one.
    """
    from dateline.grounding import Registry
    from dateline.grounding.recurring import recurring
    from dateline.ledger import Ledger

    with Ledger.open(ledger, create=False) as book:
        names = [name for name in recurring(_told(book), Registry.load()) if len(name.events) >= least]
    if not names:
        say("dateline: no name without an entry recurs in this ledger")
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("name", ratio=1)
    for head in ("events", "articles"):
        table.add_column(head, justify="right")
    for head in ("country", "sector", "for example"):
        table.add_column(head, no_wrap=head != "for example")
    for name in names:
        said = (max(values, key=values.__getitem__, default="") for values in (name.countries, name.sectors))
        table.add_row(
            name.name, str(len(name.events)), str(len(name.articles)), *said, " ".join(list(name.events)[:EXAMPLES])
        )
    results().print(table)


@app.command(cls=Verb, epilog=SHOW_EXAMPLES)
def show(name: Name) -> None:
    """Show what the registry knows of one actor."""
    from dateline.grounding import Registry

    registry = Registry.load()
    actor = registry.get(name) or registry.find(name)
    if actor is None:
        near = ", ".join(registry.near(name))
        complain(f"{name[:80]}: no entry of this name" + (f"; near it: {near}" if near else ""))
        raise typer.Exit(1)
    results().print(about(actor, registry))


def about(actor: Actor, registry: Registry) -> Table:
    """An entry, its relations from both ends."""
    from dateline.grounding.ties import ties

    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1)
    table.add_row("name", Text(actor.name, style="bold"))
    table.add_row("id", actor.id)
    table.add_row("kind", ", ".join(filter(None, (actor.kind, actor.country, actor.sector))))
    if actor.aliases:
        table.add_row("also", ", ".join(actor.aliases))
    for kind, other, tie in ties(actor, registry):
        table.add_row(kind, f"{other.name} ({other.id})" + when(tie))
    return table


def when(tie: Relation) -> str:
    """The years of a relation, as far as they are known."""
    if not tie.start and not tie.end:
        return ""
    return f", {tie.start or ''}–{tie.end or ''}"


def _told(book: Ledger) -> Iterator[tuple[Party, str, tuple[str]]]:
    """Every party that a report names, with its event and its article."""
    for event in book.events():
        for report in book.reports(event):
            for claim in report.claims:
                if isinstance(claim.value, Party):
                    yield claim.value, event.id, (report.article_id,)
