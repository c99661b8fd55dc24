"""Every test that asks for `where` runs twice: on a SQLite file and on a PostgreSQL database of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from ledgers import REQUIRED, Server, binaries, server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server for the session."""
    if binaries() is None:
        reason = "no PostgreSQL server here: install Debian's package postgresql"
        if os.environ.get(REQUIRED):
            pytest.fail(reason)
        pytest.skip(reason)
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Which kind of database."""
    return str(request.param)


@pytest.fixture
def fresh(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes places for new ledgers."""
    numbers, made = count(1), list[str]()
    if database == "sqlite":
        yield lambda: str(tmp_path / f"x{next(numbers)}.db")
        return
    running: Server = request.getfixturevalue("postgresql")

    def make() -> str:
        made.append(running.fresh())
        return made[-1]

    yield make
    for url in made:
        running.drop(url)


@pytest.fixture
def where(fresh: Callable[[], str]) -> str:
    """A place for a new ledger."""
    return fresh()
