"""Labelled names of parties: read, looked for in their article, compared."""

from __future__ import annotations

from dateline.coding import Coder
from dateline.evaluation.actor_mentions import Label, figures, parties, read_labels
from dateline.grounding.actors import SECTORS
from dateline.model import Article

TEXT = "Police in Nairobi held two suspects on Monday. Jane Roe, a nurse, was hurt. Kenya's army helped."
ROWS = {
    "a": {
        "id": "a",
        "title": "",
        "text": TEXT,
        "events": [
            {"id": "e1", "quote": "Police in Nairobi held two suspects on Monday."},
            {"id": "e2", "quote": "Jane Roe, a nurse, was hurt."},
        ],
    }
}
ARTICLE = Article(id="a", hash="a", title="", text=TEXT)


def label(record: str, name: str, final: str) -> Label:
    return Label(article="a", record=record, name=name, first=final, second=final, final=final)


def test_the_labels_are_whole() -> None:
    labels = read_labels()
    assert len(labels) == 300
    for one in labels:
        for given in (one.first, one.second, one.final):
            country, sector = given.split()
            assert len(country) == 2 or country == "-"
            assert sector in SECTORS | {"-"}
        assert one.final in (one.first, one.second)


def test_names_are_found_and_compared(coder: Coder) -> None:
    labels = [
        label("e1", "suspects", "KE CVL"),
        label("e2", "Jane Roe", "KE NGO"),
        label("e2", "Kenyan army", "KE MIL"),
        label("e1", "suspects", "UG CVL"),
    ]
    found = figures(ROWS, [ARTICLE], coder, labels)
    assert found["actor country"] == {"p": 0.75, "r": 0.75, "f1": 0.75, "n": 4}
    assert found["actor sector"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 4}


def test_the_name_asked_for_is_the_name_answered(coder: Coder) -> None:
    ((_, party),) = parties(ROWS, [ARTICLE], coder, [label("e2", "Jane Roe", "KE NGO")])
    assert party.name == "Jane Roe"


def test_articles_without_labels_have_no_figures(coder: Coder) -> None:
    assert figures(ROWS, [ARTICLE], coder, []) == {}
