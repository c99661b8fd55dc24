"""What stands beside a noun: whose it is, what is under its prepositions, who is included."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.coding import fillers
from dateline.coding.document import Part


@pytest.mark.parametrize(
    ("sentence", "noun", "owners"),
    [
        ("Kenya condemned Uganda's decision.", "decision", ["Uganda"]),
        ("Kenya condemned its neighbour's decision.", "decision", ["neighbour"]),
        ("Kenya condemned the decision.", "decision", []),
    ],
)
def test_whose_a_doing_is(body: Callable[[str], Part], sentence: str, noun: str, owners: list[str]) -> None:
    parse = body(sentence).parse
    token = next(t for t in parse.tokens if t.text == noun)
    assert sorted(parse.tokens[i].text for i in fillers.owners(parse, token)) == owners


def test_what_stands_under_a_preposition(body: Callable[[str], Part]) -> None:
    parse = body("Chad cut its relations with Niger and Mali.").parse
    token = next(t for t in parse.tokens if t.text == "relations")
    assert [parse.tokens[i].text for i in fillers.under(parse, token, frozenset({"with"}))] == ["Niger", "Mali"]


@pytest.mark.parametrize(
    "sentence", ["Police arrested six men, including two priests.", "Six men were arrested, including two priests."]
)
def test_who_is_included(body: Callable[[str], Part], sentence: str) -> None:
    parse = body(sentence).parse
    token = next(t for t in parse.tokens if t.text == "men")
    assert [parse.tokens[i].text for i in fillers.included(parse, token)] == ["priests"]
