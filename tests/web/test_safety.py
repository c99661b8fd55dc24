"""Who may do what, and what a hostile page, site or text cannot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import HOSTILE
from fastapi.testclient import TestClient

from dateline.errors import InputError
from dateline.web.sessions import Sessions, SignInForm, Tries
from dateline.web.users import Users

from .conftest import Open, signed

PASSWORD = "four sound words here"
PAGES = (
    *("/", "/review", "/decisions", "/report", "/add", "/api", "/event/ev-0000001", "/article/rafah"),
    *("/actors", "/actor/group:is", "/samples", "/sample/none"),
)


@pytest.fixture
def team(opened: Open, tmp_path: Path) -> TestClient:
    """The application for a team, with a reader and a reviewer."""
    users = Users(tmp_path / "users.json")
    users.add("rhea", "reader", PASSWORD)
    users.add("vera", "reviewer", PASSWORD)
    return opened("https://localhost", host="0.0.0.0", tls=True)


def sign_in(client: TestClient, name: str, password: str = PASSWORD, next: str = "/") -> int:
    form = client.get("/sign-in", params={"next": next})
    token = re.search(r'name="token" value="(\w+)"', form.text)
    assert token
    told = {"name": name, "password": password, "token": token[1], "next": next}
    answer = client.post("/sign-in", data=told, headers={"Origin": "https://localhost"})
    if answer.status_code == 303:
        client.headers["X-CSRF-Token"] = client.get("/api/v1/session").json()["csrf"]
        client.headers["X-Went-To"] = answer.headers["location"]
    return answer.status_code


def an_event(client: TestClient) -> str:
    return str(client.get("/api/v1/events").json()["items"][0]["id"])


# ------------------------------------------------------------------ every answer


@pytest.mark.parametrize("path", [*PAGES, "/api/v1/events", "/api/v1/none", "/static/x/web.css"])
def test_every_answer_is_fenced_in(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_inline_script_style_or_handler(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    for tag in re.findall(r"<script[^>]*>", page):
        assert 'type="application/json"' in tag or re.search(r'src="/static/', tag), tag
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_nothing_of_an_address_becomes_markup(client: TestClient) -> None:
    for path in ("/event/", "/article/", "/report?text=", "/?text="):
        assert "<img" not in client.get(path + HOSTILE.replace("/", "%2F")).text


def test_people_are_told_on_a_page_what_is_wrong(client: TestClient) -> None:
    for path in ("/none", "/report?since=<img src=x>", "/report?box=<img>"):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.status_code in (400, 404, 422)
        assert "<img" not in answer.text


# ------------------------------------------------------------------ other sites


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8350", "127.0.0.1.evil.example", "192.0.2.7", ""])
def test_a_strange_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/events", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8350", "127.0.0.1:8350", "[::1]:8350"])
def test_loopback_goes_by_its_names(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/session", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "guessed"},
        {"Cookie": "dateline_session=none"},
    ],
)
def test_a_forged_request_changes_nothing(client: TestClient, headers: dict[str, str]) -> None:
    event = an_event(client)
    if "Cookie" in headers:
        client.cookies.clear()
    answer = client.post("/api/v1/decisions", json={"verb": "accept", "event": event}, headers=headers)
    assert answer.status_code == 403
    assert client.get("/api/v1/decisions").json()["total"] == 0


def test_what_is_too_large_is_refused(opened: Open) -> None:
    client = signed(opened(largest_upload=1000))
    assert client.post("/api/v1/pages", content=b"x" * 1001).status_code == 413

    def in_pieces():  # type: ignore[no-untyped-def]
        for _ in range(50):
            yield b"x" * 100

    answer = client.post("/api/v1/pages", content=in_pieces())
    assert 400 <= answer.status_code < 500


# ------------------------------------------------------------------ signing in


def test_nobody_sees_anything_unsigned(team: TestClient) -> None:
    for path in PAGES:
        answer = team.get(path)
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/sign-in")
    assert team.get("/api/v1/events").status_code == 401
    assert team.get("/api/v1/export/csv").status_code == 401
    assert team.get("/api/v1/report.html").status_code == 401


def test_a_reviewer_decides_under_their_name(team: TestClient) -> None:
    assert sign_in(team, "vera", next="/review") == 303
    assert team.headers["X-Went-To"] == "/review"
    answer = team.post("/api/v1/decisions", json={"verb": "accept", "event": an_event(team)})
    assert (answer.status_code, answer.json()["user"]) == (201, "vera")


def test_a_reader_is_refused_decisions_and_names(team: TestClient) -> None:
    assert sign_in(team, "rhea") == 303
    answer = team.post("/api/v1/decisions", json={"verb": "accept", "event": an_event(team)})
    assert answer.status_code == 403
    assert "readers may look" in answer.json()["detail"]
    assert team.post("/api/v1/pages", content=b"text").status_code == 403
    assert team.get("/api/v1/actors/proposed").status_code == 403
    assert team.post("/api/v1/actors", json={"name": "A B", "kind": "armed group"}).status_code == 403
    assert team.get("/api/v1/export/csv?persons=true").status_code == 403
    assert team.get("/api/v1/report.html?persons=true").status_code == 403


def test_private_persons_are_withheld_from_readers(team: TestClient) -> None:
    sign_in(team, "rhea")
    for path in ("/api/v1/articles/sinjar", "/api/v1/events?text=shepherd", "/api/v1/facets", "/api/v1/export/jsonl"):
        assert "Barakat" not in team.get(path).text, path
    event = team.get("/api/v1/events?text=shepherd&type=ASSAULT").json()["items"][0]["id"]
    assert "Barakat" not in team.get(f"/api/v1/events/{event}").text
    sign_in(team, "vera")
    assert "Barakat" in team.get("/api/v1/articles/sinjar").text
    assert "Barakat" not in team.get("/api/v1/export/jsonl").text  # unless asked for
    assert "Barakat" in team.get("/api/v1/export/jsonl?persons=true").text


def test_a_reader_cannot_probe_for_private_names(team: TestClient) -> None:
    asked = ("text=Barakat", "text=hadi", "text=shepherd+barakat", "actor=Hadi+Barakat", "actor=barakat")
    found = {}
    for name in ("vera", "rhea"):
        sign_in(team, name)
        for query in asked:
            totals = [team.get(f"/api/v1/{each}?{query}").json()["total"] for each in ("events", "facets")]
            totals.append(team.get(f"/api/v1/sums?{query}").json()["all"])
            totals.append(len(team.get(f"/api/v1/export/jsonl?{query}").text.splitlines()))
            found[name, query] = totals
            assert "Barakat" in team.get(f"/api/v1/export/jsonl?persons=true&{query}").text or name == "rhea"
        assert team.get("/api/v1/events?text=shepherd").json()["total"]
    assert all(0 not in found["vera", query] for query in asked)
    assert all(set(found["rhea", query]) == {0} for query in asked)


def test_a_private_name_within_a_public_one_is_withheld_from_readers(team: TestClient) -> None:
    sign_in(team, "vera")
    event = team.get("/api/v1/events?text=shepherd&type=ASSAULT").json()["items"][0]["id"]
    told = {"verb": "correct", "event": event, "field": "actor", "value": "Friends of Hadi Barakat", "add": True}
    assert team.post("/api/v1/decisions", json=told).status_code == 201
    assert team.get("/api/v1/actors/name:friends of hadi barakat").status_code == 200
    paths = (
        "facets",
        "actors?limit=200",
        "timeline",
        "events?limit=200",
        "queue?limit=500",
        f"events/{event}",
        "decisions",
        "sums",
        "export/csv",
    )
    paths += tuple(f"events/{each['id']}/similar" for each in team.get("/api/v1/events?limit=200").json()["items"])
    assert "Friends of Hadi Barakat" in team.get("/api/v1/facets").text
    sign_in(team, "rhea")
    for path in paths:
        answer = team.get(f"/api/v1/{path}")
        assert (answer.status_code, "Barakat" in answer.text) == (200, False), path
    assert team.get("/api/v1/actors/name:friends of hadi barakat").status_code == 404


def test_a_saved_page_is_not_for_readers(team: TestClient) -> None:
    sign_in(team, "rhea")
    answer = team.get("/page/none")
    assert (answer.status_code, "reviewers only" in answer.json()["detail"]) == (403, True)
    assert team.get("/api/v1/articles/rafah").json()["page"] is None


def test_cookies_are_out_of_reach(team: TestClient) -> None:
    sign_in(team, "vera")
    form = team.get("/sign-in")
    assert all(word in form.headers["set-cookie"] for word in ("HttpOnly", "SameSite=strict", "Secure"))


def test_wrong_passwords_are_slowed_down(team: TestClient) -> None:
    assert [sign_in(team, "vera", "wrong wrong wrong") for _ in range(5)] == [403] * 5
    assert sign_in(team, "vera") == 429  # the right one, too


def test_an_unknown_name_is_answered_like_a_wrong_password(team: TestClient) -> None:
    assert sign_in(team, "nobody") == 403


def test_a_form_of_another_browser_is_refused(team: TestClient) -> None:
    told = {"name": "vera", "password": PASSWORD, "token": "0" * 64}
    assert team.post("/sign-in", data=told).status_code == 403


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_our_own_pages_only(team: TestClient, next: str) -> None:
    sign_in(team, "vera", next=next)
    assert team.headers["X-Went-To"] == "/"


def test_signing_out_ends_the_session(team: TestClient) -> None:
    sign_in(team, "vera")
    cookie = team.cookies["dateline_session"]
    assert team.post("/sign-out").status_code == 204
    team.cookies.set("dateline_session", cookie, domain="localhost.local")
    assert team.get("/api/v1/events").status_code == 401


def test_who_is_removed_is_out_at_once(team: TestClient, tmp_path: Path) -> None:
    sign_in(team, "vera")
    Users(tmp_path / "users.json").remove("vera")
    assert team.get("/api/v1/events").status_code == 401


def test_who_gets_another_role_signs_in_anew(team: TestClient, tmp_path: Path) -> None:
    sign_in(team, "vera")
    Users(tmp_path / "users.json").add("vera", "reader", PASSWORD)
    assert team.get("/api/v1/events").status_code == 401


# ------------------------------------------------------------------ parts


def test_passwords_are_kept_as_hashes_in_a_private_file(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    Users(path).add("ann", "admin", PASSWORD)
    assert PASSWORD not in path.read_text()
    assert "$argon2id$" in path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    assert Users(path).signed_in("ann", PASSWORD)
    assert Users(path).signed_in("ann", PASSWORD + "x") is None


@pytest.mark.parametrize(
    ("name", "password"), [("ann", "short"), ("", PASSWORD), (" ann", PASSWORD), ("a\nb", PASSWORD)]
)
def test_poor_names_and_passwords_are_refused(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(InputError):
        Users(tmp_path / "users.json").add(name, "reader", password)
    assert not (tmp_path / "users.json").exists()


def test_sessions_run_out() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    token, visitor = sessions.open("ann", "reader", signed_in=True)
    assert sessions.find(token) == visitor
    now[0] = 13 * 3600
    assert sessions.find(token) is None


def test_tries_are_forgiven_after_a_while() -> None:
    now = [0.0]
    tries = Tries(lambda: now[0])
    for _ in range(5):
        assert tries.allowed("name ann")
        tries.failed("name ann", "address 192.0.2.1")
    assert not tries.allowed("name ann")
    assert not tries.allowed("name bob", "address 192.0.2.1")
    assert tries.allowed("name bob", "address 192.0.2.2")
    now[0] = 301
    assert tries.allowed("name ann")


def test_a_form_fits_its_cookie_only() -> None:
    form = SignInForm()
    cookie, token = form.fresh()
    assert form.fits(cookie, token)
    assert not form.fits(form.fresh()[0], token)
    assert not form.fits(None, token)
