"""Schemas by number: which one a ledger has, and from an older one to the present one. Only here is Alembic spoken."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

FIRST, HEAD = "0001", "0004"
_TABLE = "alembic_version"
_SCRIPTS = Path(__file__).parent / "migrations"


def revision(connection: Connection) -> str | None:
    """The number of a ledger's schema, or None where there is no ledger."""
    tables = inspect(connection).get_table_names()
    if _TABLE in tables:
        found: str | None = connection.scalar(text(f"SELECT version_num FROM {_TABLE}"))
        return found
    return FIRST if "meta" in tables else None  # the first schema kept no version table


def stamp(connection: Connection, number: str = HEAD) -> None:
    """Notes that a ledger without a version table has this schema."""
    connection.execute(text(f"CREATE TABLE {_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text(f"INSERT INTO {_TABLE} VALUES (:number)"), {"number": number})


def upgrade(connection: Connection, known: str | None) -> None:
    """Brings the logs to the present schema, inside the connection's transaction; indexes are left empty."""
    # Slow to import, and seldom needed.
    from alembic import command
    from alembic.config import Config

    if known is not None and _TABLE not in inspect(connection).get_table_names():
        stamp(connection, known)
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
