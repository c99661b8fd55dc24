"""The command line as a whole: its verbs, its version, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

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
from dateline.errors import DatelineError

_INTERRUPTED = 130  # what a shell reports of a program stopped by Ctrl-C
_CLOSED_PIPE = 141  # what a shell reports of a program whose reader went away


class Verbs(TyperGroup):
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


app = typer.Typer(
    cls=Verbs,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: [bold]dateline add examples/[/bold], then [bold]dateline report -o report.html[/bold]",
)
app.command(epilog=code.EXAMPLES)(code.code)
app.command(epilog=add.EXAMPLES)(add.add)
app.command(epilog=watch.EXAMPLES)(watch.watch)
app.command(epilog=events.EXAMPLES)(events.events)
app.command(epilog=show.EXAMPLES)(show.show)
app.command(epilog=totals.TOTALS)(totals.totals)
app.command(epilog=totals.RELATIONS)(totals.relations)
app.command(epilog=explain.EXAMPLES)(explain.explain)
app.command(epilog=export.EXAMPLES)(export.export)
app.command("import", epilog=restore.EXAMPLES)(restore.restore)
app.command(epilog=report.EXAMPLES)(report.report)
app.command(epilog=history.HISTORY)(history.history)
app.command(epilog=history.DIFF)(history.diff)
app.command(epilog=decide.ACCEPT)(decide.accept)
app.command(epilog=decide.CORRECT)(decide.correct)
app.command(epilog=decide.MERGE)(decide.merge)
app.command(epilog=decide.SPLIT)(decide.split)
app.command(epilog=decide.REJECT)(decide.reject)
app.command(epilog=decide.NOTE)(decide.note)
app.command(epilog=decide.UNDO)(decide.undo)
app.command(epilog=decide.DECISIONS)(decide.decisions)
app.command(epilog=keeping.RECODE)(keeping.recode)
app.command(epilog=keeping.VERIFY)(keeping.verify)
app.command(epilog=keeping.FORGET)(keeping.forget)
app.command(epilog=serve.SERVE)(serve.serve)
app.command(epilog=evaluate.EXAMPLES)(evaluate.evaluate)
app.add_typer(actors.app, name="actors")
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(serve.users, name="users")


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
