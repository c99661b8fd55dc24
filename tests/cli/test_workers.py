"""Coding in processes of their own gives what coding in one gives, in the same order."""

from __future__ import annotations

import pytest
from factories import article

from dateline.cli import workers
from dateline.coding import Coder


@pytest.mark.slow
def test_two_processes_code_as_one_does(coder: Coder, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "_FEW", 4)
    found = [(n, article(f"a{n}", f"Gunmen killed {n + 2} guards in Juba on Monday, police said.")) for n in range(9)]
    coded = list(workers.coded(found, None, 2))
    assert coded == [(n, coder.code(each)) for n, each in found]


def test_few_articles_start_no_process(coder: Coder, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "_coder", lambda: coder)
    monkeypatch.setattr(workers, "Keeper", None)
    found = [(1, article("a1", "Gunmen killed two guards in Juba on Monday, police said."))]
    assert list(workers.coded(found, None, 2)) == [(1, coder.code(found[0][1]))]
