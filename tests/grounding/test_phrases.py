from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.grounding import PlaceMention, parse_place
from dateline.grounding.phrases import bearing


@pytest.mark.parametrize(
    ("phrase", "mention"),
    [
        ("Kirkuk", PlaceMention(text="Kirkuk")),
        ("the city of Kirkuk", PlaceMention(text="Kirkuk", kind="city")),
        ("Kirkuk province", PlaceMention(text="Kirkuk", kind="province")),
        ("Gaza City", PlaceMention(text="Gaza City")),
        ("Kirkuk, Iraq", PlaceMention(text="Kirkuk", within=("Iraq",))),
        ("near Kirkuk in northern Iraq", PlaceMention(text="Kirkuk", within=("northern Iraq",))),
        ("Belfast, Northern Ireland", PlaceMention(text="Belfast", within=("Northern Ireland",))),
        ("Ramin, north of Kirkuk", PlaceMention(text="Ramin", within=("Kirkuk",), offset="north of")),
        ("a valley 20 km east of Kirkuk", PlaceMention(text="Kirkuk", offset="east of")),
        ("northern Syria", PlaceMention(text="Syria", offset="northern")),
        ("West Bank", PlaceMention(text="West Bank")),
        ("Jordan's far north", PlaceMention(text="Jordan", offset="north")),
        ("Tuwal air base", PlaceMention(text="Tuwal", kind="air base")),
        ("Camp Dennis", PlaceMention(text="Dennis", kind="camp")),
        ("Tunis's old market", PlaceMention(text="old", kind="market", within=("Tunis",))),
        (
            "between Tunis and Sfax",
            PlaceMention(text="between Tunis and Sfax", within=("Tunis", "Sfax"), offset="between"),
        ),
        (
            "the Chad-Libya border",
            PlaceMention(text="the Chad-Libya border", kind="border", within=("Chad", "Libya")),
        ),
    ],
)
def test_phrases(phrase: str, mention: PlaceMention) -> None:
    assert parse_place(phrase) == mention


@given(st.text(max_size=80))
def test_any_text_is_taken(phrase: str) -> None:
    parse_place(phrase)


@pytest.mark.parametrize(
    ("words", "degrees"), [("north of", 0), ("north-eastern", 45), ("southwest of", 225), ("western", 270)]
)
def test_bearing(words: str, degrees: float) -> None:
    assert bearing(words) == degrees


def test_no_bearing() -> None:
    assert bearing("central") is None
