"""The manifest of a run: what went in, with what it was made, how far it is, what came out."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.errors import DatelineError
from dateline.model import Provenance, Record
from dateline.running.storage import Folder

NAME = "manifest.json"
FORMAT = 1
State = Literal["reading", "coding", "finished"]


class Taken(Record, frozen=True, kw_only=True):
    """What went in."""

    sources: tuple[str, ...]  # as they were named
    files: int
    bytes: int
    digest: str  # over the files' names, sizes and times of change


class Made(Record, frozen=True, kw_only=True):
    """What decides the content of the codings."""

    dateline: str
    coder: Provenance
    min_confidence: float | None = None
    keep_copies: bool = False


class Counts(Record, frozen=True, kw_only=True):
    """How many articles there are of each kind: read = coded + copies + those that could not be coded."""

    read: int = 0
    coded: int = 0
    copies: int = 0
    not_read: int = 0  # inputs set aside while they were read
    not_coded: int = 0  # articles set aside while they were coded
    events: int = 0
    words: int = 0  # of the articles coded


class Manifest(Record, frozen=True, kw_only=True):
    """The record of a run."""

    taken: Taken
    made: Made
    state: State = "reading"
    counts: Counts = Counts()  # of the finished run
    format: int = FORMAT


def load(folder: Folder) -> Manifest | None:
    """The manifest of a run, None where there is none. DatelineError for one that cannot be read."""
    if not folder.exists(NAME):
        return None
    try:
        known = msgspec.json.decode(folder.read(NAME), type=Manifest)
    except msgspec.MsgspecError as error:
        raise DatelineError(f"{folder.address}/{NAME}: cannot be read ({error}); name another folder") from None
    if known.format != FORMAT:
        raise DatelineError(f"{folder.address}: was made by a version of Dateline with another format of runs")
    return known


def save(folder: Folder, manifest: Manifest) -> None:
    """Writes the manifest in place of the one that is there."""
    folder.write(NAME, msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")


def check(folder: Folder, known: Manifest, taken: Taken, made: Made) -> None:
    """Raises DatelineError where a run that is begun would go on with other sources, versions or settings."""
    if known.made != made:
        raise _refused(folder, _difference(known.made, made))
    if known.taken.sources != taken.sources:
        was = " ".join(known.taken.sources)
        raise _refused(folder, f"it was begun with other sources ({was})")
    if known.taken != taken:
        raise _refused(folder, "files of its sources have changed since")


def _refused(folder: Folder, why: str) -> DatelineError:
    return DatelineError(f"{folder.address}: the run there cannot go on: {why}; name another folder with --output")


def _difference(was: Made, now: Made) -> str:
    before, after = _flat(was), _flat(now)
    name = next(name for name in after if before[name] != after[name])
    return f"{name} is {after[name]}, and it was begun with {before[name]}"


def _flat(made: Made) -> dict[str, str]:
    known = msgspec.to_builtins(made)
    coder = known.pop("coder")
    return {name.replace("_", " "): str(value) for name, value in (known | coder).items()}
