"""Mentions that the encoder finds by words of which the lexicon knows nothing."""

from __future__ import annotations

from collections import Counter, defaultdict

from dateline.coding.clause import VERBAL, slots
from dateline.coding.document import Document, Part
from dateline.coding.hints import Hints
from dateline.coding.mentions import POS, Mention, clause_verb, happens, lend, named_inside
from dateline.language import Token
from dateline.ontology import Entry, Ontology

PROPOSED = 0.3  # likelihood from which a word that no entry lists is taken for a mention
UNKNOWN_WEIGHT = 0.5


CLAIMED = "responsibility"  # who takes it or does not is said of the event that is meant, and is none of its own


class Proposer:
    """Adds the encoder's mentions to those of the lexicon."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._people = frozenset().union(*(c.words.lemmas for c in ontology.classes.values() if c.person))
        self._mishaps = ontology.classes["mishaps"].words.lemmas
        usual: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for entry in ontology.entries:
            usual[entry.type, entry.pos][entry.frame] += max(1, len(entry.words))
        self._entries = {
            (type, pos): Entry(
                type=type,
                pos=pos,  # type: ignore[arg-type]
                frame=frames.most_common(1)[0][0],
                weight=UNKNOWN_WEIGHT,
            )
            for (type, pos), frames in usual.items()
        }

    def __call__(self, document: Document, hints: Hints, listed: list[Mention]) -> list[Mention]:
        """All mentions in reading order."""
        order = {part: n for n, part in enumerate(document.parts)}
        found = list(listed)
        for part in document.parts:
            found += self._unlisted(part, hints, [m for m in listed if m.part is part])
        return sorted(found, key=lambda m: (order[m.part], m.head))

    def _unlisted(self, part: Part, hints: Hints, listed: list[Mention]) -> list[Mention]:
        """The likeliest unlisted word of each type in each sentence that tells no event of that type otherwise."""
        taken = {i for m in listed for i in range(m.first, m.last)}
        told = {(m.sentence_index, m.type) for m in listed}
        best: dict[tuple[int, str], tuple[float, int]] = {}
        for i, likely in hints.eventful(part):
            token = part.parse.tokens[i]
            if likely < PROPOSED or i in taken or not self._open(part, token):
                continue
            type, of_type = hints.type_of(part, i)
            key = part.parse.sentence_of[i], type
            if key not in told:
                best[key] = max(best.get(key, (0.0, 0)), (of_type, -i))
        return [
            self._mention(part, -i, entry)
            for (_, type), (_, i) in best.items()
            if (entry := self._entry(type, part.parse.tokens[-i].pos))
        ]

    def _open(self, part: Part, token: Token) -> bool:
        """Whether the lexicon leaves a word open: what it lists it has judged, and people are no events."""
        if token.pos not in POS or named_inside(part.parse, token) or token.lemma in self._people:
            return False
        if part.parse.text[token.end : token.end + 1] == "-":  # the "anti" of "anti-Houthi forces"
            return False
        if (
            token.lemma == CLAIMED
            or (token.pos == "NOUN" and token.lemma in self._mishaps)
            or happens(part.parse, token)
        ):
            return False
        return not self._ontology.triggers(token.lemma, POS[token.pos])

    def _entry(self, type: str, pos: str) -> Entry | None:
        return self._entries.get((type, POS[pos])) or self._entries.get((type, "verb"))

    def _mention(self, part: Part, i: int, entry: Entry) -> Mention:
        found = slots(part.parse, i)
        clause = clause_verb(part.parse, i)
        if clause != i and part.parse.tokens[i].pos not in VERBAL:
            lend(part.parse, i, clause, found, self._ontology)
        return Mention(part, i, i, i + 1, entry, found, clause)
