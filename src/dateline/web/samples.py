"""Samples of events that two reviewers code without seeing each other's rulings.

What they code stands apart from the ledger, in one file of lines for each sample, to which lines are only ever added:
so that no page, history or list of decisions can show one reviewer's rulings to the other. What is settled afterwards
goes into the ledger as decisions.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from dateline.errors import DatelineError, InputError, NotFound
from dateline.model import Problem, Record

MOST = 1000  # events of one sample
_LONGEST_ID = 40
How = Literal["right", "none", "other"]
Verdict = Literal["accept", "reject"]


class Answer(Record, frozen=True, kw_only=True):
    """What a reviewer says of one field: the machine is right, nothing is told, or the value is another."""

    how: How
    value: str | None = None  # as typed
    words: str = ""  # of the value, in one spelling: what agreement is reckoned on; empty where nothing is told


class Drawn(Record, frozen=True, kw_only=True, tag="drawn"):
    """The head of a sample."""

    id: str
    at: str  # UTC timestamp, like every `at`
    by: str
    seed: int
    filter: str  # as in an address
    coders: tuple[str, str]
    events: tuple[str, ...]  # ids, in the order in which they are coded


class Coded(Record, frozen=True, kw_only=True, tag="coded"):
    """One event as one reviewer coded it; the last one of a reviewer stands."""

    event: str
    user: str
    at: str
    verdict: Verdict
    fields: dict[str, Answer]
    note: str | None = None


class Settled(Record, frozen=True, kw_only=True, tag="settled"):
    """An event on which the last word was said; the ledger has it as decisions."""

    event: str
    user: str
    at: str


class Closed(Record, frozen=True, kw_only=True, tag="closed"):
    """The end of a sample before all of it was settled."""

    user: str
    at: str


class Sample:
    """A sample as it stands."""

    def __init__(self, drawn: Drawn, lines: Iterable[Coded | Settled | Closed]) -> None:
        self.drawn = drawn
        self.codings: dict[str, dict[str, Coded]] = {user: {} for user in drawn.coders}
        self.settled: set[str] = set()
        self.closed = False
        for line in lines:
            if isinstance(line, Coded):
                self.codings[line.user][line.event] = line
            elif isinstance(line, Settled):
                self.settled.add(line.event)
            else:
                self.closed = True

    @property
    def done(self) -> Mapping[str, int]:
        """How many events each reviewer has coded."""
        return {user: len(coded) for user, coded in self.codings.items()}

    @property
    def complete(self) -> bool:
        """Whether both have coded everything: only then is anything of it shown to anybody."""
        return all(n == len(self.drawn.events) for n in self.done.values())

    @property
    def held(self) -> set[str]:
        """Events that nobody may rule on elsewhere, since the other reviewer would see it."""
        return set() if self.closed else set(self.drawn.events) - self.settled

    def pair(self, event_id: str) -> tuple[Coded, Coded]:
        """What the two made of an event."""
        first, second = self.drawn.coders
        return self.codings[first][event_id], self.codings[second][event_id]


class Samples:
    """The samples of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._read: dict[str, tuple[tuple[int, int], Sample]] = {}

    def all(self) -> list[Sample]:
        """The samples, the last drawn first. Raises DatelineError where a file cannot be read."""
        found = [self._sample(path) for path in self._folder.glob("*.jsonl")]
        return sorted(found, key=lambda sample: sample.drawn.at, reverse=True)

    def find(self, sample_id: str) -> Sample:
        """One sample. Raises NotFound."""
        path = self._path(sample_id)
        if not path.is_file():
            raise NotFound(f"{sample_id[:100]}: there is no such sample")
        return self._sample(path)

    def draw(self, drawn: Drawn) -> Sample:
        """Begins a sample. Raises InputError for one that two people cannot code."""
        if len(set(drawn.coders)) != 2 or not all(drawn.coders):
            raise InputError(Problem(source="coders", reason="are not two", hint="name two different reviewers"))
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._add(drawn.id, drawn)
        return self.find(drawn.id)

    def add(self, sample_id: str, line: Coded | Settled | Closed) -> Sample:
        """Adds a line to a sample."""
        self.find(sample_id)
        self._add(sample_id, line)
        return self.find(sample_id)

    def holding(self) -> dict[str, str]:
        """Events that are being coded twice, each with the id of its sample."""
        return {event: sample.drawn.id for sample in self.all() for event in sample.held}

    # -------------------------------------------------------------- within

    def _path(self, sample_id: str) -> Path:
        plain = sample_id.isascii() and sample_id.isalnum() and len(sample_id) <= _LONGEST_ID
        return self._folder / f"{sample_id if plain else 'none'}.jsonl"

    def _sample(self, path: Path) -> Sample:
        stat = path.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        known = self._read.get(path.stem)
        if known is None or known[0] != stamp:
            known = self._read[path.stem] = (stamp, _sample(path))
        return known[1]

    def _add(self, sample_id: str, line: Drawn | Coded | Settled | Closed) -> None:
        with self._lock, self._path(sample_id).open("ab", buffering=0) as out:
            os.fchmod(out.fileno(), 0o600)
            out.write(msgspec.json.encode(line) + b"\n")
            os.fsync(out.fileno())


def mint() -> str:
    """An id for a sample."""
    return secrets.token_hex(4)


def _sample(path: Path) -> Sample:
    decoder = msgspec.json.Decoder(Drawn | Coded | Settled | Closed)
    try:
        whole = path.read_bytes().rpartition(b"\n")[0]  # a line that was cut off by a crash was never answered
        head, *rest = [decoder.decode(line) for line in whole.split(b"\n") if line]
    except (msgspec.DecodeError, ValueError) as error:
        raise DatelineError(f"{path}: is no sample; move it away, or mend it") from error
    if not isinstance(head, Drawn) or any(isinstance(line, Drawn) for line in rest):
        raise DatelineError(f"{path}: is no sample; move it away, or mend it")
    return Sample(head, [line for line in rest if not isinstance(line, Drawn)])
