"""`dateline code`: articles to JSON Lines; nothing is stored. With --output, many articles to a folder of Parquet."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
import typer

from dateline.cli.console import watched
from dateline.cli.inputs import Inputs
from dateline.cli.options import MinConfidence, Published, Strict, published_days

EXAMPLES = """Examples:
  dateline code page.html
  dateline code page.txt --published 1=2021-06-05 --published 3=2021-06-07
  curl -s https://example.org/story | dateline code - | jq '.events[].type'
  dateline code crawl.warc.gz rows.jsonl.zst --output coded/
"""

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Pages (.txt, .html), rows (.json, .jsonl), folders of them, or - for standard input. With --output also "
        "globs, .parquet, .warc, rows and archives in .gz or .zst, and addresses (s3://...), but not -.",
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="DIR", help="Code into this folder, in Parquet; given again, goes on where it was."
    ),
]
EngineName = Annotated[
    Literal["local", "ray"], typer.Option("--engine", help="What does the work: processes of this machine, or Ray.")
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", min=1, metavar="N", help="Processes that code; left out: one for each core there is."),
]
Address = Annotated[
    str | None, typer.Option("--address", metavar="ADDRESS", help="The Ray cluster; left out: Ray on this machine.")
]
KeepCopies = Annotated[bool, typer.Option("--keep-copies", help="Code wire copies too, each by itself.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Code a sample only, and say how long all would take and how much disk.")
]


def code(
    paths: Sources,
    published: Published = None,
    strict: Strict = False,
    min_confidence: MinConfidence = None,
    output: Output = None,
    engine: EngineName = "local",
    workers: Workers = None,
    address: Address = None,
    keep_copies: KeepCopies = False,
    dry_run: DryRun = False,
) -> None:
    """Code articles and print them as JSON Lines, one article a line. Stores nothing.

    With --output, codes any number of articles into a folder, on all cores or on a cluster; what was stopped goes on.

    `dateline add --from` takes that folder into a ledger.
    """
    many = {"--engine": engine != "local", "--workers": workers, "--address": address, "--keep-copies": keep_copies}
    if dry_run or output is not None:
        from dateline.cli import running

        _refuse({"--published": published, "--strict": strict}, "goes without --output and --dry-run")
        _refuse({"--address": address and engine != "ray"}, "is for --engine ray")
        if dry_run:
            running.price(paths, workers, min_confidence)
        else:
            running.run(paths, str(output), engine, workers, address, min_confidence, keep_copies=keep_copies)
        return
    _refuse(many, "goes with --output")
    from dateline.publishing import coded

    inputs = Inputs(paths, published_days(published), strict=strict, min_confidence=min_confidence)
    for _, coding in watched(inputs.coded(), "articles coded"):
        sys.stdout.write(msgspec.json.encode(coded(coding)).decode() + "\n")
        sys.stdout.flush()
    raise typer.Exit(inputs.exit_code)


def _refuse(given: Mapping[str, object], why: str) -> None:
    for name, value in given.items():
        if value:
            raise typer.BadParameter(why, param_hint=name)
