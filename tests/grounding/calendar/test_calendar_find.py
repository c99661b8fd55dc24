"""What is found in a text, and what is not."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.grounding.calendar import TimeExpression, find

DATED = [
    "14 April 2021",
    "April 14, 2021",
    "2021-04-14",
    "14/04/2021",
    "Sept. 3, 2019",
    "Wednesday, 14 April",
    "April 14",
    "the 3rd of June",
    "January 2020",
    "late 2019",
    "early May",
    "mid-June",
    "the summer of 2018",
    "the late 1990s",
    "the second half of 2018",
    "the first week of July",
    "the final week of last month",
    "last November",
    "June 12 last year",
    "New Year's Eve",
    "Wednesday",
    "last Monday",
    "this past Friday",
    "Tuesday last week",
    "yesterday",
    "tonight",
    "this morning",
    "overnight",
    "last week",
    "earlier this month",
    "the past two months",
    "recent weeks",
    "two weeks ago",
    "a fortnight ago",
    "a year ago",
    "weeks ago",
    "three days later",
    "twenty-one days earlier",
    "the next day",
    "the following morning",
    "that month",
    "later the same day",
    "the previous evening",
    "between 3 and 5 May",
    "from March to June 2020",
    "29 April - 2 May 2021",
    "May 1-5",
    "from Monday to Wednesday",
    "since late 2019",
    "the night of April 14",
    "overnight into Friday",
    "every Friday",
    "daily",
    "several weeks",
    "shortly before midnight on June 9",
    "the early morning hours of August 2",
    "9 a.m. Sunday",
    "Wednesday at around 3 a.m. local time",
    "03:00 GMT",
]

UNDATED = [
    "The minister said he may resign and that officials might march with the crowd.",
    "May said the government would answer; April Jones was not there.",
    "Some 2,500 troops with MQ-9 drones sat in the sun for a second.",
    "A 24-hour bakery stood by the barracks, and the two-year-old was unhurt.",
    "The men, both in their 40s, left after Friday prayers and read USA Today on Black Friday.",
    "Resolution 1701 was read out to 2000 soldiers; the walls are 480 m long.",
    "Version 3.50 costs $2019 in Room-2019 and weighs 2019kg.",
    "The fall of the city and the spring in its square are on the 14th floor.",
    "",
]

SENTENCES = [
    "The convoy left.",
    "Nobody was hurt, the mayor said.",
    "Guards fled the depot!",
    "“We heard shots,” she said.",
]


def only(text: str) -> TimeExpression:
    """The one expression of a text."""
    (found,) = find(text)
    return found


@pytest.mark.parametrize("words", DATED)
def test_whole_expression_is_found(words: str) -> None:
    """All the words of a date are taken, and no more."""
    assert only(f"Rebels struck on {words}. The bridge fell.").text == words


@pytest.mark.parametrize("text", UNDATED)
def test_other_words_are_left_alone(text: str) -> None:
    """Verbs, names, amounts, ages and designations are no dates."""
    assert find(text) == ()


def test_ambiguous_numbers_are_found() -> None:
    """A date whose day and month can be exchanged is still seen."""
    assert only("It began on 03/04/2021 there.").text == "03/04/2021"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It rained on Monday.", "point"),
        ("It has rained since Monday.", "span"),
        ("It rained for three hours.", "duration"),
        ("A two-week siege ended.", "duration"),
        ("It rains every Friday.", "set"),
        ("They meet on Fridays.", "set"),
        ("It rained at 11.50pm.", "time"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    """Points, spans, durations, sets and times are told apart."""
    assert only(text).kind == kind


@pytest.mark.parametrize(
    ("text", "time", "zone"),
    [
        ("at 11.50pm on Sunday", "23:50", None),
        ("on Sunday at 12.05am", "00:05", None),
        ("at 0300 GMT on Sunday", "03:00", "GMT"),
        ("Sunday at around 3 a.m. local time", "around 03:00", "local time"),
        ("Sunday at 7:15 Kabul time", "07:15", "Kabul time"),
        ("shortly before midnight on Sunday", "shortly before midnight", None),
        ("in the early morning hours of Sunday", "early morning", None),
        ("Sunday night", "night", None),
        ("late on Sunday", "late", None),
        ("early Sunday morning", "early morning", None),
        ("at noon on Sunday", "12:00", None),
        ("on Sunday at nine o'clock", "9 o'clock", None),
        ("on Sunday", None, None),
    ],
)
def test_time_of_day(text: str, time: str | None, zone: str | None) -> None:
    """Times are given on a clock of 24 hours, as loosely as they were said, with the zone as named."""
    found = only(f"The shelling began {text}.")
    assert (found.time, found.zone) == (time, zone)


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("They revived the 2015 nuclear accord.", True),
        ("The April 14 raid was filmed.", True),
        ("2014 World Cup matches were played.", True),
        ("In 2014 militants took the town.", False),
        ("On April 14 soldiers took the town.", False),
        ("They took the town in 2014.", False),
    ],
)
def test_modifier(text: str, modifier: bool) -> None:
    """A date that belongs to a name or thing is marked."""
    assert only(text).modifier is modifier


def test_long_dash_parts_dates() -> None:
    """A short dash joins two dates, a long one sets a remark apart."""
    text = "It burned on 3 May — two days after the vote — and in 2011–2013."
    assert [found.text for found in find(text)] == ["3 May", "two days after", "2011–2013"]


def test_empty_line_parts_dates() -> None:
    """A headline's last word and the first of the text are two things."""
    assert [found.text for found in find("Bombing in May\n\n14 people fled. It ended on Sunday\n\nnight fell")] == [
        "May",
        "Sunday",
    ]


def test_expression_survives_json() -> None:
    """Expressions go to and from JSON without further code."""
    found = find("Between 3 and 5 May, and again three days later, on the night of June 2.")
    assert msgspec.json.decode(msgspec.json.encode(found), type=tuple[TimeExpression, ...]) == found


pieces = st.one_of(
    st.sampled_from(DATED + UNDATED + SENTENCES),
    st.sampled_from(
        ["in", "on", "the", "of", "and", "to", "-", ",", ".", "'s", "14", "May", "2019", "days", "ago", "am"]
    ),
    st.sampled_from(
        ["early", "last", "next", "since", "between", "from", "later", "half", "night", "at", "3.15", "2,500"]
    ),
    st.text(max_size=8),
)


@given(st.lists(pieces, max_size=25).map(" ".join))
def test_spans_are_the_words(text: str) -> None:
    """Offsets hold in any text, in order and without overlap."""
    end = 0
    for found in find(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        end = found.end


@given(st.sampled_from(DATED), st.lists(st.sampled_from(SENTENCES), max_size=3), st.lists(st.sampled_from(SENTENCES)))
def test_sentences_around_change_nothing(words: str, before: list[str], after: list[str]) -> None:
    """The same sentence is read the same wherever it stands."""
    sentence = f"Rebels struck on {words}."
    lead = " ".join([*before, ""])
    alone, found = only(sentence), only(lead + " ".join([sentence, *after]))
    assert found == msgspec.structs.replace(alone, start=alone.start + len(lead), end=alone.end + len(lead))
