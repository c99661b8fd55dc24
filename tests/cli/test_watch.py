"""`dateline watch --once`: from a feed on a server of our own to events in a ledger, as cron runs it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watching.site import Site

from dateline import Ledger

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def settings(folder: Path, site: Site, private: str = "true") -> Path:
    path = folder / "feeds.toml"
    path.write_text(
        "seconds_between_requests = 1\nrecheck_hours = []\n"
        f"[[feed]]\nurl = '{site.url}/rss'\nallow_private = {private}\n"
    )
    return path


@pytest.mark.slow
def test_a_page_that_comes_and_changes_is_coded(dateline: Run, tmp_path: Path, site: Site) -> None:
    text = "Gunmen killed {} guards at a bank in Juba on Monday, 4 March 2024, police said."
    site.story("/juba", "Guards killed in Juba", text.format("two"))
    site.rss("/rss", "/juba", stamps={"/juba": "Tue, 05 Mar 2024 10:00:00 GMT"})
    feeds = settings(tmp_path, site)
    done = dateline("watch", feeds, "--once")
    assert done.returncode == 0, done.stderr
    assert "1 feed: 1 read; 1 page: 1 new;" in done.stdout

    site.story("/juba", "Guards killed in Juba", text.format("three"))
    site.rss("/rss", "/juba", "/gone", stamps={"/juba": "Tue, 05 Mar 2024 12:00:00 GMT"})
    done = dateline("watch", feeds, "--once")
    assert done.returncode == 1
    assert "2 pages: 1 changed, 1 failed; 1 took the place of an earlier version" in done.stdout
    assert done.stderr == f"dateline: {site.url}/gone: answers 404 Not Found; it is not asked for again\n"
    with Ledger.open(tmp_path / "dateline.db") as book:
        (event,) = (event for event in book.events() if event.type == "ASSAULT")
        assert [value.best.min for value in event.field("count")] == [3]  # type: ignore[union-attr]
        (report,) = book.reports(event)
        assert book.article(report.article_id).url == f"{site.url}/juba"
    assert (tmp_path / "feeds.state.db").exists()


@pytest.mark.slow
def test_rejected_events_that_are_told_again_are_named(dateline: Run, tmp_path: Path, site: Site) -> None:
    text = "Gunmen killed {} guards at a bank in Juba on Monday, 4 March 2024, police said."
    site.story("/juba", "Guards killed in Juba", text.format("two"))
    site.rss("/rss", "/juba")
    feeds = settings(tmp_path, site)
    assert dateline("watch", feeds, "--once").returncode == 0
    with Ledger.open(tmp_path / "dateline.db") as book:
        events = sorted(event.id for event in book.events())
        for event_id in events:
            book.reject(event_id, user="ann")
    site.story("/again", "Bank guards killed in Juba", text.format("two") + " Nobody was arrested.")
    site.rss("/rss", "/juba", "/again")
    done = dateline("watch", feeds, "--once")
    assert done.returncode == 0, done.stderr
    (line,) = (line for line in done.stdout.splitlines() if "told again, and still rejected" in line)
    assert line.endswith(f": {', '.join(events)}")


def test_what_is_wrong_is_one_line(dateline: Run, tmp_path: Path, site: Site) -> None:
    done = dateline("watch", settings(tmp_path, site, "'yes'"), "--once")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("feeds.toml:5: feed 1: allow_private is wrong: expected true or false, got text\n")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "dateline.db").exists()


def test_a_private_host_is_not_asked_unless_allowed(dateline: Run, tmp_path: Path, site: Site) -> None:
    done = dateline("watch", settings(tmp_path, site, "false"), "--once")
    assert done.returncode == 1
    assert "1 feed: 1 failed" in done.stdout
    assert site.asked == []
