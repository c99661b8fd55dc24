"""Samples that two reviewers code without seeing each other's rulings; their agreement; what is settled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DatelineError, InputError
from dateline.ledger import Ledger
from dateline.web.agreement import agreement, differences
from dateline.web.samples import Answer, Coded, Drawn, Sample, Samples, Settled
from dateline.web.users import Users

from .conftest import Open
from .test_safety import PASSWORD, sign_in

SECRET = "Quillfeather Yard"  # a place that stands in no article: what one reviewer says it is


@pytest.fixture
def team(opened: Open, tmp_path: Path) -> TestClient:
    users = Users(tmp_path / "users.json")
    for name in ("vera", "wim", "xena"):
        users.add(name, "reviewer", PASSWORD)
    users.add("rhea", "reader", PASSWORD)
    client = opened("https://localhost", host="0.0.0.0", tls=True)
    sign_in(client, "vera")
    return client


def draw(client: TestClient, size: int = 3, query: str = "", **asked: Any) -> dict[str, Any]:
    answer = client.post(f"/api/v1/samples{query}", json={"size": size, "seed": 7, "coders": ["vera", "wim"], **asked})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def detail(client: TestClient, sample: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/samples/{sample}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


RIGHT = {name: {"how": "right"} for name in ("type", "date", "place", "actor", "recipient", "killed", "injured")}


def code(client: TestClient, sample: str, event: str, verdict: str = "accept", **fields: Any) -> None:
    told = {"event": event, "verdict": verdict, "fields": RIGHT | fields if verdict == "accept" else {}}
    answer = client.post(f"/api/v1/samples/{sample}/codings", json=told)
    assert answer.status_code == 201, answer.text


def coded_by_both(client: TestClient) -> tuple[str, list[str]]:
    """A sample: vera rejects the first event and moves the second, wim finds all right."""
    sample = draw(client)["id"]
    events = [each["id"] for each in detail(client, sample)["events"]]
    code(client, sample, events[0], "reject")
    code(client, sample, events[1], place={"how": "other", "value": SECRET})
    code(client, sample, events[2])
    sign_in(client, "wim")
    for event in events:
        code(client, sample, event)
    return sample, events


# ------------------------------------------------------------------ drawing


def test_the_same_seed_draws_the_same_events_of_the_filter(team: TestClient) -> None:
    passing = {each["id"] for each in team.get("/api/v1/events?type=ASSAULT&limit=200").json()["items"]}
    first = draw(team, query="?type=ASSAULT")
    drawn = [each["id"] for each in detail(team, first["id"])["events"]]
    assert set(drawn) <= passing
    assert first["filter"] == "type=ASSAULT"
    team.post(f"/api/v1/samples/{first['id']}/close", json={})
    again = [each["id"] for each in detail(team, draw(team, query="?type=ASSAULT")["id"])["events"]]
    assert again == drawn
    third = detail(team, draw(team, query="?type=ASSAULT", seed=8)["id"])["events"]
    assert set(drawn).isdisjoint(each["id"] for each in third)  # an event is in one open sample at most


def test_what_was_ever_ruled_on_is_not_drawn(team: TestClient) -> None:
    items = team.get("/api/v1/events?limit=200").json()["items"]
    made = team.post("/api/v1/decisions", json={"verb": "accept", "event": items[0]["id"]}).json()
    team.post("/api/v1/decisions", json={"verb": "undo", "decision": made["id"]})
    sample = draw(team, size=len(items) - 1)
    assert items[0]["id"] not in {each["id"] for each in detail(team, sample["id"])["events"]}


def test_of_decisions_only_the_events_are_read(team: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    items = team.get("/api/v1/events?limit=200").json()["items"]
    team.post("/api/v1/decisions", json={"verb": "merge", "event": items[0]["id"], "events": [items[1]["id"]]})
    monkeypatch.setattr(Ledger, "decisions", None)  # which also finds the words of each anew
    ids = {each["id"] for each in detail(team, draw(team, size=len(items) - 2)["id"])["events"]}
    assert not ids & {items[0]["id"], items[1]["id"]}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"size": 999}, "can be drawn"),
        ({"coders": ["vera", "vera"]}, "are not two"),
        ({"coders": ["vera", "rhea"]}, "is no reviewer"),
        ({"coders": ["vera", "nobody"]}, "is no reviewer"),
    ],
)
def test_what_two_people_cannot_code_is_not_drawn(team: TestClient, asked: dict[str, Any], says: str) -> None:
    answer = team.post("/api/v1/samples", json={"size": 3, "seed": 1, "coders": ["vera", "wim"]} | asked)
    assert (answer.status_code, says in answer.json()["detail"]) == (400, True)
    assert team.get("/api/v1/samples").json()["items"] == []


# ------------------------------------------------------------------ not seeing each other


def test_the_second_reviewer_sees_nothing_of_the_first(team: TestClient) -> None:
    sample = draw(team)["id"]
    events = [each["id"] for each in detail(team, sample)["events"]]
    before = team.get(f"/api/v1/events/{events[0]}").json()
    for event in events:
        code(team, sample, event, place={"how": "other", "value": SECRET})
    mine = team.get(f"/api/v1/samples/{sample}/events/{events[0]}").json()
    assert mine["answers"]["place"]["value"] == SECRET
    for name in ("wim", "xena", "rhea"):
        sign_in(team, name)
        paths = [f"/api/v1/samples/{sample}", f"/api/v1/samples/{sample}/events/{events[0]}", "/api/v1/samples"]
        paths += ["/api/v1/decisions?limit=200", "/api/v1/events?limit=200", "/api/v1/queue", "/api/v1/facets"]
        paths += [f"/api/v1/events/{event}" for event in events] + ["/decisions", f"/sample/{sample}", "/samples"]
        paths += [f"/event/{events[0]}?sample={sample}", "/api/v1/export/jsonl?persons=false"]
        for path in paths:
            answer = team.get(path)
            assert SECRET not in answer.text, (name, path)
        assert team.get("/api/v1/decisions").json()["total"] == 0
    sign_in(team, "wim")
    found = detail(team, sample)
    assert (found["agreement"], found["differences"]) == ([], [])
    assert team.get(f"/api/v1/samples/{sample}/events/{events[0]}").json()["verdict"] is None
    after = team.get(f"/api/v1/events/{events[0]}").json()
    assert after["event"] == before["event"] | {"sample": sample}
    assert after["history"] == before["history"]
    code(team, sample, events[0])
    assert detail(team, sample)["agreement"] == []  # one coded by both tells nothing yet


def test_nobody_rules_elsewhere_on_what_is_being_coded(team: TestClient) -> None:
    other = next(each["id"] for each in team.get("/api/v1/events?limit=200").json()["items"])
    sample = draw(team, query="?type=ASSAULT")["id"]
    event = detail(team, sample)["events"][0]["id"]
    for asked in (
        {"verb": "accept", "event": event},
        {"verb": "note", "event": event, "note": "hm"},
        {"verb": "merge", "event": other, "events": [event]},
    ):
        answer = team.post("/api/v1/decisions", json=asked)
        assert (answer.status_code, sample in answer.json()["detail"]) == (409, True), asked
    assert team.get("/api/v1/decisions").json()["total"] == 0
    assert team.post(f"/api/v1/samples/{sample}/close", json={}).status_code == 201
    assert team.post("/api/v1/decisions", json={"verb": "accept", "event": event}).status_code == 201


def test_only_its_reviewers_code_a_sample(team: TestClient) -> None:
    sample = draw(team)["id"]
    event = detail(team, sample)["events"][0]["id"]
    told = {"event": event, "verdict": "accept", "fields": RIGHT}
    for name, status in (("xena", 403), ("rhea", 403)):
        sign_in(team, name)
        assert team.post(f"/api/v1/samples/{sample}/codings", json=told).status_code == status
        assert team.get(f"/api/v1/samples/{sample}/events/{event}").status_code == status
        assert team.post(f"/api/v1/samples/{sample}/rulings", json=told).status_code in (403, 409)
        assert team.post(f"/api/v1/samples/{sample}/close", json={}).status_code == 403
    assert team.get("/api/v1/samples").status_code == 403  # to a reader
    sign_in(team, "wim")
    for wrong in (
        {"event": "ev-9999999"},
        {"fields": {"place": {"how": "other", "value": " "}}},
        {"fields": {"x": {"how": "none"}}},
    ):
        assert team.post(f"/api/v1/samples/{sample}/codings", json=told | wrong).status_code in (400, 404)
    assert detail(team, sample)["sample"]["done"] == {"vera": 0, "wim": 0}
    assert team.get("/api/v1/samples/none").status_code == 404
    for strange in ("..%2Fstories", "a" * 3000, "%00", "é"):
        assert team.get(f"/api/v1/samples/{strange}").status_code == 404


# ------------------------------------------------------------------ agreement, and settling


def test_agreement_is_told_once_both_are_done_and_then_settled(team: TestClient) -> None:
    sample, events = coded_by_both(team)
    found = detail(team, sample)
    rows = {each["field"]: each for each in found["agreement"]}
    assert (rows["verdict"]["n"], rows["verdict"]["same"]) == (3, 2)
    assert rows["verdict"]["alpha"] is not None
    assert (rows["place"]["n"], rows["place"]["same"]) == (2, 1)
    assert {each["event"] for each in found["differences"]} == {events[0], events[1]}
    (place,) = next(each["fields"] for each in found["differences"] if each["event"] == events[1])
    assert (place[0], SECRET in place[1], SECRET in place[2]) == ("place", True, False)

    settled = team.post(f"/api/v1/samples/{sample}/agreed", json={}).json()
    assert settled["settled"] == 1
    told = {"event": events[1], "verdict": "accept", "fields": {"place": {"how": "other", "value": SECRET}}}
    assert team.post(f"/api/v1/samples/{sample}/rulings", json=told).status_code == 201
    assert team.post(f"/api/v1/samples/{sample}/rulings", json=told).status_code == 409
    assert (
        team.post(f"/api/v1/samples/{sample}/rulings", json={"event": events[0], "verdict": "reject"}).status_code
        == 201
    )
    assert team.get(f"/api/v1/events/{events[0]}").status_code == 404
    assert SECRET in team.get(f"/api/v1/events/{events[1]}").text
    made = team.get("/api/v1/decisions").json()["items"]
    assert sorted(each["verb"] for each in made) == ["accept", "accept", "correct", "reject"]
    assert {each["user"] for each in made} == {"wim"}
    assert all(f"sample {sample}, coded by vera and wim" in each["note"] for each in made)
    assert team.get("/api/v1/samples").json()["items"][0]["settled"] == 3
    answer = team.post(f"/api/v1/samples/{sample}/codings", json=told)
    assert answer.status_code == 409  # nothing is coded anew once agreement was told


def sample_of(pairs: list[tuple[str, str]]) -> Sample:
    """A sample in which the two say these words of a place."""
    events = tuple(f"e{n}" for n in range(len(pairs)))
    head = Drawn(id="s", at="", by="a", seed=1, filter="", coders=("a", "b"), events=events)
    lines = [
        Coded(event=event, user=user, at="", verdict="accept", fields={"place": Answer(how="other", words=words)})
        for event, pair in zip(events, pairs, strict=True)
        for user, words in zip(("a", "b"), pair, strict=True)
    ]
    return Sample(head, lines)


def test_alpha_is_krippendorffs() -> None:
    """His own example of two observers and nominal data (2011, section A): ten articles, alpha 0.095."""
    a, b = "0100000000", "1110010100"
    found = agreement(sample_of(list(zip(a, b, strict=True))), ["place"])[1]
    assert (found.n, found.same) == (10, 6)
    assert found.alpha == pytest.approx(0.095, abs=0.001)


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("xyz")), min_size=2, max_size=12))
def test_full_agreement_is_one_and_one_value_only_is_none(pairs: list[tuple[str, str]]) -> None:
    same = agreement(sample_of([(a, a) for a, _ in pairs]), ["place"])[1]
    assert same.alpha == (1.0 if len({a for a, _ in pairs}) > 1 else None)
    found = sample_of(pairs)
    told = agreement(found, ["place"])[1]
    assert told.n - told.same == len(differences(found, ["place"]))
    assert told.alpha is None or told.alpha <= 1


# ------------------------------------------------------------------ the file


def test_a_line_that_was_cut_off_is_passed_over_and_a_broken_file_is_named(tmp_path: Path) -> None:
    samples = Samples(tmp_path)
    head = Drawn(id="abc", at="2026-01-01", by="a", seed=1, filter="", coders=("a", "b"), events=("e1", "e2"))
    samples.draw(head)
    samples.add("abc", Settled(event="e1", user="a", at=""))
    path = tmp_path / "abc.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"type":"settled","event":"e2"')
    assert Samples(tmp_path).find("abc").settled == {"e1"}
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"no\n")
    with pytest.raises(DatelineError, match=r"abc\.jsonl: is no sample"):
        Samples(tmp_path).all()
    with pytest.raises(InputError):
        samples.draw(Drawn(id="x", at="", by="a", seed=1, filter="", coders=("a", "a"), events=("e",)))
