"""The application in a real browser: a day's walk, and what must not happen on it."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python import sync_playwright as axe
from browsing import DESK, HOSTILE, PHONE, Opened, rows
from msgspec.structs import replace

from dateline.ledger import Filter, Ledger
from dateline.model import Party
from dateline.web import Settings, create_app
from dateline.web.samples import Answer, Coded, Drawn, Samples
from dateline.web.users import Users

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "four sound words here"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries that are confirmed go into a folder of the test's."""
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "data"))


@contextmanager
def served(ledger: Path, **settings: Any) -> Iterator[str]:
    """The application on a free port of loopback; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    beside = {"pages": ledger.parent / "pages", "samples": ledger.parent / "samples", "user": "ann"}
    app = create_app(ledger, Settings(port=port, **(beside | settings)))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://localhost:{port}"
    finally:  # a server that goes on would keep the process from ending
        server.should_exit = True
        thread.join()


@pytest.fixture
def address(ledger: Path) -> Iterator[str]:
    with served(ledger) as address:
        yield address


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Opened]:
    opened = Opened(browser, address)
    yield opened
    assert opened.complaints == []
    assert opened.strangers == []
    opened.page.close()


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
    shared = Opened(page.context.browser, opened.address)
    shared.go(page.url.removeprefix(opened.address))
    assert rows(shared.page) == rows(page)
    shared.page.close()
    opened.again(lambda: page.click("#chips .plain"))
    assert rows(page) == everything


def test_a_value_leads_to_its_sentence_is_corrected_and_taken_back(opened: Opened) -> None:
    page = opened.go("/?text=rafah&type=ASSAULT")
    opened.leaves(lambda: page.click("#rows a.open"))
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
    opened.leaves(lambda: page.click("#rows a.open"))
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
    opened.leaves(lambda: page.click("#rows a.open"))
    page.keyboard.press("m")
    page.fill("#dialog [name=id]", "ev-9999999")
    page.click("#dialog .primary")
    page.wait_for_selector("#toast.on:has-text('knows no such event')")
    opened.complaints.clear()  # the browser notes the refusal
    other = next(id for id in before if id not in page.url)
    page.keyboard.press("m")
    page.fill("#dialog [name=id]", other)
    if other > page.url.rpartition("/")[2]:  # the id that was minted first goes on
        opened.again(lambda: page.click("#dialog .primary"))
    else:
        opened.leaves(lambda: page.click("#dialog .primary"))
    assert "Merged into" in page.inner_text("#toast")
    with Ledger.open(ledger) as book:
        merged = book.event(before[0]).id
        assert merged == book.event(before[1]).id

    page.keyboard.press("x")
    opened.again(lambda: page.click("#dialog .primary"))
    assert "rejected" in page.inner_text("#complaint")
    opened.again(lambda: page.keyboard.press("u"))
    assert page.is_visible("#act-reject")
    with Ledger.open(ledger) as book:
        assert book.event(merged).id == merged


def test_the_queue_is_worked_by_keyboard_alone(opened: Opened, ledger: Path) -> None:
    page = opened.go("/review")
    first = page.get_attribute("#queue a", "data-event")
    opened.leaves(lambda: page.keyboard.press("Enter"))
    assert first in page.url
    opened.leaves(lambda: page.keyboard.press("a"))
    assert first not in page.url
    assert page.locator("#queue-bar progress").get_attribute("value") == "1"
    with Ledger.open(ledger) as book:
        assert [(each.decision.verb, each.decision.event_id, each.decision.user) for each in book.decisions()] == [
            ("accept", first, "ann")
        ]
    opened.leaves(lambda: page.keyboard.press("u"))  # what was ruled on the event before
    assert first in page.url
    assert page.locator("#queue-bar progress").get_attribute("value") == "0"


def test_a_page_waits_for_what_is_not_ready_and_says_so(opened: Opened) -> None:
    page, asked = opened.page, []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            route.fallback()
        else:
            headers = {"Retry-After": "0", "Content-Type": "application/problem+json"}
            route.fulfill(status=503, headers=headers, body='{"detail": "7 of 100 done"}')

    page.route("**/api/v1/events?*", answer)
    opened.go("/")
    assert "7 of 100 done" in page.text_content("#toast")
    assert rows(page)
    assert len(asked) == 2
    opened.complaints.clear()  # the browser notes the refusal


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


def test_timeline_and_map_narrow_everything(opened: Opened) -> None:
    page = opened.go("/")
    everything = rows(page)

    def drag(of: str, way: tuple[float, float]) -> None:
        page.locator(of).scroll_into_view_if_needed()
        box = page.locator(of).bounding_box()
        y = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + way[0] * box["width"], y)
        page.mouse.down()
        page.mouse.move(box["x"] + way[1] * box["width"], y)  # in one go: what rests on the way narrows, too
        page.mouse.up()

    opened.again(lambda: drag("#timeline svg", (0.4, 0.7)))
    assert "since=" in page.url
    assert "until=" in page.url
    brushed = rows(page)
    assert 0 < len(brushed) < len(everything)
    opened.again(lambda: page.click("#chips .plain"))
    assert rows(page) == everything
    opened.again(lambda: page.check("#map-follow"))
    opened.again(lambda: page.click("#zoom-in"))
    box = page.url.partition("box=")[2]
    inside = rows(page)
    assert 0 < len(inside) < len(everything)
    opened.again(lambda: drag("#map svg", (0.9, 0.1)))
    assert box != page.url.partition("box=")[2]
    assert rows(page) != inside


def test_pages_texts_and_addresses_are_handed_in(opened: Opened) -> None:
    page, taken = opened.page, []

    def take(route: Any) -> None:
        taken.append((route.request.url.partition("/api/v1/")[2], route.request.post_data))
        job = {"id": "j1", "name": "it", "stage": "failed", "articles": 0, "coded": 0, "added": [], "problems": ["no"]}
        route.fulfill(status=202, json=job)

    for path in ("pages?*", "addresses"):
        page.route(f"**/api/v1/{path}", take)
    opened.go("/add")
    page.evaluate("""() => {
        const dropped = new DataTransfer();
        dropped.items.add(new File(["<p>dropped"], "page.html"));
        const drop = new DragEvent("drop", { dataTransfer: dropped, cancelable: true });
        document.getElementById("drop").dispatchEvent(drop);
    }""")
    page.locator("#results .complaint").nth(0).wait_for()
    page.fill("#text", "A bomb went off.\nIn Karsa.")
    page.fill("#published", "2024-03-04")
    page.click("#paste .primary")
    page.locator("#results .complaint").nth(1).wait_for()
    page.fill("#url", "https://news.example/a")
    page.click("#fetch button")
    page.locator("#results .complaint").nth(2).wait_for()
    assert page.locator("#results .complaint").all_inner_texts() == ["no"] * 3
    assert taken == [
        ("pages?name=page.html", "<p>dropped"),
        ("pages?name=A+bomb+went+off..txt&published=2024-03-04", "A bomb went off.\nIn Karsa."),
        ("addresses", '{"url":"https://news.example/a","published":"2024-03-04"}'),
    ]


def test_events_that_ended_or_stay_rejected_are_named_where_a_page_is_handed_in(opened: Opened) -> None:
    page = opened.page
    added = {"article_id": "a1", "status": "new", "reports": 2, "totals": 0, "new_events": [], "grown_events": []}
    added |= {"ended_events": [], "merged_events": ["ev-0000003"], "rejected_events": ["ev-0000002", "ev-0000001"]}
    job = {"id": "j1", "name": "it", "stage": "done", "articles": 1, "coded": 1, "added": [added], "problems": []}
    page.route("**/api/v1/addresses", lambda route: route.fulfill(status=202, json=job))
    opened.go("/add")
    page.fill("#url", "https://news.example/a")
    page.click("#fetch button")
    page.locator("#results p").nth(1).wait_for()
    assert page.locator("#results p").all_inner_texts() == [
        "Merged into others: ev-0000003",
        "Told again, and still rejected: ev-0000001, ev-0000002",
    ]


def test_a_reader_signs_in_and_is_refused_decisions(browser: Any, ledger: Path, tmp_path: Path) -> None:
    Users(tmp_path / "users.json").add("rhea", "reader", PASSWORD)
    with served(ledger, host="0.0.0.0", users=tmp_path / "users.json") as address:
        opened = Opened(browser, address)
        page = opened.page
        page.goto(f"{address}/?type=ASSAULT")
        assert "/sign-in" in page.url
        page.fill("[name=name]", "rhea")
        page.fill("[name=password]", PASSWORD)
        opened.leaves(lambda: page.click("button[type=submit]"))
        assert page.url == f"{address}/?type=ASSAULT"
        event = rows(page)[0]
        opened.leaves(lambda: page.click("#rows a.open"))
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
        opened.leaves(lambda: page.click("#sign-out"), drawn=False)
        assert page.url == f"{address}/sign-in"
        page.close()
    with Ledger.open(ledger) as book:
        assert book.decisions() == []


# ------------------------------------------------------------------ figures, articles, actors


def test_what_sums_hold_is_switched_and_stands_in_the_address(opened: Opened) -> None:
    page = opened.go("/")
    counted = page.inner_text("#sums dd >> nth=0")
    assert "episode" in page.inner_text("#sums")
    opened.again(lambda: page.check("[name=count][value=episodes]"))
    assert "count=episodes" in page.url
    assert int(page.inner_text("#sums dd >> nth=0")) > int(counted)
    assert "may count twice" in page.text_content("#rule")
    opened.leaves(lambda: page.click("#to-report"), drawn=False)
    assert page.is_checked("[name=count][value=episodes]")
    assert "may count twice" in page.text_content("main")


def test_an_article_shows_what_was_not_coded(opened: Opened) -> None:
    page = opened.go("/article/sinjar")
    page.click("#silent summary")
    silent = page.locator("#silent .claim")
    assert silent.count() == 1
    assert silent.inner_text().startswith("His nephew said Barakat had asked")
    silent.click()
    assert page.inner_text("#article mark.flash") == silent.inner_text()


def test_names_lead_to_the_pages_of_actors_and_back_to_events(opened: Opened, ledger: Path) -> None:
    with Ledger.open(ledger) as book:
        (event,) = book.events(Filter.of(types=["ASSAULT"], actors=["Syrian Democratic Forces"]))
        book.correct(event.id, "actor", Party(name="Banner of the West"), user="ann", add=True)
    page = opened.go("/?actor=Syrian+Democratic+Forces&type=ASSAULT")
    name = page.inner_text("#rows .actor-link >> nth=0")
    opened.leaves(lambda: page.click("#rows .actor-link >> nth=0"))
    assert page.inner_text("#title") == name
    assert page.query_selector("#timeline svg")
    assert page.query_selector("#graph svg path")
    other = page.inner_text("#ties .actor-link >> nth=0")
    opened.leaves(lambda: page.click("#ties .actor-link >> nth=0"))
    assert page.inner_text("#title") == other
    opened.leaves(lambda: page.click("#all-events"))
    assert "actor=" in page.url
    assert rows(page)
    opened.go("/actors")
    opened.again(lambda: page.fill("[name=text]", other))
    assert other in page.inner_text("#rows")


def test_a_recurring_name_gets_an_entry(opened: Opened, ledger: Path) -> None:
    with Ledger.open(ledger) as book:
        for event in list(book.events(Filter.of(types=["ASSAULT"])))[:2]:
            book.correct(event.id, "actor", Party(name="Karkh Falcons Brigade"), user="ann", add=True)
    page = opened.go("/actors")
    page.click("#proposals summary")
    entry = page.locator("[data-proposal='Karkh Falcons Brigade']")
    entry.get_by_text("Make an entry").click()
    page.fill("#dialog [name=aliases]", "Karkh Falcons")
    opened.again(lambda: page.click("#dialog .primary"))
    entry.wait_for(state="detached")
    assert "group:karkh-falcons-brigade" in page.inner_text("#toast")
    opened.again(lambda: page.fill("[name=text]", "karkh falcons"))
    assert page.locator("#rows tr").count() == 1
    opened.leaves(lambda: page.click("#rows .actor-link"))
    assert "Karkh Falcons" in page.inner_text("#known")


# ------------------------------------------------------------------ coded twice


def test_two_reviewers_code_a_sample_and_settle_it(browser: Any, ledger: Path) -> None:
    with served(ledger, user="ann") as address:
        opened = Opened(browser, address)
        page = opened.go("/samples?type=ASSAULT")
        page.fill("[name=size]", "2")
        page.fill("[name=second]", "bob")
        opened.leaves(lambda: page.click("#draw .primary"))
        sample = page.get_attribute("main", "data-sample")
        code(opened, sample, {}, {})
        assert page.is_hidden("#agreement-section")
        page.close()
    with served(ledger, user="bob") as address:
        opened = Opened(browser, address)
        code(opened, sample, {"killed": "77"}, None)
        settle(opened)
        opened.page.close()
    with Ledger.open(ledger) as book:
        assert {each.decision.user for each in book.decisions()} == {"bob"}


def code(opened: Opened, sample: str, *events: dict[str, str] | None) -> None:
    """Codes the events of a sample, from its page and back: other values than the machine's, or None to reject."""
    page = opened.go(f"/sample/{sample}")
    assert page.is_hidden("#agreement-section")
    opened.leaves(lambda: page.click("#code-next"))
    for others in events:
        page.check(f"#coding [value={'reject' if others is None else 'accept'}]")
        for name, value in (others or {}).items():
            page.select_option(f"[name=how-{name}]", "other")
            page.fill(f"[name=value-{name}]", value)
        opened.leaves(lambda: page.click("#coding .primary"))
    assert opened.complaints == []


