"""Addresses that only look: events, facets, sums, map, timeline, one event, one article, the review queue."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from dateline.errors import NotFound
from dateline.publishing import Source
from dateline.publishing.report.english import STRINGS, type_label
from dateline.publishing.report.shell import country_names, outlines
from dateline.publishing.report.summary import Counting, Figure, label, summarise
from dateline.publishing.report.view import View
from dateline.publishing.rows import row as row_of
from dateline.web import charting, facets, showing
from dateline.web.api import models
from dateline.web.api.asking import By, Wanted
from dateline.web.api.exporting import exported
from dateline.web.cast import linked
from dateline.web.desk import Asker, Desk, TheDesk, unchanged
from dateline.web.listing import Listed
from dateline.web.rows import Row
from dateline.web.sessions import Visitor

router = APIRouter(dependencies=[Depends(unchanged)], tags=["looking"])
Id = Annotated[str, Path(max_length=200)]
Page = Annotated[int, Query(ge=1, le=1_000_000)]
_WORDS = ("label", "family", "when", "where", "who", "whom", "toll", "quote", "reported_words")


@router.get("/events", response_model=models.Events)
def events(
    desk: TheDesk,
    who: Asker,
    wanted: Wanted,
    page: Page = 1,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    sort: Literal["-date", "date", "gain"] = "-date",
    format: Literal["json", "csv", "geojson"] = "json",
) -> Response | models.Events:
    """Events that pass the filters: a page of them as JSON, or all as CSV or GeoJSON."""
    if format != "json":
        return exported(desk, who, wanted, format, persons=False, text=True, by=Counting())
    rows = _sorted(desk.index.passing(wanted), sort)
    some = rows[(page - 1) * limit : page * limit]
    return models.Events(
        total=len(rows),
        page=page,
        pages=max(1, math.ceil(len(rows) / limit)),
        change=desk.index.state().change,
        items=_items(desk, who, some),
    )


@router.get("/facets")
def all_facets(desk: TheDesk, who: Asker, wanted: Wanted) -> models.Facets:
    """For each filter its values, with the events that each would leave."""
    total, counted = facets.count(desk.index, wanted)
    withheld = desk.withheld(persons=who.sees_persons)
    counted = counted | {"actor": [each for each in counted["actor"] if not withheld(each[0])]}
    return models.Facets(
        total=total,
        facets={
            name: [models.FacetValue(value=value, n=n, words=_facet_words(name, value)) for value, n in found]
            for name, found in counted.items()
        },
    )


@router.get("/sums")
def sums(desk: TheDesk, wanted: Wanted, by: By) -> models.Sums:
    """How many events and persons, by the rule that the answer states."""
    rows = desk.index.passing(wanted)
    key = ("sums", (wanted, by))
    summary = desk.index.kept(desk.index.state(), key, lambda: summarise((row.counts for row in rows), by))
    return models.Sums(
        all=summary.all,
        occurred=summary.occurred,
        hedged=summary.hedged,
        episodes=summary.episodes,
        crime=summary.crime,
        besides=summary.besides,
        apart=summary.apart,
        rule=summary.rule,
        sums=[
            models.Sum(
                **_figure(each),
                what=each.what,
                label=label(each.what),
                note=each.note if each.told or each.untold or each.doubtful.told else "",
                doubtful=models.Figure(**_figure(each.doubtful)),
            )
            for each in summary.sums
        ],
    )


@router.get("/map")
def map(desk: TheDesk, wanted: Wanted, zoom: Annotated[int, Query(ge=0, le=20)] = 4) -> models.Map:
    """Marks of the map at a zoom (the world is 256 pixels wide at 0): places near each other are one mark."""
    rows = desk.index.passing(wanted)
    made = desk.index.kept(desk.index.state(), ("map", (wanted, zoom)), lambda: charting.clusters(rows, zoom))
    return models.Map(**made)


@router.get("/timeline")
def timeline(desk: TheDesk, wanted: Wanted) -> models.Timeline:
    """Marks of the timeline: one of each type and span of days."""
    rows = desk.index.passing(wanted)
    return models.Timeline(**desk.index.kept(desk.index.state(), ("timeline", wanted), lambda: charting.timeline(rows)))


@router.get("/outlines", response_model=None)
def country_outlines() -> dict[str, object]:
    """Country outlines, TopoJSON."""
    return outlines()


@router.get("/events/{event_id}")
def event(desk: TheDesk, who: Asker, event_id: Id) -> models.EventDetail:
    """One event: fields, the claims behind them, reports, links, totals that speak of it, history, decisions."""
    with desk.reading(persons=who.sees_persons) as (source, book):
        shown = showing.event(source, book, event_id, persons=who.sees_persons)
    row = desk.index.state().rows.get(shown["event"]["id"])
    shown["event"]["parties"] = linked(row, shown["event"])
    shown["event"]["sample"] = desk.held().get(shown["event"]["id"]) if who.decides else None
    return models.EventDetail(**shown)


@router.get("/events/{event_id}/similar")
def similar(desk: TheDesk, who: Asker, event_id: Id) -> models.Similar:
    """Events that may be the same one, for merging."""
    withheld = desk.withheld(persons=who.sees_persons)
    return models.Similar(items=[showing.labelled(row, withheld) for row in showing.similar(desk.index, event_id)])


@router.get("/articles/{article_id}")
def article(desk: TheDesk, who: Asker, article_id: Id) -> models.ArticleDetail:
    """One article with every span that was coded in it."""
    told = desk.index.state().of_article.get(article_id, ())
    with desk.reading(persons=who.sees_persons) as (source, book):
        shown = showing.article(source, book, told, article_id)
    return models.ArticleDetail(**shown, page=_page_of(desk, article_id) if who.sees_persons else None)


@router.get("/queue")
def queue(desk: TheDesk, who: Asker, wanted: Wanted, limit: Annotated[int, Query(ge=1, le=500)] = 100) -> models.Queue:
    """Events nobody has ruled on, those first whose review is expected to bring most."""
    rows = desk.index.passing(wanted)
    undecided = [row for row in rows if row.decided == ("undecided",)]
    withheld = desk.withheld(persons=who.sees_persons)
    return models.Queue(
        undecided=len(undecided),
        decided=len(rows) - len(undecided),
        items=[
            models.QueueItem(
                **showing.labelled(row, withheld), gain=row.gain, conflict=row.conflict, certainty=row.certainty
            )
            for row in _sorted(undecided, "gain")[:limit]
        ],
    )


@router.get("/decisions")
def decisions(
    desk: TheDesk, who: Asker, page: Page = 1, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> models.Decisions:
    """All decisions, the last first."""
    made = list(showing.decisions(desk.book, persons=who.sees_persons))
    return models.Decisions(total=len(made), items=made[(page - 1) * limit : page * limit])


# ------------------------------------------------------------------ within


def _sorted(rows: list[Row], by: str) -> list[Row]:
    """Rows come in the order of days; those without a day stay last."""
    if by == "gain":
        return sorted(rows, key=lambda row: (-row.gain, row.id))
    if by == "-date":
        return sorted(rows, key=lambda row: (row.days is not None and row.days[0]) or "", reverse=True)
    return rows


def _items(desk: Desk, who: Visitor, rows: Sequence[Row]) -> list[models.Json]:
    with desk.reading(persons=who.sees_persons) as (source, _):
        return list(_drawn(source, rows))


def _drawn(source: Source[Listed], rows: Sequence[Row]) -> Iterator[models.Json]:
    listed = Listed([row.id for row in rows])
    view = {each["id"]: each for each in View(source, listed, country_names()).events}
    by_id = {row.id: row for row in rows}
    for each in source.events(listed):
        reports = source.reports(each)
        record = row_of(each, reports, [source.article(report.article_id) for report in reports], True)
        row = by_id[each.id]
        words = {name: view[each.id][name] for name in _WORDS}
        words["parties"] = linked(row, view[each.id])
        yield record | {"words": words, "decided": row.decided, "conflict": row.conflict, "gain": row.gain}


def _page_of(desk: Desk, article_id: str) -> models.SavedPage | None:
    """The page that an article came from."""
    page_id = desk.book.article(article_id).page_id
    if page_id is None:
        return None
    try:
        page = desk.book.page(page_id)
    except NotFound:
        return None
    kept = desk.saved.find(page) is not None
    return models.SavedPage(id=page.id, source=page.source, fetched=page.fetched, version=page.version, kept=kept)


def _figure(figure: Figure) -> dict[str, Any]:
    told = {name: getattr(figure, name) for name in ("low", "high", "open", "told", "untold")}
    return told | {"words": figure.words}


def _facet_words(name: str, value: str) -> str:
    if name == "type":
        return type_label(value, None)
    if name == "country":
        return country_names().get(value, value)
    return STRINGS.get(f"{name}_{value}") or STRINGS.get(f"badge_{value}") or value.replace("-", " ")
