"""The time expressions of a whole text, each placed against what was told before it."""

from __future__ import annotations

import pytest

from dateline.grounding.calendar import find, in_order


def dates(text: str, published: str | None) -> list[str | None]:
    return [date and date.edtf for date in in_order(text, find(text), published=published)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("In January 2020 a convoy was hit. On April 14 a drone struck a hangar.", ["2020-01", "XXXX-04-14"]),
        ("Troops came on May 3, 2024. On May 5 they left.", ["2024-05-03", "2024-05-05"]),
        ("Troops came on May 3, 2024. On December 4 they left.", ["2024-05-03", "XXXX-12-04"]),
        ("In 1941 the army advanced. In June it stood at the river.", ["1941", "XXXX-06"]),
    ],
)
def test_a_text_without_a_day_of_publication_lends_its_year_only_to_the_days_beside(
    text: str, edtf: list[str | None]
) -> None:
    assert dates(text, None) == edtf


def test_a_chronicle_keeps_the_year_that_it_tells_of() -> None:
    text = "In 1939 war broke out. In 1940 the city fell. In 1941 the army advanced. In June it stood at the river."
    assert dates(text, "2009-12-19") == ["1939", "1940", "1941", "1941-06"]


def test_news_of_last_week_is_no_chronicle() -> None:
    text = "In 2019 the road was closed. On Monday it was opened. In June it will be paved."
    assert dates(text, "2024-03-06")[:2] == ["2019", "2024-03-04"]
    assert dates(text, "2024-03-06")[2] != "2019-06"
