"""Phrases: reading and matching."""

import pytest

from dateline.ontology import phrases


def lemmas(text: str) -> list[str]:
    return text.split()


def test_alternatives_and_gap() -> None:
    phrase = phrases.parse("carry out * {raid|attack}", trigger=3)
    assert phrase.heads == ("carry",)
    assert phrase.trigger == 2
    assert phrase.match(lemmas("police carry out a second raid on"), 1) == (1, 2, 5)


def test_gap_reaches_three_tokens_and_no_further() -> None:
    phrase = phrases.parse("find * guilty")
    assert phrase.match(lemmas("find a b c guilty"), 0) == (0, 4)
    assert phrase.match(lemmas("find a b c d guilty"), 0) is None


def test_without_gap_elements_are_adjacent() -> None:
    phrase = phrases.parse("open fire")
    assert phrase.match(lemmas("open fire"), 0) == (0, 1)
    assert phrase.match(lemmas("open the fire"), 0) is None


def test_head_alternatives() -> None:
    phrase = phrases.parse("{impose|slap} * tariff")
    assert phrase.heads == ("impose", "slap")
    assert phrase.match(lemmas("slap new tariff"), 0) == (0, 2)
    assert phrase.match(lemmas("tariff slap"), 0) is None


def test_phrase_cut_off_by_the_end_of_the_sentence() -> None:
    assert phrases.parse("step down").match(["step"], 0) is None


@pytest.mark.parametrize("text", ["", "* attack", "attack *", "{open|shut", "put {on hold|off}"])
def test_unreadable_phrases_say_so(text: str) -> None:
    with pytest.raises(ValueError, match="phrase"):
        phrases.parse(text)


def test_trigger_outside_the_phrase() -> None:
    with pytest.raises(ValueError, match="no element 3"):
        phrases.parse("open fire", trigger=3)