def settle(opened: Opened) -> None:
    """Settles the first event on which the two differ."""
    page = opened.page
    assert page.locator("#agreement tr").count()
    assert page.locator("[data-difference]").count() == 2
    opened.again(lambda: page.click("[data-difference] >> nth=0 >> text=As bob has it"))
    assert page.is_visible("[data-difference] .badge")
    assert opened.complaints == []


# ------------------------------------------------------------------ by keyboard, for everybody


def test_an_event_is_corrected_noted_and_rejected_without_a_mouse(opened: Opened, ledger: Path) -> None:
    page = opened.go("/review")
    page.keyboard.press("j")
    first = page.get_attribute("#queue a >> nth=0", "data-event")
    opened.leaves(lambda: page.keyboard.press("Enter"))
    page.keyboard.press("c")
    page.keyboard.type("5")  # the field that has the focus is the value's; the first choice is the killed
    opened.again(lambda: page.keyboard.press("Enter"))
    page.keyboard.press("n")
    page.keyboard.type("seen by keyboard")
    page.keyboard.press("Tab")
    opened.again(lambda: page.keyboard.press("Enter"))
    opened.again(lambda: page.keyboard.press("u"))
    page.keyboard.press("x")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.keyboard.press("k")  # none before the first
    page.keyboard.press("x")
    opened.leaves(lambda: page.keyboard.press("Enter"))
    assert first not in page.url
    with Ledger.open(ledger) as book:
        verbs = [each.decision.verb for each in book.decisions()]
    assert verbs == ["correct", "note", "undo", "reject"]


