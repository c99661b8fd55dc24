"""Which reports meet: those that may tell of one day or month, and rare words across the years."""

import datetime as dt

import pytest
from factories import actor, date, report
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.model import Report
from dateline.resolving import Keys, keys
from dateline.resolving.blocking import TIMELESS, TOPIC_BITS, topic_number
from resolving.plainly import candidates

QUOTE = "the kidnapping of Zebulon Quarrick by the Marnock Brigade"


def told(article_id: str, *, core: bool = True, day: str | None = None) -> Report:
    claims = [date(day)] if day else []
    made = report(article_id, actor("Marnock Brigade"), *claims, trigger="kidnapping", quote=QUOTE)
    return replace(made, core=core)


def share(one: Keys, other: Keys) -> bool:
    return candidates(("one", key) for key in one.left & other.sought) == ["one"]


def meet(one: Report, one_day: str | None, other: Report, other_day: str | None) -> bool:
    ours, theirs = keys(one, one_day), keys(other, other_day)
    both = {share(ours, theirs), share(theirs, ours)}
    assert len(both) == 1
    return both.pop()


@pytest.mark.parametrize(
    ("core", "published", "expected"),
    [
        (True, "2024-03-04", True),
        (True, "2024-04-02", True),
        (True, "2024-05-20", False),
        (True, "2027-03-04", False),  # news of another year
        (False, "2027-03-04", True),  # looks back
        (True, None, True),
    ],
)
def test_rare_words_bring_together_what_may_be_of_one_time(core: bool, published: str | None, expected: bool):
    assert meet(told("a1"), "2024-03-05", told("a2", core=core), published) is expected


def test_what_tells_its_month_meets_nothing_of_another_but_what_tells_none():
    long_ago = told("a2", core=False, day="2019-08-20")
    assert not meet(told("a1", day="2024-03-04"), "2024-03-05", long_ago, "2024-03-05")
    assert meet(told("a1", core=False), "2024-03-05", long_ago, "2024-03-05")


def test_the_day_told_counts_where_publication_is_far_off():
    late = told("a2", core=False, day="2024-03-04")
    assert meet(told("a1", day="2024-03-04"), "2024-03-05", late, "2027-01-01")


DAY = st.dates(min_value=dt.date(2024, 1, 1), max_value=dt.date(2025, 1, 1))
TOLD = st.tuples(st.booleans(), st.none() | DAY, st.none() | DAY)


@given(one=TOLD, other=TOLD)
def test_meeting_is_mutual(one: tuple, other: tuple):  # type: ignore[type-arg]
    (a, b) = (
        told(name, core=core, day=day and day.isoformat()) for name, (core, day, _) in (("a1", one), ("a2", other))
    )
    meet(a, one[2] and one[2].isoformat(), b, other[2] and other[2].isoformat())


def test_one_topic_that_many_reports_have_is_not_enough():
    kill, country = topic_number("ASSAULT", "kill"), topic_number("ASSAULT", "=IQ")
    month, day, pair = (time << TOPIC_BITS for time in (61, 738_000, TIMELESS))
    assert candidates([("a", month | kill), ("b", month | kill)]) == []
    assert candidates([("a", month | kill), ("a", day | kill)]) == []
    assert candidates([("a", month | kill), ("a", month | country)]) == ["a"]
    assert candidates([("a", pair | kill)]) == ["a"]


def test_keys_of_one_time_lie_side_by_side_and_fit_a_column_of_64_bits():
    early, late = (keys(told("a1", day=day), None).left for day in ("2024-03-04", "2024-06-20"))
    timed = [sorted(key for key in its if key >> TOPIC_BITS > TIMELESS) for its in (early, late)]
    assert timed[0][-1] < timed[1][0]
    assert max(keys(told("a1", day="9999-12-30"), None).left) < 2**63
