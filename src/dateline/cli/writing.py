"""Files that a verb writes: there whole or not at all, so that a full disk or Ctrl-C costs nothing that stood there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dateline.errors import DatelineError, InputError
from dateline.model import Problem

_SQLITE = b"SQLite format 3\0"  # how every such file begins


@contextmanager
def whole_file(output: Path) -> Iterator[Path]:
    """Where to write what `output` is to hold. It takes its place at the end, where nothing was raised.

    Raises InputError where it can be no file, DatelineError where it cannot be written.
    """
    if output.is_dir():
        raise InputError(Problem(source=str(output), reason="is a folder", hint="name a file in it"))
    if not output.parent.is_dir():
        raise InputError(
            Problem(source=str(output), reason=f"there is no folder {output.parent}", hint="make it first")
        )
    if _is_database(output):
        raise InputError(Problem(source=str(output), reason="is a database, as ledgers are", hint="name another file"))
    in_place = output.exists() and not output.is_file()  # a pipe or a device, which nothing may take the place of
    part = output if in_place else output.with_name(f"{output.name}.part")
    try:
        yield part
        if not in_place:
            os.replace(part, output)
    except OSError as error:
        if error.filename not in (None, str(part)):
            raise
        raise DatelineError(f"{output}: cannot be written: {error.strerror or error}") from None
    finally:
        if not in_place:
            with suppress(OSError):  # it is not there, or may not be
                part.unlink()


def _is_database(path: Path) -> bool:
    """Whether it is a SQLite file: what is written must never take the place of a ledger."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE
