"""The table of events."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from typer.testing import Result

Ask = Callable[..., Result]


@pytest.mark.parametrize("width", ["200", "80"])
def test_what_did_not_occur_says_so_at_any_width(ask: Ask, monkeypatch: pytest.MonkeyPatch, width: str):
    monkeypatch.setenv("COLUMNS", width)
    assert "status" not in ask("events").stdout
    for status in ("denied", "failed", "planned"):
        ask("correct", "ev-0000002", "status", status)
        heads, happened, other = ask("events").stdout.splitlines()
        assert heads.split()[-2:] == ["status", "rep"]
        assert other.split()[-2:] == [status, "1"]
        assert "occurred" not in happened
        assert max(map(len, (heads, happened, other))) <= int(width)


def test_what_did_not_occur_says_so_on_one_line(ask: Ask):
    ask("correct", "ev-0000002", "status", "denied")
    ask("correct", "ev-0000002", "part_of", "ev-0000001")
    assert "part ev-0000002  ASSAULT  2024-06-01  Barda, IQ  denied" in ask("show", "ev-0000001").stdout
