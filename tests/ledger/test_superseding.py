"""A page seen again with other content under its address, on both databases."""

from collections.abc import Iterable

import pytest
from factories import TEXT, article, bombing, coding, date, killed, page, place, recipient, report, total
from ledgers import faults
from msgspec.structs import replace

from dateline.ledger import Filter, Ledger
from dateline.ledger.superseding import successors
from dateline.model import Coding, Count

URL = "https://wire.example/bombing"


def seen(ledger: Ledger, page_id: str, *codings: Coding, url: str | None = URL) -> list:  # type: ignore[type-arg]
    """Adds the articles of a page at an address."""
    return [ledger.add(replace(page(page_id), url=url), each) for each in codings]


def ids(found: Iterable[object]) -> list[str]:
    return [each.id for each in found]  # type: ignore[attr-defined]


@pytest.fixture
def ledger(where: str) -> Ledger:
    return Ledger.open(where)


def test_a_corrected_article_takes_the_place_of_the_earlier_one(ledger: Ledger):
    seen(ledger, "p1", coding("a1", bombing("a1", "2024-03-04", killed(4)), totals=(total("a1"),)))
    (event_id,) = ids(ledger.events())
    (added,) = seen(ledger, "p2", coding("a2", bombing("a2", "2024-03-04", killed(6))))
    assert (added.status, added.supersedes, added.grown_events) == ("new", ("a1",), (event_id,))
    (event,) = ledger.events()
    assert (event.id, event.reports) == (event_id, ("a2-r1",))
    assert [one.best for one in event.field("count")] == [Count(what="killed", min=6, max=6)]
    assert (ids(ledger.articles()), list(ledger.totals())) == (["a2"], [])
    assert (ledger.counts().articles, ledger.counts().reports, ledger.counts().pages) == (1, 1, 2)
    assert ledger.page("p2").supersedes == "p1"
    assert ledger.article("a1").id == "a1"  # what it said stays
    assert faults(ledger) == []
    assert [each.status for each in seen(ledger, "p2", coding("a2", bombing("a2", "2024-03-04", killed(6))))] == [
        "known"
    ]


def test_an_event_told_by_others_loses_nothing_but_the_old_report(ledger: Ledger):
    seen(ledger, "p1", coding("a1", bombing("a1", "2024-03-04", killed(4))))
    seen(ledger, "q1", coding("b1", bombing("b1", "2024-03-04", killed(5))), url="https://other.example/1")
    seen(ledger, "p2", coding("a2", bombing("a2", "2024-03-04", killed(6))))
    (event,) = ledger.events()
    assert event.reports == ("a2-r1", "b1-r1")
    seen(ledger, "p3", coding("a3", bombing("a3", "2024-09-09")))
    assert {each.reports for each in ledger.events()} == {("a3-r1",), ("b1-r1",)}


def test_what_was_said_before_can_come_back(ledger: Ledger):
    first = coding("a1", bombing("a1"))
    seen(ledger, "p1", first)
    seen(ledger, "p2", coding("a2", bombing("a2")))
    (added,) = seen(ledger, "p1", first)
    assert added.supersedes == ("a2",)
    assert ids(ledger.articles()) == ["a1"]
    assert ledger.page("p1").version == 3
    assert faults(ledger) == []


def test_a_page_whose_frame_alone_changed_changes_nothing(ledger: Ledger):
    told = coding("a1", bombing("a1"))
    seen(ledger, "p1", told)
    before = list(ledger.events())
    assert [each.status for each in seen(ledger, "p2", told)] == ["known"]
    assert list(ledger.events()) == before


def test_an_article_that_also_stands_elsewhere_stays(ledger: Ledger):
    told = coding("a1", bombing("a1"))
    seen(ledger, "p1", told)
    seen(ledger, "q1", told, url="https://other.example/1")
    (added,) = seen(ledger, "p2", coding("a2", bombing("a2")))
    assert added.supersedes == ()
    assert ids(ledger.articles()) == ["a1", "a2"]


def test_of_several_stories_each_takes_the_place_of_its_like(ledger: Ledger):
    fire = "Fire swept through the old harbour of Barda and two warehouses burned down overnight."
    seen(ledger, "p1", coding("a1", bombing("a1")), coding("b1", report("b1", date("2024-03-02")), text=fire))
    later = fire.replace("two warehouses", "three warehouses")
    added = seen(
        ledger,
        "p2",
        coding("b2", report("b2", date("2024-03-02")), text=later),
        coding("c1", report("c1", place("Tamra", 31.0, 46.0), recipient("Tamra bank")), text="Thieves robbed a bank."),
    )
    assert [each.supersedes for each in added] == [("b1",), ()]
    assert ids(ledger.articles()) == ["a1", "b2", "c1"]
    assert faults(ledger) == []


def test_rows_of_one_file_are_pages_without_an_address(ledger: Ledger):
    for name in ("a1", "a2"):
        seen(ledger, f"p-{name}", coding(name, bombing(name)), url=None)
    assert ids(ledger.articles()) == ["a1", "a2"]


