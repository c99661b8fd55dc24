"""The calendar's dates as TIMEX2 values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluation.public.spans import check
from dateline.evaluation.public.timex import timexes

SATURDAY = "2009-12-19"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It fell on 22 June 1941.", ["1941-06-22"]),
        ("It fell in June 1941.", ["1941-06"]),
        ("It fell in early 1941.", ["1941"]),
        ("It fell in the second half of 2008.", ["2008-H2"]),
        ("It fell in 499 BC.", ["BC0499"]),
        ("It fell in the 470s BC.", ["BC047"]),
        ("It fell in the 1940s.", ["194"]),
        ("It fell in the nineteenth century.", ["18"]),
        ("It fell in the summer of 1941.", ["1941-SU"]),
        ("It fell last week.", ["2009-W50"]),
        ("It fell last weekend.", ["2009-W50-WE"]),
        ("It fell at 3 a.m. on 22 June 1941.", ["1941-06-22T03:00"]),
        ("It fell in the early morning of 22 June 1941.", ["1941-06-22TMO"]),
        ("It fell on the night of 22 June 1941.", ["1941-06-22TNI"]),
        ("They fought from 1939 to 1945.", ["1939", "1945"]),
        ("They fought between 3 and 5 May 1940.", ["1940-05-03", "1940-05-05"]),
        ("They have fought since March 1940.", ["1940-03"]),
        ("They fought over the past two months.", ["P2M"]),
        ("They fought for three days.", ["P3D"]),
        ("They fought for two hours.", ["PT2H"]),
        ("They fought for weeks.", ["PXW"]),
        ("They met daily, then weekly, then on Fridays.", ["XXXX-XX-XX", "XXXX-WXX", "XXXX-WXX-5"]),
        ("They rule now as they did recently.", ["PRESENT_REF", "PAST_REF"]),
        ("They met in May 1940. A few days later it fell.", ["1940-05", "FUTURE_REF"]),
        ("They met on 3/4/2008.", []),  # the third of April or the fourth of March
    ],
)
def test_values(text: str, values: list[str]) -> None:
    assert [t.value for t in timexes(text, SATURDAY)] == values


CHRONICLE = """The long war
1937The first battles
Fighting began in January near the river. On 14 March the city fell. Two days later the fleet sailed.
In 1938 the front held. By November it had moved. In February the last fort fell; by 1960 it was a museum.
On 3 March 1939 peace was made. It was signed at 11:30 the next morning, and kept for ten years.
"""


def test_a_chronicle_keeps_the_year_it_tells_of() -> None:
    values = [t.value for t in timexes(CHRONICLE, SATURDAY)]
    assert values == [
        *("1937", "1937-01", "1937-03-14", "1937-03-16", "1938", "1938-11", "1939-02", "1960"),
        *("1939-03-03", "1939-03-03T11:30", "1939-03-04TMO", "P10Y"),
    ]


@given(st.text(alphabet="0123456789 -/.,:thBC\nmayJune“’", max_size=200) | st.text(max_size=200))
def test_any_text_has_values_within_it(text: str) -> None:
    found = timexes(text, SATURDAY)
    check(((t.start, t.end) for t in found), text)
    assert all(t.value for t in found)
