"""Many at once: no answer fails and no decision is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient


@pytest.mark.slow
def test_readers_and_reviewers_do_not_get_in_each_others_way(client: TestClient) -> None:
    events = [each["id"] for each in client.get("/api/v1/events?limit=200").json()["items"]]
    looks = ["events", "facets", "sums", "map", "timeline", "queue", "decisions", f"events/{events[0]}", "export/csv"]

    def look(n: int) -> int:
        return client.get(f"/api/v1/{looks[n % len(looks)]}", params={"limit": 20}).status_code

    def decide(n: int) -> int:
        asked = {"verb": "note", "event": events[n % len(events)], "note": f"note {n}"}
        return client.post("/api/v1/decisions", json=asked).status_code

    with ThreadPoolExecutor(24) as crowd:
        looked, decided = crowd.map(look, range(90)), crowd.map(decide, range(15))
        assert set(decided) == {201}
        assert set(looked) == {200}
    notes = {each["note"] for each in client.get("/api/v1/decisions").json()["items"]}
    assert notes == {f"note {n}" for n in range(15)}
