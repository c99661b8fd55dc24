"""STIX, FollowTheMoney, HXL and Atom, each opened by the library that its own makers keep."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import feedparser
import hxl
import pytest
import stix2
from factories import bombing, coding, killed, page

from dateline.ledger import Filter, Ledger
from dateline.model import Party
from dateline.publishing import Selection, stix
from dateline.publishing.sides import is_person

from .sample import Fake, article, at, by, day, event, goods, on, report, sample, toll
from .writing import MADE, saved, written


def test_stix_is_valid_and_holds_every_event() -> None:
    bundle = stix2.parse(written(sample(), "stix"), allow_custom=False)
    kinds = [each.type for each in bundle.objects]
    assert kinds.count("incident") == len(sample().stored)
    assert set(kinds) <= {"incident", "identity", "location", "report", "relationship"}
    known = {each.id for each in bundle.objects}
    ends = {end for each in bundle.objects if each.type == "relationship" for end in (each.source_ref, each.target_ref)}
    assert ends <= known


def test_stix_of_nothing_is_a_bundle() -> None:
    assert stix2.parse(written(sample(), "stix", set())).type == "bundle"


def test_two_private_persons_are_two_identities() -> None:
    objects = json.loads(written(sample(), "stix"))["objects"]
    masked = [each for each in objects if each["type"] == "identity" and each["name"] == "a private person"]
    assert len({each["id"] for each in masked}) == len(masked)


def test_followthemoney_loads_and_validates_every_entity() -> None:
    if not os.environ.get("DATELINE_REQUIRE_READERS"):
        pytest.importorskip("followthemoney", reason="needs the extra followthemoney")
    from followthemoney import model

    schemata = []
    known: set[str] = set()
    for line in written(sample(), "ftm").splitlines():
        data = json.loads(line)
        entity = model.get_proxy(data, cleaned=False)
        assert not entity.schema.validate(data)
        for name, values in data["properties"].items():
            assert len(entity.get(name)) == len(set(values)), f"{entity.schema.name}.{name}: {values} cleaned away"
        for prop, value in entity.itervalues():
            assert prop.type.name != "entity" or value in known, f"{value} stands before what it names"
        known.add(str(entity.id))
        schemata.append(entity.schema.name)
    assert schemata.count("Event") == len(sample().stored)
    assert {"Person", "Organization", "Article"} <= set(schemata)


def test_hxl_reads_the_hashtags(tmp_path: Path) -> None:
    path = saved(tmp_path / "events.csv", sample(), "hxl")
    with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as rows:
        read = list(rows)
    assert len(read) == len(sample().stored)
    assert {row.get("#event+type") for row in read} == {event.type for event in sample().stored}
    assert any(row.get("#affected+killed") == "4" for row in read)


def test_a_feed_reader_reads_the_feed() -> None:
    feed = feedparser.parse(written(sample(), "atom"))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len(feed.entries) == len(sample().stored)
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert "ledger: 7" in feed.feed.subtitle


def test_control_characters_do_not_break_the_feed() -> None:
    ledger = sample()
    for id, story in ledger.articles.items():
        ledger.articles[id] = type(story)(
            **{**{n: getattr(story, n) for n in story.__struct_fields__}, "url": "https://a.example/\x00<b>"}
        )
    assert not feedparser.parse(written(ledger, "atom")).bozo


# ------------------------------------------------------------------ ids

EVERYTHING = Filter()


def ids(ledger: Any, filter: Any = None, **options: bool) -> dict[str, set[str]]:
    """The ids of events by format; those of articles, and of private persons, too where the format has some."""
    objects = json.loads(written(ledger, "stix", filter, **options))["objects"]
    ftm = [json.loads(line) for line in written(ledger, "ftm", filter, **options).splitlines()]
    feed = feedparser.parse(written(ledger, "atom", filter, **options))
    private = "a private person"
    return {
        "stix": {
            each["id"] for each in objects if each["type"] in ("incident", "report") or each.get("name") == private
        },
        "ftm": {
            each["id"]
            for each in ftm
            if each["schema"] in ("Event", "Article") or private in each["properties"].get("name", ())
        },
        "atom": {feed.feed.id, *(entry.id for entry in feed.entries)},
    }


def test_two_ledgers_have_no_event_article_or_private_person_in_common() -> None:
    """Their events are called alike, and so may be their articles, where these came with ids."""
    other = sample()
    other.founded = "2026-02-01T08:00:00.001+00:00"
    assert ids(sample()) == ids(sample())
    for format, found in ids(sample()).items():
        assert found.isdisjoint(ids(other)[format]), format


def test_an_event_keeps_its_ids_while_its_ledger_grows(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "one.db") as one, Ledger.open(tmp_path / "two.db") as two:
        for book, at_first in ((one, "b"), (two, "c")):
            book.add(page(at_first), coding(at_first, bombing(at_first)))
        first, other = ids(one, EVERYTHING), ids(two, EVERYTHING)
        assert all(found.isdisjoint(other[format]) for format, found in first.items())
        before = next(one.events()).reports
        one.add(page("a"), coding("a", bombing("a", "2024-03-04", killed(3))))
        after = next(one.events()).reports
        assert (len(after), after[0]) == (2, "a-r1")  # the event grew by a report that comes before what it had
        assert before == after[1:]
        grown = ids(one, EVERYTHING)
        assert all(found <= grown[format] for format, found in first.items())
        assert grown == ids(one, EVERYTHING, persons=True)


def test_an_article_that_is_called_by_its_words_is_one_in_every_ledger() -> None:
    def articles(founded: str) -> list[str]:
        story = article("mora", "Fighting near Mora", "Rebels attacked Mora.")
        story = type(story)(**{name: getattr(story, name) for name in story.__struct_fields__} | {"id": story.hash})
        one = report(story, "ASSAULT", None, "attacked", "Rebels attacked Mora")
        fake = Fake([event("ev-1", one)], {one.id: one}, {story.id: story}, founded=founded)
        lines = map(json.loads, written(fake, "ftm").splitlines())
        return [line["id"] for line in lines if line["schema"] == "Article"]

    assert articles("2026-01-01T00:00:00.000+00:00") == articles("2026-01-02T00:00:00.000+00:00")


def test_exports_of_two_filters_are_two_reports() -> None:
    def export(words: dict[str, list[str]]) -> str:
        out = io.StringIO()
        stix.write(Selection(sample(), None, made=MADE, words=words), out)
        (found,) = (each for each in json.loads(out.getvalue())["objects"] if each.get("name") == "Dateline export")
        return str(found["id"])

    assert export({"types": ["ASSAULT"]}) == export({"types": ["ASSAULT"]}) != export({"types": ["PROTEST"]})


# ------------------------------------------------------------------ what FollowTheMoney has no property for


def test_the_summary_has_tolls_goods_and_coordinates() -> None:
    text = "Police killed two to three men and seized 400 kg of explosives in Mora on 4 March 2024."
    story = article("mora", "Raid in Mora", text)
    raid = report(
        story, "ASSAULT", "firearms", "killed", text, by("Police"), day("2024-03-04", "4 March 2024"),
        toll("killed", 2, 3, "two to three"), goods("explosives", 400.0, "kg", "400 kg of explosives"),
        at("Mora", "CM", 11.05, 14.14, "city", 4.5),
    )  # fmt: skip
    fake = Fake([event("ev-1", raid)], {raid.id: raid}, {story.id: story})
    (found,) = (each for each in map(json.loads, written(fake, "ftm").splitlines()) if each["schema"] == "Event")
    assert found["properties"]["summary"] == [
        "ASSAULT, occurred, stated; Killed: 2 to 3; Seized: 400 kg of explosives; "
        "Mora: 11.05, 14.14 (town or city, within 4.5 km)"
    ]


@pytest.mark.parametrize(
    ("party", "person"),
    [
        (Party(name="Salim Haddad", private=True), True),
        (Party(name="Shehbaz Sharif", actor_id="person:shehbaz-sharif", sector="GOV"), True),
        (Party(name="Ahmed Faisal", sector="JUD"), True),  # told of as a judge: the name does not say so
        (Party(name="Supreme Court", sector="JUD"), False),
        (Party(name="Baquba judge", sector="JUD"), False),  # known by what he is, not by a name
        (Party(name="Hayat Sheli", sector="REB"), False),  # a group or its leader
        (Party(name="Hayat Sheli"), False),
        (Party(name="Islamic State group", actor_id="group:islamic-state", sector="REB"), False),
        (Party(name="police", sector="COP"), False),
    ],
)
def test_who_is_known_to_be_a_person(party: Party, person: bool) -> None:
    assert is_person(party) is person


def test_an_office_holder_of_no_list_is_a_person() -> None:
    story = article("baquba", "Judge shot", "Gunmen shot a judge, Ahmed Faisal, in Baquba.")
    shot = report(story, "ASSAULT", "firearms", "shot", story.text, by("Gunmen"), on("Ahmed Faisal", sector="JUD"))
    fake = Fake([event("ev-1", shot)], {shot.id: shot}, {story.id: story})
    entities = map(json.loads, written(fake, "ftm").splitlines())
    schemata = {each["properties"]["name"][0]: each["schema"] for each in entities if each["properties"].get("name")}
    assert (schemata["Ahmed Faisal"], schemata["Gunmen"]) == ("Person", "Organization")
    identities = (each for each in json.loads(written(fake, "stix"))["objects"] if each["type"] == "identity")
    assert {each["name"]: each["identity_class"] for each in identities}["Ahmed Faisal"] == "individual"
