"""`dateline gazetteer add`: a user's own places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from dateline.cli.console import complain, counted
from dateline.cli.helping import Group, Verb
from dateline.cli.options import Strict

EXAMPLES = """Examples:
  dateline gazetteer add IQ.zip
  dateline gazetteer add allCountries.txt
  dateline gazetteer add camps.csv --strict
"""
SHOWN = 20  # faulty rows that are told one by one

app = typer.Typer(
    cls=Group, no_args_is_help=True, help="Places of your own: camps, bases, crossings, wards that no list has."
)

File = Annotated[
    Path,
    typer.Argument(
        help="A GeoNames dump (.txt or .zip), or CSV with the columns name, lat, lon, kind.", metavar="FILE"
    ),
]


@app.command(cls=Verb, epilog=EXAMPLES)
def add(file: File, strict: Strict = False) -> None:
    """Add places to the gazetteer, for good; those of a CSV outrank all others of their name."""
    from dateline.grounding import Gazetteer
    from dateline.grounding.own_places import add_places

    gazetteer = Gazetteer.open()
    told = 0

    def tell(problem: object) -> None:
        nonlocal told
        told += 1
        if told <= SHOWN:
            complain(str(problem))

    with _bar(f"reading {file.name}") as progress:
        added = add_places(file, gazetteer.country_at, tell, strict=strict, progress=progress)
    if told > SHOWN:
        complain(f"and {counted(told - SHOWN, 'further row')} set aside")
    typer.echo(
        f"{counted(added.places, 'place')} added, {counted(added.set_aside, 'row')} set aside\nKept in: {added.path}"
    )
    raise typer.Exit(int(added.set_aside > 0))


@contextmanager
def _bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """A bar of what is read, on standard error where that is a terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(doing, total=None)
        yield lambda done, size: progress.update(task, completed=done, total=size)
