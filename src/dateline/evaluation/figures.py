"""From paired records to figures: precision, recall and F1 of events, fields and types, in a fixed order.

- `record`: all filled fields together, those of unpaired records too; the figure to watch
- `events`: records that found a partner of their type; `acts` and `words` split it by kind of type
- `found`: records that found a partner of any type
- `field X`: one field over all records; `paired X`: over the records that found a partner
- `macro`: mean F1 of the frequent types
- `dates invented`: how often a partner's open day was filled in all the same
- `ECE`: expected calibration error of `confidence`
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypedDict

from msgspec import Struct

from dateline.evaluation.comparing import (
    days,
    matches,
    same_count,
    same_days,
    same_name,
    same_place,
    same_seizure,
    same_total,
)
from dateline.evaluation.pairing import COUNTS, NAMES, FlatRecord, Pairing, pair

ACTS = frozenset(
    ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "RETREAT", "AGREE", "CONSULT", "AID", "COOPERATE")
)
FIELDS = ("type", "mode", "date", "place", "weapon", *COUNTS, *NAMES, "seized")
OFTEN = 20  # gold records a type needs before it counts in the macro mean


class Rate(TypedDict):
    """Precision, recall, F1 and how many there were to find."""

    p: float
    r: float
    f1: float
    n: int


Figures = dict[str, Rate | float]
"""Figures by name, in the order in which they are printed."""


class Tally(Struct):
    """How many were right, how many were coded, how many there were to find."""

    right: int = 0
    coded: int = 0
    there: int = 0

    def add(self, right: int, coded: int, there: int) -> None:
        """Count one more lot."""
        self.right += right
        self.coded += coded
        self.there += there

    def rate(self) -> Rate:
        """The rates, to three digits; 0 where nothing was coded or there was nothing to find."""
        p = self.right / self.coded if self.coded else 0.0
        r = self.right / self.there if self.there else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return {"p": round(p, 3), "r": round(r, 3), "f1": round(f1, 3), "n": self.there}


Tallies = defaultdict[str, Tally]


def score(golds: Mapping[str, Mapping[str, Any]], preds: Mapping[str, Mapping[str, Any]]) -> Figures:
    """The figures of coded articles against gold ones.

    Both map an article's id to its JSON row with `events` and `aggregates`; an article that was not coded counts as one
    without events, a coded article that is not in the gold is left out.
    """
    return figures([pair(article, preds.get(article, {}), gold) for article, gold in golds.items()])


def figures(pairings: Sequence[Pairing]) -> Figures:
    """The figures of paired articles."""
    tallies: Tallies = defaultdict(Tally)
    for pairing in pairings:
        _tally_events(tallies, pairing)
        _tally_fields(tallies, pairing)
        _tally_rare_values(tallies, pairing)
        tallies["aggregates"].add(matches(*pairing.totals, same_total), len(pairing.totals[0]), len(pairing.totals[1]))
    return _in_order(tallies, [pair for pairing in pairings for pair in _confidences(pairing)])


def _tally_events(tallies: Tallies, pairing: Pairing) -> None:
    pred, gold = pairing.pred, pairing.gold
    tallies["events"].add(len(pairing.typed), len(pred), len(gold))
    tallies["found"].add(len(pairing.loose), len(pred), len(gold))
    found = [gold[j] for _, j in pairing.typed]
    for record_type in {record.type for record in (*pred, *gold)}:
        one_type = [sum(r.type == record_type for r in records) for records in (found, pred, gold)]
        tallies[f"type {record_type}"].add(*one_type)
        tallies["acts" if record_type in ACTS else "words"].add(*one_type)
    tallies["core"].add(sum(record.core for record in found), 0, sum(record.core for record in gold))


def _tally_fields(tallies: Tallies, pairing: Pairing) -> None:
    partners = dict(pairing.typed)
    for i, pred in enumerate(pairing.pred):
        gold = pairing.gold[partners[i]] if i in partners else None
        open_fields = _unscored(gold) if gold else frozenset()
        right = _right(pred, gold) if gold else {}
        there = _filled(gold) if gold else {}
        for field, coded in _filled(pred).items():
            if field in open_fields:
                continue
            tallies[f"field {field}"].add(right.get(field, 0), coded, 0)
            if gold:
                tallies[f"paired {field}"].add(right[field], coded, there[field])
    for gold in pairing.gold:
        for field, filled in _filled(gold).items():
            tallies[f"field {field}"].add(0, 0, 0 if field in _unscored(gold) else filled)


def _tally_rare_values(tallies: Tallies, pairing: Pairing) -> None:
    for i, j in pairing.typed:
        pred, gold = pairing.pred[i], pairing.gold[j]
        _tally_rare(tallies["status"], pred.status, gold.status, usual="occurred")
        _tally_rare(tallies["certainty"], pred.certainty, gold.certainty, usual="stated")
        if days(gold.date) is None and gold.status != "planned":
            tallies["invented"].add(days(pred.date) is not None, 0, 1)


def _tally_rare(tally: Tally, pred: str, gold: str, *, usual: str) -> None:
    tally.add(pred == gold != usual, pred != usual, gold != usual)


def _filled(record: FlatRecord) -> dict[str, int]:
    """Number of filled values a field."""
    return {
        **{role: len(record.names[role]) for role in NAMES},
        "seized": len(record.seized),
        "type": int(bool(record.type)),
        "mode": int(bool(record.mode)),
        "place": int(bool(record.place)),
        "weapon": int(bool(record.weapon)),
        **{name: int(bool(record.counts[name])) for name in COUNTS},
        "date": int(days(record.date) is not None),
    }


def _right(pred: FlatRecord, gold: FlatRecord) -> dict[str, int]:
    """Number of right values a field."""
    return {
        **{name: int(same_count(pred.counts[name], gold.counts[name])) for name in COUNTS},
        **{role: matches(pred.names[role], gold.names[role], same_name) for role in NAMES},
        "seized": matches(pred.seized, gold.seized, same_seizure),
        "type": int(pred.type == gold.type),
        "mode": int(bool(gold.mode) and pred.mode == gold.mode),
        "date": int(same_days(days(pred.date), days(gold.date))),
        "place": int(same_place(pred.place, gold.place)),
        "weapon": int(bool(gold.weapon) and same_name(pred.weapon, gold.weapon)),
    }


def _unscored(gold: FlatRecord) -> frozenset[str]:
    """Fields that the gold leaves open: a mode not given, a planned event's day, the place of words."""
    left_open = {
        "mode": not gold.mode,
        "date": gold.status == "planned",
        "place": gold.type not in ACTS,
    }
    return frozenset(field for field, is_open in left_open.items() if is_open)


