"""`verify`, `forget` and `recode` on the command line."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import Result

from dateline import Ledger
from dateline.cli.columns import columns
from dateline.model import Article, Coding

Ask = Callable[..., Result]


def test_verify_is_silent_and_zero_or_names_each_fault(ask: Ask, book: Path):
    result = ask("verify")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "3 articles, 2 events: 0 faults" in result.stderr
    with sqlite3.connect(book) as connection:
        connection.execute("DELETE FROM report_party")
    result = ask("verify")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3


def test_forget_leaves_a_tombstone(ask: Ask, book: Path):
    result = ask("forget", "a1", "--note", "asked to")
    assert result.stdout.splitlines() == [
        "forgotten: a1",
        "~ ev-0000001  ASSAULT  2024-03-04  Karsa, IQ  6†  (1 report fewer)",
    ]
    assert "- ev-0000002  ASSAULT  (left without reports)" in ask("forget", "b1").stdout.splitlines()
    with Ledger.open(book) as ledger:
        assert ledger.article("a1").title.startswith("[forgotten on ")
    assert "was forgotten before" in ask("forget", "a1").stderr
    result = ask("forget", "nothing")
    assert result.exit_code == 1
    assert "no such article" in result.stderr


def test_recode_carries_decisions_over_and_prints_what_changed(ask: Ask, book: Path, monkeypatch: pytest.MonkeyPatch):
    ask("correct", "ev-0000002", "recipient", "Barda mill")
    with Ledger.open(book) as ledger:
        known = {each.id: each for each in ledger.articles()}
        reports = {each.article_id: each for event in ledger.events() for each in ledger.reports(event)}

    def newer(found, _confidence: object, _workers: object):
        for mark, article in found:
            assert isinstance(article, Article)
            kept = [each for each in reports.values() if each.article_id == article.id and article.id != "a2"]
            yield mark, Coding(article=known[article.id], reports=tuple(kept), totals=())

    monkeypatch.setattr("dateline.cli.keeping.coded", newer)
    result = ask("recode")
    assert result.exit_code == 0
    assert "~ ev-0000001" in result.stdout
    assert "reports 2 → 1" in result.stdout
    assert "ev-0000002" not in result.stdout
    assert "1 article said something new; 1 event changed." in result.stderr
    assert ask("verify").exit_code == 0


def test_columns_fit_the_width_and_end_in_an_ellipsis_where_cut():
    rows = [
        ("id", "words", "more"),
        ("1", "a long line of words", "short"),
        ("22", "東京 の 爆発 の 後", "\x1b[31mred"),
    ]
    for width in (80, 30, 24, 16):
        lines = list(columns(rows, width, {1: 2, 2: 1}))
        assert all(cell_len(line) <= width for line in lines)
        assert all("\x1b" not in line for line in lines)
        assert ("…" in "".join(lines)) == (width < 34)
    assert list(columns([], 80, {})) == []
