"""An encoder that says of a text what a test tells it to say, and scenes read with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dateline.coding.scene import Scene, SceneReader
from dateline.grounding import Gazetteer, Registry
from dateline.language import Encoder, Pipeline, Reading
from dateline.language.encoder import Labels
from dateline.model import Article
from dateline.ontology import Ontology

Likely = Mapping[str, float]
NOTHING: Mapping[str, Likely] = {}
RULED_OUT = -20.0

LABELS = Labels(
    types=("none", *Ontology.load().types),
    modes=("none", *sorted({mode for t in Ontology.load().types.values() for mode in t.modes})),
    states=("not occurred", "hedged"),
    channels=("source", "cue", "content", "perpetrator", "target", "instrument"),
    incidents=("ARREST", "OTHER"),
    roles=("actor", "recipient", "weapon", "place", "date", "source"),
)


class Told(Encoder):
    """What is said of each word, by the word: everything else is as good as ruled out.

    `fills` names for each event word and role, as "attacked actor", the words that fill it.
    """

    def __init__(
        self,
        *,
        types: Mapping[str, Likely] = NOTHING,
        modes: Mapping[str, Likely] = NOTHING,
        states: Mapping[str, Likely] = NOTHING,
        channels: Mapping[str, Likely] = NOTHING,
        fills: Mapping[str, Likely] = NOTHING,
        incident: str = "OTHER",
    ) -> None:
        self.labels = LABELS
        self.version = "told"
        self._said = {"types": types, "modes": modes, "states": states, "channels": channels}
        self._fills = fills
        self._incident = incident
        self.seen: list[list[str]] = []

    def read(self, words: Sequence[str], sentences: Sequence[tuple[int, int]]) -> Reading:
        self.seen.append(list(words))
        columns = dict(LABELS.groups)
        logits = np.full((len(words), columns["incidents"].stop), RULED_OUT, np.float32)
        for group in ("types", "modes"):
            logits[:, columns[group].start] = 0
        logits[:, columns["incidents"].start + LABELS.incidents.index(self._incident)] = 0
        for group, said in self._said.items():
            labels, first = getattr(LABELS, group), columns[group].start
            for i, word in enumerate(words):
                known = said.get(word, {})
                for label, likely in known.items():
                    one_of = group in ("types", "modes")
                    logits[i, first + labels.index(label)] = np.log(likely) if one_of else _logit(likely)
                    if one_of:
                        logits[i, first] = np.log(max(1e-6, 1 - sum(known.values())))
        # Each word answers in a dimension of its own, so that what an event's word asks there is what it gets.
        asks = np.full((len(words), len(LABELS.roles), len(words)), RULED_OUT, np.float32)
        for i, word in enumerate(words):
            for r, role in enumerate(LABELS.roles):
                for filler, likely in self._fills.get(f"{word} {role}", {}).items():
                    asks[i, r, [j for j, w in enumerate(words) if w == filler]] = _logit(likely)
        answers = np.repeat(np.eye(len(words), dtype=np.float32)[:, None], len(LABELS.roles), axis=1)
        return Reading(LABELS, logits, asks, answers, np.zeros(len(words), np.int64))


def scene(encoder: Encoder, text: str, title: str = "") -> Scene:
    """The scene of a text, read with an encoder."""
    read = SceneReader(Pipeline.load(), encoder, Ontology.load(), Gazetteer.open(), Registry.load())
    return read(Article(id="a", hash="a", title=title, text=text))


def _logit(p: float) -> float:
    return float(np.log(p / (1 - p)))
