"""What the installed coder answers to the public sets, and what is made of what its encoder says."""

from __future__ import annotations

import pytest
from coding.told import Told, scene

from dateline.coding import Coder
from dateline.evaluation.public import CoderPredictor
from dateline.evaluation.public.muc4 import Prediction
from dateline.evaluation.public.predicting import attributions, fillers, places
from dateline.language import Encoder


@pytest.fixture(scope="module")
def predictor(coder: Coder) -> CoderPredictor:
    return CoderPredictor(coder)


def words(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


# ------------------------------------------------------------------ the installed coder


def test_source_cue_and_content(predictor: CoderPredictor) -> None:
    text = "The mayor of Basra said that the bridge had collapsed. It rained."
    found = predictor.polnear(text)
    source, cue, content = (" ".join(words(text, list(spans))) for spans in (found.source, found.cue, found.content))
    assert "mayor" in source
    assert "said" in cue
    assert "bridge" in content
    assert "collapsed" in content
    assert "rained" not in source + content


def test_fillers_of_assaults(predictor: CoderPredictor) -> None:
    attack = "Guerrillas of the Red Dawn front attacked a police station in Lima with grenades, killing two policemen."
    found = predictor.muc4(f"The report says this.    {attack}")
    assert "guerrillas" in [name.lower() for name in found.perpetrators]
    assert any("police station" in name for name in found.targets)
    assert "grenades" in " ".join(found.weapons)


def test_no_assault_no_fillers(predictor: CoderPredictor) -> None:
    assert predictor.muc4("The ministers met in Lima and signed an agreement on trade.") == Prediction([], [], [])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Police arrested three journalists in Ankara on Monday.", "ARREST"),
        ("A suicide bomber blew himself up at a market in Kabul, killing six people.", "SUIC_BOMB"),
        ("Thousands of students demonstrated peacefully in Dhaka on Sunday against the new law.", "PEACE_PROTEST"),
    ],
)
def test_the_class_of_a_snippet(predictor: CoderPredictor, text: str, label: str) -> None:
    assert predictor.acled(text) == label


@pytest.mark.parametrize("text", ["The valley is known for its apples.", "Apples.", "…", "🚀"])
def test_every_snippet_has_a_class(predictor: CoderPredictor, text: str) -> None:
    assert predictor.acled(text) in Encoder.load().labels.incidents


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


def test_the_times_of_a_text_are_the_calendars(predictor: CoderPredictor) -> None:
    text = "The walls fell last week, after ten years."
    found = predictor.wikiwars(text, "2009-12-19")
    assert [(text[t.start : t.end], t.value) for t in found] == [("last week", "2009-W50"), ("ten years", "P10Y")]


def test_texts_without_words_have_no_answers(predictor: CoderPredictor) -> None:
    assert predictor.muc4(" \n ") == Prediction([], [], [])
    assert predictor.polnear("").source == []
    assert predictor.event_location("", (0, 0)) == []


# ------------------------------------------------------------------ what is made of what the encoder says

TEXT = "Rebels shelled the port and the old port of Aden. Rebels shelled the port with mortars."


def test_phrases_that_cite_are_where_the_encoder_marks_them() -> None:
    sure = {"source": 0.9}
    said = Told(
        channels={"Rebels": {"source": 0.1}, "old": sure, "port": {**sure, "cue": 0.8}, "mortars": {"cue": 0.1}}
    )
    found = attributions(scene(said, TEXT))
    assert words(TEXT, list(found.source)) == ["port", "old port", "port"]
    assert words(TEXT, list(found.cue)) == ["port", "port", "port"]
    assert found.content == []


def test_each_filler_is_named_once() -> None:
    said = Told(
        channels={
            "Rebels": {"perpetrator": 0.9},
            "Aden": {"target": 0.9},
            "mortars": {"instrument": 0.9, "target": 0.1},
        }
    )
    assert fillers(scene(said, TEXT)) == Prediction(perpetrators=["Rebels"], targets=["Aden"], weapons=["mortars"])


def test_places_are_those_of_the_verb_asked_for() -> None:
    read = scene(Told(fills={"shelled place": {"Aden": 0.9, "port": 0.3}, "Rebels place": {"port": 0.9}}), TEXT)
    assert words(TEXT, places(read, (7, 14))) == ["Aden"]
    assert words(TEXT, places(read, (19, 23))) == []
