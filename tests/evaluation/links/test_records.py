from dateline.evaluation.links.records import report
from dateline.model import Count, Date, Location, Party

RECORD = {
    "id": "e3",
    "type": "ASSAULT",
    "mode": "drone",
    "core": True,
    "status": "occurred",
    "certainty": "stated",
    "quote": "A drone hit the depot in Erbil on Monday.",
    "trigger": "hit",
    "date": {"start": "2024-03-04", "end": "2024-03-04", "text": "on Monday"},
    "place": {"text": "Erbil", "country": "IQ", "lat": 36.2, "lon": 44.0, "precision": "city"},
    "actors": ["Islamic State"],
    "recipients": ["depot"],
    "weapon": "drone",
    "killed": {"min": 2, "max": None},
    "injured": None,
    "arrested": None,
    "seized": [],
    "sources": ["officials"],
}


def test_a_gold_record_becomes_a_report_with_all_it_tells():
    made = report("x-1", RECORD)
    values = {claim.field: claim.value for claim in made.claims}
    assert made.id == "x-1:e3"
    assert made.article_id == "x-1"
    assert values["date"] == Date(
        edtf="2024-03-04", start="2024-03-04", end="2024-03-04", text="on Monday", anchor="calendar"
    )
    assert isinstance(values["place"], Location)
    assert values["place"].precision == "city"
    assert values["count"] == Count(what="killed", min=2, max=None)
    assert isinstance(values["actor"], Party)
    assert values["actor"].actor_id is not None
    assert all(claim.cited[0].name == "officials" for claim in made.claims)


def test_what_a_record_leaves_open_stays_open():
    bare = {**RECORD, "date": None, "place": None, "actors": [], "recipients": [], "weapon": None, "killed": None}
    assert report("x-1", bare).claims == ()
