"""Words by which an article says how two parties stand to each other, from `data/relations.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from dateline.coding.words import lists

DATA = Path(__file__).parent / "data" / "relations.yaml"


class RelationWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists by name; the file says what each is for."""

    combat_verbs: frozenset[str]
    combat_nouns: frozenset[str]
    defeats: frozenset[str]
    carrying_out: frozenset[str]
    taking_part: frozenset[str]
    against: frozenset[str]
    clash_with: frozenset[str]
    leaders: frozenset[str]
    rulers: frozenset[str]
    leading_verbs: frozenset[str]
    taking: frozenset[str]
    takings: frozenset[str]
    losses: frozenset[str]
    held: frozenset[str]
    control: frozenset[str]
    parts: frozenset[str]
    membership_verbs: frozenset[str]
    including_verbs: frozenset[str]
    placing: frozenset[str]
    especially: frozenset[str]
    persons_of: frozenset[str]
    belonging: frozenset[str]
    backing_verbs: frozenset[str]
    helping_verbs: frozenset[str]
    backed: frozenset[str]
    allying_verbs: frozenset[str]
    allies: frozenset[str]
    beside: frozenset[str]
    supports: frozenset[str]
    of_many: frozenset[str]
    former: frozenset[str]
    groups: frozenset[str]
    proxies: frozenset[str]
    citing: frozenset[str]
    leaving_verbs: frozenset[str]


@cache
def words() -> RelationWords:
    """The installed lists. SetupError where the file is unusable."""
    return lists(DATA, RelationWords)
