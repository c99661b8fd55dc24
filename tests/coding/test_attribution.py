"""According to whom: sources, chains, quotations and stance."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import names, of_type, only, sources

from dateline.model import Coding

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Police said gunmen attacked a bank in Juba.", "Police"),
        ("Gunmen attacked a bank in Juba, police said.", "police"),
        ("Gunmen attacked a bank in Juba, according to police.", "police"),
        ("According to police, gunmen attacked a bank in Juba.", "police"),
        ("Local media reported that gunmen attacked a bank in Juba.", "Local media"),
        ("Witnesses said gunmen attacked a bank in Juba.", "Witnesses"),
        ("Gunmen attacked a bank in Juba, the Sudan Tribune reported.", "Sudan Tribune"),
        ("A drone struck a market in Tigray, two aid workers told Reuters.", "aid workers"),
        ("A spokesman for the army, Colonel Moussa Ba, said that gunmen attacked a bank in Juba.", "Moussa Ba"),
    ],
)
def test_the_source_is_cited(code: Code, sentence: str, source: str) -> None:
    assert sources(only(code(sentence))) == [source]


def test_the_articles_own_voice_cites_nobody(code: Code) -> None:
    assert sources(only(code("Gunmen attacked a bank in Juba on Monday."))) == []


def test_a_source_is_no_actor_and_makes_no_event(code: Code) -> None:
    report = only(code("Officials said rockets hit the base in Erbil on Monday."))
    assert "Officials" not in names(report, "actor")


def test_the_words_of_source_and_cue_are_kept(code: Code) -> None:
    report = only(code("Gunmen attacked a bank in Juba, according to police."))
    (citation,) = next(report.claims_of("type")).cited
    assert citation.evidence is not None
    assert citation.cue is not None
    assert (citation.evidence.quote, citation.cue.quote) == ("police", "according to")


def test_every_claim_of_the_mention_carries_the_source(code: Code) -> None:
    report = only(code("Gunmen attacked a bank in Juba on Monday, killing two guards, police said."))
    assert {tuple(c.name for c in claim.cited) for claim in report.claims} == {("police",)}


@pytest.mark.parametrize(
    ("source", "kind"),
    [("The Defence Ministry", "authority"), ("Local media", "media"), ("Police", "authority")],
)
def test_the_kind_of_source(code: Code, source: str, kind: str) -> None:
    report = only(code(f"{source} said gunmen attacked a bank in Juba."))
    assert [c.kind for c in next(report.claims_of("type")).cited] == [kind]


def test_a_quotation_belongs_to_its_speaker(code: Code) -> None:
    coding = code('"They attacked our village at night and burned the school," said Amina Yusuf, a resident.')
    assert [sources(r) for r in coding.reports]
    assert all(sources(r) == ["Amina Yusuf"] for r in coding.reports)


def test_each_sentence_has_its_own_source(code: Code) -> None:
    coding = code("Police said gunmen attacked a bank in Juba. Witnesses said soldiers beat protesters in Lome.")
    assert [sources(r) for r in of_type(coding, "ASSAULT")] == [["Police"], ["Witnesses"]]


def test_a_denial_is_the_stance_of_who_denies(code: Code) -> None:
    coding = code("Israel denied striking the school in Gaza City.")
    report = only(coding, "ASSAULT")
    claim = next(report.claims_of("type"))
    assert claim.stance == "denies"
    assert sources(report) == ["Israel"]
