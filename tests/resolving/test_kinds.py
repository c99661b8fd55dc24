import msgspec
import pytest
from factories import actor, date, killed, place, report

from dateline.model import Event
from dateline.resolving import Frame, consolidate, kind, summed, wholes_of


@pytest.mark.parametrize(
    ("trigger", "quote", "expected"),
    [
        ("shelled", "The town was shelled on Monday.", "incident"),
        ("shelled", "The town was shelled daily through March.", "series"),
        ("strikes", "A wave of strikes hit the port.", "series"),
        ("offensive", "The army opened an offensive in the valley.", "episode"),
        ("siege", "The siege of the town was in its second year.", "episode"),
        ("intercepted", "The navy has intercepted 18 boats since the start of the war.", "series"),
        ("attacked", "The largest raid attacked a bus, the first since the start of the war.", "incident"),
        ("attacked", "Gunmen attacked a bus during the army's offensive.", "incident"),
    ],
)
def test_words_tell_incident_series_and_episode(trigger: str, quote: str, expected: str):
    assert kind(report("a1", trigger=trigger, quote=quote)) == expected


def test_the_coder_is_believed():
    assert kind(report("a1", trigger="bomb", kind="episode")) == "episode"


def made(event_id: str, *claims: object, trigger: str = "shelled", **more: object) -> Event:
    return consolidate(event_id, [report(event_id, *claims, trigger=trigger, **more)])  # type: ignore[arg-type]


HERE = place("Karsa", 36.2, 44.0)
SIEGE = made("ev-9", date("2024-03-01", "2024-03-31"), HERE, actor("Black Banner"), killed(40), trigger="siege")


def test_an_incident_is_part_of_the_siege_it_lies_in():
    inside = made("ev-1", date("2024-03-04"), HERE, actor("Black Banner"), killed(3))
    assert wholes_of(Frame(inside), map(Frame, [SIEGE, inside])) == ["ev-9"]


def test_another_month_place_or_party_is_not_part_of_it():
    later = made("ev-1", date("2024-04-04"), HERE, actor("Black Banner"))
    elsewhere = made("ev-2", date("2024-03-04"), place("Basra", 30.5, 47.8), actor("Black Banner"))
    other = made("ev-3", date("2024-03-04"), HERE, actor("Iron Guard"))
    assert [wholes_of(Frame(event), [Frame(SIEGE)]) for event in (later, elsewhere, other)] == [[], [], []]


def test_an_episode_is_never_summed_with_its_incidents():
    inside = msgspec.structs.replace(made("ev-1", date("2024-03-04"), HERE, actor("Black Banner")), part_of="ev-9")
    alone = made("ev-2", date("2024-05-04"), HERE)
    assert [event.id for event in summed([SIEGE, inside, alone])] == ["ev-1", "ev-2"]
    assert [event.id for event in summed([SIEGE, alone])] == ["ev-9", "ev-2"]


def test_denied_and_planned_events_stay_outside_sums():
    denied, planned = made("ev-1", status="denied"), made("ev-2", status="planned")
    assert summed([denied, planned]) == ()
