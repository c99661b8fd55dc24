"""Many reports of one event into one: for each field the best value, for counts also the lowest and highest told.

A value is backed by every claim that allows it: "in April" backs 14 April, "at least 15" backs 17. Which of the values
told is best is a matter of the rule, and every rule has a name and a version:

- `most-cited-2`: the value with most independent sources behind it, then the most precise, then the one said last;
- `latest-best-source-1`: of the best kind of source, the value said last, then the most precise: tolls rise;
- `conservative-1`: the lowest toll, the coarsest date and place.

Sources are counted by the root of their citation chain; an article speaking in its own voice is its own source. Claims
that deny, that were withdrawn, or that their own source corrected, give no value, not even a lowest or highest. A
contradiction is marked, never averaged away. Of an actor it is kept whether the reports know it, it claims the act
itself, or somebody blames it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from dateline.model import (
    Claim,
    ClaimRef,
    Consolidated,
    Count,
    Date,
    Event,
    Field,
    Link,
    Location,
    Means,
    Party,
    Record,
    Report,
    Seizure,
    Stance,
    Value,
    Word,
)
from dateline.resolving.days import gap, span
from dateline.resolving.fields import kilometres
from dateline.resolving.kinds import kind
from dateline.resolving.sources import independent
from dateline.resolving.wording import content_words, name_words, words

RULE = "most-cited-2"
RULES = (RULE, "latest-best-source-1", "conservative-1")
_KINDS = (
    "unknown",
    "party",
    "media",
    "ngo",
    "witness",
    "authority",
    "medical",
)  # of sources, the better to know a toll last
_STANCES: tuple[Stance, ...] = (
    "blames",
    "claims responsibility",
    "asserts",
)  # of what is said of an actor, weakest first
_PRECISION = ("country", "water", "area", "admin", "route", "admin2", "city", "site")  # coarse to fine
_CAUTIOUS = ("hedged", "occurred", "failed", "denied", "planned")  # which word wins where votes are level
_SAME_PLACE_KM = 25.0

_T = TypeVar("_T")
_Relation = Callable[[Value, Value], bool]


class Told(Record, frozen=True, kw_only=True):
    """A claim, where it stands, and who is its source in the end."""

    claim: Claim
    ref: ClaimRef
    source: str
    day: str = ""  # when it was said, else when its article was published; ISO

    @property
    def value(self) -> Value:
        return self.claim.value


_Preference = Callable[[Told, Sequence[Told], _Relation], tuple[float | str, ...]]


def consolidate(
    event_id: str,
    reports: Iterable[Report],
    links: Iterable[Link] = (),
    *,
    rule: str = RULE,
    published: Mapping[str, str | None] | None = None,
    publishers: Mapping[str, str | None] | None = None,
    part_of: str | None = None,
) -> Event:
    """One event from the reports judged to be about it. The order of the reports does not matter.

    `published` and `publishers` give the ISO day and the owner of an article by its id, as far as known: the first
    tells which of two values was said last, the second which articles are one source.

    Raises ValueError where there is no report, or no such rule.
    """
    ordered = sorted(reports, key=lambda report: report.id)
    if not ordered:
        raise ValueError(f"{event_id}: an event needs a report")
    if rule not in RULES:
        raise ValueError(f"{rule}: no such rule of consolidation; there are {', '.join(RULES)}")
    type_ = _vote([report.type for report in ordered])
    told = [each for report in ordered for each in _told(report, published or {})]
    return Event(
        id=event_id,
        kind=_vote([kind(report) for report in ordered]),
        type=type_,
        mode=_vote([report.mode for report in ordered if report.type == type_ and report.mode] or [None]),
        status=_vote([report.status for report in ordered]),
        certainty=_vote([report.certainty for report in ordered]),
        reports=tuple(report.id for report in ordered),
        fields=tuple(_fields(told, _PREFERENCES[rule])),
        links=tuple(sorted(links, key=lambda link: (link.left, link.right))),
        part_of=part_of,
        rule=rule,
        independent=len(independent(ordered, publishers)),
    )


def _vote(votes: Sequence[_T]) -> _T:
    """The commonest; where votes are level the more cautious, then the first in the alphabet."""
    tally = Counter(votes)
    caution = {word: rank for rank, word in enumerate(_CAUTIOUS)}
    return min(tally, key=lambda vote: (-tally[vote], caution.get(str(vote), 0), str(vote)))


def _fields(told: Sequence[Told], prefers: _Preference) -> Iterator[Consolidated]:
    denied = [each for each in told if each.claim.stance == "denies"]
    standing = _standing(told)
    for field, kin, backs in _RULES:
        here = [each for each in standing if each.claim.field == field]
        for alternatives in _alike(here, kin):
            refused = any(each.claim.field == field and kin(each.value, alternatives[0].value) for each in denied)
            yield _best(field, alternatives, backs, refused, prefers)
    yield from _counts(standing, [each.value for each in denied], prefers)


def _told(report: Report, published: Mapping[str, str | None]) -> Iterator[Told]:
    for number, claim in enumerate(report.claims):
        root = " ".join(words(claim.cited[-1].name)) if claim.cited else ""
        source = root or f"article {report.article_id}"
        day = claim.said or published.get(report.article_id) or ""
        yield Told(claim=claim, ref=ClaimRef(report_id=report.id, claim=number), source=source, day=day)


def _standing(told: Sequence[Told]) -> list[Told]:
    """The claims that still give a value: not denials, nor what their own source took back or corrected."""
    withdrawn = {(each.source, each.claim.field, each.value) for each in told if each.claim.stance == "withdraws"}
    corrected = {(each.source, _subject(each)): each.day for each in told if each.claim.stance == "corrects"}
    return [
        each
        for each in told
        if each.claim.stance not in ("denies", "withdraws")
        and (each.source, each.claim.field, each.value) not in withdrawn
        and not _corrected(each, corrected.get((each.source, _subject(each))))
    ]


def _corrected(each: Told, day: str | None) -> bool:
    """Whether its source corrected a claim on a day no earlier; two claims without a day are taken in that order."""
    return day is not None and each.claim.stance != "corrects" and each.day <= day


def _subject(each: Told) -> Hashable:
    """What a claim is about, so far as a later one of its source can correct it."""
    return each.claim.field, each.value.what if isinstance(each.value, Count) else None


def _alike(told: Sequence[Told], kin: Callable[[Value, Value], bool]) -> list[list[Told]]:
    """Claims into sets that tell of the same thing: most sources first, then the more precise and later."""
    sets: list[list[Told]] = []
    for each in sorted(told, key=_rank, reverse=True):
        home = next((others for others in sets if kin(each.value, others[0].value)), None)
        if home is None:
            sets.append([each])
        else:
            home.append(each)
    return sorted(sets, key=lambda others: -_sources(others))


def _best(field: Field, told: Sequence[Told], backs: _Relation, refused: bool, prefers: _Preference) -> Consolidated:
    """The best of alternative values; `refused` where somebody denies them."""
    best = max(told, key=lambda each: (prefers(each, told, backs), _rank(each)))
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


def _most_cited(each: Told, told: Sequence[Told], backs: _Relation) -> tuple[float | str, ...]:
    return (float(_sources([other for other in told if backs(other.value, each.value)])),)


def _latest_best_source(each: Told, told: Sequence[Told], backs: _Relation) -> tuple[float | str, ...]:
    nearest = each.claim.cited[0].kind if each.claim.cited else "media"
    return float(_KINDS.index(nearest)), each.day


def _conservative(each: Told, told: Sequence[Told], backs: _Relation) -> tuple[float | str, ...]:
    if isinstance(each.value, Count):
        return (-float(_bounds(each.value)[0]),)
    return (-_precision(each.value) if isinstance(each.value, Date | Location) else 0.0,)


def _sources(told: Iterable[Told]) -> int:
    return len({each.source for each in told})


def _rank(each: Told) -> tuple[float, str, bool, str, int]:
    """Precise before vague, late before early; the rest only makes the order certain."""
    return _precision(each.value), each.day, not each.claim.cited, each.ref.report_id, -each.ref.claim


def _precision(value: Value) -> float:
    match value:
        case Date():
            days = span(value)
            return -float(days.width + 366 * days.open_year) if days else float("-inf")
        case Location():
            return float(_PRECISION.index(value.precision)) if value.precision else -1.0
        case Party():
            return len(words(value.name)) + 100.0 * (value.actor_id is not None)
        case Count():
            return 2.0 - (value.min != value.max) - 0.5 * value.approximate
        case Means():
            return float(len(words(value.text)))
        case Seizure():
            return float(value.amount is not None)
        case Word():
            return 0.0


_PREFERENCES: dict[str, _Preference] = dict(zip(RULES, (_most_cited, _latest_best_source, _conservative), strict=True))


# ------------------------------------------------------------------ what is one thing, and what backs what


def _any(value: Value, other: Value) -> bool:
    """Fields of which an event has one: all values are alternatives."""
    return True


def _same_party(value: Value, other: Value) -> bool:
    if not isinstance(value, Party) or not isinstance(other, Party):
        return False
    if value.actor_id and other.actor_id:
        return value.actor_id == other.actor_id
    mine, theirs = name_words(value.name), name_words(other.name)
    if content_words(value.name) == content_words(other.name):
        return True
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _same_words(value: Value, other: Value) -> bool:
    return _text(value) == _text(other)


def _text(value: Value) -> Hashable:
    match value:
        case Means():
            return content_words(value.text)
        case Seizure():
            return content_words(value.item), value.unit
        case Word():
            return value.word
        case _:
            return value


def _meets(value: Value, other: Value) -> bool:
    """Places that may be one: near, or one a country or area that holds the other."""
    if not isinstance(value, Location) or not isinstance(other, Location):
        return False
    if value.place_id and value.place_id == other.place_id:
        return True
    if "country" in (value.precision, other.precision):
        return value.country == other.country
    apart = kilometres(value, other)
    if apart is None:
        return content_words(value.text) == content_words(other.text)
    return apart <= max(_SAME_PLACE_KM, value.radius_km or 0.0, other.radius_km or 0.0)


def _holds_days(wide: Value, narrow: Value) -> bool:
    if not isinstance(wide, Date) or not isinstance(narrow, Date):
        return False
    a, b = span(wide), span(narrow)
    return a is not None and b is not None and gap(a, b) == 0 and a.width >= b.width


def _holds_count(wide: Value, narrow: Value) -> bool:
    if not isinstance(wide, Count) or not isinstance(narrow, Count):
        return False
    low, high = _bounds(narrow)
    return (wide.min or 0) <= low and (wide.max is None or high <= wide.max)


_RULES: tuple[tuple[Field, _Relation, _Relation], ...] = (
    ("date", _any, _holds_days),
    ("place", _meets, _meets),
    ("actor", _same_party, _same_party),
    ("recipient", _same_party, _same_party),
    ("weapon", _same_words, _same_words),
    ("seized", _same_words, lambda value, other: value == other),
    ("context", _same_words, _same_words),
)


# ------------------------------------------------------------------ counts


def _counts(told: Iterable[Told], denied: Sequence[Value], prefers: _Preference) -> Iterator[Consolidated]:
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


def _count(told: Sequence[Told], refused: bool, prefers: _Preference) -> Consolidated:
    best = _best("count", told, _holds_count, refused, prefers)
    low = min(told, key=lambda each: (_bounds(each.value)[0], each.ref.report_id, each.ref.claim))
    high = max(told, key=lambda each: (_bounds(each.value)[1], each.ref.report_id, each.ref.claim))
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


def _bounds(value: Value) -> tuple[int, int]:
    """Lowest and highest number said aloud: "at least 15" says 15 and no other."""
    if not isinstance(value, Count):
        return 0, 0
    said = [bound for bound in (value.min, value.max) if bound is not None]
    return (min(said), max(said)) if said else (0, 0)
