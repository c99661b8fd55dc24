"""Distances and shifts on the globe: WGS84 decimal degrees in, kilometres out."""

from __future__ import annotations

import math
from collections.abc import Iterable

EARTH_RADIUS_KM = 6371.0
_KM_PER_DEGREE = 111.2


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def shift(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` away towards `bearing` (degrees clockwise from north), rounded to 0.01 degree."""
    turn = math.radians(bearing)
    north = km * math.cos(turn) / _KM_PER_DEGREE
    shrink = max(0.05, math.cos(math.radians(lat)))
    east = km * math.sin(turn) / (_KM_PER_DEGREE * shrink)
    return round(max(-90.0, min(90.0, lat + north)), 2), round((lon + east + 180) % 360 - 180, 2)


def centre(points: Iterable[tuple[float, float, float]]) -> tuple[float, float] | None:
    """Weighted centre of (lat, lon, weight) points, also across the 180th meridian; None of no points."""
    x = y = z = 0.0
    for lat, lon, weight in points:
        a, b = math.radians(lat), math.radians(lon)
        x += weight * math.cos(a) * math.cos(b)
        y += weight * math.cos(a) * math.sin(b)
        z += weight * math.sin(a)
    if x == y == z == 0:
        return None
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)