def _confidences(pairing: Pairing) -> Iterator[tuple[float, bool]]:
    """Each coded record's confidence, where it has one, and whether it found its pair."""
    paired = {i for i, _ in pairing.typed}
    return ((r.confidence, i in paired) for i, r in enumerate(pairing.pred) if r.confidence is not None)


def calibration_error(confidences: Iterable[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error of (confidence, was right) over bins of equal mass; 0 of nothing."""
    ordered = sorted(confidences)
    size = max(1, math.ceil(len(ordered) / bins))
    groups = [ordered[k : k + size] for k in range(0, len(ordered), size)]
    gaps = (abs(sum(c for c, _ in group) - sum(ok for _, ok in group)) for group in groups)
    return sum(gaps) / max(1, len(ordered))


def _in_order(tallies: Tallies, confidences: Sequence[tuple[float, bool]]) -> Figures:
    record = Tally()
    for field in FIELDS:
        tally = tallies[f"field {field}"]
        record.add(tally.right, tally.coded, tally.there)
    types = {name: tally.rate() for name, tally in sorted(tallies.items()) if name.startswith("type ")}
    often = [rate["f1"] for rate in types.values() if rate["n"] >= OFTEN]
    out: Figures = {"record": record.rate()}
    out.update({name: tallies[name].rate() for name in ("events", "found", "acts", "words")})
    out["core recall"] = _share(tallies["core"])
    out["macro"] = round(sum(often) / max(1, len(often)), 3)
    out.update(types)
    out.update(
        {f"{kind} {field}": tallies[f"{kind} {field}"].rate() for kind in ("field", "paired") for field in FIELDS}
    )
    out["aggregates"] = tallies["aggregates"].rate()
    out["status, not occurred"] = tallies["status"].rate()
    out["certainty, hedged"] = tallies["certainty"].rate()
    out["dates invented"] = _share(tallies["invented"])
    if confidences:
        out["ECE"] = round(calibration_error(confidences), 3)
    return out


def _share(tally: Tally) -> float:
    return round(tally.right / max(1, tally.there), 3)
