"""Blocking keys by their time: the index of candidates is made again from the logs, as all indexes are."""

from __future__ import annotations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Changes no table."""
