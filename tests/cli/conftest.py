"""The command line in a folder with a small ledger, made without the coder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from factories import actor, bombing, coding, date, killed, page, place, recipient, report
from typer.testing import CliRunner, Result

from dateline import Ledger
from dateline.cli import app

Ask = Callable[..., Result]
OWN = "A bomb went off by the market in Karsa on Monday. It was dusk."


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of two events: one told by two articles, one by one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_LEDGER", raising=False)
    monkeypatch.setenv("DATELINE_USER", "ann")
    monkeypatch.setenv("COLUMNS", "200")
    with Ledger.open("dateline.db") as ledger:
        ledger.add(page("p1"), coding("a1", bombing("a1", "2024-03-04", killed(4), actor("Black Banner")), text=OWN))
        ledger.add(page("p2"), coding("a2", bombing("a2", "2024-03-04", killed(6), actor("Red Hand"))))
        ledger.add(
            page("p3"), coding("b1", report("b1", date("2024-06-01"), place("Barda", 40.4, 47.1), recipient("mill")))
        )
    return tmp_path / "dateline.db"


@pytest.fixture
def ask(book: Path) -> Ask:
    """Runs a verb on it."""
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args], prog_name="dateline")
