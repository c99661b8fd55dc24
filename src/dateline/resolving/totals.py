"""Totals held against the events there are: "at least 3 in the past two months", and which three."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dateline.model import Date, Event, Location, Party, Total, TotalCheck, Verdict
from dateline.resolving.days import gap, span
from dateline.resolving.fields import kilometres
from dateline.resolving.kinds import summed
from dateline.resolving.wording import name_words

_NEAR_KM = 50.0
_SHOWN = 10  # ids named in words


def check(total: Total, events: Iterable[Event]) -> TotalCheck:
    """Which events a total covers, and whether they are as many as it says.

    An event is covered where it is of the total's type, within its period and place, and shares a party where the
    total names parties; what the total does not say leaves the event in. Denied and planned events, and episodes with
    parts that are covered too, are not counted. A total of which neither period, place nor party is known, or in a
    place that nobody knows, is not compared: all events of a type, at any time and place, would confirm nothing.
    """
    return check_all([total], events)[0]


def check_all(totals: Iterable[Total], events: Iterable[Event]) -> list[TotalCheck]:
    """Many totals held against the events, which are gone through once."""
    asked = list(totals)
    alike: dict[str | None, list[int]] = defaultdict(list)
    for number, total in enumerate(asked):
        alike[total.type].append(number)
    covered: list[list[Event]] = [[] for _ in asked]
    for event in events:
        for number in (*alike[None], *alike[event.type]):
            if covers(asked[number], event):
                covered[number].append(event)
    return [_checked(total, here) for total, here in zip(asked, covered, strict=True)]


def _checked(total: Total, events: Iterable[Event]) -> TotalCheck:
    told = _told(total)
    if not _bounded(total):
        words = f"{told or 'how many is not told'}; no period, place or party could be resolved, so it was not compared"
        return TotalCheck(total_id=total.id, events=(), verdict="open", words=words)
    covered = sorted(event.id for event in summed(events))
    held = len(covered)
    shown = ", ".join(covered[:_SHOWN]) + (", …" if held > _SHOWN else "")
    words = f"the ledger holds {held} of {told}" if told else f"the ledger holds {held}; how many is not told"
    return TotalCheck(
        total_id=total.id,
        events=tuple(covered),
        verdict=_verdict(total, held),
        words=f"{words}: {shown}" if shown else words,
    )


def covers(total: Total, event: Event) -> bool:
    """Whether an event is one that a total may be counting, as far as the total says which it counts."""
    return (
        total.type in (None, event.type)
        and (total.date is None or _within(total.date, event))
        and (total.place is None or _at(total.place, event))
        and all(
            _shares(parties, event, role)
            for parties, role in ((total.actors, "actor"), (total.recipients, "recipient"))
        )
    )


def _bounded(total: Total) -> bool:
    """Whether anything is known of which events a total counts."""
    if total.place is not None and total.place.precision is None:
        return False  # somewhere that the gazetteer lacks
    dated = total.date is not None and span(total.date) is not None
    return bool(dated or total.place or total.actors or total.recipients)


def _verdict(total: Total, held: int) -> Verdict:
    if total.count_min is None and total.count_max is None:
        return "open"
    if total.count_min is not None and held < total.count_min:
        return "fewer"
    return "more" if total.count_max is not None and held > total.count_max else "holds"


def _told(total: Total) -> str:
    least, most = total.count_min, total.count_max
    if least is None:
        return f"at most {most}" if most is not None else ""
    if most is None:
        return f"at least {least}"
    return str(least) if least == most else f"{least} to {most}"


def _within(period: Date, event: Event) -> bool:
    outer = span(period)
    if outer is None:
        return True
    days = [span(each.best) for each in event.field("date") if isinstance(each.best, Date)]
    return any(inner is not None and gap(outer, inner) == 0 and inner.width <= outer.width for inner in days)


def _at(place: Location, event: Event) -> bool:
    for each in event.field("place"):
        if not isinstance(each.best, Location):
            continue
        if place.precision in (None, "country"):
            if place.country and place.country == each.best.country:
                return True
            continue
        apart = kilometres(place, each.best)
        if apart is not None and apart <= max(_NEAR_KM, place.radius_km or 0.0):
            return True
    return False


def _shares(parties: tuple[Party, ...], event: Event, role: str) -> bool:
    """Whether one of the total's parties has the role in the event; true where the total names none."""
    if not parties:
        return True
    theirs = [each.best for each in event.field(role) if isinstance(each.best, Party)]  # type: ignore[arg-type]
    return any(_same(one, other) for one in parties for other in theirs)


def _same(one: Party, other: Party) -> bool:
    if one.actor_id and other.actor_id:
        return one.actor_id == other.actor_id
    return bool(name_words(one.name) & name_words(other.name))
