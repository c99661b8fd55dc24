"""A real browser for tests: where it is, and a page that notes all that went wrong on it."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
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


class Opened:
    """A page with all that it complained of and asked for."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.address = address
        self.page = browser.new_page(**({"viewport": DESK} | options))
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))

    @property
    def strangers(self) -> list[str]:
        """Requests to anybody else."""
        return [each for each in self.requests if not each.startswith(self.address)]

    def go(self, path: str = "") -> Any:
        """Opens a page under the address, and waits until it has drawn itself."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("html[data-ready]")
        return self.page

    def again(self, act: Any) -> None:
        """Does something after which the page draws itself anew."""
        before = int(self.page.get_attribute("html", "data-ready") or 0)
        act()
        self.page.wait_for_function("before => Number(document.documentElement.dataset.ready) > before", arg=before)

    def leaves(self, act: Any, *, drawn: bool = True) -> None:
        """Does something that opens another page, and waits until that has drawn itself, where it does so by script.

        The page that is left looks ready, too: it is marked, so that nobody takes it for the other.
        """
        self.page.evaluate("document.documentElement.dataset.left = 1")
        act()
        self.page.wait_for_selector(
            f"html:not([data-left]){'[data-ready]' if drawn else ''} body #data", state="attached"
        )


def rows(page: Any) -> list[str]:
    """The events of the table, in its order."""
    return [row.get_attribute("data-event") for row in page.query_selector_all("#rows tr")]
