"""Measuring a predictor on the sets that are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from dateline.evaluation.public import FILES, measure
from dateline.evaluation.public import lgl as lgl_set
from dateline.evaluation.public import muc4 as muc4_set
from dateline.evaluation.public import polnear as polnear_set
from dateline.evaluation.public import re3d as re3d_set
from dateline.evaluation.public.event_location import is_held_out
from dateline.evaluation.public.wikiwars import Timex


class Guesser:
    """Answers the same to everything, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def polnear(self, text: str, /) -> polnear_set.Prediction:
        self.asked.append(text)
        return polnear_set.Prediction(source=[(0, 3)])

    def muc4(self, text: str, /) -> muc4_set.Prediction:
        self.asked.append(text)
        return muc4_set.Prediction(weapons=["bomb"])

    def acled(self, text: str, /) -> str | None:
        self.asked.append(text)
        return "ARREST"

    def lgl(self, text: str, names: Sequence[tuple[int, int]], /) -> Sequence[lgl_set.Answer | None]:
        self.asked.append(text)
        return [None for _ in names]

    def event_location(self, text: str, verb: tuple[int, int], /) -> Sequence[tuple[int, int]]:
        self.asked.append(text[slice(*verb)])
        return []

    def wikiwars(self, text: str, published: str, /) -> Sequence[Timex]:
        self.asked.append(text)
        return []

    def re3d(self, text: str, entities: Sequence[re3d_set.Entity], /) -> re3d_set.Prediction:
        self.asked.append(entities[0].value)
        return re3d_set.Prediction([("leads", "he", "it")])


def test_only_what_is_there_is_measured(write: Callable[..., Path], tmp_path: Path) -> None:
    write(FILES["acled"], {"id": "1", "EventSnippet": "Two men were held.", "SubType": "ARREST"})
    (measured,) = measure(tmp_path, Guesser())
    assert (measured.name, measured.items) == ("acled", 1)
    assert measured.figures["acled weighted F1"] == 1


def test_every_set_is_asked_its_question(write: Callable[..., Path], tmp_path: Path) -> None:
    article = {"id": "a", "text": "She agreed.", "attributions": [{"source": [[0, 3]], "cue": [], "content": []}]}
    write(FILES["polnear"], article)
    write(FILES["muc4"], {"docid": "b", "doctext": "a bomb went off.", "templates": []})
    write(FILES["acled"], {"id": "1", "EventSnippet": "Two men were held.", "SubType": "ARREST"})
    texts = [f"Rain fell in valley {n}." for n in range(50)]
    write(FILES["event location"], *({"text": text, "verb": [5, 9], "places": []} for text in texts))
    write(FILES["wikiwars"], {"id": "w", "dct": "2009-12-19", "text": "It fell in 1453.", "timex": []})
    entity = {"start": 0, "end": 3, "type": "Person", "value": "She"}
    write(FILES["re3d"], {"id": "c", "text": "She leads it.", "entities": [entity], "relations": []})
    write(FILES["lgl"], "<articles><article><text>Rain fell.</text></article></articles>")
    guesser = Guesser()
    measured = list(measure(tmp_path, guesser))
    held_out = sum(map(is_held_out, texts))
    assert [(one.name, one.items) for one in measured] == list(zip(FILES, (1, 1, 1, held_out, 1, 1, 1), strict=True))
    assert guesser.asked == [
        "She agreed.",
        "a bomb went off.",
        "Two men were held.",
        *["fell"] * held_out,
        "It fell in 1453.",
        "She",
        "Rain fell.",
    ]
