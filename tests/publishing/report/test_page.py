"""The page as text: what stands in it, and what must never run in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from dateline.publishing import report
from dateline.publishing.report import shell
from dateline.publishing.report.days import drawn

from ..sample import Fake, sample

HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">'


def page(ledger: Fake, path: Path, **options: str) -> str:
    report.write(ledger, None, path / "report.html", **options)  # type: ignore[arg-type]
    return (path / "report.html").read_text(encoding="utf-8")


def data(html: str, name: str) -> object:
    match = re.search(rf'<script type="application/json" id="data-{name}">(.*?)</script>', html, re.DOTALL)
    assert match
    return json.loads(match[1])


def test_the_same_ledger_gives_the_same_bytes(tmp_path: Path) -> None:
    assert page(sample(), tmp_path) == page(sample(), tmp_path)


def test_an_article_stands_in_the_page_once(tmp_path: Path) -> None:
    html = page(sample(), tmp_path)
    assert html.count("The army said that it had aimed at a launching site") == 1
    assert len(data(html, "articles")) == 15  # type: ignore[arg-type]


def test_foreign_text_never_becomes_markup(tmp_path: Path) -> None:
    ledger = sample()
    ledger.articles = {id: replace(a, title=HOSTILE, publisher=HOSTILE) for id, a in ledger.articles.items()}
    html = page(ledger, tmp_path, title=HOSTILE)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert data(html, "articles")[0]["title"] == HOSTILE  # type: ignore[index]


def test_only_web_addresses_become_links(tmp_path: Path) -> None:
    html = page(sample(), tmp_path)
    assert "javascript:" not in json.dumps(data(html, "articles"))


def test_every_script_and_style_is_allowed_by_its_hash_and_nothing_else(tmp_path: Path) -> None:
    html = page(sample(), tmp_path)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    assert "default-src &#39;none&#39;" in policy or "default-src 'none'" in policy
    assert "unsafe" not in policy
    bodies = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL)
    assert len(bodies) == 4
    for body in bodies:
        assert base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() in policy


def test_totals_stand_apart(tmp_path: Path) -> None:
    html = page(sample(), tmp_path)
    assert "never counted as events" in html
    assert "at least 40" in html


def test_a_ledger_without_events_gives_a_page_that_says_so(tmp_path: Path) -> None:
    html = page(Fake(), tmp_path)
    assert "None of these events has a place on the map." in html
    assert "None of these events has a date." in html


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028"])
def test_embedded_json_cannot_end_its_element(text: str) -> None:
    embedded = shell.embedded([text])
    assert text not in embedded
    assert json.loads(embedded) == [text]


def test_the_timeline_leaves_out_a_few_days_that_lie_far_off() -> None:
    month = [(f"2025-01-{day:02}", f"2025-01-{day:02}") for day in range(1, 29)]
    far = [("2002-01-01", "2025-01-05"), ("2031-03-03", "2031-03-03")]
    assert drawn([*month, *far]) == (date(2025, 1, 1), date(2025, 1, 28))
    years = [(f"{year}-06-01", f"{year}-06-01") for year in range(1990, 2025)]
    assert drawn(years) == (date(1990, 6, 1), date(2024, 6, 1))
    assert drawn(far) == (date(2002, 1, 1), date(2031, 3, 3))
