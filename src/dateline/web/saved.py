"""The pages that articles came from, byte for byte: where they were saved, or in the folder of those handed in here.

What is found is proved by its hash, which is the page's id: no path that a ledger names can lead to another file.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from itertools import islice
from pathlib import Path

from dateline.errors import NotFound
from dateline.ledger import Ledger
from dateline.ledger.forgetting import FORGOTTEN
from dateline.model import Page, Problem
from dateline.reading.decoding import decode

LARGEST = 20_000_000  # bytes
_ROW = re.compile(r"(.+?)(?::(\d+)| row (\d+))")  # "file.jsonl:7", "file.json row 7"


class Saved:
    """Finds saved pages, and keeps those that are handed in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, page: Page, file: Path) -> None:
        """Keeps a page that was read from a file, under its id."""
        data, kept = _in_file(file, page), self._folder / page.id
        if data is None or kept.exists():
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as out:
            out.write(data)
        os.replace(out.name, kept)

    def sweep(self, book: Ledger) -> None:
        """Deletes the kept pages whose articles were forgotten."""
        for kept in self._folder.glob("*"):
            try:
                gone = book.page(kept.name).source == FORGOTTEN
            except NotFound:
                gone = False  # it is being added
            if gone:
                kept.unlink()

    def find(self, page: Page) -> bytes | None:
        """The bytes of a page; None where they are not there any more."""
        if page.source == FORGOTTEN:
            return None
        kept = _in_file(self._folder / page.id, page)
        return kept if kept is not None else _in_file(Path(page.source), page)


def as_text(page: Page, data: bytes) -> str:
    """A page's bytes as the text that was read from them, markup and all. Raises InputError."""
    return decode(data, page.source, html=page.media_type == "text/html")


def _in_file(path: Path, page: Page) -> bytes | None:
    """The page's bytes in a file: all of it, or one of its rows."""
    try:
        data = _bytes(path)
        if data is None and (named := _ROW.fullmatch(str(path))):
            return _row(Path(named[1]), page)
    except OSError:
        return None
    if data is None or _is(page, data):
        return data
    return _row(path, page)


def _bytes(path: Path) -> bytes | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    return data if len(data) <= LARGEST else None


def _row(path: Path, page: Page) -> bytes | None:
    from dateline.reading.rows import document, lines

    if not path.is_file():
        return None
    with path.open("rb") as file:
        whole = path.suffix.lower() == ".json"
        rows = document(path.name, file.read(LARGEST)) if whole else lines(path.name, islice(file, 1_000_000))
        return next((row.data for row in rows if not isinstance(row, Problem) and row.page_id == page.id), None)


def _is(page: Page, data: bytes) -> bool:
    return hashlib.sha256(data).hexdigest() == page.id
