"""PLOVER's contexts of an event."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import only

from dateline.model import Coding, Word
from dateline.ontology import Ontology

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("sentence", "context"),
    [
        ("A court jailed a former minister for corruption on Friday.", "corruption"),
        ("Customs officers seized 65 kg of heroin at the port of Mersin.", "illegal_drugs"),
        ("Thousands of people rallied in Budapest on Sunday against election fraud.", "election"),
        ("Police arrested three journalists in Minsk on Friday.", "rights_freedoms"),
    ],
)
def test_the_words_tell_the_context(code: Code, sentence: str, context: str) -> None:
    assert context in only(code(sentence)).contexts


def test_contexts_are_claims_with_evidence(code: Code) -> None:
    report = only(code("Customs officers seized 65 kg of heroin at the port of Mersin."))
    told = [c.value.word for c in report.claims_of("context") if isinstance(c.value, Word)]
    assert tuple(told) == report.contexts
    assert set(told) <= set(Ontology.load().contexts)


def test_a_meeting_without_a_subject_has_none_of_conflict(code: Code) -> None:
    assert "terrorism" not in only(code("The two presidents spoke by telephone on Monday.")).contexts
