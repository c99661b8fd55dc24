"""Where the stories of a text page begin.

A page saved by hand runs stories together, and shows only by its form where one ends. Four forms count, strongest
first: a headline printed twice with nothing but captions and layout marks between; a headline above a byline, date line
or agency dateline; a headline below a drawn rule; a headline below an unusual gap. Where none is there, the page is one
story: a story cut in two is worse than two kept together, since the cut loses what its words refer to.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dateline.reading import dating, marks
from dateline.reading.story import words
from dateline.reading.units import Unit

_NEAR = 40  # units within which a repeated line still belongs to one head
_SHORT = 6  # units within which a repeated headline counts whatever stands between
_FEWEST = 3  # words of a line that is a headline only beyond doubt


def split(units: Sequence[Unit]) -> list[Sequence[Unit]]:
    """The units of each story in order, its headline first where it has one. Lines of the page alone are left out."""
    starts = _starts(units)
    if not starts:
        return [units] if units else []
    if any(marks.is_sentence(unit.text) for unit in units[: starts[0]]):
        starts.insert(0, 0)
    bounds = [*starts, len(units)]
    return [_without_kicker(units[start:end], last=end == len(units)) for start, end in pairwise(bounds)]


def _without_kicker(units: Sequence[Unit], *, last: bool) -> Sequence[Unit]:
    """`units` less a section's name at their end, which belongs to the story that follows."""
    return units[:-1] if len(units) > 2 and not last and marks.is_kicker(units[-1].text) else units


def _starts(units: Sequence[Unit]) -> list[int]:
    repeated = dict(_repeated_headlines(units))
    starts, free, told = list[int](), 0, False
    usual = statistics.median([unit.blank for unit in units[1:]]) if len(units) > 1 else 0
    for at, unit in enumerate(units):
        if at in repeated:
            starts.append(at)
            free, told = repeated[at], False
        elif at >= free and told and _begins(units, at, usual if len(repeated) < 2 else None):
            starts.append(at)
            told = False
        told = told or (at >= free and marks.is_sentence(unit.text))
    return starts


def _repeated_headlines(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """(where a headline that is printed twice first stands, where its story's body begins)."""
    at = 0
    while at < len(units):
        again = _printed_again(units, at)
        if again is None:
            at += 1
            continue
        body = again + 1
        while body < len(units) and _in_head(units, body):
            body += 1
        yield at, body
        at = body


def _printed_again(units: Sequence[Unit], at: int) -> int | None:
    """Where the headline at `at` is printed for the second time, or None where it is no headline of a new story."""
    unit = units[at]
    if not marks.is_headline(unit.text):
        return None
    near = range(at + 1, min(at + _NEAR, len(units)))
    again = next((other for other in near if units[other].key == unit.key), None)
    if again is None:
        return None
    if again == at + 1:
        return again if _stands_out(units, at) else None
    head = all(_in_head(units, between) for between in range(at + 1, again))
    return again if head or (again - at <= _SHORT and words(unit.text) > _FEWEST) else None


def _stands_out(units: Sequence[Unit], at: int) -> bool:
    """Whether a line printed twice running is a headline: a caption inside a story may be printed so too."""
    if marks.has_credit(units[at].text):
        return False
    first = not any(marks.is_sentence(unit.text) for unit in units[:at])
    follows = at + 2 < len(units) and _in_head(units, at + 2)
    return first or follows or units[at].blank > 1 or marks.is_title_case(units[at].text) or _ruled(units, at)


def _in_head(units: Sequence[Unit], at: int) -> bool:
    """Whether a unit is of the kind that stands between a headline and its story."""
    unit = units[at]
    if (
        marks.is_layout(unit.text)
        or marks.is_byline(unit.text)
        or marks.is_credit(unit.text)
        or marks.is_photo(unit.text)
    ):
        return True
    if dating.date_line(unit.text) or (marks.has_credit(unit.text) and marks.ends_unfinished(unit.text)):
        return True
    around = units[max(at - _NEAR, 0) : at + _NEAR]
    return sum(other.key == unit.key for other in around) > 1


def _begins(units: Sequence[Unit], at: int, usual: float | None) -> bool:
    """Whether a headline printed once begins a story. A gap counts only where `usual`, the page's own, is given."""
    if not marks.is_headline(units[at].text) or at + 1 == len(units) or marks.is_rule(units[at].text):
        return False
    if _signed(units, at):
        return True
    body = next((unit for unit in units[at + 1 :] if not marks.is_layout(unit.text)), None)
    if body is None or not marks.is_sentence(body.text) or words(units[at].text) <= _FEWEST:
        return False
    return _ruled(units, at) or (usual is not None and units[at].blank > max(usual, 1) and words(units[at].text) > 4)


def _signed(units: Sequence[Unit], at: int) -> bool:
    """Whether a byline, date line or agency dateline follows, as nothing inside a story has."""
    after = units[at + 1].text
    if marks.is_byline(after) or dating.date_line(after):
        return words(units[at].text) > _FEWEST and at + 2 < len(units)
    return dating.dateline(after) is not None and marks.is_sentence(after)


def _ruled(units: Sequence[Unit], at: int) -> bool:
    return at > 0 and marks.is_rule(units[at - 1].text)
