"""Where a verb's event happened, or that the sentence does not say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.evaluation.public.event_location import Item, is_held_out, read, score

TEXT = "Police from Basra clashed with farmers in the Qurna district."
CLASHED, BASRA, QURNA = (18, 25), (12, 17), (46, 51)
DISTRICT = (46, 60)
PLACED = Item(text=TEXT, verb=CLASHED, places=(DISTRICT,))
UNPLACED = Item(text=TEXT, verb=CLASHED, places=())
NAMES = ("event location, place or none", "event location, place")


def counts(item: Item, prediction: list[tuple[int, int]]) -> list[tuple[float, float, int]]:
    figures = score([item], [prediction])
    return [(figures[name]["p"], figures[name]["r"], figures[name]["n"]) for name in NAMES]  # type: ignore[index]


@pytest.mark.parametrize(
    ("item", "prediction", "or_none", "place"),
    [
        (PLACED, [QURNA], (1, 1, 1), (1, 1, 1)),  # a name given shorter than in the gold
        (PLACED, [BASRA], (0, 0, 1), (0, 0, 1)),
        (PLACED, [], (0, 0, 1), (0, 0, 1)),
        (PLACED, [BASRA, QURNA], (0.5, 1, 1), (0.5, 1, 1)),
        (PLACED, [QURNA, DISTRICT], (0.5, 1, 1), (0.5, 1, 1)),  # one place, found twice
        (UNPLACED, [], (1, 1, 1), (0, 0, 0)),  # rightly none: an answer, but no place
        (UNPLACED, [BASRA], (0, 0, 1), (0, 0, 0)),
    ],
)
def test_each_answer_counts(
    item: Item,
    prediction: list[tuple[int, int]],
    or_none: tuple[float, float, int],
    place: tuple[float, float, int],
) -> None:
    assert counts(item, prediction) == [or_none, place]


def test_a_place_missed_where_another_was_found() -> None:
    both = Item(text=TEXT, verb=CLASHED, places=(BASRA, DISTRICT))
    assert counts(both, [QURNA]) == [(1, 0.5, 2), (1, 0.5, 2)]


def test_the_part_held_out_hangs_on_the_text_alone() -> None:
    texts = [f"Farmers met in village {n}." for n in range(400)]
    held_out = [text for text in texts if is_held_out(text)]
    assert 0 < len(held_out) < 60
    assert all(map(is_held_out, held_out))


def test_a_bad_line_is_named(write: Callable[..., Path]) -> None:
    row = {"text": TEXT, "verb": list(CLASHED), "places": [list(DISTRICT)]}
    assert read(write("set.gz", row)) == [PLACED]
    with pytest.raises(InputError, match=r"set\.gz:2: .*not within the text"):
        read(write("set.gz", row, {**row, "places": [[55, 99]]}))
