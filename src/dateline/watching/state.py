"""What a watch remembers between cycles: a SQLite file that one watch at a time has open.

For each feed and page: what its host said last, so that it can be asked whether anything has changed, and when it is
next due. For each host: its robots.txt, and until when it is left alone. What pages say is in the ledger.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, fields

from dateline.errors import LedgerError

_VERSION = "1"


class FeedRow(Struct, kw_only=True):
    """A feed or sitemap."""

    url: str
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None  # sha256 of what it was, hex
    stamp: str = ""  # what the index of sitemaps said of it
    failures: int = 0  # in a row
    due: float = 0.0  # Unix time


class PageRow(Struct, kw_only=True):
    """A page that a feed lists."""

    key: str  # the address as it is compared
    url: str  # as it is asked
    feed: str  # the feed of the settings that listed it first
    first: float  # when it was first seen, Unix time
    stamp: str = ""  # what the feed said of its last change
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    failures: int = 0
    due: float | None = None  # none: not asked again unless its stamp changes


class HostRow(Struct, kw_only=True):
    """A host, by its scheme, name and port."""

    place: str
    until: float = 0.0  # not asked before
    failures: int = 0
    robots: str | None = None  # the text; none: there is none, everything may be asked
    robots_until: float = 0.0


class State:
    """The file, open. Use it as a context manager. Raises LedgerError where it cannot be had."""

    def __init__(self, path: Path, ledger: str) -> None:
        """`ledger` is the one that the pages go to: what is in another was not fetched for this one."""
        self._path = path
        with self._clear():
            self._file = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            with self._clear():
                self._take(ledger)
        except LedgerError:
            self._file.close()
            raise

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    # -------------------------------------------------------------- feeds and hosts

    def feed(self, url: str) -> FeedRow:
        """A feed, new where it is not known."""
        with self._clear():
            row = self._file.execute("SELECT * FROM feed WHERE url = ?", (url,)).fetchone()
        return FeedRow(**row) if row else FeedRow(url=url)

    def hosts(self) -> list[HostRow]:
        """All hosts."""
        with self._clear():
            return [HostRow(**row) for row in self._file.execute("SELECT * FROM host")]

    def put_hosts(self, hosts: Iterable[HostRow]) -> None:
        """Keeps hosts, all or none."""
        with self._written():
            for host in hosts:
                self._put("host", host)

    # -------------------------------------------------------------- pages

    def listed(self, feed: FeedRow, pages: Iterable[PageRow], watched: Collection[str]) -> int:
        """Keeps a feed together with the pages that it lists, so that none is lost where the next step fails.

        A page that another of the `watched` feeds listed stays with it; how many did. A page whose stamp has changed
        is due.
        """
        elsewhere = 0
        with self._written():
            self._put("feed", feed)
            for page in pages:
                known = self._page(page.key)
                if known is None:
                    self._put("page", page)
                    continue
                elsewhere += known.feed != page.feed and known.feed in watched
                if known.feed == page.feed:
                    changed = bool(page.stamp) and page.stamp != known.stamp
                    known.stamp = page.stamp or known.stamp
                    known.due = page.first if changed else known.due
                elif known.feed not in watched:
                    known.feed = page.feed
                self._put("page", known)
        return elsewhere

    def due(self, feed: str, now: float, most: int) -> tuple[list[PageRow], int]:
        """Pages of a feed that are due, those never had first, in the order in which they were listed; and how many
        are due in all."""
        here, values = "FROM page WHERE feed = ? AND due <= ?", (feed, now)
        query = f"SELECT * {here} ORDER BY digest IS NOT NULL, rowid LIMIT ?"
        with self._clear():
            rows = [PageRow(**row) for row in self._file.execute(query, (*values, most))]
            (number,) = self._file.execute(f"SELECT count(*) {here}", values).fetchone().values()
        return rows, number

    def put(self, row: FeedRow | PageRow) -> None:
        """Keeps what is now known of a feed or page."""
        with self._written():
            self._put("feed" if isinstance(row, FeedRow) else "page", row)

    # -------------------------------------------------------------- within

    def _take(self, ledger: str) -> None:
        self._file.row_factory = lambda cursor, row: dict(
            zip((column[0] for column in cursor.description), row, strict=True)
        )
        self._file.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._file.execute("BEGIN EXCLUSIVE")
        self._file.execute("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT)")
        for name, kind, id in (("feed", FeedRow, "url"), ("page", PageRow, "key"), ("host", HostRow, "place")):
            columns = ", ".join(f'"{field.name}"' for field in fields(kind))
            self._file.execute(f'CREATE TABLE IF NOT EXISTS {name} ({columns}, PRIMARY KEY ("{id}"))')
        self._file.execute("CREATE INDEX IF NOT EXISTS page_due ON page (feed, due)")
        for name, value in (("version", _VERSION), ("ledger", ledger)):
            self._file.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (name, value))
        said = {row["name"]: row["value"] for row in self._file.execute("SELECT * FROM meta")}
        self._file.execute("COMMIT")
        if said["version"] != _VERSION:
            raise LedgerError(f"{self._path}: is a state of another Dateline; name another `state`")
        if said["ledger"] != ledger:
            raise LedgerError(
                f"{self._path}: remembers what went into {said['ledger']}, not {ledger}; name another `state`"
            )

    def _page(self, key: str) -> PageRow | None:
        row = self._file.execute("SELECT * FROM page WHERE key = ?", (key,)).fetchone()
        return PageRow(**row) if row else None

    def _put(self, table: str, row: Struct) -> None:
        values = asdict(row)
        id, *rest = values  # the first field is the key; REPLACE would lose a page's place in the order
        marks, sets = ", ".join("?" * len(values)), ", ".join(f'"{name}" = excluded."{name}"' for name in rest)
        command = f'INSERT INTO {table} VALUES ({marks}) ON CONFLICT ("{id}") DO UPDATE SET {sets}'
        self._file.execute(command, tuple(values.values()))

    @contextmanager
    def _written(self) -> Iterator[None]:
        with self._clear():
            self._file.execute("BEGIN")
            try:
                yield
            except BaseException:
                self._file.execute("ROLLBACK")
                raise
            self._file.execute("COMMIT")

    @contextmanager
    def _clear(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            locked = "locked" in str(error)
            said = "another watch is at work with it; wait for it to end" if locked else str(error)
            raise LedgerError(f"{self._path}: {said}") from error
