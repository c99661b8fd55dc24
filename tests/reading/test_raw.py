"""Pages and rows that somebody else got hold of are read as files are."""

from __future__ import annotations

import json

import pytest

from dateline.model import Problem
from dateline.reading import Raw, Reading, read_raw
from dateline.reading.decoding import decode

STORY = (
    "Le Châtelet fair opens\n\nThe fair of Châtelet opened on Monday, and the mayor said that it would last a week.\n"
)
ADDRESS = "https://news.example.org/fair"


def only(raw: Raw) -> Reading:
    (found,) = read_raw(raw)
    assert isinstance(found, Reading)
    return found


def test_a_page_keeps_where_and_when_it_was_fetched() -> None:
    found = only(Raw(name="x", data=STORY.encode(), kind="text", url=ADDRESS, fetched="2024-03-04T05:06:07Z"))
    assert (found.page.url, found.page.fetched, found.article.url) == (ADDRESS, "2024-03-04T05:06:07Z", ADDRESS)


def test_its_own_address_stands_above_where_it_was_fetched() -> None:
    body = "".join(f"<p>{STORY.splitlines()[2]}</p>" for _ in range(2))
    page = f'<html><head><link rel="canonical" href="{ADDRESS}"></head><body><article>{body}</article></body></html>'
    assert only(Raw(name="x", data=page.encode(), url=f"{ADDRESS}?ref=mail")).article.url == ADDRESS


def test_what_it_is_is_told_by_its_first_bytes() -> None:
    row = json.dumps({"id": 7, "text": STORY}).encode()
    assert only(Raw(name="x", data=row)).article.id == "7"
    assert len(list(read_raw(Raw(name="x", data=row + b"\n" + row)))) == 2
    assert only(Raw(name="x", data=STORY.encode())).page.media_type == "text/plain"


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "holds no article"), (b"%PDF-1.7", "is a PDF"), (b"{", "broken JSON")]
)
def test_bad_input_is_a_problem(data: bytes, reason: str) -> None:
    (problem,) = read_raw(Raw(name="x", data=data))
    assert isinstance(problem, Problem)
    assert reason in problem.reason


def test_a_server_names_the_encoding() -> None:
    page = f'<meta charset="utf-8"><p>{STORY}</p>'
    assert "Châtelet" in decode(page.encode("latin-1"), "x", html=True, declared="ISO-8859-1")


def test_a_servers_default_is_not_believed_of_utf_8() -> None:
    assert "Châtelet" in decode(STORY.encode(), "x", html=True, declared="iso-8859-1")
    assert "Châtelet" in decode(STORY.encode(), "x", html=True, declared="no-such-encoding")
