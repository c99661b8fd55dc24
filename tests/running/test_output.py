"""What a finished run gives back, and what is said of one that is not."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from factories import PROVENANCE, bombing, coding, page

from dateline.errors import DatelineError
from dateline.model import Coding
from dateline.running import Copy, SetAside, coded, codings, copies, manifest, parts, set_aside
from dateline.running.child import Coded
from dateline.running.manifest import Made, Manifest, State, Taken
from dateline.running.storage import Folder

FIRST = coding("a1", bombing("a1", "2024-03-04"))
SECOND = coding("a2")
COPY = Copy(article=coding("a3").article, page=page("p3"), of="a1", of_hash=FIRST.article.hash, likeness=0.75)
ASIDE = SetAside(source="x.jsonl:3", reason="has no text", hint="look", article=SECOND.article, stage="code")


def part(*found: Coding) -> bytes:
    made = [Coded(coding=msgspec.json.encode(each), events=len(each.reports), totals=0) for each in found]
    rows = [parts.coded_row(page("p1"), each.article, one) for each, one in zip(found, made, strict=True)]
    return parts.packed(parts.CODED, rows)


def run(folder: Path, state: State) -> Path:
    """A run of two articles, a copy and an input set aside, written in another order than that of its parts."""
    kept = Folder(folder)
    kept.write("coded/000001.parquet", part(SECOND))
    kept.write("coded/000000.parquet", part(FIRST))
    kept.write("copies/000000.parquet", parts.packed(parts.COPIES, [parts.copy_row(COPY)]))
    kept.write("aside/code-000000.parquet", parts.packed(parts.ASIDE, [parts.aside_row(ASIDE)]))
    taken = Taken(sources=("x",), files=1, bytes=9, digest="d")
    manifest.save(kept, Manifest(taken=taken, made=Made(dateline="1", coder=PROVENANCE), state=state))
    return folder


def test_a_finished_run_gives_back_its_records_in_order(tmp_path: Path) -> None:
    done = run(tmp_path / "out", "finished")
    assert list(codings(done)) == [FIRST, SECOND]
    assert list(coded(str(done))) == [(page("p1"), FIRST), (page("p1"), SECOND)]
    assert list(copies(done)) == [COPY]
    assert list(set_aside(done)) == [ASIDE]


@pytest.mark.parametrize("state", ["reading", "coding"])
def test_a_run_that_is_not_finished_is_refused(tmp_path: Path, state: State) -> None:
    done = run(tmp_path / "out", state)
    with pytest.raises(DatelineError, match="is not finished; give the same command again"):
        next(codings(done))


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="holds no run"):
        next(copies(tmp_path))


def test_a_part_opens_in_pandas(tmp_path: Path) -> None:
    import pandas

    table = pandas.read_parquet(run(tmp_path / "out", "finished") / "coded" / "000000.parquet")
    assert table.loc[0, ["id", "events"]].tolist() == ["a1", 1]
