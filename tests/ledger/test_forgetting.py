"""A text that must go is gone: from every table and index, from earlier days, and from the bytes of the file."""

import sqlite3
from functools import partial
from pathlib import Path

import pytest
from factories import actor, bombing, coding, evidence, killed, page, place, recipient, report, total
from ledgers import faults, rows
from msgspec.structs import replace

from dateline.errors import LedgerError, NotFound
from dateline.ledger import Filter, Ledger, forgetting
from dateline.model import Coding, Count, Evidence, Party

SECRET = "Zebulon Quillfeather"
TEXT = f"A bomb went off by the market in Karsa on Monday. {SECRET} wept beside the vermilion awning of his stall."
WORDS = ("zebulon", "quillfeather", "vermilion", "awning")


def told(article_id: str = "a1", text: str = TEXT) -> Coding:
    """A story with a name and words that stand nowhere else."""
    start = text.index(SECRET)
    span = Evidence(part="body", start=start, end=start + len(SECRET), quote=SECRET)
    claims = [replace(each, evidence=(span,)) for each in (recipient(SECRET, "x:zq"), killed(4), actor(SECRET))]
    made = bombing(article_id, "2024-03-04", *claims)
    secret = replace(made, quote=Evidence(part="body", start=0, end=len(text), quote=text))
    totals = (total(article_id, quote=span, actors=(Party(name=SECRET),)),)
    return coding(article_id, secret, totals=totals, text=text, published="2024-03-05")


def everywhere(where: str) -> str:
    """All that the tables of a ledger hold, as one text in small letters."""
    return repr(rows(where)).casefold()


@pytest.fixture
def filled(where: str) -> Ledger:
    """The story, told by two outlets, and decisions about it."""
    ledger = Ledger.open(where)
    url = "https://wire.example/quillfeather-weeps"
    ledger.add(replace(page("p1"), url=url), told("a0", TEXT.replace("Monday", "Sunday")))
    ledger.add(replace(page("p2"), url=url), told())
    ledger.add(page("p3"), coding("b1", bombing("b1", "2024-03-04", killed(5))))
    (event,) = ledger.events()
    ledger.correct(event.id, "actor", Party(name="Awning Makers"), user="ann", replaces=Party(name=SECRET))
    ledger.accept(event.id, user="ann")
    assert all(word in everywhere(where) for word in WORDS)
    return ledger


def test_nothing_of_the_text_is_left_in_any_table(filled: Ledger, where: str):
    assert filled.forget("a1", user="ann", note="asked to") == ("a0", "a1")
    left = everywhere(where)
    assert [word for word in WORDS if word in left] == []
    assert faults(filled) == []


def test_words_that_a_person_named_are_left_in_no_decision(filled: Ledger, where: str):
    (event,) = filled.events()
    at = TEXT.index("vermilion")
    words = Evidence(part="body", start=at, end=at + len("vermilion awning"), quote="vermilion awning")
    toll = next(each.best for each in event.field("count"))
    filled.correct(
        event.id, "count", Count(what="killed", min=6, max=6), replaces=toll, support=("a1", words), user="ann"
    )
    filled.forget("a1", user="ann")
    assert [word for word in WORDS if word in everywhere(where)] == []


def test_a_value_goes_with_the_text_that_a_person_took_it_from(where: str):
    named = Evidence(part="body", start=TEXT.index(SECRET), end=TEXT.index(SECRET) + len(SECRET), quote=SECRET)
    with Ledger.open(where) as ledger:
        ledger.add(page("p1"), coding("a1", bombing("a1", "2024-03-04", actor("Black Banner")), text=TEXT))
        ledger.add(page("p2"), coding("a2", bombing("a2", "2024-03-04", actor("Red Hand"))))
        (event,) = ledger.events()
        before = next(iter(event.field("actor"))).best
        correct = partial(ledger.correct, event.id, user="ann")
        correct("actor", Party(name=SECRET), replaces=before, support=("a1", named))
        correct("count", Count(what="killed", min=9, max=9), support=("a2", evidence("market")))
        ledger.forget("a1", user="ann")
        assert faults(ledger) == []
        (event,) = ledger.events()
        assert [one.best for one in event.field("count")] == [Count(what="killed", min=9, max=9)]
    assert SECRET.casefold() not in everywhere(where)


