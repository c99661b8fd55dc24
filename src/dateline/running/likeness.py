"""Near-duplicates: wire copies, found before anything is coded.

Texts are alike where they share most of their runs of three words. How many is estimated with MinHash (Broder 1997),
and candidates come from locality-sensitive hashing in bands, both in rensa, some forty times as fast as datasketch.
Likeness alone does not do: a bulletin that differs from yesterday's in a town and a toll is more alike than many a
copy. So a copy may also say nothing new, no name and no number that the other does not have, and is of the same days,
since "on Monday" is another day a week later.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.model import Article, Record
from dateline.running.storage import needed

LIKENESS = 0.8  # Jaccard likeness from which a text is a copy
DAYS = 3  # between the publication of a text and that of its copy
_RUN = 3  # words
_HASHES, _BANDS = 60, 10  # of pairs alike by 0.8, 95% share a band; by 0.9, 99.9%
_SEED = 1
_BITS = 1024  # of the filter that holds an article's names and numbers
_NEW = 4_000  # articles that there is room for at first
BYTES_EACH = 1_500  # of memory that an article takes in the index, measured
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_NUMBER = re.compile(
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|dozens?|no|none|.*\d.*",
    re.I,
)


class Likeness(Record, frozen=True, kw_only=True):
    """What of an article is compared."""

    signature: bytes  # rensa's, of the runs of three words
    told: bytes  # a Bloom filter of its names and numbers
    day: int | None  # of publication, as an ordinal


class Match(NamedTuple):
    """Which article a copy is of."""

    key: int
    likeness: float


def likeness(article: Article) -> bytes:
    """What of an article is compared, packed."""
    words = _WORD.findall(article.text)
    plain = [word.casefold() for word in words]
    runs = [" ".join(plain[at : at + _RUN]) for at in range(max(1, len(plain) - _RUN + 1))]
    found = _hashed(_HASHES)
    found.update(runs)
    day = date.fromisoformat(article.published).toordinal() if article.published else None
    return msgspec.msgpack.encode(Likeness(signature=found.__getstate__(), told=_told(words), day=day))


def _told(words: list[str]) -> bytes:
    bits = np.zeros(_BITS, np.bool_)
    for word in words:
        if word[0].isupper() or _NUMBER.fullmatch(word):
            bits[crc32(word.casefold().encode()) % _BITS] = True
    return np.packbits(bits).tobytes()


def _hashed(hashes: int) -> Any:
    try:
        import rensa
    except ImportError:
        raise needed("rensa") from None
    return rensa.RMinHash(hashes, _SEED)


class Index:
    """The articles seen so far, and which of them a further one is a copy of. Never forgets: BYTES_EACH an article."""

    def __init__(self) -> None:
        import rensa

        self._near = rensa.RMinHashLSH(LIKENESS, _HASHES, _BANDS)
        self._size = 0
        self._signatures = np.zeros((_NEW, _HASHES), np.uint32)
        self._told = np.zeros((_NEW, _BITS // 8), np.uint8)
        self._days = np.zeros(_NEW, np.int32)  # 0: not known
        self._keys = np.zeros(_NEW, np.int64)

    def match(self, packed: bytes) -> Match | None:
        """The article that this one is a copy of, the most alike and then the first; None where there is none."""
        one = msgspec.msgpack.decode(packed, type=Likeness)
        found = self._near.query(_restored(one))
        if not found:
            return None
        at = np.array(sorted(found))
        alike = (self._signatures[at] == self._digest(one)).mean(axis=1)
        says_new = (np.frombuffer(one.told, np.uint8) & ~self._told[at]).any(axis=1)
        fit = (alike >= LIKENESS) & ~says_new & self._same_days(at, one.day)
        if not fit.any():
            return None
        best = int(np.argmax(np.where(fit, alike, 0)))
        return Match(int(self._keys[at[best]]), float(alike[best]))

    def add(self, key: int, packed: bytes) -> None:
        """Puts an article in, under a number of the caller's."""
        one = msgspec.msgpack.decode(packed, type=Likeness)
        if self._size == len(self._keys):
            self._grow()
        self._near.insert(self._size, _restored(one))
        self._signatures[self._size] = self._digest(one)
        self._told[self._size] = np.frombuffer(one.told, np.uint8)
        self._days[self._size] = one.day or 0
        self._keys[self._size] = key
        self._size += 1

    def _same_days(self, at: NDArray[np.int64], day: int | None) -> NDArray[np.bool_]:
        """An undated copy may be of a dated article, never the other way: the day would be lost."""
        known = self._days[at]
        return np.full(len(at), True) if day is None else (known > 0) & (abs(known - day) <= DAYS)

    def _grow(self) -> None:
        for name in ("_signatures", "_told", "_days", "_keys"):
            old: NDArray[Any] = getattr(self, name)
            setattr(self, name, np.concatenate([old, np.zeros_like(old[: len(old) // 4])]))

    @staticmethod
    def _digest(one: Likeness) -> NDArray[np.uint32]:
        return np.array(_restored(one).digest(), np.uint32)


def _restored(one: Likeness) -> Any:
    found = _hashed(_HASHES)
    found.__setstate__(one.signature)
    return found
