"""How many persons: bounds, kinds and the event that each number belongs to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import Bounds, counted, of_type, only
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding import Coder
from dateline.model import Article, Coding, Count

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("At least 15 people", (15, None)),
        ("Up to 24 people", (None, 24)),
        ("About 25 people", (25, 25)),
        ("Several people", (2, None)),
        ("Dozens of people", (24, None)),
        ("Scores of people", (40, None)),
        ("Hundreds of people", (200, None)),
        ("More than 300 people", (300, None)),
        ("Between 10 and 15 people", (10, 15)),
        ("Twenty-two people", (22, 22)),
        ("One person", (1, 1)),
        ("A woman", (1, 1)),
    ],
)
def test_bounds(code: Code, words: str, bounds: Bounds) -> None:
    verb = "was" if words in ("One person", "A woman") else "were"
    report = only(code(f"{words} {verb} killed in an attack on a market in Kidal on Sunday."), "ASSAULT")
    assert counted(report) == {"killed": [bounds]}


@settings(max_examples=20, deadline=None)
@given(killed=st.integers(2, 999), injured=st.integers(2, 999))
def test_two_kinds_in_one_sentence_stay_apart(coder: Coder, killed: int, injured: int) -> None:
    text = f"Gunmen attacked a market in Kidal on Sunday, killing {killed} people and wounding {injured} others."
    report = only(coder.code(Article(id="a", hash="a", title="", text=text)))
    assert counted(report) == {"killed": [(killed, killed)], "injured": [(injured, injured)]}


@pytest.mark.parametrize(
    "sentence",
    [
        "A drone hit a refinery in Ryazan on Sunday; no one was hurt, the ministry said.",
        "The shelling of Nikopol caused no injuries.",
        "The shelling of Nikopol caused no casualties.",
    ],
)
def test_no_one_hurt_is_none_killed_and_none_injured(code: Code, sentence: str) -> None:
    assert counted(only(code(sentence))) == {"killed": [(0, 0)], "injured": [(0, 0)]}


def test_no_one_killed_says_nothing_of_the_injured(code: Code) -> None:
    assert counted(only(code("Nobody was killed in the strike on the depot in Homs."))) == {"killed": [(0, 0)]}


def test_nothing_said_is_no_count(code: Code) -> None:
    assert counted(only(code("Militants attacked a convoy near Mopti on Monday."))) == {}


@pytest.mark.parametrize(
    "sentence",
    ["Journalist Farida Noor was shot dead in Kabul on Friday.", "Gunmen killed Farida Noor in Kabul on Friday."],
)
def test_a_named_victim_is_one_or_more(code: Code, sentence: str) -> None:
    assert counted(only(code(sentence))) == {"killed": [(1, None)]}


@pytest.mark.parametrize(
    "sentence",
    [
        "Ten people, including three children, were killed in an air strike on Idlib on Friday.",
        "Four Palestinians, among them a teenager, were killed in the shelling of Jenin.",
        "Two people were killed, one of them a policeman, in a shooting in Oslo.",
    ],
)
def test_a_part_of_a_number_is_not_added(code: Code, sentence: str) -> None:
    (bounds,) = counted(only(code(sentence)))["killed"]
    assert bounds in ((10, 10), (4, 4), (2, 2))


def test_a_toll_in_the_next_sentence_is_the_event_before(code: Code) -> None:
    told = "Six soldiers died and nine others were wounded, police said."
    text = f"Militants attacked a checkpoint near Rutba on Sunday. {told}"
    assert counted(only(code(text))) == {"killed": [(6, 6)], "injured": [(9, 9)]}


def test_a_death_toll_that_rose_is_the_later_number(code: Code) -> None:
    text = "A bomb exploded in Mogadishu on Friday. The death toll rose to 21 on Saturday."
    assert counted(only(code(text))) == {"killed": [(21, 21)]}


def test_both_sides_of_a_clash(code: Code) -> None:
    text = "Three soldiers and five militants were killed in a clash near Makhmur on Tuesday."
    assert counted(only(code(text)))["killed"] == [(3, 3), (5, 5)]


def test_civilians_are_told_from_soldiers(code: Code) -> None:
    report = only(code("Three soldiers and five civilians were killed in a clash near Makhmur on Tuesday."))
    values = [claim.value for claim in report.claims_of("count")]
    assert [(v.min, v.civilian) for v in values if isinstance(v, Count)] == [(3, False), (5, True)]


@pytest.mark.parametrize(
    ("sentence", "what", "bounds"),
    [
        ("Police arrested 15 protesters in Minsk on Saturday.", "arrested", (15, 15)),
        ("Nearly 100 migrants were detained by the coastguard off Sfax.", "arrested", (100, 100)),
        ("Gunmen kidnapped 12 students from a school in Kaduna.", "abducted", (12, 12)),
        ("The Houthis released 25 sailors on Sunday.", "released", (25, 25)),
    ],
)
def test_other_kinds(code: Code, sentence: str, what: str, bounds: Bounds) -> None:
    assert counted(only(code(sentence))) == {what: [bounds]}


def test_each_event_of_a_sentence_keeps_its_own_number(code: Code) -> None:
    coding = code("The attackers killed one guard and abducted 12 students from a school in Kaduna.")
    assert [counted(r) for r in of_type(coding, "ASSAULT")] == [{"killed": [(1, 1)]}, {"abducted": [(12, 12)]}]


def test_approximate_numbers_say_so(code: Code) -> None:
    report = only(code("About 25 people were wounded in a bomb attack in Quetta on Sunday."))
    (count,) = (claim.value for claim in report.claims_of("count"))
    assert isinstance(count, Count)
    assert count.approximate


@pytest.mark.parametrize(
    ("sentence", "what", "bounds"),
    [
        ("He was arrested in Lome on Friday.", "arrested", (1, 1)),
        ("Police arrested opposition leader Karim Dosso in Lome on Friday.", "arrested", (1, None)),
        ("Two suspects were taken into custody in Nantes on Monday.", "arrested", (2, 2)),
        ("A journalist was gunned down in Tijuana on Monday.", "killed", (1, 1)),
        ("A woman was stabbed to death in Leeds on Monday.", "killed", (1, 1)),
        ("Israeli troops shot dead Colonel Yusuf Amari in Jenin on Monday.", "killed", (1, None)),
        ("Seven miners lost their lives in an attack in Segou on Monday.", "killed", (7, 7)),
        ("A 25-year-old man was killed in a shooting in Oslo on Monday.", "killed", (1, 1)),
        ("Two villagers killed in an attack on a mosque in Segou.", "killed", (2, 2)),
        ("The killing of three herders in Jos on Monday shocked the town.", "killed", (3, 3)),
        ("The shelling of Goma on Monday displaced 20,000 people.", "displaced", (20_000, 20_000)),
        ("Some 5,000 people marched in Tbilisi on Sunday against the law.", "participants", (5000, 5000)),
        ("Thousands of teachers rallied in Budapest on Saturday.", "participants", (2000, None)),
        ("Around 300 farmers took part in a protest in Delhi on Monday.", "participants", (300, 300)),
        ("Rebels took 40 villagers hostage in Ituri on Friday.", "abducted", (40, 40)),
        ("Hamas released two hostages on Friday.", "released", (2, 2)),
    ],
)
def test_ways_of_telling(code: Code, sentence: str, what: str, bounds: Bounds) -> None:
    assert counted(only(code(sentence))) == {what: [bounds]}


def test_the_missing_are_told_from_the_dead(code: Code) -> None:
    report = of_type(code("An air strike hit Kherson on Sunday, leaving five dead and three missing."), "ASSAULT")[0]
    assert counted(report) == {"killed": [(5, 5)], "missing": [(3, 3)]}


def test_a_bare_plural_is_several(code: Code) -> None:
    report = only(code("Gunmen massacred villagers near Jos on Monday."))
    assert counted(report) == {"killed": [(2, None)]}


def test_a_number_is_of_the_whole_list(code: Code) -> None:
    report = only(code("About 80 men and boys were massacred near Jos on Monday."))
    assert counted(report) == {"killed": [(80, 80)]}


def test_a_list_with_a_name(code: Code) -> None:
    report = only(code("Pierre Haddad, his wife, and another woman were killed in an air strike on Tyre on Monday."))
    assert sorted(counted(report)["killed"], key=str) == [(1, 1), (1, 1), (1, None)]


@pytest.mark.parametrize(
    "sentence",
    ["The attack in Homs on Monday could have killed 50 people.", "An earthquake hit Herat, killing 12 people."],
)
def test_what_may_have_been_or_nobody_did_is_no_toll(code: Code, sentence: str) -> None:
    assert [counted(report) for report in code(sentence).reports if counted(report)] == []


def test_a_participle_tells_the_outcome_of_its_act(code: Code) -> None:
    report = of_type(code("Jets bombed a market in Idlib on Sunday, killing nine people."), "ASSAULT")[0]
    assert counted(report) == {"killed": [(9, 9)]}


def test_who_died_later_died_of_the_attack_before(code: Code) -> None:
    report = only(code("Gunmen attacked a bus in Herat on Monday. The driver died in hospital."), "ASSAULT")
    assert counted(report) == {"killed": [(1, 1)]}


def test_a_sentence_arrests_nobody(code: Code) -> None:
    assert "arrested" not in counted(only(code("A court in Paris jailed two officers for ten years on Monday.")))


def test_what_failed_hurt_none_of_those_it_was_meant_for(code: Code) -> None:
    reports = code("Gunmen tried to kill the mayor of Goma on Monday.").reports
    assert all("killed" not in counted(report) for report in reports)


def test_an_exact_number_stands_before_a_vague_one(code: Code) -> None:
    text = "Scores of people were killed when a bomb exploded in Nice on Thursday. The blast killed 84 people."
    assert counted(of_type(code(text), "ASSAULT")[0])["killed"] == [(84, 84)]


def test_whose_side_the_victims_are_on(code: Code) -> None:
    report = only(code("Militants killed three soldiers and two civilians in Mopti on Monday."))
    values = [claim.value for claim in report.claims_of("count")]
    assert [(v.min, v.side, v.civilian) for v in values if isinstance(v, Count)] == [
        (3, "recipient", False),
        (2, "recipient", True),
    ]


def test_people_may_be_anybody(code: Code) -> None:
    report = only(code("A bomb in Quetta on Monday killed 12 people."))
    assert [v.value.civilian for v in report.claims_of("count") if isinstance(v.value, Count)] == [None]


@pytest.mark.parametrize(
    "sentence", ["Gunmen shot a shopkeeper in Quetta on Monday.", "A teacher was stabbed in Lille on Friday."]
)
def test_who_is_shot_or_stabbed_is_hurt(code: Code, sentence: str) -> None:
    assert counted(only(code(sentence), "ASSAULT")) == {"injured": [(1, 1)]}


def test_who_died_of_it_is_not_hurt_as_well(code: Code) -> None:
    reports = code("A shopkeeper was shot in Quetta on Monday. He died in hospital.").reports
    assert [counted(r) for r in reports if r.type == "ASSAULT"] == [{"killed": [(1, 1)]}]


def test_others_are_counted_on_top_of_those_named_before(code: Code) -> None:
    text = "Troops killed Omar Saleh, a commander, in an airstrike on Thursday. At least three others also died."
    assert counted(of_type(code(text), "ASSAULT")[0])["killed"] == [(1, None), (3, None)]


def test_what_stands_under_two_tolls_has_both(code: Code) -> None:
    report = only(code("Two people were killed and at least eight were injured in a bombing in Tunis on Friday."))
    assert counted(report) == {"killed": [(2, 2)], "injured": [(8, None)]}


def test_an_act_and_the_toll_that_follows_are_one_event(code: Code) -> None:
    report = only(code("A gunman opened fire in a nightclub in Denver on Friday and killed nine people."))
    assert counted(report) == {"killed": [(9, 9)]}


def test_a_later_number_is_of_whom_the_event_hit(code: Code) -> None:
    text = (
        "Protesters attacked police with stones in Sofia on Friday. Police fired tear gas at the protesters. "
        "Doctors at the hospital later spoke of fourteen wounded police officers."
    )
    hurt = [r for r in code(text).reports if "injured" in counted(r)]
    assert [r.trigger.quote for r in hurt] == ["attacked"]


def test_a_toll_told_after_the_weapon_that_hit_is_of_that_attack(code: Code) -> None:
    report = only(code("A bomb hit a market in Rutba on Sunday. Six people died and nine were wounded."))
    assert counted(report) == {"killed": [(6, 6)], "injured": [(9, 9)]}


def test_a_wounded_man_spoken_of_is_no_number(code: Code) -> None:
    text = "Gunmen attacked a bus near Jos on Friday. An injured man spoke to reporters."
    assert counted(of_type(code(text), "ASSAULT")[0]) == {}


def test_an_animal_is_no_person(code: Code) -> None:
    assert all(not counted(r) for r in code("A jackal was killed by a bomb in Salem on Friday.").reports)
