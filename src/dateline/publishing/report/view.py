"""Events, articles and totals as the plain data that the report's page is drawn from.

An article stands here once, whatever the number of its events; a span is `[part, caption, start, end]` with offsets in
code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.model import Article, Citation, Claim, Consolidated, Count, CountWhat, Date, Event, Evidence, Location
from dateline.model import Report as EventReport
from dateline.model import Total as SumTotal
from dateline.publishing.record import TOLLS, unique
from dateline.publishing.report.days import day_spans, drawn
from dateline.publishing.report.english import (
    COUNTS,
    FIELDS,
    PRECISIONS,
    STRINGS,
    count_words,
    edtf_words,
    family_of,
    figure,
    party_words,
    place_words,
    plural,
    type_label,
    value_words,
    when,
)
from dateline.publishing.rows import best, decided_names, leading, places, tolls
from dateline.publishing.source import FilterT, Source

Json = dict[str, Any]
Span = list[Any]


class View:
    """Draws up the page's data from a source. `countries` gives names by alpha-2 code."""

    def __init__(self, source: Source[FilterT], filter: FilterT, countries: dict[str, str]) -> None:
        self._article = source.article
        self._countries = countries
        self._numbers: dict[str, int] = {}
        self.articles: list[Json] = []
        self.stored = list(source.events(filter))
        self.events = [self._event(event, source.reports(event)) for event in self.stored]
        self.events.sort(key=_order)
        self.totals = [self._total(total) for total in source.totals(filter)]

    # -------------------------------------------------------------- events

    def _event(self, event: Event, reports: tuple[EventReport, ...]) -> Json:
        published = [self._article(report.article_id).published for report in reports]
        return head(event, reports, published, self._countries) | {
            "places": [self._place(place) for place in places(event)],
            "fields": list(self._fields(event, reports)),
            "reports": [self._report(report) for report in reports],
            "links": [
                link_words(link.probability, [(v.outcome, v.weight) for v in link.levels]) for link in event.links
            ],
        }

    def _place(self, place: Location) -> Json:
        return {
            "name": place.name or place.text,
            "lat": place.lat,
            "lon": place.lon,
            "precision": place.precision,
            "how": PRECISIONS[place.precision] if place.precision else "",
            "radius": place.radius_km,
            "country": place.country,
        }

    def _report(self, report: EventReport) -> Json:
        return {
            "article": self._number(report.article_id),
            "quote": span(report.quote),
            "trigger": span(report.trigger),
            "status": report.status,
            "certainty": report.certainty,
        }

    def _fields(self, event: Event, reports: tuple[EventReport, ...]) -> Iterator[Json]:
        """Every field that somebody told of, in a fixed order; killed and injured are never passed over in silence."""
        yield self._kind_of_event(event, reports)
        for name in ("status", "certainty"):
            claims = [self._claim(i, c) for i, r in enumerate(reports) for c in r.claims_of(name)]
            decided = name in decided_names(event)
            if claims or decided:
                words = STRINGS[f"{name}_{getattr(event, name)}"]
                yield field(name, FIELDS[name], words, claims, decided=decided)
        for name in ("date", "place", "actor", "recipient", "weapon"):
            yield from self._listed(event, reports, name)
        yield from self._counts(event, reports)
        for name in ("seized", "context"):
            yield from self._listed(event, reports, name)

    def _kind_of_event(self, event: Event, reports: tuple[EventReport, ...]) -> Json:
        claims = [
            {
                "report": i,
                "value": type_label(report.type, report.mode),
                "words": report.trigger.quote,
                "spans": [span(report.trigger)],
                "cites": [],
                "chain": [],
                "hedged": report.certainty == "hedged",
                "stance": "asserts",
                "said": None,
                "by": None,
            }
            for i, report in enumerate(reports)
        ]
        decided = not {"type", "mode"}.isdisjoint(decided_names(event))
        return field("type", FIELDS["type"], type_label(event.type, event.mode), claims, decided=decided)

    def _listed(self, event: Event, reports: tuple[EventReport, ...], name: Any) -> Iterator[Json]:
        values = list(event.field(name))
        claims = [self._claim(i, claim) for i, report in enumerate(reports) for claim in report.claims_of(name)]
        if values or claims:
            words = "; ".join(unique(value_words(value.best, self._countries) for value in values))
            conflict, decided = any(v.conflict for v in values), any(v.decision for v in values)
            yield field(name, FIELDS[name], words, claims, conflict=conflict, decided=decided)

    def _counts(self, event: Event, reports: tuple[EventReport, ...]) -> Iterator[Json]:
        for what, label in COUNTS.items():
            values = [v for v in event.field("count") if isinstance(v.best, Count) and v.best.what == what]
            claims = [
                self._claim(i, claim)
                for i, report in enumerate(reports)
                for claim in report.claims_of("count")
                if isinstance(claim.value, Count) and claim.value.what == what
            ]
            if values or claims or (event.type == "ASSAULT" and what in ("killed", "injured")):
                words = counted(values) if values else STRINGS["not_said"]
                conflict, decided = any(v.conflict for v in values), any(v.decision for v in values)
                told = told_range(event, what)
                yield field(what, label, words, claims, conflict=conflict, decided=decided, range=told)

    def _claim(self, report: int, claim: Claim) -> Json:
        return {
            "report": report,
            "value": value_words(claim.value, self._countries),
            "words": " … ".join(words.quote for words in claim.evidence),
            "spans": [span(words) for words in claim.evidence],
            "cites": citation_spans(claim.cited),
            "chain": [link.name for link in claim.cited],
            "hedged": claim.certainty == "hedged",
            "stance": claim.stance,
            "said": claim.said,
            "by": None,
        }

    # -------------------------------------------------------------- articles and totals

    def _number(self, id: str) -> int:
        if id not in self._numbers:
            self._numbers[id] = len(self.articles)
            self.articles.append(article_data(self._article(id)))
        return self._numbers[id]

    def _total(self, total: SumTotal) -> Json:
        facts = [("Events", figure(total.count_min, total.count_max))] if total.count_min or total.count_max else []
        facts += [(COUNTS[count.what], count_words(count)) for count in total.counts]
        facts += [("When", when(total.date))] if total.date else []
        facts += [("Where", place_words(total.place, self._countries))] if total.place else []
        facts += [("Who", "; ".join(map(party_words, total.actors)))] if total.actors else []
        facts += [("To whom", "; ".join(map(party_words, total.recipients)))] if total.recipients else []
        return {
            "article": self._number(total.article_id),
            "quote": span(total.quote),
            "text": total.quote.quote,
            "label": type_label(total.type, None) if total.type else "",
            "family": family_of(total.type) if total.type else "words",
            "facts": facts,
            "chain": [link.name for link in total.cited],
            "cites": citation_spans(total.cited),
            "hedged": total.certainty == "hedged",
        }


