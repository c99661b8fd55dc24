"""Pairings in words: what the coder found, missed and made up, article by article."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.evaluation.pairing import FlatRecord, Pairing

_WIDTH = 110


def in_words(pairing: Pairing) -> Iterator[str]:
    """One line a record: paired (trigger as coded, then as in the gold), missed, extra."""
    yield f"{pairing.article}: {len(pairing.typed)} of {len(pairing.gold)} found, {len(pairing.pred)} coded"
    coded, found = {i for i, _ in pairing.typed}, {j for _, j in pairing.typed}
    for i, j in pairing.typed:
        yield f"  paired  {pairing.gold[j].type}: {pairing.pred[i].trigger} | {pairing.gold[j].trigger}"
    for j, gold in enumerate(pairing.gold):
        if j not in found:
            yield f"  missed  {_line(gold)}{' (core)' if gold.core else ''}"
    for i, pred in enumerate(pairing.pred):
        if i not in coded:
            yield f"  extra   {_line(pred)}"


def _line(record: FlatRecord) -> str:
    return f"{record.type}: {record.trigger} | {' '.join((record.quote or '').split())[:_WIDTH]}"
