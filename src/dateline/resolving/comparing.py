"""Two reports side by side: one named level for each thing compared, in words, with its weight in log-odds.

The weights were set by hand, in quarters, beside a logistic regression over pairs of reports known to be and not to be
about one event; rounded and held back where few pairs spoke. What a report does not say weighs nothing: silence is not
agreement. A wrong merge costs more than a missed one, so the levels against weigh more than those for, and `PRIOR`
asks for more than a day and a city.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from dateline.model import Count, Date, Field, Level, Link, Location, Means, Party, Report, Value
from dateline.ontology import Ontology
from dateline.resolving.days import Span, gap, span
from dateline.resolving.wording import content_words, is_name, name_words, share, stems

PRIOR = -4.5
WORDS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "CONCEDE"})  # who speaks is what the event is
_UNSAID = ("denies", "withdraws")
_RADIUS = {"site": 5.0, "city": 10.0, "admin2": 40.0, "admin": 120.0, "route": 60.0, "water": 200.0, "area": 100.0}
_EARTH_KM = 6371.0
_FEWEST_WORDS = 3  # shared by two quotes, for likeness to mean anything
_LEAST_ALIKE = 0.08  # words shared over words used by either
_PUBLISHED = ((3, 0.0), (14, -1.0), (60, -2.0), (200, -2.5))  # days, weight
_MOST = 3.0  # for parties shared in one role, however many


def family(type_: str) -> str:
    """The family of a PLOVER type, named by its first type. Types of two families are never one event."""
    return min(Ontology.load().family(type_))


def compare(left: Report, right: Report, published_apart: int | None = None) -> Link:
    """How far two reports agree, level by level, and the probability that they are about one event.

    The probability is the logistic of `PRIOR` plus the levels' weights. The result names the reports in the order of
    their ids and does not depend on the order of the
    arguments. `published_apart`, the days between the publication of the two articles where both are known, counts
    only where the reports themselves give no two dates to compare.
    """
    if right.id < left.id:
        left, right = right, left
    levels = tuple(level for level in _levels(left, right, published_apart) if level is not None)
    odds = PRIOR + sum(level.weight for level in levels)
    return Link(left=left.id, right=right.id, probability=round(1 / (1 + math.exp(-odds)), 6), levels=levels)


def log_odds(link: Link) -> float:
    """The log-odds behind a link's probability, exact: weights are quarters."""
    return PRIOR + sum(level.weight for level in link.levels)


def standing(report: Report, field: Field) -> Iterator[Value]:
    """The values a report gives for a field, without those it only denies or takes back."""
    return (claim.value for claim in report.claims_of(field) if claim.stance not in _UNSAID)


def spans(report: Report) -> list[Span]:
    """The days a report gives, as spans."""
    found = (span(value) for value in standing(report, "date") if isinstance(value, Date))
    return [value for value in found if value is not None]


def locations(report: Report) -> list[Location]:
    """The places a report gives."""
    return [value for value in standing(report, "place") if isinstance(value, Location)]


def parties(report: Report, role: Field) -> list[Party]:
    """The parties a report gives in a role; "unknown perpetrator" is nobody to compare."""
    return [value for value in standing(report, role) if isinstance(value, Party) and not value.unknown]


