"""What a near-duplicate tells: what the article that it is a copy of does, in its own words.

Every span is found again in the copy's text; what the copy does not say in the same words, it does not tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from msgspec.structs import replace

from dateline.model import Article, Citation, Claim, Coding, Evidence, RelationClaim, Report, Total


def copied(coding: Coding, article: Article) -> Coding:
    """The coding of an article that is a copy of a coded one, and marked as such."""
    article = replace(article, copy_of=coding.article.id)
    moved = _Moved(article)
    return Coding(
        article=article,
        reports=tuple(filter(None, map(moved.report, coding.reports))),
        totals=tuple(filter(None, map(moved.total, coding.totals))),
        relations=tuple(filter(None, map(moved.relation, coding.relations))),
    )


class _Moved:
    """Spans of one article as they are in a copy of it."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._shift = 0  # characters by which the last sentence found stands further on

    def report(self, report: Report) -> Report | None:
        """A report with those of its claims that the copy tells."""
        quote, trigger = self._sentence(report.quote), self._span(report.trigger)
        if quote is None or trigger is None:
            return None
        claims = tuple(filter(None, map(self._claim, report.claims)))
        mine = {"id": self._id(report.id), "article_id": self._article.id}
        return replace(report, **mine, quote=quote, trigger=trigger, claims=claims)

    def total(self, total: Total) -> Total | None:
        """A total, where the copy tells it."""
        quote = self._sentence(total.quote)
        if quote is None:
            return None
        cited = self._cited(total.cited)
        return replace(total, id=self._id(total.id), article_id=self._article.id, quote=quote, cited=cited)

    def relation(self, claim: RelationClaim) -> RelationClaim | None:
        """A relation, where the copy states it."""
        evidence = self._spans(claim.evidence)
        return replace(claim, evidence=evidence, cited=self._cited(claim.cited)) if evidence else None

    def _claim(self, claim: Claim) -> Claim | None:
        evidence = self._spans(claim.evidence)
        return replace(claim, evidence=evidence, cited=self._cited(claim.cited)) if evidence else None

    def _cited(self, cited: Iterable[Citation]) -> tuple[Citation, ...]:
        return tuple(
            replace(
                link,
                evidence=self._span(link.evidence) if link.evidence else None,
                cue=self._span(link.cue) if link.cue else None,
            )
            for link in cited
        )

    def _spans(self, spans: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """All spans, or none where one of them is not there."""
        found = [self._span(each) for each in spans]
        return tuple(each for each in found if each is not None) if None not in found else ()

    def _sentence(self, span: Evidence) -> Evidence | None:
        found = self._span(span)
        if found is not None and found.part == span.part:
            self._shift = found.start - span.start
        return found

    def _span(self, span: Evidence) -> Evidence | None:
        """The same words in the same part of the copy, where they stand several times those nearest to their place."""
        try:
            text = self._article.part(span)
        except IndexError:
            return None
        expected, places = span.start + self._shift, list[int]()
        at = text.find(span.quote)
        while at >= 0:
            places.append(at)
            at = text.find(span.quote, at + 1)
        if not places:
            return None
        start = min(places, key=lambda place: (abs(place - expected), place))
        return replace(span, start=start, end=start + len(span.quote))

    def _id(self, of: str) -> str:
        return sha256(f"{self._article.id}\x1f{of}".encode()).hexdigest()[:16]
