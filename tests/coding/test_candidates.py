"""Who may have a part in an event, and what speaks for each."""

from __future__ import annotations

import pytest

from dateline.coding import Coder
from dateline.coding.candidates import Candidate, Role
from dateline.model import Article


def candidates(coder: Coder, text: str, kind: str) -> dict[str, Candidate]:
    """The candidates of the first event of a type, by name."""
    grouped = coder.grouped(Article(id="a", hash="a", title="", text=text, published="2023-05-10"))
    events = zip(grouped.groups, grouped.candidates, strict=True)
    of_event = next(found for group, found in events if group[0].type == kind)
    return {candidate.named.name: candidate for candidate in of_event}


def known(candidate: Candidate, role: Role) -> set[str]:
    return set(candidate.features[role])


def test_who_did_what_words_are_about(coder: Coder) -> None:
    found = candidates(coder, "Hamas gunmen attacked the crossing on Monday. The EU condemned the attack.", "ACCUSE")
    assert {"did it", "did it ACCUSE"} <= known(found["Hamas gunmen"], "recipient")
    assert "did it" not in known(found["Hamas gunmen"], "actor") | known(found["EU"], "recipient")


def test_parties_of_other_events_are_candidates(coder: Coder) -> None:
    text = "Eswatini police detained a teacher on Friday. The rain went on. It was cold. A trade unionist was released."
    assert "COERCE for RETREAT" not in known(candidates(coder, text, "RETREAT")["Eswatini police"], "actor")
    assert "elsewhere other type" in known(candidates(coder, text, "RETREAT")["Eswatini police"], "actor")


def test_authorities_are_told_from_others(coder: Coder) -> None:
    found = candidates(coder, "Police said that four boys were arrested in Leeds on Monday.", "COERCE")
    assert {"authority", "authority cited", "authority cited COERCE"} <= known(found["Police"], "actor")
    assert "authority" not in known(found["boys"], "recipient")


def test_the_owner_of_jets_has_what_the_encoder_says_of_the_jets(coder: Coder) -> None:
    found = candidates(coder, "Depots were bombed by Indian and Pakistani jets on Monday.", "ASSAULT")
    assert found["India"].features["actor"]["encoder"] > 0


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("The family of a lawmaker met a lawmaker on Monday.", "lawmaker", {"family of a lawmaker", "lawmaker"}),
        ("The president of Chad met rebels on Monday. The president spoke.", "president", {"president of Chad"}),
    ],
)
def test_one_party_is_who_shares_the_head(coder: Coder, text: str, word: str, names: set[str]) -> None:
    assert {name for name in candidates(coder, text, "CONSULT") if word in name} == names
