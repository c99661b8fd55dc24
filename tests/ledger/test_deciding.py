"""What persons decide, on both databases: it wins, it lasts, and it can be taken back."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from factories import TEXT, actor, bombing, coding, date, evidence, killed, page, place, recipient, report, weapon
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import faults, rows
from msgspec.structs import replace
from stories import stories

from dateline.errors import InputError, NotFound, TooLate
from dateline.ledger import Filter, Ledger
from dateline.model import Coding, Count, Evidence, Party, Report, Word
from dateline.resolving import group

ANY_STORY = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def add(ledger: Ledger, *codings: Coding) -> None:
    for each in codings:
        ledger.add(page(f"p-{each.article.id}"), each)


def groups(ledger: Ledger) -> set[tuple[str, ...]]:
    assert faults(ledger) == []
    return {event.reports for event in ledger.events()}


def toll(ledger: Ledger, event_id: str) -> tuple[int | None, int | None, bool]:
    """The best killed of an event, and whether a person set it."""
    (found,) = ledger.event(event_id).field("count")
    assert isinstance(found.best, Count)
    return found.best.min, found.best.max, found.decision is not None


def six(least: int = 6, most: int | None = 6) -> Count:
    return Count(what="killed", min=least, max=most)


@pytest.fixture
def told(where: str) -> Ledger:
    """One bombing told by three, and another elsewhere."""
    ledger = Ledger.open(where)
    add(ledger, *(coding(name, bombing(name, "2024-03-04", killed(4))) for name in ("a1", "a2", "a3")))
    add(ledger, coding("b1", report("b1", date("2024-07-01"), place("Barda", 40.4, 47.1), recipient("Barda mill"))))
    assert len(groups(ledger)) == 2
    return ledger


KARSA, BARDA = "ev-0000001", "ev-0000002"


# ------------------------------------------------------------------ correct


def test_a_corrected_value_wins_and_says_whose_it_is(told: Ledger):
    made = told.correct(KARSA, "count", six(), user="ann", note="hospital list").decision
    assert (made.user, made.replaces, made.note) == ("ann", Count(what="killed", min=4, max=4), "hospital list")
    assert toll(told, KARSA) == (6, 6, True)
    (found,) = told.event(KARSA).field("count")
    assert found.decision == made.id
    assert (found.low, found.high) == (made.replaces, made.replaces)
    assert told.event(KARSA).decisions == (made.id,)
    assert told.report("a1-r1") == bombing("a1", "2024-03-04", killed(4))  # what the machine says stays


def test_a_correction_keeps_the_words_that_tell_its_value(told: Ledger):
    text = told.article("a2").text
    words = Evidence(part="body", start=2, end=9, quote=text[2:9])
    made = told.correct(KARSA, "count", six(), support=("a2", words), user="ann").decision
    assert (made.support, made.support_of) == (words, "a2")
    assert {each.article_id for each in made.reports} >= {"a2"}  # so that forgetting a2 finds it
    assert toll(told, KARSA) == (6, 6, True)


@pytest.mark.parametrize(
    ("article", "words", "says"),
    [
        ("b1", Evidence(part="body", start=0, end=3, quote="The"), "is no article of it"),
        ("a2", Evidence(part="body", start=0, end=4, quote="none"), "does not say that there"),
        ("a2", Evidence(part="body", start=4, end=4, quote=""), "does not say that there"),
        ("a2", Evidence(part="caption", start=0, end=4, quote="none", caption=7), "does not say that there"),
    ],
)
def test_words_that_are_not_there_tell_nothing(told: Ledger, article: str, words: Evidence, says: str):
    with pytest.raises(InputError, match=says):
        told.correct(KARSA, "count", six(), support=(article, words), user="ann")
    assert told.decisions() == []


def test_a_correction_outlives_further_reports(told: Ledger):
    told.correct(KARSA, "count", six(), user="ann")
    add(told, *(coding(name, bombing(name, "2024-03-04", killed(5))) for name in ("a4", "a5", "a6", "a7")))
    assert len(told.event(KARSA).reports) == 7
    assert toll(told, KARSA) == (6, 6, True)
    assert groups(told)


def test_of_two_corrections_the_later_holds(told: Ledger):
    told.correct(KARSA, "count", six(), user="ann")
    told.correct(KARSA, "count", six(7, None), user="ben")
    assert toll(told, KARSA) == (7, None, True)


def test_an_empty_field_can_be_filled(told: Ledger):
    told.correct(BARDA, "actor", Party(name="Grey Falcons", actor_id="x:gf"), user="ann")
    (found,) = told.event(BARDA).field("actor")
    assert (found.best_claim, found.decision is not None) == (None, True)
    assert [event.id for event in told.events(Filter.of(actors=["grey falcons"]))] == [BARDA]
    assert [event.id for event in told.events(Filter.of(actors=["x:gf"]))] == [BARDA]
    assert groups(told)


def test_of_several_values_one_is_named(told: Ledger):
    add(told, coding("c1", bombing("c1", "2024-03-04", actor("Red Hand"), actor("Black Banner"))))
    with pytest.raises(InputError, match="2 values of actor"):
        told.correct(KARSA, "actor", Party(name="Grey Falcons"), user="ann")
    with pytest.raises(InputError, match="not in its field"):
        told.correct(KARSA, "actor", Party(name="Grey Falcons"), replaces=Party(name="Nobody"), user="ann")
    told.correct(KARSA, "actor", Party(name="Grey Falcons"), replaces=Party(name="Red Hand"), user="ann")
    assert {one.best for one in told.event(KARSA).field("actor")} == {
        Party(name="Grey Falcons"),
        Party(name="Black Banner"),
    }
    told.correct(KARSA, "actor", Party(name="White Wolves"), add=True, user="ann")
    assert len(list(told.event(KARSA).field("actor"))) == 3


def test_a_toll_that_was_added_stays_beside_the_machines(where: str):
    with Ledger.open(where) as ledger:
        add(ledger, *(story(name, bombing(name, "2024-03-04", killed(4))) for name in ("a1", "a2", "a3")))
        made = ledger.correct(KARSA, "count", six(2, 2), add=True, user="ann").decision
        assert made.replaces is None

        def tolls() -> list[tuple[object, str | None]]:
            return [(one.best, one.decision) for one in ledger.event(KARSA).field("count")]

        add(ledger, *(story(name, bombing(name, "2024-03-04", killed(7))) for name in ("a1", "a2", "a3")))
        assert tolls() == [(six(7, 7), None), (six(2, 2), made.id)]
        ledger.forget("a1", user="ben")
        assert tolls() == [(six(7, 7), None), (six(2, 2), made.id)]
        assert faults(ledger) == []
        ledger.undo(made.id, user="ann")
        assert tolls() == [(six(7, 7), None)]


def test_a_value_given_where_none_stood_gives_way_to_no_other(told: Ledger):
    told.correct(BARDA, "count", six(), add=True, user="ann")
    add(told, coding("b1", report("b1", date("2024-07-01"), place("Barda", 40.4, 47.1), killed(3))))
    assert toll(told, BARDA) == (6, 6, True)


def test_what_is_added_and_stands_already_stands_once(told: Ledger):
    told.correct(KARSA, "recipient", Party(name="the Karsa market"), add=True, user="ann")
    told.correct(KARSA, "count", six(4, 4), add=True, user="ann")
    assert [len(list(told.event(KARSA).field(field))) for field in ("recipient", "count")] == [2, 1]
    told.correct(KARSA, "recipient", Party(name="Karsa Market"), add=True, user="ann")
    assert len(list(told.event(KARSA).field("recipient"))) == 2
    with pytest.raises(InputError, match="has one date"):
        told.correct(KARSA, "date", date("2024-03-05").value, add=True, user="ann")
    assert groups(told)


def test_a_value_put_in_the_place_of_another_stands_once(told: Ledger):
    hand, banner = actor("Red Hand", "x:rh"), replace(actor("Black Banner"), evidence=(evidence("market"),))
    right = Party(name="The Hand", actor_id="x:rh")
    add(told, coding("c1", bombing("c1", "2024-03-04", hand, banner)))
    told.correct(KARSA, "actor", right, replaces=banner.value, user="ann")
    assert [one.best for one in told.event(KARSA).field("actor")] == [hand.value]
    add(told, coding("c1", bombing("c1", "2024-03-04", hand)))  # what it replaced is told no more
    assert [one.best for one in told.event(KARSA).field("actor")] == [hand.value]
    add(told, coding("c1", bombing("c1", "2024-03-04", banner)))
    assert [one.best for one in told.event(KARSA).field("actor")] == [right]
    assert groups(told)


def test_type_and_status_can_be_corrected_and_are_filtered_by(told: Ledger):
    told.correct(BARDA, "type", Word(word="PROTEST"), user="ann")
    told.correct(BARDA, "status", Word(word="planned"), user="ann")
    assert (told.event(BARDA).type, told.event(BARDA).status) == ("PROTEST", "planned")
    assert [event.id for event in told.events(Filter.of(types=["PROTEST"]))] == [BARDA]
    assert groups(told)


# ------------------------------------------------------------------ merge, split, reject


def test_merged_events_stay_merged_and_lead_on(told: Ledger):
    told.merge([KARSA, BARDA], user="ann")
    assert groups(told) == {("a1-r1", "a2-r1", "a3-r1", "b1-r1")}
    assert told.event(BARDA).id == KARSA
    add(told, coding("a4", bombing("a4")))
    assert len(told.event(BARDA).reports) == 5
    with pytest.raises(InputError, match="one event already"):
        told.merge([KARSA, BARDA], user="ann")


def test_what_was_split_off_stays_off_and_draws_what_agrees_with_it(told: Ledger):
    made = told.split(KARSA, ["a3-r1"], user="ann")
    (other,) = made.new_events
    assert groups(told) == {("a1-r1", "a2-r1"), ("a3-r1",), ("b1-r1",)}
    add(told, coding("a3", bombing("a3", "2024-03-04", killed(4), killed(9))))  # coded anew
    assert groups(told) == {("a1-r1", "a2-r1"), ("a3-r1",), ("b1-r1",)}
    assert told.event(other).reports == ("a3-r1",)
    told.split(KARSA, ["a1-r1"], user="ann")
    assert len(groups(told)) == 4
    for named in (["a2-r1"], []):
        with pytest.raises(InputError, match="no report on one side"):
            told.split(KARSA, named, user="ann")
    with pytest.raises(NotFound, match="b1-r1"):
        told.split(KARSA, ["b1-r1"], user="ann")


def test_the_later_of_merge_and_split_holds(told: Ledger):
    (other,) = told.split(KARSA, ["a3-r1"], user="ann").new_events
    told.merge([KARSA, other], user="ben")
    assert ("a1-r1", "a2-r1", "a3-r1") in groups(told)
    told.split(KARSA, ["a3-r1"], user="ann")
    assert ("a3-r1",) in groups(told)
    assert told.event(other).reports == ("a3-r1",)  # an id that ended comes back


def test_a_rejected_event_counts_nowhere_and_comes_back_under_its_id(told: Ledger):
    made = told.reject(BARDA, user="ann", note="a film").decision
    assert groups(told) == {("a1-r1", "a2-r1", "a3-r1")}
    with pytest.raises(NotFound, match="rejected by ann"):
        told.event(BARDA)
    add(told, coding("b1", report("b1", date("2024-07-01"), place("Barda", 40.4, 47.1), killed(3))))
    assert len(groups(told)) == 1
    told.undo(made.id, user="ben")
    assert told.event(BARDA).reports == ("b1-r1",)
    assert groups(told)


def test_what_is_told_later_of_a_rejected_event_stays_out_with_it(told: Ledger):
    made = told.reject(KARSA, user="ann", note="a film").decision
    added = told.add(page("p4"), coding("a4", bombing("a4", "2024-03-04", killed(9))))
    assert (added.new_events, added.grown_events, added.rejected_events) == ((), (), (KARSA,))
    (again, _) = told.add_all([(page(name), coding(name, bombing(name))) for name in ("a5", "a6")])  # in one lot
    assert again.rejected_events == (KARSA,)
    assert groups(told) == {("b1-r1",)}
    with pytest.raises(NotFound, match="rejected by ann"):
        told.event(KARSA)
    assert [each.why for each in told.history(KARSA)][-2:] == [
        "rejected by ann; 1 report more",
        "rejected by ann; 2 reports more",
    ]
    add(told, coding("a4", bombing("a4", "2024-03-04", killed(8))))  # coded anew: it is no further report
    assert len(told.history(KARSA)) == 6
    told.undo(made.id, user="ben")
    assert told.event(KARSA).reports == ("a1-r1", "a2-r1", "a3-r1", "a4-r1", "a5-r1", "a6-r1")
    assert groups(told)


def test_a_rejected_report_takes_no_other_with_it(told: Ledger):
    told.reject(BARDA, reports=["b1-r1"], user="ann")  # all of it, so this is the event
    told.reject(KARSA, reports=["a1-r1"], user="ann")
    added = told.add(page("p4"), coding("a4", bombing("a4")))
    assert (added.grown_events, added.rejected_events) == ((KARSA,), ())
    assert groups(told) == {("a2-r1", "a3-r1", "a4-r1")}


def test_a_rejection_reaches_no_event_that_stood_beside_it(where: str):
    """Another report, coded anew, says that both are one: it goes with either, and neither with the other."""
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", bombing("a1", "2024-03-04")), coding("a2", bombing("a2", "2024-06-20")))
        first, second = (event.id for event in ledger.events())
        ledger.reject(first, user="ann")
        add(ledger, coding("a2", bombing("a2", "2024-03-04")))
        assert ledger.event(second).reports == ("a2-r1",)
        assert faults(ledger) == []


@pytest.mark.parametrize("seen", [True, False])
def test_what_is_ruled_later_holds_against_a_rejection(where: str, seen: bool):
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", bombing("a1", "2024-03-04")))
        ledger.reject(KARSA, user="ann")
        (other,) = ledger.add(page("p2"), coding("a2", bombing("a2", "2024-06-20"))).new_events
        if seen:
            ledger.accept(other, user="ben")
        added = ledger.add(page("p2"), coding("a2", bombing("a2", "2024-03-04")))
        assert added.ended_events == (() if seen else (other,))
        assert groups(ledger) == ({("a2-r1",)} if seen else set())
        if not seen:
            assert ledger.history(other)[-1].why == f"one with {KARSA}, rejected by ann"


@given(codings=stories(), seed=st.integers(0, 99))
@ANY_STORY
def test_in_any_order_a_rejection_keeps_out_the_same_and_its_undoing_leaves_no_trace(
    fresh: Callable[[], str], codings: list[Coding], seed: int
):
    chance = random.Random(seed)
    cut, orders = chance.randint(1, len(codings)), []
    for _ in range(2):
        with Ledger.open(fresh()) as ledger:
            add(ledger, *codings[:cut])
            event = min(ledger.events(), key=lambda each: each.reports)
            spared = {report_id for each in ledger.events() for report_id in each.reports} - {*event.reports}
            made = ledger.reject(event.id, user="ann").decision
            add(ledger, *chance.sample(codings[cut:], len(codings) - cut))
            found = groups(ledger)
            inside = {report_id for each in found for report_id in each}
            assert spared <= inside
            assert inside.isdisjoint(event.reports)
            orders.append(found)
            ledger.undo(made.id, user="ann")
            published = {each.article.id: each.article.published for each in codings}
            assert groups(ledger) == set(group((each for one in codings for each in one.reports), published).groups)
    assert orders[0] == orders[1]


def test_one_report_can_be_rejected(told: Ledger):
    told.reject(KARSA, reports=["a2-r1"], user="ann")
    assert told.event(KARSA).reports == ("a1-r1", "a3-r1")
    assert groups(told)


def test_an_accepted_event_is_not_taken_apart(told: Ledger):
    told.accept(KARSA, user="ann")
    add(told, coding("a3", report("a3", date("2024-11-20"), place("Tamra", 31.0, 46.0), recipient("Tamra bank"))))
    assert told.event(KARSA).reports == ("a1-r1", "a2-r1", "a3-r1")
    assert groups(told)


def test_a_note_changes_nothing_but_is_there(told: Ledger):
    before = told.event(KARSA)
    made = told.remark(KARSA, "  ask the ministry ", user="ann").decision
    assert told.event(KARSA) == replace(before, decisions=(made.id,))
    with pytest.raises(InputError, match="says nothing"):
        told.remark(KARSA, " ", user="ann")


# ------------------------------------------------------------------ undo


def test_undo_brings_back_what_the_machine_says_and_undo_of_undo_the_decision(told: Ledger):
    before = groups(told)
    merged = told.merge([KARSA, BARDA], user="ann").decision
    undone = told.undo(merged.id, user="ben").decision
    assert groups(told) == before
    assert told.event(BARDA).reports == ("b1-r1",)
    with pytest.raises(TooLate, match="undone before"):
        told.undo(merged.id, user="ben")
    told.undo(undone.id, user="ann")
    assert len(groups(told)) == 1
    assert [(each.decision.verb, each.undone) for each in told.decisions()] == [
        ("merge", False),
        ("undo", True),
        ("undo", False),
    ]


@pytest.mark.parametrize("named", [(KARSA, BARDA), (BARDA, KARSA)])
@pytest.mark.parametrize("many", ["a", "b"])
def test_undoing_a_merge_gives_each_its_id_back_whichever_had_more_reports(
    where: str, many: str, named: tuple[str, str]
):
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", bombing("a1", "2024-03-04")), coding("b1", bombing("b1", "2024-07-01")))
        day = {"a": "2024-03-04", "b": "2024-07-01"}[many]
        add(ledger, *(coding(f"{many}{n}", bombing(f"{many}{n}", day)) for n in range(2, 6)))
        before = {event.id: event.reports for event in ledger.events()}
        made = ledger.merge(named, user="ann")
        undone = ledger.undo(made.decision.id, user="ann")
        assert {event.id: event.reports for event in ledger.events()} == before
        assert undone.new_events == ()
        assert ledger.event(BARDA).id == BARDA
        again = ledger.undo(undone.decision.id, user="ann").decision
        ledger.undo(again.id, user="ann")
        assert {event.id: event.reports for event in ledger.events()} == before
        assert faults(ledger) == []


@given(codings=stories(), seed=st.integers(0, 99))
@ANY_STORY
def test_merges_undone_in_any_order_give_all_ids_back(fresh: Callable[[], str], codings: list[Coding], seed: int):
    chance, made = random.Random(seed), []
    with Ledger.open(fresh()) as ledger:
        add(ledger, *codings)
        before = {event.id: event.reports for event in ledger.events()}
        while len(left := [event.id for event in ledger.events()]) > 1:
            made.append(ledger.merge(chance.sample(left, 2), user="ann").decision.id)
        for decision_id in chance.sample(made, len(made)):
            ledger.undo(decision_id, user="ann")
        assert {event.id: event.reports for event in ledger.events()} == before
        assert faults(ledger) == []


def decide(ledger: Ledger, chance: random.Random) -> str | None:
    """Merges, splits, accepts or rejects some event; the id of the decision, None where no event is left."""
    events = list(ledger.events())
    several = [each for each in events if len(each.reports) > 1]
    can = ["accept", "reject", "reject reports"] * bool(events) + ["merge"] * 2 * (len(events) > 1)
    can += ["split"] * 2 * bool(several)
    if not can:
        return None
    verb, one = chance.choice(can), chance.choice(events)
    if verb == "merge":
        named = chance.sample(events, chance.randint(2, min(3, len(events))))
        return ledger.merge([each.id for each in named], user="ann").decision.id
    if verb == "split":
        one = chance.choice(several)
        leaving = chance.sample(one.reports, chance.randint(1, len(one.reports) - 1))
        return ledger.split(one.id, leaving, user="ann").decision.id
    if verb == "accept":
        return ledger.accept(one.id, user="ann").decision.id
    some = chance.sample(one.reports, chance.randint(1, len(one.reports))) if verb == "reject reports" else ()
    return ledger.reject(one.id, reports=some, user="ann").decision.id


def under_ids(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    return {event.id: event.reports for event in ledger.events()}


def leads_on(ledger: Ledger, last: str) -> bool:
    """Whether every id that was ever given, as far as the last one, leads to an event of a sound ledger."""
    assert faults(ledger) == []
    ids = [f"ev-{number:07d}" for number in range(1, int(last.removeprefix("ev-")) + 1)]
    return all(ledger.event(event_id).id in under_ids(ledger) for event_id in ids)


@given(codings=stories(), seed=st.integers(0, 9999), anew=st.booleans())
@settings(ANY_STORY, max_examples=20)
def test_decisions_undone_from_the_last_to_the_first_give_all_ids_back(
    fresh: Callable[[], str], codings: list[Coding], seed: int, anew: bool
):
    """Also where all is coded anew in between, so that every report has another id."""
    chance = random.Random(seed)
    if anew:  # of two reports on the same words none could tell which goes on in which
        codings = [replace(each, reports=each.reports[:1]) for each in codings]
    with Ledger.open(fresh()) as ledger:
        add(ledger, *codings)
        states = [under_ids(ledger)]
        made = []
        while len(made) < 5 and (decision_id := decide(ledger, chance)):
            made.append(decision_id)
            states.append(under_ids(ledger))
        last = max(event_id for state in states for event_id in state)
        if anew:
            ledger.recode(
                replace(each, reports=tuple(replace(one, id=f"{one.id}-x") for one in each.reports)) for each in codings
            )
            states = [{key: tuple(f"{one}-x" for one in its) for key, its in state.items()} for state in states]
        for decision_id, before in zip(reversed(made), reversed(states[:-1]), strict=True):
            ledger.undo(decision_id, user="ann")
            assert under_ids(ledger) == before
        assert leads_on(ledger, last)


@given(codings=stories(), seed=st.integers(0, 9999))
@settings(ANY_STORY, max_examples=20)
def test_whenever_the_same_decisions_are_in_force_again_the_same_events_have_the_same_ids(
    fresh: Callable[[], str], codings: list[Coding], seed: int
):
    """Decisions, undos and undone undos in any order, and in the end nothing is in force."""
    chance, seen = random.Random(seed), dict[frozenset[str], dict[str, tuple[str, ...]]]()
    with Ledger.open(fresh()) as ledger:
        add(ledger, *codings)

        def in_force() -> list[str]:
            return [each.decision.id for each in ledger.decisions() if not each.undone]

        def ruling() -> list[str]:
            return [each.decision.id for each in ledger.decisions() if not each.undone and not each.decision.undoes]

        def check() -> None:
            now = under_ids(ledger)
            assert seen.setdefault(frozenset(ruling()), now) == now

        check()
        for _ in range(chance.randint(2, 8)):
            if in_force() and chance.random() < 0.5:
                ledger.undo(chance.choice(in_force()), user="ann")
            else:
                decide(ledger, chance)
            check()
        while left := ruling():
            ledger.undo(chance.choice(left), user="ann")
            check()
        assert leads_on(ledger, max(event_id for state in seen.values() for event_id in state))


def test_what_came_after_a_merge_takes_no_id_with_it(told: Ledger):
    """Reports of the second event that came under the first one's id go back to the second."""
    made = told.merge([KARSA, BARDA], user="ann").decision
    further = [report(name, date("2024-07-01"), place("Barda", 40.4, 47.1), recipient("Barda mill")) for name in MORE]
    add(told, *(coding(each.article_id, each) for each in further))
    told.undo(made.id, user="ann")
    assert under_ids(told) == {
        KARSA: ("a1-r1", "a2-r1", "a3-r1"),
        BARDA: (*(f"{name}-r1" for name in MORE), "b1-r1"),
    }


