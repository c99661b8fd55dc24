"""`dateline add`: batches, versions of a page, what must stay forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from factories import bombing, coding, page
from typer.testing import Result

from dateline import Ledger
from dateline.cli import add
from dateline.errors import LedgerError
from dateline.model import Article, Page, Problem
from dateline.running import copies

Ask = Callable[..., Result]
STORY = "Gunmen killed {} guards at a bank in Juba on Monday, police said."


def row(path: Path, text: str, **more: object) -> Path:
    path.write_text(json.dumps({"title": "Guards killed in Juba", "text": text, "published": "2024-03-05", **more}))
    return path


@pytest.mark.slow
def test_a_page_seen_again_says_what_changed(ask: Ask, tmp_path: Path):
    url = "https://wire.example/juba"
    assert ask("add", row(tmp_path / "one.json", STORY.format("two"), url=url), "--ledger", "new.db").exit_code == 0
    result = ask("add", row(tmp_path / "two.json", STORY.format("three"), url=url), "--ledger", "new.db")
    assert result.exit_code == 0
    assert "takes the place of" in result.stdout
    assert "killed 2 → 3" in result.stdout
    assert "1 event differs" not in result.stdout
    with Ledger.open("new.db") as ledger:
        assert ledger.counts().articles == 1
        (event,) = (each for each in ledger.events() if each.type == "ASSAULT")
        article_id = ledger.reports(event)[0].article_id
    assert ask("forget", article_id, "--ledger", "new.db").exit_code == 0
    result = ask("add", tmp_path / "one.json", tmp_path / "two.json", "--ledger", "new.db")
    assert "2 articles not stored: to be forgotten" in result.stdout


def test_what_came_before_an_article_that_cannot_be_stored_is_stored(tmp_path: Path):
    codings = [coding("a1", bombing("a1")), coding("a2", bombing("a1")), coding("a3", bombing("a3"))]
    with Ledger.open(tmp_path / "x.db") as ledger:
        done = []
        with pytest.raises(LedgerError, match="known from article a1"):
            done.extend(add.stored(ledger, ((page(f"p-{each.article.id}"), each) for each in codings)))
        assert ledger.counts().articles == 1


def test_articles_are_reported_once_they_are_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(add, "_AT_ONCE", 2)
    codings = [coding(f"a{n}", bombing(f"a{n}")) for n in range(5)]
    with Ledger.open(tmp_path / "x.db") as ledger:
        for number, one in enumerate(add.stored(ledger, ((page(f"p{n}"), each) for n, each in enumerate(codings)))):
            assert one.article_id == f"a{number}"
            assert ledger.article(one.article_id) == codings[number].article
        assert ledger.counts().articles == 5


def test_pages_or_a_run_are_named_and_not_both(ask: Ask):
    for paths in ((), ("page.html", "--from", "run")):
        assert ask("add", *paths).exit_code == 2


@pytest.mark.parametrize("what", [("nowhere.txt",), ("empty",), ("--from", "empty")])
def test_no_ledger_is_made_for_nothing(ask: Ask, tmp_path: Path, what: tuple[str, ...]):
    (tmp_path / "empty").mkdir()
    done = ask("add", *what, "--ledger", "new.db")
    assert done.exit_code == 1
    assert f"dateline: {what[-1]}: " in done.stderr
    assert not (tmp_path / "new.db").exists()


@pytest.mark.slow
def test_a_run_is_loaded_with_its_copies_and_adding_it_again_changes_nothing(ask: Ask, tmp_path: Path):
    robbed = f"{STORY.format('two')} The robbers fled towards the river, a witness said, and left a car behind."
    rallied = "Thousands of teachers marched through Wau on Sunday to demand their wages, organisers said."
    rows = [
        {"id": f"s{n}", "title": "News", "text": text, "published": "2024-03-05", "publisher": f"Paper {n}"}
        for n, text in enumerate([robbed, rallied, robbed])
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert ask("code", "in.jsonl", "--output", "run").exit_code == 0
    (copy,) = copies("run")
    result = ask("add", "--from", "run", "--ledger", "new.db")
    assert result.exit_code == 0, result.stderr
    assert "3 articles read: 3 new" in result.stdout
    with Ledger.open("new.db") as ledger:
        assert ledger.article(copy.article.id).copy_of == copy.of
        (event,) = (event for event in ledger.events() if event.type == "ASSAULT")
        assert (len(event.reports), event.independent) == (2, 1)
        assert list(ledger.verify()) == []
        before = ledger.change()
    assert "3 articles read: 3 known" in ask("add", "--from", "run", "--ledger", "new.db").stdout
    with Ledger.open("new.db") as ledger:
        assert ledger.change() == before


def test_a_copy_whose_original_is_not_there_is_set_aside(book: Path):
    with Ledger.open(book) as ledger:
        text = ledger.article("a1").hash

        class Copy(NamedTuple):
            article: Article
            page: Page
            of: str
            of_hash: str

        found = [
            Copy(coding(f"z{n}").article, page(f"z{n}"), of, hash)
            for n, (of, hash) in enumerate([("a1", text), ("a1", "other"), ("zz", text)])
        ]
        aside: list[Problem] = []
        made = list(add.told_again(ledger, found, aside))
        assert [coding.article.copy_of for _, coding in made] == ["a1"]
        assert [each.source for each in aside] == ["z1", "z2"]
        assert all("not in the ledger" in each.reason for each in aside)


def test_help_says_what_workers_do_with_a_run(ask: Ask):
    shown = " ".join(ask("add", "--help").stdout.replace("│", "").split())
    assert "Processes that code, where there are many articles; with --from, that compare reports." in shown
