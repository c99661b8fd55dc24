"""What a worker does on any engine: reads a chunk into a part of articles, codes a batch into a part of codings.

A part is there whole or not at all, and the same job always gives the same part: a job that is done twice, because a
worker or the driver died in between, has been done once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dateline.model import Article, Page, Problem, Record
from dateline.running import parts
from dateline.running.child import Coded, Found, found_of
from dateline.running.chunks import Chunk
from dateline.running.keeper import Failed, Keeper
from dateline.running.manifest import Counts
from dateline.running.output import ASIDE, CODED
from dateline.running.records import SetAside, Stage
from dateline.running.storage import Folder

READ = "read"


class Piece(Record, frozen=True, kw_only=True):
    """Some articles of a part."""

    part: str
    rows: tuple[int, ...]


class Batch(Record, frozen=True, kw_only=True):
    """Articles to code in one go, into one part."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def name(self) -> str:
        """What its parts are called; sorts as the sources stand."""
        return f"{self.number:07}"


class Done(Record, frozen=True, kw_only=True):
    """A job that was done."""

    name: str
    counts: Counts


def read_chunk(keeper: Keeper, folder: Folder, chunk: Chunk, *, liken: bool) -> Done:
    """Pages and rows → articles, each with what of it is compared where `liken` is set."""
    rows, aside = list[parts.Row](), list(map(_not_read, chunk.problems))
    for raw in chunk.raws:
        try:
            answer = keeper.do("read and liken" if liken else "read", msgspec.msgpack.encode(raw))
        except Failed as failed:
            aside.append(SetAside(source=raw.name, reason=f"cannot be read: {failed}"))
            continue
        for found in found_of(answer):
            if isinstance(found, Found):
                rows.append(parts.article_row(found))
            else:
                aside.append(_not_read(found))
    _keep_aside(folder, "read", chunk.name, aside)
    counts = Counts(read=len(rows), not_read=len(aside))
    folder.write(f"{READ}/{chunk.name}.parquet", parts.packed(parts.ARTICLES, rows, _counted(counts)))
    return Done(name=chunk.name, counts=counts)


def code_batch(keeper: Keeper, folder: Folder, batch: Batch) -> Done:
    """Articles → codings."""
    rows, aside = list[parts.Row](), list[SetAside]()
    words = events = 0
    for page, article in _articles(folder, batch.pieces):
        try:
            coded = msgspec.msgpack.decode(keeper.do("code", msgspec.json.encode(article)), type=Coded)
        except Failed as failed:
            source = page.source + (f", article {article.position.number}" if article.position else "")
            aside.append(SetAside(source=source, reason=f"cannot be coded: {failed}", stage="code", article=article))
            continue
        row = parts.coded_row(page, article, coded)
        words, events = words + row["words"], events + coded.events
        rows.append(row)
    _keep_aside(folder, "code", batch.name, aside)
    counts = Counts(coded=len(rows), not_coded=len(aside), events=events, words=words)
    folder.write(f"{CODED}/{batch.name}.parquet", parts.packed(parts.CODED, rows, _counted(counts)))
    return Done(name=batch.name, counts=counts)


def counts_of(folder: Folder, name: str) -> Counts:
    """What was counted of a part when it was written."""
    return msgspec.json.decode(parts.about(folder, name)["counts"], type=Counts)


def _articles(folder: Folder, pieces: Sequence[Piece]) -> Iterator[tuple[Page, Article]]:
    for piece in pieces:
        rows = parts.rows(folder.read(piece.part), ["page", "article"])
        for at in piece.rows:
            page, article = rows[at]["page"], rows[at]["article"]
            yield msgspec.json.decode(page, type=Page), msgspec.json.decode(article, type=Article)


def _not_read(problem: Problem) -> SetAside:
    return SetAside(source=problem.source, reason=problem.reason, hint=problem.hint)


def _keep_aside(folder: Folder, stage: Stage, name: str, aside: Sequence[SetAside]) -> None:
    if aside:
        folder.write(f"{ASIDE}/{stage}-{name}.parquet", parts.packed(parts.ASIDE, list(map(parts.aside_row, aside))))


def _counted(counts: Counts) -> dict[str, str]:
    return {"counts": msgspec.json.encode(counts).decode()}