def kilometres(left: Location, right: Location) -> float | None:
    """Great-circle distance, or None where either has no coordinates."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    a, b = math.radians(left.lat), math.radians(right.lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(right.lon - left.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _levels(left: Report, right: Report, published_apart: int | None) -> Iterator[Level | None]:
    days = _days(left, right) or _published(left, right, published_apart)
    yield _type(left, right)
    yield _kind(left, right)
    yield _mode(left, right)
    yield days
    yield _status(left, right, days)
    yield _place(left, right)
    yield from _parties(left, right)
    yield from _tolls(left, right)
    yield _means(left, right)
    yield _triggers(left, right)
    yield _quotes(left, right)


def _type(left: Report, right: Report) -> Level:
    if left.type == right.type:
        return Level(name="type", outcome=f"both {left.type}", weight=0.0)
    if family(left.type) == family(right.type):
        return Level(name="type", outcome=f"{left.type} and {right.type}, of one family", weight=-2.5)
    return Level(name="type", outcome=f"{left.type} and {right.type}", weight=-8.0)


def _kind(left: Report, right: Report) -> Level | None:
    if left.kind == right.kind:
        return None
    return Level(name="kind", outcome=f"{left.kind} and {right.kind}", weight=-8.0)


def _mode(left: Report, right: Report) -> Level | None:
    if left.mode is None or right.mode is None:
        return None
    if left.mode == right.mode:
        return Level(name="mode", outcome=f"both {left.mode}", weight=0.5)
    return Level(name="mode", outcome=f"{left.mode} and {right.mode}", weight=-1.5)


def _status(left: Report, right: Report, days: Level | None) -> Level | None:
    pair = {left.status, right.status}
    if pair == {"planned"}:  # a plan is told of again and again until it is carried out
        return Level(name="status", outcome="both planned", weight=1.5)
    if len(pair) == 1:
        return None
    outcome = f"{left.status} and {right.status}"
    if "planned" not in pair:
        return Level(name="status", outcome=outcome, weight=-0.5)
    same_days = days is not None and days.weight >= 2.0
    return Level(name="status", outcome=outcome, weight=-0.5 if same_days else -2.5)


def _days(left: Report, right: Report) -> Level | None:
    pairs = [(a, b) for a in spans(left) for b in spans(right)]
    return max((_day_level(a, b) for a, b in pairs), key=_by_weight, default=None)


def _published(left: Report, right: Report, apart: int | None) -> Level | None:
    """News grows old: what is told without a date is told near its day. Plans are told of for longer."""
    if apart is None:
        return None
    outcome = f"no day in both, published {apart} day{'s' * (apart != 1)} apart"
    if left.status == right.status == "planned":
        return Level(name="days apart", outcome=outcome, weight=_step(apart, ((200, 0.0),), -3.0))
    return Level(name="days apart", outcome=outcome, weight=_step(apart, _PUBLISHED, -3.0))


def _day_level(a: Span, b: Span) -> Level:
    apart, width = gap(a, b), max(a.width, b.width)
    if apart:
        weight = _step(apart, ((1, -1.5), (3, -3.5)), -6.0)
        return Level(name="days apart", outcome=f"{apart} day{'s' * (apart > 1)} apart", weight=weight)
    if a.open_year or b.open_year:
        return Level(
            name="days apart", outcome="same day of the year, year not known", weight=1.5 if width <= 2 else 0.5
        )
    weight = _step(width, ((2, 3.0), (10, 2.0), (45, 1.25), (400, 0.5)), 0.0)
    outcome = "same day" if width <= 2 else f"overlap, within {width} days"
    return Level(name="days apart", outcome=outcome, weight=weight)


def _place(left: Report, right: Report) -> Level | None:
    found = (_place_level(a, b) for a in locations(left) for b in locations(right))
    return max((level for level in found if level is not None), key=_by_weight, default=None)


def _place_level(a: Location, b: Location) -> Level | None:
    if a.country and b.country and a.country != b.country and "country" in (a.precision, b.precision):
        return Level(name="km apart", outcome=f"{a.country} and {b.country}", weight=-3.0)
    apart = kilometres(a, b)
    if "country" in (a.precision, b.precision) or apart is None:
        return _coarse_place_level(a, b)
    fine = a.precision in ("site", "city") and b.precision in ("site", "city")
    beyond = max(0.0, apart - _radius(a) - _radius(b))
    outcome = f"{apart:.0f} km apart" + ("" if fine else ", areas" if beyond else ", areas that meet")
    if fine:
        return Level(name="km apart", outcome=outcome, weight=_step(beyond, ((0, 2.0), (20, 0.0), (80, -2.0)), -4.0))
    return Level(name="km apart", outcome=outcome, weight=_step(beyond, ((0, 0.75), (50, -0.5), (200, -1.5)), -4.0))


def _coarse_place_level(a: Location, b: Location) -> Level | None:
    """Places of which one is a whole country or not on the map: weak evidence."""
    unmapped = a.precision is None and b.precision is None
    if unmapped and content_words(a.text) == content_words(b.text):
        return Level(name="km apart", outcome=f"both “{a.text}”, not on the map", weight=1.0)
    if a.country and a.country == b.country:
        return Level(name="km apart", outcome=f"both in {a.country}, no nearer told", weight=0.5)
    return None


def _radius(place: Location) -> float:
    if place.radius_km is not None:
        return max(place.radius_km, _RADIUS["site"])
    return _RADIUS.get(place.precision or "", _RADIUS["city"])


def _parties(left: Report, right: Report) -> Iterator[Level]:
    for role in ("actor", "recipient"):
        level = _role_level(role, parties(left, role), parties(right, role), left.type in WORDS and role == "actor")
        if level is not None:
            yield level


def _role_level(role: str, left: list[Party], right: list[Party], decisive: bool) -> Level | None:
    """`decisive`: for a statement, another speaker is another event."""
    if not left or not right:
        return None
    best = [max((_alike(a, b), b.name) for b in right) for a in left]
    shared = [(score, a.name, b) for a, (score, b) in zip(left, best, strict=True) if score > 0]
    if shared:
        both = ", ".join(a if a == b else f"{a} / {b}" for _, a, b in shared)
        return Level(
            name=f"{role}s", outcome=f"shared: {both}", weight=min(_MOST, sum(score for score, _, _ in shared))
        )
    if not any(map(_is_named, left)) or not any(map(_is_named, right)):
        return None
    outcome = f"none shared: {left[0].name} / {right[0].name}"
    return Level(name=f"{role}s", outcome=outcome, weight=-4.0 if decisive else -0.75)


def _is_named(party: Party) -> bool:
    return party.actor_id is not None or is_name(party.name)


def _alike(a: Party, b: Party) -> float:
    """Weight of two names for one party: 0 where they are not."""
    if a.actor_id and b.actor_id:
        return 1.5 if a.actor_id == b.actor_id else 0.0
    left, right = name_words(a.name), name_words(b.name)
    shared = share(left, right)
    if shared >= 0.6:
        return 1.75 if len(left & right) > 1 else 1.25
    if content_words(a.name) == content_words(b.name):
        return 0.5
    return 0.25 if shared >= 0.5 or (a.country and a.country == b.country) else 0.0


def _tolls(left: Report, right: Report) -> Iterator[Level]:
    for what in ("killed", "injured", "arrested", "abducted", "released", "displaced", "participants", "casualties"):
        a, b = _toll(left, what), _toll(right, what)
        if a and b:
            yield _toll_level(what, a, b)


def _toll(report: Report, what: str) -> tuple[int, int | None] | None:
    """Fewest and most persons that a report's counts allow, sides together; None where it gives no count."""
    counts = [value for value in standing(report, "count") if isinstance(value, Count) and value.what == what]
    if not counts:
        return None
    highest = [count.max for count in counts if count.max is not None]
    return min(count.min or 0 for count in counts), sum(highest) if len(highest) == len(counts) else None


