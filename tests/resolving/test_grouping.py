import random

from factories import actor, bombing, date, killed, place, recipient, report, weapon
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.model import Level, Link, Report
from dateline.resolving import compare, group, keys, partition, unsure, weights, worth_keeping
from resolving.plainly import candidates


def link(left: str, right: str, odds: float) -> Link:
    level = Level(name="x", outcome="", weight=odds - weights.load().prior)
    return Link(left=left, right=right, probability=0.5, levels=(level,))


def test_reports_of_one_bombing_are_one_group_and_of_another_day_another():
    reports = [bombing("a1"), bombing("a2"), bombing("a3", "2024-03-09"), bombing("a4", "2024-03-09")]
    assert group(reports).groups == (("a1-r1", "a2-r1"), ("a3-r1", "a4-r1"))


def test_what_the_coder_took_for_two_events_of_an_article_comes_together_by_other_articles():
    by_hand = [bombing("a1", number=1), bombing("a1", number=2), bombing("a2"), bombing("a3")]
    coded = [replace(each, confidence=0.9) for each in by_hand]
    assert len(group(coded[:2]).groups) == 2
    assert len(group(coded).groups) == 1
    assert len(group(by_hand).groups) == 2


def test_two_events_that_two_articles_tell_apart_stay_two():
    def of(*articles: str) -> list[Report]:
        blocks = [bombing(name, "2024-03-04", killed(3), number=1, confidence=0.9) for name in articles]
        return [*blocks, *(bombing(name, "2024-03-04", killed(7), number=2, confidence=0.9) for name in articles)]

    for articles in (("a1", "a2"), ("a1", "a2", "a3"), ("a1", "a2", "a3", "a4")):
        assert [len(members) for members in group(of(*articles)).groups] == [len(articles)] * 2


def test_reports_of_one_article_coded_by_hand_stay_apart_however_alike():
    reports = [bombing("a1", number=1), bombing("a1", number=2), bombing("a2")]
    groups = group(reports).groups
    assert sorted(map(len, groups)) == [1, 2]
    assert all(len({report_id[:2] for report_id in members}) == len(members) for members in groups)


def test_no_chain_joins_unlike_reports():
    # b is like a and like c, but a and c speak clearly against each other
    groups = partition({"a": "1", "b": "2", "c": "3"}, [link("a", "b", 3.0), link("b", "c", 2.0), link("a", "c", -9.0)])
    assert groups == (("a", "b"), ("c",))


def test_a_pair_never_compared_bars_a_group_as_well():
    assert partition({"a": "1", "b": "2", "c": "3"}, [link("a", "b", 3.0), link("b", "c", 2.0)]) == (("a", "b"), ("c",))


def test_doubt_about_one_pair_is_outweighed_by_the_others():
    links = [link("a", "b", 3.0), link("b", "c", 3.0), link("a", "c", -1.0)]
    assert partition({"a": "1", "b": "2", "c": "3"}, links) == (("a", "b", "c"),)


def test_undated_reports_meet_when_parties_and_country_agree():
    undated = report(
        "a1", place("Karsa", 36.2, 44.0), recipient("Karsa market"), killed(14), quote="A bomb tore a market."
    )
    told = bombing("a2", "2024-03-04", killed(14), quote="A bomb tore through the market.")
    assert group([undated, told]).groups == (("a1-r1", "a2-r1"),)


DAYS = st.sampled_from(["2024-03-04", "2024-03-05", "2024-03-06", None])
CLAIMS = st.lists(
    st.sampled_from([killed(14), killed(2), actor("Black Banner"), actor("Islamic State"), weapon("car bomb")]),
    max_size=3,
)


@st.composite
def news(draw: st.DrawFn) -> list[Report]:
    """Reports of a few bombings, some vague, by several outlets."""
    found = []
    for number in range(draw(st.integers(2, 7))):
        day = draw(DAYS)
        when = [date(day)] if day else []
        where = [place("Karsa", 36.2, 44.0)] if draw(st.booleans()) else [place("Iraq", precision="country")]
        told = (*when, *where, recipient("Karsa market"), *draw(CLAIMS))
        sure = draw(st.sampled_from([None, 0.9]))
        found.append(report(f"a{draw(st.integers(0, number))}", *told, number=number, confidence=sure))
    return found


@given(reports=news(), seed=st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_order_does_not_matter(reports: list[Report], seed: int):
    mixed = random.Random(seed).sample(reports, len(reports))
    published = {each.article_id: f"2024-03-{number + 4:02d}" for number, each in enumerate(reports)}
    assert group(mixed) == group(reports)
    assert group(mixed, published) == group(reports, published)


@given(reports=news())
@settings(max_examples=60, deadline=None)
def test_groups_hold_every_report_once_and_no_pair_that_speaks_against_it(reports: list[Report]):
    by_id = {each.id: each for each in reports}
    groups = group(reports).groups
    assert sorted(report_id for members in groups for report_id in members) == sorted(by_id)
    for members in groups:
        pairs = [(a, b) for a in members for b in members if a < b]
        assert all(worth_keeping(compare(by_id[a], by_id[b])) for a, b in pairs)


@given(reports=news())
@settings(max_examples=40, deadline=None)
def test_looking_is_mutual(reports: list[Report]):
    for one in reports:
        for other in reports:
            ours, theirs = (
                {(1, key) for key in keys(a).left & keys(b).sought} for a, b in ((one, other), (other, one))
            )
            assert candidates(ours) == candidates(theirs)


def test_links_that_are_unsure_go_to_review_least_sure_first():
    found = [
        Link(left="a", right=right, probability=p, levels=())
        for right, p in (("b", 0.9), ("c", 0.65), ("d", 0.48), ("e", 0.1))
    ]
    assert [each.right for each in unsure(found)] == ["d", "c"]


def test_a_pair_never_a_candidate_is_compared_when_a_join_hinges_on_it():
    links = [link("a", "b", 3.0), link("b", "c", 2.0)]
    articles = {"a": "1", "b": "2", "c": "3"}
    assert partition(articles, links, lambda one, other: 1.0) == (("a", "b", "c"),)
    assert partition(articles, links, lambda one, other: -9.0) == (("a", "b"), ("c",))
