"""Classes of snippets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.evaluation.public.acled import Item, read, score


def items(*labels: str) -> list[Item]:
    return [Item(id=str(n), text="A crowd met.", label=label) for n, label in enumerate(labels)]


def test_f1_is_weighted_by_the_gold() -> None:
    figures = score(items("ARREST", "ARREST", "ARREST", "ATTACK"), ["ARREST", "ARREST", "ATTACK", "ATTACK"])
    # ARREST: all of two right, of three; ATTACK: one of two right, of one.
    assert figures["acled weighted F1"] == round((3 * 0.8 + 1 * 0.667) / 4, 3)
    assert figures["acled snippets"] == {"p": 0.75, "r": 0.75, "f1": 0.75, "n": 4}


def test_no_class_takes_nothing_from_the_precision_of_others() -> None:
    figures = score(items("ARREST", "ATTACK"), ["ARREST", None])
    assert figures["acled weighted F1"] == 0.5
    assert figures["acled snippets"] == {"p": 1, "r": 0.5, "f1": 0.667, "n": 2}


def test_a_class_that_no_snippet_has_is_a_wrong_answer() -> None:
    assert score(items("ARREST"), ["ATTACK"])["acled snippets"] == {"p": 0, "r": 0, "f1": 0, "n": 1}


LABELS = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["A", "B", "C", None])), min_size=1)


@given(pairs=LABELS)
def test_right_everywhere_is_one_and_anything_else_is_less(pairs: list[tuple[str, str | None]]) -> None:
    gold = [left for left, _ in pairs]
    known = [right if right in gold else None for _, right in pairs]
    weighted = score(items(*gold), known)["acled weighted F1"]
    assert score(items(*gold), gold)["acled weighted F1"] == 1
    assert 0 <= weighted <= 1  # type: ignore[operator]
    assert (weighted == 1) == (known == gold)


def test_a_line_without_a_class_is_named(write: Callable[..., Path]) -> None:
    row = {"id": "1", "EventSnippet": "A crowd met.", "SubType": "PEACE_PROTEST"}
    assert read(write("set.gz", row)) == [Item(id="1", text="A crowd met.", label="PEACE_PROTEST")]
    with pytest.raises(InputError, match=r"set\.gz:2: .*SubType"):
        read(write("set.gz", row, {"id": "2", "EventSnippet": "A crowd met."}))
