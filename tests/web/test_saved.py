"""The pages that articles came from, as they were saved."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from browsing import HOSTILE
from fastapi.testclient import TestClient
from msgspec.structs import replace

from dateline.ledger import Ledger
from dateline.model import Coding, Page
from dateline.web.saved import Saved

from .conftest import Open

BYTES = f"<!doctype html><title>Storm</title><p>Café closed. {HOSTILE}".encode()


def page_of(data: bytes, source: str) -> Page:
    return Page(id=hashlib.sha256(data).hexdigest(), source=source, media_type="text/html")


@pytest.fixture
def article_of(ledger: Path, tmp_path: Path) -> str:
    """An article whose page lies where it was read from."""
    path = tmp_path / "storm.html"
    path.write_bytes(BYTES)
    page = page_of(BYTES, str(path))
    with Ledger.open(ledger) as book:
        article = replace(book.article("rafah"), id="storm", hash="5" * 64, title="Storm", page_id=page.id, url=None)
        book.add(page, Coding(article=article, reports=(), totals=()))
    return article.id


def test_a_saved_page_is_shown_as_text_and_runs_nothing(client: TestClient, article_of: str) -> None:
    page = client.get(f"/api/v1/articles/{article_of}").json()["page"]
    assert page["kept"] is True
    answer = client.get(f"/page/{page['id']}")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.content == BYTES


def test_another_file_in_its_place_is_not_shown(client: TestClient, article_of: str, tmp_path: Path) -> None:
    (tmp_path / "storm.html").write_bytes(b"something secret")
    page = client.get(f"/api/v1/articles/{article_of}").json()["page"]
    assert page["kept"] is False
    answer = client.get(f"/page/{page['id']}")
    assert (answer.status_code, "secret" in answer.text) == (404, False)
    assert client.get("/page/none").status_code == 404


def test_nobody_sees_a_saved_page_unsigned(opened: Open, article_of: str) -> None:
    team = opened("https://localhost", host="0.0.0.0", tls=True)
    assert team.get(f"/page/{page_of(BYTES, '').id}").status_code == 303


def test_a_page_is_kept_and_goes_when_its_articles_are_forgotten(ledger: Path, tmp_path: Path, article_of: str) -> None:
    saved, file = Saved(tmp_path / "kept"), tmp_path / "storm.html"
    page = page_of(BYTES, "storm.html")
    saved.keep(page, file)
    file.unlink()
    assert saved.find(page) == BYTES
    with Ledger.open(ledger) as book:
        saved.sweep(book)
        assert saved.find(page) == BYTES
        book.forget(article_of, user="ann")
        assert saved.find(book.page(page.id)) is None
        saved.sweep(book)
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "source"),
    [
        ("rows.jsonl", b'{"text": "one"}\n{"text": "two"}\n', "rows.jsonl:2"),
        ("rows.json", b'[{"text": "one"}, {"text": "two"}]', "rows.json row 2"),
    ],
)
def test_a_row_is_found_in_its_file(tmp_path: Path, name: str, content: bytes, source: str) -> None:
    row = b'{"text": "two"}'
    (tmp_path / name).write_bytes(content)
    saved = Saved(tmp_path / "kept")
    assert saved.find(page_of(row, str(tmp_path / source))) == row
    assert saved.find(page_of(b"other", str(tmp_path / source))) is None
    saved.keep(page_of(row, ""), tmp_path / name)
    assert saved.find(page_of(row, "")) == row
