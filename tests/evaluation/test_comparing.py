"""When two values count as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluation.comparing import (
    days,
    distance_km,
    matches,
    overlap,
    same_count,
    same_days,
    same_name,
    same_place,
)

ERBIL = {"text": "Erbil", "country": "IQ", "lat": 36.19, "lon": 44.01, "precision": "city"}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Syrian Democratic Forces", "the Democratic Forces", True),
        ("three officers", "officers", True),
        ("Bank of Northern Syria", "Bank", False),
        ("police", "army", False),
        ("the", "the", False),
        (None, "army", False),
    ],
)
def test_names(left: str | None, right: str, same: bool) -> None:
    assert same_name(left, right) == same


def test_days_need_a_start_that_is_a_day() -> None:
    assert days({"start": "2021-04-14", "end": None}) == days({"start": "2021-04-14T10:00", "end": "2021-04-14"})
    for nothing in (None, {}, {"start": None, "end": None}, {"start": "2021-04", "end": None}):
        assert days(nothing) is None


@pytest.mark.parametrize(
    ("pred", "gold", "same"),
    [
        ((10, 10), (11, 11), True),
        ((10, 10), (12, 12), False),
        ((12, 13), (10, 17), True),
        ((12, 13), (10, 40), False),
        ((103, 203), (100, 200), True),
        (None, (1, 1), False),
    ],
)
def test_dates(pred: tuple[int, int] | None, gold: tuple[int, int], same: bool) -> None:
    assert same_days(pred, gold) == same


def test_places() -> None:
    harir = {"country": "IQ", "lat": 36.54, "lon": 44.34, "precision": "site"}
    assert distance_km(ERBIL, harir) == pytest.approx(49, abs=1)
    assert same_place(harir, ERBIL)
    assert not same_place({**harir, "lat": 36.9}, ERBIL)
    assert same_place({**harir, "lat": 36.9}, {**ERBIL, "precision": "admin"})
    assert not same_place({**harir, "country": "IR"}, {**ERBIL, "precision": "admin"})
    assert not same_place(harir, {**ERBIL, "precision": "country"})
    assert same_place({"text": "city of Erbil"}, ERBIL)


@pytest.mark.parametrize(
    ("pred", "same"),
    [((15, None), True), ((15, 15), True), ((14, None), False), ((None, 15), False)],
)
def test_counts(pred: tuple[int | None, int | None], same: bool) -> None:
    assert same_count({"min": pred[0], "max": pred[1]}, {"min": 15, "max": None}) == same


@given(st.text(), st.text())
def test_names_and_overlap_do_not_depend_on_the_order(left: str, right: str) -> None:
    assert overlap(left, right) == overlap(right, left)
    assert 0 <= overlap(left, right) <= 1


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 5)))
def test_each_value_finds_one_partner_at_most(left: list[int], right: list[int]) -> None:
    found = matches(left, right, lambda a, b: a == b)
    assert found == sum(min(left.count(n), right.count(n)) for n in set(left))
