"""Reports that meet, found all at once, are those that meet one by one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.resolving import Keys, candidates, meeting

NAMES = [
    f"ASSAULT|{when}|{topic}" for when in ("month 1", "month 2", "any") for topic in ("=IQ", "karsa", "karsa!", "a+b")
]
KEYS = st.builds(
    lambda left, sought: Keys(left=frozenset(left), sought=frozenset(sought)),
    st.lists(st.sampled_from(NAMES), max_size=5),
    st.lists(st.sampled_from(NAMES), max_size=5),
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
    def of(*names: str) -> Keys:
        return Keys(left=frozenset(names), sought=frozenset(names))

    one_topic = ("ASSAULT|month 1|karsa", "ASSAULT|month 2|karsa")
    assert list(meeting.meet([of(*one_topic), of(*one_topic)])) == []
    assert list(meeting.meet([of("ASSAULT|any|a+b"), of(), of("ASSAULT|any|a+b")])) == [(0, 2)]
    assert list(meeting.meet([of(*one_topic, "ASSAULT|month 1|=IQ")] * 2)) == [(0, 1)]
