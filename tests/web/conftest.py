"""A ledger of the invented stories that the report's tests use, and the application over a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from browsing import HOSTILE
from fastapi.testclient import TestClient
from msgspec.structs import replace
from publishing.sample import sample

from dateline.ledger import Ledger
from dateline.model import Coding, Page
from dateline.web import Settings, create_app

Open = Callable[..., TestClient]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the stories in it; the title of one is an attack. Not to be written to."""
    stories, path = sample(), tmp_path_factory.mktemp("ledger") / "stories.db"
    with Ledger.open(path) as book:
        found = []
        for article in stories.articles.values():
            if article.id == "kirkuk-1":
                article = replace(article, title=f"{HOSTILE} {article.title}")
            reports = tuple(report for report in stories.made.values() if report.article_id == article.id)
            totals = tuple(total for total in stories.told if total.article_id == article.id)
            page = Page(id=f"page-{article.id}", source=f"{article.id}.txt", media_type="text/plain", url=article.url)
            found.append((page, Coding(article=article, reports=reports, totals=totals)))
        book.add_all(found)
    return path


@pytest.fixture
def ledger(filled: Path, tmp_path: Path) -> Path:
    """A copy to write to."""
    with Ledger.open(filled) as book:  # closing folds the log of writes into the file
        book.counts()
    return Path(shutil.copy(filled, tmp_path / "stories.db"))


@pytest.fixture
def opened(ledger: Path, tmp_path: Path) -> Iterator[Open]:
    """Opens the application, on loopback unless told otherwise."""
    with ExitStack() as stack:

        def open_(base_url: str = "http://localhost", **settings: object) -> TestClient:
            app = create_app(
                ledger,
                Settings(
                    users=tmp_path / "users.json",
                    pages=tmp_path / "pages",
                    samples=tmp_path / "samples",
                    user="ann",
                    **settings,  # type: ignore[arg-type]
                ),
            )
            return stack.enter_context(TestClient(app, base_url=base_url, follow_redirects=False))

        yield open_


@pytest.fixture
def client(opened: Open) -> TestClient:
    """The application on loopback, with a session and its token."""
    return signed(opened())


def signed(client: TestClient) -> TestClient:
    """A client that brings its session's token along."""
    client.headers["X-CSRF-Token"] = client.get("/api/v1/session").json()["csrf"]
    return client
