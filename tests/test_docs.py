"""Documentation that cannot rot: its commands and programs run, its reference is that of the program."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline.coding import Coder
from dateline.publishing import coded
from dateline.reading import Reading, read

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(document: Path, *languages: str) -> list[str]:
    """The fenced blocks of a document in one of the languages."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```", document.read_text(encoding="utf-8"), re.M | re.S)
    return [body for language, body in fenced if language in languages]


def commands(document: Path) -> list[str]:
    """The `dateline …` commands of a document, in order."""
    shown = "\n".join(blocks(document, "console", "bash"))
    return [line.removeprefix("$ ") for line in shown.splitlines() if re.match(r"(\$ )?dateline\b", line)]


def cli_reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "scripts" / "make_cli_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the examples in it and nothing else."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("document", [path for path in DOCUMENTS if commands(path)], ids=lambda path: path.name)
def test_commands_run(document: Path, folder: Path) -> None:
    shim = folder / "bin" / "dateline"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dateline "$@"\n')
    shim.chmod(0o755)
    outside = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    environment = outside | {"PATH": f"{shim.parent}:{os.environ['PATH']}"}
    for command in commands(document):
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{document.name}: {command}\n{done.stderr}"
    for program in blocks(document, "python") if document.name != "python.md" else ():
        done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, f"{document.name}: {program}\n{done.stderr}"


def test_python_examples_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    program = "\n".join(blocks(ROOT / "docs" / "python.md", "python"))
    exec(compile(program, "docs/python.md", "exec"), {"__name__": "example"})


def test_the_reference_is_up_to_date() -> None:
    module = cli_reference()
    stale = "docs/cli.md is out of date: run scripts/make_cli_reference.py"
    assert module.DOCUMENT.read_text(encoding="utf-8") == module.reference(), stale


def keys(value: Any) -> Iterator[str]:
    """All keys of a line, as deep as they go; those of `evidence` are field names that stand elsewhere."""
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from keys(inner)
    if isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_every_key_of_a_line_is_documented(coder: Coder) -> None:
    text = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", text))))
    readings = [reading for reading in read([EXAMPLES]) if isinstance(reading, Reading)]
    printed = {key for reading in readings for key in keys(coded(coder.code(reading.article)))}
    assert printed - documented == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    prose = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.M | re.S)
    links = re.findall(r"\]\((?!https?:)([^)#]+)", prose)
    assert not [link for link in links if not (document.parent / link).exists()]
