"""Where gold records are found, and how they are read.

A gold folder has a JSON file for each article, holding its title, text and day of publication beside the records that a
reader made of it (`events`, `aggregates`). The project has a small one of its own in `tests/gold`. Larger ones lie
outside it, in `dev`, `train` and `stories` under the folder that the environment variable DATELINE_GOLD names, or under
`../shared/gold`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import InputError, SetupError
from dateline.model import Problem

VARIABLE = "DATELINE_GOLD"
OUTSIDE = ("dev", "train", "stories")
OWN = "own"

Row = dict[str, Any]
Rows = dict[str, Row]
"""JSON rows by article id."""

_PROJECT = Path(__file__).resolve().parents[3]


def gold_root() -> Path | None:
    """The folder of the larger gold sets, or None where there is none.

    Raises SetupError where DATELINE_GOLD names a folder that does not exist: a gate must not pass by a slip of the pen.
    """
    named = os.environ.get(VARIABLE)
    if named:
        if not Path(named).is_dir():
            raise SetupError(f"{VARIABLE}: no folder {named}; set it to the folder that holds dev, train and stories")
        return Path(named)
    beside = (base / "../shared/gold" for base in (Path.cwd(), _PROJECT))
    return next((folder.resolve() for folder in beside if folder.is_dir()), None)


def gold_sets() -> dict[str, Path]:
    """The gold folders there are on this machine, by the names under which their floors stand."""
    root = gold_root()
    folders = {name: root / name for name in OUTSIDE} if root else {}
    folders[OWN] = _PROJECT / "tests" / "gold"
    return {name: folder for name, folder in folders.items() if folder.is_dir()}


def set_name(folder: Path) -> str:
    """The name under which a folder's floors stand: that of a known set, else the folder's own."""
    known = {path.resolve(): name for name, path in gold_sets().items()}
    return known.get(folder.resolve(), folder.resolve().name)


def read_rows(folder: Path) -> Rows:
    """The gold articles of a folder, in the order of its file names.

    Raises InputError for a folder without JSON files, a file that is no gold article, and an id that comes twice.
    """
    rows: Rows = {}
    for path in _files(folder):
        row = _row(path)
        if row["id"] in rows:
            raise InputError(Problem(source=str(path), reason=f"a second article with the id {row['id']}"))
        rows[row["id"]] = row
    return rows


def _files(folder: Path) -> Iterator[Path]:
    paths = sorted(folder.glob("*.json"))
    if not paths:
        hint = "name a folder with one JSON file an article"
        raise InputError(Problem(source=str(folder), reason="no gold articles there", hint=hint))
    return iter(paths)


def _row(path: Path) -> Row:
    try:
        row = msgspec.json.decode(path.read_bytes(), type=Row)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise InputError(Problem(source=str(path), reason=f"not a gold article: {error}")) from error
    missing = {"id", "title", "text", "events"} - row.keys()
    if missing:
        raise InputError(Problem(source=str(path), reason=f"not a gold article: no {', '.join(sorted(missing))}"))
    return row
