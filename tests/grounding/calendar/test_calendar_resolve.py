"""Where words lie in time, case by case."""

import pytest
from edtf import parse_edtf

from dateline.grounding.calendar import find, resolve
from dateline.model import Date

TUESDAY = "2021-07-06"


def date_of(
    words: str, published: str | None = TUESDAY, previous: Date | None = None, tense: str | None = None
) -> Date | None:
    """The date of the one expression in a sentence."""
    (found,) = find(f"Rebels struck on {words}.")
    return resolve(found, published=published, previous=previous, tense=tense)  # type: ignore[arg-type]


def told(edtf: str, start: str | None = None, end: str | None = None) -> Date:
    """The date of an event told before."""
    return Date(edtf=edtf, start=start, end=end or start, text="then", anchor="calendar")


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("14 April 2021", "2021-04-14", "2021-04-14"),
        ("14/04/2021", "2021-04-14", "2021-04-14"),
        ("04/14/2021", "2021-04-14", "2021-04-14"),
        ("April 14", "2021-04-14", "2021-04-14"),
        ("October 14", "2020-10-14", "2020-10-14"),
        ("29 February", "2020-02-29", "2020-02-29"),
        ("the 14th", "2021-06-14", "2021-06-14"),
        ("the 31st", "2021-05-31", "2021-05-31"),
        ("early October", "2020-10-01", "2020-10-10"),
        ("late February", "2021-02-21", "2021-02-28"),
        ("January 2020", "2020-01-01", "2020-01-31"),
        ("the first week of May", "2021-05-01", "2021-05-07"),
        ("the third week of May 2020", "2020-05-15", "2020-05-21"),
        ("the last week of February 2024", "2024-02-23", "2024-02-29"),
        ("the final week of last month", "2021-06-24", "2021-06-30"),
        ("mid-2016", "2016-05-01", "2016-08-31"),
        ("late 2019", "2019-10-01", "2019-12-31"),
        ("the summer of 2018", "2018-06-01", "2018-08-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("Tuesday", "2021-07-06", "2021-07-06"),
        ("Wednesday night", "2021-06-30", "2021-06-30"),
        ("last Tuesday", "2021-06-29", "2021-06-29"),
        ("next Tuesday", "2021-07-13", "2021-07-13"),
        ("Tuesday last week", "2021-06-29", "2021-06-29"),
        ("yesterday", "2021-07-05", "2021-07-05"),
        ("the day before yesterday", "2021-07-04", "2021-07-04"),
        ("overnight", "2021-07-05", "2021-07-06"),
        ("overnight into Friday", "2021-07-01", "2021-07-02"),
        ("the night of April 30", "2021-04-30", "2021-05-01"),
        ("last night", "2021-07-05", "2021-07-05"),
        ("last week", "2021-06-28", "2021-07-04"),
        ("last weekend", "2021-07-03", "2021-07-04"),
        ("last month", "2021-06-01", "2021-06-30"),
        ("last November", "2020-11-01", "2020-11-30"),
        ("last summer", "2020-06-01", "2020-08-31"),
        ("late last year", "2020-10-01", "2020-12-31"),
        ("January of last year", "2020-01-01", "2020-01-31"),
        ("earlier this month", "2021-07-01", "2021-07-06"),
        ("earlier this week", "2021-07-05", "2021-07-06"),
        ("this year", "2021-01-01", "2021-07-06"),
        ("the past week", "2021-06-29", "2021-07-06"),
        ("the past two months", "2021-05-06", "2021-07-06"),
        ("the last 24 hours", "2021-07-05", "2021-07-06"),
        ("two weeks ago", "2021-06-22", "2021-06-22"),
        ("a fortnight ago", "2021-06-22", "2021-06-22"),
        ("the past fortnight", "2021-06-22", "2021-07-06"),
        ("two fortnights ago", "2021-06-08", "2021-06-08"),
        ("six months ago", "2021-01-01", "2021-01-31"),
        ("a year ago", "2020-01-01", "2020-12-31"),
        ("since late 2019", "2019-10-01", "2021-07-06"),
        ("between 3 and 5 May", "2021-05-03", "2021-05-05"),
        ("from March to June 2020", "2020-03-01", "2020-06-30"),
        ("from November 2019 to February", "2019-11-01", "2020-02-29"),
        ("from November to February", "2020-11-01", "2021-02-28"),
        ("from Wednesday to Monday", "2021-06-30", "2021-07-05"),
        ("August and September", "2020-08-01", "2020-09-30"),
    ],
)
def test_closed_dates(words: str, start: str, end: str) -> None:
    """First and last day, against publication on a Tuesday."""
    date = date_of(words)
    assert date is not None
    assert (date.start, date.end) == (start, end)
    parse_edtf(date.edtf)


