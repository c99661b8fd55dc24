import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from factories import bombing, coding, page

from dateline.errors import LedgerError
from dateline.ledger import Ledger, database, opening
from dateline.ledger.migrating import HEAD


def refused(where: str | Path, *, create: bool = True) -> str:
    with pytest.raises(LedgerError) as raised:
        Ledger.open(where, create=create)
    line = str(raised.value)
    assert "\n" not in line
    return line


def test_a_ledger_is_made_on_first_use_and_knows_its_schema(tmp_path: Path):
    with Ledger.open(tmp_path / "x.db") as ledger:
        assert ledger.version == HEAD
    with Ledger.open(f"sqlite:///{tmp_path}/x.db", create=False) as ledger:
        assert ledger.counts().events == 0


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path):
    path = tmp_path / "notes.txt"
    path.write_text("Minutes of a meeting, none of them short.\n" * 50)
    before = path.read_bytes()
    assert "not a ledger" in refused(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path: Path):
    path = tmp_path / "birds.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table bird (name text)")
    before = path.read_bytes()
    assert "holds no ledger" in refused(path)
    assert path.read_bytes() == before


def test_a_newer_schema_asks_for_an_update(tmp_path: Path):
    path = tmp_path / "x.db"
    Ledger.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("update alembic_version set version_num = '0099'")
    assert "update Dateline" in refused(path)


def test_nothing_there_and_nothing_to_be_made(tmp_path: Path):
    assert "no such ledger" in refused(tmp_path / "x.db", create=False)
    assert not (tmp_path / "x.db").exists()
    (tmp_path / "empty.db").touch()
    assert "holds no ledger" in refused(tmp_path / "empty.db", create=False)


def test_places_where_no_ledger_can_be(tmp_path: Path):
    assert "is a folder" in refused(tmp_path)
    assert "no folder" in refused(tmp_path / "none" / "x.db")


@pytest.mark.parametrize("url", ["postgresql://user:secret@host/name", "nosuch://host/name", "://"])
def test_urls_that_cannot_be_used(url: str):
    assert "secret" not in refused(url)


def test_a_read_only_ledger_can_be_read_and_says_why_it_cannot_grow(tmp_path: Path):
    Ledger.open(tmp_path / "x.db").close()
    with Ledger.open(f"sqlite:///file:{tmp_path}/x.db?mode=ro&uri=true", create=False) as ledger:
        assert list(ledger.events()) == []
        with pytest.raises(LedgerError, match="read-only"):
            ledger.add(page(), coding("a1", bombing("a1")))


def test_a_ledger_in_a_read_only_folder_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "two words#1.db"
    told = coding("a1", bombing("a1"))
    with Ledger.open(path) as ledger:
        ledger.add(page("p1"), told)
    monkeypatch.setattr(opening.os, "access", lambda *_: False)
    with Ledger.open(path, create=False) as ledger:
        assert ledger.article("a1") == told.article
        with pytest.raises(LedgerError, match="read-only"):
            ledger.add(page("p2"), told)


def test_a_ledger_that_another_process_writes_says_so_and_can_still_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with Ledger.open(tmp_path / "x.db") as ledger:
        other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
        other.execute("begin immediate")
        with pytest.raises(LedgerError, match="another process"):
            ledger.add(page(), coding("a1", bombing("a1")))
        assert list(ledger.events()) == []
        other.execute("rollback")
        other.close()
        assert ledger.add(page(), coding("a1", bombing("a1"))).status == "new"


@pytest.fixture
def shut() -> Iterator[Path]:
    """A ledger in a folder that everybody can enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    with Ledger.open(folder / "x.db") as ledger:
        ledger.add(page("p1"), coding("a1", bombing("a1")))
    yield folder / "x.db"
    folder.chmod(0o755)
    shutil.rmtree(folder)


def as_somebody(act: Callable[[], str]) -> str:
    """What a function gives when somebody runs it who is not root, and so is held to the modes of files."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            os.write(writing, act().encode())
        except BaseException as error:
            os.write(writing, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(pid, 0)
    return said


@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o444), (0o777, 0o444), (0o555, 0o666)])
def test_what_may_only_be_read_is_read_and_says_that_it_cannot_grow(shut: Path, folder: int, file: int):
    def act() -> str:
        with Ledger.open(shut, create=False) as ledger:
            assert [article.id for article in ledger.articles()] == ["a1"]
            try:
                ledger.add(page("p2"), coding("a2", bombing("a2")))
            except LedgerError as error:
                return str(error)
        return "it was written"

    shut.chmod(file)
    shut.parent.chmod(folder)
    assert as_somebody(act) == f"{shut}: cannot be written: the file or its folder is read-only"
    shut.parent.chmod(0o755)
    with Ledger.open(shut, create=False) as ledger:
        assert ledger.counts().articles == 1


def test_what_may_not_be_read_says_so(shut: Path):
    shut.chmod(0o000)
    said = as_somebody(lambda: refused(shut, create=False))
    assert said.startswith(f"{shut}: cannot be opened")


def zeroed(content: bytearray) -> None:
    content[4096:] = bytes(len(content) - 4096)


def cut_short(content: bytearray) -> None:
    del content[len(content) // 2 :]


def scrawled(content: bytearray) -> None:
    chance = random.Random(3)
    for start in range(4096, len(content), 4096):  # the first bytes of every page say what it holds
        content[start : start + 12] = chance.randbytes(12)


@pytest.mark.parametrize("damage", [zeroed, cut_short, scrawled])
def test_a_damaged_ledger_says_so_whatever_is_asked(tmp_path: Path, damage: Callable[[bytearray], None]):
    path = tmp_path / "x.db"
    with Ledger.open(path) as ledger:
        for number in range(20):
            ledger.add(page(f"p{number}"), coding(f"a{number}", bombing(f"a{number}")))
    content = bytearray(path.read_bytes())
    damage(content)
    path.write_bytes(content)
    asked: list[Callable[[Ledger], object]] = [
        lambda ledger: list(ledger.events()),
        lambda ledger: ledger.add(page("p99"), coding("a99", bombing("a99"))),
        lambda ledger: ledger.accept("ev-0000001", user="ann"),
    ]
    for act in asked:
        with pytest.raises(LedgerError) as raised, Ledger.open(path, create=False) as ledger:
            act(ledger)
        assert "\n" not in str(raised.value)
    try:
        with Ledger.open(path, create=False) as ledger:
            found = list(ledger.verify())
    except LedgerError as error:
        found = [str(error)]
    assert found
    assert not any("\n" in line for line in found)
