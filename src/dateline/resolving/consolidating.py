"""Many reports of one event into one: for each field the best value, for counts also the lowest and highest told.

A value is backed by every claim that allows it: "in April" backs 14 April, "at least 15" backs 17. Which of the values
told is best is a matter of the rule, and every rule has a name and a version:

- `most-cited-2`: the value with most independent sources behind it, then the most precise, then the one said last;
- `latest-best-source-1`: of the best kind of source, the value said last, then the most precise: tolls rise;
- `conservative-1`: the lowest toll, the coarsest date and place.

Sources are counted by the root of their citation chain; an article speaking in its own voice is its own source. Claims
that deny, that were withdrawn, or that their own source corrected, give no value, not even a lowest or highest. A
contradiction is marked, never averaged away. Of an actor it is kept whether the reports know it, it claims the act
itself, or somebody blames it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from dateline.model import Event, Link, Report
from dateline.resolving.kinds import kind
from dateline.resolving.preferring import PREFERENCES, RULE, RULES
from dateline.resolving.sources import independent
from dateline.resolving.told import read
from dateline.resolving.values import fields

_CAUTIOUS = ("hedged", "occurred", "failed", "denied", "planned")  # which word wins where votes are level

_T = TypeVar("_T")


def consolidate(
    event_id: str,
    reports: Iterable[Report],
    links: Iterable[Link] = (),
    *,
    rule: str = RULE,
    published: Mapping[str, str | None] | None = None,
    publishers: Mapping[str, str | None] | None = None,
    part_of: str | None = None,
) -> Event:
    """One event from the reports judged to be about it. The order of the reports does not matter.

    `published` and `publishers` give the ISO day and the owner of an article by its id, as far as known: the first
    tells which of two values was said last, the second which articles are one source.

    Raises ValueError where there is no report, or no such rule.
    """
    ordered = sorted(reports, key=lambda report: report.id)
    if not ordered:
        raise ValueError(f"{event_id}: an event needs a report")
    if rule not in RULES:
        raise ValueError(f"{rule}: no such rule of consolidation; there are {', '.join(RULES)}")
    voting = _one_an_article(ordered)
    type_ = _vote([report.type for report in voting])
    told = [each for report in ordered for each in read(report, published or {})]
    return Event(
        id=event_id,
        kind=_vote([kind(report) for report in voting]),
        type=type_,
        mode=_vote([report.mode for report in voting if report.type == type_ and report.mode] or [None]),
        status=_vote([report.status for report in voting]),
        certainty=_vote([report.certainty for report in voting]),
        reports=tuple(report.id for report in ordered),
        fields=tuple(fields(told, PREFERENCES[rule])),
        links=tuple(sorted(links, key=lambda link: (link.left, link.right))),
        part_of=part_of,
        rule=rule,
        independent=len(independent(ordered, publishers)),
    )


def _one_an_article(reports: Sequence[Report]) -> list[Report]:
    """Of what an article tells of an event twice the surest, so that no article has two votes."""
    surest: dict[str, Report] = {}
    for report in sorted(reports, key=lambda report: -(report.confidence or 0)):
        surest.setdefault(report.article_id, report)
    return list(surest.values())


def _vote(votes: Sequence[_T]) -> _T:
    """The commonest; where votes are level the more cautious, then the first in the alphabet."""
    tally = Counter(votes)
    caution = {word: rank for rank, word in enumerate(_CAUTIOUS)}
    return min(tally, key=lambda vote: (-tally[vote], caution.get(str(vote), 0), str(vote)))
