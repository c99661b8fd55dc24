"""Why an expression means the days it was given: by which rule, against what."""

from __future__ import annotations

from dateline.grounding.calendar.by_name import SOON
from dateline.grounding.calendar.meaning import (
    Anaphoric,
    Calendar,
    Meaning,
    Night,
    Offset,
    Part,
    Range,
    Relative,
    Season,
    Since,
    Trailing,
    Vague,
    Weekday,
    Within,
)
from dateline.grounding.calendar.scene import Open, Placed, Scene


def reason(words: str, meaning: Meaning, placed: Placed, scene: Scene) -> str:
    """One short sentence: "Wednesday: the last one on or before publication, past tense"."""
    return f"{words}: {_rule(meaning, placed, scene)}"


def _rule(meaning: Meaning, placed: Placed, scene: Scene) -> str:
    told = scene.previous or scene.frame
    from_told = f"counted from “{told.text}”, {told.edtf}" if told else "counted from what was told before"
    match meaning:
        case Part(of=of) | Within(whole=of):
            return f"a part of what is {_rule(of, placed, scene)}"
        case Night(day=day):
            return f"a night, which belongs to two days; {_rule(day, placed, scene)}"
        case Since(first=first):
            return f"to publication from what is {_rule(first, placed, scene)}"
        case Range(first=first):
            return f"from the start of the one to the end of the other; {_rule(first, placed, scene)}"
        case Weekday(direction=0, of_event=False) | Calendar(year=None) | Season(year=None):
            return _nearest(placed, scene)
        case Weekday(of_event=False) | Relative() | Trailing() | Vague(ago=True):
            return "counted from publication"
        case Anaphoric() | Offset() | Weekday() | Vague():
            return from_told
    return {"calendar": "by its own name", "publication": "counted from publication", "event": from_told}[placed.anchor]


def _nearest(placed: Placed, scene: Scene) -> str:
    if placed.anchor == "event" and scene.frame:
        return f"of the year told of in “{scene.frame.text}”"
    if isinstance(placed.when, Open) or scene.published is None:
        return "by its own name, of a year that is not known"
    if scene.future:
        return "the first one on or after publication, future tense"
    if placed.when.start > scene.published:
        soon = (placed.when.start - scene.published).days <= SOON
        return "the one that comes within a month of publication" if soon else "the one that falls on the weekday said"
    return "the last one on or before publication, past tense"
