"""GeoJSON (RFC 7946): one event a feature, so that sums over features are sums over events.

An event at one place is a Point, at several a MultiPoint, and without coordinates has a null geometry. A point of an
area is only its middle: `precision` and `radius_km` say so. For several places they are those of the coarsest, and
`places` has each in the order of the coordinates.
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from dateline.publishing.lots import Entry
from dateline.publishing.rows import row
from dateline.publishing.selection import Selection


def write(selection: Selection, out: TextIO) -> None:
    """Writes the events as one FeatureCollection, a feature a line; `dateline` says where it comes from."""
    about = json.dumps(selection.about(), ensure_ascii=False)
    out.write(f'{{"type": "FeatureCollection", "dateline": {about}, "features": [')
    for number, features in enumerate(selection.pieces(_features, lean=True)):
        out.write((",\n" if number else "\n") + features)
    out.write("\n]}\n")
    selection.leave_out("the words behind each value, rival values of other fields than tolls")


def _features(entries: list[Entry], text: bool) -> str:
    return ",\n".join(json.dumps(feature(row(*entry, text)), ensure_ascii=False) for entry in entries)


def feature(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a feature; its id is the event's."""
    located = [place for place in row["places"] if place["lat"] is not None and place["lon"] is not None]
    coarsest = row["places"][-1] if row["places"] else {}
    radii = [place["radius_km"] for place in row["places"] if place["radius_km"] is not None]
    date = row["date"] or {}
    properties = {key: value for key, value in row.items() if key not in ("id", "date", "places")}
    properties |= {"date": date.get("edtf"), "start": date.get("start"), "end": date.get("end")}
    properties |= {"precision": coarsest.get("precision"), "radius_km": max(radii, default=None)}
    geometry = _geometry([[place["lon"], place["lat"]] for place in located])
    unlocated = [place for place in row["places"] if place not in located]
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": geometry,
        "properties": properties | {"places": located + unlocated},
    }


def _geometry(points: list[list[float]]) -> dict[str, Any] | None:
    if not points:
        return None
    return (
        {"type": "Point", "coordinates": points[0]}
        if len(points) == 1
        else {"type": "MultiPoint", "coordinates": points}
    )
