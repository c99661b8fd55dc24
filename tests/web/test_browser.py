"""The application in a real browser: a day's walk, and what must not happen on it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from dateline.ledger import Ledger
from dateline.web import Settings, create_app
from dateline.web.users import Users

from .conftest import HOSTILE

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PASSWORD = "four sound words here"
PATIENCE = 120_000  # milliseconds; machines that test are slow


def chromium() -> str:
    """The browser to use; none is a skip, or a failure where a browser is required."""
    found = os.environ.get("DATELINE_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if not found:
        say = pytest.fail if os.environ.get("DATELINE_REQUIRE_BROWSER") == "1" else pytest.skip
        say("no Chromium: install one, or name it in DATELINE_CHROMIUM")
    return str(found)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = chromium()
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(ledger: Path, **settings: Any) -> Iterator[str]:
    """The application on a free port of loopback; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(ledger, Settings(port=port, user="ann", pages=ledger.parent / "pages", **settings))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def address(ledger: Path) -> Iterator[str]:
    with served(ledger) as address:
        yield address


class Opened:
    """A page with all that it complained of or asked of others."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self.address = address
        self.page = browser.new_page(**options)
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda r: None if r.url.startswith(address) else self.strangers.append(r.url))

    def go(self, path: str) -> Any:
        self.page.goto(self.address + path)
        self.page.wait_for_selector("html[data-ready]")
        return self.page

    def again(self, act: Any) -> None:
        """Does something after which the page draws itself anew."""
        before = self.page.get_attribute("html", "data-ready")
        act()
        self.page.wait_for_function("before => document.documentElement.dataset.ready > before", arg=before)


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Opened]:
    opened = Opened(browser, address, viewport=DESK)
    yield opened
    assert opened.complaints == []
    assert opened.strangers == []
    opened.page.close()


def rows(page: Any) -> list[str]:
    return [row.get_attribute("data-event") for row in page.query_selector_all("#rows tr")]


def test_filtering_keeps_map_timeline_table_and_address_together(opened: Opened) -> None:
    page = opened.go("/")
    everything = rows(page)
    assert page.query_selector("#map svg path")
    assert page.query_selector("#timeline svg path")
    opened.again(lambda: page.check("[data-facet=country] label:has-text('Syria') input"))
    assert "country=SY" in page.url
    assert 0 < len(rows(page)) < len(everything)
    marks = page.locator("#map .mark-symbol path").count()
    opened.again(lambda: page.fill("[name=text]", "pills"))
    assert len(rows(page)) == 1
    assert page.locator("#map .mark-symbol path").count() < marks
    shared = Opened(page.context.browser, opened.address, viewport=DESK)
    shared.go(page.url.removeprefix(opened.address))
    assert rows(shared.page) == rows(page)
    shared.page.close()
    opened.again(lambda: page.click("#chips .plain"))
    assert rows(page) == everything


def test_a_value_leads_to_its_sentence_is_corrected_and_taken_back(opened: Opened) -> None:
    page = opened.go("/?text=rafah&type=ASSAULT")
    page.click("#rows a.open")
    page.wait_for_selector("[data-field=killed] .claim")
    assert "killing 11 people and wounding" in page.inner_text("[data-field=killed] .claim")
    page.click("[data-field=killed] .claim")
    assert [mark.inner_text() for mark in page.query_selector_all("#article mark.flash")] == ["11 people"]

    page.keyboard.press("c")
    page.select_option("#dialog [name=field]", "killed")
    page.fill("#dialog [name=value]", "12+")
    page.fill("#dialog [name=note]", "list of names")
    opened.again(lambda: page.keyboard.press("Enter"))
    assert "at least 12" in page.inner_text("[data-field=killed] .value")
    assert "ann: corrected · Killed · 11" in page.inner_text("#decisions")
    opened.again(lambda: page.keyboard.press("u"))
    assert page.inner_text("[data-field=killed] .value").startswith("11")


def test_words_of_the_article_become_a_value_and_its_evidence(opened: Opened, ledger: Path) -> None:
    page = opened.go("/?text=rafah&type=ASSAULT")
    page.click("#rows a.open")
    page.wait_for_selector("#article mark.count")
    page.locator("#article mark.count").first.select_text()
    page.dispatch_event("#article", "mouseup")
    page.click("#words [data-field=killed]")
    assert page.input_value("#dialog [name=value]") == "11"
    assert "“11 people”" in page.inner_text("#dialog")
    page.fill("#dialog [name=value]", "12")
    opened.again(lambda: page.click("#dialog .primary"))
    first = page.locator("[data-field=killed] .claim").first
    assert "words named by ann" in first.inner_text()
    first.click()
    assert page.locator("#article mark.flash").all_inner_texts() == ["11 people"]
    with Ledger.open(ledger) as book:
        (made,) = [each.decision for each in book.decisions()]
        support = made.support
        assert support is not None
        assert made.support_of is not None
        text = book.article(made.support_of).text
        assert (support.part, text[support.start : support.end]) == ("body", "11 people")


def test_two_events_are_merged_and_one_is_rejected_and_comes_back(opened: Opened, ledger: Path) -> None:
    page = opened.go("/?text=diban")
    before = rows(page)
    page.click("#rows a.open")
    page.wait_for_selector("#act-merge")
    page.keyboard.press("m")
    page.fill("#dialog [name=id]", "ev-9999999")
    page.click("#dialog .primary")
    page.wait_for_selector("#toast.on")
    assert "knows no such event" in page.inner_text("#toast")
    opened.complaints.clear()  # the browser notes the refusal
    other = next(id for id in before if id not in page.url)
    page.keyboard.press("m")
    page.fill("#dialog [name=id]", other)
    page.click("#dialog .primary")
    page.wait_for_selector("#toast.on:has-text('Merged into')")
    with Ledger.open(ledger) as book:
        merged = book.event(before[0]).id
        assert merged == book.event(before[1]).id

    page.wait_for_selector("#act-reject")
    page.keyboard.press("x")
    page.click("#dialog .primary")
    page.wait_for_selector("#complaint:has-text('rejected')")
    page.click("#toast button")
    page.wait_for_selector("#act-reject")
    with Ledger.open(ledger) as book:
        assert book.event(merged).id == merged


def test_the_queue_is_worked_by_keyboard_alone(opened: Opened, ledger: Path) -> None:
    page = opened.go("/review")
    first = page.get_attribute("#queue a", "data-event")
    page.keyboard.press("Enter")
    page.wait_for_selector("#queue-bar progress")
    assert first in page.url
    page.keyboard.press("a")
    page.wait_for_function("id => !location.pathname.includes(id)", arg=first)
    page.wait_for_selector("#queue-bar progress")
    with Ledger.open(ledger) as book:
        assert [(each.decision.verb, each.decision.event_id, each.decision.user) for each in book.decisions()] == [
            ("accept", first, "ann")
        ]
    assert page.locator("#queue-bar progress").get_attribute("value") == "1"


def test_foreign_script_is_shown_and_never_run(opened: Opened) -> None:
    page = opened.go("/article/kirkuk-1")
    assert page.inner_text("#article h3").startswith(HOSTILE)
    assert page.query_selector("#article script, #article img") is None


def test_a_place_on_the_map_filters(opened: Opened) -> None:
    page = opened.go("/")
    before = len(rows(page))
    opened.again(lambda: page.locator("#map .mark-symbol path").last.click())
    assert "place=" in page.url
    assert 0 < len(rows(page)) < before


def test_a_reader_signs_in_and_is_refused_decisions(browser: Any, ledger: Path, tmp_path: Path) -> None:
    Users(tmp_path / "users.json").add("rhea", "reader", PASSWORD)
    with served(ledger, host="0.0.0.0", users=tmp_path / "users.json") as address:
        opened = Opened(browser, address, viewport=DESK)
        page = opened.page
        page.goto(f"{address}/?type=ASSAULT")
        assert "/sign-in" in page.url
        page.fill("[name=name]", "rhea")
        page.fill("[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_selector("html[data-ready]")
        assert page.url == f"{address}/?type=ASSAULT"
        event = rows(page)[0]
        page.click("#rows a.open")
        page.wait_for_selector("#article .text")
        assert "You are a reader" in page.inner_text("#actions")
        assert page.query_selector("#act-accept") is None
        page.keyboard.press("a")
        status = page.evaluate(
            """async (event) => (await fetch("/api/v1/decisions", {
                method: "POST",
                body: JSON.stringify({ verb: "accept", event }),
                headers: {
                    "Content-Type": "application/json",
                    "X-CSRF-Token": JSON.parse(document.getElementById("data").textContent).who.csrf,
                },
            })).status""",
            event,
        )
        assert status == 403
        page.click("#sign-out")
        page.wait_for_url("**/sign-in")
        page.close()
    with Ledger.open(ledger) as book:
        assert book.decisions() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_of_assistive_technology(browser: Any, address: str, scheme: str) -> None:
    opened = Opened(browser, address, viewport=DESK, color_scheme=scheme)
    opened.go("/?text=kirkuk")
    event = rows(opened.page)[0]
    for path in ("/", f"/event/{event}", "/article/kirkuk-1", "/review", "/decisions", "/report", "/add", "/api"):
        opened.page.goto(opened.address + path)
        opened.page.wait_for_load_state("networkidle")
        if path.startswith("/event"):
            opened.page.click("#act-correct")
        found = axe.Axe().run(opened.page).response["violations"]
        serious = [
            (each["id"], node["target"], node["failureSummary"])
            for each in found
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]
        assert serious == [], path
    opened.page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_fit_their_screen(browser: Any, address: str, size: dict[str, int], scheme: str) -> None:
    """With DATELINE_PICTURES, keeps a picture of each page in that folder."""
    opened = Opened(browser, address, viewport=size, color_scheme=scheme)
    opened.go("/?text=kirkuk")
    event = rows(opened.page)[0]
    pictures = os.environ.get("DATELINE_PICTURES")
    for name, path in (
        ("overview", "/"),
        ("event", f"/event/{event}"),
        ("article", "/article/kirkuk-1"),
        ("review", "/review"),
        ("report", "/report?country=SY"),
        ("add", "/add"),
    ):
        page = opened.go(path) if name not in ("report", "add") else opened.page
        if name in ("report", "add"):
            page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
        if pictures:
            page.wait_for_timeout(500)
            page.screenshot(
                path=f"{pictures}/{name}-{size['width']}-{scheme}.png", full_page=name != "overview" or size is PHONE
            )
    assert opened.complaints == []
    opened.page.close()
