"""Many articles in one go: the same ledger as one after the other, whatever they are and however often it is cut."""

import random
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from factories import bombing, coding, killed, page, total
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import Server, faults
from msgspec.structs import replace
from sqlalchemy import event
from stories import stories

from dateline.errors import LedgerError
from dateline.ledger import Added, Ledger
from dateline.ledger import ledger as ledgers
from dateline.ledger.linking import Compared, Seen
from dateline.model import Coding, Page
from dateline.resolving import group

Found = tuple[Page, Coding]


def found(codings: list[Coding]) -> list[Found]:
    return [(page(f"p-{each.article.id}"), each) for each in codings]


def load(ledger: Ledger, lot: list[Found]) -> list[Added]:
    return [added for each in ledger.load(lot, "a run") for added in each]


def held(ledger: Ledger) -> tuple[object, ...]:
    """All that a ledger holds but the ids of events, which depend on the order."""
    events = sorted(ledger.events(), key=lambda event: event.reports)
    wholes = {event.id: event.reports for event in events}
    return (
        [replace(event, id="", part_of=None) for event in events],
        [wholes.get(event.part_of or "") for event in events],
        sorted(ledger.articles(), key=lambda article: article.id),
        list(ledger.totals()),
        ledger.counts(),
    )


@given(codings=stories(), seed=st.integers(0, 99), at_once=st.integers(1, 4))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lots_of_any_size_and_order_give_the_grouping_of_all_at_once(
    fresh: Callable[[], str], codings: list[Coding], seed: int, at_once: int
):
    published = {each.article.id: each.article.published for each in codings}
    whole = set(group((each for one in codings for each in one.reports), published).groups)
    mixed = random.Random(seed).sample(codings, len(codings))
    with pytest.MonkeyPatch.context() as patch, Ledger.open(fresh()) as ledger:
        patch.setattr(ledgers, "_AT_ONCE", at_once)
        load(ledger, found(mixed))
        assert {event.reports for event in ledger.events()} == whole
        assert faults(ledger) == []


def awkward() -> list[Found]:
    """Articles that bear upon each other: said anew, at one address, on one page, and the same text twice."""
    url = "https://wire.example/bombing"
    at = [replace(page(f"p{number}"), url=url) for number in range(3)]
    told = [bombing(f"a{n}", "2024-03-04", killed(n)) for n in range(3)]
    first, second, third = (coding(f"a{n}", each, totals=(total(f"a{n}"),)) for n, each in enumerate(told))
    shared = page("shared")
    return [
        (at[0], first),
        (shared, coding("b1", bombing("b1", "2024-03-04"))),
        (shared, coding("b2", bombing("b2", "2024-05-01"))),
        (at[1], second),  # takes the place of the first
        (page("p9"), coding("b2", bombing("b2", "2024-05-02"))),  # says something else now
        (at[1], second),
        (at[2], third),
        (page("p8"), coding("c1", bombing("c1", "2024-05-02"), text="Another one.")),
    ]


def test_articles_that_bear_upon_each_other_are_stored_as_one_by_one(fresh: Callable[[], str]):
    with Ledger.open(fresh()) as one, Ledger.open(fresh()) as other:
        for each in awkward():
            one.add(*each)
        added = load(other, awkward())
        assert held(one) == held(other)
        assert [each.supersedes for each in added if each.supersedes] == [("a0",), ("a1",)]
        assert [other.page(f"p{n}").version for n in range(3)] == [1, 2, 3]
        assert faults(other) == []


def test_what_was_forgotten_is_not_loaded(where: str):
    with Ledger.open(where) as ledger:
        ledger.add(page("p1"), coding("a1", bombing("a1"), text="This text is to go."))
        ledger.forget("a1", user="ann")
        again = [coding("a1", bombing("a1")), coding("z1", bombing("z1"), text="This text is to go.")]
        assert [each.status for each in load(ledger, found(again))] == ["forgotten", "forgotten"]


def test_each_article_is_told_what_it_made_and_the_log_where_it_is_from(where: str):
    codings = [coding(f"a{n}", bombing(f"a{n}", f"2024-0{3 + n % 2 * 4}-04")) for n in range(4)]
    with Ledger.open(where) as ledger:
        ledger.add(page("p"), codings[0])
        (old,) = ledger.events()
        added = load(ledger, found(codings[1:]))
        (new,) = (event for event in ledger.events() if event.id != old.id)
        assert [(each.new_events, each.grown_events) for each in added] == [
            ((new.id,), ()),
            ((), (old.id,)),
            ((new.id,), ()),
        ]
        assert [each.because for each in ledger.history(new.id)] == ["3 new articles of a run"]


def test_a_load_that_is_cut_off_goes_on_where_it_was(where: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ledgers, "_AT_ONCE", 3)
    lot = found([coding(f"a{n}", bombing(f"a{n}", "2024-03-04"), totals=(total(f"a{n}"),)) for n in range(10)])

    def cut() -> Iterator[Found]:
        yield from islice(lot, 7)
        raise KeyboardInterrupt

    with Ledger.open(where) as ledger:
        with pytest.raises(KeyboardInterrupt):
            list(ledger.load(cut(), "a run"))
        assert ledger.counts().articles == 6
        assert [each.status for each in load(ledger, lot)] == ["known"] * 6 + ["new"] * 4
        before = ledger.change()
        assert {each.status for each in load(ledger, lot)} == {"known"}
        assert ledger.change() == before
        assert faults(ledger) == []


def test_an_article_that_cannot_be_stored_is_named_and_those_before_it_are_stored(where: str):
    codings = [coding(f"a{n}", bombing(f"a{n}")) for n in range(9)]
    codings[6] = coding("a6", bombing("a6"), bombing("a6"))
    with Ledger.open(where) as ledger:
        with pytest.raises(LedgerError, match="article a6"):
            load(ledger, found(codings))
        assert [article.id for article in ledger.articles()] == [f"a{n}" for n in range(6)]
        assert faults(ledger) == []


def test_of_what_was_taken_back_nothing_is_remembered():
    """The rows come again, as those of other reports."""
    seen, first, second = Seen(), Compared(bombing("a1")), Compared(bombing("a2"))
    seen.begin()
    seen.add(1, first)
    seen.settle()
    seen.begin()
    seen.add(2, second)
    assert seen.get(2) is second
    seen.begin()  # and the transaction before was not committed
    assert (seen.get(1), seen.get(2)) == (first, None)


def test_a_connection_lost_in_the_middle_of_a_lot_is_made_again(postgresql: Server):
    where, hung_up = postgresql.fresh(), list[str]()
    lot = found([coding(f"a{n}", bombing(f"a{n}")) for n in range(5)])
    with Ledger.open(where) as ledger:

        @event.listens_for(ledger._engine, "before_cursor_execute")
        def hang_up(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("INSERT INTO event ") and not hung_up:
                hung_up.append(statement)
                postgresql.hang_up()

        assert [each.status for each in load(ledger, lot)] == ["new"] * 5
        assert hung_up
        assert ledger.counts().articles == 5
        assert faults(ledger) == []
    postgresql.drop(where)
