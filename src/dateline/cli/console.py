"""What is said to the person at the terminal: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline.model import Problem

T = TypeVar("T")
_WIDTH = 160  # characters, where a program reads and nothing needs to be cut for a screen


class _Results(Console):
    """Where nobody reads on, it lets that be known, as `print` does; rich's own would end with another exit code."""

    def on_broken_pipe(self) -> None:
        """What to do when the reader went away."""
        raise BrokenPipeError


def results() -> Console:
    """Where tables go: standard output, as wide as the terminal or COLUMNS; words of articles are no markup."""
    known = sys.stdout.isatty() or "COLUMNS" in os.environ
    return _Results(highlight=False, markup=False, emoji=False, width=None if known else _WIDTH)


def say(message: str) -> None:
    """A message, on standard error."""
    typer.echo(message, err=True)


def complain(problem: Problem | str) -> None:
    """One line about something that could not be done, on standard error."""
    say("dateline: " + " ".join(str(problem).split()))


def watched(items: Iterable[T], doing: str) -> Iterator[T]:
    """The items as they come, with a running count on standard error where that is a terminal."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}: {task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(doing, total=None)
        for item in items:
            yield item
            progress.advance(task)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 article", "2 articles"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