def _toll_level(what: str, a: tuple[int, int | None], b: tuple[int, int | None]) -> Level:
    outcome = f"{what} {_figure(a)} and {_figure(b)}"
    if a == b and a[0] == a[1]:
        return Level(name="toll", outcome=outcome, weight=_step(a[0], ((0, 0.25), (2, 0.75), (9, 1.5)), 2.0))
    (_, low_max), (high_min, _) = sorted((a, b), key=lambda bounds: bounds[0])
    if low_max is None or low_max >= high_min:
        return Level(name="toll", outcome=outcome, weight=0.5)
    if low_max == 0:
        return Level(name="toll", outcome=outcome, weight=-1.5)
    return Level(name="toll", outcome=outcome, weight=_step(high_min / low_max, ((1.5, 0.0), (3, -0.75)), -1.75))


def _figure(bounds: tuple[int, int | None]) -> str:
    low, high = bounds
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low}-{high}"


def _means(left: Report, right: Report) -> Level | None:
    a, b = _weapon_words(left), _weapon_words(right)
    if not a or not b:
        return None
    if a & b:
        return Level(name="means", outcome="shared: " + " ".join(sorted(a & b)), weight=0.5)
    return Level(name="means", outcome=f"{' '.join(sorted(a))} / {' '.join(sorted(b))}", weight=-0.5)


def _weapon_words(report: Report) -> frozenset[str]:
    texts = (value.text for value in standing(report, "weapon") if isinstance(value, Means))
    return frozenset(word for text in texts for word in content_words(text))


def _triggers(left: Report, right: Report) -> Level | None:
    shared = stems(left.trigger.quote) & stems(right.trigger.quote)
    if not shared:
        return None
    outcome = f"{left.trigger.quote} / {right.trigger.quote}"
    return Level(name="trigger", outcome=outcome, weight=1.25)


def _quotes(left: Report, right: Report) -> Level | None:
    """Words shared by the two sentences, beyond the trigger and the names that other levels have counted."""
    a, b = _own_words(left), _own_words(right)
    if len(a & b) < _FEWEST_WORDS:
        return None
    alike = len(a & b) / len(a | b)
    if alike < _LEAST_ALIKE:
        return None
    outcome = f"{alike:.0%} of the words shared"
    return Level(name="quote", outcome=outcome, weight=_step(alike, ((0.15, 0.75), (0.25, 1.5), (0.4, 2.5)), 3.5))


def _own_words(report: Report) -> frozenset[str]:
    counted = [
        report.trigger.quote,
        *(party.name for role in ("actor", "recipient") for party in parties(report, role)),
    ]
    names = {word for text in (*counted, *(place.text for place in locations(report))) for word in content_words(text)}
    return content_words(report.quote.quote) - names


def _step(value: float, steps: Iterable[tuple[float, float]], beyond: float) -> float:
    """The weight of the first step whose bound holds the value."""
    return next((weight for bound, weight in steps if value <= bound), beyond)


def _by_weight(level: Level) -> tuple[float, str]:
    return level.weight, level.outcome
