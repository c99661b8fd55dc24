"""Fillers of incident templates, scored by entity."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.evaluation.public.muc4 import Item, Prediction, entities, head, read, same_entity, score

TEXT = "rebels of the river front (rrf) threw grenades at the town hall and at judge ana paz."
FRONT = [["river front", 14], ["rrf", 27]]


def template(**slots: object) -> dict[str, object]:
    empty: dict[str, object] = {slot: [] for slot in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")}
    return {"incident_type": "attack", **empty, **slots}


ROW = {
    "docid": "a",
    "doctext": TEXT,
    "templates": [
        template(PerpInd=[[["rebels", 0]]], PerpOrg=[FRONT], Target=[[["town hall", 54]]], Weapon=[[["grenades", 38]]]),
        template(PerpInd=[[["rebels", 0]]], PerpOrg=[FRONT], Victim=[[["judge ana paz", 71]]]),
    ],
}
EMPTY = {"docid": "b", "doctext": "talks went on.", "templates": []}


@pytest.fixture
def items(write: Callable[..., Path]) -> list[Item]:
    return read(write("set.gz", ROW, EMPTY))


def f1(figures: object, name: str) -> tuple[float, float]:
    value = figures[name]  # type: ignore[index]
    return value["p"], value["r"]


def test_entities_of_several_templates_are_one(items: list[Item]) -> None:
    assert set(entities(items[0], "perpetrators")) == {frozenset({"rebels"}), frozenset({"river front", "rrf"})}
    assert set(entities(items[0], "targets")) == {frozenset({"town hall"}), frozenset({"judge ana paz"})}


def test_one_mention_an_entity_is_all_there_is_to_find(items: list[Item]) -> None:
    told = Prediction(perpetrators=["Rebels", "RRF"], targets=["Judge Ana Paz", "the hall"], weapons=["grenade"])
    figures = score(items, [told, Prediction()])
    assert all(value["f1"] == 1 for value in figures.values() if isinstance(value, dict))
    assert figures["muc4 fillers"] == {"p": 1, "r": 1, "f1": 1, "n": 5}


def test_an_entity_counts_once_and_so_does_a_name(items: list[Item]) -> None:
    told = Prediction(perpetrators=["river front", "rrf", "RRF "])
    assert f1(score(items, [told, Prediction()]), "muc4 perpetrators") == (0.5, 0.5)


def test_a_document_without_incident_makes_every_name_wrong(items: list[Item]) -> None:
    figures = score(items, [Prediction(weapons=["grenades"]), Prediction(weapons=["words"])])
    assert f1(figures, "muc4 weapons") == (0.5, 1)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("members of the river front", "member"),
        ("the army's third brigade", "brigade"),
        ("judge paz, a critic of the rebels", "paz"),
        ("men who fled", "men"),
        ("of the front", "front"),
        ("the", None),
    ],
)
def test_the_head_of_a_name(name: str, word: str | None) -> None:
    assert head(name) == word


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("the front", "river front", True),  # the same head
        ("Ana Paz", "judge ana paz", True),
        ("paz ana maria", "ana paz", True),  # two of three words
        ("river", "river front police station", False),
        ("judge", "judge ana paz", False),
        ("", "", False),
    ],
)
def test_names_of_one_entity(left: str, right: str, same: bool) -> None:
    assert same_entity(frozenset({left}), frozenset({right})) is same
    assert same_entity(frozenset({right}), frozenset({left})) is same


NAME = st.sampled_from(["rebels", "the rebels", "river front", "rrf", "town hall", "judge", ""])


@given(names=st.lists(NAME, max_size=5))
def test_the_order_of_words_said_twice_changes_nothing(names: list[str]) -> None:
    item = Item(id="a", text=TEXT, templates=())
    once = score([item], [Prediction(perpetrators=names)])
    assert once == score([item], [Prediction(perpetrators=[*reversed(names), *names])])


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({**ROW, "templates": [template(Weapon=[[["grenades", 3]]])]}, "'grenades' does not stand at 3"),
        ({**ROW, "templates": [template(Weapon=[[]])]}, "an entity without mentions"),
        ({**ROW, "templates": [{"incident_type": "attack"}]}, "missing required field `PerpInd`"),
    ],
)
def test_a_bad_line_is_named(write: Callable[..., Path], bad: object, reason: str) -> None:
    with pytest.raises(InputError, match=rf"set\.gz:1: .*{reason}"):
        read(write("set.gz", bad))
