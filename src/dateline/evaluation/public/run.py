"""Measuring a predictor on the public sets that lie in a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from dateline.evaluation.figures import Figures
from dateline.evaluation.public import acled, event_location, lgl, muc4, polnear, re3d, wikiwars
from dateline.evaluation.public.spans import Span

FILES = {
    "polnear": "polnear-dev.jsonl.gz",
    "muc4": "muc4-dev.jsonl.gz",
    "acled": "acled-types-dev.jsonl.gz",
    "event location": "event-location-train.jsonl.gz",
    "wikiwars": "wikiwars-timex.jsonl.gz",
    "re3d": "re3d.jsonl.gz",
    "lgl": "lgl.xml.gz",
}
"""The file that each set is measured on."""


class Predictor(Protocol):
    """Whatever answers the questions of the sets: one function a set."""

    def polnear(self, text: str, /) -> polnear.Prediction:
        """Sources, cues and content of an article's attributions."""

    def muc4(self, text: str, /) -> muc4.Prediction:
        """Perpetrators, targets and weapons of a report."""

    def acled(self, text: str, /) -> str | None:
        """The class of a snippet, or None."""

    def event_location(self, text: str, verb: Span, /) -> Sequence[Span]:
        """Where the event of a verb happened; nothing where the sentence does not say."""

    def wikiwars(self, text: str, published: str, /) -> Sequence[wikiwars.Timex]:
        """The time expressions of an article saved on an ISO day."""

    def re3d(self, text: str, entities: Sequence[re3d.Entity], /) -> re3d.Prediction:
        """How the entities of a text stand to each other."""

    def lgl(self, text: str, names: Sequence[Span], /) -> Sequence[lgl.Answer | None]:
        """Where the places of an article are whose names are given, in their order; None where that stays open."""


class Measured(Struct, frozen=True):
    """One set's figures, and over how many items they were taken."""

    name: str
    items: int
    figures: Figures


def measure(folder: Path, predictor: Predictor) -> Iterator[Measured]:
    """The figures of the sets whose files are in the folder, one after the other. InputError for a file that is bad."""
    for name, file in FILES.items():
        path = folder / file
        if path.is_file():
            yield _MEASURES[name](path, predictor)


def _polnear(path: Path, predictor: Predictor) -> Measured:
    items = polnear.read(path)
    return Measured("polnear", len(items), polnear.score(items, [predictor.polnear(item.text) for item in items]))


def _muc4(path: Path, predictor: Predictor) -> Measured:
    items = muc4.read(path)
    return Measured("muc4", len(items), muc4.score(items, [predictor.muc4(item.text) for item in items]))


def _acled(path: Path, predictor: Predictor) -> Measured:
    items = acled.read(path)
    return Measured("acled", len(items), acled.score(items, [predictor.acled(item.text) for item in items]))


def _event_location(path: Path, predictor: Predictor) -> Measured:
    items = [item for item in event_location.read(path) if event_location.is_held_out(item.text)]
    predictions = [predictor.event_location(item.text, item.verb) for item in items]
    return Measured("event location", len(items), event_location.score(items, predictions))


def _wikiwars(path: Path, predictor: Predictor) -> Measured:
    items = wikiwars.read(path)
    predictions = [predictor.wikiwars(item.text, item.dct) for item in items]
    return Measured("wikiwars", len(items), wikiwars.score(items, predictions))


def _re3d(path: Path, predictor: Predictor) -> Measured:
    items = re3d.read(path)
    return Measured("re3d", len(items), re3d.score(items, [predictor.re3d(item.text, item.entities) for item in items]))


def _lgl(path: Path, predictor: Predictor) -> Measured:
    items = lgl.read(path)
    predictions = [predictor.lgl(item.text, [toponym.span for toponym in item.toponyms]) for item in items]
    return Measured("lgl", len(items), lgl.score(items, predictions))


_MEASURES = {
    "polnear": _polnear,
    "muc4": _muc4,
    "acled": _acled,
    "event location": _event_location,
    "wikiwars": _wikiwars,
    "re3d": _re3d,
    "lgl": _lgl,
}
