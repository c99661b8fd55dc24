"""`dateline export`: the events of the ledger for other programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.console import complain, say
from dateline.cli.options import LEDGER, AsOf, Persons, Where, choosing, filter_words, today
from dateline.cli.writing import whole_file

if TYPE_CHECKING:
    from dateline.ledger import Filter
    from dateline.publishing import Said

EXAMPLES = """Examples:
  dateline export --format csv > events.csv
  dateline export --format acled --since 2021-01-01 -o acled.csv
  dateline export --format geojson --type ASSAULT > attacks.geojson
  dateline export --country IQ --no-text
  dateline export --format ledger --persons -o whole.jsonl
"""

_NAMED = 3  # events named in a note on the terminal; the file beside the export names all


class Format(StrEnum):
    """What an export can be written as."""

    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"
    PARQUET = "parquet"
    GEOPARQUET = "geoparquet"
    ACLED = "acled"
    UCDP = "ucdp"
    PLOVER = "plover"
    POLECAT = "polecat"
    HXL = "hxl"
    STIX = "stix"
    FTM = "ftm"
    ATOM = "atom"
    MARKDOWN = "markdown"
    LEDGER = "ledger"


Formats = Annotated[
    Format,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=f"How to write them: {', '.join(Format)} (needs --persons, takes no filter). See docs/formats.md.",
    ),
]
NoText = Annotated[
    bool, typer.Option("--no-text", help="Leave out quotes and headlines, whose rights are their publishers'.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file, and to FILE.about.json of what it is and what the format could not hold; "
        "else to standard output.",
    ),
]


@choosing
def export(
    format: Formats = Format.JSONL,
    output: Output = None,
    ledger: Where = LEDGER,
    *,
    chosen: Filter,
    as_of: AsOf = None,
    persons: Persons = False,
    no_text: NoText = False,
) -> None:
    """Write the events of the ledger, private persons masked; say what the format could not hold."""
    from dateline.ledger import Ledger
    from dateline.publishing import FORMATS, Selection

    if format is Format.LEDGER:
        _whole(output, ledger, narrowed=bool(filter_words(chosen, as_of)), persons=persons, no_text=no_text)
        return
    made, words, how = today(), filter_words(chosen, as_of), FORMATS[format.value]
    with Ledger.open(ledger, create=False, as_of=as_of) as whole, whole.snapshot() as book:
        wanted = Selection(
            book, chosen, persons=persons, text=not no_text, made=made, words=words,
            change=None if as_of else book.change(), workers=os.cpu_count() or 1,
        )  # fmt: skip
        with _opened(output, how.binary) as out:
            how.write(wanted, out)
        about = wanted.about()  # while the ledger is open: what is private in it, a masked filter does not say either
    if output:
        _write_about(output, format, about, wanted.said)
    else:
        say(f"dateline: {_about(about)}")
    for said in wanted.said:
        say(f"dateline: not in {how.words}: {_note(said)}")


def _whole(output: Path | None, ledger: str, *, narrowed: bool, persons: bool, no_text: bool) -> None:
    """The ledger with its history, for `dateline import`: all of it or nothing of it."""
    from dateline.ledger import Ledger

    if narrowed or no_text or not persons:
        complain(
            "a whole ledger has its articles' words and private persons in it: give --persons, and no filter,"
            " --as-of or --no-text"
        )
        raise typer.Exit(2)
    with Ledger.open(ledger, create=False) as whole, whole.snapshot() as book, _opened(output, False) as out:
        for line in book.lines():
            out.write(line)


@contextmanager
def _opened(output: Path | None, binary: bool) -> Iterator[IO[Any]]:
    """Standard output, or a file that is there whole or not at all."""
    if output is None:
        yield sys.stdout.buffer if binary else sys.stdout
        return
    with (
        whole_file(output) as path,
        path.open("wb") if binary else path.open("w", encoding="utf-8", newline="") as out,
    ):
        yield out


def _about(about: Mapping[str, Any]) -> str:
    """What stands in FILE.about.json, on one line, where there is no such file."""
    asked = ", ".join(f"{name} {value}" for name, value in about["filter"].items()) or "none"
    return "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in {**about, "filter": asked}.items())


def _write_about(output: Path, format: Format, about: Mapping[str, Any], said: Iterable[Said]) -> None:
    not_held = [{"what": each.what, "events": list(each.events)} for each in said]
    about = {"format": format.value, **about, "not_held": not_held}
    with whole_file(output.with_name(f"{output.name}.about.json")) as path:
        path.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _note(said: Said) -> str:
    if not said.events:
        return said.what
    shown = ", ".join(said.events[:_NAMED])
    more = len(said.events) - _NAMED
    return f"{said.what}: {shown}" + (f" and {more} more" if more > 0 else "")
