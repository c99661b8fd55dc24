"""An article made ready: parts, offsets, headlines, datelines."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.document import Document, Part, truecased
from dateline.language import Pipeline
from dateline.model import Article, Caption


def document(text: str, title: str = "", captions: tuple[str, ...] = ()) -> Document:
    article = Article(id="a", hash="a", title=title, text=text, captions=tuple(Caption(text=c) for c in captions))
    return Document.of(article, Pipeline.load())


def test_parts_in_reading_order() -> None:
    found = document("Rebels fled.", "Army takes town", ("A tank.", "A flag."))
    assert [(p.name, p.caption) for p in found.parts] == [
        ("title", None), ("body", None), ("caption", 0), ("caption", 1),
    ]  # fmt: skip
    assert [p.parse.text[s.start : s.end] for p, s in found.sentences()] == [
        "Army takes town", "Rebels fled.", "A tank.", "A flag.",
    ]  # fmt: skip


def test_evidence_of_a_caption_names_it() -> None:
    found = document("Rebels fled.", captions=("A tank.", "A flag."))
    evidence = found.parts[3].evidence(0, 2)
    assert (evidence.part, evidence.caption, evidence.quote) == ("caption", 1, "A flag")
    assert found.article.part(evidence)[evidence.start : evidence.end] == evidence.quote


def test_a_dateline_is_no_part_of_the_first_sentence(body: Callable[[str], Part]) -> None:
    part = body("NAIROBI, Kenya (AP) — Gunmen attacked a bank on Monday.")
    first = part.parse.sentences[0]
    assert part.parse.text[first.start : first.end].startswith("Gunmen")


def test_a_headline_in_title_case_is_read_as_running_text() -> None:
    body = "Gunmen attacked a bank in Juba. The bank was closed when the gunmen attacked."
    assert truecased("Gunmen Attack Bank In Juba", body) == "gunmen attack bank in Juba"


def test_other_headlines_stay_as_they_are() -> None:
    for title in ("Gunmen attack bank in Juba", "Bank Attacked", ""):
        assert truecased(title, "Gunmen attacked a bank.") == title


def test_the_title_keeps_its_own_letters() -> None:
    found = document("Gunmen attacked a bank in Juba.", "Gunmen Attack Bank In Juba")
    assert found.title.parse.text == "Gunmen Attack Bank In Juba"


@given(st.text(max_size=80), st.text(max_size=80))
def test_truecasing_keeps_every_offset(title: str, text: str) -> None:
    cased = truecased(title, text)
    assert len(cased) == len(title)
    assert cased.casefold() == title.casefold()


def test_words_of_the_dateline_are_of_no_token(body: Callable[[str], Part]) -> None:
    part = body("NAIROBI, Kenya (AP) — Gunmen attacked a bank on Monday.")
    assert part.covered(part.words(0, 7)) is None
    gunmen = part.parse.text.index("Gunmen")
    assert part.covered(part.words(gunmen, gunmen + 6)) == (0, 1)
