"""Which reports meet, found key by key: what finding them all at once is held to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from dateline.resolving.blocking import TIMELESS, TOPIC_BITS

_Id = TypeVar("_Id", bound=Any)  # sortable


def candidates(shared: Iterable[tuple[_Id, int]]) -> list[_Id]:
    """Of reports each with a key that it shares with another, those that share enough to be compared with it."""
    topics: dict[_Id, int] = {}
    found: set[_Id] = set()
    for report, key in shared:
        topic = key & ((1 << TOPIC_BITS) - 1)
        if 0 <= key >> TOPIC_BITS <= TIMELESS or topics.setdefault(report, topic) != topic:
            found.add(report)
    return sorted(found)
