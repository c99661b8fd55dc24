"""Parties, places and modes that only the encoder tells."""

from __future__ import annotations

import pytest
from coding.told import NOTHING, Likely, Told, scene

from dateline.coding.mentions import Mention
from dateline.coding.scene import Scene
from dateline.coding.suggestions import MOST, Suggester
from dateline.ontology import Ontology

SUGGEST = Suggester(Ontology.load())
TEXT = "The attack came at dawn. Rebels from the hills had left a barracks near Goma."


def first(text: str, fills: dict[str, Likely], modes: dict[str, Likely] | None = None) -> tuple[Scene, Mention]:
    """A scene and its first mention."""
    found = scene(Told(fills=fills, modes=modes or NOTHING), text)
    return found, found.mentions[0]


def parties(text: str, role: str, fills: Likely) -> list[str]:
    """Who fills a role of the attack."""
    found, mention = first(text, {f"attack {role}": fills})
    return [named.name for named in SUGGEST.parties(mention, role, found.hints, found.directory)]


@pytest.mark.parametrize("role", ["actor", "recipient"])
def test_a_party_that_the_encoder_is_sure_of(role: str) -> None:
    (name,) = parties(TEXT, role, {"Rebels": 0.95})
    assert name.startswith("Rebels")
    assert parties(TEXT, role, {"Rebels": 0.5}) == []


def test_a_name_told_twice_is_one_party() -> None:
    text = "The attack shocked Goma. Hezbollah was blamed. Hezbollah denied it."
    assert parties(text, "actor", {"Hezbollah": 0.95}) == ["Hezbollah"]


def test_parties_stand_in_text_order_and_are_few() -> None:
    text = "The attack worried Hezbollah, Hamas, Boko Haram, Al-Shabaab and NATO."
    found = parties(text, "actor", {"Hezbollah": 0.95, "Hamas": 0.99, "Haram": 0.95, "NATO": 0.95})
    assert len(found) <= MOST
    assert found[:2] == ["Hezbollah", "Hamas"]


def test_a_thing_is_hit_but_does_nothing() -> None:
    assert parties(TEXT, "recipient", {"barracks": 0.95}) == ["barracks"]
    assert parties(TEXT, "actor", {"barracks": 0.95, "dawn": 0.95}) == []


def test_words_round_the_event_itself_are_no_party() -> None:
    assert parties(TEXT, "actor", {"The": 0.95, "attack": 0.95}) == []


def test_the_likeliest_of_the_places_nearby() -> None:
    text = "Crowds had gathered in Goma. The attack came at dawn. Troops moved into Bukavu."
    found, mention = first(text, {"attack place": {"Goma": 0.7, "Bukavu": 0.9}})
    placed = SUGGEST.place(mention, found.hints, found.places, frozenset())
    assert placed is not None
    assert placed.location.text == "Bukavu"


def test_words_that_are_no_place_and_places_that_are_unlikely_are_not_taken() -> None:
    for likely in ({"dawn": 0.99}, {"Goma": 0.3}):
        found, mention = first(TEXT, {"attack place": likely})
        assert SUGGEST.place(mention, found.hints, found.places, frozenset()) is None


def mode(likely: Likely) -> str | None:
    found, mention = first("The attack came at dawn.", {}, {"attack": likely})
    return SUGGEST.mode(mention, found.hints)


def test_a_likely_mode_of_the_type() -> None:
    assert mode({"firearms": 0.8}) == "firearms"
    assert mode({"firearms": 0.4, "aerial": 0.3}) is None
    assert mode({}) is None


def test_a_mode_of_another_type_is_not_taken() -> None:
    assert mode({"ceasefire": 0.9}) is None


def test_a_place_in_a_partys_phrase_is_none() -> None:
    text = "Crowds had gathered in Goma. The attack came at dawn."
    found, mention = first(text, {"attack place": {"Goma": 0.9}})
    (placed,) = found.places.near(mention)
    assert SUGGEST.place(mention, found.hints, found.places, frozenset()) == placed
    assert SUGGEST.place(mention, found.hints, found.places, frozenset({placed.head})) is None
