"""Independent sources: who an event rests on, with whatever goes back to one source counted once.

Claims go together by the root of their citation chain, articles that cite nobody by their owner, and both
by the likeness of their words: ten rewrites of one ministry statement are one source. The likeness is the Jaccard index
of the word triples of the quotes, computed exactly: only reports of one event are compared, a handful, for which a
sketch such as MinHash would cost more than it saves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from dateline.model import Record, Report
from dateline.resolving.wording import words

ALIKE = 0.6  # Jaccard index from which two articles' words are one text
_FEWEST = 5  # triples, for likeness to mean anything


class Source(Record, frozen=True, kw_only=True):
    """One independent source: the names it goes by, and the articles that rest on it."""

    names: tuple[str, ...]  # roots of citation chains; owners or ids of articles in their own voice
    articles: tuple[str, ...]


def independent(reports: Iterable[Report], publishers: Mapping[str, str | None] | None = None) -> tuple[Source, ...]:
    """The independent sources of an event's reports, in the order of their first names.

    `publishers` names the owner of an article by its id, as far as known; without it each article is an owner.
    """
    ordered = sorted(reports, key=lambda report: report.id)
    found: dict[str, set[str]] = defaultdict(set)
    for report in ordered:
        for name in roots(report, publishers or {}):
            found[name].add(report.article_id)
    names = sorted(found)
    joined = _Joined(names)
    said = _said(ordered)
    for a, b in combinations(names, 2):
        if any(_one_text(s, t) for x in found[a] for y in found[b] if x != y for s in said[x] for t in said[y]):
            joined.join(a, b)
    return tuple(
        Source(names=tuple(group), articles=tuple(sorted({each for name in group for each in found[name]})))
        for group in joined.groups()
    )


def roots(report: Report, publishers: Mapping[str, str | None]) -> set[str]:
    """Who a report's claims go back to: the last of each chain, or the article's own voice where it cites nobody.

    Who only denies that it happened is no source of it; what an article says itself beside whom it cites, it has from
    these for all that is known.
    """
    told = [claim for claim in report.claims if claim.stance != "denies"] or report.claims
    cited = {" ".join(words(claim.cited[-1].name)) for claim in told if claim.cited}
    return cited - {""} or {publishers.get(report.article_id) or f"article {report.article_id}"}


def _said(reports: Sequence[Report]) -> dict[str, list[frozenset[tuple[str, ...]]]]:
    """The word triples of each quote of each article."""
    triples: dict[str, list[frozenset[tuple[str, ...]]]] = defaultdict(list)
    for report in reports:
        spoken = words(report.quote.quote)
        triples[report.article_id].append(frozenset(zip(spoken, spoken[1:], spoken[2:], strict=False)))
    return triples


def _one_text(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    if min(len(one), len(other)) < _FEWEST:
        return False
    return len(one & other) / len(one | other) >= ALIKE


class _Joined:
    """Names that go together."""

    def __init__(self, names: Sequence[str]) -> None:
        self._home = {name: name for name in names}

    def join(self, one: str, other: str) -> None:
        """From now on the two are one, under the smaller name."""
        keep, drop = sorted((self._home[one], self._home[other]))
        self._home = {name: keep if home == drop else home for name, home in self._home.items()}

    def groups(self) -> list[list[str]]:
        """The names, those that go together in one list."""
        out: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._home):
            out[self._home[name]].append(name)
        return [out[home] for home in sorted(out)]