@pytest.mark.parametrize(
    ("words", "start"),
    [("Tuesday", "2021-07-06"), ("Monday", "2021-07-12"), ("April 14", "2022-04-14"), ("the 3rd", "2021-08-03")],
)
def test_future_tense_looks_ahead(words: str, start: str) -> None:
    """What is planned lies on or after publication."""
    date = date_of(words, tense="future")
    assert date is not None
    assert date.start == start


@pytest.mark.parametrize(
    ("words", "published", "start"),
    [
        ("30 July", TUESDAY, "2021-07-30"),
        ("5 August", TUESDAY, "2021-08-05"),  # thirty days ahead
        ("6 August", TUESDAY, "2020-08-06"),
        ("25-26 July", TUESDAY, "2021-07-25"),
        ("July", TUESDAY, "2021-07-01"),
        ("10 January", "2021-12-20", "2021-01-10"),  # early this year, not early in the next
        ("10 January", "2022-01-03", "2022-01-10"),
    ],
)
def test_a_day_that_comes_soon_is_meant(words: str, published: str, start: str) -> None:
    found = date_of(words, published)
    assert found is not None
    assert found.start == start


def test_what_has_begun_did_not_begin_soon() -> None:
    since = date_of("since 14 June", "2023-05-30")
    assert since is not None
    assert since.edtf == "2022-06-14/2023-05-30"


def test_weekday_said_beside_the_date_chooses_the_year() -> None:
    """14 July 2021 was a Wednesday, 14 July 2020 was not."""
    date = date_of("Wednesday, 14 July")
    assert date is not None
    assert date.start == "2021-07-14"


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("April 14", "XXXX-04-14"),
        ("29 February", "XXXX-02-29"),
        ("Wednesday, April 14", "XXXX-04-14"),
        ("the 14th", "XXXX-XX-14"),
        ("early May", "XXXX-05-01/XXXX-05-10"),
        ("late February", "XXXX-02"),
        ("between 3 and 5 May", "XXXX-05-03/XXXX-05-05"),
        ("the night of April 30", "XXXX-04-30/XXXX-05-01"),
        ("since late 2019", "2019-10-01/.."),
        ("the winter of 2018", "2018-24"),
    ],
)
def test_open_dates(words: str, edtf: str) -> None:
    """Where the year or the end is not known, the days are not either."""
    date = date_of(words, published=None)
    assert date is not None
    assert (date.edtf, date.start, date.end) == (edtf, None, None)
    parse_edtf(edtf)


@pytest.mark.parametrize(
    "words",
    [
        "Wednesday",
        "yesterday",
        "last week",
        "two weeks ago",
        "overnight",
        "the past year",
        "last May",
        "late last year",
    ],
)
def test_nothing_is_invented_without_publication(words: str) -> None:
    """What counts from publication has no date where that is not known."""
    assert date_of(words, published=None) is None


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("a few days ago", "2021-06-29~/2021-07-05~"),
        ("several weeks ago", "2021-06-08~/2021-06-29~"),
    ],
)
def test_some_days_ago_is_a_span(words: str, edtf: str) -> None:
    """Approximate at both ends, and never the day of publication itself."""
    date = date_of(words)
    assert date is not None
    assert date.edtf == edtf


def test_a_year_has_no_first_week_of_its_own() -> None:
    """Which days it has depends on how weeks are counted."""
    found = date_of("the first week of 2020")
    assert found is not None
    assert found.edtf == "2020"


@pytest.mark.parametrize(
    "words",
    [
        "years ago",
        "daily",
        "every Friday",
        "03/04/2021",
        "31 June",
        "two days after the vote",
        "noon",
    ],
)
def test_unplaced_words_have_no_date(words: str) -> None:
    """Found, and left open."""
    assert date_of(words) is None


