"""Which reports are worth comparing: keys such that candidates share one, and reports far apart share none.

A report leaves keys and looks for keys. Reports of a day or a few meet when they are of one type family, within a day
of each other, and share a country or a word of a party's name. A report without a date, or with a wide one, tells less
and must share two such things. Looking and leaving are symmetric: if one report would find the other, the other would
find it.
"""

from __future__ import annotations

import itertools

from dateline.model import Record, Report
from dateline.resolving.comparing import family, locations, parties, spans
from dateline.resolving.days import Span
from dateline.resolving.wording import name_words

_NARROW = 10  # days; a wider date cannot tell one day from another
_MOST_TOPICS = 6  # the longest words say most; bounds the number of pairs


class Keys(Record, frozen=True, kw_only=True):
    """Keys under which a report is filed, and keys under which its candidates are."""

    left: frozenset[str]
    sought: frozenset[str]


def keys(report: Report) -> Keys:
    """The blocking keys of a report. Two reports are candidates when one's `left` meets the other's `sought`."""
    topics = _topics(report)
    kin = family(report.type)
    pairs = ["+".join(pair) for pair in itertools.combinations(topics, 2)]
    unsure = {f"{kin}|unsure|{pair}" for pair in pairs}
    sure = {f"{kin}|sure|{pair}" for pair in pairs}
    narrow = _narrow(spans(report))
    if not narrow:
        return Keys(left=frozenset(unsure), sought=frozenset(unsure | sure))
    filed = {f"{kin}|{day}|{topic}" for day in _days(narrow, margin=1) for topic in topics}
    sought = {f"{kin}|{day}|{topic}" for day in _days(narrow, margin=0) for topic in topics}
    return Keys(left=frozenset(filed | sure), sought=frozenset(sought | unsure))


def _topics(report: Report) -> list[str]:
    """Countries, and words and registry ids of the parties, most telling first."""
    countries = {f"={place.country}" for place in locations(report) if place.country}
    named = [party for role in ("actor", "recipient") for party in parties(report, role)]
    ids = {f"#{party.actor_id}" for party in named if party.actor_id}
    words = {word for party in named for word in name_words(party.name)}
    ranked = sorted(ids) + sorted(words, key=lambda word: (-len(word), word))
    return sorted(countries) + ranked[:_MOST_TOPICS]


def _narrow(found: list[Span]) -> list[Span]:
    """The spans of a report all of whose dates are narrow and of a known year, else none."""
    return found if all(span.width <= _NARROW and not span.open_year for span in found) else []


def _days(found: list[Span], margin: int) -> set[int]:
    return {day for span in found for day in range(span.first - margin, span.last + margin + 1)}
