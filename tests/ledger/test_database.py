"""What goes wrong below a ledger: one clear line, nothing lost, and another try where that helps."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from factories import bombing, coding, page
from ledgers import Server, faults
from sqlalchemy import Connection, event, text

from dateline.errors import LedgerError
from dateline.ledger import Ledger, database
from dateline.ledger.schema import CHANGE


def told(number: int) -> tuple[object, object]:
    return page(f"p{number}"), coding(f"a{number}", bombing(f"a{number}"), text=f"A bomb went off. {'x' * 2000}")


def line(act: Callable[[], object]) -> str:
    """What a LedgerError says: one line."""
    with pytest.raises(LedgerError) as raised:
        act()
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_full_disk_says_so_and_loses_nothing(tmp_path: Path):
    path = tmp_path / "x.db"
    with Ledger.open(path) as ledger:

        @event.listens_for(ledger._engine, "connect")
        def small(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute("PRAGMA max_page_count = 120")

        ledger._engine.dispose()

        def fill() -> None:
            for number in range(1000):
                ledger.add(*told(number))  # type: ignore[arg-type]

        assert "the disk is full" in line(fill)
        held = ledger.counts().articles
        assert held > 3
        assert faults(ledger) == []
    with Ledger.open(path) as ledger:
        assert ledger.add(*told(999)).status == "new"  # type: ignore[arg-type]
        assert ledger.counts().articles == held + 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("at_once", [1, 7])
def test_a_disk_that_is_full_says_so_and_what_was_reported_is_there(small_disk: Path, at_once: int):
    spare, done = small_disk / "spare", set[str]()
    spare.write_bytes(bytes(1_000_000))
    codings = [told(number) for number in range(200)]
    with Ledger.open(small_disk / "x.db") as ledger:

        def fill() -> None:
            for start in range(0, len(codings), at_once):
                done.update(each.article_id for each in ledger.add_all(codings[start : start + at_once]))  # type: ignore[arg-type]

        assert "the disk is full" in line(fill)
        assert 3 < len(done) < 200
        spare.unlink()
        assert {article.id for article in ledger.articles()} == done
        assert faults(ledger) == []
        assert "the disk is full" in line(fill)  # the spare room is taken as well
    with Ledger.open(small_disk / "x.db") as ledger:
        assert {article.id for article in ledger.articles()} == done


def test_a_lost_connection_is_made_again_and_nothing_is_stored_twice(postgresql: Server):
    where = postgresql.fresh()
    with Ledger.open(where) as ledger:
        ledger.add(*told(1))  # type: ignore[arg-type]
        postgresql.hang_up()
        assert ledger.add(*told(2)).status == "new"  # type: ignore[arg-type]
        hung_up = []

        @event.listens_for(ledger._engine, "before_cursor_execute")
        def hang_up(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("INSERT INTO report ") and not hung_up:
                hung_up.append(statement)
                postgresql.hang_up()

        assert ledger.add(*told(3)).status == "new"  # type: ignore[arg-type]
        assert hung_up
        assert ledger.counts().articles == 3
        assert faults(ledger) == []
    postgresql.drop(where)


def test_a_server_that_does_not_come_back_says_so(postgresql: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(database, "RETRY_SECONDS", (0.0, 0.0))
    where = postgresql.fresh()
    with Ledger.open(where) as ledger:

        @event.listens_for(ledger._engine, "before_cursor_execute")
        def hang_up(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("INSERT INTO report "):
                postgresql.hang_up()

        assert "connection to the server was lost" in line(lambda: ledger.add(*told(3)))  # type: ignore[arg-type]
        assert ledger.counts().articles == 0
    postgresql.drop(where)


def test_another_writer_is_waited_for_and_then_named(where: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    with Ledger.open(where) as ledger, Ledger.open(where) as other:
        with database.writing(other._engine) as connection:
            connection.execute(CHANGE.insert().values(recorded_at="2020", version="", why=""))
            assert "another process" in line(lambda: ledger.add(*told(1)))  # type: ignore[arg-type]
            assert list(ledger.events()) == []
            connection.rollback()
        assert ledger.add(*told(1)).status == "new"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (lambda url: url.replace("host=", "host=/nowhere"), "no server answers"),
        (lambda url: url.replace("/postgres?", "/nothing?"), "no such database"),
    ],
)
def test_a_server_that_cannot_be_used(postgresql: Server, broken: Callable[[str], str], says: str):
    where = broken(postgresql.url())
    assert says in line(lambda: Ledger.open(where))


def test_a_password_is_never_shown(postgresql: Server):
    where = postgresql.url().replace("postgres@", "postgres:hunter2@").replace("host=", "host=/nowhere")
    assert "hunter2" not in line(lambda: Ledger.open(where))


def test_an_id_that_cannot_be_stored_is_refused_whole(postgresql: Server):
    where = postgresql.fresh()
    with Ledger.open(where) as ledger:
        assert "cannot store" in line(lambda: ledger.add(page("p"), coding("a\0")))
        assert ledger.counts().pages == 0
    postgresql.drop(where)


def test_a_reader_who_may_not_write_is_told(postgresql: Server):
    where = postgresql.fresh()
    Ledger.open(where).close()
    schema = where.rpartition("%3D")[2]
    postgresql.execute(f"CREATE ROLE {schema}_reader LOGIN")
    postgresql.execute(f"GRANT USAGE ON SCHEMA {schema} TO {schema}_reader")
    postgresql.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {schema}_reader")
    with Ledger.open(where.replace("postgres@", f"{schema}_reader@"), create=False) as ledger:
        assert list(ledger.events()) == []
        assert "may not write" in line(lambda: ledger.add(*told(1)))  # type: ignore[arg-type]
    postgresql.execute(f"DROP OWNED BY {schema}_reader")
    postgresql.drop(where)


def test_one_state_is_read_whatever_others_write_meanwhile(where: str):
    with Ledger.open(where) as ledger, Ledger.open(where) as other:
        ledger.add(*told(1))  # type: ignore[arg-type]
        with database.reading(ledger._engine) as connection:
            before = _articles(connection)
            other.add(*told(2))  # type: ignore[arg-type]
            assert _articles(connection) == before == 1


def _articles(connection: Connection) -> int:
    return int(connection.scalar(text("SELECT count(*) FROM article")) or 0)
