"""What somebody does who has never seen it: from an empty ledger to a corrected, reported and exported event."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import pytest
from browsing import Opened

from dateline.ledger import Ledger

from .test_browser import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "page.html"


def test_from_an_empty_ledger_to_a_report(browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With DATELINE_PICTURES, keeps a picture of each step."""
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "data"))
    pictures, steps = os.environ.get("DATELINE_PICTURES"), iter(range(1, 20))

    def picture() -> None:
        if pictures:
            page.screenshot(path=f"{pictures}/walk-{next(steps):02d}.png")

    with served(tmp_path / "new.db") as address:
        opened = Opened(browser, address)
        page = opened.page
        page.goto(address)
        picture()
        opened.leaves(lambda: page.click("text=Add pages"))
        page.set_input_files("#files", EXAMPLE)
        page.wait_for_selector("#results [data-stage=done]")
        picture()
        opened.leaves(lambda: page.click("#results a[href^='/article']"))
        picture()
        with page.expect_navigation():
            page.click("#saved-page")
        assert page.inner_text("body").strip().startswith("<!")  # as text, not as a page
        page.go_back()
        page.wait_for_selector("html[data-ready] #told a")
        opened.leaves(lambda: page.click("#told .told-event:has(.hint:has-text('killed')) a >> nth=0"))
        picture()
        page.click("[data-field=killed] .edit")
        picture()
        page.fill("#dialog [name=value]", "77")
        opened.again(lambda: page.click("#dialog .primary"))
        picture()
        event = page.get_attribute("main", "data-event")
        opened.leaves(lambda: page.click("nav >> text=Overview"))
        picture()
        opened.leaves(lambda: page.click("#to-report"), drawn=False)
        picture()
        with page.expect_download() as report:
            page.click("text=Situation report (HTML)")
        with page.expect_download() as table:
            page.click("button:text-is('CSV')")
        assert "77" in Path(report.value.path()).read_text(encoding="utf-8")
        with Path(table.value.path()).open(encoding="utf-8", newline="") as file:
            row = next(each for each in csv.DictReader(file) if each["id"] == event)
        assert "77" in row.values()
        assert opened.complaints == []
        assert opened.strangers == []
        page.close()
    with Ledger.open(tmp_path / "new.db") as book:
        assert [each.decision.verb for each in book.decisions()] == ["correct"]
