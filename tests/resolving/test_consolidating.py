import random

import pytest
from factories import actor, bombing, claim, date, killed, place, report
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Citation, Claim, ClaimRef, Consolidated, Count, Date, Event, Party, Report
from dateline.resolving import RULE, consolidate


def one(event: Event, field: str) -> Consolidated:
    (found,) = event.field(field)  # type: ignore[arg-type]
    return found


def numbers(found: Consolidated) -> tuple[object, ...]:
    values = (found.low, found.best, found.high)
    return tuple((value.min, value.max) if isinstance(value, Count) else None for value in values)


def test_every_value_names_its_claim():
    reports = [bombing("a1", "2024-03-04", killed(3)), bombing("a2", "2024-03-04", killed(5), actor("Black Banner"))]
    event = consolidate("ev-1", reports)
    claims = {ClaimRef(report_id=r.id, claim=n): c for r in reports for n, c in enumerate(r.claims)}
    assert event.rule == RULE
    for found in event.fields:
        for value, ref in (
            (found.best, found.best_claim),
            (found.low, found.low_claim),
            (found.high, found.high_claim),
        ):
            assert (value is None) == (ref is None)
            assert ref is None or claims[ref].value == value


def test_a_precise_day_is_backed_by_the_month_that_holds_it():
    event = consolidate("ev-1", [report("a1", date("2024-03-01", "2024-03-31")), report("a2", date("2024-03-04"))])
    found = one(event, "date")
    assert isinstance(found.best, Date)
    assert found.best.start == found.best.end == "2024-03-04"
    assert not found.conflict


def test_days_that_contradict_are_marked():
    reports = [
        report(name, date(day)) for name, day in (("a1", "2024-03-04"), ("a2", "2024-03-05"), ("a3", "2024-03-05"))
    ]
    found = one(consolidate("ev-1", reports), "date")
    assert isinstance(found.best, Date)
    assert found.best.start == "2024-03-05"
    assert found.conflict


def test_lowest_best_and_highest_toll():
    reports = [report("a1", killed(12)), report("a2", killed(15)), report("a3", killed(15)), report("a4", killed(19))]
    found = one(consolidate("ev-1", reports), "count")
    assert numbers(found) == ((12, 12), (15, 15), (19, 19))
    assert found.conflict


def test_at_least_does_not_contradict_more():
    found = one(consolidate("ev-1", [report("a1", killed(10, exactly=False)), report("a2", killed(14))]), "count")
    assert numbers(found) == ((10, None), (14, 14), (14, 14))
    assert not found.conflict


def test_ten_rewrites_of_one_statement_are_one_source():
    copies = [report(f"a{n}", killed(30, cited="interior ministry")) for n in range(5)]
    witnesses = [report("b1", killed(9, cited="hospital")), report("b2", killed(9, cited="mayor"))]
    assert numbers(one(consolidate("ev-1", copies + witnesses), "count"))[1] == (9, 9)


@pytest.mark.parametrize("stance", ["denies", "withdraws"])
def test_denied_and_withdrawn_numbers_leave_low_and_high(stance: str):
    reports = [
        report("a1", killed(12)),
        report("a2", killed(50, cited="army")),
        report("a3", killed(50, cited="army", stance=stance)),
    ]
    found = one(consolidate("ev-1", reports), "count")
    expected = (12, 12) if stance == "withdraws" else (50, 50)  # a denial by its own source is not yet a withdrawal
    assert numbers(found)[2] == expected
    only = consolidate("ev-1", [report("a1", killed(50, stance=stance))])
    assert list(only.field("count")) == []


def test_the_side_a_number_is_put_on_does_not_double_it():
    event = consolidate("ev-1", [report("a1", killed(5, side="recipient")), report("a2", killed(5))])
    assert len(list(event.field("count"))) == 1


def test_numbers_divided_by_sides_stay_divided():
    divided = report("a1", killed(5, side="recipient"), killed(2, side="actor"))
    event = consolidate("ev-1", [divided, report("a2", killed(7))])
    assert sorted(numbers(found)[1] for found in event.field("count")) == [(2, 2), (5, 5)]


def test_one_party_under_two_names_is_one_with_its_fullest_name():
    event = consolidate("ev-1", [report("a1", actor("SDF")), report("a2", actor("Syrian Democratic Forces"))])
    best = one(event, "actor").best
    assert isinstance(best, Party)
    assert best.name == "Syrian Democratic Forces"


def test_a_denied_part_in_it_shows_as_a_contradiction():
    denial = claim("actor", Party(name="Black Banner"), stance="denies")
    event = consolidate("ev-1", [report("a1", actor("Black Banner")), report("a2", denial)])
    assert one(event, "actor").conflict


