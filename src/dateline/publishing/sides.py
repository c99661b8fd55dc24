"""The parties of an event as conflict data sets sort them: which side, what kind of body, civilian or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from dateline.grounding import Registry
from dateline.model import Count, Event, Field, Party
from dateline.publishing.privacy import personal_names
from dateline.publishing.rows import best

Kind = Literal["state", "foreign", "rebel", "militia", "civilian"]

_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(_STATE, "state"),
    "IGO": "foreign",
    "REB": "rebel",
    **dict.fromkeys(("OPP", "PTY", "CRM"), "militia"),
    **dict.fromkeys(("CVL", "REF", "MED", "EDU", "BUS", "LAB", "NGO", "REL"), "civilian"),
}


# Sectors whose bodies have a noun in their names ("Supreme Court"): who bears a bare name there holds an office.
_OFFICES = frozenset({"GOV", "MIL", "COP", "JUD", "LEG"})


def is_person(party: Party) -> bool:
    """Whether a party is known to be one person.

    Of a name that no list knows, such as "Ahmed Faisal", only an office told beside it ("a judge") can have said the
    sector.
    """
    if party.private or party.actor_id is not None:
        return party.private or (party.actor_id or "").startswith("person:")
    named = len(party.name.split()) > 1 and personal_names(party.name) == {party.name}
    return named and party.sector in _OFFICES and Registry.load().sector_of(party.name) is None


def parties(event: Event, field: Field) -> list[Party]:
    """The parties on one side, each name once."""
    return list({party.name: party for party in best(event, field, Party)}.values())


def kind(party: Party, country: str | None) -> Kind | None:
    """What kind of body a party is, seen from the event's country; None where its sector is not known."""
    found = _KINDS.get(party.sector or "")
    if found == "state" and party.country and country and party.country != country:
        return "foreign"
    return found


def armed(found: Kind | None) -> bool:
    """Whether bodies of this kind bear arms as a rule."""
    return found in ("state", "foreign", "rebel", "militia")


def civilian(event: Event) -> bool | None:
    """Whether the target was civilian; None where neither the parties nor the counts tell."""
    kinds = {found for party in parties(event, "recipient") if (found := kind(party, None))}
    if kinds:
        return kinds == {"civilian"}
    told = {c.civilian for c in killed(event) if c.side != "actor" and c.civilian is not None}
    return told == {True} if told else None


def killed(event: Event) -> Iterable[Count]:
    """The best counts of killed, one a side."""
    return (c for c in best(event, "count", Count) if c.what == "killed")
