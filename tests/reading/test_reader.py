"""Sources → readings: files, folders, standard input, rows, given dates, and everything that cannot be read."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import dateline.reading
from dateline.model import Article, Problem
from dateline.reading import Reading, read, read_page

EXAMPLES = Path(__file__).parents[2] / "examples"
LINE = "Gunmen shot dead two traders near Jos on Sunday, police said."
OPENED = "The bridge was opened by the governor on Friday."
TWO = f"Traders shot dead near Jos\n\n{LINE}\n\n---\n\nBridge opens in Lokoja\n\n{OPENED}\n"


def articles(found: Iterator[Reading | Problem]) -> list[Article]:
    return [each.article for each in found if isinstance(each, Reading)]


def problems(found: Iterator[Reading | Problem]) -> list[str]:
    return [str(each) for each in found if isinstance(each, Problem)]


def rows(path: Path, *lines: object) -> Path:
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), "utf-8")
    return path


def test_the_public_surface() -> None:
    assert dateline.reading.__all__ == ["Raw", "Reading", "read", "read_page", "read_raw"]


# ------------------------------------------------------------------ pages


def test_the_example_page_holds_four_undated_stories() -> None:
    found = articles(read([EXAMPLES / "saved-page.txt"]))
    assert [article.position.number for article in found if article.position] == [1, 2, 3, 4]
    assert [article.captions[0].credit for article in found] == ["AFP", "Reuters", "Getty", "Reuters"]
    text = (EXAMPLES / "saved-page.txt").read_text("utf-8")
    for article in found:
        assert article.published is None
        assert article.position
        assert text[article.position.start :].startswith(article.title)
        assert all(paragraph in text for paragraph in article.text.split("\n\n"))
        assert not any(caption.text in article.text for caption in article.captions)
        assert "TT" not in article.text.split()


def test_the_example_html_is_one_dated_story() -> None:
    (article,) = articles(read([str(EXAMPLES / "page.html")]))
    assert (article.published, article.published_from) == ("2022-10-18", "metadata")
    assert article.publisher == "Gulf of Aden Post"
    assert [caption.credit for caption in article.captions] == ["Gulf of Aden Post"]
    assert len(article.text.split("\n\n")) == 6


def test_a_page_is_known_by_its_bytes_and_an_article_by_its_words(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Traders shot\n\n{LINE}\n", "utf-8")
    (reading,) = read([path])
    assert isinstance(reading, Reading)
    assert reading.page.id == reading.article.page_id == hashlib.sha256(path.read_bytes()).hexdigest()
    assert reading.article.hash == hashlib.sha256(f"Traders shot\n{LINE}".encode()).hexdigest() == reading.article.id
    assert list(read([path])) == [reading]


def test_a_folder_is_walked_in_order_and_other_files_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/a.txt", "a.TXT", "notes.csv", ".hidden.txt"):
        (tmp_path / name).write_text(LINE, "utf-8")
    found = [each.page.source for each in read([tmp_path]) if isinstance(each, Reading)]
    assert found == [str(tmp_path / name) for name in ("a.TXT", "c.txt", "b/a.txt")]
    (tmp_path / "empty").mkdir()
    assert problems(read([tmp_path / "empty"]))[0].startswith(f"{tmp_path / 'empty'}: is a folder with nothing to read")


@pytest.mark.parametrize(
    ("data", "sources"),
    [
        (LINE, ["-"]),
        (f"<!doctype html><html><body><main><p>{LINE}</p></main></body></html>", ["-"]),
        (json.dumps({"text": LINE}), ["-"]),
        (json.dumps([{"text": LINE}, {"text": LINE}]), ["- row 1", "- row 2"]),
        (f"\n{json.dumps({'text': LINE})}\n\n{json.dumps({'text': LINE})}\n", ["-:2", "-:4"]),
    ],
)
def test_standard_input_and_nameless_files_are_told_by_their_first_bytes(
    data: str, sources: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    found = [each for each in read(["-"]) if isinstance(each, Reading)]
    assert [each.page.source for each in found] == sources
    assert all(each.article.text == LINE for each in found)
    path = tmp_path / "saved"
    path.write_text(data, "utf-8")
    assert [each.text for each in articles(read([path]))] == [each.article.text for each in found]


# ------------------------------------------------------------------ rows


def test_a_row_is_one_article_with_its_words_unaltered(tmp_path: Path) -> None:
    text = f"  {TWO}\n\n\u200bTT\n{LINE} (Reuters) \t\n"
    row = {"id": 7, "title": " A  title ", "text": text, "published": "2021-06-05T23:00:00-05:00", "events": [{"x": 1}]}
    (article,) = articles(read([rows(tmp_path / "a.jsonl", row)]))
    assert (article.id, article.title, article.text) == ("7", " A  title ", text)
    assert (article.published, article.published_from) == ("2021-06-05", "row")


def test_rows_of_news_please(tmp_path: Path) -> None:
    row = {"maintext": LINE, "date_publish": "2021-06-05 10:00:00", "source_domain": "plateau.example", "title": None}
    (article,) = articles(read([rows(tmp_path / "a.json", row)]))
    assert (article.text, article.publisher, article.published) == (LINE, "plateau.example", "2021-06-05")


def test_a_broken_line_does_not_stop_the_others(tmp_path: Path) -> None:
    lines: list[object] = [{"id": str(number), "text": LINE} for number in range(1, 11)]
    lines[6] = '{"id": "7", "text": '
    found = list(read([rows(tmp_path / "ten.jsonl", *lines)]))
    assert [article.id for article in articles(iter(found))] == ["1", "2", "3", "4", "5", "6", "8", "9", "10"]
    assert problems(iter(found)) == [f"{tmp_path / 'ten.jsonl'}:7: broken JSON at column 20: expecting value"]
    assert isinstance(found[6], Problem)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("[1]", "is no row"),
        ({"title": "x"}, "has no text"),
        ({"text": " \n"}, "has no text"),
        ({"text": 5}, '"text" is no string but a number'),
        ({"text": LINE, "title": ["x"]}, '"title" is no string but a list'),
        ({"text": LINE, "published": "soon"}, "\"published\" is no date: 'soon'"),
        ({"text": LINE, "published": "05/06/2021"}, '"published" is no date'),
        ({"text": LINE, "id": True}, '"id" is no string but true or false'),
        ('{"text": "a", "text": "b"}', 'has the key "text" twice'),
        ({"text": LINE + "\ud800"}, '"text" holds half a character'),
        ({"text": LINE, "lang": "fr"}, "language is French (fr)"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_reason(row: object, reason: str, tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", {"text": LINE}, row)
    first, second = read([path])
    assert isinstance(first, Reading)
    assert str(second).startswith(f"{path}:2: {reason}")


def test_a_list_of_rows_and_a_broken_list(tmp_path: Path) -> None:
    path = rows(tmp_path / "a.json", json.dumps([{"text": LINE}, 1, {"text": LINE}], indent=1))
    assert [each.page.source if isinstance(each, Reading) else each.source for each in read([path])] == [
        f"{path} row {number}" for number in (1, 2, 3)
    ]
    assert problems(read([rows(tmp_path / "b.json", '[\n{"text": "a"},\n{"text": }]')])) == [
        f"{tmp_path / 'b.json'}: broken JSON at line 3, column 10: expecting value"
    ]
    assert problems(read([rows(tmp_path / "c.json", "[" * 100_000)]))[0].startswith(f"{tmp_path / 'c.json'}: ")


def test_json_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    def endless() -> Iterator[str]:
        yield str(rows(tmp_path / "a.jsonl", {"text": LINE}, {"text": LINE}))
        raise AssertionError("the second source was opened before the first was read")

    assert isinstance(next(read(endless())), Reading)


# ------------------------------------------------------------------ given dates


def test_a_bare_date_is_for_a_single_article(tmp_path: Path) -> None:
    one = tmp_path / "one.txt"
    one.write_text(f"Traders shot dead near Jos\nPublished: 1 May 2021\n\n{LINE}\n", "utf-8")
    (article,) = articles(read([one], published="2021-06-05"))
    assert (article.published, article.published_from) == ("2021-06-05", "given")
    assert list(map(str, read([one, EXAMPLES / "page.html"], published="2021-06-05"))) == [
        f"--published: is for one page, and there are several: {one}, {EXAMPLES / 'page.html'}"
        " (give the pages one at a time, or a date in each row)"
    ]


def test_a_page_of_several_takes_dates_by_number_and_refuses_a_bare_one(tmp_path: Path) -> None:
    two = tmp_path / "two.txt"
    two.write_text(TWO, "utf-8")
    assert [str(each) for each in read([two], published="2021-06-05")] == [
        f"{two}: one date is given for a page of 2 articles (say which is meant: --published 2=2021-06-05)"
    ]
    found = articles(read([two], published={2: "2021-06-05"}))
    assert [(each.published, each.published_from) for each in found] == [(None, None), ("2021-06-05", "given")]
    assert problems(read([two], published={3: "2021-06-05"}))[0].startswith(f"{two}: there is no article 3")
    assert problems(read([two], published={2: "June"})) == ["--published: is no date: 'June' (write it as 2021-06-05)"]


# ------------------------------------------------------------------ bad input


BAD: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "is empty"),
    ("blank.html", b" \n \n", "is empty"),
    ("empty.jsonl", b"", "is empty"),
    ("list.json", b"[]", "is an empty list"),
    ("nul.txt", b"words\0\1\2 and more words", "is a binary file, not text"),
    ("a.txt", b"%PDF-1.7 ...", "is a PDF, not text"),
    ("rows.jsonl.gz", b"\x1f\x8b\x08\x00", "is a compressed file, not text (unpack it"),
    ("a.html", b"\x89PNG\r\n\x1a\n", "is an image, not text"),
    ("damaged.txt", "The “truce” holds\n\nGuns were silent – for now.".encode() + b"\xff", "is not UTF-8"),
    ("latin.jsonl", '{"text": "São Tomé"}'.encode("latin-1"), "is not UTF-8 (byte 11)"),
    ("marks.txt", b"TT\n\nShare\n", "holds no article"),
    ("links.html", b"<html><body>" + b"<a href='/'>More news</a> " * 50 + b"</body></html>", "holds no article"),
    ("huge.html", b"<html><body><p>" + b"word " * 4_100_000, "is larger than 20 MB"),
    (
        "fr.txt",
        "Trois soldats ont été tués samedi dans une attaque, selon la police.".encode(),
        "language is French (fr)",
    ),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD, ids=[name for name, *_ in BAD])
def test_bad_input_is_one_problem_and_the_others_are_read(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    good = tmp_path / "good.txt"
    good.write_text(LINE, "utf-8")
    bad, after = read([tmp_path / name, good])
    assert isinstance(after, Reading)
    assert isinstance(bad, Problem)
    assert str(bad).startswith(f"{tmp_path / name}")
    assert reason in str(bad)
    assert "\n" not in str(bad)


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    os.symlink("loop.txt", tmp_path / "loop.txt")
    found = problems(read([tmp_path / "none.txt", tmp_path / "loop.txt", "a\0b.txt"]))
    assert [each.split(": ")[1] for each in found] == ["does not exist", "cannot be read", "cannot be read"]


def test_encodings_are_told_by_mark_declaration_or_proof(tmp_path: Path) -> None:
    text = "The “truce” near São Tomé’s harbour held, two officers said on Monday."
    html = f'<html><head><meta charset="utf-8"></head><body><main><p>{text}</p></main></body></html>'
    pages = {
        "a.txt": text.encode("cp1252"),
        "b.txt": text.encode("utf-16"),
        "c.txt": text.encode("utf-8-sig"),
        "d.html": html.encode("cp1252"),
        "e.html": html.replace("utf-8", "iso-8859-1").encode("cp1252"),
        "f.html": html.replace("utf-8", "iso-8859-1").encode("utf-8"),  # declares what it is not
    }
    for name, data in pages.items():
        (tmp_path / name).write_bytes(data)
    assert [article.text for article in articles(read([tmp_path]))] == [text] * len(pages)


def test_a_page_at_hand_is_read_as_what_it_is() -> None:
    text = "Two officers said on Monday that the truce near the harbour held."
    html = f"<!doctype html><html><body><main><h1>Truce holds</h1><p>{text}</p></main></body></html>".encode()
    for is_html in (True, False):  # a host may call a page plain text
        assert [article.text for article in articles(read_page(html, "https://wire.example/a", html=is_html))] == [text]
    assert problems(read_page(b"", "https://wire.example/b", html=True)) == [
        "https://wire.example/b: holds no article (save the page with the story open)"
    ]
    (binary,) = problems(read_page(b"%PDF-1.7 ...", "https://wire.example/c", html=True))
    assert binary.startswith("https://wire.example/c: is a PDF, not text")


def test_a_page_of_two_languages_sets_only_the_other_aside(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    french = "Trois soldats ont été tués samedi dans une attaque près de la ville, selon la police."
    path.write_text(f"{TWO}\n---\n\nTrois soldats tués dans une attaque\n\n{french}\n", "utf-8")
    assert problems(read([path])) == [f"{path}, article 3: language is French (fr); only English is coded for now"]
    assert len(articles(read([path]))) == 2


# ------------------------------------------------------------------ the real page

GOLD = Path(os.environ.get("DATELINE_GOLD", Path(__file__).parents[3] / "shared" / "gold"))
REAL = GOLD.parent / "pages" / "four-reports.txt"


@pytest.mark.skipif(not REAL.exists(), reason="the gold is not here: set DATELINE_GOLD")
def test_the_real_page_gives_the_gold_titles_and_bodies() -> None:
    found = articles(read([REAL]))
    gold = [json.loads((GOLD / "dev" / f"page-{number}.json").read_text("utf-8")) for number in range(1, 5)]
    assert [article.title for article in found] == [each["title"] for each in gold]
    assert [article.text.split("\n\n") for article in found] == [each["text"].split("\n") for each in gold]
    assert [article.published for article in found] == [None] * 4
    assert [len(article.captions) for article in found] == [1] * 4
