"""The relations of an entry of the registry, seen from both ends."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.grounding.registry import Registry
from dateline.model import Actor, Relation

ENDS = {
    "leads": "led by", "part of": "holds", "formerly of": "once held", "backed by": "backs",
    "allied with": "allied with", "fights": "fights",
}  # fmt: skip


def ties(actor: Actor, registry: Registry) -> Iterator[tuple[str, Actor, Relation]]:
    """The relations that an entry has, and those that others have to it: in words, to whom, and the relation itself."""
    for tie in actor.relations:
        other = registry.get(tie.other)
        if other is not None:
            yield tie.kind, other, tie
    for other in registry:
        for tie in other.relations:
            if tie.other == actor.id:
                yield ENDS[tie.kind], other, tie
