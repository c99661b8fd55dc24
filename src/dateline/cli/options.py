"""Options that several verbs share, and what becomes of their values."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import msgspec
import typer

from dateline.cli.console import complain
from dateline.days import typed_day
from dateline.errors import InputError, TooLate

if TYPE_CHECKING:
    from dateline.ledger import Filter


SomePaths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH", help="Pages (.txt, .html), rows (.json, .jsonl), folders of them, or - for standard input."
    ),
]
Published = Annotated[
    list[str] | None,
    typer.Option(
        "--published",
        metavar="DATE|N=DATE",
        help="Day of publication of an undated article; of the Nth on its page as N=DATE. Repeatable.",
    ),
]
MinConfidence = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        min=0.0,
        max=1.0,
        metavar="P",
        help="Leave out records less likely than this, 0 to 1: higher is surer, lower finds more.",
    ),
]
Workers = Annotated[
    int,
    typer.Option("--workers", min=1, max=64, metavar="N", help="Processes that code, where there are many articles."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first input that has to be set aside.")]
Where = Annotated[
    str,
    typer.Option(
        "--ledger", metavar="FILE|URL", envvar="DATELINE_LEDGER", help="The ledger: a SQLite file or a database URL."
    ),
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Events that may have happened on or after this day.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Events that may have happened on or before this day.")]
Undated = Annotated[bool, typer.Option("--undated", help="With --since or --until: events of open date too.")]
Types = Annotated[
    list[str] | None, typer.Option("--type", metavar="TYPE", help="PLOVER type, such as ASSAULT. Repeatable.")
]
Countries = Annotated[
    list[str] | None, typer.Option("--country", metavar="CODE", help="ISO 3166 country, such as IQ. Repeatable.")
]
Actors = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="NAME", help="Words of a party's name, on either side. Repeatable."),
]
Text = Annotated[
    str | None, typer.Option("--text", metavar="WORDS", help="Words that an article about it holds, in any order.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        callback=lambda value: None if value is None else day_of(value, "--as-of"),
        help="As the ledger stood at the end of this day (UTC).",
    ),
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why.")]
User = Annotated[
    str | None,
    typer.Option(
        "--user", metavar="NAME", envvar="DATELINE_USER", help="Who decides; left out: the user of this machine."
    ),
]
Persons = Annotated[bool, typer.Option("--persons", help="Name private persons, who are masked otherwise.")]

LEDGER = "dateline.db"
WORKERS = min(2, os.cpu_count() or 1)


def today() -> str:
    """The day, UTC, ISO 8601."""
    return datetime.now(UTC).date().isoformat()


def filter_words(chosen: Filter, as_of: str | None) -> dict[str, Any]:
    """A filter as exports and reports state it: what it asks for, by name."""
    words = {name: value for name, value in msgspec.structs.asdict(chosen).items() if value}
    return words | ({"as_of": as_of} if as_of else {})


def day_of(value: str, option: str) -> str:
    """A day that was given, ISO 8601; what is none is wrong usage."""
    with usage():
        return typed_day(option, value)


@contextmanager
def usage() -> Iterator[None]:
    """What cannot be meant as it was typed is wrong usage: one line, and exit code 2."""
    try:
        yield
    except TooLate:
        raise
    except InputError as error:
        complain(error.problem)
        raise typer.Exit(2) from None


def published_days(values: list[str] | None) -> str | dict[int, str] | None:
    """What --published says: one day, or days by the number of the article on its page."""
    if not values:
        return None
    numbered = [re.fullmatch(r"(?:(\d+)=)?(.*)", value, re.S) for value in values]
    pairs = [(found[1], day_of(found[2], "--published")) for found in numbered if found]
    if len(pairs) == 1 and pairs[0][0] is None:
        return pairs[0][1]
    if any(number is None for number, _ in pairs):
        raise typer.BadParameter("give one DATE, or an N=DATE for each article", param_hint="--published")
    days = {int(number): day for number, day in pairs if number is not None}
    if len(days) < len(pairs):
        raise typer.BadParameter("two dates are given for one article", param_hint="--published")
    return days


def selection(
    since: Since = None,
    until: Until = None,
    undated: Undated = False,
    types: Types = None,
    countries: Countries = None,
    actors: Actors = None,
    text: Text = None,
) -> Filter:
    """The filter that the options make; a value that no filter can have is wrong usage."""
    from dateline.ledger import Filter

    with usage():
        return Filter.of(
            since=since,
            until=until,
            undated=undated,
            types=types or (),
            countries=countries or (),
            actors=actors or (),
            text=text,
        )


def choosing(verb: Callable[..., None]) -> Callable[..., None]:
    """Gives a verb the options of `selection` where it takes `chosen`, and hands it the filter that they make."""
    parameters = _parameters(verb)
    options = _parameters(selection)
    at = [each.name for each in parameters].index("chosen")

    @wraps(verb, assigned=("__module__", "__name__", "__doc__"))  # without `chosen`, which is no option
    def chosen_by_options(**given: object) -> None:
        asked: dict[str, Any] = {each.name: given.pop(each.name) for each in options}
        verb(chosen=selection(**asked), **given)

    signature = inspect.Signature([*parameters[:at], *options, *parameters[at + 1 :]])
    chosen_by_options.__signature__ = signature  # type: ignore[attr-defined]
    return chosen_by_options


def _parameters(function: Callable[..., object]) -> list[inspect.Parameter]:
    """What a function takes by name, its annotations evaluated; that of `chosen` is for mypy only."""
    hints = get_type_hints(function, localns={"Filter": object}, include_extras=True)
    return [
        each.replace(annotation=hints[each.name], kind=inspect.Parameter.KEYWORD_ONLY)
        for each in inspect.signature(function).parameters.values()
    ]
