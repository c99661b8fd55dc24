"""Relations that articles state, which event is part of which, and indexes that take less room."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_RENEWED = ("event_country", "event_party", "report_party", "block", "current_event", "article_text")


def upgrade() -> None:
    """Adds the log of relations; the indexes are made again from the logs."""
    for name in _RENEWED:
        op.drop_table(name)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE article_text USING fts5(words, earlier, tokenize='unicode61')")
    else:
        columns = "number integer PRIMARY KEY, words tsvector NOT NULL, earlier tsvector NOT NULL"
        op.execute(f"CREATE TABLE article_text ({columns})")
        op.execute("CREATE INDEX article_text_words ON article_text USING gin (words)")
        op.execute("CREATE INDEX article_text_all ON article_text USING gin ((words || earlier))")
    op.create_table(
        "relation",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", WORD, nullable=False),
        sa.Column("article_id", WORD, nullable=False),
        sa.Column("change", sa.Integer, sa.ForeignKey("change.number"), nullable=False),
        sa.Column("record", sa.Text),
        sa.Index("relation_ids", "id"),
        sa.Index("relation_articles", "article_id"),
    )
    op.create_table(
        "current_relation",
        sa.Column("id", WORD, primary_key=True),
        sa.Column("number", sa.Integer, sa.ForeignKey("relation.number"), nullable=False),
        sa.Column("article_id", WORD, nullable=False),
        sa.Index("current_relation_articles", "article_id"),
    )
    op.create_table(
        "current_event",
        sa.Column("number", sa.Integer, sa.ForeignKey("event.number"), primary_key=True),
        sa.Column("id", WORD, nullable=False, unique=True),
        sa.Column("type", WORD, nullable=False),
        sa.Column("start", WORD),
        sa.Column("end", WORD),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("part_of", WORD),
        sa.Index("current_event_days", "start", "id"),
        sa.Index("current_event_types", "type"),
        sa.Index("current_event_kinds", "kind", "type", "start"),
        sa.Index("current_event_parts", "part_of"),
    )
    _make_sets()


def _make_sets() -> None:
    def owner(name: str) -> sa.Column[int]:
        return sa.Column(name, sa.Integer, sa.ForeignKey(f"{name}.number"), primary_key=True)

    op.create_table(
        "event_country",
        sa.Column("country", WORD, primary_key=True),
        owner("event"),
        sa.Index("event_country_events", "event"),
        sqlite_with_rowid=False,
    )
    for kind in ("event", "report"):
        op.create_table(
            f"{kind}_party",
            sa.Column("word", WORD, primary_key=True),
            owner(kind),
            sa.Column("party", sa.Integer, primary_key=True),
            sa.Index(f"{kind}_party_{kind}s", kind),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "block",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        owner("report"),
        sqlite_with_rowid=False,
    )
