"""The best of alternative values of a field, and for counts the lowest and highest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from dateline.model import Consolidated, Count, Field, Stance, Value
from dateline.resolving.preferring import Preference
from dateline.resolving.relations import RELATIONS, Relation, bounds, holds_count
from dateline.resolving.told import Told, rank, sources, standing

_STANCES: tuple[Stance, ...] = ("blames", "claims responsibility", "asserts")  # of an actor, weakest first


def fields(told: Sequence[Told], prefers: Preference) -> Iterator[Consolidated]:
    """The consolidated values of everything told of one event."""
    denied = [each for each in told if each.claim.stance == "denies"]
    given = standing(told)
    for field, kin, backs in RELATIONS:
        here = [each for each in given if each.claim.field == field]
        for alternatives in _alike(here, kin):
            refused = any(each.claim.field == field and kin(each.value, alternatives[0].value) for each in denied)
            yield _best(field, alternatives, backs, refused, prefers)
    yield from _counts(given, [each.value for each in denied], prefers)


def _alike(told: Sequence[Told], kin: Callable[[Value, Value], bool]) -> list[list[Told]]:
    """Claims into sets that tell of the same thing: most sources first, then the more precise and later."""
    sets: list[list[Told]] = []
    for each in sorted(told, key=rank, reverse=True):
        home = next((others for others in sets if kin(each.value, others[0].value)), None)
        if home is None:
            sets.append([each])
        else:
            home.append(each)
    return sorted(sets, key=lambda others: -sources(others))


def _best(field: Field, told: Sequence[Told], backs: Relation, refused: bool, prefers: Preference) -> Consolidated:
    """The best of alternative values; `refused` where somebody denies them."""
    best = max(told, key=lambda each: (prefers(each, told, backs), rank(each)))
    conflict = refused or any(not backs(a.value, b.value) and not backs(b.value, a.value) for a in told for b in told)
    stance = max(
        (each.claim.stance for each in told), key=lambda each: _STANCES.index(each) if each in _STANCES else -1
    )
    return Consolidated(
        field=field,
        best=best.value,
        best_claim=best.ref,
        conflict=conflict,
        stance=stance if field == "actor" else "asserts",
    )


def _counts(told: Iterable[Told], denied: Sequence[Value], prefers: Preference) -> Iterator[Consolidated]:
    by_what: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        if isinstance(each.value, Count):
            by_what[each.value.what].append(each)
    for what in sorted(by_what):
        for alternatives in _divided(by_what[what]):
            yield _count(alternatives, any(each.value in denied for each in alternatives), prefers)


def _divided(told: Sequence[Told]) -> list[list[Told]]:
    """Counts of one kind that are alternatives to each other, so that the sets may be added up.

    Reports that give one number each tell the same number, whatever side they put it on. Where reports divide it by
    sides, the commonest way of dividing stands, and numbers divided in another way are not compared with its parts.
    """
    divisions: dict[str, set[Hashable]] = defaultdict(set)
    for each in told:
        divisions[each.ref.report_id].add(_part(each))
    if all(len(parts) == 1 for parts in divisions.values()):
        return [list(told)]
    tally = Counter(tuple(sorted(parts, key=str)) for parts in divisions.values())
    chosen = min(tally, key=lambda parts: (-tally[parts], -len(parts), str(parts)))
    with_it = [each for each in told if tuple(sorted(divisions[each.ref.report_id], key=str)) == chosen]
    return [[each for each in with_it if _part(each) == part] for part in chosen]


def _part(each: Told) -> Hashable:
    return (each.value.side, each.value.civilian) if isinstance(each.value, Count) else None


def _count(told: Sequence[Told], refused: bool, prefers: Preference) -> Consolidated:
    best = _best("count", told, holds_count, refused, prefers)
    low = min(told, key=lambda each: (bounds(each.value)[0], each.ref.report_id, each.ref.claim))
    high = max(told, key=lambda each: (bounds(each.value)[1], each.ref.report_id, each.ref.claim))
    return Consolidated(
        field="count",
        best=best.best,
        best_claim=best.best_claim,
        low=low.value,
        low_claim=low.ref,
        high=high.value,
        high_claim=high.ref,
        conflict=best.conflict,
    )
