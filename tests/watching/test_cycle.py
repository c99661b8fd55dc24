"""Cycles on a real server that serves, changes, redirects, stalls, lies and fails."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from dateline import Ledger
from dateline.errors import LedgerError
from dateline.fetching import asking
from dateline.watching import State

from .conftest import Desk
from .site import STORY, Site

BRIDGE = "Gunmen blew up the bridge at Amara on Friday, the governor said. Two guards were hurt."
MARKET = "A shell hit the market of Karsa on Monday and wounded three traders, a doctor said."


@pytest.fixture(autouse=True)
def wire(site: Site) -> None:
    site.story("/bridge", "Bridge blown up", BRIDGE)
    site.story("/market", "Shell hits market", MARKET)
    site.rss("/rss", "/bridge", "/market")


def test_new_pages_are_stored_under_their_address(desk: Desk, site: Site) -> None:
    done = desk.cycle("/rss")
    assert done.words() == "1 feed: 1 read; 2 pages: 2 new; 0 events new, 0 grown"
    assert not done.failed
    assert desk.said == []
    assert [article.url for article in desk.articles()] == [f"{site.url}/bridge", f"{site.url}/market"]
    with Ledger.open(desk.ledger) as book:
        assert book.page(desk.coded[0].page_id or "").fetched == "2026-02-02T02:40:00+00:00"


def test_a_restart_asks_only_whether_the_feed_has_changed(desk: Desk, site: Site) -> None:
    desk.cycle("/rss")
    site.asked.clear()
    done = desk.cycle("/rss")
    assert done.words() == "1 feed: 1 unchanged; 0 pages; 0 events new, 0 grown"
    assert [path for path, _, _ in site.asked] == ["/rss"]  # nor robots.txt, within a day
    assert site.asked[0][1]["If-None-Match"]


def test_hosts_are_told_who_asks(desk: Desk, site: Site) -> None:
    desk.cycle("/rss", contact="https://desk.example/reading")
    agents = {headers["User-Agent"] for _, headers, _ in site.asked}
    assert agents == {f"{asking.AGENT} (+https://desk.example/reading)"}


def test_an_unchanged_page_is_asked_for_and_not_read_again(desk: Desk, site: Site) -> None:
    hours = [1.0, 24.0]
    assert desk.cycle("/rss", recheck_hours=hours).pages["new"] == 2
    assert desk.cycle("/rss", recheck_hours=hours).pages.total() == 0  # not due
    desk.clock.time += 3601
    done = desk.cycle("/rss", recheck_hours=hours)
    assert (done.pages["unchanged"], len(desk.coded)) == (2, 2)
    assert site.answer("/bridge", site.asked[-2][1])[0] == 304
    desk.clock.time += 86400
    assert desk.cycle("/rss", recheck_hours=hours).pages["unchanged"] == 2
    desk.clock.time += 10 * 86400
    assert desk.cycle("/rss", recheck_hours=hours).pages.total() == 0  # and then no more


def test_a_changed_page_takes_the_place_of_what_it_said(desk: Desk, site: Site) -> None:
    desk.cycle("/rss", recheck_hours=[1.0])
    site.story("/bridge", "Bridge blown up", BRIDGE.replace("Two guards", "Three guards"))
    desk.clock.time += 3601
    done = desk.cycle("/rss", recheck_hours=[1.0])
    assert (done.pages["changed"], done.pages["unchanged"]) == (1, 1)
    assert "1 took the place of an earlier version" in done.words()
    assert sorted(article.title for article in desk.articles()) == ["Bridge blown up", "Shell hits market"]
    assert any("Three guards" in article.text for article in desk.articles())
    with Ledger.open(desk.ledger) as book:
        assert [book.page(article.page_id or "").version for article in book.articles()] == [1, 2]


def test_a_feed_that_says_that_a_page_changed_makes_it_due(desk: Desk, site: Site) -> None:
    early, late = "Mon, 02 Feb 2026 10:00:00 GMT", "Mon, 02 Feb 2026 12:00:00 GMT"
    site.rss("/rss", "/bridge", "/market", stamps={"/bridge": early, "/market": early})
    desk.cycle("/rss")
    site.story("/bridge", "Bridge blown up", BRIDGE.replace("Two", "Four"))
    site.rss("/rss", "/bridge", "/market", stamps={"/bridge": late, "/market": early})
    done = desk.cycle("/rss")
    assert done.words().startswith("1 feed: 1 read; 1 page: 1 changed; 1 took the place")
    assert (site.times("/bridge"), site.times("/market")) == (2, 1)


def test_what_robots_txt_does_not_allow_is_said_and_left(desk: Desk, site: Site) -> None:
    site.paths["/robots.txt"] = b"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /market\n"
    done = desk.cycle("/rss")
    assert (done.pages["new"], done.pages["not allowed"], done.failed) == (1, 1, False)
    assert desk.said == [f"{site.url}/market: its robots.txt does not allow it"]
    assert site.times("/market") == 0
    assert (desk.cycle("/rss").pages.total(), site.times("/robots.txt")) == (0, 1)
    desk.clock.time += 86401
    desk.cycle("/rss")
    assert site.times("/robots.txt") == 2  # a day later it is looked at again


def test_a_redirect_does_not_lead_past_robots_txt(desk: Desk, site: Site) -> None:
    site.paths["/robots.txt"] = b"User-agent: *\nDisallow: /market\n"
    site.rss("/rss", "/go")
    site.paths["/go"] = (302, {"Location": "/market"}, b"")
    assert desk.cycle("/rss").pages["not allowed"] == 1
    assert site.times("/market") == 0


def test_where_robots_txt_fails_nothing_is_asked(desk: Desk, site: Site) -> None:
    site.paths["/robots.txt"] = (500, {}, b"")
    done = desk.cycle("/rss")
    assert (done.feeds["failed"], done.failed) == (1, True)
    assert desk.said == [f"{site.url}/rss: its robots.txt cannot be had: answers 500"]
    assert site.times("/rss") == 0
    del site.paths["/robots.txt"]
    assert desk.cycle("/rss").feeds["postponed"] == 1
    desk.clock.time += 3600
    assert desk.cycle("/rss").pages["new"] == 2


def test_a_redirected_page_is_stored_where_it_is(desk: Desk, site: Site) -> None:
    site.rss("/rss", "/old")
    site.paths["/old"] = (301, {"Location": "/bridge"}, b"")
    assert desk.cycle("/rss").pages["new"] == 1
    assert [article.url for article in desk.articles()] == [f"{site.url}/bridge"]


def test_what_stalls_is_left_and_the_cycle_goes_on(desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    listener = socket.create_server(("127.0.0.1", 0))  # takes connections and never answers
    stalled = f"http://127.0.0.1:{listener.getsockname()[1]}/rss"

    def slow() -> tuple[int, dict[str, str], bytes]:
        time.sleep(2.5)
        return 200, {"Content-Type": "text/html"}, b"<html></html>"

    site.paths["/slow"] = slow
    site.rss("/rss", "/slow", "/bridge", "/market")
    monkeypatch.setattr("dateline.watching.manners.SECONDS", 1.0)
    done = desk.cycle(stalled, "/rss")
    assert (done.feeds["failed"], done.feeds["read"]) == (1, 1)
    assert (done.pages["failed"], done.pages["new"]) == (1, 2)
    assert len(desk.said) == 2
    assert all("takes too long" in line for line in desk.said)


@pytest.mark.parametrize("pause", ["3000", "Mon, 02 Feb 2026 03:30:00 GMT"])
def test_a_host_that_asks_to_be_left_alone_is(desk: Desk, site: Site, pause: str) -> None:
    site.paths["/bridge"] = (503, {"Retry-After": pause}, b"")
    done = desk.cycle("/rss")
    assert (done.pages["failed"], done.pages["postponed"], done.failed) == (1, 1, True)
    assert desk.said == [
        f"{site.url}/bridge: answers 503 Service Unavailable (open it in a browser to see why)",
        f"{site.url}/market: its host is left alone until 02 Feb 03:30 UTC",
    ]
    site.story("/bridge", "Bridge blown up", BRIDGE)
    desk.clock.time += 2900
    assert desk.cycle("/rss").pages["new"] == 0
    desk.clock.time += 200
    assert desk.cycle("/rss").pages["new"] == 2


def test_a_page_that_fails_is_asked_again_later_and_not_for_ever(desk: Desk, site: Site) -> None:
    site.paths["/bridge"] = (500, {}, b"")
    assert desk.cycle("/rss").pages["failed"] == 1
    for _ in range(8):
        desk.cycle("/rss")
        desk.clock.time += 25 * 3600
    assert site.times("/bridge") == 5
    assert len(desk.articles()) == 1


def test_a_page_that_is_gone_is_not_asked_again(desk: Desk, site: Site) -> None:
    del site.paths["/bridge"]
    assert desk.cycle("/rss").pages["failed"] == 1
    assert desk.said == [f"{site.url}/bridge: answers 404 Not Found; it is not asked for again"]
    desk.clock.time += 30 * 86400
    desk.cycle("/rss")
    assert site.times("/bridge") == 1


def test_requests_to_a_host_keep_their_distance(desk: Desk, site: Site) -> None:
    site.paths["/robots.txt"] = b"User-agent: *\nCrawl-delay: 7\n"
    desk.cycle("/rss", seconds_between_requests=2)
    assert desk.clock.waits == [2, 7, 7]  # robots.txt, feed, page, page


def test_a_page_that_lies_about_its_encoding_is_read_right(desk: Desk, site: Site) -> None:
    text = "The “truce” near São Tomé’s harbour held on Monday, two officers said."
    site.story("/one", "Truce holds at São Tomé", text, charset="utf-8", said="iso-8859-1")
    site.story("/two", "Truce holds at São Tomé", text + " Twice.", charset="cp1252", said="utf-8")
    served = site.paths["/two"]
    assert isinstance(served, bytes)
    site.paths["/two"] = (200, {"Content-Type": "text/plain; charset=utf-16"}, served)
    site.rss("/rss", "/one", "/two")
    desk.cycle("/rss")
    assert len(desk.articles()) == 2
    assert all(article.text.startswith(text) and "São Tomé" in article.title for article in desk.articles())


def test_what_is_no_page_is_said(desk: Desk, site: Site) -> None:
    site.paths["/picture"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    site.paths["/empty"] = b"<html><body></body></html>"
    site.story("/poison", "Bridge blown up", BRIDGE + " It was poison.")
    site.rss("/rss", "/picture", "/empty", "/poison", "/market")
    done = desk.cycle("/rss")
    assert (done.pages["failed"], done.pages["set aside"], done.pages["new"]) == (2, 1, 1)
    assert sorted(line.partition(": ")[2].partition(";")[0] for line in desk.said) == [
        "could not be coded (RecursionError: too deep)",
        "holds no article (save the page with the story open)",
        "is no page but image/png (pages are HTML or plain text)",
    ]


def test_a_page_that_two_feeds_list_is_asked_once(desk: Desk, site: Site) -> None:
    site.rss("/other", f"{site.url}/market?utm_source=rss&utm_medium=feed#top", "/bridge")
    done = desk.cycle("/rss", "/other")
    assert done.words().startswith("2 feeds: 2 read; 2 pages: 2 new; 2 listed twice")
    assert site.times("/market") + site.times("/market?utm_source=rss&utm_medium=feed") == 1


def test_pages_are_taken_in_the_order_of_their_feed_so_many_a_cycle(desk: Desk, site: Site) -> None:
    for number in range(5):
        site.story(f"/{number}", f"Bridge {number} blown up", f"{BRIDGE} It was number {number}.")
    site.rss("/rss", *(f"/{number}" for number in range(5)))
    done = desk.cycle("/rss", pages_per_cycle=3)
    assert "2 wait for the next cycle" in done.words()
    desk.cycle("/rss", pages_per_cycle=3)
    assert [article.title[7] for article in desk.coded] == ["0", "1", "2", "3", "4"]


def test_a_sitemap_and_an_index_of_sitemaps(desk: Desk, site: Site) -> None:
    site.sitemap("/one.xml", (f"{site.url}/bridge", "2026-02-01"), (f"{site.url}/market", "2026-02-02"))
    site.sitemap("/index.xml", (f"{site.url}/one.xml", "2026-02-02"), ("http://other.example/x.xml", "1"), index=True)
    done = desk.cycle("/index.xml")
    assert (done.feeds["read"], done.pages["new"], desk.said) == (2, 2, [])
    assert [article.title for article in desk.coded] == ["Shell hits market", "Bridge blown up"]  # the latest first
    desk.cycle("/index.xml")
    assert desk.cycle("/index.xml").words().startswith("1 feed: 1 unchanged; 0 pages")
    assert site.times("/one.xml") == 1


def test_an_atom_feed_with_links_of_its_own_base(desk: Desk, site: Site) -> None:
    site.paths["/atom"] = (
        b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="/"><title>x</title>'
        b'<entry><link href="market"/><updated>2026-02-02T00:00:00Z</updated></entry>'
        b'<entry><link href="javascript:alert(1)"/></entry></feed>'
    )
    done = desk.cycle("/atom")
    assert (done.pages.total(), done.pages["new"]) == (1, 1)


@pytest.mark.parametrize("body", [b"", b"<html><p>hello</p></html>", b"/etc/passwd", b"<urlset ><url>", b"\x1f\x8bx"])
def test_what_is_no_feed_is_said_and_asked_again_later(desk: Desk, site: Site, body: bytes) -> None:
    site.paths["/odd"] = (200, {"Content-Type": "application/xml"}, body)
    done = desk.cycle("/odd", "/rss")
    assert (done.feeds["failed"], done.feeds["read"], done.failed) == (1, 1, True)
    assert len(desk.said) == 1
    assert desk.said[0].startswith(f"{site.url}/odd: is ")


def test_a_list_is_never_lost_where_its_pages_fail(desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch is ended between the feed and its pages; the feed does not change, and its pages are still asked."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("dateline.watching.cycle.Watch._take_page", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.cycle("/rss")
    done = desk.cycle("/rss")
    assert (done.feeds["unchanged"], done.pages["new"]) == (1, 2)


def test_private_hosts_are_asked_only_where_it_is_said(desk: Desk, site: Site, tmp_path: Path) -> None:
    """A feed of one's own host may not lead to others, nor a page to where nobody allowed."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.2)
    other = f"http://127.0.0.1:{listener.getsockname()[1]}"
    site.rss("/rss", f"{other}/secret", "/go", "http://169.254.169.254/latest/")
    site.paths["/go"] = (302, {"Location": f"{other}/secret"}, b"")
    done = desk.cycle("/rss")
    assert done.pages["failed"] == 3
    assert all("none of the web's" in line or "is no public host" in line for line in desk.said)
    with pytest.raises(TimeoutError):
        listener.accept()


def test_one_watch_at_a_time_and_one_ledger(desk: Desk, tmp_path: Path) -> None:
    with desk.watching("/rss"), pytest.raises(LedgerError, match="another watch is at work"):
        State(desk.state, "news")
    with pytest.raises(LedgerError, match="remembers what went into news, not other; name another `state`"):
        State(desk.state, "other")
    (tmp_path / "odd.db").write_text(STORY * 10)
    with pytest.raises(LedgerError, match=r"odd\.db: file is not a database"):
        State(tmp_path / "odd.db", "news")
