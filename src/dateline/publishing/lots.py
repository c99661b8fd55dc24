"""Events as they come from a source, some hundred at a time: what is handed to whoever writes them, in any process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from dateline.model import Article, Event, Lot, Report
from dateline.publishing.privacy import Masks, Names
from dateline.uncollected import uncollected


class Entry(NamedTuple):
    """One event with its reports and the article of each, in the same order."""

    event: Event
    reports: tuple[Report, ...]
    articles: tuple[Article, ...]


class Told(NamedTuple):
    """A lot, and what to hide in its articles: nothing in those that are not named."""

    lot: Lot
    names: Mapping[str, Names]

    def entries(self) -> list[Entry]:
        """Its events as readers may see them, in order."""
        with uncollected():
            reports = {each.id: each for each in map(_REPORT.decode, self.lot.reports)}
            masks = Masks(map(_ARTICLE.decode, self.lot.articles), self.names)
            events = map(_EVENT.decode, self.lot.events)
            return [Entry(*masks.entry(event, [reports[id] for id in event.reports])) for event in events]


_EVENT = msgspec.json.Decoder(Event)
_REPORT = msgspec.json.Decoder(Report)
_ARTICLE = msgspec.json.Decoder(Article)
