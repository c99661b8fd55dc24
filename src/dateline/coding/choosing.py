"""Which of an article's parties did it, and to whom: a logistic model over the candidates of an event.

The weights are learned by `training/folds.py` and lie in `data/parties.json`, whose card is beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.coding.candidates import NAMED_FOR_IT, RIVAL, ROLES, Candidate, Role
from dateline.coding.confidence import Model
from dateline.coding.roles import MUTUAL

WEIGHTS = Path(__file__).parent / "data" / "parties.json"
# The least likely party that is taken, by role; who stands outside the sentence while grammar names another in it; and
# who is named by grammar. Chosen on the folds, so that a party that grammar names stands unless it is unlikely.
LEAST_LIKELY: Mapping[Role, float] = {"actor": 0.4, "recipient": 0.3}
LEAST_OUTSIDE: Mapping[Role, float] = {"actor": 0.75, "recipient": 0.4}
LEAST_TOLD: Mapping[Role, float] = {"actor": 0.2, "recipient": 0.3}
# The likeliest actor where nobody else comes near: most events have one. Like the bound for recipients whom grammar
# names, chosen on `dev` and two halves of the other articles, which all gain.
LEAST_ALONE = 0.3
UNABLE = frozenset(
    {"thing", "dep=compound", "dep=amod"}
)  # who only lends another its name ("US officials") did nothing
POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")


@dataclass(frozen=True)
class Chosen:
    """A candidate in a role, and how likely it fills it; None where no model judged it."""

    candidate: Candidate
    likely: float | None


Choice = Mapping[Role, Sequence[Chosen]]


def features(candidate: Candidate, role: Role) -> dict[str, float]:
    """What speaks for a candidate in a role, by name."""
    return {f"{role} {name}": value for name, value in candidate.features[role].items()}


def told(candidates: Sequence[Candidate]) -> Choice:
    """What grammar alone says: the candidates of its slots. What the model is learned beside."""
    return {role: [Chosen(c, None) for c in _open(candidates, role) if "slot" in c.features[role]] for role in ROLES}


def choose(candidates: Sequence[Candidate], kind: str, model: Model) -> Choice:
    """The parties of an event of a type; nobody is both its actor and its recipient."""
    likely = {
        role: [Chosen(c, model.probability(features(c, role))) for c in _open(candidates, role)]
        if _has(kind, role)
        else []
        for role in ROLES
    }
    better = {role: _better(likely[role], likely[RIVAL[role]], role) for role in ROLES}
    better["actor"] = (
        better["actor"]
        or _alone(likely["actor"], better["recipient"])
        or [a for a in likely["actor"] if NAMED_FOR_IT in a.candidate.features["actor"]]
    )
    return {role: _distinct(better[role]) for role in ROLES}


def _open(candidates: Sequence[Candidate], role: Role) -> list[Candidate]:
    return [c for c in candidates if role not in c.barred]


def _has(kind: str, role: Role) -> bool:
    """What all parties do together they do to nobody."""
    return role == "actor" or kind not in MUTUAL


def _better(chosen: Sequence[Chosen], rivals: Sequence[Chosen], role: Role) -> list[Chosen]:
    """Those likely enough that are not likelier to fill the other role."""
    other = {id(c.candidate): c.likely or 0.0 for c in rivals}
    kept = []
    for one in chosen:
        likely, rival = one.likely or 0.0, other.get(id(one.candidate), 0.0)
        if likely >= _least(one.candidate, role) and (likely >= rival or rival < _least(one.candidate, RIVAL[role])):
            kept.append(one)
    return kept


def _alone(actors: Sequence[Chosen], recipients: Sequence[Chosen]) -> list[Chosen]:
    """The likeliest actor of an event that has none yet; nobody that it was done to, and none of the `UNABLE`."""
    taken = {id(r.candidate) for r in recipients}
    able = [a for a in actors if id(a.candidate) not in taken and not UNABLE & a.candidate.features["actor"].keys()]
    return [a for a in sorted(able, key=lambda a: -(a.likely or 0.0))[:1] if (a.likely or 0.0) >= LEAST_ALONE]


def _least(candidate: Candidate, role: Role) -> float:
    """How likely a candidate must be: less where grammar names it, more where grammar names another."""
    known = candidate.features[role]
    if "slot" in known:
        return LEAST_TOLD[role]
    if role == "actor" and "thing" in known:
        return 1.0  # things do nothing of themselves: whose they are does it
    return (LEAST_OUTSIDE if "beyond slots" in known else LEAST_LIKELY)[role]


def _distinct(chosen: Sequence[Chosen]) -> list[Chosen]:
    """In the order of the text, without those whose name lies in, or holds, a likelier one, and without lenders."""
    kept: list[Chosen] = []
    for one in sorted(chosen, key=lambda c: -(c.likely or 0.0)):
        words = _words(one)
        if not any(words <= _words(k) or _words(k) <= words for k in kept):
            kept.append(one)
    return [one for one in chosen if one in kept and not any(_lends(one.candidate, k.candidate) for k in kept)]


def _lends(candidate: Candidate, other: Candidate) -> bool:
    """Whether a state is spoken of only in another's name: Israel, by "the Israeli army"."""
    if candidate.named.land is None or candidate is other:
        return False
    here, round_it = candidate.named.here, other.named.here
    wider = here.last - here.first < round_it.last - round_it.first
    return here.part is round_it.part and wider and round_it.first <= here.first < here.last <= round_it.last


def _words(chosen: Chosen) -> set[str]:
    return set(POSSESSIVE.sub("", chosen.candidate.named.name.casefold()).split())
