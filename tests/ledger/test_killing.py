"""Killed at any moment, and several at once: a ledger opens, holds all that was reported done, and no half article."""

from __future__ import annotations

import os
import random
import signal
import time
from typing import NamedTuple

import pytest
from factories import bombing, coding, killed, page, place, report, total
from ledgers import engine_url, faults
from sqlalchemy import create_engine, text

from dateline.ledger import Ledger
from dateline.model import Coding

KILLS = 200  # in all, on both databases


def story(number: int) -> Coding:
    """An article with two reports and a total; three at a time tell of one bombing."""
    name = f"a{number:05d}"
    shared = bombing(name, f"2024-{1 + number // 84 % 12:02d}-{1 + number // 3 % 28:02d}", killed(number % 7))
    own = report(name, place(f"Karsa {number}", 36.0 + number % 9, 44.0), number=2, type="PROTEST")
    return coding(name, shared, own, totals=(total(name),), text=f"A bomb went off. Story {number}.")


class Adding(NamedTuple):
    """A process that adds articles and says the number of each once it is stored."""

    pid: int
    said: int  # where it says so

    def killed(self, after: int, within: float) -> list[int]:
        """What it reported done until it was killed: so many seconds after it had reported so many articles.

        However slow the machine is, it got so many done; however fast, it was killed in the midst of the next ones.
        """
        heard = b""
        while heard.count(b"\n") < 1 + after:  # that it is open, then the articles
            more = os.read(self.said, 4096)
            assert more, "it ended by itself"
            heard += more
        time.sleep(within)
        os.kill(self.pid, signal.SIGKILL)
        return self.done(heard)

    def done(self, heard: bytes = b"") -> list[int]:
        """What it reported done when it has ended."""
        with os.fdopen(self.said, "rb") as reader:
            lines = (heard + reader.read()).splitlines(keepends=True)
        os.waitpid(self.pid, 0)
        return [int(line) for line in lines if line.endswith(b"\n") and line != b"open\n"]


def start(where: str, first: int, last: int) -> Adding:
    """Starts one. Forked, because a Python that starts anew takes longer than all it is to do here."""
    said, saying = os.pipe()
    pid = os.fork()
    if pid:
        os.close(saying)
        return Adding(pid, said)
    try:
        with Ledger.open(where) as ledger:
            os.write(saying, b"open\n")
            for number in range(first, last):
                ledger.add(page(f"p{number}"), story(number))
                os.write(saying, f"{number}\n".encode())
    finally:
        os._exit(0)


def warmed_up(where: str) -> float:
    """How long it takes to add three articles once all is loaded, so that the forked processes need not load it."""
    for first in (200_000, 200_003):
        began = time.monotonic()
        with Ledger.open(where) as ledger:
            for number in range(first, first + 3):
                ledger.add(page(f"p{number}"), story(number))
    return time.monotonic() - began


def halves(where: str) -> list[str]:
    """Articles without their page, reports or total."""
    engine = create_engine(engine_url(where))
    with engine.connect() as connection:
        query = (
            "SELECT a.id FROM article a WHERE 2 <> (SELECT count(*) FROM current_report r WHERE r.article_id = a.id"
            " AND r.event_id IS NOT NULL) OR 1 <> (SELECT count(*) FROM current_total t WHERE t.article_id = a.id)"
            " OR 1 <> (SELECT count(*) FROM page_article p WHERE p.article_id = a.id)"
        )
        found = list(connection.scalars(text(query)))
    engine.dispose()
    return found


@pytest.mark.slow
def test_a_process_killed_at_any_moment_leaves_a_sound_ledger(where: str) -> None:
    chance, reported, kills, least = random.Random(7), set[int](), 0, 0
    longest = warmed_up(where)
    # Two at a time, each with articles of its own: while one is killed the other writes.
    running = [start(where, side * 90_000, 180_000) for side in (0, 1)]
    while kills < KILLS // 2:
        side = kills % 2
        least += (first := chance.choice((0, 0, 0, 1, 2)))
        done = running[side].killed(first, chance.uniform(0, longest))
        kills += 1
        assert not reported.intersection(done)
        reported.update(done)
        after = max((n for n in reported if n // 90_000 == side), default=side * 90_000 - 1) + 1
        running[side] = start(where, after, 180_000)
        with Ledger.open(where, create=False) as ledger:  # opens each time, and holds what was reported
            assert {ledger.article(f"a{number:05d}").id for number in done} == {f"a{number:05d}" for number in done}
        if kills % 10 == 0:
            assert halves(where) == []
    for process in running:
        reported.update(process.killed(1, 0))
    assert len(reported) >= least + 2
    with Ledger.open(where, create=False) as ledger:
        held = {article.id for article in ledger.articles()}
        assert faults(ledger) == []
    assert {f"a{number:05d}" for number in reported} <= held
    assert halves(where) == []


@pytest.mark.slow
def test_several_processes_add_and_read_at_once(where: str) -> None:
    warmed_up(where)
    writers = [start(where, first, first + 12) for first in (0, 6, 100)]  # two of them add some of the same
    with Ledger.open(where, create=False) as ledger:
        seen = 0
        while seen < 36:
            counts = ledger.counts()
            assert counts.articles >= seen
            assert counts.reports == 2 * counts.articles
            seen = counts.articles
            time.sleep(0.02)
        assert [each.done() for each in writers] == [[*range(12)], [*range(6, 18)], [*range(100, 112)]]
        assert ledger.counts().articles == 36
        assert faults(ledger) == []


@pytest.mark.slow
def test_several_processes_make_one_ledger(where: str) -> None:
    writers = [start(where, first, first + 2) for first in (0, 10, 20, 30)]
    assert [each.done() for each in writers] == [[0, 1], [10, 11], [20, 21], [30, 31]]
    with Ledger.open(where, create=False) as ledger:
        assert ledger.counts().articles == 8
        assert faults(ledger) == []
