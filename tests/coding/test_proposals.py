"""Mentions that only the encoder finds."""

from __future__ import annotations

from coding.told import Likely, Told, scene

from dateline.coding.mentions import Mention


def mentions(text: str, title: str = "", **types: Likely) -> list[tuple[str, str]]:
    """Word and type of every mention of a text, given what the encoder says of its words."""
    return [(m.token.text, m.type) for m in scene(Told(types=types), text, title).mentions]


def only(text: str, **types: Likely) -> Mention:
    (mention,) = scene(Told(types=types), text).mentions
    return mention


UNLISTED = "Fighters flumoxed the garrison at dawn."


def test_without_the_encoder_the_lexicon_decides() -> None:
    assert mentions("Gunmen attacked a bank.") == [("attacked", "ASSAULT")]
    assert mentions(UNLISTED) == []


def test_a_likely_unlisted_word_is_a_mention() -> None:
    assert mentions(UNLISTED, flumoxed={"ASSAULT": 0.9}) == [("flumoxed", "ASSAULT")]
    assert mentions(UNLISTED, flumoxed={"ASSAULT": 0.1}) == []


def test_an_unlisted_verb_has_the_slots_of_the_sentence() -> None:
    found = only(UNLISTED, flumoxed={"ASSAULT": 0.9})
    words = {slot: [found.parse.tokens[i].text for i in fillers] for slot, fillers in found.slots.items()}
    assert words["subject"] == ["Fighters"]
    assert words["object"] == ["garrison"]
    assert found.entry.heads == ()


def test_an_unlisted_noun_is_lent_the_clause_of_its_verb() -> None:
    found = only("Fighters launched a flumox on Monday.", flumox={"ASSAULT": 0.9})
    assert [found.parse.tokens[i].text for i in found.slots["verb subject"]] == ["Fighters"]
    assert found.parse.tokens[found.clause].text == "launched"


def test_a_sentence_that_tells_of_the_type_gets_no_second_mention() -> None:
    text = "Gunmen attacked a bank and flumoxed a guard."
    assert mentions(text, flumoxed={"ASSAULT": 0.9}) == [("attacked", "ASSAULT")]
    assert mentions(text, flumoxed={"COERCE": 0.9}) == [("attacked", "ASSAULT"), ("flumoxed", "COERCE")]


def test_the_likeliest_word_of_a_sentence_stands_for_its_type() -> None:
    text = "Fighters flumoxed the garrison and grobbled the depot."
    assert mentions(text, flumoxed={"ASSAULT": 0.5}, grobbled={"ASSAULT": 0.8}) == [("grobbled", "ASSAULT")]
    assert mentions(text, flumoxed={"ASSAULT": 0.8}, grobbled={"ASSAULT": 0.8}) == [("flumoxed", "ASSAULT")]


def test_the_first_half_of_a_hyphened_word_is_no_mention() -> None:
    sure = {"ASSAULT": 0.99}
    assert mentions("A flumox-ridden garrison stayed put.", flumox=sure) == []
    assert mentions("A ridden flumox stayed put.", flumox=sure) == [("flumox", "ASSAULT")]


def test_small_words_and_names_are_no_mentions() -> None:
    sure = {"ASSAULT": 0.99}
    assert mentions("The bank in Kampala was quiet.", The=sure, Kampala=sure) == []


def test_what_the_lexicon_lists_it_has_judged() -> None:
    assert mentions("Gunmen attacked a bank.", attacked={"ACCUSE": 0.99}) == [("attacked", "ASSAULT")]
    # "claim" is listed, but not for responsibility.
    assert mentions("The group claimed responsibility for it.", claimed={"ACCUSE": 0.99}) == []


def test_people_are_no_events() -> None:
    assert mentions("The pundit greeted the protesters.", protesters={"PROTEST": 0.99}) == []


def test_mentions_stand_in_reading_order() -> None:
    text = "Fighters flumoxed the garrison. Gunmen attacked a bank. Police grobbled a mayor."
    found = mentions(text, "Bank attacked", flumoxed={"ASSAULT": 0.9}, grobbled={"COERCE": 0.9})
    assert found == [("attacked", "ASSAULT"), ("flumoxed", "ASSAULT"), ("attacked", "ASSAULT"), ("grobbled", "COERCE")]
