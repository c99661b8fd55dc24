"""An office at hand is one told before where nothing speaks against it."""

from __future__ import annotations

import pytest

from dateline.coding.holders import Office

PRIME_MINISTER = Office("minister", "KE", frozenset({"prime"}))


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        (Office("minister", None, frozenset()), True),
        (Office("minister", "KE", frozenset({"prime"})), True),
        (Office("minister", None, frozenset({"foreign"})), False),
        (Office("minister", "FR", frozenset({"prime"})), False),
        (Office("president", "KE", frozenset()), False),
    ],
)
def test_a_shorter_mention_fits(asked: Office, fits: bool) -> None:
    assert PRIME_MINISTER.fits(asked) is fits
