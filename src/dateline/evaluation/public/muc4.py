"""MUC-4: reports of attacks in lower case, with templates of who did it, to what and whom, and with what.

Scored by role fillers over a document. A gold entity is a list of mentions, any of which will do; entities that share
a mention are one, in whichever of the document's templates they stand. The data marks no entity as optional: every one
is there to be found, and a document without templates makes every prediction wrong.

A prediction is right where it has the head of a mention, or half of the words of the longer of the two. Each gold
entity and each prediction count once: a second name for the same entity is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from dateline.evaluation.comparing import content_words, matches
from dateline.evaluation.figures import Figures, Tally
from dateline.evaluation.public.reading import read_items

AFTER_HEAD = re.compile(
    r",|\b(?:of|in|on|at|for|to|by|from|with|near|under|over|between|against|before|after|during|belonging|who|which"
    r"|that)\b"
)

Mention = tuple[str, int]  # words, offset
Entity = tuple[Mention, ...]
Names = frozenset[str]
"""What one entity is called."""


class Template(Struct, frozen=True, rename={"perpetrators": "PerpInd", "organisations": "PerpOrg", "targets": "Target",
                                            "victims": "Victim", "weapons": "Weapon"}):  # fmt: skip
    """One incident."""

    incident_type: str
    perpetrators: tuple[Entity, ...]
    organisations: tuple[Entity, ...]
    targets: tuple[Entity, ...]
    victims: tuple[Entity, ...]
    weapons: tuple[Entity, ...]


class Item(Struct, frozen=True, rename={"id": "docid", "text": "doctext"}):
    """A report and its templates; many have none."""

    id: str
    text: str
    templates: tuple[Template, ...]

    def __post_init__(self) -> None:
        for template in self.templates:
            for slot in SLOTS:
                for entity in getattr(template, slot):
                    self._check(entity)

    def _check(self, entity: Entity) -> None:
        if not entity:
            raise ValueError("an entity without mentions")
        for words, offset in entity:
            if not words or not self.text.startswith(words, offset):
                raise ValueError(f"{words!r} does not stand at {offset}")


SLOTS = Template.__struct_fields__[1:]
ROLES = {
    "perpetrators": ("perpetrators", "organisations"),
    "targets": ("targets", "victims"),
    "weapons": ("weapons",),
}
"""The slots that are scored together."""


class Prediction(Struct, frozen=True):
    """Who did it, what and who was struck, and with what, over a whole document: one name each."""

    perpetrators: Sequence[str] = ()
    targets: Sequence[str] = ()
    weapons: Sequence[str] = ()


def read(path: Path) -> list[Item]:
    """The reports of a file; InputError with the line of one that is wrong."""
    return read_items(path, Item)


def score(items: Sequence[Item], predictions: Sequence[Prediction]) -> Figures:
    """Precision, recall and F1 over entities, of all roles together and of each."""
    tallies = {role: Tally() for role in ROLES}
    total = Tally()
    for item, prediction in zip(items, predictions, strict=True):
        for role, tally in tallies.items():
            gold = entities(item, role)
            coded = {" ".join(name.casefold().split()) for name in getattr(prediction, role)}
            right = matches([frozenset((name,)) for name in sorted(coded)], gold, same_entity)
            for count in (tally, total):
                count.add(right, len(coded), len(gold))
    return {"muc4 fillers": total.rate(), **{f"muc4 {role}": tally.rate() for role, tally in tallies.items()}}


def entities(item: Item, role: str) -> list[Names]:
    """The entities of a role by their names; those that share one are brought together."""
    named = (
        frozenset(words for words, _ in entity)
        for template in item.templates
        for slot in ROLES[role]
        for entity in getattr(template, slot)
    )
    return _joined(named)


def _joined(sets: Iterable[Names]) -> list[Names]:
    out: list[Names] = []
    for names in sets:
        apart = [other for other in out if not other & names]
        out = [*apart, names.union(*(other for other in out if other & names))]
    return out


def same_entity(left: Names, right: Names) -> bool:
    """Whether a name of one is, by its head or half of the words, a name of the other."""
    return any(same_name(name, other) for name in left for other in right)


def same_name(left: str, right: str) -> bool:
    ours, theirs = set(content_words(left)), set(content_words(right))
    if not ours or not theirs:
        return False
    return head(left) == head(right) or 2 * len(ours & theirs) >= max(len(ours), len(theirs))


def head(name: str) -> str | None:
    """The last word before what only tells more of it: a preposition, a relative clause, a comma."""
    pieces = (content_words(piece) for piece in AFTER_HEAD.split(name.lower()))
    return next((words[-1] for words in pieces if words), None)
