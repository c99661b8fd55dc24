"""Which coded articles are learned from and which are judged: five folds, a story always as a whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
FOLDS = 5


def story(article: str) -> str:
    """What must not be torn apart: articles of one story ("st07-bbc") are about the same events."""
    return article.partition("-")[0] if article.startswith("st") else article


def fold_of(article: str) -> int:
    """The fold of an article, by its story's name alone: adding articles moves none."""
    return int(hashlib.sha256(f"7:{story(article)}".encode()).hexdigest(), 16) % FOLDS


def without(judged: Mapping[str, Sequence[T]], fold: int) -> list[T]:
    """All that is learned from when a fold is judged."""
    return [one for name, of_article in judged.items() if fold_of(name) != fold for one in of_article]


def gold_rows(gold: Path) -> dict[str, dict]:
    """Coded articles and briefs by name."""
    rows = {}
    for folder in ("dev", "train", "stories"):
        for path in sorted((gold / folder).glob("*.json")):
            rows[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    for line in (gold / "briefs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["id"]] = row
    return rows
