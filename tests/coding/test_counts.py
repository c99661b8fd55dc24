"""How many persons: bounds, kinds and the event that each number belongs to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import Bounds, counted, of_type, only
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding import Coder
from dateline.coding.counts import TollFinder
from dateline.coding.document import Part
from dateline.model import Article, Coding, Count
from dateline.ontology import Ontology

Code = Callable[..., Coding]
Read = Callable[[str], dict[str, list[Bounds]]]


@pytest.fixture
def read(body: Callable[[str], Part]) -> Read:
    """The tolls of a text before they are given to events: bounds by what is counted."""
    find = TollFinder(Ontology.load())

    def run(text: str) -> dict[str, list[Bounds]]:
        found: dict[str, list[Bounds]] = {}
        for toll in find(body(text)):
            found.setdefault(toll.count.what, []).append((toll.count.min, toll.count.max))
        return found

    return run


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


NAMED = (1, None)


@pytest.mark.parametrize(
    ("sentence", "killed"),
    [
        ("The British aid workers Paul Hart and David Lowe were executed in Sirte in May.", [NAMED, NAMED]),
        ("Gunmen killed journalists Omar Sabri and Lina Haddad in Aden on Monday.", [NAMED, NAMED]),
        ("The victims, Paul Hart, 34, and David Lowe, 29, were killed in a blast in Aden.", [NAMED, NAMED]),
        ("The two journalists Omar Sabri and Lina Haddad were shot dead in Aden.", [(2, 2)]),
        ("Three officers, Omar Sabri, Lina Haddad and Tom Reed, died in the blast.", [(3, 3)]),
        ("Two soldiers and Omar Sabri were killed in the blast.", [(2, 2), NAMED]),
    ],
)
def test_a_plural_and_the_names_beside_it_are_the_same_persons(read: Read, sentence: str, killed: list[Bounds]) -> None:
    assert read(sentence) == {"killed": killed}


@pytest.mark.parametrize(
    ("sentence", "killed"),
    [
        ("The gunman killed 15 pupils, plus three teachers.", [(15, 15), (3, 3)]),
        ("The strike killed four fighters along with two civilians.", [(4, 4), (2, 2)]),
        ("Four soldiers were killed, along with a translator.", [(4, 4), (1, 1)]),
        ("Two men, a woman and three children were killed in the raid.", [(2, 2), (1, 1), (3, 3)]),
        ("Four people, a woman and her three sons, were killed in the raid.", [(4, 4)]),
        ("Fourteen people, among them five children, lost their lives.", [(14, 14)]),
        ("Omar Sabri, his wife, died in the blast.", [NAMED, (1, 1)]),
        ("A missile strike on a house in Sumy, Ukraine, kills 13 people and injures 18 others.", [(13, 13)]),
    ],
)
def test_what_a_list_adds(read: Read, sentence: str, killed: list[Bounds]) -> None:
    assert read(sentence)["killed"] == killed


@pytest.mark.parametrize(
    "sentence",
    [
        "Three priests were slain in Jos on Monday.",
        "A van mowed down three priests in Jos on Monday.",
        "Rebels butchered three priests in Jos on Monday.",
        "Three priests were burned alive in Jos on Monday.",
        "Three priests were hanged in Jos on Monday.",
        "The mine blew up three soldiers near Gao.",
        "Gunmen fatally shot three priests in Jos.",
        "Three priests were mortally wounded in Jos.",
        "The raid left three priests hacked to death.",
        "The town was hit by an attack that left three pupils shot to death.",
        "Three men were found beaten to death in Recife.",
        "Three men were reported killed in Recife.",
        "Three men are dead after being shot in Recife on Monday.",
        "A trader shoots dead three people at a market in Lome.",
        "A couple storm an office party in Dayton and gun down three people.",
        "Officials put the death toll at three.",
        "The attack, with a death toll of three, was the first in Jos.",
    ],
)
def test_ways_of_telling_deaths(read: Read, sentence: str) -> None:
    assert (3, 3) in read(sentence)["killed"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A bomb exploded in Turin on Monday, leaving six with injuries.",
        "The blast left six people with serious burns.",
        "The attack caused injuries to six people.",
        "The shelling inflicted wounds on six people.",
        "Six people suffered injuries in the attack.",
        "Police said 14 people died and six sustained gunshot wounds.",
        "The attack resulted in the deaths of two officers and injuries to six others.",
        "Six women were taken to the hospital with gunshot wounds.",
        "Six were rushed to hospital after the shooting.",
        "Six people were treated for injuries after the clash.",
        "The hospital treated six people for gunshot wounds.",
        "Medics treated six people at the scene.",
        "Six people required hospital treatment after the riot.",
        "Six escaped with minor injuries.",
    ],
)
def test_ways_of_telling_injuries(read: Read, sentence: str) -> None:
    assert set(read(sentence)["injured"]) == {(6, 6)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Two cars and a statue suffered burns.",
        "He had six gunshot wounds.",
        "Five bodies were taken to hospital.",
        "Those left behind did not suffer injuries.",
        "Five people were stabbed by a man with a history of injuries.",
    ],
)
def test_what_injures_nobody(read: Read, sentence: str) -> None:
    assert "injured" not in read(sentence)


def test_who_died_of_wounds_is_not_hurt_as_well(code: Code) -> None:
    report = only(code("Gunmen shot the mayor of Jos on Monday. He succumbed to his injuries in hospital."), "ASSAULT")
    assert counted(report) == {"killed": [(1, 1)]}


@pytest.mark.parametrize(
    "cause",
    ["in fire from the hills", "by fire from a tank", "in artillery fire", "in the crossfire", "by Israeli fire",
     "by enemy fire", "by sniper fire"],
)  # fmt: skip
def test_gunfire_is_no_mishap(read: Read, cause: str) -> None:
    assert read(f"Two men were killed {cause} on Monday.") == {"killed": [(2, 2)]}


@pytest.mark.parametrize(
    "sentence",
    [
        "Two men were killed in a fire at a hotel in Lima.",
        "A fire from a gas leak killed two men in Lima.",
        "Two men were killed in a hotel by fire",
        "The town mourns the murder of a priest and a quake that hit in June, killing more than 900 people.",
    ],
)
def test_a_mishap_is_no_toll(read: Read, sentence: str) -> None:
    assert read(sentence).get("killed", [(1, 1)]) == [(1, 1)]


def test_who_is_dead_is_told_by_an_age(read: Read) -> None:
    assert read("41-year-old Torinho is dead after being stabbed on Monday.")["killed"] == [NAMED]


def test_what_follows_a_participle_is_not_in_it(read: Read) -> None:
    assert read("The attack left a woman stabbed to death and her son wounded.")["killed"] == [(1, 1)]


def test_two_tolls_of_a_coordination_have_their_own_numbers(read: Read) -> None:
    found = read("The clashes left at least three dead and dozens hurt.")
    assert found == {"killed": [(3, None)], "injured": [(24, None)]}


def test_a_vague_number_of_two_nouns_is_of_both_and_an_exact_one_of_neither_alone(read: Read) -> None:
    assert read("The raid led to the death and wounding of villagers.") == {
        "killed": [(2, None)],
        "injured": [(2, None)],
    }
    assert "injured" not in read("The killing and wounding of 12 villagers shocked the town.")


def test_a_third_is_one_more_unless_it_is_a_share(read: Read) -> None:
    assert read("Two women were killed and a third was injured in Lille.") == {"killed": [(2, 2)], "injured": [(1, 1)]}
    assert (1, 1) not in read("A third of the victims were killed at once.").get("killed", [])


def test_a_toll_that_exceeds_a_number_is_at_least_that(read: Read) -> None:
    assert read("The death toll exceeded 100.") == {"killed": [(100, None)]}
    assert read("The death toll climbed to at least 45.") == {"killed": [(45, None)]}


def test_a_revised_toll_takes_the_place_of_the_first(code: Code) -> None:
    text = "A bomb killed 12 people at a market in Quetta on Monday. The death toll rose to 19 on Tuesday."
    assert counted(of_type(code(text), "ASSAULT")[0]) == {"killed": [(19, 19)]}


@pytest.mark.parametrize(
    "text",
    [
        "A gunman shot dead nine people at a factory in Ohio on Monday before killing himself.",
        "A bomber killed himself and nine others at a market in Quetta on Monday.",
    ],
)
def test_who_kills_himself_is_none_of_the_victims(code: Code, text: str) -> None:
    assert counted(of_type(code(text), "ASSAULT")[0])["killed"] == [(9, 9)]


def test_the_attackers_dead_do_not_stand_for_the_victims(code: Code) -> None:
    text = (
        "Three attackers died when militants stormed a hotel in Kabul on Monday. Police said two guards were killed "
        "in the attack on the hotel."
    )
    killed = [counted(r).get("killed") for r in of_type(code(text), "ASSAULT")]
    assert [(2, 2)] in killed


def test_who_was_shot_and_died_did_not_die_of_what_was_told_between(code: Code) -> None:
    text = (
        "Sergeant Omar Sabri was shot at a police station in Lille on Friday. The bullet hit his chest. "
        "He was later pronounced dead."
    )
    assert {"killed": [(1, 1)]} in [counted(r) for r in of_type(code(text), "ASSAULT")]


def test_one_other_goes_with_those_told_before(code: Code) -> None:
    text = (
        "Carl Hoffman is accused of killing two people who were protesting the shooting of Peter Lang in Ohio. "
        "One other person was injured."
    )
    hurt = [counted(r) for r in of_type(code(text), "ASSAULT") if "injured" in counted(r)]
    assert hurt == [{"killed": [(2, 2)], "injured": [(1, 1)]}]


def test_all_outcomes_are_of_the_act(code: Code) -> None:
    text = "The army launched air raids across the north on Monday, killing four people and injuring 13 others."
    assert {"killed": [(4, 4)], "injured": [(13, 13)]} in [counted(r) for r in of_type(code(text), "ASSAULT")]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Police arrested a gang of seven in Naples on Monday.", {"arrested": [(7, 7)]}),
        ("Police arrested a group of nine men in Naples on Monday.", {"arrested": [(9, 9)]}),
        ("Gunmen killed a family of six in Jos on Sunday.", {"killed": [(6, 6)]}),
        ("Coast guards seized the boat and arrested its crew of nine on Monday.", {"arrested": [(9, 9)]}),
        ("He is the 30th politician to be murdered in Mexico this year.", {"killed": [(1, 1)]}),
        ("The 25-year-old was shot dead by police in Nanterre on Tuesday.", {"killed": [(1, 1)]}),
        ("Nigerian troops rescued 23 schoolgirls in Kaduna on Thursday.", {"released": [(23, 23)]}),
        (
            "Two more people died of their wounds, bringing the toll from the bombing in Quetta to 14.",
            {"killed": [(14, 14)]},
        ),
    ],
)
def test_how_many_a_group_is(code: Code, sentence: str, told: dict[str, list[Bounds]]) -> None:
    assert counted(code(sentence).reports[0]) == told


@pytest.mark.parametrize(
    ("title", "sentence", "what", "least"),
    [
        (
            "Blast kills 12 in Kabul mosque",
            "A bomb tore through a mosque in Kabul, killing at least 12 people.",
            "killed",
            12,
        ),
        ("Gunmen abduct 30 in Zamfara", "Gunmen abducted at least 30 people in Zamfara.", "abducted", 30),
    ],
)
def test_the_text_is_surer_of_a_number_than_the_headline(
    code: Code, title: str, sentence: str, what: str, least: int
) -> None:
    report = of_type(code(sentence, title=title), "ASSAULT")[0]
    assert counted(report)[what] == [(least, None)]


def test_a_massacre_tells_how_many(code: Code) -> None:
    report = only(code("The massacre of 12 farmers in Caloto shocked the country."), "ASSAULT")
    assert counted(report)["killed"] == [(12, 12)]
