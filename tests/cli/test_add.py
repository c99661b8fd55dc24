"""`dateline add`: batches, versions of a page, what must stay forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from factories import bombing, coding, killed, page
from msgspec.structs import replace
from typer.testing import Result

from dateline import Ledger
from dateline.cli import add
from dateline.errors import LedgerError
from dateline.ledger import Added
from dateline.model import Article, Coding, Page, Problem
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


def seen(ledger: Ledger, page_id: str, told: Coding) -> Added:
    """Adds a page under one address."""
    return ledger.add(replace(page(page_id), url="https://wire.example/karsa"), told)


def test_events_that_end_are_told_and_a_replacement_is_no_growth(tmp_path: Path):
    days = [f"2024-0{month}-04" for month in range(1, 9)]
    first = coding("a1", *(bombing("a1", day, number=n) for n, day in enumerate(days)))
    with Ledger.open(tmp_path / "x.db") as ledger:
        before = [seen(ledger, "p1", first), ledger.add(page("p2"), coding("b1", bombing("b1", days[0])))]
        change = ledger.change()
        after = [seen(ledger, "p3", coding("a2", bombing("a2", days[0], killed(3))))]
        lines = list(add.superseding_lines(ledger, change, after))
    assert list(add.event_lines(before)) == ["8 events new, 0 grown by further reports"]
    assert list(add.event_lines(before[1:])) == ["0 events new, 1 grown by further reports"]
    assert list(add.event_lines(after)) == [
        "0 events new, 0 grown by further reports, 1 changed by other versions of articles",
        "7 events ended: ev-0000002, ev-0000003, ev-0000004, ev-0000005, ev-0000006 and 2 more"
        " (dateline history says why)",
    ]
    assert lines[2:] == ["  ev-0000001  killed none → 3", "  ev-0000001  reports 2, of which 1 replaced"]


def test_events_that_are_merged_and_rejected_ones_told_again_are_named(tmp_path: Path):
    with Ledger.open(tmp_path / "x.db") as ledger:
        for name, day in (("a1", "2024-03-04"), ("a2", "2024-06-20"), ("a3", "2024-09-09")):
            ledger.add(page(name), coding(name, bombing(name, day)))
        again = ledger.add(page("a2"), coding("a2", bombing("a2", "2024-03-04")))
        assert list(add.event_lines([again]))[1:] == ["1 event merged into others: ev-0000002"]
        ledger.reject("ev-0000003", user="ann", note="hoax")
        told = ledger.add(page("b1"), coding("b1", bombing("b1", "2024-09-09")))
    assert list(add.event_lines([told])) == [
        "0 events new, 0 grown by further reports",
        "1 rejected event told again, and still rejected: ev-0000003",
    ]


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
