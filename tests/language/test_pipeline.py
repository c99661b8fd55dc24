"""The language room: offsets, paragraphs and helpful errors."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import SetupError
from dateline.language import Pipeline

TEXT = "Troops entered Kidal on Monday.\n\nNobody was hurt, the ministry said.  A curfew began at dusk."


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load()


def test_tokens_stand_where_they_say(pipeline: Pipeline) -> None:
    parse = pipeline.parse(TEXT)
    assert all(TEXT[t.start : t.end] == t.text for t in parse.tokens)
    assert [t.i for t in parse.tokens] == list(range(len(parse.tokens)))


def test_sentences_cover_all_tokens_once(pipeline: Pipeline) -> None:
    parse = pipeline.parse(TEXT)
    covered = [i for s in parse.sentences for i in range(s.first, s.last)]
    assert covered == list(range(len(parse.tokens)))
    assert [parse.text[s.start : s.end] for s in parse.sentences] == [
        "Troops entered Kidal on Monday.",
        "Nobody was hurt, the ministry said.",
        "A curfew began at dusk.",
    ]


def test_a_line_break_ends_a_sentence(pipeline: Pipeline) -> None:
    parse = pipeline.parse("Army retakes town\nThe army said on Friday it had retaken the town")
    assert len(parse.sentences) == 2


def test_empty_text_has_no_sentences(pipeline: Pipeline) -> None:
    assert pipeline.parse("").sentences == ()
    assert pipeline.parse(" \n\t\n ").tokens == ()


def test_a_long_paragraph_is_parsed_whole(pipeline: Pipeline) -> None:
    text = "The army shelled the town again. " * 400
    parse = pipeline.parse(text)
    assert sum(t.text == "shelled" for t in parse.tokens) == 400
    assert all(text[t.start : t.end] == t.text for t in parse.tokens)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("aAbé “”'’.,;\n\t-—0123 \u200f\U0001f600")), max_size=120))
def test_offsets_hold_for_any_text(text: str) -> None:
    parse = Pipeline.load().parse(text)
    assert all(text[t.start : t.end] == t.text for t in parse.tokens)
    assert all(0 <= t.head < len(parse.tokens) for t in parse.tokens)
    assert [i for s in parse.sentences for i in range(s.first, s.last)] == list(range(len(parse.tokens)))


def test_a_missing_pipeline_is_one_clear_line() -> None:
    with pytest.raises(SetupError, match="no_such_pipeline"):
        Pipeline.load("no_such_pipeline")


def test_an_age_is_no_date_of_who_has_it(pipeline: Pipeline) -> None:
    parse = pipeline.parse("A 60-year-old farmer was killed. The 25-year-old was shot.")
    farmer = next(t for t in parse.tokens if t.text == "farmer")
    assert not farmer.entity
    assert [n.text for n in parse.names] == ["60-year-old", "25-year-old"]
    olds = [t for t in parse.tokens if t.text == "old"]
    assert [(t.pos, t.dep) for t in olds] == [("ADJ", "amod"), ("NOUN", "nsubjpass")]


def test_the_parts_of_a_hyphened_word_hang_on_the_last(pipeline: Pipeline) -> None:
    parse = pipeline.parse("A strike killed a co-founder of Hamas in Beirut.")
    first = next(t for t in parse.tokens if t.text == "co")
    assert (first.dep, parse.tokens[first.head].text) == ("compound", "founder")
