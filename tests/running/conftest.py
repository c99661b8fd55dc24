"""Rows of articles, and runs of them with a coder that costs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from dateline.running.keeper import Setting
from dateline.running.local import LocalEngine
from dateline.running.manifest import Manifest
from dateline.running.run import Engine, run

PLAIN = Setting(coder="running.coders:plain", patience=60)
TOWNS = ("Karsa", "Barda", "Ilmen", "Tavos", "Orlin", "Seder", "Mirna", "Halvik", "Ostra", "Venn")


def sentence(number: int) -> str:
    """Some words that no other number gives."""
    town, other = TOWNS[number % 10], TOWNS[number // 10 % 10]
    return f"Farmers of {town} met at mill {number} on Monday and spoke of the road to {other}, which {number} use."


def write_rows(path: Path, texts: Iterable[str], **more: object) -> Path:
    """JSON Lines of articles with ids from 0 on."""
    rows = ({"id": f"a{n}", "title": f"Title {n}", "text": text, **more} for n, text in enumerate(texts))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run_plain(
    sources: Sequence[Path | str], output: Path, *, engine: Engine | None = None, keep_copies: bool = False
) -> Manifest:
    """A run with the coder that costs nothing."""
    named = [str(source) for source in sources]
    return run(named, str(output), engine or LocalEngine(2), PLAIN, keep_copies=keep_copies)
