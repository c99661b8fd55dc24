"""What holds for every day of publication."""

from datetime import date, timedelta
from typing import Literal

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.grounding.calendar import find, in_order, resolve
from dateline.model import Date

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]
DEICTIC = [
    *WEEKDAYS,
    "last Friday",
    "this Thursday",
    "yesterday",
    "today",
    "last night",
    "overnight",
    "overnight on Sunday",
    "the night of Tuesday",
    "this week",
    "last week",
    "earlier this month",
    "early this week",
    "mid last month",
    "this year",
    "last weekend",
    "this weekend",
    "last March",
    "last winter",
    "the past few days",
    "recent months",
    "the last 24 hours",
    "ten minutes ago",
    "two weeks ago",
    "fourteen months ago",
    "since Monday",
    "from Friday to Monday",
    "Wednesday of last week",
    "June 12 last year",
]
DAYS_FROM_PUBLICATION = {
    *WEEKDAYS,
    *("last Friday", "this Thursday", "yesterday", "today", "last night", "overnight", "this week", "last week"),
    *("last weekend", "this weekend", "the last 24 hours", "two weeks ago", "Wednesday of last week", "since Monday"),
}
OTHERS = [
    "April 14",
    "29 February",
    "late May",
    "the 31st",
    "from November to February",
    "New Year's Eve",
    "next Sunday",
    "later this month",
    "next week",
    "early 2019",
    "the 1990s",
    "winter 2017",
    "between 28 February and 1 March",
    "the following day",
    "a month earlier",
    "six hours later",
    "that week",
    "the previous Sunday",
    "the same night",
]

days = st.dates(date(1960, 1, 1), date(2059, 12, 31))
tenses = st.sampled_from(["past", "future", None])


def place(words: str, **scene: object) -> Date | None:
    """The date of the one expression in a sentence."""
    (found,) = find(f"Rebels struck on {words}.")
    return resolve(found, **scene)  # type: ignore[arg-type]


def on(day: date) -> Date:
    """The date of an event told before."""
    return Date(edtf=day.isoformat(), start=day.isoformat(), end=day.isoformat(), text="then", anchor="calendar")


@given(st.sampled_from(DEICTIC), days)
def test_past_is_not_after_publication(words: str, published: date) -> None:
    """What was told in the past tense had happened by publication."""
    found = place(words, published=published.isoformat(), tense="past")
    assert found is not None
    assert found.start is not None
    assert found.end is not None
    assert found.start <= found.end <= published.isoformat()


@given(st.sampled_from(WEEKDAYS), days, st.sampled_from(["past", "future"]))
def test_weekday_is_the_nearest(weekday: str, published: date, tense: Literal["past", "future"]) -> None:
    """Of that name, and less than a week away; on the day itself where the name is its own."""
    found = place(weekday, published=published.isoformat(), tense=tense)
    assert found is not None
    day = date.fromisoformat(found.start or "")
    assert day.strftime("%A") == weekday
    away = published - day if tense == "past" else day - published
    assert timedelta(0) <= away < timedelta(7)


@given(days, st.integers(2, 200), st.sampled_from(["later", "earlier"]))
def test_days_are_counted_from_the_event(told: date, n: int, direction: str) -> None:
    """N days later is N days later, over months, years and leap days."""
    found = place(f"{n} days {direction}", published=None, previous=on(told))
    assert found is not None
    assert found.start == found.end == (told + timedelta(n if direction == "later" else -n)).isoformat()


@given(days, st.integers(1, 28), st.sampled_from(MONTHS))
def test_date_without_year_is_the_last_one_or_soon(published: date, day: int, month: str) -> None:
    """The day and month said, within the year before publication, or within the thirty days after it."""
    found = place(f"{day} {month}", published=published.isoformat())
    assert found is not None
    resolved = date.fromisoformat(found.start or "")
    assert (resolved.day, MONTHS[resolved.month - 1]) == (day, month)
    assert timedelta(-30) <= published - resolved < timedelta(366)
    assert resolved.year <= published.year


