"""One gazetteer for the whole session: the installed versions', compiled where the cache lacks it."""

from __future__ import annotations

import pytest

from dateline.grounding import Gazetteer, Registry


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry.load()
