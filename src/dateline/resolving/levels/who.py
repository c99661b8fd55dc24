"""Parties shared, in one role or across the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from dateline.resolving.fields import WORDS
from dateline.resolving.levels.outcome import Outcome, step
from dateline.resolving.profile import Named, Profile, rarest
from dateline.resolving.wording import share

_RANKS = ("same", "part", "state", "country", "words")  # how alike two names for one party are, most first
_TWO_VICTIMS = "two victims"
_UNLIKE = ("none", "two names", _TWO_VICTIMS)
_RARE = (3.5, 6.0)
_BEFALLS = frozenset({"killed", "injured", "arrested", "abducted", "released", "casualties"})
_BEFALLEN = {  # what befell whom a trigger names alone, by the stem of its verb
    **dict.fromkeys(("kill", "assassinat", "murder", "execut", "behead"), "killed"),
    **dict.fromkeys(("arrest", "detain", "detent", "abduct", "kidnap", "kidnapp"), "seized"),
}


def outcomes(left: Profile, right: Profile) -> Iterator[Outcome]:
    """The parties of each role, then those that stand in another role in the other report."""
    matched = False
    speaks = "speaker " if left.type in WORDS else ""
    victims = _one_victim(left) is not None and _one_victim(left) == _one_victim(right)
    for outcome in (
        _role("actor", speaks, left.actors, right.actors),
        _role("recipient", "", left.recipients, right.recipients, victims=victims),
    ):
        if outcome is not None:
            matched = matched or not outcome.key.endswith(_UNLIKE)
            yield outcome
    if not matched:
        yield from _crossed(left, right)


def tells_two_victims(outcome: Outcome) -> bool:
    """Whether it says that what befell one person in each report befell two."""
    return outcome.key == _TWO_VICTIMS


def _one_victim(report: Profile) -> str | None:
    """What befell the one victim of whom a report tells, so that another name is another victim's; None otherwise.

    Where nobody is counted ("an airstrike killed Ismail Barhum"), a name that few have stands for one.
    """
    if len(report.recipients) != 1:
        return None
    if not report.tolls and report.recipients[0].is_rare:
        return next((_BEFALLEN[stem] for stem in sorted(report.trigger_stems) if stem in _BEFALLEN), None)
    hit = [(what, toll) for what, toll in report.tolls.items() if what in _BEFALLS]
    if len(hit) != 1:
        return None
    what, (low, most) = hit[0]
    return what if low == 1 and most in (1, None) else None


def _role(
    role: str, prefix: str, left: Sequence[Named], right: Sequence[Named], *, victims: bool = False
) -> Outcome | None:
    if not left or not right:
        return None
    alike = _best(left, right)
    if alike:
        rank = min(_RANKS.index(how) for how, _, _, _ in alike)
        highest = max((rare for how, rare, _, _ in alike if _RANKS.index(how) == rank), default=0.0)
        several = " several" if sum(how in ("same", "part") for how, _, _, _ in alike) > 1 else ""
        rare = f" {step(highest, _RARE)}" if rank < 2 else ""
        return Outcome(level=f"{role}s", key=f"{prefix}{_RANKS[rank]}{rare}{several}", words=lambda: _shared(alike))
    return Outcome(
        level=f"{role}s",
        key=_TWO_VICTIMS if victims and _two_names(left, right) else f"{prefix}{_unlike(left, right)}",
        words=lambda: f"none shared: {' / '.join(sorted((left[0].name, right[0].name)))}",
    )


def _unlike(left: Sequence[Named], right: Sequence[Named]) -> str:
    """What two lists that share nobody hold: parties of rare names, named ones, or described ones."""
    if _two_names(left, right):
        return "two names"
    named = any(party.is_name for party in left) and any(party.is_name for party in right)
    return "none" if named else "described, none"


def _shared(alike: Sequence[tuple[str, float, str, str]]) -> str:
    return "shared: " + ", ".join(sorted(a if a == b else " / ".join(sorted((a, b))) for _, _, a, b in alike))


def _best(left: Sequence[Named], right: Sequence[Named]) -> list[tuple[str, float, str, str]]:
    """For each party of the shorter list the most alike of the other: how, how rare, and both names."""
    few, many = (left, right) if _come_first(left, right) else (right, left)
    found = []
    for a in few:
        how = [(likeness, b) for b in many if (likeness := _alike(a, b)) is not None]
        if how:
            (kind, rare), b = how[0] if len(how) == 1 else min(how, key=_most_alike)
            found.append((kind, rare, a.name, b.name))
    return found


def _come_first(left: Sequence[Named], right: Sequence[Named]) -> bool:
    """Whether the first list is the shorter; of two as long, the one whose names come first."""
    if len(left) != len(right):
        return len(left) < len(right)
    return sorted(party.name for party in left) <= sorted(party.name for party in right)


def _most_alike(each: tuple[tuple[str, float], Named]) -> tuple[int, float, str]:
    (how, rare), party = each
    return _RANKS.index(how), -rare, party.name


def _alike(a: Named, b: Named) -> tuple[str, float] | None:
    """How alike two names for a party are and how rare what they share is; None where they share nothing."""
    shared = a.words & b.words
    if a.actor_id and a.actor_id == b.actor_id:
        return "same", rarest(shared) if shared else min(a.rarest, b.rarest)
    two = bool(a.actor_id and b.actor_id)  # whom the registry tells apart
    if not two and (shared or not a.words) and a.content == b.content:
        return ("same" if a.words else "words"), rarest(shared)
    if not two and shared and (alike := share(a.words, b.words)) >= 0.5:
        return ("same" if alike == 1 and len(shared) > 1 else "part"), rarest(shared)
    if a.country and a.country == b.country:
        of_a_state = a.of_a_state and b.of_a_state and not _two_names([a], [b])
        return ("state" if of_a_state else "country"), 0.0
    return None


def _two_names(left: Sequence[Named], right: Sequence[Named]) -> bool:
    """Whether all are called by names that are rare ("Ismail Barhum"), so that to share none is to be others."""
    return all(party.is_rare for party in (*left, *right))


def _crossed(left: Profile, right: Profile) -> Iterator[Outcome]:
    """A party that acts in one report and suffers in the other, where no role agrees."""
    for a, b in ((left, right), (right, left)):
        if not a.actors or not b.recipients:
            continue
        alike = _best(a.actors, b.recipients)
        if any(how in ("same", "part") for how, _, _, _ in alike):
            name = alike[0][2]
            yield Outcome(level="roles", key="crossed", words=partial("in another role: {}".format, name))
            return