MORE = ("a4", "a5", "a6", "a7", "a8")


def test_an_event_that_was_split_off_and_rejected_leads_to_where_its_reports_are_when_both_are_undone(told: Ledger):
    split = told.split(KARSA, ["a3-r1"], user="ann")
    (other,) = split.new_events
    rejected = told.reject(other, user="ann").decision
    told.undo(split.decision.id, user="ann")
    assert under_ids(told) == {KARSA: ("a1-r1", "a2-r1"), BARDA: ("b1-r1",)}
    told.undo(rejected.id, user="ann")
    assert under_ids(told) == {KARSA: ("a1-r1", "a2-r1", "a3-r1"), BARDA: ("b1-r1",)}
    assert told.event(other).id == KARSA


def test_decisions_are_found_by_their_ids_and_by_the_event_they_are_about(told: Ledger):
    merged = told.merge([KARSA, BARDA], user="ann").decision
    noted = told.remark(KARSA, f"as {BARDA}", user="ben").decision
    undone = told.undo(merged.id, user="ben").decision
    parted = told.accept(BARDA, user="ann").decision
    assert told.decision_ids() == [merged.id, noted.id, undone.id, parted.id]
    every = told.decisions()
    assert told.decisions(ids=[parted.id, merged.id]) == [every[0], every[3]]
    assert told.decisions(ids=[]) == []
    assert told.decisions(about=told.event(KARSA)) == every[:3]
    # The note was on the reports of both; an undo stands under the first event's id.
    assert told.decisions(about=told.event(BARDA)) == [every[0], every[1], every[3]]


