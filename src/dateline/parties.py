"""The parties of an event on one line."""

from __future__ import annotations


def who_to_whom(who: str, whom: str) -> str:
    """ "Army → convoy"; "→ convoy" where nobody is known to have done it, so that no victim reads as who did it."""
    return " ".join(filter(None, (who, f"→ {whom}" if whom else "")))
