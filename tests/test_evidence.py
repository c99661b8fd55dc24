"""Every word that `dateline code` gives as evidence stands where it says, and the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dateline import Article
from dateline.coding import Coder
from dateline.evaluation import gold_sets
from dateline.publishing import coded
from dateline.reading import Reading, read

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
OUTSIDE = {name: folder for name, folder in gold_sets().items() if name != "own"}


def articles(folder: Path) -> Iterator[Article]:
    for reading in read([folder]):
        assert isinstance(reading, Reading), reading
        yield reading.article


def spans(line: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All evidence of one line, of its events and of its totals."""
    for record in (*line["events"], *line["aggregates"]):
        for found in record["evidence"].values():
            yield from found


def words_at(line: dict[str, Any], span: dict[str, Any]) -> str:
    """The words that stand where a span says."""
    part = {"title": line["title"], "body": line["text"]}.get(span["part"])
    text = line["captions"][span["caption"]]["text"] if part is None else part
    return str(text[span["start"] : span["end"]])


def check(folder: Path, coder: Coder) -> int:
    """Codes a folder twice; checks both codings and returns how many spans were seen."""
    seen = 0
    for article in articles(folder):
        first, again = (msgspec.json.encode(coded(coder.code(article))) for _ in range(2))
        assert first == again, article.id
        line = msgspec.json.decode(first)
        for span in spans(line):
            assert span["quote"] == words_at(line, span), f"{article.id}: {span}"
            assert span["quote"].strip(), f"{article.id}: empty evidence at {span}"
            seen += 1
    return seen


@pytest.mark.parametrize("folder", [EXAMPLES, gold_sets()["own"]], ids=["examples", "own"])
def test_evidence_of_our_own_articles(folder: Path, coder: Coder) -> None:
    assert check(folder, coder) > 0


@pytest.mark.slow
@pytest.mark.skipif(not OUTSIDE, reason="no gold sets here: set DATELINE_GOLD to their folder")
@pytest.mark.parametrize("name", OUTSIDE)
def test_evidence_of_all_gold(name: str, coder: Coder) -> None:
    assert check(OUTSIDE[name], coder) > 0


def test_every_filled_field_has_its_words(coder: Coder) -> None:
    for article in articles(gold_sets()["own"]):
        for event in coded(coder.code(article))["events"]:
            fields = ("date", "place", "actors", "recipients", "weapon", "killed", "injured", "arrested", "sources")
            for field in fields:
                assert not event[field] or event["evidence"].get(field), f"{article.id} {event['id']}: {field}"
