"""Which reports are worth comparing: keys such that candidates share some, and reports far apart share none.

A report leaves keys and looks for keys, all of them within one type family. What brings two reports together are two
topics, or one that is rare enough to count for two: countries, cells of the map, registry ids, and rare words of names,
trigger and quote. The less a key tells of time, the rarer its topics must be, so that no key gathers more reports as
the years go by:

- reports of a day or a few meet within a day of each other by any topics;
- reports that may tell of one month meet by rare topics: the months of the dates told, where there is none the month
  of publication and, the topics being rarer, the one before it;
- reports of which one may tell of any time meet by two topics that are rare together. Two that give dates, or are of
  what was then news, never do, however old the ledger: their months are known.

On reports that lie as densely over ten times the years, each finds about as many candidates.

Looking and leaving are symmetric: if one report would find the other, the other would find it.

A key is a number of 64 bits: the time in the upper ones, so that in an index the keys of one time lie side by side, and
in the lower ones the hash of the family and the topic. Two topics that share a hash bring reports together that have
nothing in common, which costs a comparison and nothing else.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from functools import lru_cache
from hashlib import blake2b

from dateline.model import Location, Record, Report
from dateline.resolving.days import Span
from dateline.resolving.fields import family, locations, parties, spans
from dateline.resolving.rarity import rarity
from dateline.resolving.wording import name_words, stem, stems

_NARROW = 10  # days; a wider date cannot tell one day from another
_WIDEST = 400  # days; a wider date tells no time at all
_MONTH = 30  # days
_BEFORE = 1  # months before its publication that a report without a date may tell of
_MOST_TOPICS = 12  # the rarest; bounds the number of keys
_FEW_TOPICS = 6
_PAIRED_TOPICS = 8
_FEWEST_RARE = 3.0  # nats: a word of one report in twenty
_RARE = 4.0  # nats: a word of one report in fifty
_RARER = 1.0  # nats more for each month before that of publication
_ENOUGH = 6.5  # nats: a topic that brings two reports together by itself
_TIMELESS = 11.0  # nats, a trigger word's bonus included: two topics that hardly any two reports share by chance
_TRIGGER = 2.0  # nats that a word tells more where it names the event
_CELL = 1.0  # degrees
_FINE = ("site", "city", "admin2")
TOPIC_BITS = 40  # of a key; those above them tell its time
_TOPIC = (1 << TOPIC_BITS) - 1
_ANY, _KNOWN = 0, 1  # times of the keys of two topics: of reports of any time, and of a known one
TIMELESS = _KNOWN  # the last of these
_FIRST_TIME = 2  # that of a day or month is twice its ordinal and more
_MIX = 0x9E3779B97F4A7C15  # odd, with bits in every place


class Keys(Record, frozen=True, kw_only=True):
    """Keys under which a report is filed, and keys under which its candidates are.

    They share enough to be compared where they share two topics, or two that are filed together as one.
    """

    left: frozenset[int]
    sought: frozenset[int]


def keys(report: Report, published: str | None = None) -> Keys:
    """The blocking keys of a report. Two are candidates when the `left` of one and the other's `sought` share enough.

    `published` is the ISO day on which its article was published, where known; without it a report that gives no date
    of its own meets others only by rare words.
    """
    kin = family(report.type)
    topics = _topics(report)
    told = spans(report)
    months = _months(told, published)
    ranked = sorted(topics, key=lambda topic: (-topics[topic], topic))
    numbers = {topic: _numbers(kin, topic, topics[topic]) for topic in ranked}
    rare = ranked[:_FEW_TOPICS] if len(months) > _BEFORE + 1 else ranked
    shared = [
        _month(month) | number
        for month, least in months.items()
        for topic in rare
        if topics[topic] >= least or (topic[0] in "=&" and least == _RARE)
        for number in numbers[topic]
    ]
    narrow = _narrow(told)
    every = [number for of_topic in numbers.values() for number in of_topic]
    left = [time | number for time in map(_day, _days(narrow, margin=1)) for number in every]
    sought = [time | number for time in map(_day, _days(narrow, margin=0)) for number in every]
    pairs = itertools.combinations(ranked[:_PAIRED_TOPICS], 2)
    rare_pairs = [_paired(numbers[a][0], numbers[b][0]) for a, b in pairs if topics[a] + topics[b] >= _TIMELESS]
    of_any = [_ANY << TOPIC_BITS | pair for pair in rare_pairs]
    of_known = [_KNOWN << TOPIC_BITS | pair for pair in rare_pairs]
    if _dated(told) or _is_news(report, published):
        return Keys(left=frozenset(shared + left + of_known), sought=frozenset(shared + sought + of_any))
    return Keys(left=frozenset(shared + left + of_any), sought=frozenset(shared + sought + of_any + of_known))


@lru_cache(maxsize=65536)
def topic_number(kin: str, topic: str) -> int:
    """The number of a topic within a family of types."""
    return int.from_bytes(blake2b(f"{kin}|{topic}".encode(), digest_size=TOPIC_BITS // 8).digest(), "big")


def _paired(one: int, other: int) -> int:
    """The number of two topics together."""
    return (min(one, other) * _MIX + max(one, other)) & _TOPIC


def _day(day: int) -> int:
    """The upper bits of the keys of a day."""
    return (_FIRST_TIME + 2 * day) << TOPIC_BITS


def _month(month: int) -> int:
    """The upper bits of the keys of a month, which lie among those of its first day."""
    return (_FIRST_TIME + 2 * month * _MONTH + 1) << TOPIC_BITS


def _numbers(kin: str, topic: str, rarity_: float) -> tuple[int, ...]:
    """A topic's numbers in keys: two for one that is rare enough to count for two."""
    first = topic_number(kin, topic)
    return (first, topic_number(kin, f"{topic}!")) if rarity_ >= _ENOUGH else (first,)


