"""All time expressions of a text, each placed against what was told before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.grounding.calendar.meaning import Anaphoric, Calendar, Meaning, Range, Relative, TimeExpression, Weekday
from dateline.grounding.calendar.resolve import resolve
from dateline.model import Date

OLD = 2  # years from publication on which a year that is said is history
FEWEST = 5  # old years that make a chronicle
DAYS = ("duration", "set", "reference")


def in_order(expressions: Sequence[TimeExpression], *, published: str | None) -> tuple[Date | None, ...]:
    """The dates of a text's expressions, in text order, for the past tense.

    "The next day" counts from the last day told, "that year" from the last date. In a chronicle, and where the day of
    publication is not known, a date without its year is one of the year told last: "in June" after "in 1941".
    """
    frames = published is None or is_chronicle(expressions, published)
    last: Date | None = None
    day: Date | None = None
    found: list[Date | None] = []
    for expression in expressions:
        previous = day if counts_days(expression.meaning) and day else last
        date = None
        if expression.kind not in DAYS:
            date = resolve(expression, published=published, previous=previous, frame=last if frames else None)
        found.append(date)
        if date is not None and not expression.modifier and expression.kind != "time":
            last = date
            day = date if len(date.edtf.lstrip("-")) >= len("XXXX-04-14") else None if names_a_date(expression) else day
    return tuple(found)


def is_chronicle(expressions: Iterable[TimeExpression], published: str) -> bool:
    """Whether a text tells of years gone by: most of its years are old, and few of its words count from publication."""
    year = int(published[:4])
    old = recent = 0
    for expression in expressions:
        match expression.meaning:
            case Calendar(year=int(said)) | Range(last=Calendar(year=int(said))):
                old += year - said >= OLD
                recent += year - said < OLD
            case Weekday(of_event=False) | Relative():
                recent += 1
    return old >= FEWEST and old > 2 * recent


def counts_days(meaning: Meaning) -> bool:
    """Whether words like "the next day" need a day to count from."""
    return isinstance(meaning, Weekday) or (isinstance(meaning, Anaphoric) and meaning.unit not in ("month", "year"))


def names_a_date(expression: TimeExpression) -> bool:
    """Whether the words name a month or year of their own, so that the day told before is over."""
    return isinstance(expression.meaning, Calendar)