def test_an_event_is_split_and_merged_without_a_mouse(opened: Opened, ledger: Path) -> None:
    with Ledger.open(ledger) as book:
        event = next(each for each in book.events() if len(each.reports) > 1)
    page = opened.go(f"/event/{event.id}")
    page.keyboard.press("s")
    page.keyboard.press("Space")  # the first report
    opened.again(lambda: page.keyboard.press("Enter"))
    assert "is new" in page.inner_text("#toast")
    page.keyboard.press("m")
    page.wait_for_selector("#dialog[open] .offer")
    page.keyboard.press("Space")  # the nearest event: the one that left
    opened.again(lambda: page.keyboard.press("Enter"))
    with Ledger.open(ledger) as book:
        assert [each.decision.verb for each in book.decisions()] == ["split", "merge"]
        assert set(book.event(event.id).reports) == set(event.reports)


PRESS = """keys => { for (const key of keys) {
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
} }"""


def test_no_key_is_lost_that_is_pressed_right_after_another(opened: Opened, ledger: Path) -> None:
    page = opened.go("/review")
    opened.leaves(lambda: page.keyboard.press("Enter"))
    page.keyboard.press("x")
    page.focus("#dialog [name=note]")
    # A field of a closed dialog has the focus until the browser paints.
    page.evaluate(f"() => {{ document.getElementById('dialog').close(); ({PRESS})(['n']); }}")
    assert page.is_visible("#dialog textarea[name=note]")
    page.keyboard.type("seen")
    opened.again(lambda: page.click("#dialog .primary"))
    opened.again(lambda: page.evaluate(PRESS, ["u", "u"]))  # the second finds nothing, once the first is stored
    page.wait_for_selector("#toast:has-text('nothing of yours')", state="attached")
    with Ledger.open(ledger) as book:
        assert [each.decision.verb for each in book.decisions()] == ["note", "undo"]


