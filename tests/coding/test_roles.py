"""Who did it and to whom: the direction of an event follows the sentence, not the names in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import names, of_type, only, picture, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding import Coder
from dateline.model import Article, Coding

Code = Callable[..., Coding]

COUNTRIES = ("France", "Egypt", "Iran", "Japan", "Turkey", "Kenya", "Israel", "Syria", "China", "Poland")
SWAPPED = [
    "{a} attacked {b} on Monday.",
    "{b} was attacked by {a} on Monday.",
    "{a} bombed {b}, killing 12 people.",
    "{a} shelled {b} on Sunday.",
    "{a} invaded {b} on Sunday.",
    "{a} launched an attack against {b} on Friday.",
    "{a} carried out an attack on {b} on Friday.",
    "{a} accused {b} of violating the ceasefire on Monday.",
    "{a} condemned {b} on Friday for the detention of two diplomats.",
    "{a} praised {b} on Friday.",
    "{a} warned {b} of serious consequences on Friday.",
    "{a} apologised to {b} on Friday.",
    "{a} sent 20 tonnes of food to {b} on Friday.",
    "{a} demanded that {b} withdraw its troops.",
    "{a} demanded an apology from {b} on Friday.",
    "{a} met with {b} on Friday.",
    "The attack by {a} on {b} lasted an hour on Monday.",
    "{a}'s invasion of {b} began on Monday.",
    "{b} was accused by {a} of spying.",
    "{a} criticised {b}'s decision to close the border.",
    "{a} spoke on Monday, accusing {b} of spying.",
    "{a}, which attacked {b} on Monday, is a monarchy.",
]


@pytest.mark.parametrize("sentence", SWAPPED)
@pytest.mark.parametrize(("a", "b"), [("France", "Egypt"), ("Iran", "Japan")])
def test_swapped_parties_swap_in_the_coding_and_nothing_else(code: Code, sentence: str, a: str, b: str) -> None:
    there = code(sentence.format(a=a, b=b))
    back = code(sentence.format(a=b, b=a))
    assert there.reports
    assert picture(there, {a: b, b: a}) == picture(back)


@pytest.mark.parametrize("sentence", [s for s in SWAPPED if "met with" not in s])
def test_actor_and_recipient_stand_on_their_sides(code: Code, sentence: str) -> None:
    first = code(sentence.format(a="France", b="Egypt")).reports[0]
    assert (names(first, "actor"), names(first, "recipient")) == (["France"], ["Egypt"])


@settings(max_examples=25, deadline=None)
@given(
    sentence=st.sampled_from(SWAPPED),
    pair=st.lists(st.sampled_from(COUNTRIES), min_size=2, max_size=2, unique=True),
)
def test_other_countries_change_only_the_names(coder: Coder, sentence: str, pair: list[str]) -> None:
    def coded(a: str, b: str) -> Coding:
        text = sentence.format(a=a, b=b)
        return coder.code(Article(id="a", hash="a", title="", text=text, published="2023-05-10"))

    a, b = pair
    model = picture(coded("France", "Egypt"), {"France": a, "Egypt": b})
    assert model == picture(coded(a, b))


@pytest.mark.parametrize(("one", "other"), [("Gunmen", "Soldiers"), ("Rebels", "Militants")])
@pytest.mark.parametrize("verb", ["attacked", "ambushed", "killed"])
def test_groups_without_a_name_swap_too(code: Code, one: str, other: str, verb: str) -> None:
    for actor, recipient in ((one, other), (other, one)):
        report = only(code(f"{actor} {verb} {recipient.lower()} near Gao on Monday."))
        assert names(report, "actor") == [actor]
        assert names(report, "recipient") == [recipient.lower()]


@pytest.mark.parametrize(
    ("active", "passive"),
    [
        ("Gunmen killed four farmers near Gao.", "Four farmers were killed near Gao by gunmen."),
        ("Militants kidnapped a priest in Enugu.", "A priest was kidnapped in Enugu by militants."),
        ("Police arrested 15 protesters in Minsk.", "Fifteen protesters were arrested in Minsk by police."),
        ("The army released ten prisoners in Aden.", "Ten prisoners were released in Aden by the army."),
    ],
)
def test_the_passive_tells_the_same(code: Code, active: str, passive: str) -> None:
    one, other = only(code(active)), only(code(passive))
    for role in ("actor", "recipient"):
        assert [n.lower() for n in names(one, role)] == [n.lower() for n in names(other, role)]  # type: ignore[arg-type]
    assert (one.type, one.mode) == (other.type, other.mode)


NATIONS = [("Israeli", "Israel", "Iran"), ("Turkish", "Turkey", "Syria"), ("French", "France", "Mali")]


@pytest.mark.parametrize(("people", "land", "other"), NATIONS)
@pytest.mark.parametrize(
    "sentence",
    [
        "A {people} attack on {other} lasted an hour on Monday.",
        "{people} warplanes attacked {other} on Monday.",
        "A {people} statement condemned {other} on Monday.",
    ],
)
def test_a_nationality_speaks_of_its_state(code: Code, sentence: str, people: str, land: str, other: str) -> None:
    report = code(sentence.format(people=people, other=other)).reports[0]
    assert (names(report, "actor"), names(report, "recipient")) == ([land], [other])


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        ("Chad condemned the Libyan invasion on Monday.", "ACCUSE", ["Chad"], ["Libya"]),
        ("Kenya rejected Uganda's demand on Monday.", "REJECT", ["Kenya"], ["Uganda"]),
        ("Peru revoked Ali Hassan's visa on Monday.", "SANCTION", ["Peru"], ["Ali Hassan"]),
        ("Chad suspended diplomatic relations with Niger on Monday.", "SANCTION", ["Chad"], ["Niger"]),
        ("Chad called on the US to withdraw its troops.", "REQUEST", ["Chad"], ["US"]),
        ("A number of senators condemned Chad on Monday.", "ACCUSE", ["senators"], ["Chad"]),
    ],
)
def test_who_is_met_with_words_or_measures(
    code: Code, sentence: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    report = of_type(code(sentence), kind)[0]
    assert (names(report, "actor"), names(report, "recipient")) == (actors, recipients)


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("During talks with Niger, Chad signed nothing.", {"Chad", "Niger"}),
        ("Chad and Niger are in talks.", {"Chad", "Niger"}),
        ("President Ali Hassan and Chadian President Omar Saleh met on Monday.", {"Ali Hassan", "Omar Saleh"}),
        ("Foreign Minister Ali Hassan visited Paris on Monday.", {"Ali Hassan"}),
    ],
)
def test_who_takes_part_and_not_where(code: Code, sentence: str, parties: set[str]) -> None:
    assert set(names(of_type(code(sentence), "CONSULT")[0], "actor")) == parties


def test_those_included_in_a_number_are_named(code: Code) -> None:
    report = only(code("Police arrested five people, including a surgeon and two nurses, in Lyon on Monday."))
    assert names(report, "recipient") == ["surgeon", "nurses"]


def test_a_bare_number_of_people_is_no_target(code: Code) -> None:
    report = only(code("Ten people were killed in an air strike on a hospital in Idlib on Monday."))
    assert names(report, "recipient") == ["hospital"]


def test_who_is_held_for_it_did_it(code: Code) -> None:
    coding = code("Police arrested two farmers over the killing of a judge on Monday.")
    assert names(of_type(coding, "ASSAULT")[0], "actor") == ["farmers"]
    assert names(of_type(coding, "COERCE")[0], "actor") == ["Police"]


def test_who_is_blamed_is_the_actor(code: Code) -> None:
    assert names(code("An attack blamed on rebels killed six guards in Gao.").reports[0], "actor") == ["rebels"]


@pytest.mark.parametrize("town", ["Paris", "Brussels"])
def test_a_town_before_an_attack_is_where_it_was(code: Code, town: str) -> None:
    assert names(code(f"The {town} attacks killed six guards on Monday.").reports[0], "actor") == []


def test_a_noun_has_its_parties_too(code: Code) -> None:
    report = only(code("Rebels carried out an ambush on an army convoy near Kidal on Monday."))
    assert names(report, "actor") == ["Rebels"]
    assert names(report, "recipient") == ["army convoy"]


def test_parties_of_a_meeting_are_all_actors(code: Code) -> None:
    report = only(code("President Emmanuel Macron met Chinese leader Xi Jinping in Beijing on Thursday."))
    assert names(report, "actor") == ["Emmanuel Macron", "Xi Jinping"]
    assert names(report, "recipient") == []


def test_several_victims_under_one_verb_are_one_record(code: Code) -> None:
    report = only(code("Police arrested two men and a woman in Lyon on Monday."))
    assert names(report, "recipient") == ["men", "woman"]


def test_the_target_can_be_a_thing(code: Code) -> None:
    assert names(only(code("A missile hit a grain silo in Odesa on Friday.")), "recipient") == ["grain silo"]


@pytest.mark.parametrize(
    ("sentence", "weapon"),
    [
        ("A drone struck a fuel depot in Ryazan on Monday.", "drone"),
        ("Rockets hit the base in Erbil on Tuesday.", "Rockets"),
        ("A grenade attack wounded nine people in Nairobi on Friday.", "grenade"),
    ],
)
def test_means_are_no_actor(code: Code, sentence: str, weapon: str) -> None:
    report = only(code(sentence))
    assert texts(report, "weapon") == [weapon]
    assert names(report, "actor") == []


def test_the_subject_of_a_relative_clause(code: Code) -> None:
    coding = code("The soldiers who attacked the village were arrested on Monday.")
    assert names(of_type(coding, "ASSAULT")[0], "actor") == ["soldiers"]
    assert names(of_type(coding, "COERCE")[0], "recipient") == ["soldiers"]


@pytest.mark.parametrize(
    ("sentence", "weapon", "hit"),
    [
        ("A bomb hit a market in Rutba on Sunday.", "bomb", "market"),
        ("A missile landed on a school in Aden on Monday.", "missile", "school"),
        ("Rockets struck a hospital in Kharkiv on Friday.", "Rockets", "hospital"),
        ("A drone slammed into a warehouse near Sumy on Friday.", "drone", "warehouse"),
    ],
)
def test_a_weapon_that_hits_is_the_means_of_an_attack(code: Code, sentence: str, weapon: str, hit: str) -> None:
    report = only(code(sentence), "ASSAULT")
    assert texts(report, "weapon") == [weapon]
    assert (names(report, "actor"), names(report, "recipient")) == ([], [hit])


def test_whom_a_campaign_is_to_drive_out_it_is_against(code: Code) -> None:
    text = "Kenya launched an offensive in Lamu on Monday to drive out the militias."
    assert names(of_type(code(text), "ASSAULT")[0], "recipient") == ["militias"]


@pytest.mark.parametrize("where", ["over Japan", "toward Japan", "over Japan's northern coast"])
def test_a_missile_is_fired_at_the_state_whose_land_it_flies_over(code: Code, where: str) -> None:
    report = only(code(f"North Korea fired a missile {where} on Monday."))
    assert (names(report, "actor"), names(report, "recipient")) == (["North Korea"], ["Japan"])


def test_who_survives_an_attack_is_its_target(code: Code) -> None:
    report = of_type(code("The governor survived an assassination attempt in Lagos on Monday."), "ASSAULT")[0]
    assert names(report, "recipient") == ["governor"]


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("Ukrainian forces repelled a Russian attack near Kupiansk on Monday.", []),
        ("Police in Oslo foiled a plot to assassinate the prime minister on Monday.", []),
        ("Two soldiers were killed and five wounded when their convoy was ambushed near Menaka.", []),
        ("Israel said its jets had struck a depot in southern Lebanon on Monday.", ["Israel"]),
        ("Russia said its troops had captured the village of Robotyne on Monday.", ["Russia"]),
        ("A 60-year-old farmer was killed by settlers near Nablus on Monday.", ["settlers"]),
    ],
)
def test_who_attacked(code: Code, sentence: str, actors: list[str]) -> None:
    assert names(only(code(sentence), "ASSAULT"), "actor") == actors


def test_who_made_arrests_later_set_no_fire(code: Code) -> None:
    coding = code("Police arrested three men in Lille, a day after a synagogue was set on fire in Rouen.")
    assert names(only(coding, "COERCE"), "actor") == ["Police"]
    assert names(only(coding, "ASSAULT"), "actor") == []


def test_whom_a_clause_without_a_relative_pronoun_is_about(code: Code) -> None:
    coding = code("The rebels freed two policemen they had kidnapped in Arauca a month earlier.")
    assert names(only(coding, "ASSAULT"), "recipient") == ["policemen"]


def test_a_gold_mine_is_no_weapon(code: Code) -> None:
    report = only(code("An armed group attacked a gold mine in Ituri on Monday, killing six miners."))
    assert report.mode != "explosives"
    assert (texts(report, "weapon"), names(report, "recipient")) == ([], ["gold mine"])


def test_what_was_set_on_fire_is_no_town_that_it_stands_in(code: Code) -> None:
    coding = code("Hundreds of protesters stormed the Swedish embassy in Baghdad on Thursday and set it on fire.")
    assert names(only(coding, "ASSAULT"), "recipient") == ["Swedish embassy"]


@pytest.mark.parametrize(
    ("sentence", "actors", "recipients"),
    [
        ("A soldier was killed on Monday by a roadside bomb planted by the Taliban.", ["Taliban"], ["soldier"]),
        ("Depots were bombed by Indian and Pakistani jets on Monday.", ["India", "Pakistan"], ["Depots"]),
        ("The rector escaped a kidnapping attempt last spring by two rebels.", ["rebels"], ["rector"]),
        ("The ferry was the target of a grenade attack by al-Shabab on Monday.", ["al-Shabab"], ["ferry"]),
        ("A student's jaw was badly injured by soldiers on Friday.", ["soldiers"], ["student"]),
        ("The town of Bria fell under rebel control on Friday.", ["rebel"], ["town of Bria"]),
        ("The mother of a boy who was killed by police in Lagos on Monday wept.", ["police"], ["boy"]),
    ],
)
def test_who_stands_beyond_the_slots_of_the_verb(
    code: Code, sentence: str, actors: list[str], recipients: list[str]
) -> None:
    report = of_type(code(sentence), "ASSAULT")[0]
    assert names(report, "actor") == actors
    assert names(report, "recipient") == recipients


def test_a_capital_before_an_attack_is_where_it_was(code: Code) -> None:
    """Though it can speak for its state, which the article names."""
    coding = code("A Nairobi bombing wounded nine people on Friday. Crime in Kenya has worsened.")
    report = of_type(coding, "ASSAULT")[0]
    assert names(report, "actor") == []
    assert texts(report, "place") == ["Nairobi"]


def test_a_head_can_be_a_person(code: Code) -> None:
    report = of_type(code("Gunmen killed the party's head in Tripoli on Monday."), "ASSAULT")[0]
    assert names(report, "recipient") == ["party's head"]


def test_a_feast_is_nobody(code: Code) -> None:
    report = of_type(code("The assault on Palm Sunday was condemned by the bishop."), "ASSAULT")[0]
    assert names(report, "recipient") == []


def test_who_is_handed_a_sentence(code: Code) -> None:
    report = of_type(code("Three officers were handed prison sentences by a court in Kampala."), "SANCTION")[0]
    assert names(report, "recipient") == ["officers"]


def test_whoever_accepts_a_resignation_has_not_resigned(code: Code) -> None:
    report = only(code("The president accepted the resignation of the trade minister on Monday."), "RETREAT")
    assert names(report, "actor") == ["trade minister"]


def test_whom_others_refuse_to_take_back_refuses_nothing(code: Code) -> None:
    coding = code("Chad holds deserters whom, envoys said, three neighbours have refused to admit.")
    assert "deserters" not in names(only(coding, "REJECT"), "actor")


def test_the_text_says_who_of_the_state_it_was(code: Code) -> None:
    coding = code(
        "Ghanaian soldiers have arrested nine men over the theft of gold, a spokesman said.",
        title="Ghana arrests nine over gold theft",
    )
    assert names(only(coding, "COERCE"), "actor") == ["Ghanaian soldiers"]


@pytest.mark.parametrize(
    ("sentence", "actors", "recipients"),
    [
        ("Anti-government protests spread in Tirana on Monday.", [], ["government"]),
        ("Thousands joined an anti-Putin rally in Riga on Monday.", None, ["Putin"]),
        ("A Fatah rally took place in Ramallah on Monday.", ["Fatah"], []),
        ("A weekend protest in Lyon turned violent on Sunday.", [], []),
    ],
)
def test_who_protests_against_whom(code: Code, sentence: str, actors: list[str] | None, recipients: list[str]) -> None:
    report = of_type(code(sentence), "PROTEST")[0]
    assert actors is None or names(report, "actor") == actors
    assert names(report, "recipient") == recipients
