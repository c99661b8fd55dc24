"""The situation report as Markdown."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from dateline.publishing.markdown import _plain

from .sample import sample
from .writing import written


def test_the_report_has_its_parts_in_order() -> None:
    heads = [line for line in written(sample(), "markdown").splitlines() if line.startswith("#")]
    assert heads == [
        "# Events",
        "## Figures",
        "## Events",
        "## In dispute",
        "## Unconfirmed",
        "## Totals told by the sources – never counted as events",
    ]


def test_every_event_is_listed_with_its_source() -> None:
    report = written(sample(), "markdown")
    assert all(f"({event.id})" in report for event in sample().stored)
    assert "[Mosul Courier](<https://mosul-courier.example/2024/03/kirkuk-bomb>)" in report


def test_the_words_of_an_article_mean_nothing_to_markdown() -> None:
    ledger = sample()
    for id, story in ledger.articles.items():
        ledger.articles[id] = replace(story, publisher="# [x](javascript:alert(1)) | <b>", url="javascript:alert(1)")
    tokens = MarkdownIt().parse(written(ledger, "markdown"))
    inside = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in (*tokens, *inside)} & {"html_block", "html_inline", "link_open"} == set()
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", *["h2"] * 5]


def test_a_rival_toll_is_in_dispute() -> None:
    disputed = written(sample(), "markdown").partition("## In dispute")[2].partition("## Unconfirmed")[0]
    assert "ev-0001" in disputed
    assert "  - Killed: at least 4 / 5\n  - Injured: 7 / 9\n" in disputed


def test_the_filter_reads_as_a_person_would_write_it() -> None:
    assert "- filter: types ASSAULT\n" in written(sample(), "markdown")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("# head", "\\# head"),
        ("1. one", "1\\. one"),
        ("- a *b*", "\\- a \\*b\\*"),
        ("2026-01-02\n\n_", "2026-01-02 \\_"),
    ],
)
def test_nothing_begins_a_list_or_a_heading(text: str, plain: str) -> None:
    assert _plain(text) == plain
