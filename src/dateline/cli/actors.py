"""`dateline actors`: the registry; a user's own entries, names that no entry has yet, and what is known of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from dateline.cli.console import complain, counted, results, say
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
ENDS = {
    "leads": "led by", "part of": "holds", "formerly of": "once held", "backed by": "backs",
    "allied with": "allied with", "fights": "fights",
}  # fmt: skip

app = typer.Typer(no_args_is_help=True, help="The registry of actors: add entries, list unknown names, show one.")

File = Annotated[Path, typer.Argument(metavar="FILE.yaml", help="Actors in the form that docs/actors.md describes.")]
Strict = Annotated[bool, typer.Option("--strict", help="Add nothing where one entry is wrong.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, alias or acronym, or an id.")]
Least = Annotated[int, typer.Option("--least", min=1, metavar="N", help="Names of at least so many events.")]


@app.command(epilog=ADD_EXAMPLES)
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


@app.command(epilog=UNKNOWN_EXAMPLES)
def unknown(ledger: Where = LEDGER, least: Least = 2) -> None:
    """List names of parties in the ledger that no entry of the registry has, the most frequent first.

    Private persons are left out. Country and sector are what the articles say; look at the events before you add one.
    """
    from dateline.ledger import Ledger

    with Ledger.open(ledger, create=False) as book:
        names = [name for name in recurring(book) if len(name.events) >= least]
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
            name.name, str(len(name.events)), str(len(name.articles)), *said, " ".join(name.events[:EXAMPLES])
        )
    results().print(table)


@app.command(epilog=SHOW_EXAMPLES)
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


def ties(actor: Actor, registry: Registry) -> Iterator[tuple[str, Actor, Relation]]:
    """The relations that an entry has, and those that others have to it."""
    for tie in actor.relations:
        other = registry.get(tie.other)
        if other is not None:
            yield tie.kind, other, tie
    for other in registry:
        for tie in other.relations:
            if tie.other == actor.id:
                yield ENDS[tie.kind], other, tie


def when(tie: Relation) -> str:
    """The years of a relation, as far as they are known."""
    if not tie.start and not tie.end:
        return ""
    return f", {tie.start or ''}–{tie.end or ''}"


@dataclass
class Unknown:
    """A name without an entry, and where it is told."""

    name: str
    events: list[str] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    countries: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    sectors: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))


def recurring(book: Ledger) -> list[Unknown]:
    """The proper names of parties without an entry, those of most events first."""
    from dateline.grounding import Registry
    from dateline.grounding.names import normalise

    registry = Registry.load()
    found: dict[str, Unknown] = {}
    for event in book.events():
        for report in book.reports(event):
            for claim in report.claims:
                party = claim.value
                if not isinstance(party, Party) or not _names(party) or registry.find(party.name):
                    continue
                name = found.setdefault(normalise(party.name), Unknown(party.name))
                if event.id not in name.events:
                    name.events.append(event.id)
                name.articles.add(report.article_id)
                for values, value in ((name.countries, party.country), (name.sectors, party.sector)):
                    if value:
                        values[value] += 1
    return sorted(found.values(), key=lambda n: (-len(n.events), -len(n.articles), n.name))


def _names(party: Party) -> bool:
    """Whether a party has a proper name that a registry could hold: "Ansar Brigade", not "two men"."""
    words = party.name.split()
    capital = [word for word in words if word[0].isupper()]
    return not (party.actor_id or party.private or party.unknown) and bool(capital) and words[-1][0].isupper()
