"""Pages that are handed in."""

from __future__ import annotations

import time
from typing import Any

import pytest
from fastapi.testclient import TestClient

STORY = """Blast at Karsa market kills four

ERBIL, Iraq, May 12 - A bomb went off at a market in Kirkuk on Tuesday, killing four people and wounding nine, the
provincial health office said. No group has said that it planted the device.
"""


def handed_in(client: TestClient, name: str, data: bytes, **asked: str) -> dict[str, Any]:
    """The job of a page once it is over."""
    answer = client.post("/api/v1/pages", params={"name": name, **asked}, content=data)
    assert answer.status_code == 202, answer.text
    return over(client, answer.json())


def over(client: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    while job["stage"] not in ("done", "failed"):
        time.sleep(0.1)
        job = client.get(f"/api/v1/jobs/{job['id']}").json()
    return job


@pytest.mark.slow
def test_a_text_is_read_coded_and_listed(client: TestClient) -> None:
    job = handed_in(client, "story.txt", STORY.encode(), published="2026-05-12")
    assert (job["stage"], job["problems"]) == ("done", [])
    events = job["added"][0]["new_events"]
    assert events
    assert set(events) <= {e["id"] for e in client.get("/api/v1/events?limit=200").json()["items"]}
    again = handed_in(client, "story.txt", STORY.encode(), published="2026-05-12")
    assert [each["status"] for each in again["added"]] == ["known"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("rows.jsonl", b'{"title": "no text"', "rows.jsonl"),
        ("../../etc/passwd.html", b"<html><body></body></html>", "holds no article"),
        ("page.html", b"\x00\xff\xfe\x00" * 50, "page.html"),
    ],
)
def test_what_cannot_be_read_is_said(client: TestClient, name: str, data: bytes, says: str) -> None:
    job = handed_in(client, name, data)
    assert job["stage"] == "failed"
    assert says in " ".join(job["problems"])
    assert "/tmp" not in " ".join(job["problems"])


@pytest.mark.parametrize("url", ["http://127.0.0.1:8350/", "http://localhost/", "file:///etc/passwd", "http://[::1]/"])
def test_addresses_of_the_machine_itself_are_refused(client: TestClient, url: str) -> None:
    answer = client.post("/api/v1/addresses", json={"url": url})
    assert over(client, answer.json())["stage"] == "failed"


def test_an_empty_page_is_refused(client: TestClient) -> None:
    answer = client.post("/api/v1/pages", content=b"  \n")
    assert (answer.status_code, answer.json()["detail"]) == (400, "pasted.txt: is empty")
