"""According to whom: sources, chains, quotations and stance."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import names, of_type, only, sources

from dateline.coding.attribution import one_name
from dateline.model import Coding

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Police said gunmen attacked a bank in Juba.", "Police"),
        ("Gunmen attacked a bank in Juba, police said.", "police"),
        ("Gunmen attacked a bank in Juba, according to police.", "police"),
        ("According to police, gunmen attacked a bank in Juba.", "police"),
        ("Local media reported that gunmen attacked a bank in Juba.", "Local media"),
        ("Witnesses said gunmen attacked a bank in Juba.", "Witnesses"),
        ("Gunmen attacked a bank in Juba, the Sudan Tribune reported.", "Sudan Tribune"),
        ("A drone struck a market in Tigray, two aid workers told Reuters.", "aid workers"),
        ("A local watchdog reports that soldiers killed five farmers in Kaya.", "watchdog"),
        ("Gunmen attacked a bank in Juba, reported the Sudan Tribune.", "Sudan Tribune"),
        ("Gunmen attacked a bank in Juba, the ministry said in a statement on Monday.", "ministry"),
        ("Gunmen attacked a bank in Juba, according to a statement by the interior ministry.", "interior ministry"),
        ("A source close to the governor said gunmen attacked a bank in Juba.", "source close to the governor"),
        ("Chad accused Sudan of shelling a village near Adre.", "Chad"),
        ("Officers reported an attack on a bank in Juba.", "Officers"),
        ("The army said it had shelled a village near Adre.", "army"),
        (
            "Six people were killed in an air strike on Nyala, a resident and a medical source told AFP.",
            "medical source",
        ),
        ("A spokesman for the army, Colonel Moussa Ba, said that gunmen attacked a bank in Juba.", "Moussa Ba"),
    ],
)
def test_the_source_is_cited(code: Code, sentence: str, source: str) -> None:
    assert sources(only(code(sentence), "ASSAULT")) == [source]


def test_what_the_army_calls_an_attack_is_its_word(code: Code) -> None:
    report = only(code("The fight broke out after what the army says was an attack on its guards in Kaya."), "ASSAULT")
    assert sources(report) == ["army"]
    assert report.certainty == "hedged"


def test_the_speaker_of_words_is_their_actor_and_no_source(code: Code) -> None:
    report = only(code("The siege of Kaya is unacceptable, the French foreign minister said."), "ACCUSE")
    assert names(report, "actor") == ["French foreign minister"]
    assert sources(report) == []


def test_words_told_by_another_have_a_source(code: Code) -> None:
    report = only(code("Kenya condemned the coup in Niamey, Radio Garowe reported."), "ACCUSE")
    assert names(report, "actor") == ["Kenya"]
    assert sources(report) == ["Radio Garowe"]


def test_who_announces_an_act_of_his_own_is_no_source(code: Code) -> None:
    report = only(code("Canada announced it was withdrawing its troops from Mali."), "RETREAT")
    assert sources(report) == []


def test_according_to_inside_a_relative_clause_speaks_of_that_clause(code: Code) -> None:
    sentence = "Rebels attacked Kaya, which, according to the army, lost a bridge in May, and burned a school."
    assert all(sources(r) == [] for r in of_type(code(sentence), "ASSAULT"))


def test_what_is_taken_as_known_has_no_source(code: Code) -> None:
    coding = code("The mayor said that shops had closed because of the bombing of the market.")
    assert all(sources(r) == [] for r in of_type(coding, "ASSAULT"))


def test_a_statement_speaks_for_who_put_it_out(code: Code) -> None:
    coding = code(
        "The health ministry gave the toll in a statement. The statement said gunmen attacked a clinic in Kaya."
    )
    assert sources(only(coding, "ASSAULT")) == ["health ministry"]


def test_the_articles_own_voice_cites_nobody(code: Code) -> None:
    assert sources(only(code("Gunmen attacked a bank in Juba on Monday."))) == []


def test_a_source_is_no_actor_and_makes_no_event(code: Code) -> None:
    report = only(code("Officials said rockets hit the base in Erbil on Monday."))
    assert "Officials" not in names(report, "actor")


def test_the_words_of_source_and_cue_are_kept(code: Code) -> None:
    report = only(code("Gunmen attacked a bank in Juba, according to police."))
    (citation,) = next(report.claims_of("type")).cited
    assert citation.evidence is not None
    assert citation.cue is not None
    assert (citation.evidence.quote, citation.cue.quote) == ("police", "according to")


def test_every_claim_of_the_mention_carries_the_source(code: Code) -> None:
    report = only(code("Gunmen attacked a bank in Juba on Monday, killing two guards, police said."))
    assert {tuple(c.name for c in claim.cited) for claim in report.claims} == {("police",)}


@pytest.mark.parametrize(
    ("source", "kind"),
    [("The Defence Ministry", "authority"), ("Local media", "media"), ("Police", "authority")],
)
def test_the_kind_of_source(code: Code, source: str, kind: str) -> None:
    report = only(code(f"{source} said gunmen attacked a bank in Juba."))
    assert [c.kind for c in next(report.claims_of("type")).cited] == [kind]


def test_a_quotation_belongs_to_its_speaker(code: Code) -> None:
    coding = code('"They attacked our village at night and burned the school," said Amina Yusuf, a resident.')
    assert [sources(r) for r in coding.reports]
    assert all(sources(r) == ["Amina Yusuf"] for r in coding.reports)


def test_each_sentence_has_its_own_source(code: Code) -> None:
    coding = code("Police said gunmen attacked a bank in Juba. Witnesses said soldiers beat protesters in Lome.")
    assert [sources(r) for r in of_type(coding, "ASSAULT")] == [["Police"], ["Witnesses"]]


def test_a_denial_is_the_stance_of_who_denies(code: Code) -> None:
    coding = code("Israel denied striking the school in Gaza City.")
    report = only(coding, "ASSAULT")
    claim = next(report.claims_of("type"))
    assert claim.stance == "denies"
    assert sources(report) == ["Israel"]


@pytest.mark.parametrize(
    "sentence",
    ["Israel denied striking the school in Gaza City.", "Israel denied that it had bombed the school in Gaza City."],
)
def test_a_denied_event_is_no_refusal_besides(code: Code, sentence: str) -> None:
    assert [(r.type, r.status) for r in code(sentence).reports] == [("ASSAULT", "denied")]


def test_what_is_denied_keeps_whom_it_was_about(code: Code) -> None:
    report = only(code("Israel denied striking the school in Gaza City."), "ASSAULT")
    assert [c.stance for c in report.claims_of("recipient")] == ["asserts"]
    assert [c.stance for c in report.claims_of("status")] == ["denies"]


@pytest.mark.parametrize(
    "told",
    [
        "Turkey said on Monday it would soon attack Manbij. Turkey is about to attack Manbij.",
        "Turkey will soon attack Manbij, Turkey said on Monday.",
    ],
)
def test_who_tells_of_a_plan_of_his_own_is_no_source(code: Code, told: str) -> None:
    report = of_type(code(told), "ASSAULT")[0]
    assert report.status == "planned"
    assert sources(report) == []


def test_two_sources_are_both_cited(code: Code) -> None:
    report = only(code("A bomb killed three people in Juba, police and witnesses said."), "ASSAULT")
    assert sources(report) == ["police", "witnesses"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("army", "Israeli army", True), ("Iran", "Iran", True), ("Iran", "Iran Human Rights", False)],
)
def test_a_body_named_for_a_state_is_not_that_state(one: str, other: str, same: bool) -> None:
    assert one_name(one, other) is same
