"""Incidents, series and episodes: what is part of what, as the machine and as persons say."""

from itertools import permutations

import pytest
from factories import actor, bombing, coding, date, killed, page, place, recipient, report, total
from ledgers import faults

from dateline.errors import InputError
from dateline.ledger import Ledger
from dateline.model import Coding, Date, Event, Report

BANNER = actor("Black Banner", "x:bb")


def incident(name: str, day: str, *claims: object) -> Coding:
    return coding(name, bombing(name, day, BANNER, *claims), published=day)  # type: ignore[arg-type]


def offensive(first: str, last: str, number: int = 1) -> Report:
    """An episode: an offensive by the same party around the same city."""
    told = (date(first, last), place("Karsa", 36.2, 44.0), recipient("Karsa market"), BANNER, killed(90))
    return report("e1", *told, number=number, trigger="offensive", quote="offensive", kind="episode")


def add(ledger: Ledger, *codings: Coding) -> None:
    for each in codings:
        ledger.add(page(f"p-{each.article.id}"), each)


def of(ledger: Ledger, article_id: str, number: int = 1) -> Event:
    return next(event for event in ledger.events() if f"{article_id}-r{number}" in event.reports)


MARCH = coding("e1", offensive("2024-03-01", "2024-03-31"))
BOTH = coding("e1", offensive("2024-03-01", "2024-03-31"), offensive("2024-01-01", "2024-09-30", number=2))
STORIES = [incident("a1", "2024-03-04"), BOTH, incident("a2", "2024-08-20")]


@pytest.mark.parametrize("order", list(permutations(range(3)))[::2])
def test_an_incident_is_part_of_the_narrowest_episode_in_any_order(where: str, order: tuple[int, ...]):
    with Ledger.open(where) as ledger:
        add(ledger, *(STORIES[number] for number in order))
        assert of(ledger, "a1").part_of == of(ledger, "e1").id
        assert of(ledger, "a2").part_of == of(ledger, "e1", 2).id
        assert ledger.parts(of(ledger, "e1").id) == [of(ledger, "a1").id]
        assert of(ledger, "e1").part_of is None
        assert faults(ledger) == []


def test_all_in_one_lot_are_joined_too(where: str):
    with Ledger.open(where) as ledger:
        ledger.add_all([(page(each.article.id), each) for each in STORIES])
        assert of(ledger, "a1").part_of == of(ledger, "e1").id
        assert [each.why for each in ledger.history(of(ledger, "a1").id)] == ["new, 1 report"]


def test_what_it_was_part_of_earlier_is_in_the_log(where: str):
    with Ledger.open(where) as ledger:
        add(ledger, incident("a1", "2024-03-04"))
        before = ledger.change()
        add(ledger, MARCH)
        part, whole = of(ledger, "a1"), of(ledger, "e1").id
        assert [each.why for each in ledger.history(part.id)] == ["new, 1 report", f"part of {whole}"]
        after = ledger.change()
        add(ledger, coding("e1", offensive("2024-06-01", "2024-06-30")))  # coded anew: it was another month
        assert of(ledger, "a1").part_of is None
        assert ledger.history(part.id)[-1].why == "part of nothing"
        for moment, expected in ((before, []), (after, [part.id])):
            ledger._at = moment
            assert ledger.parts(whole) == expected
            assert ledger.event(part.id).part_of == (whole if expected else None)


def test_the_whole_that_is_no_event_any_more_holds_nothing(where: str):
    with Ledger.open(where) as ledger:
        add(ledger, incident("a1", "2024-03-04"), MARCH)
        ledger.reject(of(ledger, "e1").id, user="ann")
        assert of(ledger, "a1").part_of is None
        assert faults(ledger) == []
    with Ledger.open(where) as ledger:
        ledger.undo(ledger.decisions()[0].decision.id, user="ann")
        assert of(ledger, "a1").part_of == of(ledger, "e1").id
        add(ledger, coding("e1"))  # no report is made of it any more
        assert of(ledger, "a1").part_of is None
        assert faults(ledger) == []


def test_an_episodes_toll_is_never_summed_with_its_incidents(where: str):
    in_march = Date(edtf="2024-03", start="2024-03-01", end="2024-03-31", text="in March", anchor="calendar")
    claim = total("t1", type="ASSAULT", date=in_march, count_min=1, count_max=1)
    with Ledger.open(where) as ledger:
        add(ledger, incident("a1", "2024-03-04", killed(9)), MARCH, coding("t1", totals=(claim,)))
        assert ledger.check(claim).events == (of(ledger, "a1").id,)
        assert [(total.id, check.verdict) for total, check in ledger.checks()] == [("t1-t1", "holds")]


# ------------------------------------------------------------------ what persons say


@pytest.fixture
def told(where: str) -> Ledger:
    """An incident in an episode, and an episode elsewhere."""
    ledger = Ledger.open(where)
    add(ledger, incident("a1", "2024-03-04"), MARCH)
    far = report("f1", date("2024-07-01", "2024-07-31"), actor("Iron Guard"), type="PROTEST", kind="episode")
    add(ledger, coding("f1", far))
    return ledger


def test_a_person_says_what_an_event_is_part_of(told: Ledger):
    far = of(told, "f1").id
    made = told.place(of(told, "a1").id, far, user="ann", note="seen there")
    assert of(told, "a1").part_of == far
    assert made.decision.id in of(told, "a1").decisions
    assert faults(told) == []
    told.place(of(told, "a1").id, None, user="ann")
    assert of(told, "a1").part_of is None
    for _ in range(2):
        standing = [each.decision.id for each in told.decisions() if each.decision.field and not each.undone]
        told.undo(standing[-1], user="ann")
    assert of(told, "a1").part_of == of(told, "e1").id
    assert faults(told) == []


def test_it_survives_coding_anew_and_further_reports(told: Ledger):
    told.place(of(told, "a1").id, of(told, "f1").id, user="ann")
    add(told, incident("a1", "2024-03-05", killed(4)), incident("a2", "2024-03-05"))
    far = report("f1", date("2024-07-01", "2024-07-30"), actor("Iron Guard"), type="PROTEST", kind="episode", number=2)
    add(told, coding("f1", far))
    assert len(of(told, "a1").reports) == 2
    assert told.event(of(told, "a1").part_of or "").reports == ("f1-r2",)
    assert faults(told) == []


def test_it_follows_the_whole_that_is_merged(told: Ledger):
    told.place(of(told, "a1").id, of(told, "f1").id, user="ann")
    told.merge([of(told, "e1").id, of(told, "f1").id], user="ann")
    assert of(told, "a1").part_of == of(told, "e1").id == of(told, "f1").id
    assert faults(told) == []


def test_nothing_is_part_of_itself(told: Ledger):
    part, whole, far = (of(told, name).id for name in ("a1", "e1", "f1"))
    for outer in (part, whole):
        with pytest.raises(InputError, match="part of"):
            told.place(whole, part if outer == part else whole, user="ann")
    told.place(whole, far, user="ann")
    with pytest.raises(InputError, match="part of"):
        told.place(far, part, user="ann")
    told.place(part, far, user="ann")
    told.place(whole, part, user="ann")  # the episode is part of what the machine put in it
    assert faults(told) == []
