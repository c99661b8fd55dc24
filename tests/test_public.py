"""The public surface: what a caller may rely on, and what it costs to import it."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import dateline


def test_everything_exported_is_there_and_nothing_else_is_promised() -> None:
    assert dateline.__all__ == sorted(dateline.__all__)
    for name in dateline.__all__:
        assert getattr(dateline, name).__doc__, f"dateline.{name} has no docstring"
    public = {name for name, value in vars(dateline).items() if not name.startswith("_") and _ours(value)}
    assert public <= set(dateline.__all__)


def _ours(value: object) -> bool:
    return str(getattr(value, "__module__", "")).startswith("dateline")


def test_version_is_that_of_the_package() -> None:
    assert dateline.__version__ == version("dateline")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        dateline.Nothing  # noqa: B018


def test_import_leaves_the_heavy_libraries_alone() -> None:
    heavy = ["spacy", "sqlalchemy", "altair", "trafilatura", "typer"]
    program = f"import sys, dateline; print([name for name in {heavy} if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_read_gives_articles(tmp_path: Path) -> None:
    row = tmp_path / "row.json"
    row.write_text(
        '{"id": "a1", "title": "Bridge blown up at Amara", "published": "2021-06-05",'
        ' "text": "Gunmen blew up a bridge near Amara on Friday, the governor said. Two guards were hurt."}'
    )
    (article,) = dateline.read(row)
    assert (article.id, article.published, article.published_from) == ("a1", "2021-06-05", "row")


def test_read_raises_at_bad_input(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    with pytest.raises(dateline.InputError, match="is empty") as caught:
        dateline.read(empty)
    assert caught.value.problem.source == str(empty)