def test_an_undone_correction_gives_the_machines_value_back(told: Ledger):
    made = told.correct(KARSA, "count", six(), user="ann").decision
    told.undo(made.id, user="ann")
    assert toll(told, KARSA) == (4, 4, False)
    assert told.event(KARSA).decisions == ()


def test_unknown_things_cannot_be_decided(told: Ledger):
    for ask in (
        lambda: told.accept("ev-0000009", user="ann"),
        lambda: told.undo("de-nothing", user="ann"),
        lambda: told.merge([KARSA, "ev-0000009"], user="ann"),
    ):
        with pytest.raises(NotFound):
            ask()
    for name in ("", "  ", "two\nlines", "x" * 101):
        with pytest.raises(InputError, match="is no name"):
            told.accept(KARSA, user=name)
    assert told.decisions() == []


# ------------------------------------------------------------------ coding anew


def moved(number: int, trigger: str, start: int, *claims: object, **more: object) -> Report:
    """A report whose trigger stands at a place of its own."""
    span = Evidence(part="body", start=start, end=start + len(trigger), quote=trigger)
    made = report("a1", *claims, number=number, **more)  # type: ignore[arg-type]
    return replace(made, trigger=span, quote=evidence())


def test_decisions_are_carried_over_to_the_report_that_is_made_of_the_same_words(where: str):
    text = "A bomb went off by the market in Karsa on Monday."
    with Ledger.open(where) as ledger:
        first = moved(1, "bomb", 2, date("2024-03-04"), killed(4))
        add(
            ledger,
            coding("a1", first, text=text),
            coding("b1", report("b1", date("2024-07-01"), place("Barda", 40.4, 47.1))),
        )
        ours, theirs = (event.id for event in ledger.events())
        if ledger.event(ours).reports != ("a1-r1",):
            ours, theirs = theirs, ours
        ledger.correct(ours, "count", six(), user="ann")
        ledger.merge([ours, theirs], user="ann")
        again = moved(7, "A bomb went off", 0, date("2024-03-04"), killed(5), type="ASSAULT", mode="explosives")
        ledger.recode([coding("a1", again, text=text)])
        (event,) = ledger.events()
        assert event.reports == ("a1-r7", "b1-r1")
        assert toll(ledger, event.id) == (6, 6, True)
        assert [each.lost for each in ledger.decisions()] == [(), ()]
        assert faults(ledger) == []