@pytest.mark.parametrize("words", ["three days later", "the next day", "that month", "the following Monday"])
def test_anaphors_need_an_event(words: str) -> None:
    """Words that count from the event before say nothing alone."""
    assert date_of(words) is None


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("three days later", "2020-02-29", "2020-02-29"),
        ("four days later", "2020-03-01", "2020-03-01"),
        ("a week earlier", "2020-02-19", "2020-02-19"),
        ("the day before", "2020-02-25", "2020-02-25"),
        ("the following morning", "2020-02-27", "2020-02-27"),
        ("later that day", "2020-02-26", "2020-02-26"),
        ("that month", "2020-02-01", "2020-02-29"),
        ("the previous month", "2020-01-01", "2020-01-31"),
        ("the following week", "2020-03-02", "2020-03-08"),
        ("the following Monday", "2020-03-02", "2020-03-02"),
        ("the previous Wednesday", "2020-02-19", "2020-02-19"),
        ("two years later", "2022-01-01", "2022-12-31"),
        ("July 25 of that year", "2020-07-25", "2020-07-25"),
        ("the 28th of that month", "2020-02-28", "2020-02-28"),
        ("five hours later", "2020-02-26", "2020-02-27"),
    ],
)
def test_anaphors(words: str, start: str, end: str) -> None:
    """Counted from a Wednesday in a leap year."""
    date = date_of(words, previous=told("2020-02-26", "2020-02-26"))
    assert date is not None
    assert (date.start, date.end, date.anchor) == (start, end, "event")


def test_anaphor_is_no_more_precise_than_its_event() -> None:
    """Three days after a time of two days is a time of two days; after a whole year it is no date."""
    night = date_of("three days later", previous=told("2020-05-08/2020-05-09", "2020-05-08", "2020-05-09"))
    assert night is not None
    assert night.edtf == "2020-05-11/2020-05-12"
    assert date_of("three days later", previous=told("2020", "2020-01-01", "2020-12-31")) is None


@pytest.mark.parametrize(
    ("words", "previous", "edtf"),
    [
        ("three days later", "XXXX-05-08", "XXXX-05-11"),
        ("three days later", "XXXX-05-30", "XXXX-06-02"),
        ("the day before", "XXXX-01-01", "XXXX-12-31"),
        ("three days later", "XXXX-02-27", None),
        ("the next day", "XXXX-02-28", None),
        ("the previous day", "XXXX-03-01", None),
        ("the same day", "XXXX-02-29", "XXXX-02-29"),
        ("that month", "XXXX-05-08", "XXXX-05"),
        ("the following month", "XXXX-12-08", "XXXX-01"),
        ("the following Monday", "XXXX-05-08", None),
        ("two years later", "XXXX-05-08", None),
        ("three days later", "2019-10-01/..", None),
    ],
)
def test_anaphors_of_an_open_year(words: str, previous: str, edtf: str | None) -> None:
    """The year stays open; where the day would depend on it there is none."""
    date = date_of(words, published=None, previous=told(previous))
    assert (date.edtf if date else None) == edtf
    assert date is None or (date.start is None and date.anchor == "event")


def test_lengths_not_said_are_marked_approximate() -> None:
    """ "Recent weeks" has a length of our choosing, and the EDTF says so."""
    date = date_of("recent weeks")
    assert date is not None
    assert date.edtf == "2021-06-06~/2021-07-06"


@pytest.mark.parametrize(
    ("words", "anchor"), [("14 April 2021", "calendar"), ("April 14", "publication"), ("Wednesday", "publication")]
)
def test_anchor(words: str, anchor: str) -> None:
    """What the words were placed against is kept."""
    date = date_of(words)
    assert date is not None
    assert date.anchor == anchor


def test_words_time_and_zone_are_kept() -> None:
    """The date carries the words it was read from, and the time of day beside them."""
    date = date_of("Monday at 03:00 GMT")
    assert date == Date(
        edtf="2021-07-05",
        start="2021-07-05",
        end="2021-07-05",
        text="Monday at 03:00 GMT",
        anchor="publication",
        time="03:00",
        zone="GMT",
        reasons=("Monday at 03:00 GMT: the last one on or before publication, past tense",),
    )


def test_publication_must_be_a_day() -> None:
    """A day of publication that is none is the caller's mistake."""
    with pytest.raises(ValueError, match="isoformat"):
        date_of("Monday", published="last spring")
