"""The encoder never learns which country a text names."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dateline.coding.neutral import LAND, PEOPLE, Neutral
from dateline.grounding import Registry

LANDS, PEOPLES = Registry.load().lands_and_peoples()
NEUTRAL = Neutral.of(Registry.load())
COMMON = ("troops", "in", "us", "the", "of", "and", ".", "", "South", "Republic", "New", "Monday")


def seen(text: str) -> list[str]:
    """The words of a text that are left to see."""
    return [word for word in NEUTRAL(text.split()) if word]


@given(st.lists(st.sampled_from([*COMMON, *" ".join(LANDS + PEOPLES).split()])))
def test_there_are_as_many_words_as_before(words: list[str]) -> None:
    given_words = list(words)
    assert len(NEUTRAL(words)) == len(words)
    assert words == given_words


@given(st.lists(st.text(max_size=8)))
def test_any_words_at_all(words: list[str]) -> None:
    assert len(NEUTRAL(words)) == len(words)


@given(st.sampled_from(LANDS), st.sampled_from(LANDS))
def test_any_two_countries_give_the_same_words(one: str, other: str) -> None:
    assert seen(f"Rebels entered {one} from {other} .") == seen(f"Rebels entered {other} from {one} .")
    assert seen(f"Talks in {one}") == seen(f"Talks in {other}") == ["Talks", "in", LAND]


@given(st.sampled_from(PEOPLES), st.sampled_from(PEOPLES))
def test_any_two_peoples_give_the_same_words(one: str, other: str) -> None:
    assume(f"{other}s" not in LANDS)  # two Laos are a country
    assert seen(f"{one} police held two {other}s") == [PEOPLE, "police", "held", "two", f"{PEOPLE}s"]


@pytest.mark.parametrize("text", ["The ministers told us that", "turkey and china", "the chad fell", "", "Niger-based"])
def test_words_that_only_look_like_a_country_stay(text: str) -> None:
    assert NEUTRAL(text.split()) == text.split()


def test_capitals_make_a_country() -> None:
    assert NEUTRAL(["US", "troops", "left", "Turkey"]) == [LAND, "troops", "left", LAND]


@pytest.mark.parametrize(
    ("words", "neutral"),
    [
        (["Chad"], [LAND]),
        (["in", "Chad"], ["in", LAND]),
        (["in", "South", "Africa"], ["in", LAND, ""]),
        (["in", "South"], ["in", "South"]),
        (["South", "Africa", "Kenya"], [LAND, "", LAND]),
        (["South", "African", "police"], [PEOPLE, "", "police"]),
        (["two", "South", "Africans"], ["two", f"{PEOPLE}s", ""]),
        (["South", "Sudan", "and", "Sudan"], [LAND, "", "and", LAND]),
    ],
)
def test_names_of_several_words_and_at_the_end(words: list[str], neutral: list[str]) -> None:
    assert NEUTRAL(words) == neutral


def test_the_longest_name_counts() -> None:
    neutral = Neutral(["Guinea", "Papua New Guinea"], ["Guinean"])
    assert neutral(["Papua", "New", "Guinea", "and", "Guinea"]) == [LAND, "", "", "and", LAND]
    assert neutral(["Papua", "New", "Delhi"]) == ["Papua", "New", "Delhi"]


def test_neutral_words_stay_neutral() -> None:
    once = NEUTRAL(["Kenya", "told", "South", "Africans"])
    assert NEUTRAL(once) == once


def test_a_country_is_one_however_the_parser_cuts_its_name() -> None:
    neutral = Neutral.of(Registry.load())
    assert neutral(["in", "Guinea", "-", "Bissau", "today"]) == ["in", LAND, "", "", "today"]
    assert neutral(["in", "Guinea-Bissau", "today"]) == ["in", LAND, "today"]
