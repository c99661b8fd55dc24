"""What a person rules on the command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from factories import bombing, coding, evidence, page, weapon
from msgspec.structs import replace
from typer.testing import Result

from dateline import Ledger
from dateline.ledger.parting import PART_OF
from dateline.ledger.typed import COUNTS, FIELDS
from dateline.model import Count, Date, Event, Location, Means, Party, Word

Ask = Callable[..., Result]

TAMRA = Location(text="Tamra", name="Tamra", precision="city", country="IQ", lat=31.5, lon=46.0)
ONE, OTHER = "ev-0000001", "ev-0000002"


def event(book: Path, event_id: str = ONE) -> Event:
    with Ledger.open(book) as ledger:
        return ledger.event(event_id)


def day(edtf: str, start: str | None, end: str | None) -> Date:
    return Date(edtf=edtf, start=start, end=end, text=edtf, anchor="calendar")


def made(result) -> str:
    """The id of the decision that a verb prints."""
    assert result.exit_code == 0, result.stderr
    found = re.match(r"de-[0-9a-f]{8}", result.stdout)
    assert found
    return found[0]


def refused(result, says: str, code: int = 2) -> None:
    """In one line; 2 where what was typed cannot be meant, 1 where the ledger knows nothing of it."""
    assert result.exit_code == code
    (line,) = result.stderr.splitlines()
    assert line.startswith("dateline: ")
    assert says in line


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("killed", "7", Count(what="killed", min=7, max=7)),
        ("killed", "15+", Count(what="killed", min=15, max=None)),
        ("killed", "~1,300", Count(what="killed", min=1300, max=1300, approximate=True)),
        ("injured", "2-5", Count(what="injured", min=2, max=5)),
        ("injured", "up to 24", Count(what="injured", min=None, max=24)),
        ("date", "2024-02", day("2024-02", "2024-02-01", "2024-02-29")),
        ("date", "XXXX-03-04", day("XXXX-03-04", None, None)),
        ("type", "protest", Word(word="PROTEST")),
        ("status", "planned", Word(word="planned")),
        ("place", "Tamra, IQ @31.5,46", TAMRA),
        ("place", "-31.5,46, XZ", Location(text="-31.5, 46.0", precision="site", country="XZ", lat=-31.5, lon=46.0)),
        ("place", "36.19, 44.01", Location(text="36.19, 44.01", precision="site", country="IQ", lat=36.19, lon=44.01)),
        ("recipient", "Tamra bank", Party(name="Tamra bank")),
    ],
)  # fmt: skip
def test_a_value_is_read_as_it_is_typed(ask: Ask, book: Path, field: str, value: str, expected: object):
    made(ask("correct", ONE, field, value, "--note", "seen"))
    assert expected in [one.best for one in event(book).fields if one.decision]
    assert "ann" in ask("show", ONE).stdout


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("killed", "many", "is no count"),
        ("killed", "9-2", "swap"),
        ("killed", "-5", "a toll is a whole number of 0 or more"),
        ("injured", "-15+", "a toll is a whole number of 0 or more"),
        ("killed", "2.5", "a toll is a whole number of 0 or more"),
        ("date", "-5", "is no date"),
        ("date", "2024-02-30", "is no date"),
        ("date", "2024-13", "is no date"),
        ("date", "2024-03-05/2024-03-01", "ends before"),
        ("date", "XXXX", "is no date"),
        ("type", "FIGHT", "is not known"),
        ("place", "Tamra @99,200", "is no place"),
        ("place", "99,200", "is no place"),
        ("place", "19.6", "is no place"),
        ("place", "19.6N 37.2E", "latitude, longitude"),
        ("place", "none", "is no name"),
        ("recipient", "None", "is replaced, not taken away"),
        ("place", "Tamra, ZZ", "there is no country ZZ"),
        ("place", "Tamra, ZZ @31.5,46", "there is no country ZZ"),
        ("colour", "red", "is no field"),
        ("weapon", "  ", "is empty"),
        ("weapon", "---", "holds no word"),
        ("recipient", "***", "holds no word"),
        ("place", ", IQ", "names no place"),
        ("actor", "Grey Falcons", "2 values of actor (name one with --replaces: Red Hand; Black Banner)"),
    ],
)
def test_a_value_that_can_be_none_is_refused(ask: Ask, field: str, value: str, says: str):
    refused(ask("correct", ONE, field, value), says)
    refused(ask("correct", ONE, field, value, "--note", "seen"), says)


@pytest.mark.parametrize(
    ("typed", "country", "precision", "name"),
    [
        ("Nowherexyz, IQ", "IQ", "country", None),  # somewhere in Iraq, as an article would put it
        ("Nowherexyz", None, None, None),
        ("Erbil, IQ", "IQ", "city", "Erbil"),
        ("Erbil, FR", "FR", "country", None),  # not the Erbil that is elsewhere
        ("Paris, US", "US", "city", "Paris"),  # not the better known one
        ("Nowherexyz, Aleppo, IQ", "IQ", None, None),  # which cannot be: left open
        ("Nowherexyz, XZ", "XZ", None, None),
    ],
)
def test_a_place_keeps_the_country_that_it_is_given(
    ask: Ask, book: Path, typed: str, country: str | None, precision: str | None, name: str | None
):
    result = ask("correct", ONE, "place", typed)
    made(result)
    (found,) = [one.best for one in event(book).field("place")]
    assert isinstance(found, Location)
    assert (found.country, found.precision, found.name) == (country, precision, name)
    assert f"{found.text}, {country}" in result.stdout if country else found.text in result.stdout
    if country:
        assert ONE in ask("events", "--country", country).stdout


@pytest.mark.parametrize(
    "args",
    [
        ("actor", "Grey Falcons", "--add", "--replaces", "red hand"),
        ("killed", "9", "--person"),
        ("part_of", "none", "--add"),
        ("part_of", "none", "--person"),
    ],
)
def test_options_that_mean_nothing_together_are_refused(ask: Ask, book: Path, args: tuple[str, ...]):
    assert ask("correct", ONE, *args).exit_code == 2
    assert event(book).decisions == ()


@pytest.mark.parametrize("wrong", [["--nte", "x"], ["-x"], ["--nte"]])
def test_an_option_that_there_is_not_is_no_value(ask: Ask, book: Path, wrong: list[str]):
    for words in ([ONE, "actor", *wrong], [ONE, *wrong, "actor", "Red Hand"], [ONE, "actor", "Red Hand", *wrong]):
        assert ask("correct", *words, "--add").exit_code == 2
    assert event(book).decisions == ()


def test_one_of_several_values_is_named_by_its_words(ask: Ask, book: Path):
    for words in ("green", "", " "):
        refused(ask("correct", ONE, "actor", "Grey Falcons", "--replaces", words), "none of the values")
    made(ask("correct", ONE, "actor", "Grey Falcons", "--replaces", "red hand"))
    assert [one.best for one in event(book).field("actor") if one.decision] == [Party(name="Grey Falcons")]
    made(ask("correct", ONE, "actor", "Dara Aziz", "--add", "--person"))
    assert "Dara Aziz" not in ask("export").stdout
    assert len(list(event(book).field("actor"))) == 3


def test_a_value_is_named_by_the_words_that_tell_it_too(ask: Ask, book: Path):
    weapons = tuple(
        replace(weapon(name), evidence=(evidence(told),)) for name, told in (("X", "bomb"), ("Y", "market"))
    )
    with Ledger.open(book) as ledger:
        ledger.add(page("c1"), coding("c1", bombing("c1", "2024-03-04", *weapons)))
    assert "“market”" in ask("show", ONE).stdout
    refused(ask("correct", ONE, "weapon", "car", "--replaces", "m"), "several")
    made(ask("correct", ONE, "weapon", "car", "--replaces", "market"))
    assert [one.best for one in event(book).field("weapon")] == [Means(text="X"), Means(text="car")]
    made(ask("correct", ONE, "weapon", "van", "--replaces", "x"))  # which "bomb" does not hold, but a value is


def test_a_value_that_is_one_too_many_goes_into_another_that_stands_there(ask: Ask, book: Path):
    ruled = made(ask("correct", ONE, "actor", "black banner", "--replaces", "red hand"))
    assert [one.best for one in event(book).field("actor")] == [Party(name="Black Banner")]
    assert event(book).decisions == (ruled,)
    refused(ask("correct", ONE, "actor", "Black Banner", "--add"), "has this actor already")
    made(ask("correct", ONE, "actor", "Black Banner", "--add", "--person"))  # a name to be masked is another
    assert ask("verify").exit_code == 0


def test_a_toll_is_added_beside_the_one_that_stands(ask: Ask, book: Path):
    result = ask("correct", ONE, "killed", "2", "--add")
    made(result)
    assert "killed 2 (added)" in result.stdout
    assert "6† 2†" in ask("events").stdout
    refused(ask("correct", ONE, "killed", "9"), "2 values of killed (name one with --replaces: 6 killed; 2 killed)")
    made(ask("correct", ONE, "killed", "3", "--replaces", "2 killed"))
    assert "6† 3†" in ask("events").stdout
    made(ask("correct", ONE, "injured", "5", "--add"))  # beside nothing
    made(ask("correct", ONE, "injured", "6"))
    assert "6inj" in ask("events").stdout
    for field, value in (("date", "2024-03-05"), ("status", "denied")):
        refused(ask("correct", ONE, field, value, "--add"), f"has one {field}")
    assert ask("verify").exit_code == 0


def test_merge_split_reject_and_undo(ask: Ask, book: Path):
    merged = made(ask("merge", ONE, OTHER, "--note", "one blast"))
    assert event(book, OTHER).id == ONE
    made(ask("undo", merged))
    assert event(book, OTHER).id == OTHER
    result = ask("split", ONE, "2")
    made(result)
    assert "new: ev-0000003" in result.stdout
    assert event(book, "ev-0000003").reports == ("a2-r1",)
    rejected = made(ask("reject", OTHER, "--note", "a film"))
    refused(ask("show", OTHER), "rejected by ann", 1)
    made(ask("undo", rejected, "--user", "ben"))
    made(ask("accept", OTHER))
    made(ask("note", OTHER, "ask the ministry"))
    listed = ask("decisions").stdout
    assert listed.count("de-") == 9  # an undo also names what it undoes
    assert "  undone" in listed
    assert "ben  undo" in listed
    assert "ask the ministry" in ask("show", OTHER).stdout
    assert ask("decisions", "--lost").stdout == ""


def test_reports_are_named_by_number_or_id(ask: Ask):
    refused(ask("split", ONE, "3"), "is no report")
    refused(ask("split", ONE, "1", "2"), "no report on one side")
    refused(ask("reject", ONE, "--report", "b1-r1"), "is no report")
    made(ask("split", ONE, "a2-r1"))


def test_what_cannot_be_found_is_one_line(ask: Ask):
    refused(ask("accept", "ev-0000099"), "no such event", 1)
    refused(ask("undo", "de-00000000"), "no such decision", 1)
    for name in ("", "  ", "a\nb"):
        refused(ask("accept", ONE, "--user", name), "is no name")
    assert ask("merge").exit_code == 2


def test_a_field_that_there_is_not_is_told_those_that_there_are(ask: Ask):
    refused(ask("correct", ONE, "colour", "red"), f"one of {', '.join((*FIELDS, *COUNTS, PART_OF))}")


def test_help_says_what_can_be_corrected_and_how_values_are_written(ask: Ask):
    shown = " ".join(ask("correct", "--help").stdout.replace("│", "").split())
    assert f"One of {', '.join((*FIELDS, *COUNTS, PART_OF))}." in shown
    for form in ("15+", "2-5", "~300", "none", "DATE/DATE"):
        assert form in shown


def test_a_decision_is_undone_once(ask: Ask):
    accepted = made(ask("accept", ONE))
    made(ask("undo", accepted))
    refused(ask("undo", accepted), "was undone before", 1)
    refused(ask("undo", accepted, "--user", " "), "was undone before", 1)


def test_what_changed_no_value_is_not_called_changed(ask: Ask):
    assert f"  accepted: {ONE}" in ask("accept", ONE).stdout.splitlines()
    assert f"  noted: {ONE}" in ask("note", ONE, "ask the ministry").stdout.splitlines()
    assert f"  changed: {ONE}" in ask("correct", ONE, "killed", "7").stdout.splitlines()
