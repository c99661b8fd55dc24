"""`totals`, `relations`, and parts of episodes, on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from factories import actor, coding, date, evidence, page, place, recipient, report, total
from msgspec.structs import replace
from typer.testing import Result

from dateline import Ledger
from dateline.model import Count, Date, Location, Party, RelationClaim

Ask = Callable[..., Result]
ONE, OTHER = "ev-0000001", "ev-0000002"
MARCH = Date(edtf="2024-03", start="2024-03-01", end="2024-03-31", text="in March", anchor="calendar")
IRAQ = Location(text="Iraq", precision="country", country="IQ")


@pytest.fixture
def told(book: Path) -> None:
    """Beside the two events: an episode, a total and a relation stated by two articles."""
    claims = (date("2024-03-01", "2024-03-31"), place("Karsa", 36.2, 44.0), recipient("Karsa market"))
    episode = report("c1", *claims, actor("Black Banner"), trigger="offensive", quote="offensive", kind="episode")
    three = total(
        "c1", type="ASSAULT", count_min=3, date=MARCH, place=IRAQ, actors=(Party(name="Black Banner"),),
        counts=(Count(what="killed", min=9, max=9),),
    )  # fmt: skip
    leads = RelationClaim(
        kind="leads", source=Party(name="Ann Poe"), target=Party(name="Black Banner"), evidence=(evidence("market"),)
    )
    with Ledger.open(book) as ledger:
        ledger.add(page("p4"), replace(coding("c1", episode, totals=(three,)), relations=(leads,)))
        ledger.add(
            page("p5"), replace(coding("c2"), relations=(leads, replace(leads, kind="fights", certainty="hedged")))
        )


@pytest.mark.usefixtures("told")
def test_a_total_is_shown_with_what_the_ledger_holds_of_it(ask: Ask):
    result = ask("totals")
    assert result.stdout.splitlines() == [
        "“more than ninety attacks this year”",
        "    ASSAULT  2024-03  Iraq, IQ  Black Banner · article c1",
        f"    the ledger holds 1 of at least 3: {ONE}",
    ]
    assert "1 total" in result.stderr
    assert ask("totals", "--country", "SY").stdout == ""
    assert ask("totals", "--as-of", "2020-01-01").stdout == ""


@pytest.mark.usefixtures("told")
def test_an_event_shows_the_totals_that_cover_it_and_an_episode_its_parts(ask: Ask):
    assert f"the ledger holds 1 of at least 3: {ONE}" in ask("show", ONE).stdout
    assert "the ledger holds" not in ask("show", OTHER).stdout
    assert "part of ev-0000003" in ask("show", ONE).stdout
    assert f"part {ONE}  ASSAULT" in ask("show", "ev-0000003").stdout
    assert "part of ev-0000003" in ask("history", ONE).stdout


@pytest.mark.usefixtures("told")
def test_relations_are_listed_once_with_their_words(ask: Ask):
    lines = [line.split() for line in ask("relations").stdout.splitlines()]
    assert lines[1:] == [
        ["Ann", "Poe", "leads", "Black", "Banner", "2", "“market”"],
        ["Ann", "Poe", "fights", "(hedged)", "Black", "Banner", "1", "“market”"],
    ]
    assert "2 relations" in ask("relations", "poe").stderr
    assert "0 relations" in ask("relations", "Iron Guard").stderr
    for wordless in ("", "***"):
        refused = ask("relations", wordless)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "holds no word" in refused.stderr
    assert "0 relations" in ask("relations", "--as-of", "2020-01-01").stderr


@pytest.mark.usefixtures("told")
def test_a_person_says_what_is_part_of_what(ask: Ask, book: Path):
    assert "correct ev-0000001 part_of ev-0000003 → none" in ask("correct", ONE, "part_of", "none").stdout
    with Ledger.open(book) as ledger:
        assert ledger.event(ONE).part_of is None
    assert ask("correct", OTHER, "part_of", "ev-0000003", "--note", "same front").exit_code == 0
    with Ledger.open(book) as ledger:
        assert ledger.event(OTHER).part_of == "ev-0000003"
    assert "none → ev-0000003: same front" in ask("decisions").stdout
    for whole, code, says in ((OTHER, 2, "part of"), ("ev-0000099", 1, "no such event")):
        result = ask("correct", "ev-0000003", "part_of", whole)
        assert (result.exit_code, len(result.stderr.splitlines())) == (code, 1)
        assert says in result.stderr
