"""Events as they come from a source, some hundred at a time: what is handed to whoever writes them, in any process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from dateline.model import Article, Event, Lot, Report
from dateline.publishing import lean
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

    def lean(self) -> list[Entry]:
        """The same with only what a row shows, which is sooner decoded; see `lean`. What is masked comes whole."""
        with uncollected():
            reports = {each.id: (each, record) for record in self.lot.reports for each in (lean.report(record),)}
            articles = {each.id: (each, record) for record in self.lot.articles for each in (lean.article(record),)}
            found = []
            for record in self.lot.events:
                event = lean.event(record)
                told = [reports[id] for id in event.reports]
                of = [articles[report.article_id] for report, _ in told]
                if self.names and not self.names.keys().isdisjoint([article.id for article, _ in of]):
                    masks = Masks([_ARTICLE.decode(raw) for _, raw in of], self.names)
                    found.append(Entry(*masks.entry(_EVENT.decode(record), [_REPORT.decode(raw) for _, raw in told])))
                else:
                    found.append(Entry(event, tuple([each for each, _ in told]), tuple([each for each, _ in of])))
            return found


_EVENT = msgspec.json.Decoder(Event)
_REPORT = msgspec.json.Decoder(Report)
_ARTICLE = msgspec.json.Decoder(Article)
