"""Numbers in words and figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding import numbers
from dateline.language import Pipeline
from dateline.ontology import Ontology

VAGUE = Ontology.load().cues.numerals


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("at least 15", 15, None, False),
        ("more than 300", 300, None, False),
        ("up to 24", None, 24, False),
        ("about 25", 25, 25, True),
        ("some 1,200", 1200, 1200, True),
        ("10 to 12", 10, 12, False),
        ("twenty-five", 25, 25, False),
        ("three hundred and five", 305, 305, False),
        ("two dozen", 24, 24, False),
        ("1.5 million", 1_500_000, 1_500_000, False),
        ("half a million", 500_000, 500_000, False),
        ("half a dozen", 6, 6, False),
        ("two and a half million", 2_500_000, 2_500_000, False),
        ("40 or more", 40, None, False),
        ("dozens of", 24, None, False),
        ("no", 0, 0, False),
        ("a few", 2, None, False),
        ("a few dozen", 24, None, False),
        ("several hundred", 200, None, False),
        ("a couple of thousand", 2000, None, False),
        ("many thousands of", 2000, None, False),
        ("at least a half-dozen", 6, None, False),
        ("over a dozen", 12, None, False),
        ("tens of thousands of", 20_000, None, False),
        ("a 25-year-old", 1, 1, False),
    ],
)
def test_bounds(text: str, low: int | None, high: int | None, approximate: bool) -> None:
    found = numbers.read(text, VAGUE)
    assert found is not None
    assert (found.min, found.max, found.approximate) == (low, high, approximate)
    assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "text", ["the angry", "the April 14", "the 14 April", "his three-year-old", "the 20 percent", "Four-year-old"]
)
def test_words_without_a_number_have_none(text: str) -> None:
    assert numbers.read(text, VAGUE) is None


@given(st.integers(min_value=1, max_value=999_999))
def test_figures_are_read_back(n: int) -> None:
    for text in (str(n), f"{n:,}"):
        if numbers._is_year(text):
            continue
        found = numbers.read(f"at least {text}", VAGUE)
        assert found is not None
        assert (found.min, found.max) == (n, None)


@pytest.mark.parametrize(
    ("sentence", "noun", "bounds"),
    [
        ("At least 15 people were killed.", "people", (15, None)),
        ("Police detained dozens of protesters.", "protesters", (24, None)),
        ("A soldier was wounded.", "soldier", (1, 1)),
        ("The blast caused no casualties.", "casualties", (0, 0)),
        ("Militants freed more than two dozen men.", "men", (24, None)),
        ("A group of men fled.", "men", None),
    ],
)
def test_the_number_of_a_noun(sentence: str, noun: str, bounds: tuple[int | None, int | None] | None) -> None:
    parse = Pipeline.load().parse(sentence)
    head = next(t.i for t in parse.tokens if t.text == noun)
    found = numbers.of_noun(parse, head, VAGUE)
    assert (found and (found.min, found.max)) == bounds


@pytest.mark.parametrize(
    ("text", "exact"), [("9.4", 9.4), ("half a", 0.5), ("two and a half", 2.5), ("about 12", 12.0), ("several", None)]
)
def test_what_is_weighed_keeps_its_fraction(text: str, exact: float | None) -> None:
    quantity = numbers.read(text, VAGUE)
    assert quantity is not None
    assert quantity.exact == exact
