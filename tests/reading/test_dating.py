"""Dates of publication as pages print them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading import dating


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-06-05", "2021-06-05"),
        ("2021-06-05 10:00:00", "2021-06-05"),
        ("2021-06-05T23:30:00-05:00", "2021-06-05"),
        ("20210605T100000Z", "2021-06-05"),
        ("Sat, 05 Jun 2021 10:00:00 GMT", "2021-06-05"),
        ("June 5, 2021", "2021-06-05"),
        ("Wednesday, June 9, 2021 at 10:15 a.m. EDT", "2021-06-09"),
        ("25/06/2021", "2021-06-25"),
        ("05/06/2021", None),
        ("2021-06", None),
        ("2021-02-30", None),
        ("soon", None),
        ("", None),
    ],
)
def test_day(text: str, day: str | None) -> None:
    assert dating.day(text) == day


@given(
    st.dates(datetime.date(1900, 1, 1)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y 09:05"])
)
def test_a_full_day_is_read_as_it_is_written(day: datetime.date, form: str) -> None:
    assert dating.day(day.strftime(form)) == day.isoformat()


def test_a_date_line_without_a_year_gives_no_day() -> None:
    assert dating.date_line("Published: June 5") == dating.DateLine(None, updated=False)
    assert dating.date_line("Updated on June 7, 2021") == dating.DateLine("2021-06-07", updated=True)
    assert dating.date_line("Published by the university press") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ERBIL, Iraq, May 12 (Agency) - Two", ("ERBIL, Iraq, May 12", None)),
        ("BAGHDAD, May 12, 2021 (Reuters) - Two", ("BAGHDAD, May 12, 2021", "2021-05-12")),
        ("GENEVA/PORT SUDAN (AP) — Two", ("GENEVA/PORT SUDAN", None)),
        ("Rebels - backed by a neighbour - left", None),
        ("US - Iran talks resume", None),
    ],
)
def test_dateline(text: str, expected: tuple[str, str | None] | None) -> None:
    assert dating.dateline(text) == expected
