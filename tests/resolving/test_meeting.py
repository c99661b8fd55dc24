"""Reports that meet, found all at once, are those that meet one by one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.resolving import Keys, blocking, meeting
from dateline.resolving.blocking import TOPIC_BITS, topic_number
from resolving.plainly import candidates

KARSA, DOUBLED, IRAQ = (topic_number("ASSAULT", topic) for topic in ("karsa", "karsa!", "=IQ"))
FIRST, SECOND, TIMELESS = (time << TOPIC_BITS for time in (63, 123, blocking.TIMELESS))
NUMBERS = [time | topic for time in (FIRST, SECOND, TIMELESS) for topic in (KARSA, DOUBLED, IRAQ, 0)]
KEYS = st.builds(
    lambda left, sought: Keys(left=frozenset(left), sought=frozenset(sought)),
    st.lists(st.sampled_from(NUMBERS), max_size=5),
    st.lists(st.sampled_from(NUMBERS), max_size=5),
)


@pytest.mark.parametrize("at_once", [1, 4_000_000])
@given(filed=st.lists(KEYS, max_size=12))
@settings(max_examples=150, deadline=None)
def test_pairs_are_those_found_report_by_report(at_once: int, filed: list[Keys]):
    expected = [
        (other, one)
        for one, its in enumerate(filed)
        for other in candidates((n, key) for n in range(one) for key in its.sought & filed[n].left)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meeting, "_AT_ONCE", at_once)
        assert list(meeting.meet(filed)) == expected


def test_two_topics_meet_and_one_told_of_two_months_does_not():
    def of(*numbers: int) -> Keys:
        return Keys(left=frozenset(numbers), sought=frozenset(numbers))

    one_topic = (FIRST | KARSA, SECOND | KARSA)
    assert list(meeting.meet([of(*one_topic), of(*one_topic)])) == []
    assert list(meeting.meet([of(TIMELESS | KARSA), of(), of(TIMELESS | KARSA)])) == [(0, 2)]
    assert list(meeting.meet([of(*one_topic, FIRST | IRAQ)] * 2)) == [(0, 1)]
