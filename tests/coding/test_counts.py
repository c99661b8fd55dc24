"""How many persons: bounds, kinds and the event that each number belongs to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import Bounds, counted, of_type, only
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding import Coder
from dateline.model import Article, Coding, Count

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("At least 15 people", (15, None)),
        ("Up to 24 people", (None, 24)),
        ("About 25 people", (25, 25)),
        ("Several people", (2, None)),
        ("Dozens of people", (24, None)),
        ("Scores of people", (40, None)),
        ("Hundreds of people", (200, None)),
        ("More than 300 people", (300, None)),
        ("Between 10 and 15 people", (10, 15)),
        ("Twenty-two people", (22, 22)),
        ("One person", (1, 1)),
        ("A woman", (1, 1)),
    ],
)
def test_bounds(code: Code, words: str, bounds: Bounds) -> None:
    verb = "was" if words in ("One person", "A woman") else "were"
    report = only(code(f"{words} {verb} killed in an attack on a market in Kidal on Sunday."), "ASSAULT")
    assert counted(report) == {"killed": [bounds]}


@settings(max_examples=20, deadline=None)
@given(killed=st.integers(2, 999), injured=st.integers(2, 999))
def test_two_kinds_in_one_sentence_stay_apart(coder: Coder, killed: int, injured: int) -> None:
    text = f"Gunmen attacked a market in Kidal on Sunday, killing {killed} people and wounding {injured} others."
    report = only(coder.code(Article(id="a", hash="a", title="", text=text)))
    assert counted(report) == {"killed": [(killed, killed)], "injured": [(injured, injured)]}


@pytest.mark.parametrize(
    "sentence",
    [
        "A drone hit a refinery in Ryazan on Sunday; no one was hurt, the ministry said.",
        "The shelling of Nikopol caused no injuries.",
        "The shelling of Nikopol caused no casualties.",
    ],
)
def test_no_one_hurt_is_none_killed_and_none_injured(code: Code, sentence: str) -> None:
    assert counted(only(code(sentence))) == {"killed": [(0, 0)], "injured": [(0, 0)]}


def test_no_one_killed_says_nothing_of_the_injured(code: Code) -> None:
    assert counted(only(code("Nobody was killed in the strike on the depot in Homs."))) == {"killed": [(0, 0)]}


def test_nothing_said_is_no_count(code: Code) -> None:
    assert counted(only(code("Militants attacked a convoy near Mopti on Monday."))) == {}


@pytest.mark.parametrize(
    "sentence",
    ["Journalist Farida Noor was shot dead in Kabul on Friday.", "Gunmen killed Farida Noor in Kabul on Friday."],
)
def test_a_named_victim_is_one_or_more(code: Code, sentence: str) -> None:
    assert counted(only(code(sentence))) == {"killed": [(1, None)]}


@pytest.mark.parametrize(
    "sentence",
    [
        "Ten people, including three children, were killed in an air strike on Idlib on Friday.",
        "Four Palestinians, among them a teenager, were killed in the shelling of Jenin.",
        "Two people were killed, one of them a policeman, in a shooting in Oslo.",
    ],
)
def test_a_part_of_a_number_is_not_added(code: Code, sentence: str) -> None:
    (bounds,) = counted(only(code(sentence)))["killed"]
    assert bounds in ((10, 10), (4, 4), (2, 2))


def test_a_toll_in_the_next_sentence_is_the_event_before(code: Code) -> None:
    text = "Militants attacked a checkpoint near Rutba on Sunday. Six soldiers died and nine were wounded."
    assert counted(only(code(text))) == {"killed": [(6, 6)], "injured": [(9, 9)]}


def test_a_death_toll_that_rose_is_the_later_number(code: Code) -> None:
    text = "A bomb exploded in Mogadishu on Friday. The death toll rose to 21 on Saturday."
    assert counted(only(code(text))) == {"killed": [(21, 21)]}


def test_both_sides_of_a_clash(code: Code) -> None:
    text = "Three soldiers and five militants were killed in a clash near Makhmur on Tuesday."
    assert counted(only(code(text)))["killed"] == [(3, 3), (5, 5)]


def test_civilians_are_told_from_soldiers(code: Code) -> None:
    report = only(code("Three soldiers and five civilians were killed in a clash near Makhmur on Tuesday."))
    values = [claim.value for claim in report.claims_of("count")]
    assert [(v.min, v.civilian) for v in values if isinstance(v, Count)] == [(3, False), (5, True)]


@pytest.mark.parametrize(
    ("sentence", "what", "bounds"),
    [
        ("Police arrested 15 protesters in Minsk on Saturday.", "arrested", (15, 15)),
        ("Nearly 100 migrants were detained by the coastguard off Sfax.", "arrested", (100, 100)),
        ("Gunmen kidnapped 12 students from a school in Kaduna.", "abducted", (12, 12)),
        ("The Houthis released 25 sailors on Sunday.", "released", (25, 25)),
    ],
)
def test_other_kinds(code: Code, sentence: str, what: str, bounds: Bounds) -> None:
    assert counted(only(code(sentence))) == {what: [bounds]}


def test_each_event_of_a_sentence_keeps_its_own_number(code: Code) -> None:
    coding = code("The attackers killed one guard and abducted 12 students from a school in Kaduna.")
    assert [counted(r) for r in of_type(coding, "ASSAULT")] == [{"killed": [(1, 1)]}, {"abducted": [(12, 12)]}]


def test_approximate_numbers_say_so(code: Code) -> None:
    report = only(code("About 25 people were wounded in a bomb attack in Quetta on Sunday."))
    (count,) = (claim.value for claim in report.claims_of("count"))
    assert isinstance(count, Count)
    assert count.approximate
