"""What a row of a user's list of places must keep to: names and coordinates."""

from __future__ import annotations

import math

from dateline.grounding.names import normalise

LONGEST_NAME = 200  # characters


def faulty_name(name: str) -> str | None:
    """What is wrong with a name, or None."""
    if not name.strip():
        return "no name"
    if len(name) > LONGEST_NAME:
        return f"the name has {len(name):,} characters; at most {LONGEST_NAME} are taken"
    if "\ufffd" in name:
        return "the name is not UTF-8"
    if not normalise(name):
        return f"the name {name!r} has no letter or digit"
    return None


def coordinates(lat: str, lon: str) -> tuple[float, float] | str:
    """Latitude and longitude in WGS84 decimal degrees, or what is wrong with them."""
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        return f"the coordinates {lat[:20]!r}, {lon[:20]!r} are no numbers"
    if not (math.isfinite(north) and math.isfinite(east) and abs(north) <= 90 and abs(east) <= 180):
        return f"the coordinates {lat[:20]}, {lon[:20]} are not on the globe: latitude -90 to 90, longitude -180 to 180"
    return north, east
