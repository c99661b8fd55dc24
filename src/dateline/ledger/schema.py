"""The tables, of two sorts: logs, to which rows are only ever added, and indexes, which say what is current.

Logs hold the records themselves as JSON; every row names the change (when, by which versions, why) that brought it.
Indexes hold what filters and look-ups need, and everything in them can be made again from the logs. Reports, totals and
events have a log row for each state they were in; a row without a record says that it ended there.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

VERSION = 1

METADATA = MetaData()


def _key(name: str, of: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(of), nullable=False)


META = Table("meta", METADATA, Column("name", String, primary_key=True), Column("value", String, nullable=False))

# ------------------------------------------------------------------ logs

CHANGE = Table(
    "change",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("recorded_at", String, nullable=False),  # UTC
    Column("version", String, nullable=False),  # of what decided the content
    Column("why", String, nullable=False),
)
PAGE = Table(
    "page",
    METADATA,
    Column("id", String, primary_key=True),
    Column("url", String, index=True),
    _key("change", "change.number"),
    Column("record", Text, nullable=False),
)
ARTICLE = Table(
    "article",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("hash", String, nullable=False),
    _key("change", "change.number"),
    Column("record", Text, nullable=False),
)
REPORT = Table(
    "report",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("article_id", String, nullable=False),
    _key("change", "change.number"),
    Column("record", Text),  # none: the report is not made any more
)
TOTAL = Table(
    "total",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("article_id", String, nullable=False),
    _key("change", "change.number"),
    Column("record", Text),
)
LINK = Table(
    "link",
    METADATA,
    Column("left", ForeignKey("report.number"), primary_key=True),
    Column("right", ForeignKey("report.number"), primary_key=True, index=True),
    Column("log_odds", Float, nullable=False),
    Column("record", Text, nullable=False),
)
EVENT = Table(
    "event",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    _key("change", "change.number"),
    Column("why", String, nullable=False),
    Column("record", Text),  # none: merged away, or left without reports; links are kept in their own table
    Column("redirect", String),  # the event it was merged into
)

# ------------------------------------------------------------------ indexes

CURRENT_REPORT = Table(
    "current_report",
    METADATA,
    Column("id", String, primary_key=True),
    Column("number", ForeignKey("report.number"), nullable=False, unique=True),
    Column("article_id", String, nullable=False, index=True),
    Column("published", String),  # the article's day
    Column("event_id", String, index=True),
)
CURRENT_TOTAL = Table(
    "current_total",
    METADATA,
    Column("id", String, primary_key=True),
    Column("number", ForeignKey("total.number"), nullable=False),
    Column("article_id", String, nullable=False, index=True),
)
CURRENT_EVENT = Table(
    "current_event",
    METADATA,
    Column("id", String, primary_key=True),
    Column("number", ForeignKey("event.number"), nullable=False),
    Column("type", String, nullable=False, index=True),
    Column("start", String),  # ISO days of the best date
    Column("end", String),
    Index("current_event_days", "start", "id"),
)
EVENT_COUNTRY = Table(
    "event_country",
    METADATA,
    Column("event_id", ForeignKey("current_event.id", ondelete="CASCADE"), primary_key=True),
    Column("country", String, primary_key=True, index=True),
)
EVENT_PARTY = Table(
    "event_party",
    METADATA,
    Column("event_id", ForeignKey("current_event.id", ondelete="CASCADE"), primary_key=True),
    Column("party", Integer, primary_key=True),  # counts the names by which reports call parties of the event
    Column("word", String, primary_key=True, index=True),  # a word of the name, or "#" and the registry id
)
BLOCK = Table(
    "block",
    METADATA,
    Column("key", String, primary_key=True),
    Column("report", ForeignKey("report.number"), primary_key=True, index=True),
)
