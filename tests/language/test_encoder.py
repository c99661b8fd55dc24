"""The encoder: how it cuts a text, which piece stands for a word, and that the installed one has learned something."""

from __future__ import annotations

import json
import shutil
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from dateline.errors import SetupError
from dateline.language import Encoder, Pipeline, Reading
from dateline.language.encoder import DATA, LONGEST, PIECES

TOKENIZER = Tokenizer.from_file(str(DATA / "tokenizer.json"))
TOKENIZER.no_padding()
START = TOKENIZER.encode("").ids[0]  # the piece that opens every text
FILES = ("encoder.json", "tokenizer.json", "encoder.onnx")


class Echo:
    """A session that says of each piece which piece it is."""

    def __init__(self, width: int, roles: int) -> None:
        self._width, self._roles = width, roles

    def run(self, _: None, given: dict[str, Any]) -> tuple[Any, Any, Any]:
        pieces = given["ids"].astype(np.float32)[..., None]
        pairs = np.repeat(pieces, self._roles * 2, axis=2)
        return np.repeat(pieces, self._width, axis=2), pairs, pairs


def echo() -> Encoder:
    labels = Encoder.load().labels
    width = max(columns.stop for _, columns in labels.groups)
    return Encoder(Echo(width, len(labels.roles)), TOKENIZER, labels, "echo")


def bounds(lengths: list[int]) -> list[tuple[int, int]]:
    """Sentences of these lengths, one after the other."""
    return list(pairwise(accumulate(lengths, initial=0)))


def read(text: str) -> tuple[list[str], Reading]:
    """The words of a text, and what the installed encoder makes of them."""
    parse = Pipeline.load().parse(text)
    words = [t.text for t in parse.tokens]
    return words, Encoder.load().read(words, [(s.first, s.last) for s in parse.sentences])


# ------------------------------------------------------------------ chunks and pieces


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, LONGEST + 40), max_size=8))
def test_chunks_cover_all_words_in_order_and_hold_whole_sentences(lengths: list[int]) -> None:
    chunk = echo().read(["peace"] * sum(lengths), bounds(lengths)).chunk
    assert list(chunk) == sorted(chunk)
    assert sorted(set(chunk)) == list(range(len(set(chunk))))
    assert all(len(set(chunk[first:last])) == 1 for first, last in bounds(lengths))
    for number in set(chunk):
        sentences = [n for n, (first, _) in zip(lengths, bounds(lengths), strict=True) if chunk[first] == number]
        assert len(sentences) == 1 or sum(sentences) <= LONGEST


def test_short_sentences_are_read_together() -> None:
    half = LONGEST // 2
    assert echo().read(["peace"] * 3 * half, bounds([half] * 3)).chunk.tolist() == [0] * 2 * half + [1] * half


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["peace", "unconstitutionally", "", "\u200b", "Kyiv", "!"]), min_size=1)))
def test_a_word_is_its_first_piece_and_without_one_that_of_the_word_before(sentences: list[list[str]]) -> None:
    sentences = [sentence[:LONGEST] for sentence in sentences]
    words = [word for sentence in sentences for word in sentence]
    reading = echo().read(words, bounds([len(sentence) for sentence in sentences]))
    before = START
    for i, word in enumerate(words):
        if i and reading.chunk[i] != reading.chunk[i - 1]:
            before = START
        before = next(iter(TOKENIZER.encode(word, add_special_tokens=False).ids), before)
        assert set(reading.logits[i]) == {float(before)}
        assert set(reading.asks[i].flat) == set(reading.answers[i].flat) == {float(before)}


def test_words_beyond_the_longest_text_are_as_the_last_one_read() -> None:
    words = ["peace"] * (PIECES + 50)
    reading = echo().read(words, [(0, len(words))])
    assert len(reading.logits) == len(words)
    assert reading.logits[-1].tolist() == reading.logits[0].tolist()


# ------------------------------------------------------------------ what is read


def test_an_empty_text_has_an_empty_reading() -> None:
    reading = Encoder.load().read([], [])
    assert reading.types.shape == (0, len(reading.labels.types))
    assert len(reading.modes) == len(reading.states) == len(reading.channels) == len(reading.chunk) == 0


