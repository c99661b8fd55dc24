"""Files of public sets as the tests write them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a gzipped file with one row a line; a string goes in as it is."""

    def to(name: str, *rows: dict[str, Any] | str) -> Path:
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        path = tmp_path / name
        path.write_bytes(gzip.compress("\n".join(lines).encode()))
        return path

    return to
