"""Private persons stay out of everything that is published, and the evidence stays right."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.model import Article, Evidence, Level, Link, Party, Report
from dateline.publishing import FORMATS, Selection, privacy, report
from dateline.publishing.privacy import PERSON, WITHHELD, Mask, Masked, Names, Private, personal_names

from .sample import Fake, article, at, by, cite, day, event, on, sample, toll
from .sample import report as told
from .writing import written

CIVILIANS = ("acled", "ucdp")  # where private persons are always civilians


@pytest.fixture
def ledger() -> Fake:
    return sample()


@pytest.mark.parametrize("format", FORMATS)
def test_no_export_names_a_private_person(ledger: Fake, format: str) -> None:
    masked, named = written(ledger, format), written(ledger, format, persons=True)
    assert "barakat" not in masked.lower()
    assert PERSON in masked or format in CIVILIANS
    assert "Hadi Barakat" in named or format in CIVILIANS


def test_the_report_names_no_private_person(ledger: Fake, tmp_path) -> None:
    report.write(ledger, None, tmp_path / "masked.html")
    report.write(ledger, None, tmp_path / "named.html", persons=True)
    assert "barakat" not in (tmp_path / "masked.html").read_text().lower()
    assert "Hadi Barakat" in (tmp_path / "named.html").read_text()


def test_office_holders_and_organisations_stay(ledger: Fake) -> None:
    out = written(ledger, "jsonl")
    assert "Adel Murad" in out
    assert "Banner of the West" in out


def test_a_filter_lets_no_name_through(ledger: Fake) -> None:
    assert "barakat" not in written(ledger, "jsonl", {"ev-0010"}).lower()
    (shown,) = Masked(ledger).events({"ev-0010"})
    assert "Barakat" not in Masked(ledger).article("sinjar").text
    assert shown.id == "ev-0010"


def test_evidence_is_the_words_at_its_offsets_in_the_masked_text(ledger: Fake) -> None:
    masked = Masked(ledger)
    for shown in masked.events():
        for made in masked.reports(shown):
            story = masked.article(made.article_id)
            for words in evidence_of(made):
                assert story.part(words)[words.start : words.end] == words.quote


def evidence_of(made) -> list[Evidence]:
    found = [made.quote, made.trigger]
    for claim in made.claims:
        found += claim.evidence
        found += [words for link in claim.cited for words in (link.evidence, link.cue) if words]
    return found


def test_the_parts_of_a_name_go_and_the_same_word_in_a_public_name_stays() -> None:
    names = Names(private=frozenset({"Salim Haddad"}), public=frozenset({"Haddad Brigade"}))
    text = "SALIM HADDAD, a baker, met the Haddad Brigade. Haddad left; Salim’s son stayed."
    assert names.hide(text) == (
        f"{WITHHELD}, a baker, met the Haddad Brigade. {WITHHELD} left; {WITHHELD}’s son stayed."
    )


def test_a_description_is_no_name() -> None:
    assert personal_names("a baker from Taji") == set()
    assert personal_names("he") == set()
    assert personal_names("the baker Salim al-Haddad") == {"Salim al-Haddad"}
    assert personal_names("Umm Yusuf") == {"Umm Yusuf"}


def test_a_witness_cited_by_name_is_masked_and_residents_are_not() -> None:
    story = article("one", "Shots in Tall Abyad", "Shots rang out, said Rana Yousef. Residents heard them too.")
    shots = told(
        story, "ASSAULT", "firearms", "rang out", "Shots rang out",
        by("Residents"), cited=cite(story, ("Rana Yousef", "witness"), ("Residents", "witness")),
    )  # fmt: skip
    fake = Fake(stored=[event("ev-1", shots)], made={shots.id: shots}, articles={story.id: story})
    masked = Masked(fake)
    (claim,) = masked.reports(fake.stored[0])[0].claims
    assert [link.name for link in claim.cited] == [PERSON, "Residents"]
    assert masked.article("one").text == f"Shots rang out, said {WITHHELD}. Residents heard them too."


def test_a_private_person_is_masked_in_every_article_of_the_event() -> None:
    first = article("one", "Baker killed", "Salim Haddad was shot in Hilla.")
    second = article("two", "A death in Hilla", "Gunmen shot Salim Haddad, a baker.")
    killed = told(first, "ASSAULT", "firearms", "shot", "Salim Haddad", on("Salim Haddad", private=True))
    again = told(second, "ASSAULT", "firearms", "shot", "Gunmen shot", by("Gunmen"))
    fake = Fake(
        stored=[event("ev-1", killed, again)],
        made={killed.id: killed, again.id: again},
        articles={"one": first, "two": second},
    )
    assert Masked(fake).article("two").text == f"Gunmen shot {WITHHELD}, a baker."
    (field,) = (value for value in next(Masked(fake).events()).fields if value.field == "recipient")
    assert isinstance(field.best, Party)
    assert field.best.name == PERSON


spans = st.lists(st.integers(0, 60), min_size=0, max_size=8, unique=True).map(sorted)


@given(st.text(min_size=60, max_size=60), spans, st.integers(0, 60), st.integers(0, 60))
def test_a_mark_covers_the_same_words_before_and_after(text: str, cuts: list[int], a: int, b: int) -> None:
    start, end = min(a, b), max(a, b)
    hidden = list(zip(cuts[::2], cuts[1::2], strict=False))
    mask = Mask(text, hidden)
    new_start, new_end = mask.span(start, end)
    wide_start = min([start, *(s for s, e in hidden if s < start < e)])
    wide_end = max([end, *(e for s, e in hidden if s < end < e)])
    inside = [(s - wide_start, e - wide_start) for s, e in hidden if wide_start <= s and e <= wide_end]
    if start < end:
        assert mask.text[new_start:new_end] == Mask(text[wide_start:wide_end], inside).text
    assert 0 <= new_start <= new_end <= len(mask.text)


words = st.sampled_from(
    [
        "Salim",
        "Haddad",
        "SALIM",
        "al",
        "de",
        "Ali",
        "İlyas",
        "ılyas",
        "Ilyas",
        "KAYA",
        "Kaya",
        "ſami",
        "Sami",
        "Işık",
        "é",
    ]
)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)


@given(
    st.sets(phrases, min_size=1, max_size=3), st.sets(phrases, max_size=2), st.lists(words, max_size=8).map(" ".join)
)
def test_a_text_that_is_passed_over_holds_no_name(private: set[str], public: set[str], text: str) -> None:
    """Whatever the alphabets and cases: the quick look gives what a search of all patterns would."""
    names = Names(private=frozenset(private), public=frozenset(public))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(privacy._Cues, "may_stand_in", lambda self, text: True)
        searched = names.spans(text)
    assert names.spans(text) == searched


def hiding() -> Fake:
    """A private person in headline, sentence, caption, values and source; public names that hold the name or a part."""
    story = article(
        "one",
        "Salim Haddad shot outside Haddad Brigade office",
        "Fighters of the Haddad Brigade shot Salim Haddad and a guard of the Salim Haddad Clinic dead in Hilla on "
        "4 March 2024, said Rana Yousef. HADDAD had sold bread there.",
        captions=("Rana Yousef and Salim’s son at the grave",),
        published="2024-03-05",
        publisher="Hilla Post",
        url="https://hilla-post.example/rana-yousef-saw-it",
    )
    quote = story.text.partition(". HADDAD")[0]
    shot = told(
        story, "ASSAULT", "firearms", "shot", quote, by("Haddad Brigade"), on("Salim Haddad", private=True),
        on("Salim Haddad Clinic"), day("2024-03-04", "4 March 2024"), at("Hilla", "IQ", 32.48, 44.43, "city", 5.0),
        toll("killed", 2, 2, "dead"), cited=cite(story, ("Rana Yousef", "witness")),
    )  # fmt: skip
    return Fake(stored=[event("ev-1", shot)], made={shot.id: shot}, articles={story.id: story})


@pytest.mark.parametrize("format", [*FORMATS, "report"])
def test_no_format_lets_a_private_name_through(format: str, tmp_path: Path) -> None:
    """Nor the filter that asked for it, which every export states."""
    asked = {"actors": ["salim haddad"], "text": "Yousef"}
    masked, named = (everything(hiding(), format, tmp_path, asked, persons=persons) for persons in (False, True))
    whole = re.compile(r"salim|yousef|(?<!\[name withheld\] )haddad(?! Brigade)", re.IGNORECASE)
    assert whole.findall(masked) == []
    assert "Haddad Brigade" in masked  # a party of its own
    assert "Salim Haddad" in named or format in CIVILIANS


def everything(ledger: Fake, format: str, folder: Path, words: dict[str, object], *, persons: bool) -> str:
    """All that an export says, also of itself."""
    if format == "report":
        report.write(ledger, None, folder / "r.html", persons=persons, made="2026-02-03", words=words)
        return (folder / "r.html").read_text("utf-8")
    selection = Selection(ledger, None, persons=persons, made="2026-02-03", words=words)
    out: Any = io.BytesIO() if FORMATS[format].binary else io.StringIO()
    FORMATS[format].write(selection, out)
    data = out.getvalue()
    if isinstance(data, bytes):
        table = pq.read_table(io.BytesIO(data))
        data = f"{table.to_pylist()} {table.schema.metadata}"
    return f"{data}{selection.about()}{selection.said}"


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("family of Salim Haddad", True),
        ("SALIM  HADDAD's brother", True),
        ("Haddad tribe", False),
        ("Salim Haddadin", False),
        ("", False),
    ],
)
def test_a_public_name_that_holds_a_private_one_is_told(name: str, held: bool) -> None:
    private = Private({"Salim Haddad"})
    assert private.within(name) is held


@pytest.mark.parametrize(
    ("words", "hidden"),
    [
        ("the brother of SALIM  HADDAD", f"the brother of {WITHHELD}"),
        ("al-Haddad, police", f"al-{WITHHELD}, police"),
        ("Haddadin", "Haddadin"),
        ("ASSAULT", "ASSAULT"),
        ("", ""),
    ],
)
def test_words_of_no_article_lose_names_and_their_parts(words: str, hidden: str) -> None:
    assert Private({"Salim Haddad"}).hide(words) == hidden


# ------------------------------------------------------------------ a name at length


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("his mother Mary Otieno said", f"his mother {WITHHELD} said"),
        ("Driver Brian Otieno left, said Sheikh Brian Otieno", f"Driver {WITHHELD} left, said {WITHHELD}"),
        ("Brian Otieno Ochieng left. So did Brian Kip Otieno", f"{WITHHELD} left. So did {WITHHELD}"),
        ("Mary A. Otieno and Mary van Otieno", f"{WITHHELD} and {WITHHELD}"),
        ("Mary al-Otieno, Otieno-Wafula", f"{WITHHELD}, {WITHHELD}"),
        ("When Otieno left on Tuesday", f"When {WITHHELD} left on Tuesday"),
        ("police shot Otieno Tuesday", f"police shot {WITHHELD} Tuesday"),
        ("Kenya’s Otieno left.\n\nOtieno Wafula’s son", f"Kenya’s {WITHHELD} left.\n\n{WITHHELD}’s son"),
        ("Nairobi City Otieno left", f"Nairobi City {WITHHELD} left"),  # the words of a public name are its own
        ("anti-Otieno crowds", f"anti-{WITHHELD} crowds"),
    ],
)
def test_the_words_that_belong_to_a_name_go_with_it(text: str, hidden: str) -> None:
    names = Names(private=frozenset({"Brian Otieno"}), public=frozenset({"Nairobi City"}))
    assert names.hide(text) == hidden


def test_a_name_without_the_title_that_a_report_gives_it_is_hidden_whole() -> None:
    names = Names(private=frozenset({"Driver Amadou Diallo"}))
    assert names.hide("Police said Amadou Diallo was a driver") == f"Police said {WITHHELD} was a driver"


def mother(title: str) -> tuple[Fake, Masked[Any]]:
    """A student is shot, his mother is cited, and an article of the next day has her alone."""
    story = article(
        "one", title, "The student, Brian Otieno, 21, was shot by police, his mother Mary Otieno said.",
        captions=("Mary Otieno at home",), publisher="Lake Times", url="https://lake.example/mary-otieno-mourns",
    )  # fmt: skip
    shot = shooting(
        story, on("Brian Otieno", private=True), by("police"), cited=cite(story, ("Mary Otieno", "unknown"))
    )
    fake = Fake(stored=[event("ev-1", shot)], made={shot.id: shot}, articles={"one": story})
    return fake, Masked(fake)


def shooting(story: Article, *found: Any, **rest: Any) -> Report:
    return told(story, "ASSAULT", "firearms", "shot", story.text, *found, **rest)


@pytest.mark.parametrize("format", [*FORMATS, "report"])
def test_a_relative_is_withheld_whole(format: str, tmp_path: Path) -> None:
    """In titles too, where capitals do not tell names from words; and in chains, captions and addresses."""
    ledger, masked = mother("Mother Mary Otieno Mourns Student Killed By Police In Nairobi")
    content = everything(ledger, format, tmp_path, {}, persons=False)
    assert re.findall(r"\b(?:mary|otieno)\b", content, re.IGNORECASE) == []
    (shot,) = masked.reports(ledger.stored[0])
    assert {link.name for claim in shot.claims for link in claim.cited} == {PERSON}
    story = masked.article("one")
    assert story.title == f"Mother {WITHHELD} Mourns Student Killed By Police In Nairobi"
    assert story.captions[0].text == f"{WITHHELD} at home"
    assert story.url is None


def test_a_headline_is_searched_for_what_the_body_calls_a_person_at_length() -> None:
    """Nobody cites her: only the body tells that Mary is of the name and Mourns is not."""
    story = article(
        "one",
        "Mother Mary Otieno Mourns Student Killed By Police",
        "Police shot Brian Otieno. His aunt Mary Otieno wept.",
    )
    shot = shooting(story, on("Brian Otieno", private=True))
    masked = Masked(Fake(stored=[event("ev-1", shot)], made={shot.id: shot}, articles={"one": story}))
    assert masked.article("one").title == f"Mother {WITHHELD} Mourns Student Killed By Police"
    assert masked.article("one").text == f"Police shot {WITHHELD}. His aunt {WITHHELD} wept."


@pytest.mark.parametrize(
    ("sentence", "masked"),
    [
        ("Gunmen shot a driver Amadou Diallo in Mali.", f"Gunmen shot a driver {WITHHELD} in Mali."),
        ("Gunmen shot a driver, Amadou Diallo, 45, in Mali.", f"Gunmen shot a driver, {WITHHELD}, 45, in Mali."),
        ("Having shot the driver, Boko Haram left.", None),  # the next clause
        ("They shot the driver Monday Night Football was for.", None),
        ("They shot the driver.", None),
    ],
)
def test_the_name_behind_what_a_private_person_is_called_is_withheld(sentence: str, masked: str | None) -> None:
    story = article("one", "Shot in Mali", sentence)
    shot = shooting(story, on("driver", private=True))
    fake = Fake(stored=[event("ev-1", shot)], made={shot.id: shot}, articles={"one": story})
    assert Masked(fake).article("one").text == (masked or sentence)


def test_the_name_behind_a_witness_is_withheld() -> None:
    text = (
        "Shots were fired, her neighbour John Kariuki said. They shot at cars, a witness told police chief Imran Shah."
    )
    story = article("one", "Shots in Mombasa", text)
    chain = cite(story, ("neighbour", "witness"), ("John Kariuki", "unknown"))
    other = cite(story, ("witness", "witness"), ("Imran Shah", "unknown"))
    fired = told(story, "ASSAULT", "firearms", "shot at", text, by("They"), rivals=((*on("cars"), other),), cited=chain)
    fake = Fake(stored=[event("ev-1", fired)], made={fired.id: fired}, articles={"one": story})
    assert Masked(fake).article("one").text == text.replace("John Kariuki", WITHHELD)


def test_of_a_party_nothing_but_a_private_name_no_export_makes_a_body() -> None:
    """One report calls him private, another takes the same name for that of a body."""
    story = article("one", "Shot in Mali", "Gunmen shot Amadou Diallo in Mali. Amadou Diallo was buried.")
    shot = shooting(story, on("Amadou Diallo", private=True))
    buried = told(story, "ASSAULT", None, "buried", "Amadou Diallo was buried", on("Amadou Diallo"))
    fake = Fake([event("ev-1", shot), event("ev-2", buried)], {shot.id: shot, buried.id: buried}, {"one": story})
    found = [value.best for each in Masked(fake).events() for value in each.field("recipient")]
    assert [(party.name, party.private) for party in found if isinstance(party, Party)] == [(PERSON, True)] * 2


def test_the_words_two_reports_share_name_nobody() -> None:
    """They are told in small letters."""
    ledger, _ = mother("A death")
    (stored,) = ledger.stored
    levels = (Level(name="rare words", outcome="shared: otieno, nairobi", weight=1.4),)
    link = Link(left="a", right="b", probability=0.9, levels=levels)
    ledger.stored = [replace(stored, links=(link,))]
    (shown,) = Masked(ledger).events()
    assert shown.links[0].levels[0].outcome == f"shared: {WITHHELD}, nairobi"
