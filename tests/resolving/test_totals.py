import pytest
from factories import actor, date, place, report, total

from dateline.model import Date, Event, Location, Party
from dateline.resolving import check, consolidate

MARCH = Date(edtf="2024-03-01/2024-03-31", start="2024-03-01", end="2024-03-31", text="in March", anchor="calendar")
IRAQ = Location(text="Iraq", precision="country", country="IQ")


def event(event_id: str, day: str, *claims: object, **more: object) -> Event:
    here = (date(day), place("Karsa", 36.2, 44.0), actor("Black Banner"))
    return consolidate(event_id, [report(event_id, *here, *claims, **more)])  # type: ignore[arg-type]


EVENTS = [event("ev-1", "2024-03-04"), event("ev-2", "2024-03-20"), event("ev-3", "2024-05-01")]


@pytest.mark.parametrize(
    ("least", "most", "verdict", "words"),
    [
        (2, None, "holds", "the ledger holds 2 of at least 2: ev-1, ev-2"),
        (3, None, "fewer", "the ledger holds 2 of at least 3: ev-1, ev-2"),
        (1, 1, "more", "the ledger holds 2 of 1: ev-1, ev-2"),
        (None, None, "open", "the ledger holds 2; how many is not told: ev-1, ev-2"),
    ],
)
def test_a_total_is_held_against_the_events_it_covers(least: int | None, most: int | None, verdict: str, words: str):
    found = check(total(type="ASSAULT", count_min=least, count_max=most, date=MARCH, place=IRAQ), EVENTS)
    assert (found.verdict, found.words) == (verdict, words)


def test_only_events_of_its_parties_type_and_place_are_covered():
    assert check(total(actors=(Party(name="Iron Guard"),), count_min=1), EVENTS).events == ()
    assert check(total(type="PROTEST", count_min=1), EVENTS).events == ()
    assert (
        check(total(place=Location(text="Syria", precision="country", country="SY"), count_min=1), EVENTS).events == ()
    )
    assert check(total(actors=(Party(name="Black Banner"),), count_min=3), EVENTS).verdict == "holds"


def test_denied_events_are_not_counted():
    denied = event("ev-4", "2024-03-09", status="denied")
    assert "ev-4" not in check(total(date=MARCH, count_min=1), [*EVENTS, denied]).events


@pytest.mark.parametrize(("least", "told"), [(3, "3"), (None, "how many is not told")])
def test_a_total_of_which_no_period_place_or_party_is_known_is_held_against_none(least: int | None, told: str):
    unresolved = Date(edtf="XXXX", start=None, end=None, text="since then", anchor="calendar")
    for when in (None, unresolved):
        found = check(total(type="ASSAULT", count_min=least, count_max=least, date=when), EVENTS)
        assert (found.verdict, found.events) == ("open", ())
        assert found.words == f"{told}; no period, place or party could be resolved, so it was not compared"


def test_a_total_in_a_place_that_nobody_knows_is_held_against_none():
    unknown = Location(text="Upper Karsa", precision=None)
    found = check(total(type="ASSAULT", count_min=3, date=MARCH, place=unknown), EVENTS)
    assert (found.verdict, found.events) == ("open", ())


def test_an_arrest_is_none_of_the_attacks_that_are_counted():
    arrest = event("ev-4", "2024-03-09", type="COERCE")
    assert "ev-4" not in check(total(type="ASSAULT", count_min=1, date=MARCH), [*EVENTS, arrest]).events
