"""`dateline code --output`: what is said of a run while it goes and when it is done."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline.cli.console import complain, counted

if TYPE_CHECKING:
    from dateline.running.manifest import Counts, Manifest
    from dateline.running.run import Engine, Tell

_SHOWN = 10  # inputs set aside that are named; the rest are in the folder


def run(
    sources: Sequence[str],
    output: str,
    engine: Literal["local", "ray"],
    workers: int | None,
    address: str | None,
    min_confidence: float | None,
    *,
    keep_copies: bool,
) -> None:
    """Codes sources into a folder and says what came of it. Ends with 1 where something was set aside."""
    from dateline.running.keeper import Setting
    from dateline.running.run import run as run_all

    setting = Setting(min_confidence=min_confidence)
    with _watched() as tell:
        done = run_all(sources, output, _engine(engine, workers, address), setting, keep_copies=keep_copies, tell=tell)
    _complain_of_aside(output, done.counts)
    typer.echo(summary(done, output))
    raise typer.Exit(int(done.counts.not_read + done.counts.not_coded > 0))


def price(sources: Sequence[str], workers: int | None, min_confidence: float | None) -> None:
    """Says what coding sources would take."""
    from dateline.running.keeper import Setting
    from dateline.running.pricing import price as priced

    cost = priced(sources, Setting(min_confidence=min_confidence))
    cores = os.cpu_count() or 1
    several = sorted({1, cores, *({workers} if workers else ())})
    lines = [
        f"{counted(cost.files, 'file')}, {_bytes(cost.bytes)}",
        f"about {counted(_rough(cost.articles), 'article')} of {counted(_rough(cost.words), 'word')}",
        *(f"about {_hours(cost.seconds / n)} on {counted(n, 'worker')}{_here(n, cores)}" for n in several),
        f"about {_bytes(cost.output)} in the finished folder, {_bytes(cost.beside)} more while it runs",
        f"about {_bytes(cost.memory)} of memory to find copies, none with --keep-copies",
        f"From {counted(cost.sample, 'article')} coded; nothing was written.",
    ]
    typer.echo("\n".join(lines))


def _here(workers: int, cores: int) -> str:
    return ", as many as this machine has cores" if workers == cores else ""


def _rough(number: int) -> int:
    """Two digits of a number: more would be made up."""
    return round(number, 2 - len(str(number)))


def _hours(seconds: float) -> str:
    if seconds < 5_400:
        return counted(max(1, round(seconds / 60)), "minute")
    hours = seconds / 3_600
    return f"{hours:.1f} hours" if hours < 10 else f"{_rough(round(hours)):,} hours"


def _bytes(number: int) -> str:
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if number >= size:
            return f"{number / size:.3g} {unit}"
    return counted(number, "byte")


def summary(done: Manifest, output: str) -> str:
    """What a run came to, on one screen, and what to do next."""
    counts = done.counts
    aside = counts.not_read + counts.not_coded
    lines = [
        f"{counted(counts.read, 'article')} read from {counted(done.taken.files, 'file')}",
        f"{counted(counts.coded, 'article')} coded, {counted(counts.words, 'word')}, "
        f"{counted(counts.events, 'report')} of events",
        *([f"{counted(counts.copies, 'article')} not coded: copies of others"] if counts.copies else []),
        *([f"{counted(aside, 'input')} set aside, for the reasons in {output.rstrip('/')}/aside"] if aside else []),
        "",
        "Next:",
        f"  dateline add --from {output}",
    ]
    return "\n".join(lines)


def _engine(name: Literal["local", "ray"], workers: int | None, address: str | None) -> Engine:
    if name == "ray":
        from dateline.running.cluster import RayEngine

        return RayEngine(workers, address)
    from dateline.running.local import LocalEngine

    return LocalEngine(workers)


@contextmanager
def _watched() -> Iterator[Tell]:
    """A running count on standard error, where that is a terminal."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("loading the coder", total=None)

        def tell(state: str, counts: Counts) -> None:
            what = f"articles read: {counts.read:,}" if state == "reading" else f"articles coded: {counts.coded:,}"
            progress.update(task, description=what)

        yield tell


def _complain_of_aside(output: str, counts: Counts) -> None:
    from itertools import islice

    from dateline.model import Problem
    from dateline.running import set_aside

    for each in islice(set_aside(output), _SHOWN):
        complain(Problem(source=each.source, reason=each.reason, hint=each.hint))
    more = counts.not_read + counts.not_coded - _SHOWN
    if more > 0:
        complain(f"{counted(more, 'more input')} set aside")
