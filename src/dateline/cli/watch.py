"""`dateline watch`: feeds and sitemaps followed, their new pages into the ledger."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import code
from dateline.cli.add import end_lines
from dateline.cli.console import complain
from dateline.cli.options import LEDGER, Where
from dateline.errors import DatelineError, SetupError

if TYPE_CHECKING:
    from dateline.watching import Watch

EXAMPLES = """Examples:
  dateline watch feeds.toml
  dateline watch feeds.toml --once --ledger iraq.db
"""

Feeds = Annotated[Path, typer.Argument(metavar="FEEDS", help="A TOML file of feeds: see docs/watching.md.")]
Once = Annotated[
    bool, typer.Option("--once", help="One cycle, as for cron; the exit code is 1 where something failed.")
]


def watch(feeds: Feeds, once: Once = False, ledger: Where = LEDGER) -> None:
    """Follow RSS, Atom and sitemaps: ask politely for new and changed pages, and add them to the ledger."""
    try:
        from dateline.watching import State, Watch, load, state_path
    except ImportError as error:
        raise SetupError(f"watching needs {error.name}: pip install 'dateline[watch]'") from None
    from dateline.ledger import Ledger

    settings = load(feeds)
    with Ledger.open(ledger) as book, State(state_path(feeds, settings), _whole_name(book.name)) as state:
        watched = Watch(settings, state, book, code, say=complain)
        while True:
            started = time.monotonic()
            failed = _cycle(watched, once)
            if once:
                raise typer.Exit(int(failed))
            time.sleep(max(1.0, settings.minutes_between_cycles * 60 - (time.monotonic() - started)))


def _whole_name(ledger: str) -> str:
    """A ledger's name that means the same in every folder."""
    return ledger if "://" in ledger else str(Path(ledger).expanduser().resolve())


def _cycle(watched: Watch, once: bool) -> bool:
    """Whether something failed in a cycle. What went wrong with it as a whole ends the watch only where it is one."""
    try:
        done = watched.cycle()
    except DatelineError as error:
        if once:
            raise
        complain(str(error))
        return True
    typer.echo(f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC: {done.words()}")
    for line in end_lines(done.added):
        typer.echo(f"  {line}")
    return done.failed