@pytest.mark.parametrize("verb", ["merge", "reject"])
def test_a_decision_without_its_words_can_be_undone(told: Ledger, verb: str):
    made = told.merge([KARSA, BARDA], user="ann") if verb == "merge" else told.reject(KARSA, user="ann")
    add(told, *(coding(name) for name in ("a1", "a2", "a3", "b1")))
    told.undo(made.decision.id, user="ann")
    assert [each.undone for each in told.decisions()] == [True, False]
    assert under_ids(told) == {}
    assert faults(told) == []


def test_a_decision_without_its_words_waits_and_is_listed(where: str):
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", bombing("a1", "2024-03-04", killed(4))))
        ledger.correct(KARSA, "count", six(), user="ann")
        add(ledger, coding("a1"))
        ((lost,),) = (each.lost for each in ledger.decisions())
        assert (lost.article_id, lost.words.quote) == ("a1", "bomb")
        add(ledger, coding("a1", bombing("a1", "2024-03-04", killed(4), weapon("car bomb"))))
        (event,) = ledger.events()
        assert toll(ledger, event.id) == (6, 6, True)
        assert [each.lost for each in ledger.decisions()] == [()]


# ------------------------------------------------------------------ when the words go, and the event stays


def gone(ledger: Ledger, how: str) -> None:
    """The report of a3, on which a correction rests, is made no more."""
    if how == "forgotten":
        ledger.forget("a3", user="ben")
    elif how == "coded anew":
        add(ledger, story("a3"))
    else:
        ledger.add(replace(page("p9"), url=URL), story("a9", elsewhere("a9")))


