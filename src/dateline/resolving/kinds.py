"""Incidents, series and episodes told apart, and which of them is part of which.

A series is one act repeated ("shelled daily"), an episode a campaign of many acts (an offensive, a siege, a round of
protests). A report says which by its words and by the days it spans; where the coder has already said so, its word
stands. What an episode or series tells of its toll holds the tolls of its incidents, so the two are never summed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from dateline.model import Date, Event, EventKind, Location, Party, Report
from dateline.resolving.days import Span, span
from dateline.resolving.fields import family, kilometres, spans
from dateline.resolving.wording import name_words

_SHORT = 3  # days; a longer span is no single incident
_REPEATED = re.compile(
    r"\b(?:daily|nightly|repeatedly|every (?:day|night|week)|(?:a )?(?:series|string|wave|spate) of|"
    r"day after day|night after night|consecutive (?:day|night|week)s?|for (?:days|weeks|months))\b",
    re.IGNORECASE,
)
_SO_FAR = re.compile(  # a count kept over many acts, not the toll of one
    r"[^,;.]{0,90}\b(?:since the (?:start|beginning|outbreak|onset)\b|so far this (?:week|month|year)\b|"
    r"(?:over|in|during|within) the (?:past|last|previous) [\w-]+ (?:days|weeks|months|years)\b)",
    re.IGNORECASE,
)
_RECORD = re.compile(r"\b(?:first|last|most|worst|\w{3,}est)\b", re.IGNORECASE)  # "the largest attack since the start"
_CAMPAIGN = re.compile(
    r"\b(?:offensives?|campaigns?|sieges?|besieg\w+|battle (?:for|of)|war|crackdown|insurgency|uprising|unrest|"
    r"(?:military|security|ground|clearing) operations?|invasion|blockades?|round of (?:talks|protests))\b",
    re.IGNORECASE,
)
_NEAR_KM = 50.0
_UNCOUNTED = ("denied", "planned")


def kind(report: Report) -> EventKind:
    """What a report tells of: an incident unless its words or its days say otherwise."""
    if report.kind != "incident":
        return report.kind
    if _CAMPAIGN.search(report.trigger.quote):
        return "episode"
    before, _, after = report.quote.quote.partition(report.trigger.quote)
    if _REPEATED.search(_around(report)) or (_SO_FAR.match(after) and not _RECORD.search(before)):
        return "series"
    longest = max((found.width for found in spans(report) if not found.open_year), default=1)
    return "series" if longest > _SHORT and _ongoing(report) else "incident"


class Frame:
    """What decides which events an event lies within, read out of it once."""

    def __init__(self, event: Event) -> None:
        self.id, self.kind, self.family = event.id, event.kind, family(event.type)
        self.span = _span(event)
        self._event = event

    @cached_property
    def places(self) -> list[Location]:
        """Its places."""
        return _places(self._event)

    @cached_property
    def parties(self) -> set[str]:
        """Registry ids, and words of names, of everybody in it."""
        return _parties(self._event)


def wholes_of(part: Frame, others: Iterable[Frame]) -> list[str]:
    """The ids of the series and episodes that an event lies within, the narrowest first.

    Within means: of one type family, at a time that the other spans, at a place in or near its own, and with a party in
    common. An incident may be part of either, a series only of an episode.
    """
    wider = ("series", "episode") if part.kind == "incident" else ("episode",) if part.kind == "series" else ()
    holding = [(width, other.id) for other in others if other.kind in wider and (width := _holds(other, part))]
    return [whole for _, whole in sorted(holding)]


def summed(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events whose tolls may be added up: none that is denied, refuted or still to come, and of an episode or
    series with parts among the events only the parts."""
    standing = [event for event in events if event.status not in _UNCOUNTED]
    wholes = {event.part_of for event in standing}
    return tuple(event for event in standing if event.id not in wholes)


def _around(report: Report) -> str:
    """The trigger with the few words before and after it."""
    at = report.quote.quote.find(report.trigger.quote)
    if at < 0:
        return report.trigger.quote
    before = report.quote.quote[:at].split()[-4:]
    after = report.quote.quote[at + len(report.trigger.quote) :].split()[:4]
    return " ".join((*before, report.trigger.quote, *after))


def _ongoing(report: Report) -> bool:
    """Whether a date is told as running on: "since Monday"."""
    dates = [claim.value for claim in report.claims_of("date") if isinstance(claim.value, Date)]
    return any(date.text.casefold().startswith(("since", "from")) for date in dates)


def _holds(whole: Frame, part: Frame) -> int | None:
    """The days that the whole spans, where it holds the part."""
    outer, inner = whole.span, part.span
    if whole.id == part.id or outer is None or inner is None or whole.family != part.family:
        return None
    if inner.first < outer.first or inner.last > outer.last or inner.width >= outer.width:
        return None
    return outer.width if _near(whole.places, part.places) and whole.parties & part.parties else None


def _span(event: Event) -> Span | None:
    found = [span(each.best) for each in event.field("date") if isinstance(each.best, Date)]
    return next((each for each in found if each is not None and not each.open_year), None)


def _places(event: Event) -> list[Location]:
    return [each.best for each in event.field("place") if isinstance(each.best, Location)]


def _near(wide: Sequence[Location], narrow: Sequence[Location]) -> bool:
    return any(_lies_in(a, b) for a in wide for b in narrow)


def _lies_in(wide: Location, narrow: Location) -> bool:
    if wide.precision == "country":
        return wide.country == narrow.country
    apart = kilometres(wide, narrow)
    return apart is not None and apart <= max(_NEAR_KM, wide.radius_km or 0.0)


def _parties(event: Event) -> set[str]:
    values = [each.best for name in ("actor", "recipient") for each in event.field(name)]
    parties = [value for value in values if isinstance(value, Party) and not value.unknown]
    return {party.actor_id for party in parties if party.actor_id} | {
        word for party in parties for word in name_words(party.name)
    }
