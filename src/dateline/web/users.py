"""Who may sign in: names, roles and password hashes, in one file that only its owner reads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.errors import DatelineError, InputError
from dateline.model import Problem, Record

Role = Literal["reader", "reviewer", "admin"]
LEAST = 10  # characters of a password
_LONGEST = 1000  # so that nobody makes us hash a book
_HASHER = PasswordHasher()  # Argon2id with the parameters of RFC 9106's second recommendation
# A hash that no password has: a name that does not exist takes as long to refuse as one that does.
_NOBODY = _HASHER.hash(os.urandom(32))


class User(Record, frozen=True, kw_only=True):
    """One who may sign in."""

    name: str
    role: Role
    password: str  # Argon2 hash


class Users:
    """The users of a file, read anew whenever it changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[int, dict[str, User]] = (-1, {})

    def all(self) -> dict[str, User]:
        """The users by name; none where there is no file. Raises DatelineError where it cannot be read."""
        try:
            stamp = self._path.stat().st_mtime_ns
            if self._read[0] == stamp:
                return dict(self._read[1])
            found = msgspec.json.decode(self._path.read_bytes(), type=list[User])
        except FileNotFoundError:
            return {}
        except (msgspec.DecodeError, OSError) as error:
            raise DatelineError(f"{self._path}: is no list of users; name another file, or mend it") from error
        self._read = (stamp, {user.name: user for user in found})
        return dict(self._read[1])

    def add(self, name: str, role: Role, password: str) -> None:
        """Adds a user, or gives a known one another role and password. Raises InputError."""
        if not name.strip() or name != name.strip() or len(name) > 100 or not name.isprintable():
            raise _wrong(f"user {name!r}", "is no name", "use up to 100 letters, with no space at either end")
        if len(password) < LEAST:
            raise _wrong(f"user {name}", "the password is too short", f"use {LEAST} characters or more")
        if len(password) > _LONGEST:
            raise _wrong(f"user {name}", "the password is too long", f"use {_LONGEST} characters or fewer")
        self._write(self.all() | {name: User(name=name, role=role, password=_HASHER.hash(password))})

    def remove(self, name: str) -> None:
        """Takes a user away. Raises InputError where there is none."""
        known = self.all()
        if name not in known:
            raise _wrong(f"user {name}", "is not known", "`dateline users list` lists them")
        del known[name]
        self._write(known)

    def signed_in(self, name: str, password: str) -> User | None:
        """The user of this name where the password is theirs."""
        user = self.all().get(name)
        try:
            _HASHER.verify(user.password if user else _NOBODY, password[:_LONGEST])
        except (VerificationError, InvalidHashError):
            return None
        return user

    def _write(self, users: dict[str, User]) -> None:
        part = self._path.with_name(f"{self._path.name}.part")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(msgspec.json.format(msgspec.json.encode(sorted(users.values(), key=lambda user: user.name))))
        os.replace(part, self._path)


def _wrong(source: str, reason: str, hint: str) -> InputError:
    return InputError(Problem(source=source, reason=reason, hint=hint))
