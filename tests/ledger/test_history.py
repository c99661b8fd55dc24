"""What the ledger said on earlier days, and what changed since, on both databases."""

import datetime as dt

import pytest
from factories import actor, bombing, coding, date, killed, page, place, recipient, report, total
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import faults
from msgspec.structs import replace

from dateline.errors import InputError, LedgerError, NotFound
from dateline.ledger import Filter, Ledger, rows
from dateline.model import Coding, Count


class Clock:
    """Stands in for the clock of changes: a day that a test sets."""

    day = "2026-01-01"

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        clock = self

        class Stopped(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
                return dt.datetime.fromisoformat(f"{clock.day}T12:00:00+00:00")

        monkeypatch.setattr(rows.dt, "datetime", Stopped)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def add(ledger: Ledger, *codings: Coding) -> None:
    for each in codings:
        ledger.add(page(f"p-{each.article.id}"), each)


def everything(ledger: Ledger) -> tuple[object, ...]:
    """All that a ledger shows."""
    events = list(ledger.events())
    return (
        events,
        [ledger.reports(event) for event in events],
        list(ledger.articles()),
        list(ledger.totals()),
        ledger.counts(),
        [[event.id for event in ledger.events(wanted)] for wanted in FILTERS],
    )


FILTERS = [
    Filter.of(since="2024-03-04", until="2024-06-30"),
    Filter.of(since="2024-05-01", undated=True),
    Filter.of(types=["ASSAULT"], countries=["IQ"]),
    Filter.of(actors=["black banner", "x:rh"]),
    Filter.of(text="bomb karsa"),
    Filter.of(text="flood"),
]


def test_as_of_shows_what_was_said_at_the_end_of_a_day(where: str, clock: Clock):
    with Ledger.open(where) as ledger:
        seen = {}
        clock.day = "2026-02-27"
        add(ledger, coding("a1", bombing("a1", "2024-03-04", killed(4), actor("Black Banner")), totals=(total("a1"),)))
        seen[clock.day] = everything(ledger)
        clock.day = "2026-03-01"
        add(ledger, coding("a2", bombing("a2", "2024-03-04", killed(6), actor("Red Hand", "x:rh"))))
        add(ledger, coding("b1", report("b1", date("2024-06-01"), place("Barda", 40.4, 47.1)), text="A flood came."))
        seen[clock.day] = everything(ledger)
        clock.day = "2026-03-02"
        ledger.correct("ev-0000001", "count", Count(what="killed", min=7, max=7), user="ann")
        ledger.merge(["ev-0000001", "ev-0000002"], user="ann")
        add(ledger, coding("a1", bombing("a1", "2024-03-05")))
        seen[clock.day] = everything(ledger)
    for day, expected in seen.items():
        with Ledger.open(where, as_of=day) as then:
            assert everything(then) == expected
    with Ledger.open(where, as_of="2026-02-26") as before:
        assert list(before.events()) == list(before.articles()) == list(before.totals()) == before.decisions() == []
        assert before.counts().pages == 0
        for ask in (before.event, before.article, before.report):
            with pytest.raises(NotFound):
                ask("ev-0000001")
    with Ledger.open(where, as_of="2026-02-28") as then:
        assert everything(then) == seen["2026-02-27"]
        assert then.version.endswith("as of 2026-02-28")
        assert len(then.history("ev-0000001")) == 1
        with pytest.raises(LedgerError, match="cannot be changed"):
            then.add(page("p9"), coding("a9"))
    with Ledger.open(where, as_of="2026-03-01") as then:
        assert then.event("ev-0000002").id == "ev-0000002"


@given(steps=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from([4, 9])), max_size=6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_earlier_day_can_be_seen_again(fresh, clock: Clock, steps: list[tuple[int, int, int]]):
    where, seen = fresh(), {}
    with Ledger.open(where) as ledger:
        for number, (article, days, dead) in enumerate(steps):
            clock.day = f"2026-03-{number + 1:02d}"
            add(ledger, coding(f"a{article}", bombing(f"a{article}", f"2024-03-0{days + 1}", killed(dead))))
            seen[clock.day] = everything(ledger)
        assert faults(ledger) == []
    for day, expected in seen.items():
        with Ledger.open(where, as_of=day) as then:
            assert everything(then) == expected


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "20260301", "2026-3-1", ""])
def test_a_day_that_is_none_is_refused(where: str, day: str):
    Ledger.open(where).close()
    with pytest.raises(InputError, match="is no day") as raised:
        Ledger.open(where, as_of=day)
    assert "\n" not in str(raised.value)


def test_the_last_day_there_is_is_one(where: str):
    Ledger.open(where).close()
    with Ledger.open(where, as_of="9999-12-31") as ledger:
        assert ledger.counts().events == 0


