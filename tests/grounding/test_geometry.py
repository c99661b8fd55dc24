from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.grounding.geometry import centre, distance_km, shift


def test_known_distance() -> None:
    assert distance_km(33.31, 44.37, 36.19, 44.01) == pytest.approx(322, abs=5)  # Baghdad to Erbil


@given(st.floats(-75, 75), st.floats(-180, 180), st.sampled_from([0.0, 45.0, 90.0, 180.0, 270.0]), st.floats(5, 300))
def test_shift_goes_as_far_as_asked(lat: float, lon: float, bearing: float, km: float) -> None:
    assert distance_km(lat, lon, *shift(lat, lon, bearing, km)) == pytest.approx(km, rel=0.12, abs=2)


def test_centre_across_the_date_line() -> None:
    middle = centre([(-17.0, 179.0, 1.0), (-17.0, -179.0, 1.0)])
    assert middle is not None
    assert abs(middle[1]) == pytest.approx(180, abs=0.01)
    assert centre([]) is None
