"""Grammatical slots: a passive is turned round, a missing subject is fetched from above."""

import pytest

from dateline.coding.clause import slots
from dateline.language import Pipeline


def filled(sentence: str, trigger: str) -> dict[str, list[str]]:
    """The words in each slot of the trigger."""
    parse = Pipeline.load().parse(sentence)
    head = next(t.i for t in parse.tokens if t.text == trigger)
    return {slot: [parse.tokens[i].text for i in fillers] for slot, fillers in slots(parse, head).items()}


def test_active() -> None:
    found = filled("Rebels attacked the convoy near Goma.", "attacked")
    assert found["subject"] == ["Rebels"]
    assert found["object"] == ["convoy"]
    assert found["near"] == ["Goma"]


def test_passive_is_turned_round() -> None:
    found = filled("The convoy was attacked by rebels.", "attacked")
    assert found["object"] == ["convoy"]
    assert found["agent"] == ["rebels"]
    assert "subject" not in found


def test_a_reduced_passive_after_its_noun() -> None:
    assert filled("Two soldiers killed by militants were buried on Friday.", "killed")["object"] == ["soldiers"]


def test_coordination_fills_the_slot_too() -> None:
    found = filled("Russia, Iran and Turkey condemned the attack.", "condemned")
    assert found["subject"] == ["Russia", "Iran", "Turkey"]


def test_the_second_verb_shares_the_subject() -> None:
    assert filled("Gunmen stormed the school and abducted ten pupils.", "abducted")["subject"] == ["Gunmen"]


def test_a_relative_clause_speaks_of_its_noun() -> None:
    found = filled("Police arrested a man who stabbed two officers.", "stabbed")
    assert found["subject"] == ["man"]
    assert found["object"] == ["officers"]


@pytest.mark.parametrize(
    ("sentence", "trigger", "slot", "word"),
    [
        ("The army's raid on the camp failed.", "raid", "possessor", "army"),
        ("The army's raid on the camp failed.", "raid", "on", "camp"),
        ("A police raid followed.", "raid", "compound", "police"),
        ("Talks between Armenia and Azerbaijan resumed.", "Talks", "between", "Armenia"),
    ],
)
def test_slots_of_a_noun(sentence: str, trigger: str, slot: str, word: str) -> None:
    assert word in filled(sentence, trigger)[slot]


@pytest.mark.parametrize("title", ["Chadian President", "U.S. President", "prime minister"])
def test_all_who_do_it_together(title: str) -> None:
    found = filled(f"President Ali Hassan and {title} Omar Saleh signed the deal.", "signed")
    assert {"Hassan", "Saleh"} <= set(found["subject"])


def test_who_is_sentenced_did_what_for_says() -> None:
    assert filled("The judge sentenced two men for attacking a convoy.", "attacking")["subject"] == ["men"]


@pytest.mark.parametrize("words", ["blamed on", "ascribed to"])
def test_who_an_attack_is_blamed_on(words: str) -> None:
    assert filled(f"An attack {words} rebels killed six guards.", "attack")["agent"] == ["rebels"]


@pytest.mark.parametrize(
    ("headline", "trigger", "sufferer"),
    [
        ("Two tourists robbed at gunpoint in Cartagena", "robbed", "tourists"),
        ("Teacher kidnapped on way to school in Owerri", "kidnapped", "Teacher"),
        ("Trawler crew taken hostage off Somalia", "taken", "crew"),
    ],
)
def test_headlines_leave_out_the_auxiliary(headline: str, trigger: str, sufferer: str) -> None:
    assert sufferer in filled(headline, trigger)["object"]


def test_who_attacks_in_a_full_sentence_is_its_subject() -> None:
    assert filled("Rebels attacked at dawn near Goma.", "attacked")["subject"] == ["Rebels"]
