"""Keys of links: which records of different articles are one event, and how a grouping is scored against them.

A record goes by "ARTICLE:e1". Pairs of records from different articles of one key are counted: right when linked in
both, wrong when linked here alone, unless the key calls the pair doubtful; missed when linked there alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from dateline.errors import InputError
from dateline.evaluation.figures import Figures, Tally
from dateline.model import Problem

Pair = tuple[str, str]


class Key(Struct, frozen=True):
    """The links of one story."""

    articles: Sequence[str]
    groups: Sequence[Sequence[str]]
    doubtful: Sequence[Sequence[str]] = ()  # two names and a remark
    hard_negatives: Sequence[Sequence[str]] = ()  # look-alikes

    def same(self) -> set[Pair]:
        """Pairs of records that are one event."""
        return {pair for group in self.groups for pair in pairs(group)}

    def unclear(self) -> set[Pair]:
        """Pairs that nobody could decide."""
        return {ordered(*names[:2]) for names in self.doubtful}


def read_keys(folder: Path) -> dict[str, Key]:
    """The keys of a folder by story. InputError where there is none or a file is no key."""
    keys: dict[str, Key] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            keys[path.stem] = msgspec.json.decode(path.read_bytes(), type=Key)
        except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
            raise InputError(Problem(source=str(path), reason=f"not a key of links: {error}")) from error
    if not keys:
        raise InputError(Problem(source=str(folder), reason="no keys of links there"))
    return keys


def article(name: str) -> str:
    """The article of a record."""
    return name.rpartition(":")[0]


def ordered(one: str, other: str) -> Pair:
    """A pair of names, whichever comes first."""
    return min(one, other), max(one, other)


def pairs(group: Iterable[str]) -> set[Pair]:
    """Pairs of records of different articles."""
    return {(a, b) for a, b in itertools.combinations(sorted(set(group)), 2) if article(a) != article(b)}


def score(keys: Mapping[str, Key], groups: Iterable[Collection[str]], judged: Collection[str] | None = None) -> Figures:
    """Pairwise precision, recall and F1, and the share of look-alikes kept apart.

    `judged`: the records over which pairs are counted, all of them where it is left out.
    """
    tally, apart = Tally(), Tally()
    found = [{name for name in group if judged is None or name in judged} for group in groups]
    home = {name: number for number, group in enumerate(found) for name in group}
    for key in keys.values():
        here = set(key.articles)
        linked = {pair for group in found for pair in pairs(name for name in group if article(name) in here)}
        same = {(a, b) for a, b in key.same() if judged is None or (a in judged and b in judged)}
        wrong = linked - same - key.unclear()
        tally.add(len(linked & same), len(linked & same) + len(wrong), len(same))
        alike = [(a, b) for a, b in key.hard_negatives if judged is None or (a in judged and b in judged)]
        apart.add(sum(home.get(a, a) != home.get(b, b) for a, b in alike), 0, len(alike))
    return {"pairs": tally.rate(), "look-alikes apart": round(apart.right / max(1, apart.there), 3)}