def test_a_text_of_empty_words_is_read() -> None:
    reading = Encoder.load().read(["", ""], [(0, 2)])
    assert np.isfinite(reading.logits).all()


def test_the_same_text_gives_the_same_bytes() -> None:
    text = "Rebels shelled the port at dawn. Talks will be held in Geneva, a diplomat said." * 12
    (_, first), (_, again) = read(text), read(text)
    for name in ("logits", "asks", "answers", "chunk"):
        assert getattr(first, name).tobytes() == getattr(again, name).tobytes()


@pytest.mark.parametrize("text", ["", "…", "🚀", "Talks.", "Rebels shelled the port. " * 60])
def test_what_is_likely_is_a_probability(text: str) -> None:
    words, reading = read(text)
    for group in (reading.types, reading.modes, reading.states, reading.channels):
        assert len(group) == len(words)
        assert ((group >= 0) & (group <= 1)).all()
    assert np.allclose(reading.types.sum(axis=1), 1, atol=1e-4)
    assert np.allclose(reading.modes.sum(axis=1), 1, atol=1e-4)


def test_words_of_other_chunks_fill_no_role() -> None:
    words, reading = read("Gunmen attacked a convoy near the town on Monday. " * 20)
    assert len(set(reading.chunk)) > 1
    for role in reading.labels.roles:
        found = reading.fills(words.index("attacked"), role)
        assert (found[reading.chunk != 0] == 0).all()
        assert (found[reading.chunk == 0] > 0).all()


# ------------------------------------------------------------------ what the installed one has learned


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Gunmen attacked a convoy near the town on Monday.", "attacked", "ASSAULT"),
        ("Police arrested three journalists in Ankara on Monday.", "arrested", "COERCE"),
        ("Thousands of people protested in the capital on Sunday.", "protested", "PROTEST"),
        ("The two presidents met in Geneva on Friday.", "met", "CONSULT"),
    ],
)
def test_a_plain_trigger_has_its_type_and_other_words_none(text: str, trigger: str, kind: str) -> None:
    words, reading = read(text)
    likeliest = [reading.labels.types[n] for n in reading.types.argmax(axis=1)]
    assert likeliest[words.index(trigger)] == kind
    assert {word for word, found in zip(words, likeliest, strict=True) if found != "none"} == {trigger}


def test_a_plain_event_has_its_actor_place_and_day() -> None:
    words, reading = read("Police arrested three journalists in Ankara on Monday.")
    for role, filler in (
        ("actor", "Police"),
        ("recipient", "journalists"),
        ("place", "Ankara"),
        ("date", "Monday"),
    ):
        assert reading.fills(words.index("arrested"), role)[words.index(filler)] > 0.5


def test_a_plain_reported_sentence_has_source_cue_and_content() -> None:
    words, reading = read("The mayor of Basra said that the bridge had collapsed.")
    likely = dict(zip(words, reading.channels, strict=True))
    for channel, there, not_there in (
        ("source", "mayor", "collapsed"),
        ("cue", "said", "bridge"),
        ("content", "collapsed", "mayor"),
    ):
        column = reading.labels.channels.index(channel)
        assert likely[there][column] > 0.4 > likely[not_there][column]


# ------------------------------------------------------------------ installation


def test_a_missing_folder_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="install dateline again") as caught:
        Encoder.load(tmp_path / "nowhere")
    assert "nowhere" in str(caught.value)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\xff" * 40])
def test_a_damaged_file_is_one_clear_line(tmp_path: Path, name: str, content: bytes) -> None:
    for file in FILES:
        shutil.copy(DATA / file, tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SetupError, match="install dateline again") as caught:
        Encoder.load(tmp_path)
    assert len(str(caught.value).splitlines()) == 1


def test_labels_that_are_incomplete_are_one_clear_line(tmp_path: Path) -> None:
    for file in FILES:
        shutil.copy(DATA / file, tmp_path)
    card = json.loads((DATA / "encoder.json").read_bytes())
    del card["labels"]["roles"]
    (tmp_path / "encoder.json").write_text(json.dumps(card))
    with pytest.raises(SetupError, match="roles"):
        Encoder.load(tmp_path)


def test_it_is_loaded_once() -> None:
    assert Encoder.load() is Encoder.load()
