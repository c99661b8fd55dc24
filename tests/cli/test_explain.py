"""`dateline explain`: why an event has the date, place and parties that it has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app

Run = Callable[..., Result]
STORY = """\
Four killed at market in Taiz

Houthi fighters shelled a market in the Yemeni city of Taiz on Monday, killing four people, medical workers said.
Two suspects were arrested on Tuesday by police, an official said in the evening in the city of Taiz.
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "page.txt").write_text(STORY)
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args], prog_name="dateline")


def test_words_rules_candidates_and_what_decided(run: Run) -> None:
    done = run("explain", "page.txt", "e1", "--published", "2023-05-10")
    assert done.exit_code == 0, done.stderr
    for words in (
        "ASSAULT",
        "2023-05-08",
        "“Monday”",
        "counted from the day of publication",
        "Taiz, Taiz Governorate, YE",
        "it could be",
        "Houthis (group:houthis)",
        "told by  medical workers",
    ):
        assert words in done.stdout, words
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_what_is_missing_is_said_to_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare.txt").write_text("A market shelled\n\nA market was shelled. Nobody was there, people said.")
    done = run("explain", "bare.txt", "e1")
    assert done.exit_code == 0, done.stderr
    assert "none: its words give no day" in done.stdout


def test_an_article_that_is_neither_a_file_nor_in_a_ledger_is_one_line(run: Run, tmp_path: Path) -> None:
    done = run("explain", "story.txt", "e1")
    assert done.exit_code == 1
    assert done.stderr.startswith("dateline: story.txt is no file here; looked for in a ledger: dateline.db: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "dateline.db").exists()


def test_an_event_of_the_ledger(run: Run) -> None:
    assert run("add", "page.txt", "--published", "2023-05-10").exit_code == 0
    from dateline.ledger import Ledger

    with Ledger.open("dateline.db") as book:
        event = next(event for event in book.events() if event.type == "ASSAULT")
        (report,) = book.reports(event)
    by_event = run("explain", report.article_id, event.id)
    assert by_event.exit_code == 0, by_event.stderr
    assert by_event.stdout == run("explain", report.article_id, report.id).stdout
    assert by_event.stdout == run("explain", "page.txt", "e1", "--published", "2023-05-10").stdout


@pytest.mark.parametrize("event", ["e9", "e0", "x", "2:e1", "0:e1"])
def test_an_event_that_is_not_there_is_one_line(run: Run, event: str) -> None:
    done = run("explain", "page.txt", event, "--published", "2023-05-10")
    assert done.exit_code == 1
    assert f"page.txt: no event {event}" in done.stderr


def test_of_several_articles_one_has_to_be_named(run: Run) -> None:
    from conftest import EXAMPLES

    page = EXAMPLES / "saved-page.txt"
    assert "write 1:e1, 2:e1" in run("explain", page, "e1").stderr
    assert run("explain", page, "2:e1").exit_code == 0


@pytest.fixture
def stored(run: Run) -> str:
    """The id of the page's article, in a ledger."""
    from dateline.ledger import Ledger

    assert run("add", "page.txt", "--published", "2023-05-10").exit_code == 0
    with Ledger.open("dateline.db") as book:
        (article,) = book.articles()
    return article.id


def test_the_first_characters_of_an_articles_id_will_do(run: Run, stored: str) -> None:
    whole = run("explain", stored, "e1")
    assert whole.exit_code == 0, whole.stderr
    assert run("explain", stored[:8], "e1").stdout == whole.stdout
    for words in (stored[:7], "00000000"):
        done = run("explain", words, "e1")
        assert done.exit_code == 1
        assert done.stderr == f"dateline: {words}: is no file here, and the ledger knows no such article\n"
    assert run("explain", stored[:8], "ev-0000099").stderr.startswith("dateline: ev-0000099: the ledger knows no such")
    assert run("forget", stored[:8]).exit_code == 1
