"""Attributions, scored by tokens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.evaluation.public.polnear import Attribution, Item, Prediction, marked, read, score

TEXT = "The mayor said the bridge was safe. Engineers: it is not."
MAYOR, SAID, SAFE = (0, 9), (10, 14), (15, 34)
ENGINEERS, COLON, NOT_SO = (36, 45), (45, 46), (47, 56)
ITEM = Item(
    id="a",
    text=TEXT,
    attributions=(
        Attribution(source=(MAYOR,), cue=(SAID,), content=(SAFE,)),
        Attribution(source=(ENGINEERS,), cue=(COLON,), content=(NOT_SO,)),
    ),
)


def rate(right: int, coded: int, there: int) -> dict[str, float]:
    p, r = right / coded, right / there
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / (p + r), 3), "n": there}


def test_the_spans_of_the_gold_are_these_words() -> None:
    words = [TEXT[start:end] for start, end in (MAYOR, SAID, SAFE, ENGINEERS, COLON, NOT_SO)]
    assert words == ["The mayor", "said", "the bridge was safe", "Engineers", ":", "it is not"]


def test_the_gold_against_itself_is_right() -> None:
    everything = Prediction(source=[MAYOR, ENGINEERS], cue=[SAID, COLON], content=[SAFE, NOT_SO])
    figures = score([ITEM], [everything])
    assert list(figures) == ["polnear source", "polnear cue", "polnear content"]
    assert figures["polnear source"] == rate(3, 3, 3)
    assert figures["polnear cue"] == rate(2, 2, 2)
    assert figures["polnear content"] == rate(7, 7, 7)


def test_a_word_too_many_and_a_source_missed() -> None:
    figures = score([ITEM], [Prediction(source=[(0, 14)])])  # "The mayor said"
    assert figures["polnear source"] == rate(2, 3, 3)
    assert figures["polnear cue"] == {"p": 0, "r": 0, "f1": 0, "n": 2}


def test_a_word_counts_where_a_part_of_it_is_marked() -> None:
    assert list(marked("anti-war rally", [(7, 10)])) == [5, 9]
    assert list(marked("a b", [(1, 2)])) == []


@pytest.mark.parametrize("span", [(3, 3), (5, 4), (-1, 2), (50, 99)])
def test_a_span_outside_the_text_is_an_error(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not within the text"):
        score([ITEM], [Prediction(source=[span])])


def test_predictions_must_be_as_many_as_items() -> None:
    with pytest.raises(ValueError, match="zip"):
        score([ITEM], [])


def spans(text: str) -> st.SearchStrategy[list[tuple[int, int]]]:
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    return st.lists(ends.filter(lambda span: span[0] < span[1]), max_size=4)


@given(gold=spans(TEXT), pred=spans(TEXT))
def test_rates_are_bounded_and_symmetric(gold: list[tuple[int, int]], pred: list[tuple[int, int]]) -> None:
    def measure(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> dict[str, float]:
        item = Item(id="a", text=TEXT, attributions=(Attribution(source=tuple(left), cue=(), content=()),))
        return score([item], [Prediction(source=right)])["polnear source"]  # type: ignore[return-value]

    there, back = measure(gold, pred), measure(pred, gold)
    assert 0 <= there["f1"] <= 1
    assert (there["p"], there["r"], there["f1"]) == (back["r"], back["p"], back["f1"])


def row(**changed: object) -> dict[str, object]:
    attribution = {"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 34]]}
    return {"id": "a", "text": TEXT, "attributions": [attribution], **changed}


def test_items_are_read(write: Callable[..., Path]) -> None:
    (item,) = read(write("set.gz", row()))
    assert item.attributions == ITEM.attributions[:1]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(attributions=[{"source": [[0, 900]], "cue": [], "content": []}]), "not within the text"),
        (row(attributions=[{"source": [[0, 9]]}]), "missing required field"),
        ("{", "not an item of this set"),
        ("", "not an item of this set"),
    ],
)
def test_a_bad_line_is_named(write: Callable[..., Path], bad: object, reason: str) -> None:
    with pytest.raises(InputError, match=rf"set\.gz:2: not an item of this set: .*{reason}|set\.gz:2: {reason}"):
        read(write("set.gz", row(), bad, row()))


def test_a_file_without_items_or_not_packed_is_refused(write: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no items in it"):
        read(write("empty.gz"))
    (tmp_path / "plain.gz").write_text("{}")
    with pytest.raises(InputError, match=r"plain\.gz: cannot be read"):
        read(tmp_path / "plain.gz")
    with pytest.raises(InputError, match=r"missing\.gz: cannot be read"):
        read(tmp_path / "missing.gz")