@given(days, st.integers(-400, 400))
def test_open_year_agrees_with_every_year(told: date, n: int) -> None:
    """A sum over an open year is the sum in any year, wherever it is given at all."""
    previous = Date(edtf=f"XXXX-{told:%m-%d}", start=None, end=None, text="then", anchor="calendar")
    found = place(f"{abs(n) + 2} days {'later' if n >= 0 else 'earlier'}", published=None, previous=previous)
    shift = timedelta(n + 2 if n >= 0 else n - 2)
    assert found is None or found.edtf == f"XXXX-{told + shift:%m-%d}"


@settings(deadline=None)  # the other reader of EDTF is slow
@given(st.sampled_from(DEICTIC + OTHERS), st.none() | days, st.none() | days, tenses)
def test_every_date_is_edtf(
    words: str, published: date | None, told: date | None, tense: Literal["past", "future"] | None
) -> None:
    """Whatever comes out can be read by another reader of EDTF, and spans what it says it spans."""
    previous = on(told) if told else None
    found = place(words, published=published and published.isoformat(), previous=previous, tense=tense)
    if found is None:
        return
    parse_edtf(found.edtf)
    assert (found.start is None) == (found.end is None)
    if found.start and found.end:
        assert date.fromisoformat(found.start) <= date.fromisoformat(found.end)


@given(st.sampled_from(DEICTIC), days, st.integers(-200, 200), st.sampled_from(["past", "future"]))
def test_weekdays_move_with_publication(
    words: str, published: date, weeks: int, tense: Literal["past", "future"]
) -> None:
    """What is counted in days from publication lies as far from it in every week of every year."""
    later = published + timedelta(weeks=weeks)
    here, there = (place(words, published=day.isoformat(), tense=tense) for day in (published, later))
    assert (here is None) == (there is None)
    if here and there and words in DAYS_FROM_PUBLICATION:
        assert [moved(day, weeks) for day in (here.start, here.end)] == [there.start, there.end]


def moved(day: str | None, weeks: int) -> str:
    return (date.fromisoformat(day or "") + timedelta(weeks=weeks)).isoformat()


PHRASES = [f" {words} " for words in DEICTIC + OTHERS] + [
    *("in 1941", "in 499 BC", "the 1990s", "since 2019", "three days later", "two days after", "at 10:57", "that year"),
    *(
        "now",
        "daily",
        "for weeks",
        "the 19th century",
        "until May",
        "(1915-16)",
        "\n1938The",
        "the summer",
        "\n\n",
        ". ",
    ),
]


@settings(deadline=None)  # the other reader of EDTF is slow
@given(st.lists(st.sampled_from(PHRASES) | st.text(max_size=8), max_size=30).map("".join), st.none() | days)
def test_a_text_in_order(text: str, published: date | None) -> None:
    """In whatever order words come: offsets that hold, dates that are EDTF, each with its reason."""
    day = published and published.isoformat()
    expressions = find(text)
    for expression, found in zip(expressions, in_order(text, expressions, published=day), strict=True):
        assert text[expression.start : expression.end] == expression.text
        if found is None:
            continue
        parse_edtf(found.edtf)
        assert found.reasons
        assert (found.start is None) == (found.end is None)
        assert found.start is None or found.end is None or found.start <= found.end
    ends = [0, *(e.end for e in expressions)]
    assert all(end <= e.start for end, e in zip(ends, expressions, strict=False))


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1-",
        "2021-",
        "12 May ",
        "the ",
        "between 3 and ",
        "early ",
        "\u202eיום שלישי ",
        "e\u0301\u0301 ",
        "٣ مايو ",
    ],
)
def test_long_and_foreign_texts(unit: str) -> None:
    """Ten thousand characters of anything are read, and quickly enough for a test."""
    text = (unit * 10_000)[:10_000]
    expressions = find(text)
    assert len(in_order(text, expressions, published="2021-07-07")) == len(expressions)
    assert all(text[e.start : e.end] == e.text for e in expressions)
