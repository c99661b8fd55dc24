"""A process that dies or hangs over an article costs that article, and nothing else."""

from __future__ import annotations

import os
import signal

import msgspec
import pytest
from factories import PROVENANCE, coding

from dateline.errors import DatelineError
from dateline.running.child import Coded
from dateline.running.keeper import Failed, Keeper, Setting

PLAIN = Setting(coder="running.coders:plain", patience=60)


def article(text: str) -> bytes:
    return msgspec.json.encode(coding("a1", text=text).article)


@pytest.fixture
def keeper():
    with Keeper(PLAIN) as kept:
        yield kept


def test_it_codes(keeper: Keeper) -> None:
    coded = msgspec.msgpack.decode(keeper.do("code", article("Nothing.")), type=Coded)
    assert msgspec.json.decode(coded.coding)["article"]["text"] == "Nothing."
    assert keeper.made() == PROVENANCE


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("raise an error", "^ValueError: told to$"),
        ("end the process", r"^the process ended over it \(signal SIGABRT\), twice$"),
    ],
)
def test_a_poisonous_article_is_told_and_the_next_is_coded(keeper: Keeper, text: str, why: str) -> None:
    with pytest.raises(Failed, match=why):
        keeper.do("code", article(f"Told to {text}."))
    assert keeper.do("code", article("Nothing."))


def test_what_hangs_is_ended() -> None:
    hasty = Setting(coder="running.coders:plain", patience=2)
    with Keeper(hasty) as keeper, pytest.raises(Failed, match=r"^took longer than \d s, twice$"):
        keeper.do("code", article("Told to hang for good."))


def test_an_article_is_tried_again_where_the_process_was_killed_from_outside(keeper: Keeper) -> None:
    keeper.do("code", article("Nothing."))
    assert keeper._process is not None
    os.kill(keeper._process.pid, signal.SIGKILL)
    assert keeper.do("code", article("Something."))


def test_a_coder_that_cannot_be_loaded_is_one_line() -> None:
    broken = Setting(coder="running.coders:missing")
    with Keeper(broken) as keeper, pytest.raises(DatelineError, match="has no attribute"):
        keeper.made()


def test_its_process_ends_with_it() -> None:
    with Keeper(PLAIN) as keeper:
        keeper.made()
        process = keeper._process
        assert process is not None
    assert process.poll() is not None
