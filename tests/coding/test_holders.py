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


def test_one_portfolio_is_not_another() -> None:
    assert PRIME_MINISTER.is_another(Office("minister", "KE", frozenset({"interior"})))
    assert not PRIME_MINISTER.is_another(Office("minister", "KE", frozenset()))
    assert not Office("envoy", None, frozenset({"un"})).is_another(Office("envoy", None, frozenset({"top"})))
