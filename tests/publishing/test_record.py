"""The JSON line of one article's coding."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.model import Claim, Coding, Count, Evidence, Location, Report
from dateline.publishing import coded
from dateline.publishing.record import first_place, place_record, toll

from .sample import Fake, cite, sample

GOLD_KEYS = [
    *("id", "type", "mode", "core", "status", "certainty", "quote", "trigger", "date", "place", "actors", "recipients"),
    *("weapon", "killed", "injured", "arrested", "seized", "sources"),
]


@pytest.fixture(scope="module")
def ledger() -> Fake:
    return sample()


def coding(ledger: Fake, id: str) -> Coding:
    reports = tuple(report for report in ledger.made.values() if report.article_id == id)
    totals = tuple(total for total in ledger.told if total.article_id == id)
    return Coding(article=ledger.articles[id], reports=reports, totals=totals)


def count(low: int | None, high: int | None, side: str = "recipient", by: str | None = None) -> Claim:
    fake = sample()
    article = fake.articles["kirkuk-1"]
    here = Evidence(part="title", start=0, end=8, quote="Roadside")
    cited = cite(article, (by, "authority")) if by else ()
    return Claim(field="count", value=Count(what="killed", min=low, max=high, side=side), evidence=(here,), cited=cited)  # type: ignore[arg-type]


@pytest.mark.parametrize(("country", "precision"), [("XZ", "country"), ("TR", "admin")])
def test_the_high_seas_are_no_countrys_division(country: str, precision: str) -> None:
    place = Location(text="the sea", precision="water", country=country, lat=35.0, lon=18.0)
    record = place_record(place)
    assert record is not None
    assert record["precision"] == precision


def test_the_keys_stand_in_their_order(ledger: Fake) -> None:
    line = coded(coding(ledger, "basra"))
    head = ["id", "hash", "title", "published", "published_from", "lang", "text", "captions", "events", "aggregates"]
    assert list(line) == [*head, "relations", "made_by"]
    assert all(list(event)[: len(GOLD_KEYS)] == GOLD_KEYS for event in line["events"])
    assert [event["id"] for event in line["events"]] == ["e1", "e2", "e3"]
    assert line["made_by"]["ontology"] == "plover 1"


def test_a_record_says_what_its_report_says(ledger: Fake) -> None:
    event = coded(coding(ledger, "basra"))["events"][1]
    assert event["type"] == "COERCE"
    assert event["date"] == {"start": "2024-02-04", "end": "2024-02-04", "text": "the next day", "edtf": "2024-02-04"}
    assert event["place"]["precision"] == "site"
    assert event["arrested"] == {"min": 30, "max": 30}
    assert event["killed"] == {"min": 0, "max": 0}
    assert event["sources"] == ["workers' union"]  # cited for the number alone
    assert event["weapon"] is None


def test_an_open_year_has_no_days_and_no_date_is_null(ledger: Fake) -> None:
    rockets, accused = coded(coding(ledger, "hit"))["events"]
    assert rockets["date"] == {"start": None, "end": None, "text": "April 14", "edtf": "XXXX-04-14"}
    assert accused["date"] is None
    assert accused["killed"] is None


def test_every_evidence_is_the_words_at_its_offsets(ledger: Fake) -> None:
    for article in ledger.articles.values():
        line = coded(coding(ledger, article.id))
        parts = {"title": line["title"], "body": line["text"]}
        for entry in [*line["events"], *line["aggregates"]]:
            for words in [words for found in entry["evidence"].values() for words in found]:
                text = parts.get(words["part"]) or line["captions"][words["caption"]]["text"]
                assert text[words["start"] : words["end"]] == words["quote"]


def test_every_filled_field_has_its_words(ledger: Fake) -> None:
    fields = ("date", "place", "actors", "recipients", "weapon", "killed", "injured", "arrested", "seized", "sources")
    for id in ledger.articles:
        for event in coded(coding(ledger, id))["events"]:
            assert {field for field in fields if event[field]} <= set(event["evidence"])


def test_the_same_coding_gives_the_same_bytes(ledger: Fake) -> None:
    first, second = (json.dumps(coded(coding(made, "kirkuk-2"))) for made in (ledger, sample()))
    assert first == second


def test_a_total_keeps_its_counts(ledger: Fake) -> None:
    (total,) = coded(coding(ledger, "kirkuk-2"))["aggregates"]
    assert (total["count_min"], total["count_max"]) == (40, None)
    assert total["killed"] == {"min": 60, "max": None}
    assert (total["start"], total["end"]) == ("2022-01-01", None)
    assert total["sources"] == ["State Observatory"]


def test_sides_add_up_and_an_open_end_stays_open() -> None:
    assert toll([count(2, 2, "actor"), count(5, 5)], "killed") == {"min": 7, "max": 7}
    assert toll([count(2, None, "actor"), count(5, 5)], "killed") == {"min": 7, "max": None}
    assert toll([count(None, 24)], "killed") == {"min": None, "max": 24}
    assert toll([], "killed") is None
    assert toll([count(1, 1)], "injured") is None


def test_rival_figures_for_the_same_side_are_not_added() -> None:
    rivals = [count(4, 4, by="provincial police command"), count(6, 7, by="duty doctor")]
    assert toll(rivals, "killed") == {"min": 4, "max": 7}


def test_what_is_taken_back_is_not_shown(ledger: Fake) -> None:
    report = next(report for report in ledger.made.values() if report.article_id == "aleppo")
    claims = tuple(replace(claim, stance="withdraws") for claim in report.claims)
    line = coded(
        Coding(article=ledger.articles["aleppo"], reports=(replace(report, claims=claims),), totals=())
    )["events"][0]  # fmt: skip
    assert (line["date"], line["place"], line["actors"], line["arrested"]) == (None, None, [], None)


def test_the_finest_place_is_shown_and_an_unfound_name_is_none(ledger: Fake) -> None:
    report = next(iter(ledger.made.values()))
    assert (
        first_place(with_places(report, ("IQ", "country"), ("IQ", "admin2"), ("SY", "admin")))["precision"] == "admin"
    )  # type: ignore[index]
    assert first_place(with_places(report, ("IQ", "admin"), ("SY", "water")))["country"] == "SY"  # type: ignore[index]
    assert first_place(with_places(report, (None, None))) is None


def with_places(report: Report, *places: tuple[str | None, str | None]) -> Report:
    claims = tuple(
        Claim(field="place", value=Location(text="x", country=c, precision=p), evidence=(report.trigger,))  # type: ignore[arg-type]
        for c, p in places
    )
    return replace(report, claims=claims)


bounds = st.tuples(st.integers(0, 500), st.integers(0, 500), st.booleans()).map(
    lambda n: (min(n[:2]), None if n[2] else max(n[:2]))
)


@given(st.lists(bounds, min_size=1, max_size=6))
def test_a_sum_never_claims_more_than_its_parts(parts: list[tuple[int, int | None]]) -> None:
    here = Evidence(part="title", start=0, end=1, quote="x")
    claims = [
        Claim(field="count", value=Count(what="killed", min=low, max=high), evidence=(here,)) for low, high in parts
    ]
    figure = toll(claims, "killed")
    assert figure is not None
    assert figure["min"] == sum(low for low, _ in parts)
    assert (figure["max"] is None) == any(high is None for _, high in parts)
