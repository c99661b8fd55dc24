"""Reports compared by several processes: the ledger is that of one."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from factories import actor, bombing, coding, killed, page
from ledgers import faults

from dateline.errors import DatelineError
from dateline.ledger import Ledger, pairing
from dateline.ledger import ledger as ledgers
from ledger.test_batching import Found, held


def found() -> list[Found]:
    """Articles about bombings of a few days in one city, some with a toll or a party."""
    told = []
    for n in range(24):
        claims = [*([killed(n % 3)] if n % 2 else []), *([actor("Black Banner")] if n % 5 == 0 else [])]
        report = bombing(f"a{n}", f"2024-03-{n % 4 + 1:02d}", *claims)
        told.append((page(f"p{n}"), coding(f"a{n}", report, published="2024-03-05")))
    return told


def loaded(where: str, workers: int) -> tuple[object, ...]:
    with Ledger.open(where) as ledger:
        for _ in ledger.load(found(), "a run", workers=workers):
            pass
        assert faults(ledger) == []
        return held(ledger)


def deadly(task: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("at_hand", [1, 10_000])
def test_several_processes_give_the_events_and_links_of_one(
    at_hand: int, fresh: Callable[[], str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pairing, "_FEW", 2)
    monkeypatch.setattr(pairing, "_AT_ONCE", 3)
    monkeypatch.setattr(pairing, "_HELD", at_hand)
    monkeypatch.setattr(ledgers, "_AT_ONCE", 8)
    assert loaded(fresh(), workers=3) == loaded(fresh(), workers=1)


@pytest.mark.slow
def test_a_load_whose_process_is_killed_goes_on_where_it_was(where: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pairing, "_FEW", 2)
    monkeypatch.setattr(ledgers, "_AT_ONCE", 8)
    with Ledger.open(where) as ledger:
        load = ledger.load(found(), "a run", workers=2)
        next(load)
        monkeypatch.setattr(pairing, "_compare", deadly)
        with pytest.raises(DatelineError, match="was killed"):
            next(load)
        assert ledger.counts().articles == 8
        assert faults(ledger) == []
    monkeypatch.undo()
    assert len(loaded(where, workers=1)[2]) == 24  # type: ignore[arg-type]
