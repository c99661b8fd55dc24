"""Where a run keeps its files: a folder on a disk, or at any address that fsspec knows.

fsspec, because Ray, pandas and pyarrow open the same addresses through it.
"""

from __future__ import annotations

import fcntl
import os
import posixpath
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError, SetupError

EXTRA = "run"
_LOCK = ".lock"


def needed(package: str) -> SetupError:
    """The error of a run for which a package is missing."""
    return SetupError(f"{package} is not installed, which runs need: pip install 'dateline[{EXTRA}]'")


def opened(address: str) -> tuple[Any, str]:
    """The file system of an address or path, and the path in it. SetupError where what it needs is missing."""
    try:
        import fsspec
    except ImportError:
        raise needed("fsspec") from None
    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:  # fsspec says which package to install
        raise SetupError(f"{address}: {error}") from None
    except ValueError as error:
        raise DatelineError(f"{address}: is no address that can be opened ({error})") from None
    return system, path


class Folder:
    """A folder that is written whole file by whole file: a file is there complete, or not at all."""

    def __init__(self, address: str | Path) -> None:
        self._system, self._path = opened(str(address))
        self._local = is_local(self._system)
        self.address = self._path if self._local else str(address)  # the same from anywhere

    def __reduce__(self) -> tuple[type[Folder], tuple[str]]:
        return Folder, (self.address,)

    def is_within(self, address: str) -> bool:
        """Whether it lies in another folder, or is that one."""
        system, path = opened(address)
        return type(system) is type(self._system) and f"{self._path}/".startswith(f"{path.rstrip('/')}/")

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        return bool(self._system.exists(self._at(name)))

    def names(self, below: str) -> list[str]:
        """The files in a folder of this folder, in the order of their names; none where there is no such folder."""
        try:
            self._system.invalidate_cache()
            found = self._system.ls(self._at(below), detail=False)
        except FileNotFoundError:
            return []
        names = (posixpath.basename(str(each).rstrip("/")) for each in found)
        return sorted(f"{below}/{name}" for name in names if not name.startswith("."))

    def read(self, name: str) -> bytes:
        """All bytes of a file."""
        return bytes(self._system.cat_file(self._at(name)))

    def opened(self, name: str) -> Any:
        """A file, open to be read."""
        return self._system.open(self._at(name), "rb")

    def write(self, name: str, data: bytes) -> None:
        """Writes a file. On a disk it gets its name when it is whole and kept; object stores do so by themselves."""
        at = self._at(name)
        if not self._local:
            self._system.pipe_file(at, data)
            return
        os.makedirs(os.path.dirname(at), exist_ok=True)
        unfinished = posixpath.join(os.path.dirname(at), f".{uuid.uuid4().hex}")
        try:
            with open(unfinished, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, at)
        finally:
            if os.path.exists(unfinished):
                os.remove(unfinished)

    def remove(self, name: str) -> None:
        """Takes a file or a folder away, if it is there."""
        if self.exists(name):
            self._system.rm(self._at(name), recursive=True)

    def is_empty(self) -> bool:
        """Whether there is nothing in it, or no such folder."""
        found = self._system.ls(self._path, detail=False) if self._system.exists(self._path) else []
        return all(posixpath.basename(str(each)) == _LOCK for each in found)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other runs out of it meanwhile. Raises DatelineError where one is at it already.

        The lock is the system's, on a file in the folder, and goes with the process that holds it, however that ends.
        At an address that is no disk there is none.
        """
        if not self._local:
            yield
            return
        os.makedirs(self._path, exist_ok=True)
        held = _lock(self._at(_LOCK))
        if held is None:
            raise DatelineError(f"{self.address}: another run is at work there; wait for it, or name another folder")
        try:
            yield
        finally:
            os.remove(self._at(_LOCK))  # before it is let go: who waits for this file finds that it is none any more
            os.close(held)

    def _at(self, name: str) -> str:
        return posixpath.join(self._path, name)


def _lock(path: str) -> int | None:
    """The lock file, open and locked; None where another process holds it."""
    while True:
        found = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(found)
            return None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(found), os.stat(path)):
                return found
        os.close(found)  # whoever held it removed it in between


def is_local(system: Any) -> bool:
    """Whether a file system is that of this machine."""
    known = system.protocol
    return "file" in ((known,) if isinstance(known, str) else known)
