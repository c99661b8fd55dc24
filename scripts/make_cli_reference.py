#!/usr/bin/env python3
"""Writes docs/cli.md from what the verbs say under --help."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
VERBS = (
    "code",
    "add",
    "watch",
    "events",
    "show",
    "totals",
    "relations",
    "explain",
    "export",
    "import",
    "report",
    "history",
    "diff",
    "accept",
    "correct",
    "merge",
    "split",
    "reject",
    "note",
    "undo",
    "decisions",
    "recode",
    "verify",
    "forget",
    "serve",
    "evaluate",
    "actors",
    "gazetteer",
    "users",
)
UNDER = {  # the verbs that have verbs of their own
    "actors": ("add", "unknown", "show"),
    "gazetteer": ("add",),
    "users": ("add", "remove", "list"),
}

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
    commands = [(verb, *below) for verb in VERBS for below in ((), *((under,) for under in UNDER.get(verb, ())))]
    return "\n".join([INTRODUCTION, section("dateline"), *(section("dateline", *command) for command in commands)])


def section(*command: str) -> str:
    """One command's heading and help."""
    return f"## {' '.join(command)}\n\n```text\n{help_text(*command[1:])}\n```\n"


def help_text(*verb: str) -> str:
    """What a command says under --help, at a width that fits a page, without colours."""
    plain = {"COLUMNS": "96", "TERMINAL_WIDTH": "96", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")} | plain
    command = [sys.executable, "-m", "dateline", *verb, "--help"]
    out = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True).stdout
    return "\n".join(line.rstrip() for line in out.splitlines()).strip("\n")


if __name__ == "__main__":
    DOCUMENT.write_text(reference(), encoding="utf-8")
