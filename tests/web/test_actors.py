"""Actors: who they are, with and against whom they act, and names that become entries of the registry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from dateline.grounding import Registry
from dateline.grounding.recurring import proper
from dateline.ledger import Ledger, Marks
from dateline.model import Party
from dateline.ontology import Ontology
from dateline.web import relating
from dateline.web.cast import Cast
from dateline.web.columns import Words, columns
from dateline.web.index import Index, State
from dateline.web.query import Query
from dateline.web.rows import Named, Row


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "actors"


def listed(client: TestClient, **asked: Any) -> dict[str, Any]:
    answer = client.get("/api/v1/actors", params={"limit": 200, **asked})
    assert answer.status_code == 200, answer.text
    return {each["key"]: each for each in answer.json()["items"]}


def detail(client: TestClient, key: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/actors/{key}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_every_name_is_listed_once_and_no_private_person(client: TestClient, ledger: Path) -> None:
    with Ledger.open(ledger) as book:
        values = [value.best for event in book.events() for value in event.fields if isinstance(value.best, Party)]
    named = {party.name for party in values if proper(party) or Registry.load().find(party.name)}
    named -= {party.name for party in values if party.private or party.unknown}
    found = listed(client)
    told = {name for key in found for name in detail(client, key)["told"]}
    assert told == named
    assert not any("Barakat" in each["name"] for each in found.values())
    assert [each["events"] for each in found.values()] == sorted((e["events"] for e in found.values()), reverse=True)


def test_names_are_searched_by_the_beginning_of_their_words(client: TestClient) -> None:
    found = listed(client, text="islamic st")
    assert [each["name"] for each in found.values()] == ["Islamic State"]
    assert "Islamic State" in {each["name"] for each in listed(client, text="daesh").values()}  # an alias
    assert listed(client, text="no such name at all") == {}


def test_an_actors_page_leads_to_its_events_and_back(client: TestClient) -> None:
    key = next(iter(listed(client, text="islamic state")))
    found = detail(client, key)
    events = client.get("/api/v1/events", params={"actor": found["told"], "limit": 200}).json()["items"]
    assert {each["id"] for each in found["latest"]} <= {each["id"] for each in events}
    assert (
        found["actor"]["events"] == sum(mark["n"] for mark in found["timeline"]["marks"]) + found["timeline"]["undated"]
    )
    links = [pair for event in events for side in event["words"]["parties"].values() for pair in side]
    mine = {name: link for name, link in links if name in found["told"]}
    assert mine
    assert {detail(client, link)["actor"]["key"] for link in mine.values()} == {key}
    one = client.get(f"/api/v1/events/{events[0]['id']}").json()["event"]["parties"]
    assert set(mine.items()) & {tuple(each) for side in one.values() for each in side}


@pytest.mark.parametrize("key", ["name:hadi barakat", "name:a private person", "group:none", "x/y", "%00"])
def test_who_is_not_named_has_no_page(client: TestClient, key: str) -> None:
    assert client.get(f"/api/v1/actors/{key}").status_code == 404


# ------------------------------------------------------------------ ties


@pytest.fixture
def one(filled: Path) -> Row:
    with Ledger.open(filled) as book:
        return Index(book).passing(Query.of())[0]


def named(name: str, acting: bool) -> Named:
    return Named(name, None, None, None, acting)


def state_of(*rows: Row) -> State:
    words = Words()
    return State(Marks(change=1, at="", event=0, report=0, article=0), columns(rows, words), words)


def test_sides_and_types_say_who_stands_against_whom(one: Row) -> None:
    a, b, c = named("Red Army Group", True), named("Blue Front", False), named("Green Band", True)
    told = {
        "fight": replace(one, id="1", type="ASSAULT", status="occurred", parties=(a, b, c)),
        "talks": replace(one, id="2", type="AGREE", status="occurred", parties=(a, b)),
        "plan": replace(one, id="3", type="ASSAULT", status="planned", parties=(a, b)),
    }
    people = Cast(state_of(*told.values()), Registry.load())
    ties = people.relations(people.members[people.key(a)], lambda _: False)
    counts = {each["name"]: (each["together"], each["against"]) for each in ties}
    assert counts == {"Blue Front": (1, 1), "Green Band": (1, 0)}
    hidden = people.relations(people.members[people.key(a)], lambda name: name == "Blue Front")
    assert [each["name"] for each in hidden] == ["Green Band"]


def test_relations_of_the_registry_are_ties_too(one: Row) -> None:
    registry = Registry.load()
    actor = next(each for each in registry if each.relations)
    row = replace(one, parties=(Named(actor.name, actor.id, None, None, True),))
    people = Cast(state_of(row), registry)
    ties = {each["key"]: each for each in people.relations(people.members[actor.id], lambda _: False)}
    assert {tie.other for tie in actor.relations} <= ties.keys()
    assert {tie.kind for tie in actor.relations} <= {kind for each in ties.values() for kind in each["kinds"]}
    spec = relating.graph(actor.name, list(ties.values()))
    assert spec is not None
    assert {each["side"] for each in spec["datasets"]["ties"]} == {"with"}
    foe = next(iter(ties.values())) | {"kinds": ["fights"]}
    assert relating.opposed(foe)


def test_a_picture_of_no_ties_is_none() -> None:
    assert relating.graph("Nobody", []) is None


def test_every_type_has_a_class_that_sides_can_be_told_by() -> None:
    assert {each.quad for each in Ontology.load().types.values()} == {1, 2, 3, 4}


# ------------------------------------------------------------------ names without an entry


NAME = "Karkh Falcons Brigade"


def tell(client: TestClient, times: int = 2) -> None:
    """Names a party that no registry knows in some events."""
    for event in client.get("/api/v1/events?type=ASSAULT").json()["items"][:times]:
        told = {"verb": "correct", "event": event["id"], "field": "actor", "value": NAME, "add": True}
        assert client.post("/api/v1/decisions", json=told).status_code == 201


def proposals(client: TestClient) -> dict[str, Any]:
    return {each["name"]: each for each in client.get("/api/v1/actors/proposed").json()["items"]}


def test_a_recurring_name_becomes_an_entry(client: TestClient, own_folder: Path) -> None:
    tell(client)
    assert proposals(client)[NAME]["events"] == 2
    asked = {"name": NAME, "kind": "armed group", "aliases": ["Karkh Falcons"], "country": "IQ", "sector": "REB"}
    made = client.post("/api/v1/actors", json=asked)
    assert (made.status_code, made.json()["id"]) == (201, "group:karkh-falcons-brigade")
    assert NAME not in proposals(client)
    assert detail(client, "group:karkh-falcons-brigade")["aliases"] == ["Karkh Falcons"]
    stored = (own_folder / "confirmed.yaml").read_text()
    assert NAME in stored
    again = client.post("/api/v1/actors", json=asked)
    assert (again.status_code, "the id" in again.json()["detail"]) == (400, True)
    assert (own_folder / "confirmed.yaml").read_text() == stored


def test_a_recurring_name_becomes_another_name_of_an_entry(client: TestClient, own_folder: Path) -> None:
    tell(client)
    made = client.post("/api/v1/actors", json={"name": NAME, "same_as": "Hezbollah"})
    assert made.status_code == 201, made.text
    assert NAME in made.json()["aliases"]
    assert NAME not in proposals(client)
    assert NAME in detail(client, made.json()["id"])["told"]
    second = client.post("/api/v1/actors", json={"name": "Dora Falcons", "same_as": made.json()["id"]})
    assert {NAME, "Dora Falcons"} <= set(second.json()["aliases"])


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"name": NAME}, "is no kind of actor"),
        ({"name": NAME, "kind": "club"}, "is no kind of actor"),
        ({"name": NAME, "kind": "armed group", "country": "QX"}, "no country has the code"),
        ({"name": NAME, "kind": "armed group", "sector": "XXX"}, "is no PLOVER sector"),
        ({"name": "Hezbollah", "kind": "armed group"}, "Hezbollah"),
        ({"name": "…", "kind": "armed group"}, "the id"),
        ({"name": NAME, "same_as": "group:nobody-at-all"}, "no such entry"),
        ({"name": NAME, "same_as": "Hezbolah of Nowhere"}, "no such entry"),
    ],
)
def test_what_can_be_no_entry_changes_nothing(
    client: TestClient, own_folder: Path, asked: dict[str, Any], says: str
) -> None:
    answer = client.post("/api/v1/actors", json=asked)
    assert answer.status_code == 400, answer.text
    assert says in answer.json()["detail"]
    assert not own_folder.exists()
