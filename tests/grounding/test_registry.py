from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.grounding import Registry, data
from dateline.grounding.actors import SECTORS


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [
        ("Isis", "group:islamic-state"),
        ("Daesh", "group:islamic-state"),
        ("the Islamic State group", "group:islamic-state"),
        ("Hizbullah", "group:hezbollah"),
        ("Houthi rebels", "group:houthis"),
        ("SDF", "group:sdf"),
        ("the Kurdistan Workers’ Party", "group:pkk"),
        ("WHO", "org:who"),
        ("Nato", "org:nato"),
        ("UN Security Council’s", "org:un-security-council"),
        ("SANA", "media:sana"),
        ("U.S.", "state:US"),
        ("Damascus", "gov:SY"),
        ("Syrian army", "mil:SY-army"),
        ("Jordan's army", "mil:JO-army"),
        ("Ministry of Health of Jordan", "gov:JO-health-ministry"),
        ("Armed Forces of Ukraine", "mil:UA"),
        ("government of Mali", "gov:ML"),
        ("Iraqis", "people:IQ"),
        ("Gen. Qassim Soleimani", "person:qassim-soleimani"),
        ("President Emmanuel Macron", "person:emmanuel-macron"),
        ("Hamas fighters", "group:hamas"),
        ("M23 rebel forces", "group:m23"),
        ("members of the PKK", "group:pkk"),
        ("the militant group Boko Haram", "group:boko-haram"),
        ("Da’esh", "group:islamic-state"),
    ],
)
def test_find(registry: Registry, name: str, actor_id: str) -> None:
    actor = registry.find(name)
    assert actor is not None
    assert actor.id == actor_id


@pytest.mark.parametrize("name", ["who", "us", "ice", "Iraqi", "Jane Roe", "", "’s", "army", "x" * 10_000])
def test_unknown_stays_unknown(registry: Registry, name: str) -> None:
    assert registry.find(name) is None


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("Iraqi officials", "IQ"),
        ("Syrian Narcotics Directorate", "SY"),
        ("officials in Iraq", "IQ"),
        ("Russian troops in Syria", "RU"),
        ("Iran-backed Iraqi militias", "IQ"),
        ("anti-French protesters in Niger", "NE"),
        ("South Sudanese soldiers", "SS"),
        ("North Korean state media", "KP"),
        ("Kyiv", "UA"),
        ("Gaza residents", "PS"),
        ("Hamas", "PS"),
        ("US officials", "US"),
        ("Russian and Turkish patrols", None),
        ("a US-led coalition", None),
        ("officials told us", None),
        ("the rebels", None),
        ("", None),
    ],
)
def test_country_of(registry: Registry, phrase: str, country: str | None) -> None:
    assert registry.country_of(phrase) == country


@pytest.mark.parametrize(
    ("phrase", "sector"),
    [
        ("two Iraqi officials", "GOV"),
        ("Turkish warplanes", "MIL"),
        ("riot police", "COP"),
        ("suspected militants", "REB"),
        ("thousands of protesters", "CVL"),
        ("a court in Ankara", "JUD"),
        ("local journalists", "MED"),
        ("members of parliament", "LEG"),
        ("drug smugglers", "CRM"),
        ("the ruling party", "PTY"),
        ("aid workers", "NGO"),
        ("refugees", "REF"),
        ("leader of Hamas", "REB"),
        ("Reuters", "MED"),
        ("head of the teachers' union", "LAB"),
        ("spokesman for the Taliban", "REB"),
        ("Kurdish forces", "REB"),
        ("rebel commander", "REB"),
        ("the mayor of Taiz", "GOV"),
        ("unidentified gunmen", "UNK"),
        ("the weather", None),
        ("", None),
    ],
)
def test_sector_of(registry: Registry, phrase: str, sector: str | None) -> None:
    assert registry.sector_of(phrase) == sector


def test_capitals_stand_for_governments(registry: Registry) -> None:
    assert registry.is_capital_metonym("Washington")
    assert registry.is_capital_metonym("the Kremlin")
    assert not registry.is_capital_metonym("Aleppo")


def test_private_persons(registry: Registry) -> None:
    assert registry.private("Jane Roe")
    assert registry.private("Jane Roe", "a mother of three")
    assert not registry.private("Jane Roe", "spokeswoman for the army")
    assert not registry.private("Col. Jane Roe")
    assert not registry.private("Vladimir Putin")


@given(st.text(max_size=60))
def test_any_text_is_taken(registry: Registry, text: str) -> None:
    registry.find(text)
    registry.country_of(text)
    registry.private(text, text)
    assert registry.sector_of(text) in SECTORS | {None}


# ------------------------------------------------------------------ the data


def test_the_data_names_every_actor_once(registry: Registry) -> None:
    actors = list(registry)
    assert len({actor.id for actor in actors}) == len(actors)
    for actor in actors:
        found = registry.find(actor.name)
        assert found is not None, actor.name
        assert found.id == actor.id


def test_countries_and_sectors_are_real(registry: Registry) -> None:
    codes = {actor.country for actor in registry if actor.kind == "state"}
    assert {actor.country for actor in registry} - {None} <= codes
    assert {actor.sector for actor in registry} - {None} <= SECTORS
    assert set(data.read_yaml("sectors.yaml")) <= SECTORS


@pytest.mark.parametrize("name", ["actors/persons.yaml", "actors/leaders.yaml"])
def test_every_public_person_has_an_office(name: str) -> None:
    assert [row["id"] for row in data.read_yaml(name)["actors"] if not row.get("office")] == []


def test_a_bare_institution_is_one_where_a_country_is_spoken_of(registry: Registry) -> None:
    found = registry.institution("the Supreme Court", "BR")
    assert found is not None
    assert (found.country, found.sector) == ("BR", "JUD")
    assert registry.institution("the Supreme Court", "QQ") is None
    assert registry.institution("the weather", "BR") is None


def test_a_name_misspelt_is_near_the_right_one(registry: Registry) -> None:
    assert registry.near("Hezbolla") == ["Hezbollah"]
    assert registry.near("x" * 10_000) == []


def test_no_head_noun_has_two_sectors() -> None:
    owners: dict[str, str] = {}
    for sector, nouns in data.read_yaml("sectors.yaml").items():
        for noun in nouns:
            assert owners.setdefault(noun, sector) == sector, noun
