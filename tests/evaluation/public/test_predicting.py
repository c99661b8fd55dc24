"""What the installed coder answers to the public sets."""

from __future__ import annotations

import pytest

from dateline.coding import Coder
from dateline.evaluation.public import CoderPredictor
from dateline.evaluation.public.muc4 import Prediction
from dateline.evaluation.public.predicting import labels
from dateline.ontology import Ontology


@pytest.fixture(scope="module")
def predictor(coder: Coder) -> CoderPredictor:
    return CoderPredictor(coder)


def words(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_source_cue_and_content(predictor: CoderPredictor) -> None:
    text = "The mayor of Basra said that the bridge had collapsed. It rained."
    found = predictor.polnear(text)
    assert words(text, list(found.source)) == ["The mayor of Basra"]
    assert words(text, list(found.cue)) == ["said"]
    content = words(text, list(found.content))
    assert {"bridge", "collapsed"} <= set(content)
    assert not {"mayor", "said", "rained"} & set(content)


def test_fillers_of_assaults(predictor: CoderPredictor) -> None:
    found = predictor.muc4("The report says this.    Guerrillas attacked a police station in Lima with grenades.")
    assert "guerrillas" in [name.lower() for name in found.perpetrators]
    assert any("police station" in name for name in found.targets)
    assert list(found.weapons) == ["grenades"]


def test_no_assault_no_fillers(predictor: CoderPredictor) -> None:
    assert predictor.muc4("The ministers met in Lima and signed an agreement on trade.") == Prediction([], [], [])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Police arrested three journalists in Ankara on Monday.", "ARREST"),
        ("A suicide bomber blew himself up at a market in Kabul, killing six people.", "SUIC_BOMB"),
        ("Thousands of students demonstrated in Dhaka on Sunday against the new law.", "PEACE_PROTEST"),
        ("The valley is known for its apples.", None),
    ],
)
def test_the_class_of_a_snippet(predictor: CoderPredictor, text: str, label: str | None) -> None:
    assert predictor.acled(text) == label


@pytest.mark.parametrize(
    ("text", "verb", "places"),
    [
        ("Gunmen killed two farmers in Kirkuk on Friday.", "killed", ["Kirkuk"]),
        ("Gunmen killed two farmers on Friday.", "killed", []),
        ("Farmers rested in Kirkuk on Friday.", "rested", ["Kirkuk"]),  # no trigger of the coder's
    ],
)
def test_the_place_of_a_verb(predictor: CoderPredictor, text: str, verb: str, places: list[str]) -> None:
    start = text.index(verb)
    assert words(text, predictor.event_location(text, (start, start + len(verb)))) == places


def test_a_verb_before_the_parse_has_no_place(predictor: CoderPredictor) -> None:
    assert predictor.event_location("BAGHDAD (AP) -- Gunmen killed two farmers.", (0, 7)) == []


def test_every_name_of_the_crosswalk_is_known() -> None:
    ontology, known = Ontology.load(), labels()
    assert known.types.keys() <= ontology.types.keys()
    assert known.contexts.keys() <= ontology.contexts.keys()
    assert all(contextual.types <= ontology.types.keys() for contextual in known.contexts.values())
    names = {sub for _, subs in ontology.acled_types.values() for sub in subs}
    assert known.sub_event_types.keys() == names
