"""The HTTP API on a small ledger."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.ledger import Filter, Ledger
from dateline.publishing import FORMATS
from dateline.web.index import Index, Unready


def ids(client: TestClient, **asked: Any) -> list[str]:
    answer = client.get("/api/v1/events", params={"limit": 200, **asked})
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["items"]]


def event_of(client: TestClient, text: str, type: str = "ASSAULT") -> str:
    return ids(client, text=text, type=type)[0]


def decide(client: TestClient, **asked: Any) -> dict[str, Any]:
    answer = client.post("/api/v1/decisions", json=asked)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, Filter.of()),
        ({"type": ["ASSAULT", "AID"]}, Filter.of(types=["ASSAULT", "AID"])),
        ({"country": "SY"}, Filter.of(countries=["SY"])),
        ({"since": "2024-01-01", "until": "2024-06-30"}, Filter.of(since="2024-01-01", until="2024-06-30")),
        ({"since": "2024-06-01", "undated": "true"}, Filter.of(since="2024-06-01", undated=True)),
        ({"text": "rafah artillery"}, Filter.of(text="rafah artillery")),
        ({"actor": "Islamic State"}, Filter.of(actors=["Islamic State"])),
    ],
)
def test_filters_mean_what_they_mean_to_the_ledger(
    client: TestClient, ledger: Any, asked: dict[str, Any], wanted: Filter
) -> None:
    with Ledger.open(ledger) as book:
        assert ids(client, sort="date", **asked) == [event.id for event in book.events(wanted)]


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_search_box_asks_for_nothing(client: TestClient, text: str) -> None:
    assert ids(client, text=text) == ids(client)


@pytest.mark.parametrize(("asked", "says"), [({"text": "***"}, "holds no word"), ({"country": "ZZ"}, "no country")])
def test_what_nothing_can_hold_is_refused(client: TestClient, asked: dict[str, str], says: str) -> None:
    answer = client.get("/api/v1/events", params=asked)
    assert answer.status_code == 400
    assert says in answer.text


@pytest.mark.parametrize(
    "asked", [{"status": "planned"}, {"certainty": "hedged"}, {"kind": "episode"}, {"mode": "firearms"}]
)
def test_filters_of_its_own(client: TestClient, asked: dict[str, str]) -> None:
    items = client.get("/api/v1/events", params=asked).json()["items"]
    assert items
    assert {item[name] for item in items for name in asked} == set(asked.values())
    assert len(items) < len(ids(client))


def test_a_box_holds_the_places_in_it(client: TestClient) -> None:
    items = client.get("/api/v1/events", params={"box": "9,19,26,34"}).json()["items"]  # Libya
    assert items
    assert {place["country"] for item in items for place in item["places"]} == {"LY"}


def test_pages_follow_each_other_without_gap(client: TestClient) -> None:
    first = client.get("/api/v1/events", params={"limit": 10}).json()
    pages = [client.get("/api/v1/events", params={"limit": 10, "page": n + 1}).json() for n in range(first["pages"])]
    found = [item["id"] for page in pages for item in page["items"]]
    assert len(found) == len(set(found)) == first["total"]


def test_facets_count_what_each_choice_would_leave(client: TestClient) -> None:
    facets = client.get("/api/v1/facets", params={"type": "ASSAULT"}).json()["facets"]
    for name in ("type", "country", "status", "publisher"):
        for each in facets[name][:4]:
            others = {} if name == "type" else {"type": "ASSAULT"}
            assert len(ids(client, **others, **{name: each["value"]})) == each["n"], (name, each)


def test_the_map_shows_every_event_with_a_place(client: TestClient) -> None:
    marks = client.get("/api/v1/map", params={"type": "AGREE"}).json()
    assert [(mark["name"], mark["n"]) for mark in marks["points"]] == [("Qamishli", 1)]
    assert client.get("/api/v1/map").json()["areas"]  # never drawn as points


def test_the_timeline_counts_every_event_once(client: TestClient) -> None:
    found = client.get("/api/v1/timeline").json()
    assert sum(mark["n"] for mark in found["marks"]) + found["undated"] == len(ids(client))
    assert found["chart"]["layer"]


def test_sums_state_their_rule(client: TestClient) -> None:
    found = client.get("/api/v1/sums").json()
    assert found["occurred"] <= found["all"] == len(ids(client))
    assert "“at least” has no upper end" in found["rule"]


def test_episodes_and_ordinary_crime_are_counted_when_asked_for(client: TestClient) -> None:
    plain = client.get("/api/v1/sums").json()
    assert plain["episodes"] > 0
    assert f"{plain['episodes']} episode" in plain["besides"]
    more = client.get("/api/v1/sums", params={"count": ["episodes", "crime"]}).json()
    assert more["occurred"] == plain["occurred"] + plain["episodes"] + plain["crime"] - (
        more["hedged"] - plain["hedged"]
    )
    assert (more["episodes"], more["crime"]) == (0, 0)
    assert more["rule"] != plain["rule"]
    assert client.get("/api/v1/sums?count=all").status_code == 422


def test_page_report_and_markdown_state_the_sums_of_the_api(client: TestClient) -> None:
    for asked in ({}, {"count": ["episodes", "crime"]}):
        sums = client.get("/api/v1/sums", params=asked).json()
        page = client.get("/report", params=asked).text
        report = client.get("/api/v1/report.html", params=asked).text
        markdown = client.get("/api/v1/export/markdown", params=asked).text
        for text in (page, report, markdown):
            assert sums["rule"] in text
            assert sums["besides"] in text
            assert all(each["words"] in text and each["note"] in text for each in sums["sums"])


def test_an_event_brings_what_stands_behind_it(client: TestClient) -> None:
    found = client.get(f"/api/v1/events/{event_of(client, 'rafah')}").json()
    article = found["articles"][0]
    killed = next(field for field in found["event"]["fields"] if field["name"] == "killed")
    part, _, start, end = killed["claims"][0]["spans"][0]
    assert part == "body"
    assert article["text"][start:end] == "11 people"
    assert killed["claims"][0]["chain"] == ["Gaza civil defence"]
    assert found["history"]


def test_an_article_brings_its_spans(client: TestClient) -> None:
    found = client.get("/api/v1/articles/rafah").json()
    assert len(found["events"]) == 2
    words = {
        found["article"]["text"][start:end]
        for event in found["events"]
        for claim in event["claims"]
        for part, _, start, end in claim["spans"]
        if part == "body"
    }
    assert {"11 people", "22 February"} <= words


def test_what_is_known_already_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/events")
    tag = first.headers["etag"]
    assert client.get("/api/v1/events", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/api/v1/events?type=AID", headers={"If-None-Match": tag}).status_code == 200
    decide(client, verb="accept", event=first.json()["items"][0]["id"])
    assert client.get("/api/v1/events", headers={"If-None-Match": tag}).status_code == 200


def test_what_is_not_ready_is_to_be_asked_for_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def unready(_: Index) -> None:
        raise Unready("the ledger is read before it can be shown: 7 of 100 done")

    monkeypatch.setattr(Index, "state", unready)
    for path in ("/api/v1/events", "/report"):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["retry-after"], answer.headers["refresh"]) == (503, "1", "1")
        assert "7 of 100 done" in answer.text


# ------------------------------------------------------------------ exports


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_every_format_can_be_had(client: TestClient, format: str) -> None:
    answer = client.get(f"/api/v1/export/{format}", params={"country": "SY"})
    assert answer.status_code == 200, answer.text
    assert len(answer.content) == int(answer.headers["content-length"]) > 100
    assert answer.headers["content-disposition"].startswith("attachment")


def test_csv_and_geojson_hold_what_the_page_holds(client: TestClient) -> None:
    found = set(ids(client, type="ASSAULT"))
    rows = client.get("/api/v1/events", params={"type": "ASSAULT", "format": "csv"}).text
    assert {row["id"] for row in csv.DictReader(io.StringIO(rows))} == found
    features = client.get("/api/v1/events", params={"type": "ASSAULT", "format": "geojson"}).json()["features"]
    assert {feature["id"] for feature in features} == found


def test_the_report_is_a_file_of_the_filtered_events(client: TestClient) -> None:
    answer = client.get("/api/v1/report.html", params={"country": "SY", "title": "Syria <b>now</b>"})
    assert "attachment" in answer.headers["content-disposition"]
    assert "Syria &lt;b&gt;now&lt;/b&gt;" in answer.text
    embedded = answer.text.split('id="data-events">')[1].split("</script>")[0]
    assert {each["id"] for each in json.loads(embedded)} == set(ids(client, country="SY"))


# ------------------------------------------------------------------ decisions


def test_a_correction_stands_under_its_name_and_can_be_taken_back(client: TestClient) -> None:
    event = event_of(client, "rafah")
    value = next(v for v in detail(client, event)["values"] if v["field"] == "killed")
    made = decide(
        client, verb="correct", event=event, field="killed", value="12+", replaces=value["record"], note="list of names"
    )
    assert made["user"] == "ann"
    after = next(v for v in detail(client, event)["values"] if v["field"] == "killed")
    assert (after["words"], after["decision"]) == ("at least 12", made["id"])
    assert after["record"]["side"] == value["record"]["side"]
    assert event in ids(client, decided="correct")
    decide(client, verb="undo", decision=made["id"])
    assert next(v for v in detail(client, event)["values"] if v["field"] == "killed")["words"] == value["words"]
    log = client.get("/api/v1/decisions").json()["items"]
    assert [(each["verb"], each["undone"]) for each in log] == [("undo", False), ("correct", True)]


def test_words_that_a_person_names_stand_behind_the_value(client: TestClient) -> None:
    event = event_of(client, "rafah")
    found = client.get(f"/api/v1/events/{event}").json()
    article = found["articles"][0]
    at = article["text"].index("22 February")
    words = {"article": article["id"], "part": "body", "start": at, "end": at + 11, "quote": "22 February"}
    value = next(v for v in found["event"]["values"] if v["field"] == "date")
    asked = {"verb": "correct", "event": event, "field": "date", "value": "2024-02-22", "replaces": value["record"]}
    wrong = client.post("/api/v1/decisions", json=asked | {"support": words | {"quote": "23 February"}})
    assert (wrong.status_code, "does not say that there" in wrong.json()["detail"]) == (400, True)
    made = decide(client, **asked, support=words)
    claim = next(f for f in detail(client, event)["fields"] if f["name"] == "date")["claims"][0]
    assert (claim["by"], claim["words"], claim["spans"]) == ("ann", "22 February", [["body", None, at, at + 11]])
    told = client.get(f"/api/v1/articles/{article['id']}").json()["events"]
    assert "ann" in {claim["by"] for each in told for claim in each["claims"]}
    decide(client, verb="undo", decision=made["id"])
    assert all(claim["by"] is None for field in detail(client, event)["fields"] for claim in field["claims"])


def test_merging_and_splitting(client: TestClient) -> None:
    first, second = event_of(client, "rafah"), event_of(client, "sabha airport")
    made = decide(client, verb="merge", event=first, events=[second])
    kept = client.get(f"/api/v1/events/{second}").json()["event"]["id"]
    assert kept == client.get(f"/api/v1/events/{first}").json()["event"]["id"]
    assert {first, second} & set(ids(client)) == {kept}
    reports = detail(client, kept)["ids"]
    decide(client, verb="split", event=kept, reports=[reports[-1]])
    assert len(detail(client, kept)["ids"]) == len(reports) - 1
    assert made["event"] == kept  # as it is called now


def test_a_rejected_event_is_gone_and_comes_back(client: TestClient) -> None:
    event, before = event_of(client, "rafah"), len(ids(client))
    made = decide(client, verb="reject", event=event)
    assert len(ids(client)) == before - 1
    assert client.get(f"/api/v1/events/{event}").status_code == 404
    decide(client, verb="undo", decision=made["id"])
    assert len(ids(client)) == before


def test_the_queue_leaves_out_what_was_ruled_on(client: TestClient) -> None:
    before = client.get("/api/v1/queue").json()
    gains = [item["gain"] for item in before["items"]]
    assert gains == sorted(gains, reverse=True)
    decide(client, verb="note", event=before["items"][0]["id"], note="seen")  # rules nothing
    decide(client, verb="accept", event=before["items"][0]["id"])
    after = client.get("/api/v1/queue").json()
    assert after["undecided"] == before["undecided"] - 1
    assert after["items"][0]["id"] == before["items"][1]["id"]


def test_similar_events_are_near(client: TestClient) -> None:
    event = event_of(client, "shuhayl")
    assert event_of(client, "diban", "ASSAULT") in [
        each["id"] for each in client.get(f"/api/v1/events/{event}/similar").json()["items"]
    ] + [event]


def detail(client: TestClient, event: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/events/{event}").json()["event"]
    return found


# ------------------------------------------------------------------ errors


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/api/v1/events?since=yesterday", 400, "since yesterday: is no day"),
        ("/api/v1/events?type=NOISE", 400, "is no PLOVER type"),
        ("/api/v1/events?status=maybe", 400, "one of occurred, failed, planned, denied"),
        ("/api/v1/events?box=1,2,3", 400, "west,south,east,north"),
        ("/api/v1/events?page=0", 422, "page"),
        ("/api/v1/events/ev-9999999", 404, "knows no such event"),
        ("/api/v1/articles/none", 404, "knows no such article"),
        ("/api/v1/export/doc", 404, "is no format"),
        ("/api/v1/jobs/none", 404, "is no job"),
        ("/api/v1/none", 404, "Not Found"),
    ],
)
def test_errors_are_problem_details_in_one_line(client: TestClient, address: str, status: int, says: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert says in problem["detail"]
    assert "\n" not in problem["detail"]


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        ({"verb": "accept"}, 400, "event: is missing"),
        ({"verb": "correct", "event": "E", "field": "killed", "value": "many"}, 400, "is no count"),
        ({"verb": "correct", "event": "E", "field": "shoes", "value": "1"}, 400, "is no field"),
        (
            {"verb": "correct", "event": "E", "field": "killed", "value": "1", "replaces": {"kind": "x"}},
            400,
            "is no value",
        ),
        ({"verb": "merge", "event": "E", "events": ["E"]}, 400, "are one event already"),
        ({"verb": "undo", "decision": "de-none"}, 404, "no such decision"),
        ({"verb": "accept", "event": "E", "more": 1}, 422, "more"),
        ({"verb": "burn", "event": "E"}, 422, "verb"),
    ],
)
def test_decisions_that_cannot_be_made_change_nothing(
    client: TestClient, asked: dict[str, Any], status: int, says: str
) -> None:
    event = event_of(client, "rafah")
    told = json.loads(json.dumps(asked).replace('"E"', f'"{event}"'))
    answer = client.post("/api/v1/decisions", json=told)
    assert answer.status_code == status, answer.text
    assert says in answer.json()["detail"]
    assert client.get("/api/v1/decisions").json()["total"] == 0


def test_the_description_covers_every_address(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert {"/api/v1/events", "/api/v1/decisions", "/api/v1/export/{format}"} <= set(described["paths"])
    assert all(offer["description"] for methods in described["paths"].values() for offer in methods.values())
