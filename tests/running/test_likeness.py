"""Wire copies are told; what only looks like one is not."""

from __future__ import annotations

import pytest
from factories import article
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Article
from dateline.running.likeness import DAYS, Index, Match, likeness

WIRE = (
    "KARSA, March 4 (Wire) - Gunmen attacked a bus on the road from Karsa to Barda on Monday and killed three of its "
    "passengers, the provincial police said. The driver, who was wounded in the shoulder, told reporters at the "
    "hospital that two men on motorcycles had waited behind a bend and opened fire without a word. Nobody has claimed "
    "the attack. Governor Halim Orsen said that soldiers were searching the hills above the village of Tavos, where "
    "the bus was found, and asked farmers to keep off the road until the search was over. It was the second attack on "
    "that road this year."
)


def told(text: str, day: str | None = "2024-03-04") -> Article:
    return article("x", text, published=day)


def match(first: Article, second: Article) -> Match | None:
    index = Index()
    index.add(5, likeness(first))
    return index.match(likeness(second))


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        WIRE.upper().replace("MARCH", "March").capitalize(),
        WIRE.removeprefix("KARSA, March 4 (Wire) - "),
        WIRE.replace("It was the second attack on that road this year.", ""),
        WIRE.replace(" - ", " — ").replace("without a word", "without any word"),
    ],
)
def test_a_copy_is_told(copy: str) -> None:
    found = match(told(WIRE), told(copy, "2024-03-05"))
    assert found is not None
    assert found.key == 5
    assert found.likeness >= 0.8


@pytest.mark.parametrize(
    ("was", "now"),
    [("three", "four"), ("Barda", "Ilmen"), ("Halim Orsen", "Selma Orsen"), ("second", "2nd"), ("March 4", "March 5")],
)
def test_what_says_something_else_is_no_copy(was: str, now: str) -> None:
    assert was in WIRE
    assert match(told(WIRE), told(WIRE.replace(was, now))) is None


def test_a_longer_version_is_no_copy_and_a_shorter_one_is() -> None:
    longer = f"{WIRE} The Red Hand said it had done it."
    assert match(told(WIRE), told(longer)) is None
    assert match(told(longer), told(WIRE)) is not None


def test_the_same_words_on_other_days_are_no_copy() -> None:
    assert match(told(WIRE), told(WIRE, f"2024-03-{4 + DAYS:02}")) is not None
    assert match(told(WIRE), told(WIRE, f"2024-03-{5 + DAYS:02}")) is None
    assert match(told(WIRE), told(WIRE, None)) is not None
    assert match(told(WIRE, None), told(WIRE)) is None


def test_of_two_that_fit_the_more_alike_and_then_the_first_is_taken() -> None:
    index = Index()
    for key, text in enumerate([f"{WIRE} Shops were open as usual.", WIRE, WIRE]):
        index.add(key, likeness(told(text)))
    assert index.match(likeness(told(WIRE))) == Match(1, 1.0)


@given(st.text(max_size=200))
def test_any_text_is_a_copy_of_itself_and_an_index_grows(text: str) -> None:
    found = match(told(text), told(text))
    assert found == Match(5, 1.0)


def test_an_index_holds_more_than_it_has_room_for_at_first() -> None:
    index = Index()
    for key in range(5_000):
        index.add(key, likeness(told(f"Mill {key} of {key + 1} was sold to {key + 2} on day {key + 3} for {key + 4}.")))
    assert index.match(likeness(told("Mill 4321 of 4322 was sold to 4323 on day 4324 for 4325."))) == Match(4321, 1.0)
