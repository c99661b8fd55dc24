"""When: the day that belongs to the event, not to the statement, and as precise as the words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import dated, only
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding import Coder
from dateline.model import Article, Coding, Date

Code = Callable[..., Coding]

Dated = tuple[str, str | None, str | None]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday", ("2023-05-08", "2023-05-08", "2023-05-08")),
        ("on Wednesday", ("2023-05-10", "2023-05-10", "2023-05-10")),
        ("last Friday", ("2023-05-05", "2023-05-05", "2023-05-05")),
        ("yesterday", ("2023-05-09", "2023-05-09", "2023-05-09")),
        ("on 3 March", ("2023-03-03", "2023-03-03", "2023-03-03")),
        ("on March 3, 2021", ("2021-03-03", "2021-03-03", "2021-03-03")),
        ("in December", ("2022-12", "2022-12-01", "2022-12-31")),
        ("last week", ("2023-05-01/2023-05-07", "2023-05-01", "2023-05-07")),
        ("in 2015", ("2015", "2015-01-01", "2015-12-31")),
        ("on the night of 4 May", ("2023-05-04/2023-05-05", "2023-05-04", "2023-05-05")),
    ],
)
def test_the_day(code: Code, words: str, expected: Dated) -> None:
    assert dated(only(code(f"Gunmen attacked a bank in Juba {words}."))) == expected


def test_no_clue_is_no_date(code: Code) -> None:
    assert dated(only(code("Gunmen attacked a bank in Juba."))) is None


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The ministry said gunmen attacked a bank in Juba on Monday.", "2023-05-08"),
        ("The ministry said on Wednesday that gunmen had attacked a bank in Juba on Monday.", "2023-05-08"),
        ("Gunmen attacked a bank in Juba on Monday, the ministry said on Wednesday.", "2023-05-08"),
    ],
)
def test_the_day_of_the_statement_is_not_the_events(code: Code, sentence: str, day: str) -> None:
    found = dated(only(code(sentence)))
    assert found is not None
    assert found[0] == day


@pytest.mark.parametrize(
    "sentence",
    [
        "Police in Juba arrested a man suspected of a bombing in 2015.",
        "Police in Juba arrested a man for Monday's bombing of a bank.",
        "Police in Juba arrested a man under the 2015 terrorism act.",
    ],
)
def test_the_day_of_what_is_told_beside_is_not_the_events(code: Code, sentence: str) -> None:
    assert all(dated(r) is None for r in code(sentence).reports if r.type in ("COERCE", "SANCTION"))


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("A man was found guilty on Tuesday of killing a trader.", "2023-05-09"),
        ("Russia condemned the attack, the Kremlin said on Tuesday.", "2023-05-09"),
        ("Two people died in a bombing that happened on 3 March.", "2023-03-03"),
        ("Officials praised the talks held on 3 March.", "2023-03-03"),
    ],
)
def test_the_day_under_the_word_that_names_the_event(code: Code, sentence: str, day: str) -> None:
    assert day in {found[0] for r in code(sentence).reports if (found := dated(r))}


LATER = "On 3 March a drone struck a fuel depot in Feodosia. Three days later a missile hit a bridge in Chonhar."


def test_three_days_later_counts_from_the_event_before(code: Code) -> None:
    coding = code(LATER)
    assert [d and d[0] for d in map(dated, coding.reports)] == ["2023-03-03", "2023-03-06"]
    second = next(coding.reports[1].claims_of("date")).value
    assert isinstance(second, Date)
    assert second.anchor == "event"


def test_without_a_publication_date_the_year_stays_open(code: Code) -> None:
    coding = code(LATER, published=None)
    assert [dated(r) for r in coding.reports] == [("XXXX-03-03", None, None), ("XXXX-03-06", None, None)]


def test_without_a_publication_date_a_weekday_is_no_day(code: Code) -> None:
    found = dated(only(code("Rockets hit the base in Erbil on Tuesday.", published=None)))
    assert found is None or found[1:] == (None, None)


def test_a_full_date_needs_no_publication_date(code: Code) -> None:
    found = dated(only(code("Rockets hit the base in Erbil on 4 May 2021.", published=None)))
    assert found == ("2021-05-04", "2021-05-04", "2021-05-04")


def test_what_is_planned_lies_ahead(code: Code) -> None:
    found = dated(only(code("The two leaders will meet in Geneva on Friday.")))
    assert found == ("2023-05-12", "2023-05-12", "2023-05-12")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Moscow aims to host peace talks between the two sides in Sochi on 18 November.", "2023-11-18"),
        ("The two leaders are due to meet in Geneva on 18 November.", "2023-11-18"),
        ("The two leaders are said to have met in Geneva on 18 November.", "2022-11-18"),
        ("The two leaders met in Geneva on 18 November.", "2022-11-18"),
    ],
)
def test_a_day_without_a_year_is_ahead_where_the_words_are(code: Code, text: str, day: str) -> None:
    assert dated(only(code(text))) == (day, day, day)


def test_each_event_has_its_own_day(code: Code) -> None:
    coding = code("Gunmen attacked a bank in Juba on Monday. Police arrested two men in Wau on Tuesday.")
    assert [d and d[0] for d in map(dated, coding.reports)] == ["2023-05-08", "2023-05-09"]


@settings(max_examples=20, deadline=None)
@given(
    day=st.integers(1, 28),
    month=st.sampled_from(["January", "April", "August", "November"]),
    year=st.integers(1995, 2022),
)
def test_written_days_are_read_back(coder: Coder, day: int, month: str, year: int) -> None:
    number = {"January": 1, "April": 4, "August": 8, "November": 11}[month]
    text = f"Gunmen attacked a bank in Juba on {day} {month} {year}."
    coding = coder.code(Article(id="a", hash="a", title="", text=text, published="2023-05-10"))
    iso = f"{year}-{number:02}-{day:02}"
    assert dated(only(coding)) == (iso, iso, iso)