def coded_sample(ledger: Path) -> str:
    """A sample that both have coded, to be looked at."""
    with Ledger.open(ledger) as book:
        free = {event.id for event in book.events(Filter.of(text="kirkuk"))}
        events = [each.id for each in book.events(Filter.of(types=["ASSAULT"])) if each.id not in free][:6]
    samples = Samples(ledger.parent / "samples")
    head = Drawn(
        id="f00d",
        at="2026-05-01T10:00:00",
        by="ann",
        seed=1,
        filter="",
        coders=("ann", "bob"),
        events=tuple(events[:4]),
    )
    samples.draw(head)
    for user, places in (("ann", ("Kirkuk", "Mosul", "Aden", "Mosul")), ("bob", ("Kirkuk", "Mosul", "Sabha", "Mosul"))):
        for event, place in zip(events[:4], places, strict=True):
            answer = Answer(how="other", value=place, words=place)
            verdict = "reject" if user == "bob" and event == events[3] else "accept"
            samples.add("f00d", Coded(event=event, user=user, at="", verdict=verdict, fields={"place": answer}))
    samples.draw(replace(head, id="beef", events=tuple(events[4:])))
    return events[4]


def every_page(ledger: Path) -> dict[str, str]:
    """Addresses by the names of their pages; of samples, one that is done and one that is being coded."""
    event = coded_sample(ledger)
    with Ledger.open(ledger) as book:
        free = next(each.id for each in book.events(Filter.of(text="kirkuk")) if len(each.reports) > 1)
    return {
        "overview": "/",
        "event": f"/event/{free}",
        "article": "/article/kirkuk-1",
        "actors": "/actors",
        "actor": "/actor/name:Syrian Democratic Forces",
        "review": "/review",
        "samples": "/samples",
        "sample": "/sample/f00d",
        "coding": f"/event/{event}?sample=beef",
        "decisions": "/decisions",
        "report": "/report?country=SY",
        "add": "/add",
        "api": "/api",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_of_assistive_technology(
    browser: Any, address: str, ledger: Path, scheme: str
) -> None:
    opened = Opened(browser, address, color_scheme=scheme)
    for name, path in every_page(ledger).items():
        opened.page.goto(opened.address + path)
        opened.page.wait_for_load_state("networkidle")
        if name == "event":
            opened.page.click("#act-correct")
        if name == "article":
            opened.page.click("#silent summary")
        assert serious(opened.page) == [], path
    opened.page.close()


def serious(page: Any) -> list[tuple[str, Any, str]]:
    """What axe finds on a page that stands in somebody's way."""
    return [
        (each["id"], node["target"], node["failureSummary"])
        for each in axe.Axe().run(page).response["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


EMPTY = (
    *("/", "/actors", "/review", "/samples", "/decisions", "/report", "/add", "/api"),
    *("/event/none", "/article/none", "/actor/none", "/sample/none"),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_an_empty_ledger_and_the_sign_in_are_for_everybody(browser: Any, tmp_path: Path, scheme: str) -> None:
    with served(tmp_path / "new.db") as address:
        opened = Opened(browser, address, viewport=PHONE, color_scheme=scheme)
        for path in EMPTY:
            opened.page.goto(address + path)
            opened.page.wait_for_load_state("networkidle")
            assert serious(opened.page) == [], path
            assert opened.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert [each for each in opened.complaints if "404" not in each] == []
        opened.page.close()
    with served(tmp_path / "new.db", host="0.0.0.0", users=tmp_path / "users.json") as address:
        opened = Opened(browser, address, viewport=PHONE, color_scheme=scheme)
        page = opened.page
        page.goto(address)
        assert "There are no users yet" in page.inner_text("main")
        assert serious(page) == []
        Users(tmp_path / "users.json").add("rhea", "reader", PASSWORD)
        page.fill("[name=name]", "rhea")
        page.fill("[name=password]", "not the one I use")
        opened.leaves(lambda: page.click("button[type=submit]"), drawn=False)
        assert "do not fit" in page.inner_text("[role=alert]")
        assert serious(page) == []
        page.fill("[name=name]", "rhea")
        page.fill("[name=password]", PASSWORD)
        opened.leaves(lambda: page.click("button[type=submit]"), drawn=False)
        assert "Nothing here yet" in page.inner_text("main")
        assert serious(page) == []
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_fit_their_screen(browser: Any, address: str, ledger: Path, size: dict[str, int], scheme: str) -> None:
    """With DATELINE_PICTURES, keeps a picture of each page in that folder."""
    opened = Opened(browser, address, viewport=size, color_scheme=scheme)
    pictures = os.environ.get("DATELINE_PICTURES")
    for name, path in every_page(ledger).items():
        page = opened.page
        page.goto(address + path)
        if name not in ("report", "add", "api"):
            page.wait_for_selector("html[data-ready]")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
        if pictures:
            page.wait_for_timeout(500)
            page.screenshot(
                path=f"{pictures}/{name}-{size['width']}-{scheme}.png", full_page=name != "overview" or size is PHONE
            )
    assert opened.complaints == []
    opened.page.close()
