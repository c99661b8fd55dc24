#!/usr/bin/env python3
"""Takes the pictures of docs/pictures from a report: scripts/make_pictures.py REPORT.html

Needs the extra `dateline[dev]` and Chromium on the PATH. `scripts/demo` makes the report that the README shows.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SIZE: ViewportSize = {"width": 1280, "height": 900}
DRAWN = 2500  # milliseconds that the charts may take


def take(browser: Browser, report: Path, name: str, *, opened: bool) -> None:
    """One picture of the report; `opened` shows its event of the most reports."""
    page = browser.new_page(viewport=SIZE, color_scheme="light")
    page.goto(report.resolve().as_uri())
    page.wait_for_timeout(DRAWN)
    if opened:
        rows = page.locator("tbody tr")
        told = rows.locator("td:last-child").all_inner_texts()
        most = max(range(len(told)), key=lambda n: int("0" + "".join(c for c in told[n] if c.isdigit())))
        rows.nth(most).locator("button.open").click()
        page.wait_for_timeout(DRAWN)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()


def main() -> None:
    """Take them all."""
    report = Path(sys.argv[1])
    chromium = shutil.which("chromium") or sys.exit("scripts/make_pictures.py: no chromium on the PATH; install it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        take(browser, report, "report-desk-light", opened=False)
        take(browser, report, "report-event-light", opened=True)
        browser.close()


if __name__ == "__main__":
    main()
