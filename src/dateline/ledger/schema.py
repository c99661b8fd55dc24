"""The tables, of two sorts: logs, to which rows are only ever added, and indexes, which say what is current.

Logs hold the records themselves as JSON; every row names the change (when, by which versions or whom, why) that brought
it. Articles, reports, totals and events have a log row for each state they were in; a row without a record says that it
ended there. What a log said at an earlier change is its rows up to that change, the last of each id. Indexes hold what
filters and look-ups need, and everything in them can be made again from the logs (`indexing`). Only `dateline forget`
rewrites rows of a log, and only to take words out of them.

A change of anything here is a new migration in `migrations/versions`.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()
# PostgreSQL orders text by the rules of its locale unless told otherwise, SQLite by code points.
WORD = String().with_variant(String(collation="C"), "postgresql")


def _key(name: str, of: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(of), nullable=False)


def _told(name: str) -> Table:
    """A log of what articles say."""
    return Table(
        name,
        METADATA,
        Column("number", Integer, primary_key=True),
        Column("id", WORD, nullable=False),
        Column("article_id", WORD, nullable=False),
        _key("change", "change.number"),
        Column("record", Text),  # none: it is not said any more
        Index(f"{name}_ids", "id"),
        Index(f"{name}_articles", "article_id"),
    )


def _current_told(name: str) -> Table:
    """Which rows of such a log are current."""
    return Table(
        f"current_{name}",
        METADATA,
        Column("id", WORD, primary_key=True),
        Column("number", ForeignKey(f"{name}.number"), nullable=False),
        Column("article_id", WORD, nullable=False),
        Index(f"current_{name}_articles", "article_id"),
    )


def _parties(owner: str) -> Table:
    """By which words the parties of states of events or reports are found."""
    return Table(
        f"{owner}_party",
        METADATA,
        Column("word", WORD, primary_key=True),  # a word of the name, or "#" and the registry id
        Column(owner, ForeignKey(f"{owner}.number"), primary_key=True),
        Column("party", Integer, primary_key=True),  # counts the names by which parties are called
        Index(f"{owner}_party_{owner}s", owner),
        sqlite_with_rowid=False,
    )


META = Table("meta", METADATA, Column("name", WORD, primary_key=True), Column("value", WORD, nullable=False))

# ------------------------------------------------------------------ logs

CHANGE = Table(
    "change",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("recorded_at", WORD, nullable=False),  # UTC; never earlier than that of the change before
    Column("version", WORD, nullable=False),  # of what decided the content
    Column("why", WORD, nullable=False),
    Column("user", WORD),  # who decided; none: the machine
    Index("change_days", "recorded_at"),
)
PAGE = Table(
    "page",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", WORD, nullable=False),
    Column("url", WORD),
    _key("change", "change.number"),
    Column("record", Text, nullable=False),
    Index("page_ids", "id"),
    Index("page_urls", "url"),
)
PAGE_ARTICLE = Table(
    "page_article",
    METADATA,
    Column("page", ForeignKey("page.number"), primary_key=True),
    Column("article_id", WORD, primary_key=True),
    _key("change", "change.number"),
    Index("page_article_ids", "article_id"),
)
ARTICLE = Table(
    "article",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", WORD, nullable=False),
    Column("hash", WORD, nullable=False),
    _key("change", "change.number"),
    Column("record", Text),  # none: superseded
    Column("redirect", WORD),  # the article that supersedes it
    Index("article_ids", "id"),
    Index("article_hashes", "hash"),
)
REPORT = _told("report")
TOTAL = _told("total")
RELATION = _told("relation")
LINK = Table(
    "link",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("left", ForeignKey("report.number"), nullable=False),
    Column("right", ForeignKey("report.number"), nullable=False),
    _key("change", "change.number"),
    Column("until", ForeignKey("change.number")),  # the change with which another comparison took its place
    Column("log_odds", Float, nullable=False),
    Column("record", Text, nullable=False),
    Index("link_left", "left", "right"),
    Index("link_right", "right"),
)
EVENT = Table(
    "event",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", WORD, nullable=False),
    _key("change", "change.number"),
    Column("why", WORD, nullable=False),
    Column("record", Text),  # none: merged away, rejected, or left without reports; links are kept in their own table
    Column("redirect", WORD),  # the event it was merged into
    Column("type", WORD),  # what follows is taken from the record, for filters
    Column("start", WORD),  # ISO days of the best date
    Column("end", WORD),
    Index("event_ids", "id", "number"),
    Index("event_changes", "change"),
    Index("event_redirects", "redirect"),
)
DECISION = Table(
    "decision",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", WORD, nullable=False, unique=True),
    _key("change", "change.number"),
    Column("undoes", WORD),
    Column("record", Text, nullable=False),
    Index("decision_undoes", "undoes"),
)
TOMBSTONE = Table(
    "tombstone",
    METADATA,
    Column("article_id", WORD, primary_key=True),
    Column("hash", WORD, primary_key=True),  # so that the same text is not taken in again
    _key("change", "change.number"),
    Index("tombstone_hashes", "hash"),
)

# ------------------------------------------------------------------ indexes

CURRENT_ARTICLE = Table(
    "current_article",
    METADATA,
    Column("id", WORD, primary_key=True),
    Column("number", ForeignKey("article.number"), nullable=False),
)
CURRENT_REPORT = Table(
    "current_report",
    METADATA,
    Column("id", WORD, primary_key=True),
    Column("number", ForeignKey("report.number"), nullable=False, unique=True),
    Column("article_id", WORD, nullable=False),
    Column("published", WORD),  # the article's day
    Column("publisher", WORD),  # and its owner
    Column("event_id", WORD),  # none: rejected
    Index("current_report_articles", "article_id"),
    Index("current_report_events", "event_id"),
)
CURRENT_TOTAL = _current_told("total")
CURRENT_RELATION = _current_told("relation")
CURRENT_EVENT = Table(
    "current_event",
    METADATA,
    Column("number", ForeignKey("event.number"), primary_key=True),
    Column("id", WORD, nullable=False, unique=True),
    Column("type", WORD, nullable=False),  # as in the log, so that a filter reads little
    Column("start", WORD),
    Column("end", WORD),
    Column("kind", WORD, nullable=False),
    Column("part_of", WORD),
    Index("current_event_days", "start", "id"),
    Index("current_event_types", "type"),
    Index("current_event_kinds", "kind", "type", "start"),
    Index("current_event_parts", "part_of"),
)
# The rows of these are little more than their key, so SQLite keeps them in its order, once.
EVENT_COUNTRY = Table(
    "event_country",
    METADATA,
    Column("country", WORD, primary_key=True),
    Column("event", ForeignKey("event.number"), primary_key=True),
    Index("event_country_events", "event"),
    sqlite_with_rowid=False,
)
EVENT_PARTY = _parties("event")  # that a person gave an event; those of reports are found by the reports
REPORT_PARTY = _parties("report")
BLOCK = Table(
    "block",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),  # a blocking key
    Column("report", ForeignKey("report.number"), primary_key=True),
    sqlite_with_rowid=False,
)
ATTACHED = Table(  # where the words of a decision are found now
    "attached",
    METADATA,
    Column("decision", ForeignKey("decision.number"), primary_key=True),
    Column("place", Integer, primary_key=True),  # in its `reports`, then its `rest`
    Column("article_id", WORD, nullable=False),
    Column("report_id", WORD),  # none: no report is made of these words any more
    Index("attached_articles", "article_id"),
    Index("attached_reports", "report_id"),
)