def head(
    event: Event, reports: tuple[EventReport, ...], published: Iterable[str | None], countries: dict[str, str]
) -> Json:
    """An event in a few words, as lists and headings show it; `published` are the days of its reports."""
    date = next(best(event, "date", Date), None)
    located = places(event)
    lead = leading(event, reports)
    reported = min(filter(None, published), default=None)
    return {
        "id": event.id,
        "type": event.type,
        "label": type_label(event.type, event.mode),
        "family": family_of(event.type),
        "kind": event.kind,
        "status": event.status,
        "certainty": event.certainty,
        "conflict": any(value.conflict for value in event.fields),
        "part_of": event.part_of,
        "when": when(date) if date else "",
        "edtf": date.edtf if date else None,
        "start": date.start if date else None,
        "end": (date.end or date.start) if date else None,
        "reported": reported if date is None else None,
        "reported_words": edtf_words(reported) if date is None and reported else "",
        "where": place_words(located[0], countries) if located else "",
        "who": unique(value_words(value.best, countries) for value in event.field("actor")),
        "whom": unique(value_words(value.best, countries) for value in event.field("recipient")),
        "toll": toll_words(event),
        "quote": lead.quote.quote if lead else "",
        "decided": bool(decided_names(event)),
    }


def article_data(article: Article) -> Json:
    """An article for the reading pane. Only web addresses become links."""
    url = article.url if (article.url or "").lower().startswith(("http://", "https://")) else None
    known = STRINGS[f"from_{article.published_from}"] if article.published_from else ""
    return {
        "title": article.title,
        "text": article.text,
        "captions": [caption.text for caption in article.captions],
        "publisher": article.publisher,
        "url": url,
        "published": article.published,
        "known": known,
    }


