"""Which coded record is about which gold record: one-to-one pairs inside an article, best pair first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from dateline.evaluation.comparing import (
    Fields,
    content_words,
    days,
    distance_km,
    matches,
    overlap,
    same_count,
    same_days,
    same_name,
    same_place,
)

COUNTS = ("killed", "injured", "arrested")
NAMES = ("actors", "recipients", "sources")

ENOUGH = 3  # likeness from which two records may be one event
FAR_KM = 161  # a hundred miles: places that contradict each other
LONGEST_QUOTE, LONGEST_TRIGGER, LONGEST_NAME = 100, 10, 15  # words; longer ones count as empty: no reader needs them


class FlatRecord(Struct, frozen=True, kw_only=True):
    """One event record as it is scored: all fields there, and empty where a value is overlong or no such value."""

    core: bool
    mode: str | None
    type: str | None
    status: str
    certainty: str
    confidence: float | None
    quote: str | None
    trigger: str | None
    weapon: str | None
    date: Fields | None
    place: Fields | None
    counts: Mapping[str, Fields | None]
    names: Mapping[str, Sequence[str]]
    seized: Sequence[Fields]


class Pairing(Struct, frozen=True, kw_only=True):
    """An article's records, coded and gold, and their pairs as (coded, gold) indices."""

    article: str
    pred: Sequence[FlatRecord]
    gold: Sequence[FlatRecord]
    typed: Sequence[tuple[int, int]]  # pairs of one type
    loose: Sequence[tuple[int, int]]  # pairs whatever the type
    totals: tuple[Sequence[Fields], Sequence[Fields]]  # coded, gold


def flatten(event: Mapping[str, Any]) -> FlatRecord:
    """A JSON record (`events[]` of a gold file or of `dateline code`) as it is scored; missing keys count as empty."""
    confidence = event.get("confidence")
    return FlatRecord(
        core=bool(event.get("core")),
        mode=event.get("mode") or None,
        type=event.get("type"),
        status=event.get("status") or "occurred",
        certainty=event.get("certainty") or "stated",
        confidence=confidence if isinstance(confidence, int | float) else None,
        quote=_text(event.get("quote"), LONGEST_QUOTE),
        trigger=_text(event.get("trigger"), LONGEST_TRIGGER),
        weapon=_text(event.get("weapon"), LONGEST_NAME),
        date=_fields(event.get("date")),
        place=_fields(event.get("place")),
        counts={name: _fields(event.get(name)) for name in COUNTS},
        names={role: [name for name in event.get(role) or [] if _text(name, LONGEST_NAME)] for role in NAMES},
        seized=[goods for goods in event.get("seized") or [] if isinstance(goods, dict)],
    )


def _text(value: object, longest: int) -> str | None:
    return value if isinstance(value, str) and 0 < len(value.split()) <= longest else None


def _fields(value: object) -> Fields | None:
    return value if isinstance(value, dict) and value else None


def likeness(pred: FlatRecord, gold: FlatRecord) -> float:
    """How far two records seem to be about one event: type, words, days, place, parties and toll."""
    return (
        (2.0 if pred.type == gold.type else 0.0)
        + _likeness_of_words(pred, gold)
        + _likeness_of_days(pred, gold)
        + _likeness_of_places(pred, gold)
        + sum(bool(matches(pred.names[role], gold.names[role], same_name)) for role in ("actors", "recipients"))
        + any(same_count(pred.counts[name], gold.counts[name]) for name in COUNTS)
    )


def _likeness_of_words(pred: FlatRecord, gold: FlatRecord) -> int:
    if overlap(pred.quote, gold.quote) < 0.6:
        return 0
    return 3 if set(content_words(pred.trigger)) & set(content_words(gold.trigger)) else 2


def _likeness_of_days(pred: FlatRecord, gold: FlatRecord) -> int:
    ours, theirs = days(pred.date), days(gold.date)
    if ours is None or theirs is None:
        return 0
    return 1 if same_days(ours, theirs) else -1


def _likeness_of_places(pred: FlatRecord, gold: FlatRecord) -> float:
    if not pred.place or not gold.place:
        return 0
    if same_place(pred.place, gold.place):
        return 0.5 if gold.place["precision"] == "country" else 1
    far = distance_km(pred.place, gold.place)
    return -1 if far is not None and far > FAR_KM else 0


def align(preds: Sequence[FlatRecord], golds: Sequence[FlatRecord], *, typed: bool) -> list[tuple[int, int]]:
    """One-to-one pairs of indices, best first. With `typed`, only records of one type may pair."""
    likely = [
        (-likeness(pred, gold), i, j)
        for i, pred in enumerate(preds)
        for j, gold in enumerate(golds)
        if not typed or pred.type == gold.type
    ]
    pairs: list[tuple[int, int]] = []
    free_preds, free_golds = set(range(len(preds))), set(range(len(golds)))
    for unlike, i, j in sorted(likely):
        if -unlike >= ENOUGH and i in free_preds and j in free_golds:
            pairs.append((i, j))
            free_preds.remove(i)
            free_golds.remove(j)
    return pairs


def pair(article: str, pred: Mapping[str, Any], gold: Mapping[str, Any]) -> Pairing:
    """Pair the records of one article; `pred` and `gold` are its JSON rows, `pred` empty where nothing was coded."""
    preds = [flatten(event) for event in pred.get("events") or []]
    golds = [flatten(event) for event in gold["events"]]
    return Pairing(
        article=article,
        pred=preds,
        gold=golds,
        typed=align(preds, golds, typed=True),
        loose=align(preds, golds, typed=False),
        totals=(pred.get("aggregates") or [], gold.get("aggregates") or []),
    )