def test_what_others_told_stays(filled: Ledger):
    filled.forget("a1", user="ann")
    (event,) = filled.events()
    assert event.reports == ("b1-r1",)
    assert [one.best for one in event.field("count")] == [Count(what="killed", min=5, max=5)]
    assert [each.id for each in filled.articles()] == ["b1"]
    assert list(filled.totals()) == []
    for wanted in (Filter.of(text="vermilion"), Filter.of(actors=["zebulon"]), Filter.of(actors=["x:zq"])):
        assert list(filled.events(wanted)) == []
    assert {place.article_id for each in filled.decisions() for place in each.lost} == {"a1"}


def test_a_dated_tombstone_stays(filled: Ledger):
    filled.forget("a1", user="ann", note="asked to")
    stone = filled.article("a1")
    assert (stone.title[:14], stone.text, stone.published) == ("[forgotten on ", "", "2024-03-05")
    assert [each.because for each in filled.history("ev-0000001")][-1] == "forget article a1: asked to"


def test_earlier_days_show_the_tombstone(filled: Ledger, where: str):
    before = filled.change()
    filled.forget("a1", user="ann")
    filled._at = before
    (event,) = filled.events()
    assert "a1-r1" in event.reports
    assert {report.id for report in filled.reports(event)} == set(event.reports)
    assert filled.article("a1").text == ""
    assert SECRET not in repr([event, filled.reports(event), filled.history(event.id)])


def test_the_same_text_under_another_id_goes_too(filled: Ledger, where: str):
    filled.add(page("p9"), told("z9"))
    assert filled.forget("z9", user="ann") == ("a0", "a1", "z9")
    left = everywhere(where)
    assert [word for word in WORDS if word in left] == []


def test_a_forgotten_text_is_not_taken_in_again(filled: Ledger):
    filled.forget("a1", user="ann")
    again = told()
    for each in (again, told("z9")):
        assert filled.add(page("p9"), each).status == "forgotten"
    assert filled.counts().articles == 1
    assert filled.forget("a1", user="ann") == ()
    with pytest.raises(NotFound, match="no such article"):
        filled.forget("a7", user="ann")


def test_the_bytes_are_gone_from_the_file(tmp_path: Path):
    path = tmp_path / "x.db"
    with Ledger.open(path) as ledger:
        ledger.add(page("p1"), told())
        for number in range(40):
            ledger.add(page(f"q{number}"), coding(f"b{number}", report(f"b{number}", place("Barda", 40.4, 47.1))))
        ledger.add(page("p1"), told("a1", TEXT + " More is known."))  # the earlier state is a row of its own
        files = [path, Path(f"{path}-wal")]
        assert all(word in b"".join(each.read_bytes() for each in files).lower().decode("latin1") for word in WORDS)
        ledger.forget("a1", user="ann")
        left = b"".join(each.read_bytes() for each in tmp_path.iterdir()).lower()
        assert [word for word in WORDS if word.encode() in left] == []
        assert faults(ledger) == []


def test_what_could_not_be_cleaned_is_said_and_done_on_the_next_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with Ledger.open(tmp_path / "x.db") as ledger:
        ledger.add(page("p1"), told())

        def locked(_engine: object) -> None:
            raise sqlite3.OperationalError("database is locked")

        monkeypatch.setattr(forgetting, "clean", locked)
        with pytest.raises(LedgerError, match="run forget again"):
            ledger.forget("a1", user="ann")
        assert ledger.article("a1").text == ""
        monkeypatch.undo()
        ledger.forget("a1", user="ann")
        left = b"".join(each.read_bytes() for each in tmp_path.iterdir()).lower()
        assert b"vermilion" not in left
