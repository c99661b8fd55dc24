"""re3d: relations compared by the words of their ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.coding import Coder
from dateline.errors import InputError
from dateline.evaluation.public import re3d
from dateline.evaluation.public.predicting import CoderPredictor

TEXT = "Hasan Murad, the commander of the Nahr Front, fled. The Nahr Front attacked Delta Army."
ROW = {
    "id": "a",
    "source": "x",
    "title": "y",
    "text": TEXT,
    "entities": [
        {"id": "1", "start": 0, "end": 11, "type": "Person", "value": "Hasan Murad"},
        {"id": "2", "start": 30, "end": 44, "type": "Organisation", "value": "the Nahr Front"},
        {"id": "3", "start": 52, "end": 66, "type": "Organisation", "value": "The Nahr Front"},
        {"id": "4", "start": 76, "end": 86, "type": "Organisation", "value": "Delta Army"},
    ],
    "relations": [
        {"type": "InChargeOf", "source": "Hasan Murad", "target": "the Nahr Front"},
        {"type": "FightingAgainst", "source": "Delta Army", "target": "The Nahr Front"},
        {"type": "CoLocated", "source": "Hasan Murad", "target": "Delta Army"},
    ],
}
LEADS = ("leads", "hasan murad", "Nahr Front")


def read(write: Callable[..., Path], *rows: object) -> list[re3d.Item]:
    return re3d.read(write("re3d.jsonl.gz", *rows))


def test_ends_are_compared_by_their_words(write: Callable[..., Path]) -> None:
    items = read(write, ROW)
    figures = re3d.score(items, [re3d.Prediction([LEADS, ("fights", "Nahr Front", "the Delta Army")])])
    assert figures["re3d relations"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 2}


def test_who_leads_has_a_direction_who_fights_has_none(write: Callable[..., Path]) -> None:
    items = read(write, ROW)
    turned = re3d.Prediction([("leads", "Nahr Front", "Hasan Murad"), ("fights", "Nahr Front", "Delta Army")])
    figures = re3d.score(items, [turned])
    assert figures["re3d leads"] == {"p": 0, "r": 0, "f1": 0, "n": 1}
    assert figures["re3d fights"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 1}


def test_the_coder_answers(write: Callable[..., Path], coder: Coder) -> None:
    (item,) = read(write, ROW)
    found = CoderPredictor(coder).re3d(item.text, item.entities)
    assert re3d.score([item], [found])["re3d relations"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 2}


def test_an_entity_outside_the_text_is_refused(write: Callable[..., Path]) -> None:
    row = {**ROW, "entities": [{"start": 5, "end": 500, "type": "Person", "value": "x"}]}
    with pytest.raises(InputError, match=r"re3d\.jsonl\.gz:1"):
        read(write, row)
