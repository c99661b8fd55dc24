"""What tests of several rooms share: the coder, the browser, and the command line as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browsing import chromium

if TYPE_CHECKING:
    from dateline.coding import Coder

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The coder with its installed data."""
    from dateline.coding import Coder

    return Coder.load()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def dateline(tmp_path: Path) -> Run:
    """Runs `dateline` as a process of its own, in an empty folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}

    def run(*args: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "dateline", *map(str, args)]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, input=stdin, capture_output=True, text=True, timeout=300
        )

    return run
