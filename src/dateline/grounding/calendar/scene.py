"""What the words are placed against, and what comes of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dateline.grounding.calendar.days import Span
from dateline.model import Anchor, Date


class Scene(NamedTuple):
    """The day of publication, the date of the event told before, and whether the words speak of the future."""

    published: date | None
    previous: Date | None
    future: bool


class Open(NamedTuple):
    """A date that has an EDTF but no certain days: its year, or its end, is not known."""

    edtf: str


class Closed(NamedTuple):
    """A span of days, and what it was counted from."""

    span: Span
    anchor: Anchor


class Placed(NamedTuple):
    """A span of days or an open date, and what it was counted from."""

    when: Span | Open
    anchor: Anchor
