"""The index in a file between two runs: numpy's arrays, and the words as JSON.

Whatever is wrong with a file, it is as if there were none.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline import __version__
from dateline.ledger import Marks
from dateline.web.columns import NONE, Columns, Many, Words
from dateline.web.rows import Named, Spot

FORMAT = f"3 {__version__}"  # counts what rows are and how they are drawn up


_UNUSABLE = (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, msgspec.MsgspecError)


class _Head(msgspec.Struct):
    format: str
    marks: Marks
    spots: list[Spot]
    parties: list[Named]
    words: dict[str, list[str]]


def save(path: Path, marks: Marks, columns: Columns, words: Words) -> None:
    """Writes the file, or leaves the old one where that is not possible."""
    arrays: dict[str, Any] = {}
    head = _Head(FORMAT, marks, [], [], {})
    for name, column in columns.each():
        values = column.values if isinstance(column, Many) else column
        if isinstance(column, Many):
            arrays[f"{name}.starts"] = column.starts
        if name == "spot":
            values, head.spots = _pressed(values, words.spots.words)
        elif name == "party":
            values, head.parties = _pressed(values, words.parties.words)
        elif name in words.of:
            values, head.words[name] = _pressed(values, words.of[name].words)
        arrays[name] = values
    arrays["head"] = np.frombuffer(msgspec.json.encode(head), np.uint8)
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):  # a full disk, a folder that may not be written: the next run reads the ledger
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                np.savez(out, **arrays)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def marks(path: Path) -> Marks | None:
    """How far the ledger had been written that a file was made of; None where there is none that can be used."""
    try:
        with np.load(path, allow_pickle=False) as file:
            head = msgspec.json.decode(file["head"].tobytes(), type=_Head)
        return head.marks if head.format == FORMAT else None
    except _UNUSABLE:
        return None


def load(path: Path) -> tuple[Marks, Columns, Words] | None:
    """What `save` wrote; None where there is no such file, or none that can be used."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        head = msgspec.json.decode(arrays.pop("head").tobytes(), type=_Head)
        if head.format != FORMAT:
            return None
        many = {name.removesuffix(".starts") for name in arrays if name.endswith(".starts")}
        found: dict[str, Any] = {name: Many(arrays[f"{name}.starts"], arrays[name]) for name in many}
        found |= {name: array for name, array in arrays.items() if name not in many and not name.endswith(".starts")}
        return head.marks, Columns(**found), Words(head.spots, head.parties, **head.words)
    except _UNUSABLE:
        return None


def _pressed(values: NDArray[np.int32], words: list[Any]) -> tuple[NDArray[np.int32], list[Any]]:
    """Places in a vocabulary without the words that no event has any more: a name that was forgotten is not kept."""
    used = np.unique(values)
    used = used[used != NONE]
    pressed = np.where(values == NONE, NONE, np.searchsorted(used, values)).astype(np.int32)
    return pressed, [words[place] for place in used]