def given_claim(report: int, value: str, words: Evidence, user: str) -> Json:
    """The words that a person holds to tell a value, as a claim."""
    return {
        "report": report,
        "value": value,
        "words": words.quote,
        "spans": [span(words)],
        "cites": [],
        "chain": [],
        "hedged": False,
        "stance": "asserts",
        "said": None,
        "by": user,
    }


def field(
    name: str,
    label: str,
    value: str,
    claims: list[Json],
    *,
    conflict: bool = False,
    decided: bool = False,
    range: str | None = None,
) -> Json:
    """One field of an event with the claims behind it; `decided`: a person gave a value of it."""
    marks = {"conflict": conflict, "decided": decided, "range": range}
    return {"name": name, "label": label, "value": value, **marks, "claims": claims}


def span(evidence: Evidence) -> Span:
    """Where words stand: [part, caption or None, start, end]."""
    return [evidence.part, evidence.caption, evidence.start, evidence.end]


def citation_spans(cited: Iterable[Citation]) -> list[Span]:
    """The words that name the sources and that cite them."""
    return [span(words) for link in cited for words in (link.evidence, link.cue) if words]


def toll_words(event: Event) -> list[str]:
    """The event's tolls for its row: "at least 4 killed", "none hurt" never hidden; empty where nothing is said."""
    words = []
    for what in TOLLS:
        figures = tolls(event, what)
        if figures:
            words.append(f"{figure(figures['best']['min'], figures['best']['max'])} {COUNTS[what].lower()}")
    return words


def counted(values: list[Consolidated]) -> str:
    """The best values of one kind of count; those of several sides are listed, not added."""
    return "; ".join(unique(count_words(value.best) for value in values if isinstance(value.best, Count)))


def told_range(event: Event, what: CountWhat) -> str | None:
    """ "told from 4 to 7", where reports differ."""
    figures = tolls(event, what)
    if not figures or figures["low"] == figures["high"]:
        return None
    low, high = (figure(figures[end]["min"], figures[end]["max"]) for end in ("low", "high"))
    return STRINGS["told_range"].format(low=low, high=high)


def link_words(probability: float, levels: list[tuple[str, float]]) -> Json:
    """Why two reports are one event."""
    return {
        "probability": f"{probability:.0%}",
        "levels": [{"outcome": outcome, "weight": f"{weight:+.1f}"} for outcome, weight in levels],
    }


def heading(events: list[Json], articles: int) -> str:
    """The line under the title: how much, from how much, between which days."""
    line = f"{plural(len(events), 'event', 'events')} from {plural(articles, 'article', 'articles')}"
    spans = day_spans(events)
    if not spans:
        return line
    first, last = drawn(spans)
    all_of_them = first.isoformat() <= min(start for start, _ in spans) and last.isoformat() >= max(e for _, e in spans)
    return f"{line}, {'' if all_of_them else 'most of them '}{edtf_words(f'{first}/{last}')}"


def _order(event: Json) -> tuple[bool, str, str]:
    day = event["start"] or event["reported"]
    return day is None, day or event["edtf"] or "~", event["id"]
