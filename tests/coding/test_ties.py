"""Relations as claims: parties resolved, the words behind them, who says so."""

from __future__ import annotations

from collections.abc import Callable

from dateline.model import Coding

Code = Callable[..., Coding]


def told(coding: Coding) -> set[tuple[str, str, str]]:
    return {(claim.kind, claim.source.name, claim.target.name) for claim in coding.relations}


def test_a_backer_and_its_proxies(code: Code) -> None:
    coding = code("Iranian-backed Iraqi militias fired rockets at a base in Erbil on Monday, US officials said.")
    (claim,) = [c for c in coding.relations if c.kind == "backed by"]
    assert (claim.target.name, claim.target.actor_id) == ("Iran", "state:IR")
    assert claim.source.country == "IQ"
    assert [link.name for link in claim.cited] == ["US officials"]


def test_leaders_and_their_former_services(code: Code) -> None:
    text = (
        "Some leaders of the gangs previously served in the security services. Residents cited Omar Saleh, an officer "
        "in the Presidential Guard; and Hasan Murad and Ali Nasir, both former officers in the Border Force."
    )
    found = told(code(text))
    assert ("formerly of", "Hasan Murad", "Border Force") in found
    assert ("formerly of", "Ali Nasir", "Border Force") in found
    assert ("formerly of", "Omar Saleh", "Presidential Guard") in found


def test_evidence_stands_in_the_text(code: Code) -> None:
    text = "Hasan Nasrallah leads Hezbollah. It fights Israel."
    coding = code(text)
    assert ("leads", "Hasan Nasrallah", "Hezbollah") in told(coding)
    assert ("fights", "Hezbollah", "Israel") in told(coding)
    for claim in coding.relations:
        assert all(text[span.start : span.end] == span.quote for span in claim.evidence)


def test_who_has_no_name_stands_to_nobody(code: Code) -> None:
    assert told(code("A man joined a gang. Police arrested two men.")) == set()
