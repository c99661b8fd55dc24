import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Date
from dateline.resolving.days import Span, days_between, gap, span

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def day(start: str | None, end: str | None = None, edtf: str = "") -> Span | None:
    return span(Date(edtf=edtf, start=start, end=end or start, text="", anchor="calendar"))


def open_year(edtf: str) -> Span:
    found = day(None, edtf=edtf)
    assert found is not None
    return found


def test_gap_counts_days_between_and_is_zero_on_overlap():
    assert gap(day("2021-05-08"), day("2021-05-11")) == 3
    assert gap(day("2021-05-01", "2021-05-31"), day("2021-05-31", "2021-06-30")) == 0


def test_open_year_meets_the_same_day_of_any_year():
    assert gap(open_year("XXXX-04-14"), day("2021-04-14")) == 0
    assert gap(open_year("XXXX-04-14"), day("1987-04-16")) == 2
    assert gap(open_year("XXXX-04"), day("2021-04-30")) == 0


def test_open_year_reaches_over_new_year():
    assert gap(open_year("XXXX-12-31"), day("2022-01-01")) == 1
    assert gap(open_year("XXXX-01-01"), open_year("XXXX-12-31")) == 1


def test_open_leap_day_falls_on_the_last_of_february():
    assert gap(open_year("XXXX-02-29"), day("2023-02-28")) == 0


def test_open_span_over_new_year_keeps_its_width():
    assert open_year("XXXX-12-30/XXXX-01-02").width == 4


def test_nothing_told_is_no_span():
    assert day(None, edtf="") is None


@pytest.mark.parametrize("edtf", ["XXXX-04-14", "XXXX-12-31", "XXXX-02"])
@given(one=DAYS, other=DAYS)
def test_gap_is_symmetric(edtf: str, one: dt.date, other: dt.date):
    spans = (
        Span(first=one.toordinal(), last=one.toordinal() + 3),
        Span(first=other.toordinal(), last=other.toordinal()),
    )
    assert gap(*spans) == gap(*reversed(spans))
    assert gap(open_year(edtf), spans[0]) == gap(spans[0], open_year(edtf)) <= 366


@given(day_=DAYS)
def test_a_day_without_its_year_is_still_that_day(day_: dt.date):
    assert gap(open_year(f"XXXX-{day_:%m-%d}"), day(day_.isoformat())) == 0


def test_days_between_needs_both():
    assert days_between("2024-02-28", "2024-03-01") == days_between("2024-03-01", "2024-02-28") == 2
    assert days_between("2024-02-28", None) is None