def test_decisions_go_over_to_the_version_that_takes_the_place(ledger: Ledger):
    seen(ledger, "p1", coding("a1", bombing("a1", "2024-03-04", killed(4))))
    ledger.correct("ev-0000001", "count", Count(what="killed", min=5, max=5), user="ann")
    longer = "Police said: A bomb went off by the market in Karsa on Monday."
    seen(ledger, "p2", coding("a2", bombing("a2", "2024-03-04", killed(6)), text=longer))
    (event,) = ledger.events()
    assert [one.best for one in event.field("count")] == [Count(what="killed", min=5, max=5)]
    assert [each.lost for each in ledger.decisions()] == [()]


def test_text_of_an_earlier_version_finds_nothing_now(ledger: Ledger):
    seen(ledger, "p1", coding("a1", bombing("a1"), text="A bomb went off at dusk."))
    seen(ledger, "p2", coding("a2", bombing("a2"), text="A bomb went off at dawn."))
    assert list(ledger.events(Filter.of(text="dusk"))) == []
    assert len(list(ledger.events(Filter.of(text="dawn")))) == 1


def test_a_report_goes_on_in_the_one_most_like_it():
    old = [
        bombing("a1", number=1),
        report("a1", number=2, trigger="market", quote="The market closed.", type="PROTEST"),
    ]
    new = [
        report("a2", number=5, trigger="market", quote="The market closed early.", type="PROTEST"),
        bombing("a2", number=6),
        report("a2", number=7, trigger="flood", quote="Roofs were torn off by wind.", type="AID"),
    ]
    assert successors(old, new) == {"a2-r5": "a1-r2", "a2-r6": "a1-r1"}
    assert successors(old, old) == {"a1-r1": "a1-r1", "a1-r2": "a1-r2"}
    assert article("a1").id == "a1"


# ------------------------------------------------------------------ what a rejection spares


def rejecting(ledger: Ledger) -> tuple[str, str]:
    """Two bombings, of which the first is rejected; the other stands on a page with an address."""
    ledger.add(page("q1"), coding("b1", bombing("b1", "2024-03-04", quote=TEXT)))
    seen(ledger, "p1", coding("a1", bombing("a1", "2024-06-20", quote=TEXT)))
    film, spared = ids(ledger.events())
    ledger.reject(film, user="ann")
    return film, spared


NEXT = f"Police said on Tuesday: {TEXT}"  # so that nothing stands where it stood


@pytest.mark.parametrize("versions", [1, 2])
@pytest.mark.parametrize("trigger", ["bomb", "went off"])
def test_what_a_rejection_spared_stays_spared_in_the_next_version_of_its_page(
    ledger: Ledger, versions: int, trigger: str
):
    film, spared = rejecting(ledger)
    for number in range(2, versions + 2):
        later = bombing(f"a{number}", "2024-03-04", trigger=trigger, quote=TEXT)
        (added,) = seen(ledger, f"p{number}", coding(f"a{number}", later, text=f"{number} {NEXT}"))
        assert (added.grown_events, added.ended_events, added.rejected_events) == ((spared,), (), ())
        assert [(each.id, each.reports) for each in ledger.events()] == [(spared, (f"a{number}-r1",))]
    assert faults(ledger) == []
    (undone,) = (each.decision.id for each in ledger.decisions())
    ledger.undo(undone, user="ann")
    assert len(list(ledger.events())) == 1  # without it the machine takes them for one
    assert film in {each.id for each in ledger.events()}


def test_what_a_rejection_spared_stays_spared_when_it_is_coded_anew(ledger: Ledger):
    _, spared = rejecting(ledger)
    ledger.recode([coding("a1", bombing("a1", "2024-03-04", number=7))])
    assert [(each.id, each.reports) for each in ledger.events()] == [(spared, ("a1-r7",))]
    ledger.recode([coding("a1", bombing("a1", "2024-03-04", number=8), bombing("a1", "2024-03-04", number=9))])
    assert spared in ids(ledger.events())
    assert faults(ledger) == []


def test_what_a_rejection_names_is_not_spared_in_its_next_version(ledger: Ledger):
    seen(ledger, "p1", coding("a1", bombing("a1", "2024-03-04")))
    ledger.reject("ev-0000001", user="ann")
    (added,) = seen(ledger, "p2", coding("a2", bombing("a2", "2024-03-04"), text=NEXT))
    assert (added.new_events, added.rejected_events) == ((), ())  # it is no further report
    assert list(ledger.events()) == []
    (undone,) = (each.decision.id for each in ledger.decisions())
    ledger.undo(undone, user="ann")
    assert ids(ledger.events()) == ["ev-0000001"]
    assert faults(ledger) == []


def test_a_further_report_of_what_is_rejected_stays_out_in_its_next_version(ledger: Ledger):
    film, spared = rejecting(ledger)
    first = replace(page("r1"), url="https://other.example/1")
    added = ledger.add(first, coding("c1", bombing("c1", "2024-03-04")))
    assert added.rejected_events == (film,)
    added = ledger.add(replace(first, id="r2"), coding("c2", bombing("c2", "2024-03-04"), text=NEXT))
    assert (added.new_events, added.rejected_events) == ((), ())
    assert ids(ledger.events()) == [spared]
    assert faults(ledger) == []
