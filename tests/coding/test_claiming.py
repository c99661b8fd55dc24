"""Claims of responsibility: an actor by its own word, and no event."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import names, only, sources

from dateline.model import UNKNOWN_PERPETRATOR, Coding

Code = Callable[..., Coding]
BLAST = "A car bomb killed nine people in Kabul on Monday."


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban claimed responsibility for a bombing in Kabul on Monday.",
        f"{BLAST} The Taliban claimed responsibility for the attack.",
        f"{BLAST} The Taliban later claimed responsibility.",
        f"{BLAST} The Taliban took credit for it.",
    ],
)
def test_the_claimant_is_an_actor_by_its_own_claim(code: Code, text: str) -> None:
    report = only(code(text))
    assert names(report, "actor") == ["Taliban"]
    assert [c.stance for c in report.claims_of("actor")] == ["claims responsibility"]
    assert sources(report) == []


def test_who_did_not_claim_it_is_no_actor(code: Code) -> None:
    assert names(only(code(f"{BLAST} The Taliban did not claim responsibility.")), "actor") == []


@pytest.mark.parametrize("text", ["No group has claimed responsibility.", "Nobody claimed responsibility."])
def test_what_nobody_claimed_has_an_unknown_actor(code: Code, text: str) -> None:
    assert names(only(code(f"{BLAST} {text}")), "actor") == [UNKNOWN_PERPETRATOR]


def test_a_claim_far_from_any_attack_is_nobodys(code: Code) -> None:
    talk = "Rain fell. Shops were open. Buses ran. Schools were full."
    assert names(only(code(f"{BLAST} {talk} The Taliban claimed responsibility.")), "actor") == []


def test_who_says_it_was_behind_an_attack_claims_it(code: Code) -> None:
    report = only(code(f"{BLAST} The Taliban said it was behind the attack."))
    assert names(report, "actor") == ["Taliban"]
    assert [c.stance for c in report.claims_of("actor")] == ["claims responsibility"]


def test_who_was_behind_a_wheel_claims_nothing(code: Code) -> None:
    report = only(code(f"{BLAST} Ahmad Karimi said he was behind the wheel of a bus."), "ASSAULT")
    assert "Ahmad Karimi" not in names(report, "actor")