URL = "https://wire.example/karsa"


def story(article_id: str, *reports: Report) -> Coding:
    """An article of a text of its own."""
    return coding(article_id, *reports, text=f"{TEXT} So says {article_id}.")


def elsewhere(article_id: str) -> Report:
    """Another event, told in other words."""
    return report(article_id, date("2024-07-09"), place("Tamra", 31.0, 46.0), number=2, trigger="Karsa")


@pytest.fixture(params=["forgotten", "coded anew", "superseded"])
def how(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def retold(where: str) -> Ledger:
    """A bombing told by three, of which the last has an address."""
    ledger = Ledger.open(where)
    add(ledger, *(story(name, bombing(name, "2024-03-04", killed(5), actor("Red Hand"))) for name in ("a1", "a2")))
    ledger.add(replace(page("p3"), url=URL), story("a3", bombing("a3", "2024-03-04", killed(5), actor("Red Hand"))))
    (event,) = ledger.events()
    assert event.reports == ("a1-r1", "a2-r1", "a3-r1")
    return ledger


def test_a_correction_holds_on_to_its_event_when_its_words_go(retold: Ledger, how: str):
    made = retold.correct(KARSA, "actor", Party(name="Grey Falcons"), user="ann").decision
    seen = retold.remark(KARSA, "ask the ministry", user="ann").decision
    assert [each.article_id for each in made.reports] == ["a3"]
    gone(retold, how)
    event = retold.event(KARSA)
    assert event.reports == ("a1-r1", "a2-r1")
    assert [(one.best, one.decision) for one in event.field("actor")] == [(Party(name="Grey Falcons"), made.id)]
    assert event.decisions == (made.id, seen.id)
    assert f"1 report fewer; {made.id} held by another report" in retold.history(KARSA)[-1].why
    (standing, _) = retold.decisions()
    assert (standing.lost, standing.undone) == ((), False)
    assert standing.away is not None
    assert standing.away.article_id == "a3"
    assert faults(retold) == []


def test_it_holds_on_again_when_the_next_goes_and_waits_in_the_end(retold: Ledger, how: str):
    retold.correct(KARSA, "count", six(), user="ann")
    gone(retold, how)
    add(retold, story("a1"))
    assert toll(retold, KARSA) == (6, 6, True)
    add(retold, story("a3", elsewhere("a3")))  # once more without its words; nothing, where it was forgotten
    assert toll(retold, KARSA) == (6, 6, True)
    add(retold, story("a2"))
    with pytest.raises(NotFound):
        retold.event(KARSA)
    assert [len(each.lost) for each in retold.decisions()] == [1]
    assert faults(retold) == []


def test_it_goes_back_to_its_words_when_they_are_told_again(retold: Ledger):
    retold.correct(KARSA, "count", six(), user="ann")
    gone(retold, "coded anew")
    add(retold, story("a3", bombing("a3", "2024-03-04", killed(4))))
    assert toll(retold, KARSA) == (6, 6, True)
    assert [each.away for each in retold.decisions()] == [None]


def test_a_correction_that_holds_on_can_be_undone(retold: Ledger, how: str):
    made = retold.correct(KARSA, "count", six(), user="ann").decision
    gone(retold, how)
    undone = retold.undo(made.id, user="ann").decision
    assert toll(retold, KARSA) == (5, 5, False)
    retold.undo(undone.id, user="ann")
    assert toll(retold, KARSA) == (6, 6, True)


def test_it_holds_on_in_a_ledger_that_was_moved(retold: Ledger, how: str, fresh: Callable[[], str], tmp_path: Path):
    retold.correct(KARSA, "count", six(), user="ann")
    gone(retold, how)
    path, there = tmp_path / "whole.jsonl", fresh()
    path.write_text("".join(retold.lines()), encoding="utf-8")
    Ledger.restore(there, path)[0].close()
    with Ledger.open(there) as ledger:
        assert toll(ledger, KARSA) == (6, 6, True)
        assert ledger.decisions() == retold.decisions()
        add(ledger, story("a4", bombing("a4", "2024-03-04", killed(7))))
        assert toll(ledger, KARSA) == (6, 6, True)
        assert faults(ledger) == []


def test_decisions_on_a_superseded_article_are_found_in_a_ledger_that_was_moved(
    retold: Ledger, fresh: Callable[[], str], tmp_path: Path
):
    retold.correct(KARSA, "count", six(), user="ann")
    retold.add(replace(page("p9"), url=URL), story("a9", bombing("a9", "2024-03-04", killed(5))))
    path, there = tmp_path / "whole.jsonl", fresh()
    path.write_text("".join(retold.lines()), encoding="utf-8")
    Ledger.restore(there, path)[0].close()
    with Ledger.open(there) as ledger:
        assert ledger.decisions() == retold.decisions()
        assert [(each.lost, each.away) for each in ledger.decisions()] == [((), None)]


def test_of_a_forgotten_text_no_word_stays_in_a_correction_that_holds_on(where: str):
    """What the others tell, too, stays."""
    with Ledger.open(where) as ledger:
        text = "A bomb went off by the market in Karsa on Monday. Zeb Quill wept."
        add(ledger, coding("a1", bombing("a1", "2024-03-04", killed(4), actor("Red Hand")), text=text))
        add(ledger, coding("a2", bombing("a2", "2024-03-04", killed(4), weapon("car bomb"))))
        ledger.correct(KARSA, "recipient", Party(name="Zeb Quill"), add=True, user="ann")
        ledger.correct(KARSA, "recipient", Party(name="Karsa traders"), add=True, user="ann")
        ledger.forget("a1", user="ben")
        values = [one.best for one in ledger.event(KARSA).field("recipient") if one.decision]
        assert values == [Party(name="Karsa traders")]
        assert faults(ledger) == []
    assert "quill" not in repr(rows(where)).casefold()
