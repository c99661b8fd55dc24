"""Articles, reports, totals and events, in SQLite."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _log(name: str, *columns: sa.Column[object], record: bool = True) -> None:
    op.create_table(
        name,
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", WORD, nullable=False, index=True),
        *columns,
        sa.Column("change", sa.Integer, sa.ForeignKey("change.number"), nullable=False),
        sa.Column("record", sa.Text, nullable=not record),
    )


def upgrade() -> None:
    """Makes the tables of the first ledgers."""
    _make_logs()
    _make_indexes()
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE article_text USING fts5(words, tokenize='unicode61 remove_diacritics 2')")


def _make_logs() -> None:
    op.create_table("meta", sa.Column("name", WORD, primary_key=True), sa.Column("value", WORD, nullable=False))
    op.create_table(
        "change",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.Column("version", WORD, nullable=False),
        sa.Column("why", WORD, nullable=False),
    )
    op.create_table(
        "page",
        sa.Column("id", WORD, primary_key=True),
        sa.Column("url", WORD, index=True),
        sa.Column("change", sa.Integer, sa.ForeignKey("change.number"), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    _log("article", sa.Column("hash", WORD, nullable=False))
    _log("report", sa.Column("article_id", WORD, nullable=False), record=False)
    _log("total", sa.Column("article_id", WORD, nullable=False), record=False)
    op.create_table(
        "link",
        sa.Column("left", sa.Integer, sa.ForeignKey("report.number"), primary_key=True),
        sa.Column("right", sa.Integer, sa.ForeignKey("report.number"), primary_key=True, index=True),
        sa.Column("log_odds", sa.Float, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    _log("event", sa.Column("why", WORD, nullable=False), sa.Column("redirect", WORD), record=False)


def _make_indexes() -> None:
    def number(of: str, *, unique: bool = False) -> sa.Column[int]:
        return sa.Column("number", sa.Integer, sa.ForeignKey(f"{of}.number"), nullable=False, unique=unique)

    def article() -> sa.Column[str]:
        return sa.Column("article_id", WORD, nullable=False, index=True)

    def event() -> sa.Column[str]:
        here = sa.ForeignKey("current_event.id", ondelete="CASCADE")
        return sa.Column("event_id", WORD, here, primary_key=True)

    def key() -> sa.Column[str]:
        return sa.Column("id", WORD, primary_key=True)

    op.create_table(
        "current_report",
        key(),
        number("report", unique=True),
        article(),
        sa.Column("published", WORD),
        sa.Column("event_id", WORD, index=True),
    )
    op.create_table("current_total", key(), number("total"), article())
    op.create_table(
        "current_event",
        key(),
        number("event"),
        sa.Column("type", WORD, nullable=False, index=True),
        sa.Column("start", WORD),
        sa.Column("end", WORD),
        sa.Index("current_event_days", "start", "id"),
    )
    op.create_table("event_country", event(), sa.Column("country", WORD, primary_key=True, index=True))
    op.create_table(
        "event_party",
        event(),
        sa.Column("party", sa.Integer, primary_key=True),
        sa.Column("word", WORD, primary_key=True, index=True),
    )
    op.create_table(
        "block",
        sa.Column("key", WORD, primary_key=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("report.number"), primary_key=True, index=True),
    )
