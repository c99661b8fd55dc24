"""How likely each claim of a report is right, given that its event is: a logistic model over what is known of it.

The weights are learned by `training/folds.py` and lie in `data/reliability.json`, whose card is beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from dateline.coding.choosing import WEIGHTS as PARTIES
from dateline.coding.confidence import Model
from dateline.coding.dating import WEIGHTS as DATES
from dateline.coding.hints import logit
from dateline.coding.placing import WEIGHTS as PLACES
from dateline.coding.weighing import Weights
from dateline.model import Claim, Coding, Field, Party, Report, Word

WEIGHTS = Path(__file__).parent / "data" / "reliability.json"
# What a report may well leave open: less likely claims of these are not made. Parties were chosen by their own model.
OPTIONAL: frozenset[Field] = frozenset({"date", "place", "weapon", "mode"})
# What could be learned from: a claim of the type is as likely as the record, any other has no probability.
JUDGED: frozenset[Field] = OPTIONAL | {"actor", "recipient", "status", "certainty", "count"}


@dataclass(frozen=True)
class Models:
    """What the coder has learned of its own errors."""

    confidence: Model  # of mentions
    parties: Model | None  # of who did it and to whom; without it, what grammar says
    reliability: Model | None  # of claims
    placing: Weights = field(default_factory=lambda: Weights.load(PLACES))  # which place is an event's own
    dating: Weights = field(default_factory=lambda: Weights.load(DATES))  # and which date

    @classmethod
    def load(cls) -> Models:
        """The installed models; SetupError where one is unusable."""
        return cls(Model.load(), Model.load(PARTIES), Model.load(WEIGHTS))


def features(claim: Claim, report: Report) -> dict[str, float]:
    """What is known of a claim; `confidence` is the encoder's or the party model's, None where neither has one."""
    field = claim.field
    first = claim.evidence[0]
    quote = report.quote
    out = {field: 1.0, f"{field} {report.type}": 1.0, f"{field} record": logit(report.confidence or 0.5)}
    if claim.confidence is None:
        out[f"{field} unread"] = 1.0
    else:
        out[f"{field} encoder"] = logit(claim.confidence)
    if first.part == quote.part and quote.start <= first.start < quote.end:
        out[f"{field} in quote"] = 1.0
        if first.end <= report.trigger.start:
            out[f"{field} before"] = 1.0
    elif first.part == "title":
        out[f"{field} in title"] = 1.0
    if len(claim.evidence) > 1:
        out[f"{field} resolved"] = 1.0
    if isinstance(claim.value, Party):
        out[f"{field} known" if claim.value.actor_id else f"{field} unknown"] = 1.0
        if claim.value.private:
            out[f"{field} private"] = 1.0
    return out


def weighed_coding(coding: Coding, model: Model) -> Coding:
    """A coding with the claims of each report weighed."""
    return msgspec.structs.replace(coding, reports=tuple(weighed(report, model) for report in coding.reports))


def weighed(report: Report, model: Model) -> Report:
    """A report whose claims have their probabilities, without those too unlikely to be made."""
    out = []
    for claim in report.claims:
        if claim.field not in JUDGED:
            likely = report.confidence if claim.field == "type" else None
            out.append(msgspec.structs.replace(claim, confidence=likely))
            continue
        likely = round(model.probability(features(claim, report)), 3)
        if claim.field not in OPTIONAL or likely >= model.threshold:
            out.append(msgspec.structs.replace(claim, confidence=likely))
    mode = next((c.value.word for c in out if c.field == "mode" and isinstance(c.value, Word)), None)
    return msgspec.structs.replace(report, claims=tuple(out), mode=mode)
