"""What tests of several rooms share: the coder, loaded once, and the command line as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

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