def test_history_tells_when_who_and_why(where: str, clock: Clock):
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", bombing("a1")))
        clock.day = "2026-03-05"
        add(ledger, coding("a2", bombing("a2")))
        ledger.reject("ev-0000001", user="ann", note="a drill")
        states = ledger.history("ev-0000001")
        assert [(each.at[:10], each.user, each.why, each.because) for each in states] == [
            ("2026-01-01", None, "new, 1 report", "new article a1"),
            ("2026-03-05", None, "1 report more", "new article a2"),
            ("2026-03-05", "ann", "rejected by ann", "reject ev-0000001: a drill"),
        ]
        assert [each.event is None for each in states] == [False, False, True]
        with pytest.raises(NotFound):
            ledger.history("ev-0000009")


def test_diff_names_the_events_that_differ_and_no_others(where: str, clock: Clock):
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", bombing("a1", "2024-03-04", killed(4))))
        add(ledger, coding("b1", report("b1", date("2024-06-01"), recipient("Barda mill"))))
        clock.day = "2026-03-05"
        add(ledger, coding("a2", bombing("a2", "2024-03-04", killed(6))))
        made = ledger.reject("ev-0000002", user="ann").decision
        clock.day = "2026-03-06"
        ledger.undo(made.id, user="ann")
        first = ledger.diff("2026-01-01", "2026-03-05")
        assert [(each.event_id, bool(each.before), bool(each.after)) for each in first] == [
            ("ev-0000001", True, True),
            ("ev-0000002", True, False),
        ]
        assert [each.event_id for each in ledger.diff("2026-01-01")] == ["ev-0000001"]
        assert [each.event_id for each in ledger.diff("2025-12-31", "2026-01-01")] == ["ev-0000001", "ev-0000002"]
        assert ledger.diff("2026-03-06") == []
        assert ledger.diff("2026-03-05", "2026-01-01") == []


def test_a_clock_that_is_set_back_does_not_change_the_order(where: str, clock: Clock):
    with Ledger.open(where) as ledger:
        clock.day = "2026-03-05"
        add(ledger, coding("a1", bombing("a1")))
        clock.day = "2026-03-01"
        add(ledger, coding("a2", bombing("a2")))
        assert [each.at[:10] for each in ledger.history("ev-0000001")] == ["2026-03-05", "2026-03-05"]
        assert faults(ledger) == []


def test_links_of_an_earlier_day_are_those_of_that_day(where: str, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", bombing("a1")), coding("a2", bombing("a2")))
        (before,) = ledger.events()
        clock.day = "2026-03-05"
        monkeypatch.setattr("dateline.ledger.adding.RESOLVER", "levels-99")
        with pytest.raises(LedgerError, match="dateline recode"):
            add(ledger, coding("a3", bombing("a3")))
        monkeypatch.setattr("dateline.ledger.ledger.RESOLVER", "levels-99")
        weights = replace(before.links[0], probability=0.5)
        monkeypatch.setattr("dateline.ledger.linking.compare_above", lambda *_: (0.0, weights))
        assert ledger.resolve()
        assert not ledger.resolve()
        (after,) = ledger.events()
        assert (before.id, before.reports) == (after.id, after.reports)
        assert after.links == (weights,)
    with Ledger.open(where, as_of="2026-01-01") as then:
        assert list(then.events()) == [before]


def test_a_search_of_an_earlier_day_goes_by_the_words_and_names_of_that_day(where: str, clock: Clock):
    def found(ledger: Ledger, text: str) -> int:
        wanted = Filter.of(text=text)
        assert len(list(ledger.totals(wanted))) == len(list(ledger.events(wanted)))
        return len(list(ledger.events(wanted)))

    def told(text: str, name: str) -> Coding:
        made = bombing("a1", "2024-03-04", actor(name))
        return coding("a1", made, totals=(total("a1", type="ASSAULT"),), text=text)

    with Ledger.open(where) as ledger:
        ledger.add(page("p1"), told("Smoke rose.", "Black Banner"))
        clock.day = "2026-02-01"
        ledger.add(page("p1"), told("Smoke rose.", "Iron Guard"))  # another name, by another coder
        clock.day = "2026-03-01"
        ledger.add(page("p1"), told("Dust rose.", "Iron Guard"))  # other words
        assert [found(ledger, text) for text in ("rose banner", "dust guard", "smoke", "dust")] == [0, 1, 0, 1]
    days = {
        "2026-01-15": {"smoke banner": 1, "smoke guard": 0, "guard": 0, "dust": 0, "banner karsa": 1},
        "2026-02-15": {"smoke banner": 0, "smoke guard": 1, "banner": 0, "dust": 0},
        "2026-03-15": {"smoke": 0, "dust guard": 1, "banner": 0},
        "2025-12-31": {"smoke": 0, "banner": 0, "'; DROP TABLE event; --": 0},
    }
    for day, expected in days.items():
        with Ledger.open(where, as_of=day) as ledger:
            assert {text: found(ledger, text) for text in expected} == expected
    with Ledger.open(where) as ledger:
        ledger.forget("a1", user="ann")
    for day in days:
        with Ledger.open(where, as_of=day) as ledger:
            assert [found(ledger, text) for text in ("smoke", "banner", "guard", "dust")] == [0, 0, 0, 0]
