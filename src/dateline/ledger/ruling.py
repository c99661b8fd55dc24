"""What persons ruled, laid over what the machine says: of which reports are one event, and of the values of an event.

Nothing here reads or writes; the machine's groups, links and values go in with the decisions in force, and come out as
the decisions will have them. Of decisions that contradict each other the later one holds.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from dateline.model import (
    ClaimRef,
    Consolidated,
    Count,
    Decision,
    Event,
    Location,
    Means,
    Party,
    Report,
    Value,
    Word,
)
from dateline.resolving import partition_by_odds, words

JOINING = ("accept", "merge")
_SCALARS = ("type", "mode", "status", "certainty")
SINGLE = ("date", *_SCALARS)  # fields of which an event has one value

Groups = tuple[tuple[str, ...], ...]


class Ruling(NamedTuple):
    """A decision in force, and where its words are found now: a report id, or None, for each of its attachments."""

    number: int  # of its row, in the order of time
    decision: Decision
    places: tuple[str | None, ...]
    away: bool = False  # its words are gone, and it holds on to its event by what another article reports

    @property
    def reports(self) -> tuple[str, ...]:
        """Current reports that it is about; of a split, those that leave."""
        return tuple(filter(None, self.places[: len(self.decision.reports)]))

    @property
    def rest(self) -> tuple[str, ...]:
        """Current reports that stay, of a split."""
        return tuple(filter(None, self.places[len(self.decision.reports) :]))


# ------------------------------------------------------------------ which reports are one event


def rejected(rulings: Iterable[Ruling]) -> set[str]:
    """Reports that a person took out: no events."""
    return {report_id for each in rulings if each.decision.verb == "reject" for report_id in each.reports}


def kept_out(groups: Groups, rulings: Iterable[Ruling], spared: Mapping[int, Collection[str]]) -> dict[str, Ruling]:
    """Reports that are of no event, each with the rejection that says so: of those, the later one.

    They are the reports that a rejection names and, where it is of a whole event, those that are grouped with them.
    `spared` has the rejections of whole events, by their numbers, with the reports that each leaves alone.
    """
    out: dict[str, Ruling] = {}
    for each in sorted(rulings, key=lambda each: each.number):
        if each.decision.verb != "reject":
            continue
        named = set(each.reports)
        out |= dict.fromkeys(named, each)
        if each.number in spared:
            told = {report_id for group in groups if not named.isdisjoint(group) for report_id in group}
            out |= dict.fromkeys(told.difference(spared[each.number]), each)
    return out


def grouped(
    article_of: Mapping[str, str],
    known: Mapping[tuple[str, str], float],
    rulings: Iterable[Ruling],
    odds: Callable[[str, str], float] | None = None,
    spared: Mapping[int, Collection[str]] | None = None,
) -> Groups:
    """The machine's groups with the rulings laid over them.

    Reports ruled to be one event bring their groups together; reports ruled to be two are never linked, so that each
    keeps those reports that agree with it more. Where bringing whole groups together would join what was ruled apart,
    only the reports that the ruling names leave their groups. `known` gives the log-odds of linked reports by their ids
    in order, `odds` those of two reports without a link. `spared` has what rejected events are parted from, by the
    numbers of the rulings.
    """
    ordered = sorted(rulings, key=lambda each: -each.number)  # the latest first: it holds
    together = _Together(article_of)
    for each in ordered:
        named, rest = ([r for r in ids if r in article_of] for ids in (each.reports, each.rest))
        if each.decision.verb in JOINING or each.decision.verb == "split":
            for other in named[1:]:
                together.join(named[0], other)
        if each.decision.verb == "split":
            together.part(named, rest)
        if spared and each.number in spared:
            together.part(named, [report_id for report_id in spared[each.number] if report_id in article_of])
    allowed = {pair: weight for pair, weight in known.items() if not together.apart(*pair)}

    def ruled_odds(left: str, right: str) -> float:
        return odds(left, right) if odds and not together.apart(left, right) else -math.inf

    return _united(partition_by_odds(article_of, allowed, ruled_odds if odds else None), together)


class _Together:
    """Sets of reports that are ruled to be one, and pairs of sets that are ruled to be two."""

    def __init__(self, reports: Iterable[str]) -> None:
        self.root = {report_id: report_id for report_id in reports}
        self.members = {report_id: {report_id} for report_id in self.root}
        self.foes: dict[str, set[str]] = defaultdict(set)

    def join(self, one: str, other: str) -> None:
        """One event, unless a later decision says two."""
        one, other = self.root[one], self.root[other]
        if one == other or other in self.foes[one]:
            return
        one, other = min(one, other), max(one, other)
        for member in self.members[other]:
            self.root[member] = one
        self.members[one] |= self.members.pop(other)
        for foe in self.foes.pop(other, set()):
            self.foes[foe].discard(other)
            self.foes[foe].add(one)
            self.foes[one].add(foe)

    def part(self, leaving: Iterable[str], staying: Sequence[str]) -> None:
        """Two events, unless a later decision says one."""
        for a in {self.root[each] for each in leaving}:
            for b in {self.root[each] for each in staying} - {a}:
                self.foes[a].add(b)
                self.foes[b].add(a)

    def apart(self, one: str, other: str) -> bool:
        """Whether two reports are ruled to be of two events."""
        if one not in self.root or other not in self.root:
            return False
        return self.root[other] in self.foes[self.root[one]]

    def quarrel(self, group: Iterable[str]) -> bool:
        """Whether a group holds reports that are ruled to be of two events."""
        roots = {self.root[each] for each in group}
        return any(roots & self.foes[root] for root in roots)

    def pulled_apart(self, group: Sequence[str]) -> list[list[str]]:
        """A group, or where it quarrels, its sets of reports each by itself; the rest stays together."""
        if not self.quarrel(group):
            return [list(group)]
        parts: dict[str, list[str]] = defaultdict(list)
        for each in group:
            parts[self.root[each] if self.foes[self.root[each]] else ""].append(each)
        return list(parts.values())


def _united(groups: Groups, together: _Together) -> Groups:
    """Groups brought together where rulings say so."""
    group_of: dict[str, set[str]] = {}
    for part in (set(part) for group in groups for part in together.pulled_apart(group)):
        for each in part:
            group_of[each] = part  # one set, which all its members share
    for members in sorted(together.members.values(), key=min):
        whole = set[str]().union(*(group_of[each] for each in members))
        if together.quarrel(whole):
            for each in members:
                group_of[each] -= members
            whole = set(members)
        for each in whole:
            group_of[each] = whole
    return tuple(sorted({tuple(sorted(group)) for group in group_of.values()}))


# ------------------------------------------------------------------ the values of an event


def ruled(event: Event, reports: Mapping[str, Report], rulings: Iterable[Ruling]) -> Event:
    """The event with the values that persons gave it, and the decisions in force on it."""
    here = [each for each in sorted(rulings, key=lambda each: each.number) if _is_about(each, event)]
    for each in here:
        if each.decision.field not in (None, "part_of") and each.decision.value is not None:
            event = _corrected(event, reports, each)
    return replace(event, decisions=tuple(each.decision.id for each in here))


def _is_about(ruling: Ruling, event: Event) -> bool:
    return not {*ruling.reports, *ruling.rest}.isdisjoint(event.reports)


def _corrected(event: Event, reports: Mapping[str, Report], ruling: Ruling) -> Event:
    decision, field = ruling.decision, ruling.decision.field
    assert field is not None
    assert field != "part_of"
    assert decision.value is not None
    told = [reports[each] for each in ruling.reports if each in reports]
    ref = None if is_beside(decision) else _claim(decision, told)
    at = _place_of(event, decision, ref)
    before = event.fields[at] if at is not None else None
    after = Consolidated(field=field, best=decision.value, best_claim=ref, decision=decision.id)
    if before is not None:
        after = replace(before, best=decision.value, best_claim=ref or before.best_claim, decision=decision.id)
    others = [one.best for n, one in enumerate(event.fields) if n != at and one.field == field]
    put = [] if any(stands(decision.value, one) for one in others) else [after]
    fields = list(event.fields)
    fields[len(fields) if at is None else at : len(fields) if at is None else at + 1] = put
    event = replace(event, fields=tuple(fields))
    if field in _SCALARS and isinstance(decision.value, Word):
        return replace(event, **{field: decision.value.word})
    return event


def _claim(decision: Decision, reports: Iterable[Report]) -> ClaimRef | None:
    """The claim, of the reports as they are now, that rests on the words which the person looked at."""
    for report in reports:
        for number, claim in enumerate(report.claims):
            if claim.field == decision.field and decision.evidence in claim.evidence:
                return ClaimRef(report_id=report.id, claim=number)
    return None


def _place_of(event: Event, decision: Decision, ref: ClaimRef | None) -> int | None:
    """Which value of the event a correction is about: the one on the same words, the same value, or the only one."""
    here = [(n, one) for n, one in enumerate(event.fields) if one.field == decision.field]
    if isinstance(decision.value, Count):
        here = [(n, one) for n, one in here if isinstance(one.best, Count) and one.best.what == decision.value.what]
    for n, one in here:
        if ref is not None and one.best_claim == ref:
            return n
    for wanted in (decision.replaces, decision.value):
        for n, one in here:
            if one.best == wanted:
                return n
    single = decision.field in SINGLE or (isinstance(decision.value, Count) and len(here) == 1)
    return here[0][0] if here and single and not is_beside(decision) else None


def is_beside(decision: Decision) -> bool:
    """Whether a correction put a value beside others: it names words that told them, and replaces nothing."""
    return decision.evidence is not None and decision.replaces is None


def stands(value: Value, one: Value) -> bool:
    """Whether one that stands already says a value, whatever else it says; none in the open says one to be masked."""
    if isinstance(value, Party) and isinstance(one, Party) and value.private and not one.private:
        return False
    return _said(value) == _said(one)


def _said(value: Value) -> object:
    match value:
        case Party():
            return value.actor_id or words(value.name)
        case Location():
            return value.place_id or value
        case Means():
            return words(value.text)
        case _:
            return value
