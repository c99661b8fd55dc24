"""The benchmarks still run: what they print is read by people, and nobody runs them every day."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"


def run(*asked: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *asked], capture_output=True, text=True, timeout=300)


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_each_finds_what_it_needs(path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(FOLDER)!r}); import {path.stem}"
    done = run("-c", code)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_large_ledger_is_asked_as_the_verb_asks_it(tmp_path: Path) -> None:
    done = run(str(FOLDER / "ledger.py"), str(tmp_path / "large.db"), "--events", "300")
    assert done.returncode == 0, done.stderr
    assert "a party, a year" in done.stdout