def test_a_country_gives_way_to_a_city_in_it_and_two_cities_stay_two():
    country = place("Iraq", 33.0, 44.0, precision="country")
    event = consolidate("ev-1", [report("a1", country), report("a2", place("Karsa", 36.2, 44.0))])
    assert [found.best.text for found in event.field("place")] == ["Karsa"]  # type: ignore[union-attr]
    event = consolidate("ev-1", [report("a1", place("Karsa", 36.2, 44.0), place("Dohrin", 34.0, 42.0))])
    assert len(list(event.field("place"))) == 2


def test_level_votes_are_decided_with_caution():
    reports = [report("a1", certainty="stated"), report("a2", certainty="hedged")]
    assert consolidate("ev-1", reports).certainty == "hedged"


def test_an_event_without_reports_is_refused():
    with pytest.raises(ValueError, match="ev-1"):
        consolidate("ev-1", [])


REPORTS = st.lists(
    st.lists(
        st.sampled_from(
            [killed(3), killed(5, exactly=False), killed(9, side="actor"), actor("SDF"), date("2024-03-04")]
        )
        | st.sampled_from([date("2024-03-01", "2024-03-31"), place("Karsa", 36.2, 44.0), actor("Black Banner")]),
        max_size=4,
    ),
    min_size=1,
    max_size=5,
)


@given(claims=REPORTS, seed=st.integers(0, 9))
@settings(max_examples=80, deadline=None)
def test_order_of_reports_does_not_matter_and_bounds_hold(claims: list[list], seed: int):
    reports: list[Report] = [report(f"a{n}", *each) for n, each in enumerate(claims)]
    event = consolidate("ev-1", reports)
    assert consolidate("ev-1", random.Random(seed).sample(reports, len(reports))) == event
    for found in event.field("count"):
        low, best, high = (value.min for value in (found.low, found.best, found.high) if isinstance(value, Count))
        assert low <= best <= high


# ------------------------------------------------------------------ rules


def best_toll(rule: str) -> int | None:
    reports = [
        report("a1", killed(9)),
        report("a2", killed(9)),
        report("a3", claim_by("authority", 12)),
        report("a4", claim_by("party", 90)),
    ]
    published = {"a1": "2024-03-04", "a2": "2024-03-04", "a3": "2024-03-06", "a4": "2024-03-09"}
    value = one(consolidate("ev-1", reports, rule=rule, published=published), "count").best
    return value.min if isinstance(value, Count) else None


def claim_by(kind: str, number: int) -> Claim:
    chain = (Citation(name=f"the {kind}", kind=kind),)  # type: ignore[arg-type]
    return Claim(field="count", value=Count(what="killed", min=number, max=number), evidence=(), cited=chain)


@pytest.mark.parametrize(("rule", "toll"), [("most-cited-2", 9), ("latest-best-source-1", 12), ("conservative-1", 9)])
def test_rules_choose_the_best_toll_each_in_its_way(rule: str, toll: int):
    assert best_toll(rule) == toll


def test_a_later_report_revises_the_toll_of_the_same_kind_of_source():
    reports = [report("a1", claim_by("medical", 5)), report("a2", claim_by("medical", 8))]
    event = consolidate(
        "ev-1", reports, rule="latest-best-source-1", published={"a1": "2024-03-04", "a2": "2024-03-06"}
    )
    found = one(event, "count")
    assert (found.best.min, found.low.min, found.high.min) == (8, 5, 8)  # type: ignore[union-attr]


def test_a_corrected_number_leaves_low_and_high():
    wrong = killed(50, cited="the ministry")
    right = claim("count", Count(what="killed", min=5, max=5), cited="the ministry", stance="corrects")
    found = one(consolidate("ev-1", [report("a1", wrong), report("a2", right)]), "count")
    assert (found.low.min, found.high.min) == (5, 5)  # type: ignore[union-attr]


def test_an_unknown_rule_is_named_with_those_there_are():
    with pytest.raises(ValueError, match="most-cited-2"):
        consolidate("ev-1", [report("a1")], rule="loudest")


def test_responsibility_claimed_blamed_and_known_are_three_things():
    reports = [
        report("a1", claim("actor", Party(name="Black Banner"), stance="claims responsibility")),
        report("a2", claim("actor", Party(name="Iron Guard"), stance="blames")),
        report("a3", claim("actor", Party(name="River Brigade"))),
    ]
    found = {each.best.name: each.stance for each in consolidate("ev-1", reports).field("actor")}  # type: ignore[union-attr]
    assert found == {"Black Banner": "claims responsibility", "Iron Guard": "blames", "River Brigade": "asserts"}


def test_an_article_that_tells_an_event_twice_has_one_vote():
    twice = [bombing("a1", number=n, status="planned", confidence=0.4 + n / 10) for n in (1, 2)]
    other = bombing("a2", status="occurred", confidence=0.9)
    assert consolidate("e1", [*twice, other]).status == consolidate("e1", [twice[0], other]).status
