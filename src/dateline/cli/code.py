"""`dateline code`: articles to JSON Lines; nothing is stored."""

from __future__ import annotations

import sys

import msgspec
import typer

from dateline.cli.console import watched
from dateline.cli.inputs import Inputs
from dateline.cli.options import MinConfidence, Paths, Published, Strict, published_days

EXAMPLES = """Examples:
  dateline code page.html
  dateline code page.txt --published 1=2021-06-05 --published 3=2021-06-07
  curl -s https://example.org/story | dateline code - | jq '.events[].type'
"""


def code(
    paths: Paths, published: Published = None, strict: Strict = False, min_confidence: MinConfidence = None
) -> None:
    """Code articles and print them as JSON Lines, one article a line. Stores nothing."""
    from dateline.publishing import coded

    inputs = Inputs(paths, published_days(published), strict=strict, min_confidence=min_confidence)
    for _, coding in watched(inputs.coded(), "articles coded"):
        sys.stdout.write(msgspec.json.encode(coded(coding)).decode() + "\n")
        sys.stdout.flush()
    raise typer.Exit(inputs.exit_code)
