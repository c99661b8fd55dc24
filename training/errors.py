"""What the errors are made of: events missed and events too many, by cause, and values left out or wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from dateline.evaluation.comparing import content_words, overlap
from dateline.evaluation.figures import Figures
from dateline.evaluation.pairing import FlatRecord, Pairing, pair

SAME_SENTENCE = 0.6  # overlap of two quotes
FIELDS = ("date", "place", "weapon", "killed", "injured", "arrested", "actors", "recipients", "sources")


def table(records: Mapping[str, Mapping[str, Any]], gold: Mapping[str, Mapping[str, Any]], figures: Figures) -> str:
    """The tables in Markdown."""
    pairings = [pair(name, records[name], row) for name, row in gold.items() if name in records]
    missed = Counter(cause for one in pairings for cause in _missed(one))
    extra = Counter(cause for one in pairings for cause in _extra(one))
    return "\n".join(
        [*_shares("events missed", missed), "", *_shares("events too many", extra), "", *_fields(figures), ""]
    )


def _shares(title: str, causes: Counter[str]) -> Iterator[str]:
    total = sum(causes.values())
    yield f"| {title} ({total}) | share |"
    yield "| --- | ---: |"
    for cause, count in causes.most_common():
        yield f"| {cause} | {count / total:.0%} |"


def _fields(figures: Figures) -> Iterator[str]:
    yield "| field, of records found | to find | left out or wrong | coded | wrong |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for field in FIELDS:
        rate = figures[f"paired {field}"]
        assert isinstance(rate, dict)
        right = rate["r"] * rate["n"]
        coded = right / rate["p"] if rate["p"] else 0.0
        yield f"| {field} | {rate['n']} | {1 - rate['r']:.0%} | {coded:.0f} | {1 - rate['p']:.0%} |"


def _missed(one: Pairing) -> Iterator[str]:
    found, used = {j for _, j in one.typed}, {i for i, _ in one.typed}
    for j, gold in enumerate(one.gold):
        if j in found:
            continue
        here = [i for i, record in enumerate(one.pred) if overlap(record.quote, gold.quote) >= SAME_SENTENCE]
        if any(one.pred[i].type == gold.type for i in here):
            yield "another event of its type stands for it in the sentence"
        elif any(i not in used for i in here):
            yield "coded in another type"
        elif here:
            yield "only another event of its sentence is coded"
        else:
            yield f"nothing is coded in its sentence: {'words' if _is_words(gold) else 'an act'}"


def _extra(one: Pairing) -> Iterator[str]:
    used, found = {i for i, _ in one.typed}, {j for _, j in one.typed}
    for i, record in enumerate(one.pred):
        if i in used:
            continue
        here = [j for j, gold in enumerate(one.gold) if overlap(record.quote, gold.quote) >= SAME_SENTENCE]
        if any(one.gold[j].type == record.type for j in here):
            yield "one event of a sentence coded twice"
        elif any(j not in found for j in here):
            yield "coded in another type"
        elif here:
            yield "a further event in a sentence that tells one"
        elif any(_same_words(record, gold) for gold in one.gold):
            yield "told again elsewhere and not joined, by the same word"
        elif any(gold.type == record.type for gold in one.gold):
            yield "told again elsewhere, or background, of a type that the article has"
        else:
            yield "no event of the type in the article"


def _is_words(record: FlatRecord) -> bool:
    return record.type in ("SUPPORT", "CONCEDE", "REQUEST", "REJECT", "ACCUSE", "THREATEN")


def _same_words(record: FlatRecord, gold: FlatRecord) -> bool:
    return record.type == gold.type and bool(set(content_words(record.trigger)) & set(content_words(gold.trigger)))
