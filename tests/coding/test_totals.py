"""Totals over several events: apart from the events, with their bounds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import Bounds, counted

from dateline.model import Coding

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("sentence", "bounds"),
    [
        ("Armed groups have carried out more than 300 attacks in the region since 2019.", (300, None)),
        ("The base has been attacked at least three times in the past two months.", (3, None)),
        ("There were 14 attacks on health workers in Sudan last year.", (14, 14)),
        ("The group has claimed dozens of attacks this year.", (24, None)),
        ("Israel has carried out hundreds of air strikes in Syria since 2011.", (200, None)),
        ("At least three suicide bombings hit the capital in the space of a week.", (3, None)),
        ("The reporter has been assaulted several times in the past year.", (2, None)),
    ],
)
def test_a_number_of_events_is_a_total_and_no_event(code: Code, sentence: str, bounds: Bounds) -> None:
    coding = code(sentence)
    (total,) = coding.totals
    assert (total.type, total.count_min, total.count_max) == ("ASSAULT", *bounds)
    assert total.quote.quote == sentence
    assert coding.reports == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "The army says that 261 missiles and drones have been intercepted over the past five weeks.",
        "The navy has intercepted 188 missiles since the start of the war.",
        "Rebels have burned 120 houses since January.",
    ],
)
def test_what_many_acts_struck_in_a_period_is_a_total_without_a_number_of_acts(code: Code, sentence: str) -> None:
    coding = code(sentence)
    (total,) = coding.totals
    assert (total.type, total.count_min, total.count_max, total.counts) == ("ASSAULT", None, None, ())
    assert coding.reports == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "The army shelled 40 villages on Monday.",
        "The army has intercepted three missiles since April.",
        "Russia has launched 140 drones at Ukraine since Monday night, hitting a hospital in Kharkiv.",
        "Rebels have burned 120 houses since January, and on Monday they shot a mayor in Aleppo.",
    ],
)
def test_what_one_act_may_have_struck_is_no_total(code: Code, sentence: str) -> None:
    coding = code(sentence)
    assert coding.totals == ()
    assert "ASSAULT" in [report.type for report in coding.reports]


@pytest.mark.parametrize(
    ("sentence", "what", "bounds"),
    [
        ("The conflict has killed more than 40,000 people since 2014.", "killed", (40_000, None)),
        ("More than 2,000 people have been killed in the fighting since April.", "killed", (2000, None)),
        ("In the past decade, militants have kidnapped over 1,500 students in Nigeria.", "abducted", (1500, None)),
    ],
)
def test_a_toll_of_a_period_is_a_total_and_no_event(code: Code, sentence: str, what: str, bounds: Bounds) -> None:
    coding = code(sentence)
    (total,) = coding.totals
    assert [(c.what, (c.min, c.max)) for c in total.counts] == [(what, bounds)]
    assert coding.reports == ()


@pytest.mark.parametrize(
    ("sentence", "bounds"),
    [
        ("The police have arrested 3,500 suspects in the province since May.", (3500, 3500)),
        ("More than 600 activists have been charged since the ban.", (600, None)),
        ("Since January at least 40 prisoners have been released.", (40, None)),
    ],
)
def test_what_is_done_to_each_of_many_is_as_many_events(code: Code, sentence: str, bounds: Bounds) -> None:
    (total,) = code(sentence).totals
    assert (total.count_min, total.count_max) == bounds


def test_a_vague_number_of_persons_counts_no_events(code: Code) -> None:
    (total,) = code("Thousands of people have been arrested since the coup.").totals
    assert (total.count_min, total.count_max) == (None, None)


def test_a_total_told_again_is_one(code: Code) -> None:
    text = "Officials counted 412 attacks on women. In total, 412 attacks on women were reported in the city."
    (total,) = code(text).totals
    assert total.quote.quote.startswith("In total")


def test_the_period_of_a_total_is_the_span(code: Code) -> None:
    text = "The ministry said on Monday that militants had carried out 40 attacks since March 2022."
    (total,) = code(text).totals
    assert total.date is not None
    assert (total.date.start, total.date.end) == ("2022-03-01", "2023-05-10")


def test_a_total_of_events_keeps_its_toll(code: Code) -> None:
    text = (
        "Armed groups have carried out more than 300 attacks in the region since 2019, killing at least 1,200 people."
    )
    (total,) = code(text).totals
    assert [(c.what, c.min, c.max) for c in total.counts] == [("killed", 1200, None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Several attacks were reported in the province.",
        "It was the third attack on the base this week.",
        "The two attacks killed 12 people on Monday.",
        "The sentence followed two weeks of protests in the capital.",
        "The envoy announced two days of talks in Geneva.",
        "He pleaded guilty to 14 charges on Monday.",
        "The group was behind the 9/11 attacks.",
        "The council approved the 9th round of sanctions.",
        "There were 30 murders per day, the mayor said.",
        "Gunmen attacked a bank in Juba on Monday, killing 12 people.",
    ],
)
def test_no_total(code: Code, sentence: str) -> None:
    assert code(sentence).totals == ()


def test_the_toll_of_a_total_stands_on_no_event(code: Code) -> None:
    text = (
        "Gunmen attacked a village near Gao on Monday, killing nine people. "
        "The conflict has killed more than 40,000 people since 2012."
    )
    coding = code(text)
    assert [counted(r) for r in coding.reports] == [{"killed": [(9, 9)]}]
    assert [c.min for t in coding.totals for c in t.counts] == [40_000]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("There have been 14 bomb attacks in Khyber Pakhtunkhwa since January.", ("Khyber Pakhtunkhwa", "PK")),
        ("More than 300 people have been killed in attacks in Burkina Faso since late 2019.", ("Burkina Faso", "BF")),
        ("The group has claimed dozens of attacks this year.", None),
    ],
)
def test_where_the_events_of_a_total_were(code: Code, sentence: str, place: tuple[str, str] | None) -> None:
    (total,) = code(sentence).totals
    assert (total.place and (total.place.text, total.place.country)) == place


@pytest.mark.parametrize(
    "sentence",
    [
        "The councillor was shot three times in the chest outside a shop in Naples on Monday.",
        "A student was stabbed 14 times in Perugia on Friday.",
    ],
)
def test_many_blows_are_one_attack(code: Code, sentence: str) -> None:
    coding = code(sentence)
    assert coding.totals == ()
    assert [report.type for report in coding.reports] == ["ASSAULT"]
