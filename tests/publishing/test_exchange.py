"""STIX, FollowTheMoney, HXL and Atom, each opened by the library that its own makers keep."""

from __future__ import annotations

import json
import os
from pathlib import Path

import feedparser
import hxl
import pytest
import stix2

from .sample import sample
from .writing import saved, written


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
