#!/usr/bin/env python3
"""Writes docs/cli.md from what the verbs say under --help."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

from dateline.cli import app

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
INTRODUCTION = """# The command line

Generated from `--help` by `scripts/make_cli_reference.py`; a test fails where it is out of date.

Results go to standard output; messages, and progress where it is a terminal, to standard error. Exit codes:

| code | meaning |
|---|---|
| 0 | all done |
| 1 | some inputs were set aside (each on a line of its own, with the reason), or the verb could not be done |
| 2 | wrong usage |
| 130 | interrupted with Ctrl-C |
| 141 | the program that read our output went away |
"""


def reference() -> str:
    """The whole document."""
    return "\n".join([INTRODUCTION, *(section(*words) for words in verbs(get_command(app), "dateline"))])


def verbs(command: Any, *words: str) -> Iterator[tuple[str, ...]]:
    """The words that call a command, and those of the commands below it."""
    yield words
    for name, below in getattr(command, "commands", {}).items():
        yield from verbs(below, *words, name)


def section(*command: str) -> str:
    """One command's heading and help."""
    return f"## {' '.join(command)}\n\n```text\n{help_text(*command[1:])}\n```\n"


def help_text(*verb: str) -> str:
    """What a command says under --help, at a width that fits a page, without colours or settings of this machine."""
    plain = {"COLUMNS": "96", "NO_COLOR": "1", "TERM": "dumb"}
    environment = {name: None for name in os.environ if name.startswith("DATELINE_")} | plain
    out = CliRunner().invoke(app, [*verb, "--help"], prog_name="dateline", env=environment).stdout
    return "\n".join(line.rstrip() for line in out.splitlines()).strip("\n")


if __name__ == "__main__":
    DOCUMENT.write_text(reference(), encoding="utf-8")
