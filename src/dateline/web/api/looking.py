"""Addresses that only look: events, facets, sums, map, timeline, one event, one article, the review queue."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from dateline.errors import NotFound
from dateline.publishing.privacy import WITHHELD
from dateline.publishing.report.shell import outlines
from dateline.publishing.report.summary import Counting, Figure, label
from dateline.web import charting, facets, nearby, showing, sums
from dateline.web.api import models
from dateline.web.api.asking import By, Wanted
from dateline.web.api.exporting import exported
from dateline.web.cast import linked
from dateline.web.desk import Asker, Desk, TheDesk, unchanged
from dateline.web.index import Rows
from dateline.web.query import Query as Asked

router = APIRouter(dependencies=[Depends(unchanged)], tags=["looking"])
Id = Annotated[str, Path(max_length=200)]
Json = dict[str, Any]
Page = Annotated[int, Query(ge=1, le=1_000_000)]


@router.get("/events", response_model=models.Events)
def events(
    desk: TheDesk,
    who: Asker,
    wanted: Wanted,
    page: Page = 1,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    sort: Literal["-date", "date", "gain"] = "-date",
    format: Literal["json", "csv", "geojson"] = "json",
) -> Response:
    """Events that pass the filters: a page of them as JSON, or all as CSV or GeoJSON."""
    if format != "json":
        return exported(desk, who, wanted, format, persons=False, text=True, by=Counting())

    def make(rows: Rows) -> Json:
        return {
            "total": len(rows),
            "page": page,
            "pages": max(1, math.ceil(len(rows) / limit)),
            "change": rows.state.change,
            "items": desk.records(rows.ordered(sort)[(page - 1) * limit : page * limit], persons=who.sees_persons),
        }

    return _answer(desk, wanted, ("events", page, limit, sort, who.sees_persons), make)


@router.get("/facets", response_model=models.Facets)
def all_facets(desk: TheDesk, who: Asker, wanted: Wanted) -> Response:
    """For each filter its values, with the events that each would leave."""
    withheld = desk.withheld(persons=who.sees_persons)

    def make(rows: Rows) -> Json:
        counted = facets.count(desk.index, rows.state, wanted)
        counted["actor"] = [each for each in counted["actor"] if not withheld(each[0])]
        return {
            "total": len(rows),
            "facets": {
                name: [{"value": value, "n": n, "words": facets.words(name, value)} for value, n in found]
                for name, found in counted.items()
            },
        }

    return _answer(desk, wanted, ("facets", who.sees_persons), make)


@router.get("/sums", response_model=models.Sums)
def all_sums(desk: TheDesk, wanted: Wanted, by: By) -> Response:
    """How many events and persons, by the rule that the answer states."""

    def make(rows: Rows) -> Json:
        summary = sums.summary(rows, by)
        counted = [
            _figure(each)
            | {
                "what": each.what,
                "label": label(each.what),
                "note": each.note if each.told or each.untold or each.doubtful.told else "",
                "doubtful": _figure(each.doubtful),
            }
            for each in summary.sums
        ]
        names = ("all", "occurred", "hedged", "episodes", "crime", "besides", "apart", "rule")
        return {name: getattr(summary, name) for name in names} | {"sums": counted}

    return _answer(desk, wanted, ("sums", by), make)


@router.get("/map", response_model=models.Map)
def map(desk: TheDesk, who: Asker, wanted: Wanted, zoom: Annotated[int, Query(ge=0, le=20)] = 4) -> Response:
    """Marks of the map at a zoom (the world is 256 pixels wide at 0): places near each other are one mark."""
    withheld = desk.withheld(persons=who.sees_persons)

    def make(rows: Rows) -> Json:
        found = charting.clusters(rows, zoom)
        for mark in [*found["points"], *found["areas"]]:
            mark["name"] = WITHHELD if withheld(mark["name"]) else mark["name"]
        return found

    return _answer(desk, wanted, ("map", zoom, who.sees_persons), make)


@router.get("/timeline", response_model=models.Timeline)
def timeline(desk: TheDesk, wanted: Wanted) -> Response:
    """Marks of the timeline: one of each type and span of days."""
    return _answer(desk, wanted, "timeline", charting.timeline)


@router.get("/outlines", response_class=Response)
def country_outlines() -> Response:
    """Country outlines, TopoJSON."""
    return Response(_outlines(), media_type="application/json")


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
    found = nearby.similar(desk.index.state(), event_id)
    return models.Similar(items=[showing.labelled(row, withheld) for row in found])


@router.get("/articles/{article_id}")
def article(desk: TheDesk, who: Asker, article_id: Id) -> models.ArticleDetail:
    """One article with every span that was coded in it."""
    with desk.reading(persons=who.sees_persons) as (source, book):
        with book.skimmed() as skim:
            told = skim.told_in([article_id])
        shown = showing.article(source, book, told, article_id)
    return models.ArticleDetail(**shown, page=_page_of(desk, article_id) if who.sees_persons else None)


@router.get("/queue")
def queue(desk: TheDesk, who: Asker, wanted: Wanted, limit: Annotated[int, Query(ge=1, le=500)] = 100) -> models.Queue:
    """Events nobody has ruled on, those first whose review is expected to bring most."""
    rows = desk.index.passing(wanted)
    columns, words = rows.state.columns, rows.state.words
    undecided = rows.only(columns.decided.any_of(words.of["decided"].places(["undecided"])))
    withheld = desk.withheld(persons=who.sees_persons)
    return models.Queue(
        undecided=len(undecided),
        decided=len(rows) - len(undecided),
        items=[
            models.QueueItem(
                **showing.labelled(row, withheld), gain=row.gain, conflict=row.conflict, certainty=row.certainty
            )
            for row in undecided.ordered("gain")[:limit]
        ],
    )


@router.get("/decisions")
def decisions(
    desk: TheDesk, who: Asker, page: Page = 1, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> models.Decisions:
    """All decisions, the last first."""
    ids = desk.book.decision_ids()
    some = desk.book.decisions(ids=ids[::-1][(page - 1) * limit : page * limit])
    return models.Decisions(total=len(ids), items=list(showing.decisions(some, persons=who.sees_persons)))


# ------------------------------------------------------------------ within


def _answer(desk: Desk, wanted: Asked, key: object, make: Callable[[Rows], Json]) -> Response:
    """What is made of the rows that pass, as JSON; made once for each state of the ledger."""
    rows = desk.index.passing(wanted)
    data = desk.index.kept(rows.state, (key, wanted), lambda: msgspec.json.encode(make(rows)))
    return Response(data, media_type="application/json")


@cache
def _outlines() -> bytes:
    return msgspec.json.encode(outlines())


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
