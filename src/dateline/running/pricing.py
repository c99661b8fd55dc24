"""What a run would take: articles, words, hours and disk, from the files' sizes and a sample that is read and coded."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from typing import IO, Generic, TypeVar

import msgspec

from dateline.errors import DatelineError
from dateline.model import Record
from dateline.reading import Raw
from dateline.running import parts
from dateline.running.child import Coded, Found, found_of
from dateline.running.chunks import records_of
from dateline.running.keeper import Failed, Keeper, Setting
from dateline.running.likeness import BYTES_EACH
from dateline.running.sources import Source, listed
from dateline.running.storage import Folder

FILES, RECORDS, BYTES = 40, 2_000, 2_000_000  # looked into, and of each file at least: enough to know how many
# records a byte makes, however far the reader of a packed file reads ahead
SAMPLE = 60  # records that are read and coded
_SEED = 1
_T = TypeVar("_T")


class Price(Record, frozen=True, kw_only=True):
    """What a run would take. All but `files` and `bytes` are estimates from a sample."""

    files: int
    bytes: int
    records: int  # pages and rows
    articles: int
    words: int
    seconds: float  # of one worker
    output: int  # bytes of the finished folder
    beside: int  # bytes more while it runs
    memory: int  # bytes that the driver needs to find copies
    sample: int  # articles that were coded for this


def price(sources: Sequence[str], setting: Setting = Setting()) -> Price:  # noqa: B008 (immutable)
    """Prices a job. Takes a minute or so: the coder is loaded, and 60 records are read and coded.

    Raises DatelineError as `sources.listed` does, and where no record of the sample holds an article.
    """
    draw = random.Random(_SEED)
    files, size = _Reservoir[Source](FILES, draw), 0
    for file in listed(sources):
        files.see(file)
        size += file.size
    raws, records, looked = _Reservoir[Raw](SAMPLE, draw), 0.0, 0
    for file in files.kept:
        records += _look(file, raws)
        looked += file.size
    return _of_sample(files.seen, size, round(records * size / max(1, looked)), raws.kept, setting)


class _Reservoir(Generic[_T]):
    """A sample of what is seen: each is as likely kept."""

    def __init__(self, most: int, draw: random.Random) -> None:
        self.kept, self.seen = list[_T](), 0
        self._most, self._draw = most, draw

    def see(self, each: _T) -> None:
        """Keeps it or not."""
        self.seen += 1
        if len(self.kept) < self._most:
            self.kept.append(each)
        elif (at := self._draw.randrange(self.seen)) < self._most:
            self.kept[at] = each


def _look(file: Source, raws: _Reservoir[Raw]) -> float:
    """How many records a file holds, by as many of its bytes as its first records take."""
    streams = list[IO[bytes]]()
    number = 0
    for raw in records_of(file, streams.append):
        if isinstance(raw, Raw):
            raws.see(raw)
            number += 1
        if number >= RECORDS and streams[0].tell() >= BYTES:
            # A table says how many rows it has; of all else, where the reader stands tells how far it came.
            return _rows(file) if file.kind == "table" else number * file.size / max(1, streams[0].tell())
    return number


def _of_sample(files: int, size: int, records: int, raws: Sequence[Raw], setting: Setting) -> Price:
    articles, coded = list[Found](), list[parts.Row]()
    with Keeper(setting) as keeper:
        keeper.made()
        for raw in raws[:1]:
            list(_read(keeper, raw))  # loads what reading needs
        began = time.perf_counter()
        for raw in raws:
            articles.extend(_read(keeper, raw))
        for found in articles:
            coded.extend(_code(keeper, found))
        seconds = time.perf_counter() - began
    if not articles:
        raise DatelineError(f"no article in a sample of {len(raws)} records; code some of them to see why")
    words = sum(len(found.article.text.split()) for found in articles)
    read = len(parts.packed(parts.ARTICLES, list(map(parts.article_row, articles))))
    each = records / len(raws)
    return Price(
        files=files,
        bytes=size,
        records=records,
        articles=round(each * len(articles)),
        words=round(each * words),
        seconds=each * seconds,
        output=round(each * len(parts.packed(parts.CODED, coded))),
        beside=round(each * read),
        memory=round(each * len(articles) * BYTES_EACH),
        sample=len(articles),
    )


def _read(keeper: Keeper, raw: Raw) -> Iterator[Found]:
    try:
        answer = keeper.do("read and liken", msgspec.msgpack.encode(raw))
    except Failed:
        return
    yield from (found for found in found_of(answer) if isinstance(found, Found))


def _code(keeper: Keeper, found: Found) -> Iterator[parts.Row]:
    try:
        coded = msgspec.msgpack.decode(keeper.do("code", msgspec.json.encode(found.article)), type=Coded)
    except Failed:
        return
    yield parts.coded_row(found.page, found.article, coded)


def _rows(file: Source) -> int:
    where, _, name = file.address.rpartition("/")
    return parts.row_count(Folder(where), name)
