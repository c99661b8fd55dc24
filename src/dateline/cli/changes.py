"""How two states of an event differ, in words."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.cli.wording import status_words, tolls, type_words, value_words
from dateline.model import Consolidated, Count, Event


def gist(event: Event | None) -> str:
    """An event on one line."""
    if event is None:
        return ""
    where = first(event, "date"), first(event, "place")
    return "  ".join(filter(None, (type_words(event), *where, tolls(event), status_words(event))))


def first(event: Event, name: str) -> str:
    """The first best value of a field in words, or nothing."""
    return next((value_words(one.best, short=True) for one in event.fields if one.field == name), "")


def change_lines(before: Event | None, after: Event | None) -> Iterator[str]:
    """What differs, one line a field: "killed 4 → 6"."""
    if before is None or after is None:
        return
    for name in ("kind", "type", "mode", "status", "certainty", "part_of"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield f"{name} {old or 'none'} → {new or 'none'}"
    was, now = _values(before), _values(after)
    for name in dict.fromkeys((*was, *now)):
        old, new = ", ".join(was.get(name, [])), ", ".join(now.get(name, []))
        if old != new:
            yield f"{name} {old or 'none'} → {new or 'none'}"
    if len(before.reports) != len(after.reports):
        yield f"reports {len(before.reports)} → {len(after.reports)}"
    elif before.reports != after.reports:
        yield f"reports {len(after.reports)}, of which {len({*after.reports} - {*before.reports})} replaced"


def _values(event: Event) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in event.fields:
        if one.field not in ("type", "mode", "status", "certainty"):
            found.setdefault(_name(one), []).append(_words(one))
    return found


def _name(one: Consolidated) -> str:
    return one.best.what if isinstance(one.best, Count) else one.field


def _words(one: Consolidated) -> str:
    ends = [value_words(end, short=True) for end in (one.low, one.high) if end is not None]
    told = f" (told {ends[0]} to {ends[1]})" if len(set(ends)) == 2 else ""
    return value_words(one.best, short=True) + told + (" [a person's]" if one.decision else "")
