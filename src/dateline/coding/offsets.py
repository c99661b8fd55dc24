"""Dates counted from an event that is named: "three days after the vote", "the talks come days after he resigned"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.coding.draft import Draft
from dateline.coding.mentions import Mention
from dateline.coding.scene import Scene
from dateline.coding.times import Dated, When, because
from dateline.grounding.calendar import Meaning, Offset, Vague, counts_from_named, resolve
from dateline.language import Parse
from dateline.model import Date

# "The talks come days after he resigned": what follows is told already, and dates what it follows.
FOLLOWING = frozenset({"be", "come", "follow", "happen", "occur", "take"})


def counted_from(scene: Scene, mention: Mention, others: Sequence[tuple[Draft, Date]]) -> When | None:
    """The date of a mention by that of another event, so many days before or after it. `others` are the dated ones."""
    for dated in scene.times.in_sentence(mention.part, mention.sentence_index):
        told = _counted(mention, dated, others) if counts_from_named(dated.expression) else None
        if told is None:
            continue
        meaning, event = told
        expression = msgspec.structs.replace(dated.expression, meaning=meaning)
        date = resolve(expression, published=scene.document.article.published, previous=event)
        if date:
            return dated, because(date, f"it hangs on “{mention.parse.tokens[dated.governor].text}”")
    return None


def _counted(mention: Mention, dated: Dated, others: Sequence[tuple[Draft, Date]]) -> tuple[Meaning, Date] | None:
    """How far the mention lies from which date."""
    own, anchor = _parted(mention.parse, dated)
    if anchor is None:
        return None
    inside = set(mention.parse.subtree(anchor))
    here = sorted((d.mention.head, n) for n, (d, _) in enumerate(others) if d.mention.part is mention.part)
    if own in (mention.head, mention.clause):
        named = [n for head, n in here if head in inside]
        return (dated.expression.meaning, others[named[0]][1]) if named else None
    if mention.head in inside and mention.parse.tokens[own].lemma in FOLLOWING:
        before = [n for head, n in here if head < anchor and head not in inside]
        return (_back(dated.expression.meaning), others[before[-1]][1]) if before else None
    return None


def _back(meaning: Meaning) -> Meaning:
    """As many units the other way."""
    match meaning:
        case Offset(unit=unit, n=n):
            return Offset(unit, -n)
        case Vague(unit=unit, direction=direction):
            return Vague(unit, -direction)
    return meaning


def _parted(parse: Parse, dated: Dated) -> tuple[int, int | None]:
    """The word whose time "three days after" tells, and the word that it counts from."""
    after = parse.tokens[dated.last - 1]
    if after.dep == "mark":
        return parse.tokens[after.head].head, after.head
    counted = next(iter(parse.children(after.i, "pobj", "pcomp")), None)
    return dated.governor, counted.i if counted else None
