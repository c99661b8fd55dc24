"""What a search finds for those who may not see private persons: only what it would find in what they are shown.

Whoever asks for a name must not learn from what turns up whom an event is about. Few searches hold a word of a private
name; of these the few events of such names are looked through as they are shown, and only what holds the words stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from dateline.ledger import Filter, Ledger, Skim
from dateline.ledger.indexing import parties
from dateline.ledger.searching import folded, words_of
from dateline.model import Event, Party, Report, Total
from dateline.publishing.privacy import Masked
from dateline.resolving import words
from dateline.web.columns import Columns, Flags, Words
from dateline.web.hiding import NamesByArticle
from dateline.web.listing import FEW, Listed, Listing
from dateline.web.skimmed import SkimmedTotal

_AT_ONCE = 100  # events: of so many the articles stay at hand, masked, until all was asked of them


class Veil:
    """One search over one state of a ledger."""

    def __init__(self, book: Ledger, skim: Skim, wanted: Filter) -> None:
        self._book, self._skim, self._wanted = book, skim, wanted
        self._text = set(folded(wanted.text or ""))
        self._asked = self._text.union(*map(words, wanted.actors))
        self._names = NamesByArticle(book, skim)
        self._listing = Listing(book)
        self._source = Masked(self._listing, self._names)
        self._holding: dict[str, bool] = {}  # articles that were looked through

    def events(self, hits: Flags, columns: Columns, known: Words) -> Flags:
        """Of the events that were found, those that are found in what is shown, too."""
        named = [place for place, name in enumerate(known.of["private"].words) if self._is_asked([name])]
        told = list(self._told())
        if not named and not told:
            return hits
        held = columns.ids[columns.private.any_of(named)]
        beside = self._skim.beside(id.decode() for id in held).union(self._skim.told_in(told))
        doubtful = hits & np.isin(columns.ids, np.array([id.encode() for id in beside], np.bytes_))
        ids = [id.decode() for id in columns.ids[doubtful]]
        self._names.bring(ids)
        pieces = [ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE)]
        shown = [event_id for piece in pieces for event_id in self._shown(piece)]
        return hits & (~doubtful | np.isin(columns.ids, np.array([id.encode() for id in shown], np.bytes_)))

    def totals(self) -> frozenset[str]:
        """The ids of the totals that pass, but would not in what is shown."""
        found = [total.id for total in self._book.totals(self._wanted)]
        kept = {total.id for total in self._source.totals(Listed((), totals=self._wanted)) if self._total(total)}
        return frozenset(found) - kept

    # -------------------------------------------------------------- within

    def _is_asked(self, names: Iterable[str]) -> bool:
        return any(not self._asked.isdisjoint((*folded(name), *words(name))) for name in names)

    def _told(self) -> Iterable[str]:
        """The articles of totals that name private persons of the words asked for."""
        totals = self._skim.read("total", SkimmedTotal)
        return dict.fromkeys(total.article_id for _, _, total in totals if self._is_asked(total.private))

    def _shown(self, event_ids: Sequence[str]) -> Iterator[str]:
        """Of some events those that are found in what is shown of them."""
        shown = [(event, self._source.reports(event)) for event in self._source.events(Listed(event_ids, links=False))]
        if self._wanted.text is not None:
            self._look_through(list(dict.fromkeys(report.article_id for _, its in shown for report in its)))
        yield from (event.id for event, reports in shown if self._event(event, reports))

    def _event(self, event: Event, reports: Sequence[Report]) -> bool:
        given = [field.best for field in event.fields if isinstance(field.best, Party)]
        named = not self._wanted.actors or self._is_named([*given, *(each for r in reports for each in parties(r))])
        return named and (self._wanted.text is None or any(self._holds(report.article_id) for report in reports))

    def _total(self, total: Total) -> bool:
        named = not self._wanted.actors or self._is_named([*total.actors, *total.recipients])
        return named and (self._wanted.text is None or self._holds(total.article_id))

    def _is_named(self, found: Sequence[Party]) -> bool:
        """Whether a party that is shown has one of the registry ids asked for, or all words of one of the names."""
        known = [(set(words(party.name)), party.actor_id) for party in found]
        return any(
            set(words(name)) <= has or name == actor_id for name in self._wanted.actors for has, actor_id in known
        )

    def _holds(self, article_id: str) -> bool:
        if article_id not in self._holding:
            self._look_through([article_id])
        return self._holding[article_id]

    def _look_through(self, article_ids: Sequence[str]) -> None:
        """Finds which articles hold the words asked for, in what is shown of them and in the names their reports use.

        Many in one go: one by one it takes several times as long.
        """
        told: dict[str, list[Report]] = {id: [] for id in article_ids}
        events = self._skim.told_in(article_ids)
        for first in range(0, len(events), FEW):
            for event in self._source.events(Listed(events[first : first + FEW], links=False)):
                for report in self._source.reports(event):
                    told.get(report.article_id, []).append(report)
        for id, reports in told.items():
            self._holding[id] = self._text <= set(words_of(self._source.article(id), reports))
