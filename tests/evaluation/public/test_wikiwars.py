"""Time expressions with their values, beside those that were marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.evaluation.public.wikiwars import Item, Timex, read, score

TEXT = "The town fell in 1453; that spring, at the same time, its walls did."
YEAR, SPRING, TIME = Timex(17, 21, "1453"), Timex(23, 34, "1453-SP"), Timex(39, 52, "null")
GOLD = Item(id="w", dct="2009-12-19", text=TEXT, timex=(YEAR, SPRING, TIME))


def rates(prediction: list[Timex]) -> tuple[tuple[float, float], tuple[float, float]]:
    figures = score([GOLD], [prediction])
    extent, value = (figures[f"wikiwars {name}"] for name in ("extent", "extent and value"))
    return (extent["p"], extent["r"]), (value["p"], value["r"])  # type: ignore[index]


@pytest.mark.parametrize(
    ("prediction", "extent", "value"),
    [
        ([YEAR, SPRING], (1, 1), (1, 1)),
        ([Timex(14, 21, "1453")], (1, 0.5), (1, 0.5)),  # overlap is enough
        ([Timex(17, 21, "1454"), SPRING], (1, 1), (0.5, 0.5)),
        ([YEAR, Timex(17, 20, "1453")], (0.5, 0.5), (0.5, 0.5)),  # one expression, found twice
        ([Timex(17, 20, "145"), YEAR], (0.5, 0.5), (0.5, 0.5)),  # the right one of two is paired
        ([YEAR, Timex(0, 3, "2001")], (0.5, 0.5), (0.5, 0.5)),
        ([YEAR, Timex(43, 52, "PRESENT_REF")], (1, 0.5), (1, 0.5)),  # flawed ones count neither way
        ([], (0, 0), (0, 0)),
    ],
)
def test_extent_and_value_both_count(
    prediction: list[Timex], extent: tuple[float, float], value: tuple[float, float]
) -> None:
    assert rates(prediction) == (extent, value)


def test_a_prediction_outside_its_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not within the text"):
        score([GOLD], [[Timex(60, 99, "1453")]])


def test_a_bad_line_is_named(write: Callable[..., Path]) -> None:
    row = {"id": "w", "dct": "2009-12-19", "text": TEXT, "timex": [{"start": 17, "end": 21, "value": "1453"}]}
    assert read(write("set.gz", row))[0].timex == (YEAR,)
    bad = {**row, "timex": [{"start": 17, "end": 17, "value": "1453"}]}
    with pytest.raises(InputError, match=r"set\.gz:2: .*not within the text"):
        read(write("set.gz", row, bad))
