"""What the encoder makes of an article, in the words of the coder."""

from __future__ import annotations

import pytest
from coding.told import LABELS, Told
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.document import Document, Part
from dateline.coding.hints import FLOOR, Hints, logit, sigmoid
from dateline.coding.neutral import LAND, Neutral
from dateline.grounding import Registry
from dateline.language import Encoder, Pipeline
from dateline.model import Article, Caption

TEXT = "Armed rebels attacked a market in Chad on Monday."
NEUTRAL = Neutral.of(Registry.load())


def read(encoder: Encoder, text: str = TEXT, title: str = "", caption: str = "A tank.") -> tuple[Part, Hints]:
    """The body of a text, and the hints of its document."""
    article = Article(id="a", hash="a", title=title, text=text, captions=(Caption(text=caption),))
    document = Document.of(article, Pipeline.load())
    return document.body, Hints(document, encoder, NEUTRAL)


def at(part: Part, word: str) -> int:
    return next(t.i for t in part.parse.tokens if t.text == word)


def words(part: Part, runs: list[tuple[int, int]]) -> list[str]:
    return [part.parse.words(first, last) for first, last in runs]


def test_the_likeliest_type_of_a_word_leaves_out_none() -> None:
    body, hints = read(Told(types={"attacked": {"ASSAULT": 0.3, "COERCE": 0.2}}))
    type, likely = hints.type_of(body, at(body, "attacked"))
    assert (type, round(likely, 2)) == ("ASSAULT", 0.3)
    assert hints.types == LABELS.types


def test_how_likely_a_word_names_any_event() -> None:
    body, hints = read(Told(types={"attacked": {"ASSAULT": 0.5, "COERCE": 0.25}}))
    likely = dict(hints.eventful(body))
    assert likely[at(body, "attacked")] == pytest.approx(0.75, abs=0.01)
    assert all(likely[t.i] < 0.01 for t in body.parse.tokens if t.text != "attacked")


def test_the_odds_of_a_phrase_are_those_of_its_likeliest_word() -> None:
    body, hints = read(Told(types={"attacked": {"ASSAULT": 0.8}}))
    n = at(body, "attacked")
    assert hints.odds(body, n - 1, n + 2, "ASSAULT") == pytest.approx(logit(0.8), abs=0.05)
    assert hints.odds(body, 0, n, "ASSAULT") == pytest.approx(logit(FLOOR), abs=0.5)


def test_modes_and_states() -> None:
    encoder = Told(
        modes={"attacked": {"firearms": 0.7}}, states={"attacked": {"hedged": 0.9}, "market": {"not occurred": 0.6}}
    )
    body, hints = read(encoder)
    n, other = at(body, "attacked"), at(body, "market")
    mode, likely = hints.mode_of(body, n)
    assert (mode, round(likely, 2)) == ("firearms", 0.7)
    assert hints.mode(body, n, "firearms") == pytest.approx(likely)
    assert hints.mode_of(body, other)[0] is None
    assert hints.state(body, n, "hedged") == pytest.approx(0.9, abs=0.01)
    assert hints.state(body, n, "not occurred") < 0.01
    assert hints.state(body, other, "not occurred") == pytest.approx(0.6, abs=0.01)


def test_marked_words_that_stand_together_are_one_phrase() -> None:
    sure = {"perpetrator": 0.9}
    body, hints = read(Told(channels={"Armed": sure, "rebels": sure, "Monday": {"perpetrator": 0.5}}))
    assert words(body, hints.marked(body, "perpetrator", 0.6)) == ["Armed rebels"]
    assert words(body, hints.marked(body, "perpetrator", 0.4)) == ["Armed rebels", "Monday"]
    assert hints.marked(body, "target", 0.4) == []
    assert hints.channel(body, at(body, "Armed"), "perpetrator") == pytest.approx(0.9, abs=0.01)


def test_a_phrase_needs_one_word_that_is_sure_where_that_is_asked_for() -> None:
    body, hints = read(
        Told(
            channels={"Armed": {"source": 0.9}, "rebels": {"source": 0.5}, "market": {"source": 0.5}},
            fills={"attacked place": {"a": 0.5, "market": 0.9, "Monday": 0.5}},
        )
    )
    assert words(body, hints.marked(body, "source", 0.4, 0.8)) == ["Armed rebels"]
    assert words(body, hints.filling(body, at(body, "attacked"), "place", 0.4, 0.8)) == ["a market"]


def test_what_fills_a_role() -> None:
    body, hints = read(Told(fills={"attacked actor": {"Armed": 0.9, "rebels": 0.8}}))
    n = at(body, "attacked")
    assert words(body, hints.filling(body, n, "actor", 0.5)) == ["Armed rebels"]
    assert words(body, hints.filling(body, n, "actor", 0.85)) == ["Armed"]
    assert hints.filling(body, n, "recipient", 0.5) == hints.filling(body, n + 1, "actor", 0.5) == []
    assert hints.fills(body, n, "actor", 0, n) == pytest.approx(0.9, abs=0.01)


def test_the_incident_of_a_text() -> None:
    body, hints = read(Told(incident="ARREST"))
    assert hints.incident(body) == "ARREST"


def test_every_part_is_read_without_its_countries() -> None:
    encoder = Told()
    read(encoder, title="Chad market attacked", caption="A Chad flag.")
    assert encoder.seen == [
        [LAND, "market", "attacked"],
        ["Armed", "rebels", "attacked", "a", "market", "in", LAND, "on", "Monday", "."],
        ["A", LAND, "flag", "."],
    ]


def test_an_article_reads_the_same_with_another_country() -> None:
    bodies = [read(Encoder.load(), f"Soldiers crossed into {land} on Monday.") for land in ("Iran", "Canada")]
    first, other = (hints.of(body).logits for body, hints in bodies)
    assert first.tobytes() == other.tobytes()


@given(st.floats(0, 1))
def test_log_odds_are_bounded_and_go_back(p: float) -> None:
    assert sigmoid(logit(p)) == pytest.approx(min(1 - FLOOR, max(FLOOR, p)))