def _is_news(report: Report, published: str | None) -> bool:
    """Whether what a report tells was news when it was published, be it done, planned or denied."""
    return report.core and published is not None


def _topics(report: Report) -> dict[str, float]:
    """What a report is about, and how rare that is in nats: countries, cells, registry entries, the rarest words."""
    places = locations(report)
    named = [party for role in ("actor", "recipient") for party in parties(report, role)]
    topics = {f"={place.country}": 2.0 for place in places if place.country}
    topics |= {f"@{cell}": 4.5 for place in places for cell in _cells(place)}
    topics |= {f"&{party.country}": 2.0 for party in named if party.country}
    topics |= {f"#{party.actor_id}": 4.0 for party in named if party.actor_id}
    texts = [report.quote.quote, report.trigger.quote, *(place.text for place in places)]
    of_names = {stem(word) for party in named for word in name_words(party.name)}
    words = {word: rarity(word) for word in of_names.union(*map(stems, texts))}
    words |= {word: words[word] + _TRIGGER for word in stems(report.trigger.quote)}
    rare = sorted((word for word in words if words[word] >= _FEWEST_RARE), key=lambda word: (-words[word], word))
    return {**topics, **{word: words[word] for word in rare[:_MOST_TOPICS]}}


def _cells(place: Location) -> list[str]:
    """The cell of the map that a place lies in, and the neighbours that it lies near."""
    if place.precision not in _FINE or place.lat is None or place.lon is None:
        return []
    rows = {math.floor((place.lat + edge) / _CELL) for edge in (-_CELL / 4, _CELL / 4)}
    columns = {math.floor((place.lon + edge) / _CELL) for edge in (-_CELL / 4, _CELL / 4)}
    return [f"{row},{column}" for row in sorted(rows) for column in sorted(columns)]


def _months(found: list[Span], published: str | None) -> dict[int, float]:
    """Numbers of the months that a report may tell of, and how rare a topic must be to bring reports of it together."""
    dated = _dated(found)
    if dated:
        return {month: _RARE for span in dated for month in range(span.first // _MONTH, span.last // _MONTH + 1)}
    if published is None:
        return {}
    last = dt.date.fromisoformat(published).toordinal() // _MONTH
    return {last - before: _RARE + before * _RARER for before in range(_BEFORE + 1)}


def _dated(found: list[Span]) -> list[Span]:
    """The spans that tell months."""
    return [span for span in found if span.width <= _WIDEST and not span.open_year]


def _narrow(found: list[Span]) -> list[Span]:
    """The spans of a report all of whose dates are narrow and of a known year, else none."""
    return found if all(span.width <= _NARROW and not span.open_year for span in found) else []


def _days(found: list[Span], margin: int) -> set[int]:
    return {day for span in found for day in range(span.first - margin, span.last + margin + 1)}
