"""What the words are placed against, and what comes of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dateline.grounding.calendar.days import Span
from dateline.model import Anchor, Date


class Scene(NamedTuple):
    """The day of publication, the date of the event told before, whether the words speak of the future, and the frame.

    `frame` is the date told last where the text takes its years from what it tells rather than from publication. What
    has `begun` is not of a day to come.
    """

    published: date | None
    previous: Date | None
    future: bool
    frame: Date | None = None
    begun: bool = False


class Open(NamedTuple):
    """A date that has an EDTF but no certain days: its year, or its end, is not known, or it lies before our era."""

    edtf: str


class Closed(NamedTuple):
    """A span of days, and what it was counted from."""

    span: Span
    anchor: Anchor


class Placed(NamedTuple):
    """A span of days or an open date, and what it was counted from."""

    when: Span | Open
    anchor: Anchor
