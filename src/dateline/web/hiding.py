"""What to hide from readers, article by article as it is needed: the whole ledger need not be read for one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dateline.ledger import Ledger, Skim
from dateline.model import Event, Report
from dateline.publishing.privacy import Names, names_in, names_told


class NamesByArticle(Mapping[str, Names]):
    """The names to hide in each article of one state of a ledger; the same as if all of it had been read."""

    def __init__(self, book: Ledger, skim: Skim) -> None:
        self._book, self._skim = book, skim
        self._known: dict[str, Names] = {}

    def bring(self, event_ids: Iterable[str]) -> None:
        """Finds in one go what to hide in the articles of some events."""
        reports = [id for each in self._book.events_by_id(list(event_ids), links=False) for id in each.reports]
        self._find({report.article_id for report in self._book.reports_by_id(reports)})

    def __getitem__(self, article_id: str) -> Names:
        if article_id not in self._known:
            self._find({article_id})
        return self._known[article_id]

    def __iter__(self) -> Iterator[str]:
        return (article.id for article in self._book.articles())

    def __len__(self) -> int:
        return self._book.counts().articles

    def _find(self, articles: set[str]) -> None:
        missing = sorted(articles - self._known.keys())
        found = dict.fromkeys(missing, Names())
        events = [each for _, _, each in self._skim.read("event", Event, self._skim.told_in(missing))]
        report_ids = [id for event in events for id in event.reports]
        reports = {id: each for id, _, each in self._skim.read("report", Report, report_ids)}
        for event in events:
            its = [reports[id] for id in event.reports]
            told = names_told(event, its)
            for id in {report.article_id for report in its} & found.keys():
                found[id] |= told
        for total in self._skim.totals(missing):
            found[total.article_id] |= names_in(total)
        self._known |= found
