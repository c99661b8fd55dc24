"""From older schemas to the present one, and what a newer one says."""

import sqlite3
from pathlib import Path

import pytest
from factories import bombing, coding, page
from ledgers import faults
from msgspec.structs import replace
from sqlalchemy import Engine, MetaData, inspect, text

from dateline.errors import LedgerError
from dateline.ledger import Filter, Ledger
from dateline.ledger.database import make_engine, writing
from dateline.ledger.migrating import HEAD, upgrade
from dateline.ledger.opening import _url

FIRST = Path(__file__).with_name("first-schema.sql")


def engine_of(where: str) -> Engine:
    return make_engine(_url(where))


def shape(where: str) -> dict[str, object]:
    """Tables with their columns, keys and indexes."""
    engine = engine_of(where)
    tables = MetaData()
    tables.reflect(engine)
    found: dict[str, object] = {}
    for name, table in tables.tables.items():
        if name.startswith("article_text") and engine.dialect.name == "sqlite":
            continue
        columns = {(c.name, str(c.type), c.nullable, c.primary_key) for c in table.columns}
        keys = {(k.parent.name, k.target_fullname) for k in table.foreign_keys}
        indexes = {(i["name"], tuple(i["column_names"]), bool(i["unique"])) for i in inspect(engine).get_indexes(name)}
        unique = {tuple(u["column_names"]) for u in inspect(engine).get_unique_constraints(name)}
        found[name] = (columns, keys, indexes, unique)
    engine.dispose()
    return found


def test_the_migrations_lead_to_the_schema_that_is_made_at_once(fresh):
    migrated, made = fresh(), fresh()
    engine = engine_of(migrated)
    with writing(engine, rebuilds=True) as connection:
        upgrade(connection, None)
    engine.dispose()
    Ledger.open(made).close()
    assert shape(migrated) == shape(made)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger as the first schema kept it: two articles of one event, another event, a merged one, a total."""
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    return path


def test_an_older_ledger_is_brought_up_to_date_with_all_it_holds(old: Path):
    with Ledger.open(old, create=False) as ledger:
        assert faults(ledger) == []
        assert [event.id for event in ledger.events()] == ["ev-0000001", "ev-0000002"]
        (one, other) = ledger.events()
        assert (one.reports, len(one.links)) == (("a1-r1", "a2-r1"), 1)
        assert [each.why for each in ledger.history("ev-0000001")] == ["new, 1 report", "1 report more"]
        assert [event.id for event in ledger.events(Filter.of(actors=["banner"]))] == [one.id]
        assert [event.id for event in ledger.events(Filter.of(text="flood"))] == [other.id]
        assert [event.id for event in ledger.events(Filter.of(since="2024-05-01"))] == [other.id]
        assert len(list(ledger.totals())) == 1
        assert ledger.page("p1").url == "https://wire.example/1"
        with pytest.raises(LedgerError, match="dateline recode"):
            ledger.add(page("p9"), coding("a3", bombing("a3")))
        assert ledger.resolve()
        again = ledger.add(page("p9"), coding("a3", bombing("a3")))
        assert again.grown_events == (one.id,)
        (added,) = [ledger.add(replace(page("p5"), url="https://wire.example/1"), coding("a5", bombing("a5")))]
        assert added.supersedes == ("a1",)
        assert faults(ledger) == []
    with sqlite3.connect(old) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_migration_that_is_cut_off_leaves_the_old_ledger(old: Path, monkeypatch: pytest.MonkeyPatch):
    with sqlite3.connect(old) as connection:
        before = list(connection.iterdump())

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dateline.ledger.opening.reindex", broken)
    with pytest.raises(KeyboardInterrupt):
        Ledger.open(old)
    with sqlite3.connect(old) as connection:
        assert list(connection.iterdump()) == before
    monkeypatch.undo()
    with Ledger.open(old) as ledger:
        assert ledger.counts().articles == 3


def test_an_older_ledger_that_cannot_be_written_says_so(old: Path):
    with pytest.raises(LedgerError, match="read-only") as raised:
        Ledger.open(f"sqlite:///file:{old}?mode=ro&uri=true", create=False)
    assert "\n" not in str(raised.value)


def test_a_newer_ledger_asks_for_an_update(where: str):
    Ledger.open(where).close()
    engine = engine_of(where)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    engine.dispose()
    with pytest.raises(LedgerError, match="update Dateline") as raised:
        Ledger.open(where)
    assert "\n" not in str(raised.value)
