"""One event and one article as their pages show them: what publishing's view draws up, and what deciding needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from dateline.errors import NotFound
from dateline.ledger import Filter, Ledger
from dateline.ledger.deciding import Standing, in_words
from dateline.model import Count, Date, Event, Location, Report, Total
from dateline.publishing.privacy import Masked
from dateline.publishing.report.english import type_label, value_words
from dateline.publishing.report.shell import country_names
from dateline.publishing.report.view import View, article_data, given_claim
from dateline.publishing.rows import best
from dateline.publishing.source import Source
from dateline.web.listing import Listed
from dateline.web.rows import Row

Json = dict[str, Any]
_TOTALS = 12  # how many are shown


def event(source: Source[Listed], book: Ledger, event_id: str, *, persons: bool) -> Json:
    """An event with all that stands behind it. Raises NotFound.

    Fields, claims, reports and articles are as in the report's page; `values` are the records that a correction names.
    Without `persons`, words that people wrote of it are left out, since they may name anyone.
    """
    known = book.event(event_id)
    listed = Listed((known.id,), totals=_speaking_of(known), most_totals=_TOTALS)
    view = View(source, listed, country_names())
    if not view.events:
        raise NotFound(f"{event_id}: is no event any more")
    shown = view.stored[0]
    told: list[Report | Total] = [*source.reports(shown), *source.totals(listed)]  # as the view numbers their articles
    ids = dict.fromkeys(each.article_id for each in told)
    add_given(source, book, known, view.events[0])
    return {
        "event": view.events[0]
        | {"values": _values(shown), "links": _links(shown), "ids": shown.reports, "rule": shown.rule}
        | {"independent": shown.independent},
        "articles": [article | {"id": id} for article, id in zip(view.articles, ids, strict=True)],
        "totals": view.totals,
        "history": [
            {"at": each.at, "user": each.user, "why": each.why, "because": each.because if persons else None}
            for each in book.history(known.id)
        ],
        "decisions": list(decisions(book.decisions(about=known), persons=persons)),
    }


def article(source: Source[Listed], book: Ledger, told: Sequence[str], article_id: str) -> Json:
    """An article with every span that was coded in it, by the events it tells of, `told`. Raises NotFound."""
    found = source.article(article_id)
    view = View(source, Listed(told), country_names())
    stored = {each.id: each for each in view.stored}
    events = []
    for each in view.events:
        reports = source.reports(stored[each["id"]])
        here = [n for n, report in enumerate(reports) if report.article_id == article_id]
        add_given(source, book, book.event(each["id"]), each)
        claims = [
            {
                "name": field["name"],
                "label": field["label"],
                "value": claim["value"],
                "spans": claim["spans"],
                "cites": claim["cites"],
                "by": claim["by"],
            }
            for field in each["fields"]
            for claim in field["claims"]
            if claim["report"] in here
        ]
        quotes = [each["reports"][n]["quote"] for n in here]
        kept = {name: each[name] for name in ("id", "label", "family", "when", "where", "toll", "status", "certainty")}
        events.append(kept | {"claims": claims, "quotes": quotes})
    return {
        "article": article_data(found) | {"id": article_id, "lang": found.lang, "byline": found.byline},
        "events": events,
    }


def add_given(source: Source[Listed], book: Ledger, event: Event, shown: Json) -> None:
    """Puts before the claims of each field what persons hold to tell the value that they gave it."""
    given = [value.decision for value in event.fields if value.decision]
    if not given:
        return
    made = {each.decision.id: each.decision for each in book.decisions(ids=given)}
    articles = [report.article_id for report in book.reports(event)]
    for value in event.fields:
        ruled = made.get(value.decision or "")
        if ruled is None or ruled.support is None or ruled.support_of not in articles:
            continue
        if book.article(ruled.support_of).part(ruled.support)[ruled.support.start : ruled.support.end] != (
            ruled.support.quote
        ):
            continue  # another version of the article does not say it there
        words = source.evidence(ruled.support_of, ruled.support) if isinstance(source, Masked) else ruled.support
        name = value.best.what if isinstance(value.best, Count) else value.field
        field = next((each for each in shown["fields"] if each["name"] == name), None)
        if field is not None:
            report = articles.index(ruled.support_of)
            field["claims"].insert(0, given_claim(report, value_words(value.best, country_names()), words, ruled.user))


def decisions(found: Sequence[Standing], *, persons: bool) -> Iterable[Json]:
    """Decisions as the pages show them, the last first."""
    for each in reversed(found):
        made = each.decision
        value = value_words(made.value, country_names()) if made.value is not None else None
        before = value_words(made.replaces, country_names()) if made.replaces is not None else None
        name = made.value.what if isinstance(made.value, Count) else made.field
        yield {
            "id": made.id,
            "user": made.user,
            "at": made.at,
            "verb": made.verb,
            "event": made.event_id,
            "events": list(made.events),
            "field": name,
            "value": value if persons else None,
            "before": before if persons else None,
            "note": made.note if persons else None,
            "undoes": made.undoes,
            "undone": each.undone,
            "lost": len(each.lost),
            "line": in_words(made) if persons else f"{made.verb} {made.event_id or ''}",
        }


def labelled(row: Row, withheld: Callable[[str], bool]) -> Json:
    """A row in a few words, for a list to choose from; without the names that are withheld."""
    days = row.days
    return {
        "id": row.id,
        "label": type_label(row.type, row.mode),
        "when": (days[0] if days[0] == days[1] else f"{days[0]} – {days[1]}") if days else "",
        "where": ", ".join([spot.name for spot in row.spots if not withheld(spot.name)][:2]),
        "who": ", ".join([name for name in row.actors if not withheld(name)][:3]),
        "told": ", ".join(row.publishers[:3]),
    }


# ------------------------------------------------------------------ within


def _values(event: Event) -> list[Json]:
    """Each consolidated value: its words, its record, and whether a person gave it."""
    return [
        {
            "field": value.best.what if isinstance(value.best, Count) else value.field,
            "words": value_words(value.best, country_names()),
            "record": msgspec.to_builtins(value.best),
            "decision": value.decision,
            "conflict": value.conflict,
        }
        for value in event.fields
    ]


def _links(event: Event) -> list[Json]:
    """Why its reports are one: each pair by the reports' numbers, with what agreed and what did not."""
    numbers = {id: number for number, id in enumerate(event.reports)}
    return [
        {
            "left": numbers.get(link.left),
            "right": numbers.get(link.right),
            "probability": link.probability,
            "levels": [{"name": v.name, "outcome": v.outcome, "weight": v.weight} for v in link.levels],
        }
        for link in event.links
    ]


def _speaking_of(event: Event) -> Filter | None:
    """Totals that may count this event among theirs: of its type, in its country, over its days."""
    date = next(best(event, "date", Date), None)
    countries = sorted({place.country for place in best(event, "place", Location) if place.country})
    if date is None or date.start is None or not countries:
        return None
    return Filter(since=date.start, until=date.end or date.start, types=(event.type,), countries=tuple(countries))
