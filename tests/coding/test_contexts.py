"""PLOVER's contexts of an event."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import only

from dateline.coding.contexts import ContextFinder
from dateline.coding.document import Part
from dateline.model import Coding, Word
from dateline.ontology import Ontology

Code = Callable[..., Coding]
Body = Callable[[str], Part]


# One sentence for each of PLOVER's contexts.
TOLD = {
    "military": "Artillery shelled an army base near Goma.",
    "intelligence": "Agents of the secret service wiretapped the hotel.",
    "executive": "The prime minister signed the decree on Friday.",
    "legislative": "Lawmakers rejected the bill after a night of debate.",
    "election": "Voters queued at a polling station in Lusaka.",
    "political_institutions": "The coalition promised to amend the constitution.",
    "pro_democracy": "Students marched for democracy in Bangkok.",
    "pro_autocracy": "The junta dissolved the town councils.",
    "economic": "Protesters denounced rising prices and the new fuel tax.",
    "legal": "A court in Lima convicted two mayors.",
    "reparations": "The state paid compensation to the widows.",
    "human_rights": "Guards subjected inmates to torture, a human rights group said.",
    "rights_freedoms": "Police arrested three journalists in Minsk on Friday.",
    "repression": "Officers fired tear gas and imposed a curfew.",
    "human_security": "Trucks brought food to civilians facing famine.",
    "gender": "Thousands marched against domestic violence and for women.",
    "lgbt": "Counter-protesters attacked the pride parade.",
    "religion_ethnicity": "Assailants burned a church and a mosque.",
    "inequality": "Miners went on strike over the minimum wage and poverty.",
    "diplomatic": "The envoy met the foreign minister in Muscat.",
    "territory": "Separatists seized the disputed enclave.",
    "peacekeeping": "Two peacekeepers died when a convoy was ambushed.",
    "health": "Gunmen stormed a hospital and took two doctors.",
    "asylum": "The refugees were moved to another refugee camp.",
    "migration": "Guards turned back migrants at the fence.",
    "disasters": "Rescuers reached villages cut off by the earthquake.",
    "natural_resource": "Saboteurs blew up a gas pipeline.",
    "environment": "Activists blocked the road over deforestation and climate change.",
    "technology": "Regulators shut down the internet for three days.",
    "terrorism": "A suicide bomber struck a market.",
    "cbrn": "Inspectors found uranium at the reactor.",
    "cyber": "Hackers used ransomware against the ministry.",
    "misinformation": "The station was fined for disinformation and fake news.",
    "crime": "Robbers held up a jeweller and fled with watches.",
    "corruption": "The former minister took bribes.",
    "illegal_drugs": "Customs officers seized 65 kg of heroin at the port of Mersin.",
    "trafficking": "Smugglers hid the contraband in a lorry.",
}


def heard(body: Body, text: str) -> set[str]:
    part = body(text)
    return set(ContextFinder(Ontology.load())([(part, s) for s in part.parse.sentences]))


def test_each_context_has_its_sentence() -> None:
    assert set(TOLD) == set(Ontology.load().contexts)


@pytest.mark.parametrize("context", TOLD)
def test_the_words_tell_the_context(body: Body, context: str) -> None:
    assert context in heard(body, TOLD[context])


@pytest.mark.parametrize(
    "sentence",
    [
        "Robbers stabbed a shopkeeper during a burglary in Leeds.",
        "A man was charged with the murder of his neighbour.",
        "Thieves took two cars from a garage.",
    ],
)
def test_ordinary_crime_is_no_conflict(body: Body, sentence: str) -> None:
    found = heard(body, sentence)
    assert "crime" in found
    assert found.isdisjoint({"military", "terrorism", "territory", "repression"})


@pytest.mark.parametrize(
    "sentence",
    [
        "Rebels shelled an army base near Goma, killing five soldiers.",
        "Police fired tear gas at protesters outside the parliament.",
        "Police detained a suspect after a suicide bombing in Kabul.",
    ],
)
def test_conflict_is_no_ordinary_crime(body: Body, sentence: str) -> None:
    assert "crime" not in heard(body, sentence)


def test_a_context_shows_the_first_sentence_that_speaks_of_it(body: Body) -> None:
    part = body("Clashes broke out. A court met on Monday. The court adjourned. A spy was heard.")
    found = ContextFinder(Ontology.load())([(part, s) for s in part.parse.sentences])
    assert list(found) == [name for name in Ontology.load().contexts if name in found]
    assert part.parse.text[found["legal"][1].start :].startswith("A court met")


def test_contexts_are_claims_with_evidence(code: Code) -> None:
    report = only(code("Customs officers seized 65 kg of heroin at the port of Mersin."))
    told = [c.value.word for c in report.claims_of("context") if isinstance(c.value, Word)]
    assert tuple(told) == report.contexts
    assert set(told) <= set(Ontology.load().contexts)


def test_a_meeting_without_a_subject_has_none_of_conflict(code: Code) -> None:
    assert "terrorism" not in only(code("The two presidents spoke by telephone on Monday.")).contexts
