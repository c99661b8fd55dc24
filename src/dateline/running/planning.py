"""What was read → what is to be coded: copies taken out, the rest in batches of like length of text.

A function of the parts that were read, in their order: a run that goes on plans again and comes to the same batches.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from dateline.model import Article, Page
from dateline.running import parts
from dateline.running.likeness import Index, Match
from dateline.running.output import COPIES
from dateline.running.records import Copy
from dateline.running.stages import READ, Batch, Piece
from dateline.running.storage import Folder

LENGTH = 60_000  # characters of a batch, some ten thousand words: seconds of work, and what a kill can cost a worker
_SHIFT = 32  # bits of an article's key that say where in its part it stands
_RECENT = 200  # parts whose ids are kept at hand, for the copies of their articles


def batches(folder: Folder, *, keep_copies: bool) -> Iterator[Batch]:
    """The articles to code. Writes down the copies among those it has passed, unless copies are kept."""
    number, pieces, length = 0, list[Piece](), 0
    for part, rows in _kept(folder, keep_copies):
        piece = list[int]()
        for at, size in rows:
            piece.append(at)
            length += size
            if length >= LENGTH:
                yield Batch(number=number, pieces=(*pieces, Piece(part=part, rows=tuple(piece))))
                number, pieces, length, piece = number + 1, [], 0, []
        if piece:
            pieces.append(Piece(part=part, rows=tuple(piece)))
    if pieces:
        yield Batch(number=number, pieces=tuple(pieces))


def _kept(folder: Folder, keep_copies: bool) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Of each part, the articles that are no copies, each with its length."""
    copies = None if keep_copies else _Copies(folder)
    for number, part in enumerate(folder.names(READ)):
        rows = parts.rows(folder.read(part), ["length"] if keep_copies else ["length", "likeness"])
        taken = copies.of(number, part, [row["likeness"] for row in rows]) if copies else frozenset()
        yield part, [(at, row["length"]) for at, row in enumerate(rows) if at not in taken]


class _Copies:
    """Tells copies, and writes them down."""

    def __init__(self, folder: Folder) -> None:
        self._folder, self._index = folder, Index()
        self._parts = list[str]()
        self._ids = lru_cache(_RECENT)(self._read_ids)

    def of(self, number: int, part: str, likenesses: list[bytes]) -> frozenset[int]:
        """Which articles of a part are copies of earlier ones."""
        self._parts.append(part)
        found = dict[int, Match]()
        for at, packed in enumerate(likenesses):
            if match := self._index.match(packed):
                found[at] = match
            else:
                self._index.add(number << _SHIFT | at, packed)
        name = f"{COPIES}/{part.removeprefix(f'{READ}/')}"
        if found and not self._folder.exists(name):
            self._write(name, part, found)
        return frozenset(found)

    def _write(self, name: str, part: str, found: dict[int, Match]) -> None:
        rows = parts.rows(self._folder.read(part), ["page", "article"])
        copies = [self._copy(rows[at], match) for at, match in found.items()]
        self._folder.write(name, parts.packed(parts.COPIES, list(map(parts.copy_row, copies))))

    def _copy(self, row: parts.Row, match: Match) -> Copy:
        of = self._ids(match.key >> _SHIFT)[match.key & ((1 << _SHIFT) - 1)]
        return Copy(
            article=msgspec.json.decode(row["article"], type=Article),
            page=msgspec.json.decode(row["page"], type=Page),
            of=of["id"],
            of_hash=of["hash"],
            likeness=match.likeness,
        )

    def _read_ids(self, number: int) -> list[dict[str, str]]:
        return parts.rows(self._folder.read(self._parts[number]), ["id", "hash"])
