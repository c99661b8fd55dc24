"""Many at once: no answer fails and no decision is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dateline.ledger import Ledger

LOAD = Path(__file__).resolve().parents[2] / "benchmarks" / "load.py"


@pytest.mark.slow
def test_fifty_readers_and_five_reviewers_do_not_get_in_each_others_way(filled: Path) -> None:
    with Ledger.open(filled) as book:
        before = book.change()
    asked = [sys.executable, str(LOAD), "--ledger", str(filled), "--seconds", "10", "--think", "2"]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 requests failed; 0 of " in done.stdout
    with Ledger.open(filled) as book:
        assert book.change() == before, "it works on a copy"
