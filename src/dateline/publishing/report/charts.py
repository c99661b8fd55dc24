"""The map and the timeline as Vega-Lite specifications. Their data are filled in by the page.

The map is in Mercator's projection: its shapes are right wherever one looks closely, and a circle of so many kilometres
stays a circle. The page sets three signals: `k` (pixels a radian), `lon0` and `lat0` (the middle).

Colours are the names of the page's CSS variables, so that light, dark and print need no second drawing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import altair as alt

from dateline.publishing.report.english import FAMILIES

_CAPITALISED = "slice(datum.label, 0, 1) + lower(slice(datum.label, 1))"
_COLOUR = alt.Scale(domain=list(FAMILIES), range=[f"var(--{name})" for name in FAMILIES])
# Pale marks are events that did not occur: planned, failed or denied. The page sets how pale.
_STRENGTH = alt.Opacity("strength:Q", scale=None, legend=None)
_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'  # as in report.css
_TIMELINE = 340  # pixels, shared by the lanes as far as each keeps its least height
_LANE = (24, 44)  # least and greatest height
_TICKS = alt.Axis(title=None, grid=True, labelOverlap=True, tickCount=6)

_OUTLINES = alt.NamedData("outlines", format=alt.TopoDataFormat(type="topojson", feature="countries"))


def map_spec(outlines: dict[str, Any]) -> dict[str, Any]:
    """Country outlines, shaded countries, areas, points and names, from the bottom up.

    Data sets to fill: `shaded` {iso2, n, share}, `areas` (GeoJSON features with `family` and `key`), `rings` and
    `points` {lon, lat, size, strength, family, key}, `names` and `countries` {lon, lat, text}.
    """
    land = alt.Chart(_OUTLINES).mark_geoshape(fill="var(--land)", stroke="var(--border)", strokeWidth=0.7)
    shaded = (
        alt.Chart(_OUTLINES)
        .mark_geoshape(fill="var(--shade)", stroke="var(--shade-line)", strokeDash=[4, 3], strokeWidth=1.2)
        .transform_lookup("properties.iso2", alt.LookupData(alt.NamedData("shaded"), "iso2", ["n", "share", "key"]))
        .transform_filter("datum.n > 0")
        .encode(fillOpacity=alt.FillOpacity("share:Q", scale=None))
    )
    layers = [land, shaded, _country_names(), _areas(), _rings(), _points(), *_names()]
    chart = (
        alt.layer(*layers)
        .add_params(alt.param("k", value=400), alt.param("lon0", value=0), alt.param("lat0", value=0))
        .project(
            type="mercator",
            scale=alt.expr("k"),
            center=alt.expr("[lon0, lat0]"),
            translate=alt.expr("[width / 2, height / 2]"),
            clipExtent=alt.expr("[[-20, -20], [width + 20, height + 20]]"),
        )
        .properties(width="container", height="container", padding=0)
    )
    empty = ("shaded", "areas", "rings", "points", "names", "countries")
    return _finished(chart, {"outlines": outlines} | {name: [] for name in empty})


def timeline_spec(types: list[str], first: date, last: date) -> dict[str, Any]:
    """Lanes of types over days; a point is one day, a bar all the days that an event may have been on.

    Only the days from `first` to `last` and a margin are drawn; `usermeta` gives them to the page, which lists what
    lies outside.
    A hollow point stands for events whose date is not told, on the day they were first reported.
    Data set to fill: `spans` {t0, t1, mid (ms since 1970, UTC), told, single, type, family, n, strength, key}, where
    `single` is an event of one day. The signal `brush` is the days selected.
    """
    margin = timedelta(days=1 + (last - first).days // 40)
    first, last = first - margin, last + margin
    lanes = alt.Y(
        "type:N",
        scale=alt.Scale(domain=types),
        axis=alt.Axis(title=None, ticks=False, grid=True, domain=False, labelExpr=_CAPITALISED, labelPadding=8),
    )
    height = len(types) * max(_LANE[0], min(_LANE[1], _TIMELINE // len(types)))
    layers = _bars(lanes), _days(lanes, first, last), _reported(lanes, first, last)
    chart = alt.layer(*layers).properties(width="container", height=height)
    spec = _finished(chart, {"spans": []})
    return spec | {"usermeta": {"first": first.isoformat(), "last": last.isoformat()}}


def _bars(lanes: Any) -> Any:
    """What may have been on any of several days; also what selects days by dragging."""
    brush = alt.selection_interval(
        name="brush",
        encodings=["x"],
        mark=alt.BrushConfig(fill="var(--ink)", fillOpacity=0.08, stroke="var(--ink)", strokeOpacity=0.5),
    )
    return (
        alt.Chart(alt.NamedData("spans"))
        .mark_bar(clip=True, height=7, strokeWidth=4, strokeJoin="round", cursor="pointer")
        .transform_filter("!datum.single")
        .encode(
            x=alt.X("t0:T", scale=alt.Scale(type="utc"), axis=_TICKS),
            x2="t1:T",
            y=lanes,
            color=alt.Color("family:N", scale=_COLOUR, legend=None),
            stroke=alt.Stroke("family:N", scale=_COLOUR, legend=None),
            opacity=_STRENGTH,
        )
        .add_params(brush)
    )


def _days(lanes: Any, first: date, last: date) -> Any:
    """What was on one day."""
    mark = alt.Chart(alt.NamedData("spans")).mark_circle(
        clip=True, stroke="var(--paper)", strokeWidth=1, cursor="pointer"
    )
    shown = mark.transform_filter("datum.told && datum.single")
    return shown.encode(**_on_day(lanes, first, last), color=alt.Color("family:N", scale=_COLOUR, legend=None))


def _reported(lanes: Any, first: date, last: date) -> Any:
    """What was reported on one day, its own date not told."""
    mark = alt.Chart(alt.NamedData("spans")).mark_point(
        shape="circle", clip=True, strokeWidth=1.2, fill="var(--paper)", cursor="pointer"
    )
    shown = mark.transform_filter("!datum.told")
    return shown.encode(**_on_day(lanes, first, last), stroke=alt.Stroke("family:N", scale=_COLOUR, legend=None))


def _on_day(lanes: Any, first: date, last: date) -> dict[str, Any]:
    days = alt.Scale(type="utc", domain=[_utc(first), _utc(last)], nice=False)
    size = alt.Scale(type="sqrt", domain=[1, 30], range=[70, 420], clamp=True)
    return {
        "x": alt.X("mid:T", scale=days, axis=_TICKS),
        "y": lanes,
        "opacity": _STRENGTH,
        "size": alt.Size("n:Q", scale=size, legend=None),
    }


def _areas() -> Any:
    return (
        alt.Chart(alt.NamedData("areas"))
        .mark_geoshape(strokeWidth=1.4, strokeDash=[4, 3], cursor="pointer")
        .encode(
            # An area that covers much of the map is drawn by its edge, so that what lies in it can be seen.
            fillOpacity=alt.condition("datum.properties.wide", alt.value(0), alt.value(0.16)),
            strokeOpacity=alt.condition("datum.properties.wide", alt.value(0.35), alt.value(1)),
            fill=alt.Fill("properties.family:N", scale=_COLOUR, legend=None),
            stroke=alt.Stroke("properties.family:N", scale=_COLOUR, legend=None),
        )
    )


def _rings() -> Any:
    """Areas too small to see at this scale: a hollow, dashed ring, so that they are still not taken for a point."""
    return _at_places("rings").mark_point(
        shape="circle", size=150, strokeWidth=1.6, strokeDash=[3, 2], fill="transparent", cursor="pointer"
    )


def _points() -> Any:
    return (
        _at_places("points")
        .mark_circle(stroke="var(--paper)", strokeWidth=1.2, cursor="pointer")
        .encode(size=alt.Size("size:Q", scale=None), opacity=_STRENGTH)
    )


def _names() -> list[Any]:
    """The places' names, each over its own halo."""
    encoding = {"longitude": "lon:Q", "latitude": "lat:Q", "text": "text:N"}
    text: dict[str, Any] = {"align": "left", "dx": 9, "fontSize": 11.5}
    halo = alt.Chart(alt.NamedData("names")).mark_text(**text, stroke="var(--halo)", strokeWidth=3, fill="var(--halo)")
    ink = alt.Chart(alt.NamedData("names")).mark_text(**text, fill="var(--ink)")
    return [halo.encode(**encoding), ink.encode(**encoding)]


def _country_names() -> Any:
    """Names of countries, under all else."""
    text = alt.Chart(alt.NamedData("countries")).mark_text(fontSize=11, fill="var(--faint)")
    return text.encode(longitude="lon:Q", latitude="lat:Q", text="text:N")


def _at_places(data: str) -> Any:
    return alt.Chart(alt.NamedData(data)).encode(
        longitude="lon:Q", latitude="lat:Q", color=alt.Color("family:N", scale=_COLOUR, legend=None)
    )


def _utc(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)


def _finished(chart: Any, datasets: dict[str, Any]) -> dict[str, Any]:
    configured = (
        chart.configure(font=_FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor="var(--muted)",
            labelFontSize=12,
            gridColor="var(--line)",
            domainColor="var(--line)",
            tickColor="var(--line)",
        )
    )
    spec: dict[str, Any] = configured.to_dict()
    return spec | {"datasets": datasets}
