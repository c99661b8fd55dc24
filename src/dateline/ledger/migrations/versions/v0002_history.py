"""History, decisions, versions of pages, tombstones; PostgreSQL beside SQLite."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_RENEWED = ("page", "article", "link")  # logs whose columns change in ways that SQLite cannot alter
_INDEXES = ("event_country", "event_party", "block", "current_report", "current_total", "current_event", "article_text")


def upgrade() -> None:
    """Takes the logs over; the indexes are made again from them."""
    for name in _INDEXES:
        op.execute(f"DROP TABLE IF EXISTS {name}")
    for log in ("report", "total", "event"):
        op.drop_index(f"ix_{log}_id", table_name=log)
    op.drop_index("ix_page_url", table_name="page")
    op.drop_index("ix_article_id", table_name="article")
    op.drop_index("ix_link_right", table_name="link")
    for name in _RENEWED:
        op.rename_table(name, f"old_{name}")
    _make_logs()
    _take_over()
    for name in _RENEWED:
        op.drop_table(f"old_{name}")
    _make_indexes()
    op.execute("DELETE FROM meta WHERE name = 'schema'")
    op.execute("INSERT INTO meta VALUES ('resolver', 'levels-1')")


def _change() -> sa.Column[int]:
    return sa.Column("change", sa.Integer, sa.ForeignKey("change.number"), nullable=False)


def _number(of: str | None = None, name: str = "number") -> sa.Column[int]:
    return sa.Column(name, sa.Integer, *([sa.ForeignKey(f"{of}.number")] if of else []), primary_key=True)


def _make_logs() -> None:
    op.add_column("change", sa.Column("user", WORD))
    op.create_index("change_days", "change", ["recorded_at"])
    op.create_table(
        "page",
        _number(),
        sa.Column("id", WORD, nullable=False),
        sa.Column("url", WORD),
        _change(),
        sa.Column("record", sa.Text, nullable=False),
        sa.Index("page_ids", "id"),
        sa.Index("page_urls", "url"),
    )
    op.create_table(
        "page_article",
        _number("page", "page"),
        sa.Column("article_id", WORD, primary_key=True),
        _change(),
        sa.Index("page_article_ids", "article_id"),
    )
    op.create_table(
        "article",
        _number(),
        sa.Column("id", WORD, nullable=False),
        sa.Column("hash", WORD, nullable=False),
        _change(),
        sa.Column("record", sa.Text),
        sa.Column("redirect", WORD),
        sa.Index("article_ids", "id"),
        sa.Index("article_hashes", "hash"),
    )
    for log in ("report", "total"):
        op.create_index(f"{log}_ids", log, ["id"])
        op.create_index(f"{log}_articles", log, ["article_id"])
    op.create_table(
        "link",
        _number(),
        sa.Column("left", sa.Integer, sa.ForeignKey("report.number"), nullable=False),
        sa.Column("right", sa.Integer, sa.ForeignKey("report.number"), nullable=False),
        _change(),
        sa.Column("until", sa.Integer, sa.ForeignKey("change.number")),
        sa.Column("log_odds", sa.Float, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Index("link_left", "left", "right"),
        sa.Index("link_right", "right"),
    )
    for name in ("type", "start", "end"):
        op.add_column("event", sa.Column(name, WORD))
    op.create_index("event_ids", "event", ["id", "number"])
    op.create_index("event_changes", "event", ["change"])
    op.create_index("event_redirects", "event", ["redirect"])
    op.create_table(
        "decision",
        _number(),
        sa.Column("id", WORD, nullable=False, unique=True),
        _change(),
        sa.Column("undoes", WORD),
        sa.Column("record", sa.Text, nullable=False),
        sa.Index("decision_undoes", "undoes"),
    )
    op.create_table(
        "tombstone",
        sa.Column("article_id", WORD, primary_key=True),
        sa.Column("hash", WORD, primary_key=True),
        _change(),
        sa.Index("tombstone_hashes", "hash"),
    )


def _take_over() -> None:
    op.execute(
        "INSERT INTO page (id, url, change, record) SELECT id, url, change, record FROM old_page ORDER BY change"
    )
    columns = "number, id, hash, change, record"
    op.execute(f"INSERT INTO article ({columns}) SELECT {columns} FROM old_article")
    op.execute(
        'INSERT INTO link ("left", "right", change, log_odds, record) '
        'SELECT o."left", o."right", CASE WHEN a.change > b.change THEN a.change ELSE b.change END, '
        "o.log_odds, o.record "
        'FROM old_link o JOIN report a ON a.number = o."left" JOIN report b ON b.number = o."right"'
    )
    bind = op.get_bind()
    page_of = {row.id: row.number for row in bind.execute(sa.text("SELECT id, number FROM page"))}
    put = sa.text("INSERT INTO page_article VALUES (:page, :article, :change)")
    stood = set()
    for row in bind.execute(sa.text("SELECT id, change, record FROM article ORDER BY number")).all():
        page = page_of.get(json.loads(row.record).get("page_id"))
        if page is not None and (page, row.id) not in stood:
            stood.add((page, row.id))
            bind.execute(put, {"page": page, "article": row.id, "change": row.change})
    mark = sa.text('UPDATE event SET type = :type, start = :start, "end" = :end WHERE number = :number')
    for row in bind.execute(sa.text("SELECT number, record FROM event WHERE record IS NOT NULL")).all():
        bind.execute(mark, {"number": row.number, **_facts(json.loads(row.record))})


def _facts(event: dict[str, Any]) -> dict[str, Any]:
    date = next((field["best"] for field in event["fields"] if field["field"] == "date"), None)
    start, end = (date["start"], date["end"]) if date else (None, None)
    if start or end:
        start, end = start or "0001-01-01", end or "9999-12-31"
    return {"type": event["type"], "start": start, "end": end}


def _make_indexes() -> None:
    def at(of: str, *, unique: bool = False) -> sa.Column[int]:
        return sa.Column("number", sa.Integer, sa.ForeignKey(f"{of}.number"), nullable=False, unique=unique)

    def article(table: str) -> tuple[sa.Column[str], sa.Index]:
        return sa.Column("article_id", WORD, nullable=False), sa.Index(f"{table}_articles", "article_id")

    op.create_table("current_article", sa.Column("id", WORD, primary_key=True), at("article"))
    op.create_table(
        "current_report",
        sa.Column("id", WORD, primary_key=True),
        at("report", unique=True),
        *article("current_report"),
        sa.Column("published", WORD),
        sa.Column("publisher", WORD),
        sa.Column("event_id", WORD),
        sa.Index("current_report_events", "event_id"),
    )
    op.create_table("current_total", sa.Column("id", WORD, primary_key=True), at("total"), *article("current_total"))
    op.create_table(
        "current_event",
        _number("event"),
        sa.Column("id", WORD, nullable=False, unique=True),
        sa.Column("type", WORD, nullable=False),
        sa.Column("start", WORD),
        sa.Column("end", WORD),
        sa.Index("current_event_days", "start", "id"),
        sa.Index("current_event_types", "type"),
    )
    op.create_table(
        "event_country",
        sa.Column("country", WORD, primary_key=True),
        _number("event", "event"),
        sa.Index("event_country_events", "event"),
    )
    for kind in ("event", "report"):
        op.create_table(
            f"{kind}_party",
            sa.Column("word", WORD, primary_key=True),
            _number(kind, kind),
            sa.Column("party", sa.Integer, primary_key=True),
            sa.Index(f"{kind}_party_{kind}s", kind),
        )
    op.create_table(
        "block",
        sa.Column("key", WORD, primary_key=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("report.number"), primary_key=True, index=True),
    )
    op.create_table(
        "attached",
        _number("decision", "decision"),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("article_id", WORD, nullable=False),
        sa.Column("report_id", WORD),
        sa.Index("attached_articles", "article_id"),
        sa.Index("attached_reports", "report_id"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE article_text USING fts5(words, tokenize='unicode61')")
    else:
        op.execute("CREATE TABLE article_text (number integer PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX article_text_words ON article_text USING gin (words)")
