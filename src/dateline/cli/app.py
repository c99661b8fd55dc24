"""The command line as a whole: its verbs, its version, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from dateline import __version__
from dateline.cli import (
    actors,
    add,
    code,
    decide,
    evaluate,
    events,
    explain,
    export,
    gazetteer,
    history,
    keeping,
    report,
    restore,
    serve,
    show,
    totals,
    watch,
)
from dateline.cli.console import complain
from dateline.cli.helping import Group, Verb
from dateline.errors import DatelineError

_INTERRUPTED = 130  # what a shell reports of a program stopped by Ctrl-C
_CLOSED_PIPE = 141  # what a shell reports of a program whose reader went away


class Verbs(Group):
    """Runs a verb; an expected error becomes one line and exit code 1."""

    def invoke(self, ctx: Any) -> object:
        """Run the verb that the command line names."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            complain("stopped; what was stored before stays stored")
            raise typer.Exit(_INTERRUPTED) from None
        except BrokenPipeError:
            _drop_output()
            raise typer.Exit(_CLOSED_PIPE) from None
        except DatelineError as error:
            complain(str(error))
            raise typer.Exit(1) from None
        except OSError as error:
            complain(": ".join(map(str, filter(None, (error.filename, error.strerror)))) or str(error))
            raise typer.Exit(1) from None
        return result


_PANELS: dict[str, dict[str, tuple[Callable[..., None], str]]] = {
    "Take in": {
        "add": (add.add, add.EXAMPLES),
        "watch": (watch.watch, watch.EXAMPLES),
        "code": (code.code, code.EXAMPLES),
    },
    "Look": {
        "events": (events.events, events.EXAMPLES),
        "show": (show.show, show.EXAMPLES),
        "totals": (totals.totals, totals.TOTALS),
        "relations": (totals.relations, totals.RELATIONS),
        "explain": (explain.explain, explain.EXAMPLES),
        "history": (history.history, history.HISTORY),
        "diff": (history.diff, history.DIFF),
        "serve": (serve.serve, serve.SERVE),
    },
    "Pass on": {
        "report": (report.report, report.EXAMPLES),
        "export": (export.export, export.EXAMPLES),
        "import": (restore.restore, restore.EXAMPLES),
    },
    "Decide": {
        "accept": (decide.accept, decide.ACCEPT),
        "correct": (decide.correct, decide.CORRECT),
        "merge": (decide.merge, decide.MERGE),
        "split": (decide.split, decide.SPLIT),
        "reject": (decide.reject, decide.REJECT),
        "note": (decide.note, decide.NOTE),
        "undo": (decide.undo, decide.UNDO),
        "decisions": (decide.decisions, decide.DECISIONS),
    },
    "Keep in order": {
        "verify": (keeping.verify, keeping.VERIFY),
        "recode": (keeping.recode, keeping.RECODE),
        "forget": (keeping.forget, keeping.FORGET),
        "evaluate": (evaluate.evaluate, evaluate.EXAMPLES),
    },
}
_GROUPS = {"actors": actors.app, "gazetteer": gazetteer.app, "users": serve.users}

app = typer.Typer(
    cls=Verbs,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: [bold]dateline add examples/[/bold], then [bold]dateline report -o report.html[/bold]",
)
for _panel, _verbs in _PANELS.items():
    for _name, (_verb, _examples) in _verbs.items():
        settings = {"ignore_unknown_options": _verb is decide.correct}  # else a toll of -5 is no value, but an option
        app.command(_name, cls=Verb, epilog=_examples, rich_help_panel=_panel, context_settings=settings)(_verb)
for _name, _group in _GROUPS.items():
    app.add_typer(_group, name=_name, rich_help_panel="Own lists")


def main() -> None:
    """The command `dateline`."""
    app(prog_name="dateline")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def dateline(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Read news pages and keep an auditable ledger of events.

    Who did what to whom, where and when, with what toll, and according to whom: each with the words behind it.
    """


def _drop_output() -> None:
    """Nobody reads standard output any more: what is left in its buffer must not fail once again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
