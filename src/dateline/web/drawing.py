"""Events as lists show them, remembered until they, or what is to be hidden in them, may have changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence

import msgspec

from dateline.ledger import Skim
from dateline.publishing import Source
from dateline.publishing.report.shell import country_names
from dateline.publishing.report.view import head
from dateline.publishing.rows import row as row_of
from dateline.web.cast import linked
from dateline.web.listing import Listed
from dateline.web.rows import Row

_REMEMBERED = 5000  # of some kilobytes each
_MANY = 500  # events; where more change at once, all are forgotten
_WORDS = ("label", "family", "when", "where", "who", "whom", "toll", "quote", "reported_words")


class Drawn:
    """Records of events as JSON, by event and by whether private persons are named in them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._change = -1
        self._known: OrderedDict[tuple[str, bool], bytes] = OrderedDict()

    def passed(self, skim: Skim, change: int, touched: set[str] | None) -> None:
        """Forgets what a change may have altered: events it touched, and those told of in the same articles."""
        stale = None if touched is None or len(touched) > _MANY else skim.beside(touched)
        with self._lock:
            self._change = change
            if stale is None:
                self._known.clear()
            for event_id in stale or ():
                self._known.pop((event_id, True), None)
                self._known.pop((event_id, False), None)

    def find(self, change: int, ids: Sequence[str], persons: bool) -> dict[str, bytes]:
        """Those that are known, if they are still known as of this change."""
        with self._lock:
            if change != self._change:
                return {}
            found = {id: self._known[id, persons] for id in ids if (id, persons) in self._known}
            for id in found:
                self._known.move_to_end((id, persons))
            return found

    def put(self, change: int, drawn: dict[str, bytes], persons: bool) -> None:
        """Remembers what was drawn of the ledger as of a change, unless that is over."""
        with self._lock:
            if change == self._change:
                self._known |= {(id, persons): each for id, each in drawn.items()}
                while len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)


def draw(source: Source[Listed], rows: Sequence[Row]) -> Iterator[tuple[str, bytes]]:
    """The record of each event as in the JSON Lines export, with words for people and what the index knows of it."""
    by_id = {row.id: row for row in rows}
    for event in source.events(Listed(list(by_id), links=False)):
        reports, row = source.reports(event), by_id[event.id]
        articles = [source.article(report.article_id) for report in reports]
        words = head(event, reports, [article.published for article in articles], country_names())
        record = row_of(event, reports, articles, True)
        record |= {"words": {name: words[name] for name in _WORDS} | {"parties": linked(row, words)}}
        record |= {"decided": row.decided, "conflict": row.conflict, "gain": row.gain}
        yield event.id, msgspec.json.encode(record)
