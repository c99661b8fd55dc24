"""The report in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import HOSTILE, PHONE, Opened, rows
from msgspec.structs import replace

from dateline.publishing import report

from ..sample import sample

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    ledger = sample()
    story = ledger.articles["kirkuk-1"]
    # A letter outside the basic plane before the words: offsets must count code points, not UTF-16 units.
    ledger.articles["kirkuk-1"] = replace(story, title=f"{HOSTILE} {story.title}", captions=())
    moved = ledger.articles["rafah"]
    ledger.articles["rafah"] = replace(moved, text="𝔄" + moved.text[1:])
    path = tmp_path_factory.mktemp("report") / "report.html"
    report.write(ledger, {"ev-0001", "ev-0002", "ev-0006", "ev-0018", "ev-0021", "ev-0022", "ev-0026"}, path)
    return path.as_uri()


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Opened]:
    opened = Opened(browser, address)
    opened.go()
    yield opened
    assert opened.complaints == []
    opened.page.close()


def test_it_opens_without_network_or_complaint(opened: Opened, address: str) -> None:
    assert opened.requests == [address]
    assert opened.page.query_selector("#map svg path")
    assert opened.page.query_selector("#timeline svg path")
    assert len(rows(opened.page)) == 7


def test_a_row_opens_its_event_and_a_field_flashes_its_words(opened: Opened) -> None:
    opened.page.click('tr[data-event="ev-0021"] .what')
    opened.page.wait_for_selector("#sheet[open]")
    for name, words in {"killed": "11 people", "injured": "between 20 and 25", "date": "22 February"}.items():
        opened.page.click(f"[data-field={name}] .claim")
        assert [mark.inner_text() for mark in opened.page.query_selector_all("mark.flash")] == [words]
    assert "Gaza civil defence → Levant Wire" in opened.page.inner_text("[data-field=killed]")
    opened.page.keyboard.press("Escape")
    assert not opened.page.query_selector("#sheet[open]")


def test_a_claim_of_another_article_opens_that_article(opened: Opened) -> None:
    opened.page.click('tr[data-event="ev-0001"] .open')
    opened.page.click("[data-field=killed] .claim >> nth=1")
    assert opened.page.inner_text("#article h3") == "Five dead in Kirkuk blast, hospital says"
    flashed = opened.page.locator("mark.flash").all_inner_texts()  # two marks: "policemen" is the target, too
    assert "".join(flashed) == "Five policemen"


def test_foreign_script_is_shown_and_never_run(opened: Opened) -> None:
    opened.page.click('tr[data-event="ev-0002"] .open')
    assert opened.page.inner_text("#article h3").startswith(HOSTILE)
    assert opened.page.query_selector("#article script, #article img") is None


def test_the_keyboard_opens_an_event(opened: Opened) -> None:
    opened.page.focus('tr[data-event="ev-0022"] .open')
    opened.page.keyboard.press("Enter")
    assert "Aid" in opened.page.inner_text("#sheet-title")


def test_a_place_on_the_map_filters_the_table(opened: Opened) -> None:
    opened.page.locator("#map .mark-symbol path").last.click()
    assert 0 < len(rows(opened.page)) < 7
    opened.page.click("#chips .chip")
    assert len(rows(opened.page)) == 7


def test_an_area_drawn_on_the_map_filters_the_table(opened: Opened) -> None:
    box = opened.page.locator("#map").bounding_box()
    opened.page.click("#zoom-area")
    opened.page.mouse.move(box["x"] + 2, box["y"] + 2)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] - 2, steps=4)
    opened.page.mouse.up()
    assert rows(opened.page) == ["ev-0018"]  # Libya is the only place so far west


def test_days_drawn_on_the_timeline_filter_the_table(opened: Opened) -> None:
    box = opened.page.locator("#timeline svg").bounding_box()
    middle = box["y"] + 20
    opened.page.mouse.move(box["x"] + box["width"] - 10, middle)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + box["width"] * 0.8, middle, steps=6)
    opened.page.mouse.up()
    opened.page.wait_for_selector("#chips .chip")
    assert rows(opened.page) == ["ev-0018"]  # its date is not told: it stands on the day it was reported
    opened.page.click("#chips .chip")
    assert len(rows(opened.page)) == 7


def test_an_event_without_a_date_is_shown_as_reported(opened: Opened) -> None:
    assert opened.page.inner_text('tr[data-event="ev-0018"] .when').startswith("reported ")
    assert opened.page.is_visible("#legend-reported")


def test_open_years_and_missing_dates_stay_off_the_timeline(opened: Opened) -> None:
    note = opened.page.inner_text("#undated")
    assert "1 year not known" in note
    assert "April 14, year not known" in note
    opened.page.fill("#from", "2000-01-01")
    opened.page.dispatch_event("#from", "change")
    assert "ev-0026" not in rows(opened.page)


def test_the_search_and_the_status_narrow_the_table(opened: Opened) -> None:
    opened.page.fill("#search", "wadi hauran")
    assert rows(opened.page) == ["ev-0006"]
    opened.page.fill("#search", "")
    opened.page.select_option("#status", "denied")
    assert rows(opened.page) == ["ev-0018"]
    for what, badge in (("hedged", "doubtful"), ("conflict", "sources differ")):
        opened.page.select_option("#status", what)
        shown = opened.page.locator("#rows tr")
        assert shown.count()
        assert shown.filter(has_text=badge).count() == shown.count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_never_scrolls_sideways(browser: Any, address: str, scheme: str) -> None:
    opened = Opened(browser, address, viewport=PHONE, color_scheme=scheme)
    opened.go()
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 390
    opened.page.click('tr[data-event="ev-0001"] .open')
    assert opened.page.evaluate("document.getElementById('known').scrollWidth <= 390")
    assert opened.complaints == []
    opened.page.close()
